package dict

import (
	"cmp"
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
	// The class of each word: those of a class are on the same lists.
	class   []uint16
	classes []Lists
	// Where the values of each word begin in values, which are the indexes in the values of
	// its lists in their order: four bytes each, little end first.
	starts, values string
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
func (o Occurrence) End() int { return int(o.At) + int(o.size) }

// maxLists is how many lists an automaton can hold; the bit of list 0 is no one's.
const maxLists = 192

// Lists is a set of lists of an automaton. The zero Lists is empty.
type Lists struct{ a, b, c uint64 }

// listsOf returns the set of the list with a number, from 0 to maxLists-1.
func listsOf(id int) Lists {
	bit := uint64(1) << (id & 63)
	switch id >> 6 {
	case 0:
		return Lists{a: bit}
	case 1:
		return Lists{b: bit}
	}
	return Lists{c: bit}
}

// Or returns the lists of either set.
func (s Lists) Or(t Lists) Lists { return Lists{s.a | t.a, s.b | t.b, s.c | t.c} }

// Meets reports whether the sets have a list in common.
func (s Lists) Meets(t Lists) bool { return s.a&t.a|s.b&t.b|s.c&t.c != 0 }

// rank returns how many lists of the set come before the one with the given number.
func (s Lists) rank(id int) int {
	below := uint64(1)<<(id&63) - 1
	switch id >> 6 {
	case 0:
		return bits.OnesCount64(s.a & below)
	case 1:
		return bits.OnesCount64(s.a) + bits.OnesCount64(s.b&below)
	}
	return bits.OnesCount64(s.a) + bits.OnesCount64(s.b) + bits.OnesCount64(s.c&below)
}

// Lists returns the set of this list alone; it is empty where the list is in no automaton.
func (l *Lexicon[T]) Lists() Lists { return l.lists }

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
func (l *Lexicon[T]) Value(o Occurrence) (value T, ok bool) {
	if l.id == 0 {
		return value, false
	}
	a := l.automaton
	lists := a.classes[o.class]
	if !lists.Meets(l.lists) {
		return value, false
	}
	return l.values[four(a.values, int(four(a.starts, int(o.word)))+lists.rank(l.id))], true
}

// four returns the number of four bytes with an index in numbers.
func four(numbers string, i int) uint32 {
	return binary.LittleEndian.Uint32([]byte(numbers[4*i : 4*i+4]))
}

// Lists returns the lists that a word is on.
func (a *Automaton) Lists(o Occurrence) Lists { return a.classes[o.class] }

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
	// Whether a word ends with a character cannot be foreseen: what would be one is written
	// behind those there are, which takes no branch, and stays if it is one.
	n, room := from, found[:cap(found)]
	code, size := a.codeAt(text, 0)
	for i := 0; i < len(text); {
		at := i + size
		next, nextSize := uint16(0), 3
		if at+4 <= len(text) && text[at]&0xF0 == 0xE0 { // nearly always
			w := binary.LittleEndian.Uint32([]byte(text[at : at+4]))
			next = array.Code(rune(w&0x0F<<12 | w>>2&0xFC0 | w>>16&0x3F))
		} else {
			next, nextSize = a.codeAt(text, at)
		}
		if n+2 > len(room) {
			room = slices.Grow(room, 64)
			room = room[:cap(room)]
		}
		first := array.First(code)
		if at, bit := pairOf(code, next); pairs[at]&bit != 0 {
			if second := array.Child(first, next); second != 0 {
				if !second.Leaf() {
					room, n = a.follow(text, i, i+size+nextSize, second, room, n)
				}
				v := second.Value()
				room[n] = Occurrence{At: int32(i), word: v - 1, size: uint16(size + nextSize)}
				n += isWord(v)
			}
		}
		v := first.Value()
		room[n] = Occurrence{At: int32(i), word: v - 1, size: uint16(size)}
		n += isWord(v)
		i, code, size = at, next, nextSize
	}
	found = room[:n]
	for k := from; k < len(found); k++ {
		o := &found[k]
		o.class = a.class[o.word]
		lists := &a.classes[o.class]
		seen.a |= lists.a
		seen.b |= lists.b
		seen.c |= lists.c
	}
	return found, seen
}

