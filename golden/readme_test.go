package golden

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReadmeExample wants every record in the README's example to be what the program
// writes. With -update it writes those that have changed, where they are still found.
func TestReadmeExample(t *testing.T) {
	path := filepath.Join("..", "README.md")
	readme, err := os.ReadFile(path)
	require.NoError(t, err)
	golden, err := os.ReadFile("regional-forum.hant.jsonl")
	require.NoError(t, err)
	output := lines(golden)
	var now strings.Builder
	shown := 0
	for text := range strings.Lines(string(readme)) {
		if strings.HasPrefix(text, `{"type":`) {
			shown++
			old := lines([]byte(text))[0]
			i := slices.IndexFunc(output, func(l *line) bool { return l.Type == old.Type && l.Start == old.Start && l.End == old.End })
			if !assert.GreaterOrEqual(t, i, 0, "the program does not write this any more, choose another record: %s", text) {
				continue
			}
			if !*update {
				assert.Equal(t, string(output[i].raw), text, "go test ./golden -update")
			}
			text = string(output[i].raw)
		}
		now.WriteString(text)
	}
	assert.NotZero(t, shown)
	if *update && os.Getenv("CI") == "" && !t.Failed() {
		require.NoError(t, os.WriteFile(path, []byte(now.String()), 0o666))
	}
}
