package golden

import (
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the output to the golden files; read the difference before you commit")

// TestGolden holds the output for the project's corpus against the files in this folder.
// With -update it writes them.
func TestGolden(t *testing.T) {
	o := options(t, filepath.Join("..", "corpus"), ".")
	run := Check
	if *update {
		run = Update
	}
	differences, err := run(t.Context(), o)
	require.NoError(t, err)
	for _, d := range differences {
		text := d.File + "\n  " + strings.Join(d.Lines, "\n  ")
		if *update {
			t.Log(text)
		} else {
			t.Error(text)
		}
	}
	if len(differences) > 0 && !*update {
		t.Error("if that is meant: go test ./golden -update, read the difference line by line, add a line to CHANGELOG.md")
	}
}
