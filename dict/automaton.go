package dict

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"unicode/utf8"

	"github.com/huiyao/huiyao/internal/doublearray"
)

// Automaton finds the words of all lists of a Dict in one pass over a text. It is safe for
// concurrent use.
type Automaton struct {
	array *doublearray.Array // the value of a word is 1 + its number
	// pairs has a bit for the codes of the first two characters of each longer word, by
	// their hash: it stays in the cache.
	pairs *[pairsSize]uint64
	// The words by their number, eight bytes each, little end first: where its values begin
	// in values, and its class. The words of a class are on the same lists.
	words   string
	classes []Lists
	// The values of each word, one for each of its lists in their order, four bytes each:
	// the index in the list's values.
	values string
	// longest are the lengths of the lists' longest words in bytes.
	longest [maxLists]uint16
}

// Occurrence is a word of one or more lists that stands in a text.
type Occurrence struct {
	At    int32 // byte offset
	word  uint32
	size  uint16
	class uint16
}

// End returns the byte offset at which the word ends.
func (h Occurrence) End() int { return int(h.At) + int(h.size) }

// maxLists is how many lists an automaton can hold; the bit of list 0 is no one's.
const maxLists = 128

// Lists is a set of lists of an automaton. The zero Lists is empty.
type Lists [maxLists / 64]uint64

// Or returns the lists of either set.
func (s Lists) Or(t Lists) Lists { return Lists{s[0] | t[0], s[1] | t[1]} }

// Meets reports whether the sets have a list in common.
func (s Lists) Meets(t Lists) bool { return s[0]&t[0]|s[1]&t[1] != 0 }

// rank returns how many lists of the set come before the one with the given number.
func (s *Lists) rank(id int) int {
	if id < 64 {
		return bits.OnesCount64(s[0] & (1<<id - 1))
	}
	return bits.OnesCount64(s[0]) + bits.OnesCount64(s[1]&(1<<(id-64)-1))
}

func (s *Lists) has(id int) bool { return s[id>>6]>>(id&63)&1 != 0 }

// Lists returns the set of this list alone; it is empty where the list is in no automaton.
func (l *Lexicon[T]) Lists() (s Lists) {
	if l.id != 0 {
		s[l.id>>6] = 1 << (l.id & 63)
	}
	return s
}

// Longest returns the length in bytes of the longest word, 0 where the list is in no
// automaton.
func (l *Lexicon[T]) Longest() int {
	if l.id == 0 {
		return 0
	}
	return int(l.automaton.longest[l.id])
}

// Value returns the value that the list has for a word that its automaton has found, and
// false where the word is not on the list.
func (l *Lexicon[T]) Value(h Occurrence) (value T, ok bool) {
	if l.id == 0 {
		return value, false
	}
	a := l.automaton
	lists := &a.classes[h.class]
	if !lists.has(l.id) {
		return value, false
	}
	from := binary.LittleEndian.Uint32([]byte(a.words[h.word*wordSize : h.word*wordSize+4]))
	at := (int(from) + lists.rank(l.id)) * valueSize
	return l.values[binary.LittleEndian.Uint32([]byte(a.values[at:at+valueSize]))], true
}

const (
	wordSize  = 8
	valueSize = 4
)

// Lists returns the lists that a word is on.
func (a *Automaton) Lists(h Occurrence) Lists { return a.classes[h.class] }

// Here returns the lists of all those of the words, of which there is one and which are in
// order, that begin where the first one does, and how many these are.
func (a *Automaton) Here(words []Occurrence) (lists Lists, n int) {
	lists = a.classes[words[0].class]
	for n = 1; n < len(words) && words[n].At == words[0].At; n++ {
		lists = lists.Or(a.classes[words[n].class])
	}
	return lists, n
}

