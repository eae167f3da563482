package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/internal/review"
	"github.com/huiyao/huiyao/internal/runs"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/source"
	"github.com/huiyao/huiyao/pipeline/standard"
	"github.com/huiyao/huiyao/record"
)

func newReview(s *Streams) *cobra.Command {
	var o settings
	var in inputs
	var out, texts, lang string
	var types []string
	c := &cobra.Command{
		Use:   "review FILE|DIR|RECORDS|RUN -o PAGE.html|DIR",
		Short: "Draw a page to read a report with its records",
		Long: `review writes a page of HTML that shows a report with every record marked in it,
lists of quantities, tasks and bodies, filters and charts. The page is one file, works
without a network and can be mailed. For several reports name a folder: it gets a
page for each and index.html, which lists them and searches them.

The input is a report, a folder of reports, documents as JSON Lines, a file of records
as extract writes them, or the folder of a batch run. For records the texts are made
from the files of the folder --texts, or taken from the records themselves (extract or
batch --with-text).
"-" is standard input, and as PAGE standard output.`,
		Example: `  huiyao review report.txt -o report.html
  huiyao review reports/ -o pages/ --lang zh
  huiyao extract reports/ > records.jsonl && huiyao review records.jsonl --texts reports/ -o pages/`,
		Args:              arguments(1, 1),
		ValidArgsFunction: first(1, anyFiles),
		RunE: func(c *cobra.Command, args []string) error {
			from, err := in.options(s.In)
			if err := errors.Join(err, oneOf("--lang", lang, review.English, review.Chinese)); err != nil {
				return err
			}
			if out == "" {
				return seeHelp(c, errorf("where to? -o names the page or the folder to write"))
			}
			options := review.Options{Lang: lang, Version: version}
			sink, err := newPages(s, out, &options)
			if err != nil {
				return err
			}
			run, err := records(args[0], &from)
			if err != nil {
				return err
			}
			if run != nil {
				err = o.reviewRecords(c.Context(), run, texts, from, options, sink)
			} else {
				if texts != "" {
					return seeHelp(c, errorf("--texts belongs to records; the input is none"))
				}
				err = o.reviewInputs(c.Context(), args[0], from, pipeline.Options{Workers: o.workers, Timeout: in.timeout}, types, options, sink)
			}
			return errors.Join(err, sink.close(err))
		},
	}
	f := c.Flags()
	f.StringVarP(&out, "output", "o", "", "write the page to `PAGE.html`, or all pages and an index to a folder")
	f.StringVar(&texts, "texts", "", "the folder `DIR` that the records were made from")
	f.StringVar(&lang, "lang", review.English, "`LANGUAGE` of the page's own words: en or zh")
	typesFlag(c, &types, "find only facts of these `TYPES`: quantity, task_count, body, time, person, place, meeting, named_document, number (default all but number)")
	complete(c, "output", completeFiles(cobra.ShellCompDirectiveFilterFileExt, "html", "htm"))
	complete(c, "texts", folders)
	values(c, "lang", review.English, review.Chinese)
	in.flags(c)
	o.flags(c)
	return c
}

// records returns the records that an input holds, nil where it holds none. The beginning
// of standard input is looked at and stays to be read.
func records(name string, from *source.Options) (*runs.Run, error) {
	if from.Format != source.Auto && from.Format != source.JSONL {
		return nil, nil
	}
	if name == "-" {
		in := bufio.NewReader(from.Stdin)
		from.Stdin = in
		start, err := in.Peek(64)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if !review.IsRecords(start) {
			return nil, nil
		}
		return runs.Open(name, in)
	}
	run, err := runs.Open(name, nil)
	if errors.Is(err, runs.ErrNoRecords) {
		return nil, nil // a folder of reports
	}
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(name); err != nil || info.IsDir() {
		return run, err
	}
	for _, err := range run.Records() {
		if err != nil {
			break // a report
		}
		return run, nil
	}
	return nil, nil
}

