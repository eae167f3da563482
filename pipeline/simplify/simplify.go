// Package simplify turns text into simplified script.
package simplify

import (
	"context"
	"errors"
	"fmt"
	mathbits "math/bits"

	"github.com/huiyao/huiyao/pipeline"
)

const name = "simplify"

// ErrLength means that a conversion changed the number of code points: offsets would no
// longer carry over.
var ErrLength = errors.New("the conversion changed the number of code points")

// Stage converts documents. Make it with New.
type Stage struct{}

// New returns the stage.
func New() *Stage { return &Stage{} }

// Name returns "simplify".
func (*Stage) Name() string { return name }

// Run converts the document's text code point by code point, so that code point offsets
// hold in both, and says which script it was in.
//
// Reads Doc.Text and Doc.MediaType. Sets Doc.Simple and Doc.Script.
func (*Stage) Run(_ context.Context, d *pipeline.Doc) error {
	if d.MediaType == "" {
		return pipeline.Missing(name, "MediaType", "text")
	}
	simple, changed := convert(d.Text)
	if changed > 0 && runes(simple) != runes(d.Text) {
		return fmt.Errorf("%s: %w: from %d to %d", name, ErrLength, runes(d.Text), runes(simple))
	}
	d.Simple, d.Script = simple, script(d.Text, changed)
	return nil
}

// Scripts as they stand in Doc.Script.
const (
	Traditional = "traditional"
	Simplified  = "simplified"
	Mixed       = "mixed"
	None        = "none"
)

// mixedShare is how many characters of the other script make a text mixed: one for so many
// of the script that leads.
const mixedShare = 10

// script returns the script of a text in which changed characters are traditional ones.
// Both are counted by characters that the other script does not have: 議 and 议; 中 and 里
// say nothing. A text with none of them is of no script.
func script(text string, changed int) string {
	t := tables()
	if changed == 0 {
		if t.countSimplified(text, 1) > 0 {
			return Simplified
		}
		return None
	}
	switch simplified := t.countSimplified(text, len(text)); {
	case min(changed, simplified)*mixedShare >= max(changed, simplified):
		return Mixed
	case simplified > changed:
		return Simplified
	}
	return Traditional
}

// runes returns the number of code points in s, which is valid UTF-8: of bytes that do not
// continue a character, eight at a time.
func runes(s string) int {
	const lowest = 0x0101010101010101
	n, i := len(s), 0
	for ; i+8 <= len(s); i += 8 {
		w := uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
			uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
		n -= mathbits.OnesCount64(w >> 7 & (^w >> 6) & lowest) // those that are 10xxxxxx
	}
	for ; i < len(s); i++ {
		if s[i]&0xC0 == 0x80 {
			n--
		}
	}
	return n
}
