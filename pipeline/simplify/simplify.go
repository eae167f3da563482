// Package simplify turns text into simplified script.
package simplify

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"unicode/utf8"

	"github.com/liuzl/gocc"

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
	simple, err := Convert(d.Text)
	if err != nil {
		return err
	}
	if got, want := utf8.RuneCountInString(simple), utf8.RuneCountInString(d.Text); got != want {
		return fmt.Errorf("%s: %w: from %d to %d", name, ErrLength, want, got)
	}
	d.Simple, d.Script = simple, Script(d.Text, simple)
	return nil
}

var converter = sync.OnceValues(func() (*gocc.OpenCC, error) { return gocc.New("t2s") })

// Convert returns text in simplified script.
func Convert(text string) (string, error) {
	c, err := converter()
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	return c.Convert(text)
}

// Script returns the script of a text and its simplified conversion.
func Script(text, simple string) string {
	if text != simple {
		return "traditional"
	}
	return "simplified"
}
