package diff

import (
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	head  = `{"type":"document","doc":"a","chars":9,"text":null}`
	money = `{"type":"quantity","doc":"a","start":2,"end":6,"byte_start":6,"byte_end":14,"text":"5亿元","rule":"quantity.measured","modifier":""}`
	body  = `{"type":"body","doc":"a","start":8,"end":12,"byte_start":20,"byte_end":32,"text":"市政府","rule":"body.composed","refers_to":null}`
)

// join returns records as lines.
func join(records ...string) []byte {
	var b []byte
	for _, r := range records {
		b = append(append(b, r...), '\n')
	}
	return b
}

// changed returns s with some of its strings replaced.
func changed(s string, oldNew ...string) string { return strings.NewReplacer(oldNew...).Replace(s) }

// movedBody is body ten characters on.
var movedBody = changed(body, `"start":8`, `"start":18`, `"end":12`, `"end":22`, `"byte_start":20`, `"byte_start":50`, `"byte_end":32`, `"byte_end":62`)

func TestRecords(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, now []string
		want     string
	}{
		{"empty", nil, nil, ""},
		{"same", []string{head, money}, []string{head, money}, ""},
		{"order", []string{head, money, body}, []string{body, money, head}, ""},
		{"gone", []string{head, money}, []string{head}, "gone     quantity 2–6 \"5亿元\" (quantity.measured)\n"},
		{"in_the_order_of_the_text", []string{head, body}, []string{head, money}, "added    quantity 2–6 \"5亿元\" (quantity.measured)\ngone     body 8–12 \"市政府\" (body.composed)\n"},
		{"field", []string{money}, []string{changed(money, `"modifier":""`, `"modifier":"over"`)}, "changed  quantity 2–6 \"5亿元\" (quantity.measured)\n           modifier: \"\" → \"over\"\n"},
		{"span", []string{money}, []string{changed(money, `"end":6`, `"end":5`, "5亿元", "5亿")}, "changed  quantity 2–5 \"5亿\" (quantity.measured)\n           end: 6 → 5\n           text: \"5亿元\" → \"5亿\"\n"},
		{"moved", []string{body}, []string{movedBody}, "moved    body 18–22 \"市政府\" (body.composed)\n           start: 8 → 18\n           end: 12 → 22\n           byte_start: 20 → 50\n           byte_end: 32 → 62\n"},
		{"moved_where_another_stood", []string{body, changed(movedBody, "市政府", "省政府")}, []string{movedBody},
			"moved    body 18–22 \"市政府\" (body.composed)\n           start: 8 → 18\n           end: 12 → 22\n           byte_start: 20 → 50\n           byte_end: 32 → 62\ngone     body 18–22 \"省政府\" (body.composed)\n"},
		{"document", []string{head}, []string{changed(head, "9", "8")}, "changed  document\n           chars: 9 → 8\n"},
		{"text_of_a_document", []string{head}, []string{changed(head, "null", `"会"`)}, "changed  document\n           text: null → \"会\"\n"},
		{"key", []string{head}, []string{`{"type":"document","doc":"a","text":null,"title":""}`}, "changed  document\n           chars: 9 → no such key\n           title: no such key → \"\"\n"},
		{"order_of_keys", []string{head}, []string{`{"doc":"a","type":"document","chars":9,"text":null}`}, "changed  document\n           the same fields, written in another way or order\n"},
		{"order_of_keys_of_a_fact", []string{`{"type":"body","doc":"a","start":1,"end":2,"rule":"r"}`}, []string{`{"doc":"a","type":"body","start":1,"end":2,"rule":"r"}`},
			"changed  body 1–2 \"\" (r)\n           the same fields, written in another way or order\n"},
		{"two_alike", []string{money, money}, []string{money}, "gone     quantity 2–6 \"5亿元\" (quantity.measured)\n"},
		{"no_record", []string{"x"}, []string{head}, "gone     not a record: x\nadded    document\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			for _, d := range Records(join(c.old...), join(c.now...)) {
				got += strings.Join(d.Lines(), "\n") + "\n"
			}
			assert.Equal(t, c.want, got)
		})
	}
}

// TestRecordsIsLinear: a hundred times the records must not take far more than that.
func TestRecordsIsLinear(t *testing.T) {
	var old, now []string
	for i := range 20_000 {
		r := fmt.Sprintf(`{"type":"body","doc":"a","start":%d,"end":%d,"text":"x%[1]d","rule":"r"}`, i*10, i*10+8)
		old = append(old, r)
		now = append(now, changed(r, fmt.Sprintf(`"start":%d`, i*10), fmt.Sprintf(`"start":%d`, i*10+1), `"x`, `"y`))
	}
	all := Records(join(old...), join(now...))
	require.Len(t, all, 20_000)
	assert.Equal(t, Changed, all[19_999].Change)
}

func seq(records ...string) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for _, r := range records {
			if !yield([]byte(r+"\n"), nil) {
				return
			}
		}
	}
}

// named returns records of the document a as those of another.
func named(doc string, records ...string) []string {
	var all []string
	for _, r := range records {
		all = append(all, strings.Replace(r, `"doc":"a"`, fmt.Sprintf(`"doc":%q`, doc), 1))
	}
	return all
}