// isWord returns 1 for the value of a word and 0 for 0.
func isWord(value uint32) int {
	return int((value + doublearray.MaxValue) / (doublearray.MaxValue + 1))
}

// follow writes the words that begin at from and are longer than what leads to node, which
// ends at the byte offset at, into room from n on, the longest first, and returns room, in
// which there is place for two more, and their end.
func (a *Automaton) follow(text string, from, at int, node doublearray.Unit, room []Occurrence, n int) ([]Occurrence, int) {
	found := room[:n]
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
	if len(found) > n+1 {
		slices.Reverse(found[n:])
	}
	n = len(found)
	found = slices.Grow(found, 2)
	return found[:cap(found)], n
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

func (l *Lexicon[T]) join(a *Automaton, id int) {
	l.automaton, l.id, l.lists = a, id, listsOf(id)
}

// newAutomaton returns the automaton of the lists, which are numbered from 1.
func newAutomaton(lists []member) (*Automaton, error) {
	if len(lists) >= maxLists {
		return nil, &Error{File: "lists.tsv", Message: fmt.Sprintf("there are %d lists and tables, at most %d are taken", len(lists), maxLists-1)}
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
					return nil, &Error{File: "lists.tsv", Message: fmt.Sprintf("the word %.30q… is too long", e.word)}
				}
				at = len(words)
				index[e.word] = at
				words = append(words, word{text: e.word})
			}
			w := &words[at]
			w.lists = w.lists.Or(listsOf(id))
			w.values = binary.LittleEndian.AppendUint32(w.values, uint32(e.value))
			a.longest[id] = max(a.longest[id], uint16(len(e.word)))
		}
	}
	slices.SortFunc(words, func(a, b word) int { // those of a class together, and all in one order
		return cmp.Or(cmp.Compare(a.lists.a, b.lists.a), cmp.Compare(a.lists.b, b.lists.b), cmp.Compare(a.lists.c, b.lists.c), cmp.Compare(a.text, b.text))
	})
	var (
		texts          []string
		numbers        []uint32
		starts, values []byte
	)
	for i, w := range words {
		if len(a.classes) == 0 || a.classes[len(a.classes)-1] != w.lists {
			a.classes = append(a.classes, w.lists)
		}
		texts, numbers = append(texts, w.text), append(numbers, uint32(i+1))
		a.class = append(a.class, uint16(len(a.classes)-1))
		starts = binary.LittleEndian.AppendUint32(starts, uint32(len(values)/4))
		values = append(values, w.values...)
	}
	a.starts, a.values = string(starts), string(values)
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
	for _, part := range []*string{&units, &plane, &astral, &a.starts, &values} {
		text(c, part)
	}
	class := make([]byte, 0, 2*len(a.class))
	for _, n := range a.class {
		class = binary.LittleEndian.AppendUint16(class, n)
	}
	classes := string(class)
	text(c, &classes)
	list(c, &a.classes, func(c *codec, s *Lists) {
		number(c, &s.a)
		number(c, &s.b)
		number(c, &s.c)
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
	a.values, a.class = values, make([]uint16, len(classes)/2)
	for i := range a.class {
		a.class[i] = binary.LittleEndian.Uint16([]byte(classes[2*i : 2*i+2]))
	}
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
	for i, class := range a.class {
		from := int(four(a.starts, i))
		for id := range maxLists {
			if !a.classes[class].Meets(listsOf(id)) {
				continue
			}
			if numbers := to[id]; numbers != nil {
				slot := out[4*from:]
				binary.LittleEndian.PutUint32(slot, uint32(numbers[binary.LittleEndian.Uint32(slot)]))
			}
			from++
		}
	}
	return string(out)
}
