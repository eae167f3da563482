package dict

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Lexicon maps words to values and finds the words that a text begins or ends with.
// It is built once, while the dictionary is loaded, and then safe for concurrent use.
type Lexicon[T any] struct {
	forward  trie
	backward func() *trie
	values   []T

	automaton *Automaton // that finds its words with those of other lists, nil for none
	id        int        // its number there, 0 for none
	lists     Lists      // the set of this list alone
}

// NewLexicon returns a lexicon of the words, which must be distinct and not empty;
// values[i] belongs to words[i].
func NewLexicon[T any](words []string, values []T) *Lexicon[T] {
	entries := make([]entry, len(words))
	for i, w := range words {
		entries[i] = entry{w, i}
	}
	return newLexicon(growTrie(entries, false), values)
}

// newLexicon returns the lexicon of a trie. What finds the words that a text ends with is
// made of it when first asked for: few lexicons are.
func newLexicon[T any](forward trie, values []T) *Lexicon[T] {
	l := &Lexicon[T]{forward: forward, values: values}
	l.backward = sync.OnceValue(func() *trie { t := growTrie(l.forward.entries(), true); return &t })
	return l
}

// entry is a word of a trie with the index of its value.
type entry struct {
	word  string
	value int
}

// Get returns the value of word, and false where it is no entry.
func (l *Lexicon[T]) Get(word string) (value T, ok bool) {
	w := walk{trie: &l.forward}
	for w.forward(word) {
		if w.at == len(word) {
			return l.values[w.value], true
		}
	}
	return value, false
}

// Words returns all words in the order of their code points.
func (l *Lexicon[T]) Words() []string {
	var words []string
	for _, e := range l.forward.entries() {
		words = append(words, e.word)
	}
	slices.Sort(words)
	return words
}

// Has reports whether word is an entry.
func (l *Lexicon[T]) Has(word string) bool {
	_, ok := l.Get(word)
	return ok
}

// Prefix returns the value of the longest word that text begins with and the word's
// length in bytes, 0 where there is none.
func (l *Lexicon[T]) Prefix(text string) (value T, byteLen int) {
	if !l.forward.mayBegin(text) {
		return value, 0
	}
	w := walk{trie: &l.forward, deep: true}
	found := 0
	for w.forward(text) {
		found, byteLen = w.value, w.at
	}
	if byteLen > 0 {
		value = l.values[found]
	}
	return value, byteLen
}

// Prefixes calls yield for every word that text begins with, shortest first, until it
// returns false.
func (l *Lexicon[T]) Prefixes(text string, yield func(value T, byteLen int) bool) {
	if !l.forward.mayBegin(text) {
		return
	}
	w := walk{trie: &l.forward, deep: true}
	for w.forward(text) && yield(l.values[w.value], w.at) {
	}
}

// Next returns the first byte offset in text, from a character's beginning at from on, at
// which an entry begins, and len(text) where there is none.
func (l *Lexicon[T]) Next(text string, from int) int { return l.forward.next(text, from) }

// Suffix returns the value of the longest word that text ends with and the word's
// length in bytes, 0 where there is none.
func (l *Lexicon[T]) Suffix(text string) (value T, byteLen int) {
	w := walk{trie: l.backward()}
	found := 0
	for w.backward(text) {
		found, byteLen = w.value, w.at
	}
	if byteLen > 0 {
		value = l.values[found]
	}
	return value, byteLen
}

// Suffixes calls yield for every word that text ends with, shortest first, until it
// returns false.
func (l *Lexicon[T]) Suffixes(text string, yield func(value T, byteLen int) bool) {
	w := walk{trie: l.backward()}
	for w.backward(text) && yield(l.values[w.value], w.at) {
	}
}

// trie holds words character by character, as a hash table of its edges. A node is one
// more than the slot of the edge that leads to it; node 0 is the root. The node that a first
// character leads to is firstNode more than the character: no edge has to be looked up to
// come to it, and none is kept but for words of one character. The trie can be read where it
// lies, so that nothing has to be built from a compiled one.
//
// A slot is an edge in eight bytes, little end first, 0 where it is free:
//
//	bits  0–17  the character
//	bits 18–41  the node that the edge leads from
//	bits 42–62  1 + the index of the word that ends here, 0 for none
//	bit  63     no longer word goes on from here
type trie struct {
	slots string
	shift uint8 // 64 - log2 of the number of slots
	// Nearly every look-up in running text ends at one of these, which are small enough to
	// stay in the cache. starts has a bit for each character of the basic plane that some
	// word starts with, singles for those that are a word. The others are a power of two
	// long: pairs has two bits for the first two characters of longer words, of which the
	// higher says that the two are a word, and triples one for the first three of words
	// that have more. plain says that singles is empty.
	starts, singles, pairs, triples string
	plain                           bool
}