// reviewRecords draws the pages of a file of records.
func (o *settings) reviewRecords(ctx context.Context, run *runs.Run, dir string, from source.Options, options review.Options, sink *pages) error {
	texts := func(d *record.Document) (string, error) {
		if d.Text == nil {
			return "", errorf("the record does not hold the text: name the folder with --texts, or use extract --with-text")
		}
		return *d.Text, nil
	}
	if dir != "" {
		below, root, err := textsBelow(ctx, dir, from)
		if err != nil {
			return err
		}
		defer root.Close()
		texts = below
	}
	stages, err := o.stages(standard.Sentences)
	if err != nil {
		return err
	}
	return review.Read(ctx, run.Records(), texts, stages, func(r *review.Report, failure *record.Error) error {
		if failure != nil {
			sink.told.tell(sink.streams, &pipeline.Doc{ID: failure.Doc, Failure: failure})
			return sink.fail(failure)
		}
		var page bytes.Buffer
		if err := review.Page(&page, r, options); err != nil {
			return err
		}
		return sink.add(r, page.Bytes())
	})
}

// reviewInputs reads reports and draws their pages.
func (o *settings) reviewInputs(ctx context.Context, name string, from source.Options, how pipeline.Options, types []string, options review.Options, sink *pages) error {
	last := review.NewStage(options)
	stages, err := o.stagesTo(last, standard.Options{Types: types})
	if err != nil {
		return err
	}
	docs, err := source.Docs([]string{name}, from)
	if err != nil {
		return err
	}
	_, err = pipeline.Run(ctx, how, docs, stages, func(d *pipeline.Doc) error {
		sink.told.tell(sink.streams, d)
		if d.Failure != nil {
			return sink.fail(d.Failure)
		}
		return sink.add(last.Take(d), d.Output)
	})
	return err
}

// pages writes pages where the user wants them: one file, or a folder with an index.
type pages struct {
	streams *Streams
	out     string
	folder  bool
	index   *review.Index

	count, failed int
	told          failures
	page          []byte // of a single file, written at the end
}

// pageName is how the pages in a folder are called.
var pageName = regexp.MustCompile(`^[0-9]{6}\.html$`)

const pageFolder = "pages"

// newPages looks at what out names; of a folder it takes pages of an earlier run away.
func newPages(s *Streams, out string, o *review.Options) (*pages, error) {
	p := &pages{streams: s, out: out, index: review.NewIndex(*o)}
	ending := strings.ToLower(filepath.Ext(out))
	info, err := os.Stat(out)
	p.folder = err == nil && info.IsDir() || err != nil && out != "-" && ending != ".html" && ending != ".htm"
	if !p.folder {
		return p, nil
	}
	o.Home = "../index.html"
	if err := os.MkdirAll(out, 0o777); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(out)
	if err != nil {
		return nil, err
	}
	if len(entries) == 0 {
		return p, os.Mkdir(filepath.Join(out, pageFolder), 0o777)
	}
	old, err := os.ReadDir(filepath.Join(out, pageFolder))
	if err != nil {
		return nil, errorf("-o %s: the folder holds something else: name an empty one, or one that review has written", out)
	}
	for _, e := range old {
		if pageName.MatchString(e.Name()) {
			if err := os.Remove(filepath.Join(out, pageFolder, e.Name())); err != nil {
				return nil, err
			}
		}
	}
	return p, nil
}

func (p *pages) add(r *review.Report, page []byte) error {
	p.count++
	if p.folder {
		name := fmt.Sprintf("%s/%06d.html", pageFolder, p.count)
		p.index.Add(r, name)
		return os.WriteFile(filepath.Join(p.out, filepath.FromSlash(name)), page, 0o666)
	}
	if p.count > 1 {
		return errorf("there are several documents, and -o %s is one page: name a folder", p.out)
	}
	p.page = page
	return nil
}

func (p *pages) fail(e *record.Error) error {
	p.failed++
	p.index.Fail(e)
	return nil
}

// close writes what could not be written before, unless the run failed.
func (p *pages) close(failed error) error {
	switch {
	case failed != nil:
		return nil
	case p.folder:
		var out bytes.Buffer
		if err := p.index.Write(&out); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(p.out, "index.html"), out.Bytes(), 0o666); err != nil {
			return err
		}
	case p.count == 0 && p.failed == 0:
		return errorf("there is no document in the input")
	case p.count == 0:
	case p.out == "-":
		if _, err := p.streams.Out.Write(p.page); err != nil {
			return err
		}
	default:
		if err := os.WriteFile(p.out, p.page, 0o666); err != nil {
			return err
		}
	}
	if p.failed > 0 {
		return found("%d of %d documents failed", p.failed, p.failed+p.count)
	}
	return nil
}
