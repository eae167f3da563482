package eval

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// text is the document of all cases: 0      5         15        25
const text = "共有6700多亿元，建設18項措施。天津市政府、河北省委参加，一批。"

func parse(t *testing.T, lines ...string) []Record {
	t.Helper()
	records, err := ParseRecords("case", []byte(strings.Join(lines, "\n")+"\n"))
	require.NoError(t, err)
	return records
}

func TestMeasure(t *testing.T) {
	const (
		quantity = `{"type":"quantity","text":"6700多亿元","start":2,"end":9,"value":670000000000,"unit":"元","modifier":"over","role":"actual"}`
		body     = `{"type":"body","text":"天津市政府","start":18,"end":23,"kind":"government"}`
		count    = `{"type":"task_count","text":"18項措施","start":12,"end":17,"count":18,"noun":"具体措施","class":"measure","items":["甲","乙"]}`
		ignore   = `{"type":"ignore","text":"一批","start":31,"end":33}`
	)
	for _, c := range []struct {
		name          string
		labels, found []string
		kind          int // index into Types
		exact, loose  Score
	}{
		{"empty", nil, nil, 0, Score{}, Score{}},
		{"right by unit spelling", []string{quantity}, []string{`{"type":"quantity","text":"6700多亿元","start":2,"end":9,"value":670000000000,"value_to":null,"unit":"CNY"}`}, 0, Score{Right: 1}, Score{Right: 1}},
		{"other span, same value", []string{quantity}, []string{`{"type":"quantity","text":"6700多","start":2,"end":7,"value":6.7e11,"unit":"CNY"}`}, 0, Score{Right: 1}, Score{Right: 1}},
		{"wrong value", []string{quantity}, []string{`{"type":"quantity","text":"6700","start":2,"end":6,"value":6700,"unit":"CNY"}`}, 0, Score{False: 1, Missed: 1}, Score{Right: 1}},
		{"range for a number", []string{quantity}, []string{`{"type":"quantity","text":"6700","start":2,"end":6,"value":670000000000,"value_to":680000000000,"unit":"CNY"}`}, 0, Score{False: 1, Missed: 1}, Score{Right: 1}},
		{"range", []string{strings.Replace(quantity, "670000000000", "[1,1.5]", 1)}, []string{`{"type":"quantity","text":"6700","start":2,"end":6,"value":1,"value_to":1.5,"unit":"CNY"}`}, 0, Score{Right: 1}, Score{Right: 1}},
		{"within tolerance", []string{strings.Replace(quantity, "670000000000", "0.3333", 1)}, []string{`{"type":"quantity","text":"6700","start":2,"end":6,"value":0.333333,"unit":"CNY"}`}, 0, Score{Right: 1}, Score{Right: 1}},
		{"two for one label", []string{quantity}, []string{`{"type":"quantity","text":"6700","start":2,"end":6,"value":670000000000,"unit":"CNY"}`, `{"type":"quantity","text":"6700多亿元","start":2,"end":9,"value":670000000000,"unit":"CNY"}`}, 0, Score{Right: 1, False: 1}, Score{Right: 1, False: 1}},
		{"noun ends with noun", []string{count}, []string{`{"type":"task_count","text":"18項措施","start":12,"end":17,"count":18,"noun":"措施"}`}, 1, Score{Right: 1}, Score{Right: 1}},
		{"noun missing", []string{count}, []string{`{"type":"task_count","text":"18項措施","start":12,"end":17,"count":18,"noun":""}`}, 1, Score{False: 1, Missed: 1}, Score{Right: 1}},
		{"body shorter", []string{body}, []string{`{"type":"body","text":"市政府","start":20,"end":23}`}, 2, Score{False: 1, Missed: 1}, Score{Right: 1}},
		{"body elsewhere", []string{body}, []string{`{"type":"body","text":"河北省委","start":24,"end":28}`}, 2, Score{False: 1, Missed: 1}, Score{False: 1, Missed: 1}},
		{"ignored", []string{ignore}, []string{`{"type":"quantity","text":"一","start":31,"end":32,"value":1,"unit":"批"}`}, 0, Score{}, Score{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Measure([]Document{{"a", text, parse(t, c.labels...), parse(t, c.found...)}})
			require.NoError(t, err)
			assert.Equal(t, c.exact, r.Types[c.kind].Exact)
			assert.Equal(t, c.loose, r.Types[c.kind].Overlap)
		})
	}
}