// Scan appends the words in text, which is valid UTF-8, to found, by where they begin and the
// longest first, and returns them with the lists that they are on. Words overlap as they do
// in the text. Time is linear in the text: no word is longer than the longest of the lists.
func (a *Automaton) Scan(text string, found []Occurrence) (_ []Occurrence, seen Lists) {
	from := len(found)
	array, pairs := a.array, a.pairs
	code, size := a.codeAt(text, 0)
	for i := 0; i < len(text); {
		at := i + size
		next, nextSize := uint16(0), 3
		if at+2 < len(text) && text[at]&0xF0 == 0xE0 { // nearly always
			next = array.Code(rune(text[at]&0x0F)<<12 | rune(text[at+1]&0x3F)<<6 | rune(text[at+2]&0x3F))
		} else {
			next, nextSize = a.codeAt(text, at)
		}
		if cap(found)-len(found) < 2 {
			found = slices.Grow(found, 64)
		}
		first := array.First(code)
		if at, bit := pairOf(code, next); pairs[at]&bit != 0 {
			if second := array.Child(first, next); second != 0 {
				if !second.Leaf() {
					found = slices.Grow(a.follow(text, i, i+size+nextSize, second, found), 2)
				}
				found = put(found, i, size+nextSize, second.Value())
			}
		}
		found = put(found, i, size, first.Value())
		i, code, size = at, next, nextSize
	}
	for k := from; k < len(found); k++ {
		o := &found[k]
		slot := o.word*wordSize + 4
		o.class = uint16(a.words[slot]) | uint16(a.words[slot+1])<<8
		lists := &a.classes[o.class]
		seen[0] |= lists[0]
		seen[1] |= lists[1]
	}
	return found, seen
}

// put appends the word with the value of a node, if there is one, to a slice that has room.
// Whether there is one cannot be foreseen, so that it takes no branch.
func put(found []Occurrence, at, size int, value uint32) []Occurrence {
	n := len(found)
	found = found[:n+1]
	found[n] = Occurrence{At: int32(at), word: value - 1, size: uint16(size)}
	return found[:n+int((value+doublearray.MaxValue)/(doublearray.MaxValue+1))]
}

// follow appends the words that begin at from and are longer than what leads to node, which
// ends at the byte offset at, the longest first.
func (a *Automaton) follow(text string, from, at int, node doublearray.Unit, found []Occurrence) []Occurrence {
	n := len(found)
	for !node.Leaf() {
		code, size := a.codeAt(text, at)
		if node = a.array.Child(node, code); node == 0 {
			break
		}
		at += size
		if v := node.Value(); v != 0 {
			found = append(found, Occurrence{At: int32(from), word: v - 1, size: uint16(at - from)})
		}
	}
	slices.Reverse(found[n:])
	return found
}

// codeAt returns the code of the character at a byte offset of text and its length, 0 at the
// end.
func (a *Automaton) codeAt(text string, at int) (code uint16, size int) {
	if at+2 < len(text) && text[at]&0xF0 == 0xE0 { // nearly always
		return a.array.Code(rune(text[at]&0x0F)<<12 | rune(text[at+1]&0x3F)<<6 | rune(text[at+2]&0x3F)), 3
	}
	if at >= len(text) {
		return 0, 0
	}
	r, size := utf8.DecodeRuneInString(text[at:])
	return a.array.Code(r), size
}

const pairsBits = 17

const pairsSize = 1 << pairsBits / 64

// pairOf returns the place of the codes of two characters in Automaton.pairs, and their bit
// there.
func pairOf(a, b uint16) (at uint32, bit uint64) {
	h := (uint32(a)<<16 | uint32(b)) * 0x9E3779B1 >> (32 - pairsBits)
	return h >> 6 & (pairsSize - 1), 1 << (h & 63)
}

// fillPairs sets pairs.
func (a *Automaton) fillPairs(words []string) {
	a.pairs = new([pairsSize]uint64)
	for _, w := range words {
		first, n := a.codeAt(w, 0)
		if second, n := a.codeAt(w, n); n > 0 {
			at, bit := pairOf(first, second)
			a.pairs[at] |= bit
		}
	}
}

// member is a list in an automaton: any *Lexicon.
type member interface {
	entries() []entry
	join(a *Automaton, id int)
}

func (l *Lexicon[T]) entries() []entry { return l.forward.entries() }

