package segment

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/internal/doublearray"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/pipeline/segment/internal/trie"
)

// tokenizer cuts a text as gse.Segment does with gse's whole simplified dictionary, to the
// byte: the way through the text on which the words' distances add up to the least. It
// reads the dictionary where it is embedded, so that nothing has to be loaded.
//
// What gse does, and what is done here in the same order and with the same float32 sums:
// a text is a row of atoms, which are runs of letters and digits of at most two bytes
// each (the ASCII ones in lower case) and single characters of anything else; from each
// atom on, the words of the dictionary are tried; an atom that is no word itself may
// stand alone at distance 32 with the tag x; of equal ways the one found first wins.
//
// It is safe for concurrent use.
type tokenizer struct {
	lexicon func() *lexicon
	buffers sync.Pool // of *search
}

// search is what finding the tokens of one text takes.
type search struct {
	words *lexicon
	atoms []atom
	nodes []nodes
	steps []step
}

// atom is the piece of text that begins at a byte offset.
type atom struct {
	start int32
	code  uint16 // the character's code, run for letters and digits, 0 for unknown ones
}

// run is the code of an atom of letters and digits, which has to be read in the text.
const run = 1<<16 - 1

// step is the best way to the end of an atom: the distance from the text's beginning and
// the last word on it.
type step struct {
	distance float32 // 0: no way found yet
	atoms    uint16
	tag      uint8
}

const (
	unknownDistance = 32
	unknownTag      = 1<<8 - 1
)

// AppendTokens cuts text into words that tile it, as extractors.Tokenizer has it. The tag of
// what is in no dictionary is x.
func (t *tokenizer) AppendTokens(to []extractors.Token, text string, at int) []extractors.Token {
	if text == "" {
		return to
	}
	s, ok := t.buffers.Get().(*search)
	if !ok {
		s = &search{words: t.lexicon()}
	}
	defer t.buffers.Put(s)
	s.split(text)
	s.weigh(text)
	return s.appendTo(to, text, at)
}

// appendTo appends the tokens on the best way through text.
func (t *search) appendTo(to []extractors.Token, text string, at int) []extractors.Token {
	n := 0
	last := len(t.steps) - 1
	for i := last; i >= 0; i -= int(t.steps[i].atoms) {
		n++
	}
	to = slices.Grow(to, n)[:len(to)+n]
	end := at + len(text)
	k := len(to)
	for i := last; i >= 0; {
		s := &t.steps[i]
		i -= int(s.atoms)
		tag := "x"
		if s.tag != unknownTag {
			tag = t.words.tags[s.tag]
		}
		start := at + int(t.atoms[i+1].start)
		k--
		to[k] = extractors.Token{Span: span.Span{Start: start, End: end}, Tag: tag}
		end = start
	}
	return to
}

// split reads the text's atoms.
func (t *search) split(text string) {
	atoms := t.atoms[:0]
	words := t.words
	for i := 0; i < len(text); {
		b := text[i]
		if b > 0xE0 && b < 0xF0 && b != 0xED && i+2 < len(text) && text[i+1]&0xC0 == 0x80 && text[i+2]&0xC0 == 0x80 {
			r := rune(b&0x0F)<<12 | rune(text[i+1]&0x3F)<<6 | rune(text[i+2]&0x3F)
			atoms = append(atoms, atom{int32(i), words.code(r)})
			i += 3
			continue
		}
		if n := runLen(text[i:]); n > 0 {
			atoms = append(atoms, atom{int32(i), run})
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		code := uint16(0)
		if r != utf8.RuneError {
			code = words.code(r)
		}
		atoms = append(atoms, atom{int32(i), code})
		i += size
	}
	t.atoms = atoms
}

// code returns a character's code, 0 for one that is in no word.
func (l *lexicon) code(r rune) uint16 {
	code := l.base.Code(r)
	if code == 0 && l.added != nil {
		return l.added.codes[r]
	}
	return code
}

// runLen returns how many bytes of letters and digits text begins with.
func runLen(text string) int {
	for i := 0; i < len(text); {
		b := text[i]
		if b < utf8.RuneSelf {
			if !alphanumeric[b] {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if size != 2 || !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return i
		}
		i += size
	}
	return len(text)
}

var alphanumeric = func() (is [utf8.RuneSelf]bool) {
	for b := range is {
		r := rune(b)
		is[b] = unicode.IsLetter(r) || unicode.IsNumber(r)
	}
	return is
}()

// lower makes A–Z small, as gse does in runs of letters and digits.
func lower(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return 'A' <= r && r <= 'Z' }) {
		return s
	}
	out := []byte(s)
	for i, b := range out {
		if 'A' <= b && b <= 'Z' {
			out[i] = b + 'a' - 'A'
		}
	}
	return string(out)
}

