package extractors_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors"
)

// TestWords holds the words of the compiled dictionary against those of the parsed one:
// the tokens, and with them the records, must not depend on how the data were loaded.
func TestWords(t *testing.T) {
	loaded, err := dict.Load(nil)
	require.NoError(t, err)
	parsed, err := dict.Parse(nil)
	require.NoError(t, err)
	words := extractors.Words(loaded)
	assert.Equal(t, extractors.Words(parsed), words)
	assert.Contains(t, words, "工作组")
	assert.NotContains(t, words, "任务", "two characters are left to the tokenizer's own dictionary")
	slices.Sort(words)
	assert.Equal(t, slices.Compact(slices.Clone(words)), words, "each once")
}
