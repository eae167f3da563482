package dict

import (
	"encoding/binary"
	"math/bits"
	"sync"
	"unicode/utf8"
)

// Lexicon maps words to values and finds the words that a text begins or ends with.
// It is built once, while the dictionary is loaded, and then safe for concurrent use.
type Lexicon[T any] struct {
	forward  trie
	backward func() *trie
	values   []T
}

// NewLexicon returns a lexicon of the words, which must be distinct and not empty;
// values[i] belongs to words[i].
func NewLexicon[T any](words []string, values []T) *Lexicon[T] {
	return &Lexicon[T]{
		forward:  growTrie(words, false),
		backward: sync.OnceValue(func() *trie { t := growTrie(words, true); return &t }),
		values:   values,
	}
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
	w := walk{trie: &l.forward}
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
	w := walk{trie: &l.forward}
	for w.forward(text) && yield(l.values[w.value], w.at) {
	}
}

// MayBegin reports whether text may begin with an entry. It is cheap; false is certain.
func (l *Lexicon[T]) MayBegin(text string) bool { return l.forward.mayBegin(text) }

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
// more than the slot of the edge that leads to it; node 0 is the root. It can be read
// where it lies, so that nothing has to be built from a compiled one.
//
// A slot is an edge in eight bytes, little end first, 0 where it is free:
//
//	bits  0–17  the character
//	bits 18–41  the node that the edge leads from
//	bits 42–62  1 + the index of the word that ends here, 0 for none
//	bit  63     no longer word goes on from here
type trie struct {
	slots []byte
	shift uint8 // 64 - log2 of the number of slots
	// Nearly every look-up in running text ends at one of these. starts has a bit for each
	// character of the basic plane that some word starts with, singles for those that are
	// a word, and pairs, a power of two long, for the first two characters of the others.
	starts, singles, pairs []byte
}

const (
	slotRuneBits  = 18
	slotKeyBits   = 18 + 24
	slotKey       = 1<<slotKeyBits - 1
	slotValueBits = 21
	slotLast      = 1 << 63
	startsSize    = 1 << 13

	// maxRune and maxEntries are what a slot can hold. No character beyond is assigned
	// but for marks and private ones.
	maxRune    = 1<<slotRuneBits - 1
	maxEntries = 1<<slotValueBits - 1
)

func hash(key uint64, shift uint8) int { return int(key * 0x9E3779B97F4A7C15 >> shift) }

func (t *trie) slot(i int) uint64 { return binary.LittleEndian.Uint64(t.slots[i*8:]) }

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

// mayBegin reports whether some word may start with the first character of text.
func (t *trie) mayBegin(text string) bool {
	if len(text) < 3 || text[0]&0xF0 != 0xE0 {
		return text != "" // few words start with anything but a character of three bytes
	}
	r := uint(text[0]&0x0F)<<12 | uint(text[1]&0x3F)<<6 | uint(text[2]&0x3F)
	if t.starts[r>>3&(startsSize-1)]>>(r&7)&1 == 0 {
		return false
	}
	if len(text) < 6 || text[3]&0xF0 != 0xE0 || t.singles[r>>3&(startsSize-1)]>>(r&7)&1 != 0 {
		return true
	}
	return t.mayPair(rune(r), rune(text[3]&0x0F)<<12|rune(text[4]&0x3F)<<6|rune(text[5]&0x3F))
}

func (t *trie) mayPair(a, b rune) bool {
	at, bit := t.pair(a, b)
	return t.pairs[at]&bit != 0
}

// pair returns the place of two characters in pairs.
func (t *trie) pair(a, b rune) (at uint32, bit byte) {
	h := (uint32(a)<<16 ^ uint32(b)) * 0x9E3779B1
	h ^= h >> 15
	return h >> 3 & uint32(len(t.pairs)-1), 1 << (h & 7)
}

// growTrie builds a trie of the words, or of the words read backwards.
func growTrie(words []string, backwards bool) trie {
	nodes := 0
	for _, w := range words {
		nodes += utf8.RuneCountInString(w)
	}
	// The number of edges is known once they are made: make them, then again in half
	// the room where that is enough.
	t := newTrie(nodes, len(words))
	edges := t.insertAll(words, backwards)
	if small := newTrie(edges, len(words)); len(small.slots) < len(t.slots) {
		small.insertAll(words, backwards)
		return small
	}
	return t
}

