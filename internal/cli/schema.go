package cli

import (
	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/record"
)

func newSchema(s *Streams) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the records",
		Long: `schema prints the JSON Schema (draft 2020-12) that every line of output satisfies.
It is made from the program's own record types.`,
		Example: `  huiyao schema > huiyao.schema.json`,
		Args:    arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			b, err := record.Schema()
			if err != nil {
				return err
			}
			_, err = s.Out.Write(b)
			return err
		},
	}
}
