package golden

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/internal/verify"
)

// TestWorkers wants the same bytes from one worker and from eight.
func TestWorkers(t *testing.T) {
	o := options(t, filepath.Join("..", "corpus"), ".")
	o.Workers = 1
	one, err := output(t.Context(), o)
	require.NoError(t, err)
	o.Workers = 8
	eight, err := output(t.Context(), o)
	require.NoError(t, err)
	require.Equal(t, len(one), len(eight))
	for name := range one {
		assert.Equal(t, string(one[name]), string(eight[name]), name)
	}
}

// TestRecordsVerify holds the output for the corpus against the schema and the texts.
func TestRecordsVerify(t *testing.T) {
	o := options(t, filepath.Join("..", "corpus"), ".")
	o.Stages = o.EvalStages // the same records, with the texts to hold them against
	got, err := output(t.Context(), o)
	require.NoError(t, err)
	checker, err := verify.New(verify.OwnText)
	require.NoError(t, err)
	for name, records := range got {
		if name == summary {
			continue
		}
		sum, err := checker.Check(bytes.NewReader(records), func(f verify.Fault) {
			t.Errorf("%s:%d: %s", name, f.Line, f.Message)
		})
		require.NoError(t, err)
		assert.Equal(t, 1, sum.Documents, name)
	}
}

// ownScript are the keys whose values are in the document's own script, or count its bytes.
var ownScript = []string{"doc", "byte_start", "byte_end", "text", "sentence", "section", "items", "body_text", "period_text", "place_text", "date_text", "topic", "issued_by_text", "number"}

// TestBothScriptsAlike wants the same facts from a report and its conversion to
// simplified script, NAME.hant.txt and NAME.hans.txt, but for what is in their own script.
func TestBothScriptsAlike(t *testing.T) {
	got, err := output(t.Context(), options(t, filepath.Join("..", "corpus"), "."))
	require.NoError(t, err)
	pairs := 0
	for name, traditional := range got {
		base, ok := strings.CutSuffix(name, ".hant.jsonl")
		simplified, both := got[base+".hans.jsonl"]
		if !ok || !both {
			continue
		}
		pairs++
		assert.Equal(t, alike(t, simplified), alike(t, traditional), base)
	}
	assert.NotZero(t, pairs, "the corpus has a report in both scripts")
}

// alike returns the facts without what may differ between the scripts.
func alike(t *testing.T, records []byte) []string {
	t.Helper()
	var all []string
	for _, l := range lines(records) {
		if l.Rule == "" {
			continue // documents differ in their hash
		}
		var keys map[string]any
		require.NoError(t, json.Unmarshal(l.raw, &keys))
		for _, k := range ownScript {
			delete(keys, k)
		}
		if _, own := keys["position"].([]any); own { // a person's titles
			delete(keys, "position")
		}
		b, err := json.Marshal(keys)
		require.NoError(t, err)
		all = append(all, string(b))
	}
	return all
}