// parts are what a trie is compiled from and to.
func (t *trie) parts() []*string {
	return []*string{&t.slots, &t.starts, &t.singles, &t.pairs, &t.triples}
}

// isSingle reports whether a character is a word, or one beyond the basic plane, of which
// that is not known.
func (t *trie) isSingle(r rune) bool {
	if t.plain && r < 1<<16 {
		return false
	}
	return r >= 1<<16 || t.singles[r>>3&(startsSize-1)]>>(r&7)&1 != 0
}

const (
	slotRuneBits  = 18
	slotKeyBits   = 18 + 24
	slotKey       = 1<<slotKeyBits - 1
	slotValueBits = 21
	slotLast      = 1 << 63
	startsSize    = 1 << 13
	firstNode     = 1 << 23

	// maxRune and maxEntries are what a slot can hold. No character beyond is assigned
	// but for marks and private ones.
	maxRune    = 1<<slotRuneBits - 1
	maxEntries = 1<<slotValueBits - 1
)

func hash(key uint64, shift uint8) int { return int(key * 0x9E3779B97F4A7C15 >> shift) }

func (t *trie) slot(i int) uint64 { return eight(t.slots[i*8 : i*8+8]) }

// child returns the node to which r leads from node, and its slot; node 0 means none.
func (t *trie) child(node int, r rune) (int, uint64) {
	key := uint64(node)<<slotRuneBits | uint64(r)
	for i := hash(key, t.shift); ; i = (i + 1) & (len(t.slots)/8 - 1) {
		switch s := t.slot(i); {
		case s&slotKey == key && s != 0:
			return i + 1, s
		case s == 0:
			return 0, 0
		}
	}
}

// next returns the first byte offset in text, from a character's beginning at from on, at
// which a word begins, and len(text) where there is none.
func (t *trie) next(text string, from int) int {
	pairs := t.pairs
	mask := uint32(len(pairs) - 1)
	for i := from; i < len(text); {
		if i+8 <= len(text) {
			if w := eight(text[i : i+8]); threeAndThree(w) { // nearly always
				key := w & pairKeyMask
				if at, bit := pair(key); pairs[at&mask]&bit == 0 && (t.plain || !t.isSingle(first(key))) {
					i += 3
					continue
				}
			}
		}
		_, size := decode(text, i)
		if w := (walk{trie: t, deep: true}); t.mayBegin(text[i:]) && w.forward(text[i:]) {
			return i
		}
		i += size
	}
	return len(text)
}

// mayBegin reports whether text may begin with a word; false is certain.
func (t *trie) mayBegin(text string) bool {
	r, n, size, key := pairAt(text, 0)
	if n == 0 || t.isSingle(r) {
		return n > 0
	}
	at, bit := pair(key)
	switch bits := t.pairs[at&uint32(len(t.pairs)-1)]; {
	case bits&bit == 0:
		return false
	case bits&(bit<<4) != 0:
		return true
	}
	third, n := packedAt(text, size)
	at, bit = triple(key, third)
	return n > 0 && t.triples[at&uint32(len(t.triples)-1)]&bit != 0
}

// Two characters have a key of 48 bits, which is for two of three bytes their bytes as they
// stand in a text.
const pairKeyMask = 1<<48 - 1

// eight returns the first eight bytes of text, little end first.
func eight(text string) uint64 { return binary.LittleEndian.Uint64([]byte(text)) }

// threeAndThree reports whether a text of which these are the first eight bytes begins with
// two characters of three.
func threeAndThree(eight uint64) bool { return eight&0xF00000F0 == 0xE00000E0 }

// first returns the first of two characters of three bytes.
func first(key uint64) rune {
	return rune(key&0x0F)<<12 | rune(key>>8&0x3F)<<6 | rune(key>>16&0x3F)
}

// packed returns a character's part of a key.
func packed(r rune) uint64 {
	if r >= 0x800 && r < 1<<16 {
		return uint64(0xE0|r>>12) | uint64(0x80|r>>6&0x3F)<<8 | uint64(0x80|r&0x3F)<<16
	}
	return uint64(r)
}

// pairKey returns the key of two characters.
func pairKey(a, b rune) uint64 { return packed(a) | packed(b)<<24 }

// pairAt returns the character at a byte offset of text and its length, 0 at the end, the
// length of it and the next one together, and the key of both.
func pairAt(text string, at int) (r rune, size, both int, key uint64) {
	if at+8 <= len(text) {
		if w := eight(text[at : at+8]); threeAndThree(w) { // nearly always
			return first(w), 3, 6, w & pairKeyMask
		}
	}
	r, size = decode(text, at)
	next, n := decode(text, at+size)
	return r, size, size + n, pairKey(r, next)
}

