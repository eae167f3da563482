// Package extract runs the extractors on a document.
package extract

import (
	"context"
	"sync"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/record"
)

const name = "extract"

// Stage runs extractors. Make it with New.
type Stage struct {
	regionWords *dict.Lexicon[string]
	extractors  []extractors.Extractor
	scratch     sync.Pool // of *extractors.Scratch
}

// New returns a stage that runs the extractors in the order given. The region words of d
// decide where a text is from.
func New(d *dict.Dict, in ...extractors.Extractor) *Stage {
	return &Stage{regionWords: d.RegionWords, extractors: in}
}

// Name returns "extract".
func (*Stage) Name() string { return name }

// Run finds the facts of the document and puts them in the order of output.
//
// Reads Doc.ID, Doc.Text, Doc.Date, Doc.Simple, Doc.Script, Doc.Sentences and
// Doc.Tokenizer. Sets Doc.Facts, never to nil.
func (s *Stage) Run(ctx context.Context, d *pipeline.Doc) error {
	in, err := Document(name, s.regionWords, d)
	if err != nil {
		return err
	}
	scratch, ok := s.scratch.Get().(*extractors.Scratch)
	if !ok {
		scratch = &extractors.Scratch{}
	}
	in.Scratch = scratch
	defer func() {
		scratch.Reset()
		s.scratch.Put(scratch)
	}()
	facts := []record.Fact{}
	for _, e := range s.extractors {
		if err := ctx.Err(); err != nil {
			return err
		}
		facts = append(facts, e.Extract(in)...)
	}
	extractors.Sort(facts)
	d.Facts = facts
	return nil
}

// Document returns what extractors read of d. The error names the stage that has been left
// out, for the one called name.
func Document(name string, regionWords *dict.Lexicon[string], d *pipeline.Doc) (*extractors.Document, error) {
	switch {
	case d.Script == "":
		return nil, pipeline.Missing(name, "Script", "simplify")
	case d.Tokenizer == nil:
		return nil, pipeline.Missing(name, "Tokenizer", "segment")
	}
	return &extractors.Document{
		ID:        d.ID,
		Text:      d.Simple,
		Original:  d.Text,
		Sentences: d.Sentences,
		Region:    extractors.Region(regionWords, d.Simple, d.Script),
		Date:      d.Date,
		Tokenizer: d.Tokenizer,
	}, nil
}
