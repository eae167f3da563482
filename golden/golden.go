// Package golden compares what extraction makes of a corpus with reviewed outputs: for
// each input of the corpus NAME.jsonl with its records, and summary.txt with the figures
// against labels written by hand, where the corpus has any.
//
// The package serves `huiyao golden` for anybody's corpus; its test does the same for
// the project's own.
package golden

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/huiyao/huiyao/internal/eval"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/source"
)

// ErrCI is what Update returns where the environment variable CI is set: golden files are
// rewritten by a person who reads the difference, never by a machine.
var ErrCI = errors.New("golden: not updated because CI is set")

// Options say what to compare.
type Options struct {
	Corpus  string // folder of inputs
	Golden  string // folder of golden files
	Workers int    // documents at once, below 1 means 1
	// Stages make the records; they must not write the documents' texts.
	Stages []pipeline.Stage
	// EvalStages make the records that are measured against labels; they must write the
	// documents' texts.
	EvalStages []pipeline.Stage
}

// summary is the name of the file with the figures.
const summary = "summary.txt"

// Difference is what differs in one golden file.
type Difference struct {
	File  string   // the golden file's path below the folder
	Lines []string // what differs, to be read by people
}

// Check compares the output with the golden files and returns the differences by file.
// None means that all is as it was reviewed.
func Check(ctx context.Context, o Options) ([]Difference, error) {
	_, _, differences, err := compareAll(ctx, o)
	return differences, err
}

// Update writes the output to the golden files, removes those without an input, and
// returns what has changed. It fails with ErrCI where CI is set.
func Update(ctx context.Context, o Options) ([]Difference, error) {
	if os.Getenv("CI") != "" {
		return nil, ErrCI
	}
	got, want, differences, err := compareAll(ctx, o)
	if err != nil {
		return nil, err
	}
	for _, d := range differences {
		file := filepath.Join(o.Golden, filepath.FromSlash(d.File))
		data, keep := got[d.File]
		if !keep {
			if err := os.Remove(file); err != nil {
				return nil, fmt.Errorf("golden: %w", err)
			}
			continue
		}
		if _, there := want[d.File]; !there {
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				return nil, fmt.Errorf("golden: %w", err)
			}
		}
		if err := os.WriteFile(file, data, 0o666); err != nil {
			return nil, fmt.Errorf("golden: %w", err)
		}
	}
	return differences, nil
}

// compareAll returns the files that the output gives, those that are there, and how they
// differ.
func compareAll(ctx context.Context, o Options) (got, want map[string][]byte, differences []Difference, err error) {
	if got, err = output(ctx, o); err != nil {
		return nil, nil, nil, err
	}
	if want, err = reviewed(o.Golden); err != nil {
		return nil, nil, nil, err
	}
	var names []string
	for n := range got {
		names = append(names, n)
	}
	for n := range want {
		if _, ok := got[n]; !ok {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	for _, n := range names {
		now, isNow := got[n]
		old, wasThere := want[n]
		var diff []string
		switch {
		case !wasThere:
			diff = []string{fmt.Sprintf("there is no such golden file; the output has %d lines", bytes.Count(now, []byte("\n")))}
		case !isNow:
			diff = []string{"nothing in the corpus gives this file"}
		case n == summary:
			diff = compareText(string(old), string(now))
		default:
			diff = compare(old, now)
		}
		if len(diff) > 0 {
			differences = append(differences, Difference{n, diff})
		}
	}
	return got, want, differences, nil
}

// output returns the golden files as the present program gives them.
func output(ctx context.Context, o Options) (map[string][]byte, error) {
	inputs, labels, err := corpus(o.Corpus)
	if err != nil {
		return nil, err
	}
	got := map[string][]byte{}
	given := map[string]string{}
	for _, in := range inputs {
		name := outputName(in)
		if other, ok := given[name]; ok {
			return nil, fmt.Errorf("golden: %s and %s in %s would both give %s", other, in, o.Corpus, name)
		}
		given[name], got[name] = in, nil
	}
	var sourceErr error
	docs := func(yield func(*pipeline.Doc) bool) {
		for _, in := range inputs {
			file, err := source.Docs([]string{filepath.Join(o.Corpus, filepath.FromSlash(in))}, source.Options{})
			if err != nil {
				sourceErr = err
				return
			}
			for d := range file {
				// As if the corpus had been read from within: the records must not
				// depend on where it lies.
				if d.ID == path.Base(in) {
					d.ID = in
				}
				d.Source = in
				if !yield(d) {
					return
				}
			}
		}
	}
	_, err = pipeline.Run(ctx, pipeline.Options{Workers: o.Workers}, docs, o.Stages, func(d *pipeline.Doc) error {
		name := outputName(d.Source)
		got[name] = append(got[name], d.Output...)
		return nil
	})
	if err := errors.Join(sourceErr, err); err != nil {
		return nil, err
	}
	if labels {
		docs, err := eval.Run(ctx, os.DirFS(o.Corpus), pipeline.Options{Workers: o.Workers}, o.EvalStages)
		if err != nil {
			return nil, err
		}
		result, err := eval.Measure(docs)
		if err != nil {
			return nil, err
		}
		got[summary] = []byte(result.Summary())
	}
	return got, nil
}

// outputName returns the name of the golden file of an input.
func outputName(input string) string { return strings.TrimSuffix(input, path.Ext(input)) + ".jsonl" }

// notes are the endings of files in a corpus that are no inputs: labels, what the text of
// a page should be, and files about the corpus.
var notes = []string{source.Labels, ".ann.jsonl", ".main.txt", ".tsv", ".md", ".go"}

// corpus returns the paths of the inputs in dir and below it, sorted, and whether
// labels stand beside any in dir itself.
func corpus(dir string) (inputs []string, labels bool, err error) {
	err = fs.WalkDir(os.DirFS(dir), ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch hidden := strings.HasPrefix(e.Name(), ".") && p != "."; {
		case hidden && e.IsDir():
			return fs.SkipDir
		case hidden || e.IsDir():
		case strings.HasSuffix(p, source.Labels) && path.Dir(p) == ".":
			labels = true
		case !slices.ContainsFunc(notes, func(ending string) bool { return strings.HasSuffix(p, ending) }):
			inputs = append(inputs, p)
		}
		return nil
	})
	if err != nil {
		return nil, false, fmt.Errorf("golden: corpus %s: %w", dir, err)
	}
	if len(inputs) == 0 {
		return nil, false, fmt.Errorf("golden: corpus %s holds no inputs", dir)
	}
	return inputs, labels, nil
}

// reviewed reads the golden files in dir; a folder that is not there holds none.
func reviewed(dir string) (map[string][]byte, error) {
	files := map[string][]byte{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(p string, e fs.DirEntry, err error) error {
		if p == "." && errors.Is(err, fs.ErrNotExist) {
			return fs.SkipAll
		}
		if err != nil {
			return err
		}
		if e.IsDir() || p != summary && path.Ext(p) != ".jsonl" {
			return nil
		}
		data, err := fs.ReadFile(root, p)
		files[p] = data
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("golden: %w", err)
	}
	return files, nil
}
