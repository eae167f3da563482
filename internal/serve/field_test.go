//go:build browser

package serve

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/record"
)

// fieldOf returns a field of a fact as its record has it, "" where it has none.
func fieldOf(t *testing.T, f record.Fact, name string) string {
	t.Helper()
	b, err := json.Marshal(f)
	require.NoError(t, err)
	var all map[string]any
	require.NoError(t, json.Unmarshal(b, &all))
	value, _ := all[name].(string)
	return value
}
