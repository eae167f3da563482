package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/golden"
	"github.com/huiyao/huiyao/pipeline/standard"
)

func newGolden(s *Streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "golden",
		Short: "Compare the output for a corpus with reviewed files",
		Long: `golden keeps reviewed output for a corpus: for each input NAME.txt (or .html …) the
records in NAME.jsonl, and, where labels stand beside inputs (NAME.gold.jsonl), the
figures of huiyao eval in summary.txt.`,
		Args: arguments(0, 0),
		RunE: help,
	}
	c.AddCommand(
		newGoldenCommand(s, &cobra.Command{
			Use:   "check",
			Short: "Fail where the output differs from the reviewed files",
			Long: `check extracts from every input of the corpus and prints which records are gone, added
or changed, and in which fields. An input without a golden file, or the reverse, is
a difference too. The exit code is 1 on any.`,
			Example: `  huiyao golden check --corpus reports/ --golden reviewed/`,
		}, golden.Check, func(differ int) error {
			if differ > 0 {
				return found("%d golden files differ", differ)
			}
			return nil
		}),
		newGoldenCommand(s, &cobra.Command{
			Use:   "update",
			Short: "Write the output to the reviewed files",
			Long: `update does what check does and then writes the output to the golden files. Read what
it prints line by line: recorded output is not right until a person has read it.
It refuses to run where the environment variable CI is set.`,
			Example: `  huiyao golden update --corpus reports/ --golden reviewed/`,
		}, golden.Update, func(differ int) error {
			s.message("%d golden files written or removed", differ)
			return nil
		}),
	)
	return c
}

// newGoldenCommand completes a command that runs one of golden's functions, prints the
// differences and ends with what end makes of their number.
func newGoldenCommand(s *Streams, c *cobra.Command, run func(context.Context, golden.Options) ([]golden.Difference, error), end func(differ int) error) *cobra.Command {
	var o settings
	var in golden.Options
	c.Args = arguments(0, 0)
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := isFolder("--corpus", in.Corpus); err != nil {
			return err
		}
		var err error
		if in.Stages, err = o.records(standard.Options{}); err != nil {
			return err
		}
		if in.EvalStages, err = o.records(standard.Options{WithText: true}); err != nil {
			return err
		}
		in.Workers = o.workers
		differences, err := run(c.Context(), in)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprint(s.Out, report(differences)); err != nil {
			return err
		}
		return end(len(differences))
	}
	f := c.Flags()
	f.StringVar(&in.Corpus, "corpus", "corpus", "the folder `DIR` of inputs")
	f.StringVar(&in.Golden, "golden", "golden", "the folder `DIR` of reviewed files")
	complete(c, "corpus", folders)
	complete(c, "golden", folders)
	o.flags(c)
	return c
}

// report writes differences, each file's name before its own.
func report(differences []golden.Difference) string {
	var b strings.Builder
	for _, d := range differences {
		fmt.Fprintf(&b, "%s\n", d.File)
		for _, l := range d.Lines {
			fmt.Fprintf(&b, "  %s\n", l)
		}
	}
	return b.String()
}
