package cli

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEveryCommandIsExplainedAndTested wants help with an example for every command that
// does something, and a script that runs it.
func TestEveryCommandIsExplainedAndTested(t *testing.T) {
	scripts := filepath.Join("..", "..", "cmd", "huiyao", "testdata", "script")
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			walk(sub)
		}
		if c.HasSubCommands() {
			return
		}
		path := c.CommandPath()
		assert.NotEmpty(t, c.Short, path)
		assert.NotEmpty(t, c.Long, path)
		assert.Contains(t, c.Example, path, "the example of %s shows it", path)
		name := strings.Fields(path)[1] + "_*.txtar"
		found, err := filepath.Glob(filepath.Join(scripts, name))
		require.NoError(t, err)
		assert.NotEmpty(t, found, "no script testdata/script/%s", name)
	}
	walk(newRoot(&Streams{}))
}
