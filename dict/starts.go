package dict

import "unicode/utf8"

// Starts is a set of characters that something may begin with. It lets a scan of running
// text pass over the places where nothing can begin. The zero Starts is empty.
type Starts struct{ bits [startsSize]byte }

// AddWords adds the first character of each word.
func (s *Starts) AddWords(words ...string) {
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		s.add(r)
	}
}

// AddRunes adds the characters of text.
func (s *Starts) AddRunes(text string) {
	for _, r := range text {
		s.add(r)
	}
}

func (s *Starts) add(r rune) {
	if r < 1<<16 {
		s.bits[r>>3] |= 1 << (r & 7)
	}
}

// AddStarts adds the first characters of a lexicon's words.
func (l *Lexicon[T]) AddStarts(to *Starts) {
	for i := range to.bits {
		to.bits[i] |= l.forward.starts[i]
	}
}

// At reports whether a character of the set, or one beyond the basic plane, stands at a byte
// offset of text.
func (s *Starts) At(text string, at int) bool {
	r, size := decode(text, at)
	return size > 0 && (r >= 1<<16 || s.bits[r>>3]>>(r&7)&1 != 0)
}

// Next returns the first byte offset in text, from a character's beginning at from on, at
// which a character of the set stands, and len(text) where there is none. A character
// beyond the basic plane counts as one of the set.
func (s *Starts) Next(text string, from int) int {
	i := from
	for i < len(text) {
		b := text[i]
		switch {
		case b < utf8.RuneSelf:
			if s.bits[b>>3]>>(b&7)&1 != 0 {
				return i
			}
			i++
		case b&0xF0 == 0xE0 && i+2 < len(text):
			r := uint(b&0x0F)<<12 | uint(text[i+1]&0x3F)<<6 | uint(text[i+2]&0x3F)
			if s.bits[r>>3&(startsSize-1)]>>(r&7)&1 != 0 {
				return i
			}
			i += 3
		default:
			r, size := utf8.DecodeRuneInString(text[i:])
			if r >= 1<<16 || s.bits[r>>3]>>(r&7)&1 != 0 {
				return i
			}
			i += size
		}
	}
	return len(text)
}
