package standard

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/source"
)

func TestStages(t *testing.T) {
	d, err := dict.Load(nil)
	require.NoError(t, err)
	stages, err := Stages(d, Options{WithText: true, Date: "2024-05-13"})
	require.NoError(t, err)
	var names []string
	for _, s := range stages {
		names = append(names, s.Name())
	}
	assert.Equal(t, []string{"decode", "text", "simplify", "segment", "extract", "jsonl"}, names)

	input := `{"id":"a","text":"會議確定了42項任務。"}` + "\n{}\n" + `{"id":"b","html":"<p>總投資<b>6700</b>多億元</p>"}`
	docs, err := source.Docs([]string{"-"}, source.Options{Format: source.JSONL, Stdin: strings.NewReader(input)})
	require.NoError(t, err)
	var types []string
	summary, err := pipeline.Run(context.Background(), pipeline.Options{Workers: 4}, docs, stages, func(d *pipeline.Doc) error {
		line, _, _ := strings.Cut(string(d.Output), "\n")
		var r struct{ Type, Doc, Text, Date, Script string }
		require.NoError(t, json.Unmarshal([]byte(line), &r))
		types = append(types, strings.Join([]string{r.Type, r.Doc, r.Date, r.Script, r.Text}, " "))
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, []string{
		"document a 2024-05-13 traditional 會議確定了42項任務。",
		"error stdin:2   ",
		"document b 2024-05-13 traditional 總投資6700多億元\n",
	}, types)
	assert.Equal(t, 3, summary.Documents)
	assert.Equal(t, 1, summary.Failed)
}

func TestStagesRefuseBadOptions(t *testing.T) {
	d, err := dict.Load(nil)
	require.NoError(t, err)
	_, err = Stages(d, Options{Types: []string{"quantities"}, Date: "2024-13-01"})
	assert.ErrorIs(t, err, ErrUnknownType)
	assert.ErrorContains(t, err, `date "2024-13-01"`)
}

// TestWorkersGiveTheSameBytes runs the project's corpus, where it is there.
func TestWorkersGiveTheSameBytes(t *testing.T) {
	d, err := dict.Load(nil)
	require.NoError(t, err)
	stages, err := Stages(d, Options{WithText: true})
	require.NoError(t, err)
	run := func(workers int) string {
		docs, err := source.Docs([]string{"../../corpus", "standard_test.go"}, source.Options{})
		require.NoError(t, err)
		var out strings.Builder
		summary, err := pipeline.Run(context.Background(), pipeline.Options{Workers: workers}, docs, stages, func(d *pipeline.Doc) error {
			_, err := out.Write(d.Output)
			return err
		})
		require.NoError(t, err)
		assert.EqualValues(t, out.Len(), summary.Written)
		return out.String()
	}
	one := run(1)
	require.NotEmpty(t, one)
	for _, workers := range []int{2, 8} {
		require.True(t, one == run(workers), "%d workers", workers)
	}
}
