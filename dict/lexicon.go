package dict

import (
	"sync"
	"unicode/utf8"
)

// Lexicon maps words to values and finds the words that a text begins or ends with.
// It is built once, while the dictionary is loaded, and then safe for concurrent use.
type Lexicon[T any] struct {
	forward  trie
	words    []string
	values   []T
	backward func() *trie
}

// trie stores words rune by rune. Node 0 is the root.
type trie struct {
	next map[uint64]int32 // node<<32 | rune -> node
	word []int32          // node -> index into words, -1 for none
	// starts has a bit for each rune of the basic plane that some word starts with:
	// nearly every look-up in running text ends here.
	starts [1 << 10]uint64
}

func newTrie() trie { return trie{next: map[uint64]int32{}, word: []int32{-1}} }

func (t *trie) child(node int32, r rune) (int32, bool) {
	n, ok := t.next[uint64(node)<<32|uint64(r)]
	return n, ok
}

func (t *trie) mayStart(r rune) bool {
	return r > 0xFFFF || t.starts[r>>6]&(1<<(r&63)) != 0
}

func (t *trie) insert(runes []rune, index int32) {
	node := int32(0)
	for i, r := range runes {
		if i == 0 && r <= 0xFFFF {
			t.starts[r>>6] |= 1 << (r & 63)
		}
		n, ok := t.child(node, r)
		if !ok {
			n = int32(len(t.word))
			t.word = append(t.word, -1)
			t.next[uint64(node)<<32|uint64(r)] = n
		}
		node = n
	}
	t.word[node] = index
}

// NewLexicon returns a lexicon of the words, which must be distinct and not empty;
// values[i] belongs to words[i].
func NewLexicon[T any](words []string, values []T) *Lexicon[T] {
	l := &Lexicon[T]{forward: newTrie(), words: words, values: values}
	for i, w := range words {
		l.forward.insert([]rune(w), int32(i))
	}
	l.backward = sync.OnceValue(func() *trie {
		t := newTrie()
		for i, w := range words {
			runes := []rune(w)
			for a, b := 0, len(runes)-1; a < b; a, b = a+1, b-1 {
				runes[a], runes[b] = runes[b], runes[a]
			}
			t.insert(runes, int32(i))
		}
		return &t
	})
	return l
}

// Len returns the number of words.
func (l *Lexicon[T]) Len() int { return len(l.words) }

// Words returns the words in the order they were given. It must not be changed.
func (l *Lexicon[T]) Words() []string { return l.words }

// Get returns the value of word, and false where it is no entry.
func (l *Lexicon[T]) Get(word string) (T, bool) {
	v, n := l.Prefix(word)
	if n == 0 || n != len(word) {
		var zero T
		return zero, false
	}
	return v, true
}

// Has reports whether word is an entry.
func (l *Lexicon[T]) Has(word string) bool {
	_, ok := l.Get(word)
	return ok
}

// Prefix returns the value of the longest word that text begins with and the word's
// length in bytes, 0 where there is none.
func (l *Lexicon[T]) Prefix(text string) (value T, byteLen int) {
	l.Prefixes(text, func(v T, n int) bool { value, byteLen = v, n; return true })
	return value, byteLen
}

// Prefixes calls yield for every word that text begins with, shortest first, until it
// returns false.
func (l *Lexicon[T]) Prefixes(text string, yield func(value T, byteLen int) bool) {
	node, at := int32(0), 0
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if at == 0 && !l.forward.mayStart(r) {
			return
		}
		n, ok := l.forward.child(node, r)
		if !ok {
			return
		}
		node, at = n, at+size
		if w := l.forward.word[node]; w >= 0 && !yield(l.values[w], at) {
			return
		}
	}
}

// Suffix returns the value of the longest word that text ends with and the word's
// length in bytes, 0 where there is none.
func (l *Lexicon[T]) Suffix(text string) (value T, byteLen int) {
	l.Suffixes(text, func(v T, n int) bool { value, byteLen = v, n; return true })
	return value, byteLen
}

// Suffixes calls yield for every word that text ends with, shortest first, until it
// returns false.
func (l *Lexicon[T]) Suffixes(text string, yield func(value T, byteLen int) bool) {
	t := l.backward()
	node, at := int32(0), len(text)
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		if at == len(text) && !t.mayStart(r) {
			return
		}
		n, ok := t.child(node, r)
		if !ok {
			return
		}
		node, at = n, at-size
		if w := t.word[node]; w >= 0 && !yield(l.values[w], len(text)-at) {
			return
		}
	}
}
