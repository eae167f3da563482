// Package standard lists the stages of huiyao in their order.
package standard

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/decode"
	"github.com/huiyao/huiyao/pipeline/explain"
	"github.com/huiyao/huiyao/pipeline/extract"
	"github.com/huiyao/huiyao/pipeline/jsonl"
	"github.com/huiyao/huiyao/pipeline/segment"
	"github.com/huiyao/huiyao/pipeline/simplify"
	"github.com/huiyao/huiyao/pipeline/text"
	"github.com/huiyao/huiyao/record"
)

// ErrUnknownType is wrapped by the error for a type of fact that no extractor finds.
var ErrUnknownType = errors.New("is no type of fact")

// Options are the settings of the stages. The zero value is usable.
type Options struct {
	Types    []string // the facts to find; none means all but numbers
	Date     string   // ISO 8601 date of the documents that state none
	WithText bool     // put the document's text into its record

	MaxUnpacked int64 // how many bytes a packed document may unpack to; 0 means text.DefaultMaxUnpacked
}

// Stages returns all stages after the source, in order. Faulty rules, words and options
// are returned as an error, all at once.
func Stages(d *dict.Dict, o Options) ([]pipeline.Stage, error) {
	return StagesTo(jsonl.New(jsonl.Options{WithText: o.WithText}), d, o)
}

// StagesTo returns the stages up to extract and after them last, which turns a document
// with its facts into output of its own. Errors are those of Stages.
func StagesTo(last pipeline.Stage, d *dict.Dict, o Options) ([]pipeline.Stage, error) {
	chosen, err := choose(d, o.Types)
	before, beforeErr := untilSegment(d, o)
	if err := errors.Join(err, beforeErr); err != nil {
		return nil, err
	}
	return append(before, extract.New(d, chosen...), last), nil
}

// Sentences returns the stages that take a document's text apart, for documents whose
// text and facts are known: simplify and segment.
func Sentences(d *dict.Dict) ([]pipeline.Stage, error) {
	cut, err := segment.New(extractors.Words(d))
	if err != nil {
		return nil, err
	}
	return []pipeline.Stage{simplify.New(), cut}, nil
}

// Explain returns the stages that write, instead of records, what took or rejected each
// candidate.
func Explain(d *dict.Dict, o Options) ([]pipeline.Stage, error) {
	before, err := untilSegment(d, o)
	if err != nil {
		return nil, err
	}
	return append(before, explain.New(d)), nil
}

// untilSegment returns the stages that prepare a document for extraction.
func untilSegment(d *dict.Dict, o Options) ([]pipeline.Stage, error) {
	segmentStage, segmentErr := segment.New(extractors.Words(d))
	textStage, textErr := text.New(text.Options{Date: o.Date, MaxUnpacked: o.MaxUnpacked})
	if err := errors.Join(segmentErr, textErr); err != nil {
		return nil, err
	}
	return []pipeline.Stage{decode.New(), textStage, simplify.New(), segmentStage}, nil
}

// choose returns the extractors of the types, in their fixed order.
func choose(d *dict.Dict, types []string) ([]extractors.Extractor, error) {
	all := extractors.All(d)
	known := record.FactTypes()
	var err error
	for _, t := range types {
		if !slices.Contains(known, t) {
			err = errors.Join(err, fmt.Errorf("type %q %w; known are: %s", t, ErrUnknownType, strings.Join(known, " ")))
		}
	}
	return slices.DeleteFunc(all, func(e extractors.Extractor) bool {
		if len(types) == 0 {
			return !slices.Contains(record.DefaultTypes(), e.Name())
		}
		return !slices.Contains(types, e.Name())
	}), err
}
