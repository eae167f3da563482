package dict

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestDocsNameEveryTable wants docs/rules.md to list every table with its columns.
func TestDocsNameEveryTable(t *testing.T) {
	docs, err := os.ReadFile("../docs/rules.md")
	require.NoError(t, err)
	tables, err := fs.Glob(embedded, "*.tsv")
	require.NoError(t, err)
	for _, table := range tables {
		data, err := embedded.ReadFile(table)
		require.NoError(t, err)
		header, _, _ := strings.Cut(strings.TrimPrefix(string(data), "# "), "\n")
		assert.Contains(t, string(docs), "| `"+table+"` | "+strings.ReplaceAll(header, "\t", ", ")+" |")
	}
}
