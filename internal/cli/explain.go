package cli

import (
	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/standard"
)

func newExplain(s *Streams) *cobra.Command {
	var o settings
	var in inputs
	c := &cobra.Command{
		Use:   "explain [FILE|DIR|-]...",
		Short: "Tell what took or rejected each number and name",
		Long: `explain writes a line for every numeral in the inputs and for everything that ends as
the name of a body does: the document, where it stands in code points, its words,
whether it is a quantity or a body or why it is none, and the rule or word list entry
that decided, with tabs between.`,
		Example: `  huiyao explain report.txt
  huiyao explain report.txt | grep rejected
  echo 第三批12个项目 | huiyao explain -`,
		ValidArgsFunction: anyFiles,
		RunE: func(c *cobra.Command, args []string) error {
			from, err := in.options(s.In)
			if err != nil {
				return err
			}
			return o.run(c, s, args, in, from, func(d *dict.Dict, common standard.Options) ([]pipeline.Stage, error) {
				return standard.Explain(d, common)
			})
		},
	}
	in.flags(c)
	o.flags(c)
	return c
}
