package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/internal/panel"
	"github.com/huiyao/huiyao/internal/runs"
)

func newCompare(s *Streams) *cobra.Command {
	var format string
	var statuses, concepts []string
	var sentences bool
	c := &cobra.Command{
		Use:   "compare RUN|RECORDS...",
		Short: "Hold what reports promised against what later ones report",
		Long: `compare reads files of records ("-" is standard input) or folders of batch runs, and
prints each target of a listed indicator with its outcome: the figure that a later
report states for the same place, indicator, measure and period. Levels and growth
are never mixed.

  met      the outcome is as good as the target's words ask: at least, at most, about
           (half of its last digit, a tenth at most), else the better way of the
           indicator: less for unemployment
  missed   it is not; the difference says by how much
  unclear  the outcome is stated too roughly to tell
  open     no later report states it

Of several outcomes the earliest later report counts. "huiyao export" writes the same
as the table promises.

Formats: text, a table; jsonl, a line for each with the columns of that table.`,
		Example: `  huiyao extract 2025.txt 2026.txt > records.jsonl && huiyao compare records.jsonl
  huiyao compare run/ --concept gdp --status missed --sentences`,
		Args:              arguments(1, -1),
		ValidArgsFunction: recordFiles,
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf("--format", format, "text", "jsonl"); err != nil {
				return err
			}
			for _, status := range statuses {
				if err := oneOf("--status", status, panel.Statuses()...); err != nil {
					return err
				}
			}
			promises, err := promisesOf(c, s, args)
			if err != nil {
				return err
			}
			counts := map[string]int{}
			promises = slices.DeleteFunc(promises, func(p panel.Promise) bool {
				if len(concepts) > 0 && !slices.Contains(concepts, p.Concept) {
					return true
				}
				counts[p.Status]++
				return len(statuses) > 0 && !slices.Contains(statuses, p.Status)
			})
			if format == "text" {
				err = panel.WriteText(s.Out, promises, sentences)
			} else {
				err = writeLines(s, promises)
			}
			if err != nil {
				return err
			}
			s.message("promises: %d met, %d missed, %d unclear, %d open", counts[panel.Met], counts[panel.Missed], counts[panel.Unclear], counts[panel.Open])
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&format, "format", "text", "write `FORMAT` text or jsonl")
	f.StringSliceVar(&statuses, "status", nil, "print only these `STATUSES`: met, missed, unclear, open")
	f.StringSliceVar(&concepts, "concept", nil, "print only these indicators, by their `IDS` in concepts.tsv")
	f.BoolVar(&sentences, "sentences", false, "print both sentences below each promise")
	values(c, "format", "text", "jsonl")
	lists(c, "status", panel.Statuses()...)
	return c
}

func promisesOf(c *cobra.Command, s *Streams, paths []string) ([]panel.Promise, error) {
	better, err := panel.Better()
	if err != nil {
		return nil, err
	}
	var b panel.Builder
	var figures []*panel.Figure
	for _, path := range paths {
		run, err := runs.Open(path, s.In)
		if err != nil {
			return nil, err
		}
		for r, err := range run.Records() {
			if err != nil {
				return nil, err
			}
			if err := c.Context().Err(); err != nil {
				return nil, err
			}
			figures = append(figures, b.Add(r)...)
		}
		figures = append(figures, b.Done()...)
	}
	return panel.Promises(figures, better), nil
}

func writeLines(s *Streams, promises []panel.Promise) error {
	for i := range promises {
		line, err := promises[i].JSON()
		if err != nil {
			return err
		}
		if _, err := s.Out.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}