func TestAttributesAndFindings(t *testing.T) {
	labels := parse(t,
		`{"type":"task_count","text":"18項措施","start":12,"end":17,"count":18,"noun":"措施","class":"measure","items":["甲","乙"],"complete":true}`,
		`{"type":"quantity","text":"18項","start":12,"end":15,"value":18,"unit":"项","indicator":"措施","period":"","role":"actual"}`,
		`{"type":"body","text":"天津市政府","start":18,"end":23,"kind":"government"}`)
	found := parse(t,
		`{"type":"task_count","text":"18項措施","start":12,"end":17,"count":18,"noun":"措施","class":"task","items":["甲"],"complete":true}`,
		`{"type":"quantity","text":"18項","start":12,"end":15,"value":18,"unit":"项","indicator":"建设","indicator_start":15,"indicator_end":17,"period_text":"去年","role":"actual"}`,
		`{"type":"body","text":"河北省委","start":24,"end":28,"kind":"party"}`)
	r, err := Measure([]Document{{"a", text, labels, found}})
	require.NoError(t, err)
	assert.Equal(t, ""+
		"quantity   P 1.000 R 1.000 F1 1.000  (1 right, 0 false, 0 missed)  overlap F1 1.000  change 1.000 indicator 1.000 indicator_exact 1.000 modifier 1.000 period 0.000 role 1.000\n"+
		"task_count P 1.000 R 1.000 F1 1.000  (1 right, 0 false, 0 missed)  overlap F1 1.000  class 0.000 complete 1.000 items 0.667\n"+
		"body       P 0.000 R 0.000 F1 0.000  (0 right, 1 false, 1 missed)  overlap F1 0.000\n", r.Summary())
	var lines []string
	for _, f := range r.Findings {
		lines = append(lines, f.String())
	}
	assert.Equal(t, []string{
		`attr  a quantity 18項  period: want "", saw "去年"`,
		`attr  a task_count 18項措施  class: want "measure", saw "task"`,
		`attr  a task_count 18項措施  items: want "甲|乙", saw "甲"`,
		`miss  a body 天津市政府  want government, saw nothing`,
		`false a body 河北省委  saw party in …18項措施。天津市政府、[河北省委]参加，一批。…`,
	}, lines)
}

func TestMeasureRefusesWhatIsOutOfPlace(t *testing.T) {
	for _, c := range []struct{ name, label, want string }{
		{"other words", `{"type":"body","text":"天津","start":17,"end":19}`, `eval: a: body label "天津" is at 17–19, where the text has "。天"`},
		{"outside", `{"type":"body","text":"天津","start":40,"end":42}`, `eval: a: body label "天津" is at 40–42, the text has 34 code points`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Measure([]Document{{"a", text, parse(t, c.label), nil}})
			assert.EqualError(t, err, c.want)
		})
	}
}

func TestParseRecordsNamesThePlace(t *testing.T) {
	_, err := ParseRecords("x.jsonl", []byte("{}\n\n{\"value\":[1,2,3]}\n"))
	assert.EqualError(t, err, "x.jsonl:3: a range has two ends, not 3")
}

func TestLabelled(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	in, err := Labelled(fstest.MapFS{
		"b.html": file(""), "b.gold.jsonl": file("{\"type\":\"ignore\"}\n"),
		"a.txt": file(""), "a.gold.jsonl": file(""), "c.txt": file(""),
	})
	require.NoError(t, err)
	require.Len(t, in, 2)
	assert.Equal(t, "a.txt", in[0].File)
	assert.Equal(t, "b.html", in[1].File)
	for _, c := range []struct {
		name string
		dir  fstest.MapFS
		want string
	}{
		{"none", fstest.MapFS{"a.txt": file("")}, "eval: no *.gold.jsonl in the folder"},
		{"no input", fstest.MapFS{"a.gold.jsonl": file("")}, "eval: a.gold.jsonl: no input a with one of the endings .txt .html .htm"},
		{"type", fstest.MapFS{"a.txt": file(""), "a.gold.jsonl": file(`{"type":"bodies","text":"x"}`)}, `eval: a.gold.jsonl: label "x" has type "bodies", which is none of quantity task_count body time person place meeting named_document ignore`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Labelled(c.dir)
			assert.EqualError(t, err, c.want)
		})
	}
}
