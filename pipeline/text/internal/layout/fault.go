package layout

import (
	"errors"
	"unicode"
)

// What is wrong with pages that cannot be read.
var (
	ErrNoText = errors.New("no text layer, as in a scan: recognise the text first (OCR), or take the file that it was made from")
	ErrLost   = errors.New("the fonts do not say which characters they show: print the file anew with its text, recognise the text (OCR), or take the file that it was made from")
	ErrBroken = errors.New("the page is damaged: save the file anew")
)

// Faults are what Fault returns, in a fixed order.
var Faults = []error{ErrNoText, ErrLost, ErrBroken}

const (
	// picture is the share of a page that a picture covers at least where it is the page, and
	// shapes how many are drawn at least where letters are.
	picture = 0.1
	shapes  = 120
	// scan is the share of a page that a scan of it covers; beside it stand, at most, few characters: stamps, numbers
	// of pages.
	scan = 0.6
	few  = 10
)

// Fault says why a page cannot be read, nil where it can. A blank page can.
func (p *Page) Fault() error {
	if p.Broken {
		return ErrBroken
	}
	words, lost, shown := 0, 0, 0
	for i := range p.Glyphs {
		switch r := p.Glyphs[i].Rune; {
		case p.Glyphs[i].Lost, garbled(r):
			lost++
		case unicode.IsLetter(r):
			words++
		}
		shown++
	}
	switch {
	case shown == 0 && (p.Pictured >= picture || p.Drawn >= shapes):
		return ErrNoText
	case lost >= 4 && 4*lost >= shown:
		return ErrLost
	case words < few && p.Pictured >= scan:
		return ErrNoText
	}
	return nil
}

// garbled reports whether r is one of the letters that the bytes of Chinese look like where their
// encoding is taken for a Western one.
func garbled(r rune) bool {
	return r >= 0xA1 && r <= 0xFF && r != 0xB0 && r != 0xB1 && r != 0xB7 && r != 0xD7
}
