package cli

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"mvdan.cc/sh/v3/syntax"
)

// leaves returns the commands that do something, of a program of its own each time.
func leaves() []*cobra.Command {
	var all []*cobra.Command
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			walk(sub)
		}
		if !c.HasSubCommands() {
			all = append(all, c)
		}
	}
	walk(newRoot(&Streams{}))
	return all
}

// TestEveryCommandIsExplainedAndTested wants help with an example for every command that
// does something, and a script that runs it.
func TestEveryCommandIsExplainedAndTested(t *testing.T) {
	scripts := filepath.Join("..", "..", "cmd", "huiyao", "testdata", "script")
	for _, c := range leaves() {
		path := c.CommandPath()
		assert.NotEmpty(t, c.Short, path)
		assert.NotEmpty(t, c.Long, path)
		assert.Contains(t, c.Example, path, "the example of %s shows it", path)
		name := strings.Fields(path)[1] + "_*.txtar"
		found, err := filepath.Glob(filepath.Join(scripts, name))
		require.NoError(t, err)
		assert.NotEmpty(t, found, "no script testdata/script/%s", name)
	}
}

// TestExamplesParse takes the examples of the help as a shell does and wants every call of
// the program in them to name a command, flags that it has, and arguments that it takes.
func TestExamplesParse(t *testing.T) {
	for _, c := range leaves() {
		calls := 0
		for _, args := range callsIn(t, c.Example) {
			calls++
			assert.NoError(t, accepts(args), "huiyao %q", args)
		}
		assert.NotZero(t, calls, c.CommandPath())
	}
	for _, wrong := range []string{
		"huiyao extrakt a.txt", "huiyao extract --colour a.txt", "huiyao export a.jsonl --to csv", "huiyao diff a.jsonl",
		"huiyao extract --workers many a.txt", "cat a.txt | huiyao golden chekc", "X=1 huiyao schema extra > b.json",
	} {
		calls := callsIn(t, wrong)
		require.Len(t, calls, 1, wrong)
		assert.Error(t, accepts(calls[0]), wrong)
	}
}

// callsIn returns the arguments of each call of huiyao in a piece of shell script.
func callsIn(t *testing.T, script string) [][]string {
	t.Helper()
	file, err := syntax.NewParser().Parse(strings.NewReader(script), "")
	require.NoError(t, err, script)
	var calls [][]string
	syntax.Walk(file, func(n syntax.Node) bool {
		call, ok := n.(*syntax.CallExpr)
		if !ok || len(call.Args) == 0 || call.Args[0].Lit() != "huiyao" {
			return true
		}
		var args []string
		for _, word := range call.Args[1:] {
			var text strings.Builder
			for _, part := range word.Parts {
				switch part := part.(type) {
				case *syntax.Lit:
					text.WriteString(part.Value)
				case *syntax.DblQuoted:
					for _, inner := range part.Parts {
						lit, ok := inner.(*syntax.Lit)
						require.True(t, ok, script)
						text.WriteString(lit.Value)
					}
				default:
					require.Fail(t, "a word of an unknown kind", "%T in %s", part, script)
				}
			}
			args = append(args, text.String())
		}
		calls = append(calls, args)
		return true
	})
	return calls
}

// accepts returns what is wrong with a command line, without running it.
func accepts(args []string) error {
	c, rest, err := newRoot(&Streams{}).Find(args)
	if err != nil {
		return err
	}
	if err := c.ParseFlags(rest); err != nil {
		return err
	}
	if err := c.ValidateArgs(c.Flags().Args()); err != nil {
		return err
	}
	return c.ValidateRequiredFlags()
}