func (l *Lexicon[T]) join(a *Automaton, id int) { l.automaton, l.id = a, id }

// newAutomaton returns the automaton of the lists, which are numbered from 1.
func newAutomaton(lists []member) (*Automaton, error) {
	if len(lists) >= maxLists {
		return nil, fmt.Errorf("dict: more than %d lists", maxLists-1)
	}
	type word struct {
		text   string
		lists  Lists
		values []byte
	}
	a := &Automaton{}
	var words []word
	index := map[string]int{}
	for i, list := range lists {
		id := i + 1
		list.join(a, id)
		for _, e := range list.entries() {
			at, ok := index[e.word]
			if !ok {
				if len(e.word) > math.MaxUint16 {
					return nil, fmt.Errorf("dict: the word %.30q… is too long", e.word)
				}
				at = len(words)
				index[e.word] = at
				words = append(words, word{text: e.word})
			}
			w := &words[at]
			w.lists[id>>6] |= 1 << (id & 63)
			w.values = binary.LittleEndian.AppendUint32(w.values, uint32(e.value))
			a.longest[id] = max(a.longest[id], uint16(len(e.word)))
		}
	}
	slices.SortFunc(words, func(a, b word) int { // those of a class together, and all in one order
		for k := range a.lists {
			if a.lists[k] != b.lists[k] {
				if a.lists[k] < b.lists[k] {
					return -1
				}
				return 1
			}
		}
		if a.text < b.text {
			return -1
		}
		return 1
	})
	var (
		texts         []string
		numbers       []uint32
		packed, value []byte
	)
	for i, w := range words {
		if len(a.classes) == 0 || a.classes[len(a.classes)-1] != w.lists {
			a.classes = append(a.classes, w.lists)
		}
		texts, numbers = append(texts, w.text), append(numbers, uint32(i+1))
		packed = binary.LittleEndian.AppendUint32(packed, uint32(len(value)/valueSize))
		packed = binary.LittleEndian.AppendUint32(packed, uint32(len(a.classes)-1))
		value = append(value, w.values...)
	}
	a.words, a.values = string(packed), string(value)
	var err error
	if a.array, err = doublearray.Build(texts, numbers); err == nil {
		a.fillPairs(texts)
	}
	return a, err
}

// code codes the automaton of the lists. Their values are renumbered as they were coded.
func (a *Automaton) code(c *codec, lists []member) {
	var units, plane, astral string
	values := a.values
	if c.writing {
		units, plane, astral = a.array.Parts()
		values = a.renumbered(c.renumbered)
	}
	for _, part := range []*string{&units, &plane, &astral, &a.words, &values} {
		text(c, part)
	}
	list(c, &a.classes, func(c *codec, s *Lists) {
		for k := range s {
			number(c, &s[k])
		}
	})
	for i := range a.longest {
		number(c, &a.longest[i])
	}
	if !c.writing {
		a.pairs = new([pairsSize]uint64)
	}
	for i := range a.pairs {
		number(c, &a.pairs[i])
	}
	if c.writing || c.failed {
		return
	}
	a.values = values
	var err error
	if a.array, err = doublearray.Open(units, plane, astral); err != nil {
		c.fail()
		return
	}
	for i, list := range lists {
		list.join(a, i+1)
	}
}

// renumbered returns the values with the numbers that they have in compiled lists.
func (a *Automaton) renumbered(to map[int][]int) string {
	out := []byte(a.values)
	for at := 0; at < len(a.words); at += wordSize {
		from := int(binary.LittleEndian.Uint32([]byte(a.words[at:])))
		lists := a.classes[binary.LittleEndian.Uint16([]byte(a.words[at+4:]))]
		for id := range maxLists {
			if !lists.has(id) {
				continue
			}
			if numbers := to[id]; numbers != nil {
				slot := out[from*valueSize:]
				binary.LittleEndian.PutUint32(slot, uint32(numbers[binary.LittleEndian.Uint32(slot)]))
			}
			from++
		}
	}
	return string(out)
}
