package golden

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/standard"
)

// options returns the options for a corpus and golden files, with all stages.
func options(t *testing.T, corpus, golden string) Options {
	t.Helper()
	d, err := dict.Load(nil)
	require.NoError(t, err)
	stages := func(o standard.Options) []pipeline.Stage {
		s, err := standard.Stages(d, o)
		require.NoError(t, err)
		return s
	}
	return Options{
		Corpus: corpus, Golden: golden, Workers: runtime.GOMAXPROCS(0),
		Stages: stages(standard.Options{}), EvalStages: stages(standard.Options{WithText: true}),
	}
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, data := range files {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
		require.NoError(t, os.WriteFile(path, []byte(data), 0o666))
	}
}

func names(differences []Difference) []string {
	var all []string
	for _, d := range differences {
		all = append(all, d.File)
	}
	return all
}

func TestUpdateThenCheck(t *testing.T) {
	t.Setenv("CI", "")
	corpus, golden := t.TempDir(), filepath.Join(t.TempDir(), "new")
	write(t, corpus, map[string]string{
		"b.txt":        "会议确定了三项任务。\n",
		"a/page.html":  "<title>x</title><p>投资5亿元。</p>",
		"b.gold.jsonl": `{"type":"ignore","text":"会议","start":0,"end":2}` + "\n",
		"c.jsonl":      `{"id":"one","text":"一。"}` + "\n" + `{"id":"two","text":"二。"}` + "\n",
		"README.md":    "no input",
		".hidden":      "no input",
	})
	o := options(t, corpus, golden)
	all := []string{"a/page.jsonl", "b.jsonl", "c.jsonl", "summary.txt"}

	differences, err := Check(t.Context(), o)
	require.NoError(t, err)
	assert.Equal(t, all, names(differences), "nothing is there yet")
	differences, err = Update(t.Context(), o)
	require.NoError(t, err)
	assert.Equal(t, all, names(differences))
	differences, err = Check(t.Context(), o)
	require.NoError(t, err)
	assert.Empty(t, differences)

	page, err := os.ReadFile(filepath.Join(golden, "a", "page.jsonl"))
	require.NoError(t, err)
	assert.Contains(t, string(page), `"doc":"a/page.html","source":"a/page.html"`, "as if read from within the corpus")
	two, err := os.ReadFile(filepath.Join(golden, "c.jsonl"))
	require.NoError(t, err)
	assert.Equal(t, 2, strings.Count(string(two), `"type":"document"`))

	// An input without a golden file, a golden file without an input, a changed one.
	require.NoError(t, os.Rename(filepath.Join(corpus, "c.jsonl"), filepath.Join(corpus, "d.jsonl")))
	write(t, corpus, map[string]string{"b.txt": "会议确定了四项任务。\n"})
	differences, err = Check(t.Context(), o)
	require.NoError(t, err)
	assert.Equal(t, []string{"b.jsonl", "c.jsonl", "d.jsonl"}, names(differences))
	assert.Equal(t, []string{"nothing in the corpus gives this file"}, differences[1].Lines)
	assert.Equal(t, []string{"there is no such golden file; the output has 2 lines"}, differences[2].Lines)
	_, err = Update(t.Context(), o)
	require.NoError(t, err)
	assert.NoFileExists(t, filepath.Join(golden, "c.jsonl"))
	differences, err = Check(t.Context(), o)
	require.NoError(t, err)
	assert.Empty(t, differences)
}

func TestRefusals(t *testing.T) {
	o := options(t, t.TempDir(), t.TempDir())
	t.Run("CI", func(t *testing.T) {
		t.Setenv("CI", "true")
		_, err := Update(t.Context(), o)
		assert.ErrorIs(t, err, ErrCI)
	})
	t.Run("no inputs", func(t *testing.T) {
		_, err := Check(t.Context(), o)
		assert.EqualError(t, err, "golden: corpus "+o.Corpus+" holds no inputs")
	})
	t.Run("no corpus", func(t *testing.T) {
		o := o
		o.Corpus = filepath.Join(o.Corpus, "x")
		_, err := Check(t.Context(), o)
		assert.ErrorIs(t, err, os.ErrNotExist)
	})
	t.Run("two inputs for one file", func(t *testing.T) {
		write(t, o.Corpus, map[string]string{"a.txt": "一。", "a.html": "<p>一。"})
		_, err := Check(t.Context(), o)
		assert.EqualError(t, err, "golden: a.html and a.txt in "+o.Corpus+" would both give a.jsonl")
	})
}
