package dict

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLexicon(t *testing.T) {
	l := NewLexicon([]string{"发展", "发展改革委", "改革委", "国家"}, []int{1, 2, 3, 4})
	v, n := l.Prefix("发展改革委员会")
	assert.Equal(t, 2, v)
	assert.Equal(t, len("发展改革委"), n)
	v, n = l.Suffix("国家发展改革委")
	assert.Equal(t, 2, v)
	assert.Equal(t, len("发展改革委"), n)
	_, n = l.Prefix("开发展览")
	assert.Zero(t, n)
	_, n = l.Prefix("")
	assert.Zero(t, n)
	var all []int
	l.Prefixes("发展改革委", func(v, _ int) bool { all = append(all, v); return true })
	assert.Equal(t, []int{1, 2}, all)
	assert.True(t, l.Has("国家"))
	assert.False(t, l.Has("国"))
}

func TestParseTable(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"fine", "# word\tclass\n一\ta\n丁\t-\n", ""},
		{"comment", "# word\tclass\n# note\n一\ta\n", ""},
		{"wrong header", "# word\n", `dict/t.tsv:1:1: the first line is "# word"`},
		{"missing cell", "# word\tclass\n一\n", "dict/t.tsv:2: has 1 cells, the table has 2 columns"},
		{"empty cell", "# word\tclass\n一\t\n", `dict/t.tsv:2:3: cell class is ""`},
		{"outer space", "# word\tclass\n 一\ta\n", `dict/t.tsv:2:1: cell word is " 一"`},
		{"unsorted", "# word\tclass\n丁\ta\n一\ta\n", `dict/t.tsv:3:1: "一" is not in order`},
		{"doubled", "# word\tclass\n一\ta\n一\ta\n", "dict/t.tsv:3:1: the same row stands twice"},
		{"no newline", "# word\tclass\n一\ta", "dict/t.tsv: does not end with a newline"},
		{"bad bytes", "# word\tclass\n\xff\ta\n", "dict/t.tsv: not valid UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, faults := parseTable("t.tsv", []byte(c.data), "word", "class")
			if c.want == "" {
				assert.Empty(t, faults)
				return
			}
			require.Len(t, faults, 1)
			assert.True(t, strings.HasPrefix(faults[0].Error(), c.want), faults[0].Error())
		})
	}
}
