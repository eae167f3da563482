// Package segment cuts a simplified document into sentences and headings, and hands out
// a tokenizer for them.
package segment

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/pipeline"
)

// ErrNoText means that a document came to the stage before simplify had seen it.
var ErrNoText = errors.New("segment: Doc.Simple is not set: simplify must run before segment")

// Stage cuts documents into sentences. It is safe for concurrent use.
type Stage struct {
	tokenizer *tokenizer
}

// New returns the stage. The words are added to those of gse's dictionary for the
// tokens; each must be valid UTF-8 without white space and have 2 to 100 characters.
// One that gse knows keeps gse's frequency and tag; the others get the tag nt if they
// look like the name of a body, else n. All faulty words are named in the error.
func New(words []string) (*Stage, error) {
	var faults []error
	for i, w := range words {
		if err := checkWord(w); err != nil {
			faults = append(faults, fmt.Errorf("segment: word %d %q: %w", i+1, w, err))
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	t, err := base()
	if err != nil {
		return nil, fmt.Errorf("segment: words.trie: %w", err)
	}
	words = slices.Clone(words)
	// The lexicon is made when tokens are first asked for.
	return &Stage{&tokenizer{lexicon: sync.OnceValue(func() *lexicon { return newLexicon(t, words) })}}, nil
}

// Name returns "segment".
func (s *Stage) Name() string { return "segment" }

// Run cuts the document into sentences and gives it a tokenizer, which does nothing until
// it is asked for tokens.
//
// Reads Doc.Simple (and Doc.Script, to tell an empty document from one that simplify has
// not seen). Sets Doc.Sentences and Doc.Tokenizer.
func (s *Stage) Run(ctx context.Context, d *pipeline.Doc) error {
	if d.Simple == "" && (d.Script == "" || d.Text != "") {
		return ErrNoText
	}
	if !span.Valid(d.Simple) {
		return errors.New("segment: Doc.Simple is not valid UTF-8")
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	d.Sentences = Sentences(d.Simple)
	d.Tokenizer = s.Tokenizer()
	return nil
}

// Tokenizer returns the tokenizer, which is safe for concurrent use.
func (s *Stage) Tokenizer() extractors.Tokenizer { return s.tokenizer }
