// Package span holds half-open spans of text and converts their ends between bytes,
// code points and UTF-16 units.
package span

import (
	"math/bits"
	"unicode/utf8"
)

// Span is a half-open stretch [Start, End) of a text. The unit is bytes unless a name
// next to it says otherwise. The zero Span is empty and stands for "nowhere".
type Span struct{ Start, End int }

// Len returns End - Start.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether s covers nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Overlaps reports whether s and t share at least one unit.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Contains reports whether t lies wholly inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Shift returns s moved by n.
func (s Span) Shift(n int) Span { return Span{s.Start + n, s.End + n} }

// Of returns the part of text that s covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// stride is how many bytes lie between two remembered positions of an Index: small
// enough that a look-up reads a cache line or two, large enough that the index of a
// 200 MB text takes a few MB.
const stride = 128

// Index converts between byte and code point offsets of one text, in constant time.
// It is safe for concurrent use once made.
type Index struct {
	text string
	// runes[i] is how many code points start before byte i*stride.
	runes []int32
	total int
	ascii bool
}

// NewIndex reads text once and returns its index. Text must be valid UTF-8.
func NewIndex(text string) *Index {
	x := &Index{text: text, runes: make([]int32, 0, len(text)/stride+1)}
	for at := 0; ; at += stride {
		x.runes = append(x.runes, int32(x.total))
		end := min(at+stride, len(text))
		x.total += starts(text[at:end])
		if end == len(text) {
			break
		}
	}
	x.ascii = x.total == len(text)
	return x
}

// Runes returns the number of code points in the text.
func (x *Index) Runes() int { return x.total }

// Rune returns the code point offset of the byte offset at, which must lie on a code
// point border between 0 and the text's length.
func (x *Index) Rune(at int) int {
	if x.ascii {
		return at
	}
	block := min(at/stride, len(x.runes)-1)
	return int(x.runes[block]) + starts(x.text[block*stride:at])
}

// starts returns how many code points begin in part of a text. It takes eight bytes at a
// time: those that go on with a code point have 1 and 0 as their highest bits.
func starts(part string) int {
	n := len(part)
	for len(part) >= 8 {
		word := uint64(part[0]) | uint64(part[1])<<8 | uint64(part[2])<<16 | uint64(part[3])<<24 |
			uint64(part[4])<<32 | uint64(part[5])<<40 | uint64(part[6])<<48 | uint64(part[7])<<56
		n -= bits.OnesCount64(word >> 7 &^ (word >> 6) & 0x0101010101010101)
		part = part[8:]
	}
	for i := range len(part) {
		if !utf8.RuneStart(part[i]) {
			n--
		}
	}
	return n
}

// Byte returns the byte offset of the code point offset at, between 0 and Runes().
func (x *Index) Byte(at int) int {
	if x.ascii {
		return at
	}
	if at >= x.total {
		return len(x.text)
	}
	lo, hi := 0, len(x.runes)-1 // the last block that starts at or before the code point
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if int(x.runes[mid]) <= at {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	n := int(x.runes[lo])
	for i := lo * stride; i < len(x.text); i++ {
		if utf8.RuneStart(x.text[i]) {
			if n == at {
				return i
			}
			n++
		}
	}
	return len(x.text)
}

// UTF16Len returns how many UTF-16 units text takes: two for an astral character.
func UTF16Len(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}
