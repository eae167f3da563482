package cli

import (
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/internal/batch"
)

func newMerge(s *Streams) *cobra.Command {
	var o batch.MergeOptions
	var quiet bool
	c := &cobra.Command{
		Use:   "merge DIR... --out DIR",
		Short: "Put the parts of a batch run together",
		Long: `merge takes the folders that the parts of a run have written, batch --shard 0/n to
n-1/n in any order, and writes what one run over all inputs would have written, byte
for byte, run.json apart. No document is worked on again.

All parts must be there, finished, of the same version, word lists, options and
inputs, and their files as their manifests say: merge refuses what is not. The parts
stay as they are: run one again when something has changed, and merge again.

Exit codes: 0 fine; 1 some documents of the run failed, see errors.jsonl; 2 what cannot
be put together; 130 interrupted.`,
		Example:           `  huiyao merge parts/* --out dataset`,
		Args:              arguments(1, -1),
		ValidArgsFunction: folders,
		RunE: func(c *cobra.Command, args []string) error {
			if o.Out == "" {
				return seeHelp(c, errorf("no folder for the output: --out DIR"))
			}
			o.Parts = args
			p := newProgress(s, quiet, "", nil)
			o.Progress = p.set
			if err := p.start(); err != nil {
				return err
			}
			stats, err := batch.Merge(c.Context(), o)
			if err := errors.Join(err, p.stop()); err != nil {
				return err
			}
			if !quiet {
				parts := say("%d parts", len(args))
				if len(args) == 1 {
					parts = say("%d part", len(args))
				}
				s.message("%d documents of %s in %s: %d failed; %s of records in %s",
					stats.Documents, parts, round(time.Since(p.began)),
					stats.Failed, size(stats.Written), shards(stats))
			}
			return failedIn(o.Out, stats)
		},
	}
	f := c.Flags()
	f.StringVar(&o.Out, "out", "", "write to the folder `DIR`")
	f.BoolVar(&quiet, "quiet", false, "no progress and no summary")
	complete(c, "out", folders)
	return c
}
