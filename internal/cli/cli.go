// Package cli is the command line of huiyao: commands, flags, messages and exit codes.
// Nothing outside of it prints or exits.
package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/internal/locale"
)

// Exit codes.
const (
	exitFine        = 0
	exitFailed      = 1   // some documents failed, or a check found something
	exitUsage       = 2   // the command line or the data files are wrong
	exitInterrupted = 130 // 128 + SIGINT, as shells have it
)

// Streams are what a command reads and writes.
type Streams struct {
	In  io.Reader
	Out io.Writer // records and reports
	Err io.Writer // messages

	Language *locale.Catalogue // of help and messages; nil is English
}

// Main runs the command that args name and returns the exit code of the program. An
// interrupt ends it between two documents.
func Main(args []string, s Streams) int {
	// Room that is never written on, so that the collector lets the heap grow this far before
	// it begins: a run of small documents has only a few MB alive.
	room := make([]byte, 48<<20)
	defer runtime.KeepAlive(room)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	root := newRoot(&s)
	translate(root, s.Language)
	root.SetArgs(args)
	root.SetIn(s.In)
	root.SetOut(s.Out)
	root.SetErr(s.Err)
	err := root.ExecuteContext(ctx)
	if ctx.Err() != nil && err != nil {
		var hint resumable
		if errors.As(err, &hint) {
			s.message("interrupted: %s", hint)
		} else {
			s.message("interrupted")
		}
		return exitInterrupted
	}
	return s.exit(err)
}

// exit tells the user what err says and returns the exit code for it.
func (s *Streams) exit(err error) int {
	var found foundError
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, syscall.EPIPE):
		return exitFailed // the reader has seen enough: nothing to complain about
	case errors.As(err, &found):
		s.message("%s", found)
		return exitFailed
	}
	s.message("%s", err)
	return exitUsage
}

func newRoot(s *Streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "huiyao",
		Short: "Extract quantities, task counts and named bodies from Chinese reports",
		Long: `huiyao reads Chinese meeting and policy reports, in traditional or simplified
script, and writes what they state as JSON Lines: quantities with unit, modifier,
indicator and period, counts of tasks with the items listed for them, and named
bodies. The same input, version and word lists give the same bytes.

Exit codes: 0 fine; 1 some documents failed or a check found something;
2 the command line or the data files are wrong; 130 interrupted.`,
		Args:          arguments(0, 0),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          help,
	}
	root.SetFlagErrorFunc(flagError)
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error { return requiredFlags(c) }
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	root.AddCommand(
		newExtract(s),
		newExplain(s),
		newBatch(s),
		newMerge(s),
		newReview(s),
		newDiff(s),
		newCompare(s),
		newServe(s),
		newVerify(s),
		newExport(s),
		newLabel(s),
		newPackage(s),
		newSchema(s),
		newGolden(s),
		newEval(s),
		newDict(s),
		newCompletion(s),
		newMan(s),
		newVersion(s),
	)
	each(root, func(c *cobra.Command) { c.Flags().BoolP("help", "h", false, "show this help") })
	return root
}

// help is what a command does that only has commands below it.
func help(c *cobra.Command, _ []string) error { return c.Help() }
