package segment

import (
	_ "embed"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/huiyao/huiyao/pipeline/segment/internal/trie"
)

//go:generate go run gen.go

// block holds the words of gse's simplified dictionary with their frequencies and tags.
// Source: data/dict/zh/s_1.txt of github.com/go-ego/gse v0.80.3, Apache License 2.0.
//
//go:embed words.trie
var block string

// base reads block; the list of frequencies is all that is copied.
var base = sync.OnceValues(func() (*trie.Trie, error) { return trie.Open(block) })

const (
	// addedFreq is the frequency of an added word: enough to win over the two or three
	// common words it is made of (each of those costs ten bits or more, a word of this
	// frequency sixteen), too little to pull a character out of a common neighbour.
	addedFreq = 1000
	// maxWord is how long an added word may be, in characters.
	maxWord = 100
)

// bodyEnds lists the last characters of words that name bodies rather than things.
const bodyEnds = "部委局厅院会署办处司府社党校团行"

// addedTags are the tags of added words.
var addedTags = []string{"n", "nt"}

// tagIndex returns which of addedTags an added word gets: nt if it looks like a body.
func tagIndex(word string) uint8 {
	last, _ := utf8.DecodeLastRuneInString(word)
	if utf8.RuneCountInString(word) > 2 && strings.ContainsRune(bodyEnds, last) || strings.HasSuffix(word, "公司") {
		return 1
	}
	return 0
}

func checkWord(w string) error {
	if !utf8.ValidString(w) {
		return errors.New("not valid UTF-8")
	}
	switch n := utf8.RuneCountInString(w); {
	case n < 2:
		return errors.New("fewer than two characters")
	case n > maxWord:
		return fmt.Errorf("more than %d characters", maxWord)
	}
	if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError }) {
		return errors.New("white space, control or replacement character")
	}
	return nil
}

// lexicon is gse's dictionary with the added words. It is read by many tokenizers at once.
type lexicon struct {
	base *trie.Trie
	// distances says how far a word of each frequency goes, as gse reckons it: the
	// logarithm of the sum of all frequencies less that of its own. Index: trie.Freq.
	distances []float32
	tags      []string

	added *added // nil if no word was added
}

// newLexicon returns the dictionary with the words, which have passed checkWord.
func newLexicon(t *trie.Trie, words []string) *lexicon {
	l := &lexicon{base: t, tags: t.Tags(), added: grow(t, words)}
	total := t.Total()
	if l.added != nil {
		total += float64(l.added.words * addedFreq)
		l.tags = slices.Concat(l.tags, addedTags)
	}
	logTotal := float32(math.Log2(total))
	l.distances = make([]float32, len(t.Logs()))
	for i, log := range t.Logs() {
		l.distances[i] = logTotal - log
	}
	if l.added != nil {
		l.added.distance = logTotal - float32(math.Log2(addedFreq))
	}
	return l
}

// added holds the words that gse does not know: a trie as a hash table of its edges.
type added struct {
	words    int
	distance float32
	codes    map[rune]uint16 // of characters that gse's dictionary does not have
	// pairs has a bit for the first two characters of each word, so that most places of a
	// text are done with after one look.
	pairs [1 << 10]uint64
	edges []edge // a power of two long, at most half full
}

// edge leads from a node to the next. Node 0 is the root.
type edge struct {
	from uint32
	code uint16 // 0 where the place is free
	tag  uint8  // 1 + index in addedTags, 0 where no word ends
	to   uint32
}

func grow(t *trie.Trie, words []string) *added {
	var fresh []string
	known := map[string]bool{}
	atoms := 0
	for _, w := range words {
		w = lower(w)
		if u, ok := t.Find(w); ok && u.Value() != 0 || known[w] {
			continue
		}
		known[w] = true
		fresh = append(fresh, w)
		atoms += utf8.RuneCountInString(w)
	}
	if len(fresh) == 0 {
		return nil
	}
	size := 16
	for size < 2*atoms {
		size *= 2
	}
	a := &added{words: len(fresh), codes: map[rune]uint16{}, edges: make([]edge, size)}
	nodes, next := uint32(0), uint16(math.MaxUint16-1)
	for _, w := range fresh {
		node, first := uint32(0), uint16(0)
		var last *edge
		for i, r := range w {
			code := t.Code(r)
			if code == 0 {
				if code = a.codes[r]; code == 0 {
					code = next // codes of gse's characters begin at 1 and end far below
					a.codes[r] = code
					next--
				}
			}
			if last = a.find(node, code); last.code == 0 {
				nodes++
				*last = edge{from: node, code: code, to: nodes}
			}
			node = last.to
			if i == 0 {
				first = code
			} else if first != 0 {
				at := pair(first, code)
				a.pairs[at>>6] |= 1 << (at & 63)
				first = 0
			}
		}
		last.tag = 1 + tagIndex(w)
	}
	return a
}

// find returns the place of the edge, which is free where there is no such edge.
func (a *added) find(from uint32, code uint16) *edge {
	mask := len(a.edges) - 1
	for at := int((uint64(from)<<16 | uint64(code)) * 0x9E3779B97F4A7C15 >> 32); ; at++ {
		e := &a.edges[at&mask]
		if e.code == 0 || e.from == from && e.code == code {
			return e
		}
	}
}

// pair returns the place of two codes in added.pairs.
func pair(a, b uint16) uint16 { return uint16((uint32(a)<<16 | uint32(b)) * 0x9E3779B1 >> 16) }

// begins reports whether a word may begin with the two codes.
func (a *added) begins(first, second uint16) bool {
	at := pair(first, second)
	return a.pairs[at>>6]>>(at&63)&1 != 0
}
