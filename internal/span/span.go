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
		x.total += Runes(text[at:end])
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
	return int(x.runes[block]) + Runes(x.text[block*stride:at])
}

// Runes returns how many code points begin in part of a text that is valid UTF-8. It takes
// eight bytes at a time: those that go on with a code point have 1 and 0 as their highest
// bits.
func Runes(part string) int {
	n := len(part)
	for len(part) >= 8 {
		word := eight(part, 0)
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
	// The last block that starts at or before the code point, [lo, hi) in the end, is near
	// where it would be if all code points were as long.
	blocks := len(x.runes)
	lo := min(int(int64(at)*int64(len(x.text))/int64(x.total)/stride), blocks-1)
	hi := lo + 1
	for step := 1; int(x.runes[lo]) > at; step *= 2 {
		lo, hi = max(lo-step, 0), lo
	}
	for step := 1; hi < blocks && int(x.runes[hi]) <= at; step *= 2 {
		lo, hi = hi, min(hi+step, blocks)
	}
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; int(x.runes[mid]) <= at {
			lo = mid
		} else {
			hi = mid
		}
	}
	n, i := int(x.runes[lo]), lo*stride
	for i+8 <= len(x.text) && n+8 <= at { // so many code points begin in eight bytes at most
		n += Runes(x.text[i : i+8])
		i += 8
	}
	for ; i < len(x.text); i++ {
		if utf8.RuneStart(x.text[i]) {
			if n == at {
				return i
			}
			n++
		}
	}
	return len(x.text)
}

// Valid reports whether text is valid UTF-8, as utf8.Valid does, in a quarter of the time
// where it is Chinese.
func Valid[T string | []byte](text T) bool {
	for i := 0; i < len(text); {
		for i+8 <= len(text) {
			word := eight(text, i)
			if word&0x8080808080808080 == 0 { // ASCII
				i += 8
				continue
			}
			// Two characters of three bytes. Those that begin with E0 and ED have more
			// rules and are left to the standard library.
			if word&0xC0C0F0C0C0F0 != 0x8080E08080E0 {
				break
			}
			if a, b := byte(word), byte(word>>24); a == 0xE0 || a == 0xED || b == 0xE0 || b == 0xED {
				break
			}
			i += 6
		}
		if i == len(text) {
			return true
		}
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(string(text[i:min(i+utf8.UTFMax, len(text))]))
		if r == utf8.RuneError && size == 1 {
			return false
		}
		i += size
	}
	return true
}

// eight returns the eight bytes at an offset of text, little end first.
func eight[T string | []byte](text T, at int) uint64 {
	b := text[at : at+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
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