// packedAt returns the part of a key of the character at a byte offset of text, and the
// character's length, 0 at the end.
func packedAt(text string, at int) (part uint64, size int) {
	if at+2 < len(text) && text[at]&0xF0 == 0xE0 { // nearly always
		return uint64(text[at]) | uint64(text[at+1])<<8 | uint64(text[at+2])<<16, 3
	}
	r, size := decode(text, at)
	return packed(r), size
}

// decode returns the character of text, which is valid, at a byte offset, and its length, 0
// at the end.
func decode(text string, at int) (rune, int) {
	if at+2 < len(text) && text[at]&0xF0 == 0xE0 {
		return rune(text[at]&0x0F)<<12 | rune(text[at+1]&0x3F)<<6 | rune(text[at+2]&0x3F), 3
	}
	if at >= len(text) {
		return 0, 0
	}
	return utf8.DecodeRuneInString(text[at:])
}

// pair returns the place of two characters in a trie's pairs, to be taken modulo their
// number, and the lower one of their bits there; the other is that four places higher.
func pair(key uint64) (at uint32, bit byte) {
	h := pairHash(key)
	return h >> 2, 1 << (h & 3)
}

func pairHash(key uint64) uint32 { return uint32(key * 0x9E3779B97F4A7C15 >> 32) }

// triple returns the place of three characters, the first two by their key, in a trie's
// triples, to be taken modulo their number, and their bit there.
func triple(key, third uint64) (at uint32, bit byte) {
	h := uint32((key*0xC2B2AE3D27D4EB4F ^ third) * 0x9E3779B97F4A7C15 >> 32)
	return h >> 3, 1 << (h & 7)
}

// entries returns the words of the trie in the order of their code points.
func (t *trie) entries() []entry {
	var all []entry
	for i := range len(t.slots) / 8 {
		s := t.slot(i)
		value := int(s >> slotKeyBits & maxEntries)
		if value == 0 {
			continue
		}
		var runes []rune
		for {
			runes = append(runes, rune(s&maxRune))
			from := int(s & slotKey >> slotRuneBits)
			if from == 0 {
				break
			}
			if from >= firstNode {
				runes = append(runes, rune(from-firstNode))
				break
			}
			s = t.slot(from - 1)
		}
		slices.Reverse(runes)
		all = append(all, entry{string(runes), value - 1})
	}
	slices.SortFunc(all, func(a, b entry) int { return strings.Compare(a.word, b.word) })
	return all
}

// growTrie builds a trie of the words, or of the words read backwards.
func growTrie(entries []entry, backwards bool) trie {
	edges := 0
	for _, e := range entries {
		edges += utf8.RuneCountInString(e.word)
	}
	// How many edges there are in fact is known once they are made: make them, then again
	// in less room where that is enough.
	g := newGrowing(edges, len(entries))
	edges = g.insertAll(entries, backwards)
	if small := newGrowing(edges, len(entries)); len(small.slots) < len(g.slots) {
		small.insertAll(entries, backwards)
		g = small
	}
	return g.trie()
}

// growing is a trie while words are put into it.
type growing struct {
	slots           []uint64
	shift           uint8
	starts, singles []byte
	pairs, triples  []byte
}

// newGrowing returns an empty trie with room for so many edges, at most two thirds full, and
// words.
func newGrowing(edges, words int) *growing {
	log := max(bits.Len(uint(edges+edges/2)), 1)
	size := 1 << bits.Len(uint(2*words)) // sixteen bits and more a word
	return &growing{
		slots:   make([]uint64, 1<<log),
		shift:   uint8(64 - log),
		starts:  make([]byte, startsSize),
		singles: make([]byte, startsSize),
		pairs:   make([]byte, size),
		triples: make([]byte, size),
	}
}

func (g *growing) trie() trie {
	slots := make([]byte, 0, 8*len(g.slots))
	for _, s := range g.slots {
		slots = binary.LittleEndian.AppendUint64(slots, s)
	}
	return trie{
		slots: string(slots), shift: g.shift, starts: string(g.starts), singles: string(g.singles), pairs: string(g.pairs), triples: string(g.triples),
		plain: !slices.ContainsFunc(g.singles, func(b byte) bool { return b != 0 }),
	}
}

