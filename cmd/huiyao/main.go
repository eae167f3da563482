// Huiyao reads Chinese meeting and policy reports and writes the quantities, task counts
// and named bodies that they state as JSON Lines.
package main

import (
	"os"

	"github.com/huiyao/huiyao/internal/cli"
	"github.com/huiyao/huiyao/internal/locale"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Language: locale.FromEnvironment(os.Getenv),
	}))
}
