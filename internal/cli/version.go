package cli

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
)

// version is the program's version; CHANGELOG.md says what is in it. A release sets it when
// it is linked (internal/release).
var version = "0.1.0-dev"

func newVersion(s *Streams) *cobra.Command {
	var o settings
	c := &cobra.Command{
		Use:   "version",
		Short: "Print the versions of the program, of Go and of the data",
		Long: `version prints the version of the program, the version of Go it was built with and
the SHA-256 of the word lists and rules. Two runs with the same program and the
same data give the same bytes for the same input.`,
		Example: `  huiyao version
  huiyao version --dict ourwords/`,
		Args: arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			d, err := o.load()
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(s.Out, "huiyao %s\ngo %s\ndata sha256:%s\n", version, runtime.Version(), d.Hash())
			return err
		},
	}
	o.dictFlag(c)
	return c
}