func (g *growing) insertAll(entries []entry, backwards bool) (edges int) {
	longer := map[rune]bool{} // the first characters of words of more than one
	for _, e := range entries {
		runes := []rune(e.word)
		if slices.Max(runes) > maxRune {
			continue // no character, and not looked for: see step
		}
		if backwards {
			slices.Reverse(runes)
		}
		path, node := runes, 0
		if len(runes) > 1 {
			path, node = runes[1:], firstNode+int(runes[0])
			longer[runes[0]] = true
		}
		for _, r := range path {
			i, found := g.find(node, r)
			if !found {
				if node > 0 && node < firstNode {
					g.slots[node-1] &^= slotLast
				}
				g.slots[i] = uint64(node)<<slotRuneBits | uint64(r) | slotLast
				edges++
			}
			node = i + 1
		}
		s := &g.slots[node-1]
		*s = *s&^(maxEntries<<slotKeyBits) | uint64(e.value+1)<<slotKeyBits
		g.mark(runes)
	}
	for r := range longer {
		if i, found := g.find(0, r); found {
			g.slots[i] &^= slotLast
		}
	}
	return edges
}

// find returns the slot of the edge for r from node, or the free one where it belongs.
func (g *growing) find(node int, r rune) (slot int, found bool) {
	key := uint64(node)<<slotRuneBits | uint64(r)
	for i := hash(key, g.shift); ; i = (i + 1) & (len(g.slots) - 1) {
		if s := g.slots[i]; s == 0 || s&slotKey == key {
			return i, s != 0
		}
	}
}

// mark notes a word's first characters.
func (g *growing) mark(word []rune) {
	first := word[0]
	if first >= 1<<16 {
		return
	}
	g.starts[first>>3] |= 1 << (first & 7)
	if len(word) == 1 {
		g.singles[first>>3] |= 1 << (first & 7)
		return
	}
	key := pairKey(first, word[1])
	at, bit := pair(key)
	at &= uint32(len(g.pairs) - 1)
	g.pairs[at] |= bit
	if len(word) == 2 {
		g.pairs[at] |= bit << 4
		return
	}
	at, bit = triple(key, packed(word[2]))
	g.triples[at&uint32(len(g.triples)-1)] |= bit
}

// walk goes through a trie from word to word.
type walk struct {
	trie  *trie
	node  int
	at    int // bytes of the text read
	value int // of the word that ends there
	first rune
	deep  bool // the second character has been read, or mayBegin has looked at it
	done  bool
}

// forward goes on to the next word that text begins with; false means that there is none.
func (w *walk) forward(text string) bool {
	for !w.done && w.at < len(text) {
		r, size := decode(text, w.at)
		if w.step(r, size) {
			return true
		}
	}
	return false
}

// backward goes on to the next word that text ends with.
func (w *walk) backward(text string) bool {
	for !w.done && w.at < len(text) {
		var r rune
		size := 3
		if at := len(text) - w.at - 3; at >= 0 && text[at]&0xF0 == 0xE0 { // nearly always
			r = rune(text[at]&0x0F)<<12 | rune(text[at+1]&0x3F)<<6 | rune(text[at+2]&0x3F)
		} else {
			r, size = utf8.DecodeLastRuneInString(text[:len(text)-w.at])
		}
		if w.step(r, size) {
			return true
		}
	}
	return false
}

func (w *walk) step(r rune, size int) bool {
	switch {
	case w.at == 0:
		return w.begin(r, size)
	case !w.deep:
		w.deep = true
		if at, bit := pair(pairKey(w.first, r)); w.first < 1<<16 && w.trie.pairs[at&uint32(len(w.trie.pairs)-1)]&bit == 0 {
			w.done = true
			return false
		}
	}
	node, s := w.trie.child(w.node, r)
	if node == 0 {
		w.done = true
		return false
	}
	w.node, w.at = node, w.at+size
	return w.enter(s)
}

// begin reads the first character.
func (w *walk) begin(r rune, size int) bool {
	single := true // not known for characters beyond the basic plane
	if r < 1<<16 {
		at, bit := r>>3&(startsSize-1), byte(1)<<(r&7)
		if w.trie.starts[at]&bit == 0 {
			w.done = true
			return false
		}
		single = w.trie.singles[at]&bit != 0
	}
	if r > maxRune {
		w.done = true
		return false
	}
	w.first, w.at, w.node = r, size, firstNode+int(r)
	if !single {
		return false
	}
	node, s := w.trie.child(0, r)
	return node != 0 && w.enter(s)
}

// enter takes over what the slot of the edge just followed says of its node, and reports
// whether a word ends there.
func (w *walk) enter(s uint64) bool {
	w.done = s&slotLast != 0
	word := int(s >> slotKeyBits & maxEntries)
	w.value = word - 1
	return word != 0
}