// weigh finds the best way to the end of every atom.
func (t *search) weigh(text string) {
	n := len(t.atoms)
	if cap(t.steps) < n {
		t.steps = make([]step, n+n/4)
		t.nodes = make([]nodes, n+n/4)
	}
	t.steps = t.steps[:n]
	clear(t.steps)
	t.look()
	var (
		words     = t.words
		distances = words.distances
		atoms     = t.atoms
		steps     = t.steps
		before    float32
	)
	for i := range atoms {
		found := t.nodes[i]
		alone := false
		if f := trie.Freq(found.first); f != 0 {
			steps[i].offer(before+distances[f], 1, trie.Tag(found.first))
			alone = true
		}
		switch {
		case found.second != 0:
			if f := trie.Freq(found.second); f != 0 {
				steps[i+1].offer(before+distances[f], 2, trie.Tag(found.second))
			}
			if i+2 < n && (atoms[i+2].code == run || found.second.Leads(atoms[i+2].code)) {
				t.follow(text, found.second, i, i+2, before)
			}
		case atoms[i].code == run:
			alone = t.follow(text, doublearray.Root, i, i, before)
		case i+1 < n && atoms[i+1].code == run && found.first != 0:
			t.follow(text, found.first, i, i+1, before)
		}
		if words.added != nil && words.mayBegin(atoms, i) && t.searchAdded(text, i, before) {
			alone = true
		}
		if !alone {
			steps[i].offer(before+unknownDistance, 1, unknownTag)
		}
		before = steps[i].distance
	}
}

// nodes are those to which the characters of an atom and of the one after it lead, 0 where
// there is none or an atom is no single character.
type nodes struct{ first, second trie.Node }

// look fills t.nodes. The dictionary does not fit into the cache, and most look-ups are
// these: none of them waits for another, so the memory answers many at a time.
func (t *search) look() {
	base := t.words.base
	t.nodes = t.nodes[:len(t.atoms)]
	for i := range t.nodes {
		t.nodes[i].first = base.Child(doublearray.Root, t.atoms[i].code)
	}
	for i := range t.nodes {
		second := trie.Node(0)
		if i+1 < len(t.atoms) {
			second = base.Child(t.nodes[i].first, t.atoms[i+1].code)
		}
		t.nodes[i].second = second
	}
}

// follow offers the words that begin at the atom with the given index and go on from node
// with the atom at next. It reports whether the first atom is a word.
func (t *search) follow(text string, node trie.Node, first, next int, before float32) (alone bool) {
	for j := next; j < len(t.atoms); j++ {
		switch code := t.atoms[j].code; code {
		case run:
			node = t.readRun(text, node, j)
		default:
			node = t.words.base.Child(node, code)
		}
		if f := trie.Freq(node); f != 0 {
			t.steps[j].offer(before+t.words.distances[f], j-first+1, trie.Tag(node))
			alone = alone || j == first
		}
		if node.Leaf() {
			break
		}
	}
	return alone
}

// offer takes the word that ends here if it makes the way shorter.
func (s *step) offer(distance float32, atoms int, tag uint8) {
	if s.distance == 0 || s.distance > distance {
		*s = step{distance, uint16(atoms), tag}
	}
}

// piece returns the text of the atom with the given index.
func (t *search) piece(text string, i int) string {
	if i+1 < len(t.atoms) {
		return text[t.atoms[i].start:t.atoms[i+1].start]
	}
	return text[t.atoms[i].start:]
}

// readRun returns the node to which an atom of letters and digits leads, 0 for none.
func (t *search) readRun(text string, node trie.Node, i int) trie.Node {
	for _, r := range t.piece(text, i) {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		node = t.words.base.Child(node, t.words.base.Code(r))
	}
	return node
}

// mayBegin reports whether an added word may begin at an atom.
func (l *lexicon) mayBegin(atoms []atom, i int) bool {
	first := atoms[i].code
	if first == run {
		return true
	}
	if first == 0 || i+1 == len(atoms) {
		return false
	}
	second := atoms[i+1].code
	return second == run || second != 0 && l.added.begins(first, second)
}

// searchAdded tries the added words from an atom on, and reports whether that atom is one.
func (t *search) searchAdded(text string, i int, before float32) bool {
	added := t.words.added
	first := len(t.words.tags) - len(addedTags)
	alone := false
	node := uint32(0)
	for j := i; j < len(t.atoms); j++ {
		var e *edge
		switch code := t.atoms[j].code; code {
		case 0:
			return alone
		case run:
			for _, r := range t.piece(text, j) {
				if 'A' <= r && r <= 'Z' {
					r += 'a' - 'A'
				}
				code := t.words.code(r)
				if code == 0 {
					return alone
				}
				if e = added.find(node, code); e.code == 0 {
					return alone
				}
				node = e.to
			}
		default:
			if e = added.find(node, code); e.code == 0 {
				return alone
			}
			node = e.to
		}
		if e.tag != 0 {
			t.steps[j].offer(before+added.distance, j-i+1, uint8(first)+e.tag-1)
			if j == i {
				alone = true
			}
		}
	}
	return alone
}
