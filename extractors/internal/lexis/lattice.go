// Package lexis reads the words of a sentence: those of all lists of the dictionary, found in
// one pass as a Lattice, and the tokens of the tokenizer. It says what stands where and
// decides nothing.
package lexis

import (
	"iter"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
)

// Lattice holds the words of all lists that a text has, by where they begin and the longest
// first. Words overlap as they do in the text. It is not changed once it is there and safe for
// concurrent use. The zero Lattice is that of the empty text.
type Lattice struct {
	text      string
	automaton *dict.Automaton
	words     []dict.Occurrence
	seen      dict.Lists
}

// Word is a word of a list in a text.
type Word[T any] struct {
	Span  span.Span // bytes of the text
	Value T         // what the list has for it
}

// Read returns the lattice of a text, which is valid UTF-8. Time is linear in the text.
func Read(d *dict.Dict, text string) *Lattice {
	l := &Lattice{}
	l.Fill(d, text, nil)
	return l
}

// Fill makes l the lattice of a text in room, to whose end the words are appended, and
// returns the room with them: so many lattices share one memory.
func (l *Lattice) Fill(d *dict.Dict, text string, room []dict.Occurrence) []dict.Occurrence {
	from := len(room)
	room, seen := d.Automaton.Scan(text, room)
	*l = Lattice{text, d.Automaton, room[from:len(room):len(room)], seen}
	return room
}

// Text returns the text.
func (l *Lattice) Text() string { return l.text }

// Words returns the words of all lists, in order. They must not be changed.
func (l *Lattice) Words() []dict.Occurrence { return l.words }

// From returns the index in Words of the first word that begins at the byte offset at or after
// it, len(Words()) where there is none.
func (l *Lattice) From(at int) int {
	lo, hi := 0, len(l.words)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if int(l.words[mid].At) < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// On reports whether a word is on any of the lists.
func (l *Lattice) On(word dict.Occurrence, lists dict.Lists) bool {
	return l.automaton.Lists(word).Meets(lists)
}

// Holds reports whether the text has a word of any of the lists. It takes no time to speak of.
func (l *Lattice) Holds(lists dict.Lists) bool { return l.seen.Meets(lists) }

// Longest returns the longest word of a list that begins at the byte offset at, and false
// where there is none.
func Longest[T any](l *Lattice, list *dict.Lexicon[T], at int) (Word[T], bool) {
	if !inLattice(list.Lists()) {
		value, n := list.Prefix(l.text[at:])
		return Word[T]{span.Span{Start: at, End: at + n}, value}, n > 0
	}
	if l.seen.Meets(list.Lists()) {
		for i := l.From(at); i < len(l.words) && int(l.words[i].At) == at; i++ {
			if value, ok := list.Value(l.words[i]); ok {
				return Word[T]{spanOf(l.words[i]), value}, true
			}
		}
	}
	return Word[T]{}, false
}

// LongestBefore returns the longest word of a list that ends at the byte offset end and does
// not begin before from, and false where there is none.
func LongestBefore[T any](l *Lattice, list *dict.Lexicon[T], from, end int) (Word[T], bool) {
	if !inLattice(list.Lists()) {
		value, n := list.Suffix(l.text[from:end])
		return Word[T]{span.Span{Start: end - n, End: end}, value}, n > 0
	}
	if l.seen.Meets(list.Lists()) {
		for i := l.From(max(from, end-list.Longest())); i < len(l.words) && int(l.words[i].At) < end; i++ {
			if l.words[i].End() != end {
				continue
			}
			if value, ok := list.Value(l.words[i]); ok {
				return Word[T]{spanOf(l.words[i]), value}, true
			}
		}
	}
	return Word[T]{}, false
}

// Is returns what a list has for the words at a span of the text, and false where they are no
// entry of it.
func Is[T any](l *Lattice, list *dict.Lexicon[T], at span.Span) (value T, ok bool) {
	if !inLattice(list.Lists()) {
		return list.Get(at.Of(l.text))
	}
	if l.seen.Meets(list.Lists()) {
		for i := l.From(at.Start); i < len(l.words) && int(l.words[i].At) == at.Start; i++ {
			if l.words[i].End() == at.End {
				return list.Value(l.words[i])
			}
		}
	}
	return value, false
}

// All goes through the words of a list that lie inside a span of the text, in order.
func All[T any](l *Lattice, list *dict.Lexicon[T], inside span.Span) iter.Seq[Word[T]] {
	lists := list.Lists()
	return func(yield func(Word[T]) bool) {
		if !inLattice(lists) {
			all(l.text, list, inside, yield)
			return
		}
		if !l.seen.Meets(lists) {
			return
		}
		for i := l.From(inside.Start); i < len(l.words) && int(l.words[i].At) < inside.End; i++ {
			if !l.On(l.words[i], lists) || l.words[i].End() > inside.End {
				continue
			}
			if value, _ := list.Value(l.words[i]); !yield(Word[T]{spanOf(l.words[i]), value}) {
				return
			}
		}
	}
}

// all is All for a list that is in no automaton.
func all[T any](text string, list *dict.Lexicon[T], inside span.Span, yield func(Word[T]) bool) {
	for at := list.Next(text, inside.Start); at < inside.End; {
		var here []Word[T]
		list.Prefixes(text[at:inside.End], func(value T, n int) bool {
			here = append(here, Word[T]{span.Span{Start: at, End: at + n}, value})
			return true
		})
		for i := len(here) - 1; i >= 0; i-- {
			if !yield(here[i]) {
				return
			}
		}
		for at++; at < len(text) && text[at]&0xC0 == 0x80; at++ {
		}
		at = list.Next(text, at)
	}
}

// Next returns the first byte offset from the given one on at which a word of any of the lists
// begins, and the length of the text where there is none.
func (l *Lattice) Next(lists dict.Lists, from int) int {
	if l.seen.Meets(lists) {
		for i := l.From(from); i < len(l.words); i++ {
			if l.On(l.words[i], lists) {
				return int(l.words[i].At)
			}
		}
	}
	return len(l.text)
}

// inLattice reports whether lattices have the words of the lists: those of a dictionary that
// stay out of its automaton are looked up in themselves.
func inLattice(lists dict.Lists) bool { return lists != dict.Lists{} }

func spanOf(o dict.Occurrence) span.Span { return span.Span{Start: int(o.At), End: o.End()} }
