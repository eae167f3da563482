package cli

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/internal/runs"
	"github.com/huiyao/huiyao/internal/verify"
	"github.com/huiyao/huiyao/label"
)

func newLabel(s *Streams) *cobra.Command {
	var form, texts, out string
	var in inputs
	c := &cobra.Command{
		Use:   "label RUN|RECORDS",
		Short: "Write records as labels for an annotation tool",
		Long: `label writes texts with the facts found in them as labels, for people to correct in an
annotation tool, and huiyao eval --gold measures against what they make of them.

  brat          NAME.txt and NAME.ann, annotation.conf; attributes, and notes in JSON
  doccano       doccano.jsonl, for a sequence labelling project
  label-studio  label-studio.json with the labels as predictions, label-studio.xml with
                the labelling configuration; attributes as choices and text areas
  conll         NAME.txt and NAME.conll: a character a line, a column of B-, I- and O
                for each type of label
  spacy         spacy.jsonl, a line for Doc.from_json, with the spans in the group "sc"
  gold          NAME.txt and NAME.gold.jsonl, the project's own labels

Offsets are in what each tool counts: code points for brat and spaCy, UTF-16 units for
doccano and Label Studio. The documents' texts are made from the files of the folder
--texts, or taken from the document records where they hold them (extract
--with-text). A file that is there already is never written over.`,
		Example: `  huiyao extract reports/ > records.jsonl
  huiyao label records.jsonl --texts reports/ --to brat --out labels/
  huiyao extract --with-text report.txt | huiyao label - --to label-studio --out labels/
  huiyao eval --gold brat labels/`,
		Args:              arguments(1, 1),
		ValidArgsFunction: first(1, recordFiles),
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf("--to", form, label.Forms()...); err != nil {
				return err
			}
			from, err := in.options(s.In)
			if err != nil {
				return err
			}
			run, err := runs.Open(args[0], s.In)
			if err != nil {
				return err
			}
			read := verify.OwnText
			if texts != "" {
				below, root, err := textsBelow(c.Context(), texts, from)
				if err != nil {
					return err
				}
				defer root.Close()
				read = below
			}
			if err := os.MkdirAll(out, 0o777); err != nil {
				return err
			}
			root, err := os.OpenRoot(out)
			if err != nil {
				return errorf("--out: %w", err)
			}
			defer root.Close()
			result, err := label.Write(form, label.FromRecords(run.Records(), read), root)
			if err != nil {
				return err
			}
			s.message("%d labels in %d documents", result.Labels, result.Documents)
			if result.LeftOut > 0 {
				s.message("%d labels left out: %s holds one of a type for a character, and no numbers", result.LeftOut, form)
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&form, "to", "", fmt.Sprintf("write this `FORM`: %s", join(label.Forms())))
	f.StringVar(&texts, "texts", "", "the folder `DIR` that the records were made from")
	f.StringVar(&out, "out", "", "the folder `DIR` to write to; it is made where it is not there")
	values(c, "to", label.Forms()...)
	complete(c, "texts", folders)
	complete(c, "out", folders)
	in.flags(c)
	required(c, "to", "out")
	return c
}
