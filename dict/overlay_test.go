package dict

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOverlay(t *testing.T) {
	builtIn, err := Load(nil)
	require.NoError(t, err)
	own := fstest.MapFS{
		"task_nouns.tsv":                {Data: []byte("# noun\tclass\tsource\n任务\taction\tours\n揭榜项目\tproject\tours\n")},
		"lists.tsv":                     {Data: []byte("# list\tword\tsource\n设定者\t擂台赛\tours\n")},
		"rules/not_quantity/batch.yaml": {Data: []byte(soundRule)},
	}
	d, err := Load(own)
	require.NoError(t, err)
	class, _ := d.TaskNouns.Get("任务")
	assert.Equal(t, "action", class, "replaces the built-in row")
	class, _ = d.TaskNouns.Get("揭榜项目")
	assert.Equal(t, "project", class, "adds a row")
	class, _ = d.TaskNouns.Get("措施")
	assert.Equal(t, "measure", class, "leaves the other rows")
	assert.True(t, d.Words.Setters.Has("擂台赛"))
	assert.Len(t, d.Rules, len(builtIn.Rules)+1)
	assert.NotEqual(t, builtIn.Hash(), d.Hash())
	for _, table := range d.Tables() {
		assert.Equal(t, map[string]int{"task_nouns.tsv": 2, "lists.tsv": 1, "rules/not_quantity/": 1}[table.Name], table.Own, table.Name)
	}
}

func TestOverlayReplacesRules(t *testing.T) {
	builtIn, err := Load(nil)
	require.NoError(t, err)
	r := `id: "not_quantity.year"
order: 7
note: "Ours."
source: "ours"
patterns:
  - "{数}载"
outcome: "date"
examples:
  - {text: "3载", find: "3"}
  - {text: "3年", find: ""}
`
	d, err := Load(fstest.MapFS{"rules/not_quantity/year.yaml": {Data: []byte(r)}})
	require.NoError(t, err)
	require.Len(t, d.Rules, len(builtIn.Rules))
	for _, r := range d.Rules {
		if r.ID == "not_quantity.year" {
			assert.Equal(t, "Ours.", r.Note)
		}
	}
}

func TestOverlayFaults(t *testing.T) {
	for _, c := range []struct{ name, file, data, want string }{
		{"unknown_table", "task_noun.tsv", "# noun\n", "dict/task_noun.tsv: no table has this name"},
		{"unknown_folder", "rules/number/x.yaml", "", "dict/rules/number: no rules have this folder"},
		{"unknown_value", "changes.tsv", "# word\tchange\tsource\n飞涨\tup\tours\n", `dict/changes.tsv:2:4: "up" is none of decrease increase`},
		{"doubled_word", "changes.tsv", "# word\tchange\tsource\n飞涨\tdecrease\tours\n飞涨\tincrease\tours\n", `dict/changes.tsv:3:1: "飞涨" stands in line 2 already`},
		{"bad_factor", "units.tsv", "# surface\tunit\tdimension\tbase\tfactor\tregion\tsource\tnote\n石\t石\tmass\tkg\t0,5\t-\tours\t-\n", `dict/units.tsv:2:13: factor "0,5" is not a fraction`},
		{"bad_dimension", "units.tsv", "# surface\tunit\tdimension\tbase\tfactor\tregion\tsource\tnote\n石\t石\tweight\t-\t-\t-\tours\t-\n", `dict/units.tsv:2:5: unknown dimension "weight"`},
		{"bad_character", "numerals.tsv", "# character\trole\tvalue\tsource\n两个\tdigit\t2\tours\n", "is not one character"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(fstest.MapFS{c.file: {Data: []byte(c.data)}})
			require.Error(t, err)
			assert.ErrorContains(t, err, c.want)
		})
	}
}
