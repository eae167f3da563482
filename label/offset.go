package label

import (
	"fmt"
	"strings"
	"unicode"
)

// unit is what a tool counts offsets in.
type unit int

const (
	codePoints unit = iota
	utf16Units
)

func (u unit) of(r rune) int {
	if u == utf16Units && r > 0xFFFF {
		return 2
	}
	return 1
}

// offsets returns for each code point border of text, its end included, the offset in u.
func offsets(text string, u unit) []int {
	at := []int{0}
	for _, r := range text {
		at = append(at, at[len(at)-1]+u.of(r))
	}
	return at
}

// clean returns a text that a tool gave as documents have theirs: without a byte order
// mark at its start, \r\n and \r as \n.
func clean(raw string) string {
	raw = strings.TrimPrefix(raw, "\ufeff")
	return strings.ReplaceAll(strings.ReplaceAll(raw, "\r\n", "\n"), "\r", "\n")
}

// place converts offsets into a raw text, in a tool's unit, to code points of its clean
// text.
type place struct {
	clean string
	runes []rune      // of clean
	at    map[int]int // offset in raw -> code point in clean
}

func newPlace(raw string, u unit) *place {
	p := &place{clean: clean(raw), at: map[int]int{}}
	p.runes = []rune(p.clean)
	offset, n := 0, 0
	last := rune(-1)
	for i, r := range raw {
		if last == '\r' && r == '\n' {
			n-- // the pair is one \n: an offset between them is one before it
		}
		p.at[offset] = n
		offset += u.of(r)
		if i > 0 || r != '\ufeff' {
			n++
		}
		last = r
	}
	p.at[offset] = n
	return p
}

// label returns the label of a type between two offsets of the raw text.
func (p *place) label(kind string, start, end int) (Label, error) {
	from, ok1 := p.at[start]
	to, ok2 := p.at[end]
	if !ok1 || !ok2 || to < from {
		return Label{}, fmt.Errorf("%w: %s at %d–%d lies outside the text or inside a character", ErrText, kind, start, end)
	}
	return Label{Type: kind, Start: from, End: to, Text: string(p.runes[from:to])}, nil
}

// alike reports whether two texts are the same but for white space, which tools break and
// join as they like.
func alike(a, b string) bool { return squeezed(a) == squeezed(b) }

func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\ufeff' {
			return -1
		}
		return r
	}, s)
}
