package golden

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCompare(t *testing.T) {
	const (
		document = `{"type":"document","doc":"a","chars":9}`
		money    = `{"type":"quantity","doc":"a","start":2,"end":6,"text":"5亿元","rule":"quantity.measured","modifier":""}`
		body     = `{"type":"body","doc":"a","start":8,"end":12,"text":"市政府","rule":"body.composed","kind":"government"}`
	)
	for _, c := range []struct {
		name      string
		want, got []string
		diff      string
	}{
		{"empty", nil, nil, ""},
		{"same", []string{document, money}, []string{document, money}, ""},
		{"gone", []string{document, money}, []string{document}, "gone     quantity 2–6 \"5亿元\" (quantity.measured)\n"},
		{"added before gone by place", []string{document, body}, []string{document, money}, "added    quantity 2–6 \"5亿元\" (quantity.measured)\ngone     body 8–12 \"市政府\" (body.composed)\n"},
		{"field", []string{money}, []string{strings.Replace(money, `"modifier":""`, `"modifier":"over"`, 1)}, "changed  quantity 2–6 \"5亿元\" (quantity.measured)\n           modifier: \"\" → \"over\"\n"},
		{"span", []string{money}, []string{strings.Replace(money, `"end":6`, `"end":5`, 1)}, "moved    quantity 2–5 \"5亿元\" (quantity.measured)\n           end: 6 → 5\n"},
		{"document", []string{document}, []string{strings.Replace(document, "9", "8", 1)}, "changed  document\n           chars: 9 → 8\n"},
		{"key", []string{document}, []string{`{"type":"document","doc":"a","title":""}`}, "changed  document\n           chars: 9 → no such key\n           title: no such key → \"\"\n"},
		{"order of keys", []string{document}, []string{`{"doc":"a","type":"document","chars":9}`}, "changed  document\n           the same fields, written in another way or order\n"},
		{"order", []string{money, body}, []string{body, money}, "the same records in another order, first in line 1\n"},
		{"two alike", []string{money, money}, []string{money}, "gone     quantity 2–6 \"5亿元\" (quantity.measured)\n"},
		{"no record", []string{"x"}, []string{document}, "gone     not a record: x\nadded    document\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			join := func(lines []string) []byte {
				var b []byte
				for _, l := range lines {
					b = append(append(b, l...), '\n')
				}
				return b
			}
			got := ""
			for _, l := range compare(join(c.want), join(c.got)) {
				got += strings.TrimRight(l, "\n") + "\n"
			}
			assert.Equal(t, c.diff, got)
		})
	}
}