func compareRuns(t *testing.T, old, now []string) (Summary, []string) {
	t.Helper()
	var got []string
	sum, err := Runs(seq(old...), seq(now...), func(d Difference) error {
		got = append(got, d.Doc+" "+d.Lines()[0])
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, len(got) == 0, sum.Same())
	return sum, got
}

func TestRuns(t *testing.T) {
	a, b, c := named("a", head, money), named("b", head, body), named("c", head, money, body)
	failed := `{"type":"error","doc":"e","stage":"decode","message":"bad"}`
	for _, x := range []struct {
		name     string
		old, now []string
		sum      Summary
		want     []string
	}{
		{"empty", nil, nil, Summary{}, nil},
		{"same", slices.Concat(a, b), slices.Concat(a, b), Summary{Documents: 2}, nil},
		{"other_order", slices.Concat(a, b, c), slices.Concat(c, a, b), Summary{Documents: 3}, nil},
		{"document_gone", slices.Concat(a, b, c), slices.Concat(a, c), Summary{Documents: 2, DocsGone: 1}, []string{"b gone     document with all its records, 2"}},
		{"document_added", slices.Concat(a, c), slices.Concat(a, b, c), Summary{Documents: 2, DocsAdded: 1}, []string{"b added    document with all its records, 2"}},
		{"all_others", a, b, Summary{DocsGone: 1, DocsAdded: 1}, []string{"a gone     document with all its records, 2", "b added    document with all its records, 2"}},
		{"changed_after_a_gap", slices.Concat(a, b, c), slices.Concat(b[:1], c), Summary{Documents: 2, Differ: 1, DocsGone: 1, Gone: 1},
			[]string{`b gone     body 8–12 "市政府" (body.composed)`, "a gone     document with all its records, 2"}},
		{"one_id_twice", slices.Concat(a, a[:1], b), slices.Concat(a, b, a[:1]), Summary{Documents: 3}, nil},
		{"one_id_once_more", slices.Concat(a, b), slices.Concat(a, a, b), Summary{Documents: 2, DocsAdded: 1}, []string{"a added    document with all its records, 2"}},
		{"failed_before", []string{failed}, named("e", head, money), Summary{Documents: 1, Differ: 1, Gone: 1, Added: 2},
			[]string{"e gone     error", "e added    document", `e added    quantity 2–6 "5亿元" (quantity.measured)`}},
		{"escaped_id", named(`q"\`, head), named(`q"\`, head), Summary{Documents: 1}, nil},
		{"foreign_order_of_keys", []string{`{"doc":"a","type":"document"}`}, []string{`{"type":"document","doc":"a"}`}, Summary{Documents: 1, Differ: 1, Changed: 1}, []string{"a changed  document"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			sum, got := compareRuns(t, x.old, x.now)
			assert.Equal(t, x.want, got)
			assert.Equal(t, x.sum, sum)
		})
	}
}

// TestRunsInAnyOrder: shuffled documents, and records within them, make no difference.
func TestRunsInAnyOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		var old, now [][]string
		for i := range random.IntN(20) {
			records := named(fmt.Sprint(i), head, money, body)
			old = append(old, records)
			facts := slices.Clone(records[1:])
			random.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
			now = append(now, append(records[:1:1], facts...))
		}
		random.Shuffle(len(now), func(i, j int) { now[i], now[j] = now[j], now[i] })
		_, got := compareRuns(t, slices.Concat(old...), slices.Concat(now...))
		require.Empty(t, got)
	}
}

func TestRunsErrors(t *testing.T) {
	none := func(Difference) error { return nil }
	for _, bad := range []string{"x", "[]", `{"type":"body"}`, `{"type":"body","doc":"a`} {
		_, err := Runs(seq(head, bad), seq(head), none)
		assert.ErrorContains(t, err, `diff: record 2 is no JSON object with a "doc": `)
		_, err = Runs(seq(head), seq(head, bad), none)
		assert.Error(t, err)
	}
	cut := errors.New("cable cut")
	broken := func(yield func([]byte, error) bool) { yield(nil, cut) }
	_, err := Runs(broken, seq(head), none)
	assert.ErrorIs(t, err, cut)
	full := errors.New("full")
	for _, old := range [][]string{nil, {head, money}} {
		_, err = Runs(seq(old...), seq(head), func(Difference) error { return full })
		assert.ErrorIs(t, err, full)
	}
}

func ExampleRuns() {
	old := seq(`{"type":"quantity","doc":"a.txt","start":0,"end":2,"text":"三项","rule":"quantity.measured","value":3}`)
	now := seq(`{"type":"quantity","doc":"a.txt","start":0,"end":2,"text":"三项","rule":"quantity.measured","value":4}`)
	var out strings.Builder
	w, err := NewWriter(&out, Text, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	sum, err := Runs(old, now, w.Write)
	fmt.Print(out.String())
	fmt.Println(sum.Changed, "changed", err)
	// Output:
	// a.txt
	//   changed  quantity 0–2 "三项" (quantity.measured)
	//              value: 3 → 4
	// 1 changed <nil>
}
