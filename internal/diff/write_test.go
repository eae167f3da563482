package diff

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWriter(t *testing.T) {
	all := Records(join(money, body), join(changed(money, `,"modifier":""`, `,"new":null`), changed(body, "市政府", "a`b", "null", "2")))
	all = append(all, Difference{Change: Gone, Doc: "b", Type: "document", Records: 3})
	sum := Summary{Documents: 1, Differ: 1, DocsGone: 1, Changed: 2}
	for _, c := range []struct {
		name   string
		format Format
		limit  int
		want   string
	}{
		{"text", Text, 2, `a
  changed  quantity 2–6 "5亿元" (quantity.measured)
             modifier: "" → no such key
             new: no such key → null
  changed  body 8–12 "a` + "`" + `b" (body.composed)
             text: "市政府" → "a` + "`" + `b"
             refers_to: null → 2
1 differences more
`},
		{"json", JSON, 1, `{"change":"changed","doc":"a","type":"quantity","start":2,"end":6,"text":"5亿元","rule":"quantity.measured","fields":[{"key":"modifier","old":""},{"key":"new","new":null}],"records":0}
{"change":"summary","documents":1,"differ":1,"documents_gone":1,"documents_added":0,"gone":0,"added":0,"changed":2,"moved":0,"left_out":2}
`},
		{"markdown", Markdown, 0, strings.ReplaceAll(`#### 'a'

- **changed** quantity 2–6 '5亿元' ('quantity.measured')
  - 'modifier': '""' → 'no such key'
  - 'new': 'no such key' → 'null'
- **changed** body 8–12 '' a'b '' ('body.composed')
  - 'text': '"市政府"' → '' "a'b" ''
  - 'refers_to': 'null' → '2'

#### 'b'

- **gone** document with all its records, 3

| | gone | added | changed | moved |
|---|---|---|---|---|
| records | 0 | 0 | 2 | 0 |
| documents | 1 | 0 | 1 of 1 | |
`, "'", "`")},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out strings.Builder
			w, err := NewWriter(&out, c.format, c.limit)
			require.NoError(t, err)
			for _, d := range all {
				require.NoError(t, w.Write(d))
			}
			require.NoError(t, w.End(sum))
			assert.Equal(t, c.want, out.String())
		})
	}
	_, err := NewWriter(nil, "xml", 0)
	assert.EqualError(t, err, `diff: format "xml" is none of text, json, markdown`)
	w, err := NewWriter(fullWriter{}, Text, 0)
	require.NoError(t, err)
	assert.ErrorIs(t, w.Write(all[0]), errFull)
}

func TestColours(t *testing.T) {
	all := Records(join(money, body), join(changed(money, `,"modifier":""`, `,"new":null`)))
	write := func(f Format, colours bool) string {
		var out strings.Builder
		w, err := NewWriter(&out, f, 0)
		require.NoError(t, err)
		w.Colours = colours
		for _, d := range all {
			require.NoError(t, w.Write(d))
		}
		return out.String()
	}
	plain, coloured := write(Text, false), write(Text, true)
	assert.NotContains(t, plain, "\x1b")
	assert.Contains(t, coloured, "\x1b[1ma\x1b[0m\n")
	assert.Contains(t, coloured, "  \x1b[33mchanged  quantity")
	assert.Contains(t, coloured, "  \x1b[31mgone     body")
	assert.Equal(t, plain, regexp.MustCompile("\x1b\\[[0-9]+m").ReplaceAllString(coloured, ""))
	for _, f := range []Format{JSON, Markdown} {
		assert.Equal(t, write(f, false), write(f, true), "colours are for text")
	}
}

var errFull = errors.New("full")

type fullWriter struct{}

func (fullWriter) Write([]byte) (int, error) { return 0, errFull }
