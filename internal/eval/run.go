package eval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/huiyao/huiyao/label"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/record"
)

// ErrNoText means that the stages do not write the documents' texts.
var ErrNoText = errors.New("eval: the document record holds no text")

// Run extracts from every labelled input in dir and returns them in the order of
// Labelled, ready to be measured. The stages must write the documents' texts. A
// document that fails is an error.
func Run(ctx context.Context, dir fs.FS, o pipeline.Options, stages []pipeline.Stage) ([]Document, error) {
	in, err := Labelled(dir)
	if err != nil {
		return nil, err
	}
	return run(ctx, dir, in, o, stages)
}

// RunLabels does what Run does with the labels of an annotation tool, in one of the forms
// that label.Read reads; label.Gold is Run. The texts are the tool's.
func RunLabels(ctx context.Context, form string, dir fs.FS, o pipeline.Options, stages []pipeline.Stage) ([]Document, error) {
	if form == label.Gold {
		return Run(ctx, dir, o, stages)
	}
	documents, err := label.Read(form, dir)
	if err != nil {
		return nil, fmt.Errorf("eval: %w", err)
	}
	var in []Input
	for _, d := range documents {
		x := Input{Name: d.Name, File: d.Name, text: []byte(d.Text)}
		for i := range d.Labels {
			r, err := fromLabel(&d.Labels[i])
			if err == nil {
				err = known(&r)
			}
			if err != nil {
				return nil, fmt.Errorf("eval: %s: %w", d.Name, err)
			}
			x.Labels = append(x.Labels, r)
		}
		in = append(in, x)
	}
	return run(ctx, dir, in, o, stages)
}

func run(ctx context.Context, dir fs.FS, in []Input, o pipeline.Options, stages []pipeline.Stage) ([]Document, error) {
	var readErr error
	inputs := func(yield func(*pipeline.Doc) bool) {
		for _, x := range in {
			d := &pipeline.Doc{ID: x.File, Source: x.File}
			if x.text != nil {
				d.Raw, d.Format = x.text, "text"
			} else {
				if d.Raw, readErr = fs.ReadFile(dir, x.File); readErr != nil {
					return
				}
				if ending := strings.ToLower(path.Ext(x.File)); ending != ".txt" {
					d.Format = "html"
				}
			}
			if !yield(d) {
				return
			}
		}
	}
	var docs []Document
	_, err := pipeline.Run(ctx, o, inputs, stages, func(d *pipeline.Doc) error {
		if d.Failure != nil {
			return fmt.Errorf("eval: %s: %s", d.ID, d.Failure.Message)
		}
		first, _, _ := strings.Cut(string(d.Output), "\n")
		var document record.Document
		if err := json.Unmarshal([]byte(first), &document); err != nil {
			return fmt.Errorf("eval: %s: %w", d.ID, err)
		}
		if document.Text == nil {
			return ErrNoText
		}
		found, err := ParseRecords(d.ID, d.Output)
		if err != nil {
			return fmt.Errorf("eval: %w", err)
		}
		x := in[len(docs)]
		docs = append(docs, Document{Name: x.Name, Text: *document.Text, Labels: x.Labels, Found: found})
		return nil
	})
	if readErr != nil {
		return nil, fmt.Errorf("eval: %w", readErr)
	}
	return docs, err
}
