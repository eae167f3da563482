package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/pipeline/standard"
)

func newDict(s *Streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "dict",
		Short: "Work with word lists and rules",
		Args:  arguments(0, 0),
		RunE:  help,
	}
	c.AddCommand(newDictCheck(s))
	return c
}

func newDictCheck(s *Streams) *cobra.Command {
	var o settings
	c := &cobra.Command{
		Use:   "check",
		Short: "Check all word lists and rules",
		Long: `check loads the word lists and rules as extract does, with those of --dict laid over
the built-in ones, and reports every fault with its file, line and column, or how
many entries each table has. Exit code 2 means that there are faults.`,
		Example: `  huiyao dict check
  huiyao dict check --dict ourwords/`,
		Args: arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			d, err := o.read(dict.Parse)
			if err != nil {
				return faults(err)
			}
			if _, err := standard.Stages(d, standard.Options{}); err != nil {
				return faults(err)
			}
			var report strings.Builder
			for _, t := range d.Tables() {
				fmt.Fprintf(&report, "%6d  %s", t.Entries, t.Name)
				if t.Own > 0 {
					fmt.Fprintf(&report, " (%d of them own)", t.Own)
				}
				report.WriteByte('\n')
			}
			fmt.Fprintf(&report, "data sha256:%s\n", d.Hash())
			_, err = fmt.Fprint(s.Out, report.String())
			return err
		},
	}
	o.dictFlag(c)
	return c
}

// faults puts the number of faults after them.
func faults(err error) error {
	all, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return err
	}
	if n := len(all.Unwrap()); n > 1 {
		return errors.Join(err, errorf("%d faults", n))
	}
	return err
}
