// Package extract runs the extractors on a document.
package extract

import (
	"context"
	"sync"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/simplify"
	"github.com/huiyao/huiyao/record"
)

const name = "extract"

// Stage runs extractors. Make it with New.
type Stage struct {
	words      *dict.Dict
	extractors []extractors.Extractor
	settings   *extractors.Settings
	scratch    sync.Pool // of *extractors.Scratch
}

// New returns a stage that runs the extractors in the order given. The words of d
// decide where a text is from.
func New(d *dict.Dict, in ...extractors.Extractor) *Stage {
	return &Stage{words: d, extractors: in, settings: extractors.NewSettings(d)}
}

// Name returns "extract".
func (*Stage) Name() string { return name }

// Run finds the facts of the document and puts them in the order of output.
//
// Reads Doc.ID, Doc.Text, Doc.Date, Doc.Simple, Doc.Script, Doc.Sentences,
// Doc.Tables and Doc.Tokenizer. Sets Doc.Facts, never to nil, and Doc.Region, Doc.Place,
// Doc.PlaceCode and Doc.Period.
func (s *Stage) Run(ctx context.Context, d *pipeline.Doc) error {
	scratch, ok := s.scratch.Get().(*extractors.Scratch)
	if !ok {
		scratch = &extractors.Scratch{}
	}
	defer func() {
		scratch.Reset()
		s.scratch.Put(scratch)
	}()
	in, err := Document(name, s.words, d, scratch)
	if err != nil {
		return err
	}
	facts := []record.Fact{}
	for _, e := range s.extractors {
		if err := ctx.Err(); err != nil {
			return err
		}
		facts = append(facts, e.Extract(in)...)
	}
	extractors.Sort(facts)
	d.Facts, d.Region = facts, in.Region
	about := s.settings.Of(in)
	d.Place, d.PlaceCode, d.Period = about.Place, about.PlaceCode, about.Period
	return nil
}

// Document returns what extractors read of d, with the memory to work on, nil for memory of
// its own. The error names the stage that has been left out, for the one called name.
func Document(name string, words *dict.Dict, d *pipeline.Doc, scratch *extractors.Scratch) (*extractors.Document, error) {
	switch {
	case d.Script == "":
		return nil, pipeline.Missing(name, "Script", "simplify")
	case d.Tokenizer == nil:
		return nil, pipeline.Missing(name, "Tokenizer", "segment")
	}
	in := &extractors.Document{
		ID:        d.ID,
		Text:      d.Simple,
		Original:  d.Text,
		Sentences: d.Sentences,
		Date:      d.Date,
		Given:     extractors.Given{Title: simplify.Convert(d.Title), Publisher: simplify.Convert(d.Publisher), Date: d.Date, Region: d.Region, Place: simplify.Convert(d.Place)},
		Tokenizer: d.Tokenizer,
		Tables:    d.Tables,
		Scratch:   scratch,
	}
	if in.Region = d.Region; in.Region == "" {
		in.SetRegion(words)
	}
	return in, nil
}
