package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/internal/verify"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/decode"
	"github.com/huiyao/huiyao/pipeline/source"
	"github.com/huiyao/huiyao/pipeline/text"
	"github.com/huiyao/huiyao/record"
)

func newVerify(s *Streams) *cobra.Command {
	var dir string
	var in inputs
	c := &cobra.Command{
		Use:   "verify RECORDS",
		Short: "Check records against the schema and the documents",
		Long: `verify reads a file of records ("-" is standard input) and checks that every line
satisfies the schema, with its keys in order, that every "text" is the slice of its
document that its offsets name, in code points and in bytes, that the counts of
each document are right and that every "refers_to" is the start of a body.

The documents' texts are made from the files of the folder --texts, which are
named as "doc" says, or taken from the document records themselves where they hold
them (extract --with-text). Each fault is printed as FILE:LINE: what is wrong.`,
		Example: `  huiyao extract reports/ > records.jsonl && huiyao verify records.jsonl --texts reports/
  huiyao extract --with-text report.txt | huiyao verify -`,
		Args:              arguments(1, 1),
		ValidArgsFunction: first(1, recordFiles),
		RunE: func(c *cobra.Command, args []string) error {
			from, err := in.options(s.In)
			if err != nil {
				return err
			}
			texts := verify.OwnText
			if dir != "" {
				below, root, err := textsBelow(c.Context(), dir, from)
				if err != nil {
					return err
				}
				defer root.Close()
				texts = below
			}
			checker, err := verify.New(texts)
			if err != nil {
				return err
			}
			in, name := s.In, "stdin"
			if args[0] != "-" {
				f, err := os.Open(args[0])
				if err != nil {
					return err
				}
				defer f.Close()
				in, name = f, args[0]
			}
			var failed error
			sum, err := checker.Check(in, func(f verify.Fault) {
				if _, err := fmt.Fprintf(s.Out, "%s:%d: %s\n", name, f.Line, f.Message); err != nil && failed == nil {
					failed = err
				}
			})
			switch {
			case failed != nil:
				return failed
			case err != nil:
				return err
			case sum.Faults > 0:
				return found("%d faults in %d records of %d documents", sum.Faults, sum.Records, sum.Documents)
			}
			s.message("%d records of %d documents are right", sum.Records, sum.Documents)
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&dir, "texts", "", "the folder `DIR` that the records were made from")
	complete(c, "texts", folders)
	in.flags(c)
	return c
}

// textsBelow returns the texts of the documents in dir, the folder of --texts, made as
// extract makes them; where a document is no file there, the text of its record. The
// caller closes root when all are read.
func textsBelow(ctx context.Context, dir string, o source.Options) (texts verify.Texts, root *os.Root, err error) {
	if err := isFolder("--texts", dir); err != nil {
		return nil, nil, err
	}
	toText, err := text.New(text.Options{MaxUnpacked: packed(o)})
	if err != nil {
		return nil, nil, err
	}
	root, err = os.OpenRoot(dir)
	if err != nil {
		return nil, nil, errorf("--texts: %w", err)
	}
	finder, err := source.NewFinder(root, o)
	if err != nil {
		root.Close()
		return nil, nil, err
	}
	stages := []pipeline.Stage{decode.New(), toText}
	return func(d *record.Document) (string, error) {
		doc, err := finder.Find(d.Doc)
		switch {
		case errors.Is(err, fs.ErrNotExist) && d.Text != nil:
			return *d.Text, nil
		case errors.Is(err, fs.ErrNotExist):
			return "", errorf("there is no such file, and the record does not hold the text")
		case err != nil:
			return "", err
		case doc.Failure != nil:
			return "", errorf("%s", doc.Failure.Message)
		}
		for _, s := range stages {
			if err := s.Run(ctx, doc); err != nil {
				return "", err
			}
		}
		if doc.SHA256 != d.SHA256 {
			return "", errorf("its input has the SHA-256 %s, in the record it is %s: the two do not belong together", doc.SHA256, d.SHA256)
		}
		return doc.Text, nil
	}, root, nil
}
