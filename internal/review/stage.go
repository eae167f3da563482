package review

import (
	"bytes"
	"context"
	"sync"

	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/jsonl"
)

const name = "review"

// Stage writes the pages of documents in place of their records: the last stage of a run.
// Make it with NewStage.
type Stage struct {
	options Options
	reports sync.Map // *pipeline.Doc -> *Report
}

// NewStage returns the stage.
func NewStage(o Options) *Stage { return &Stage{options: o} }

// Name returns "review".
func (*Stage) Name() string { return name }

// Run writes the page of a document, or nothing for one that failed. The report itself is
// kept for Take.
//
// Reads all other fields of Doc. Sets Doc.Output.
func (s *Stage) Run(_ context.Context, d *pipeline.Doc) error {
	if d.Failure != nil {
		d.Output = nil
		return nil
	}
	if d.Facts == nil {
		return pipeline.Missing(name, "Facts", "extract")
	}
	r, err := New(jsonl.Document(d), d)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := Page(&out, r, s.options); err != nil {
		return err
	}
	d.Output = out.Bytes()
	s.reports.Store(d, r)
	return nil
}

// Take returns the report of a document that has been through the stage, once; nil where
// it failed.
func (s *Stage) Take(d *pipeline.Doc) *Report {
	r, _ := s.reports.LoadAndDelete(d)
	report, _ := r.(*Report)
	return report
}