// newTrie returns an empty trie with room for so many edges, at most half full, and words.
func newTrie(edges, words int) trie {
	log := max(bits.Len(uint(2*edges)), 1)
	return trie{
		slots:   make([]byte, 8<<log),
		shift:   uint8(64 - log),
		starts:  make([]byte, startsSize),
		singles: make([]byte, startsSize),
		pairs:   make([]byte, 1<<bits.Len(uint(2*words))), // sixteen bits and more a word
	}
}

func (t *trie) insertAll(words []string, backwards bool) (edges int) {
	for index, w := range words {
		node := 0
		first, second := rune(-1), rune(-1)
		for at := 0; at < len(w); {
			var r rune
			var size int
			if backwards {
				r, size = utf8.DecodeLastRuneInString(w[:len(w)-at])
			} else {
				r, size = utf8.DecodeRuneInString(w[at:])
			}
			switch {
			case node == 0:
				first = r
			case second < 0:
				second = r
			}
			at += size
			next, s := t.child(node, r)
			if next == 0 {
				if node > 0 {
					t.set(node-1, t.slot(node-1)&^slotLast)
				}
				s = uint64(node)<<slotRuneBits | uint64(r) | slotLast
				next = t.add(s) + 1
				edges++
			}
			if node = next; at == len(w) {
				t.set(node-1, s&^(maxEntries<<slotKeyBits)|uint64(index+1)<<slotKeyBits)
			}
		}
		t.mark(first, second)
	}
	return edges
}

// mark notes a word's first two characters, of which the second is -1 where there is none.
func (t *trie) mark(first, second rune) {
	if first < 0 || first >= 1<<16 {
		return
	}
	t.starts[first>>3] |= 1 << (first & 7)
	if second < 0 {
		t.singles[first>>3] |= 1 << (first & 7)
		return
	}
	at, bit := t.pair(first, second)
	t.pairs[at] |= bit
}

func (t *trie) set(i int, s uint64) { binary.LittleEndian.PutUint64(t.slots[i*8:], s) }

func (t *trie) add(s uint64) int {
	i := hash(s&slotKey, t.shift)
	for t.slot(i) != 0 {
		i = (i + 1) & (len(t.slots)/8 - 1)
	}
	t.set(i, s)
	return i
}

// walk goes through a trie from word to word.
type walk struct {
	trie  *trie
	node  int
	at    int // bytes of the text read
	value int // of the word that ends there
	done  bool
}

// forward goes on to the next word that text begins with; false means that there is none.
func (w *walk) forward(text string) bool {
	for !w.done && w.at < len(text) {
		var r rune
		var size int
		if b := text[w.at]; b&0xF0 == 0xE0 && w.at+2 < len(text) { // the text is valid
			r, size = rune(b&0x0F)<<12|rune(text[w.at+1]&0x3F)<<6|rune(text[w.at+2]&0x3F), 3
		} else if b < utf8.RuneSelf {
			r, size = rune(b), 1
		} else {
			r, size = utf8.DecodeRuneInString(text[w.at:])
		}
		if w.step(r, size) {
			return true
		}
	}
	return false
}

// backward goes on to the next word that text ends with.
func (w *walk) backward(text string) bool {
	for !w.done && w.at < len(text) {
		r, size := utf8.DecodeLastRuneInString(text[:len(text)-w.at])
		if w.step(r, size) {
			return true
		}
	}
	return false
}

func (w *walk) step(r rune, size int) bool {
	if r > maxRune || w.at == 0 && r < 1<<16 && w.trie.starts[r>>3]>>(r&7)&1 == 0 {
		w.done = true
		return false
	}
	node, s := w.trie.child(w.node, r)
	if node == 0 {
		w.done = true
		return false
	}
	w.node, w.at, w.done = node, w.at+size, s&slotLast != 0
	word := int(s >> slotKeyBits & maxEntries)
	w.value = word - 1
	return word != 0
}
