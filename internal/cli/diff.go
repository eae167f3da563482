package cli

import (
	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/internal/diff"
	"github.com/huiyao/huiyao/internal/runs"
)

func newDiff(s *Streams) *cobra.Command {
	var format string
	var limit int
	c := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say what differs between two runs, record by record",
		Long: `diff compares the folders of two batch runs, or two files of records ("-" is standard
input, .gz and .zst are read too), document by document, and prints which records are
gone, added, changed, with their fields, or moved, which have other offsets and are
else the same. The order of documents, and of records within one, does not count.

Formats: text; json, a line for each difference and one with the counts; markdown, for
a comment on a change. The counts go to standard error as well. Text on a terminal has
colours, unless NO_COLOR is set or TERM is dumb.

Exit codes: 0 nothing differs; 1 something does; 2 what could not be read.`,
		Example: `  huiyao diff released/ dataset/
  huiyao diff --format markdown --limit 100 old.jsonl new.jsonl > comment.md
  huiyao extract reports/ | huiyao diff reviewed.jsonl - --format json`,
		Args:              arguments(2, 2),
		ValidArgsFunction: first(2, recordFiles),
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf("--format", format, string(diff.Text), string(diff.JSON), string(diff.Markdown)); err != nil {
				return err
			}
			if limit < 0 {
				return errorf("--limit is %d: 0 means all", limit)
			}
			if args[0] == "-" && args[1] == "-" {
				return seeHelp(c, errorf("standard input can be one of the two only"))
			}
			old, err := runs.Open(args[0], s.In)
			if err != nil {
				return err
			}
			now, err := runs.Open(args[1], s.In)
			if err != nil {
				return err
			}
			w, err := diff.NewWriter(s.Out, diff.Format(format), limit)
			if err != nil {
				return err
			}
			w.Colours = coloured(s.Out)
			sum, err := diff.Runs(old.Lines(), now.Lines(), func(d diff.Difference) error {
				if err := c.Context().Err(); err != nil {
					return err
				}
				return w.Write(d)
			})
			if err != nil {
				return err
			}
			if err := w.End(sum); err != nil {
				return err
			}
			if !sum.Same() {
				return found("%d of %d documents differ, %d documents gone, %d added; records: %d gone, %d added, %d changed, %d moved",
					sum.Differ, sum.Documents, sum.DocsGone, sum.DocsAdded, sum.Gone, sum.Added, sum.Changed, sum.Moved)
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&format, "format", string(diff.Text), "write the differences as `FORMAT` text, json or markdown")
	f.IntVar(&limit, "limit", 0, "write the first `N` differences only; all are counted")
	values(c, "format", string(diff.Text), string(diff.JSON), string(diff.Markdown))
	return c
}
