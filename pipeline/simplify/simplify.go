// Package simplify turns text into simplified script.
package simplify

import (
	"context"
	"errors"
	"fmt"

	"github.com/huiyao/huiyao/internal/span"
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
	if changed > 0 && span.Runes(simple) != span.Runes(d.Text) {
		return fmt.Errorf("%s: %w: from %d to %d", name, ErrLength, span.Runes(d.Text), span.Runes(simple))
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
