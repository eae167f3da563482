package verify

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/record"
)

const text = "天津市政府办成5件事。"

func lines(t *testing.T, change func(d *record.Document, b *record.Body)) string {
	t.Helper()
	d := &record.Document{Head: record.Head{Type: record.TypeDocument, Doc: "a.txt"}, SHA256: strings.Repeat("0", 64), Script: "simplified", Region: "CN", Chars: 11, Sentences: 1, Counts: record.Counts{Body: 1}}
	b := &record.Body{Common: record.Common{Head: record.Head{Type: record.TypeBody, Doc: "a.txt"}, Start: 0, End: 5, ByteEnd: 15, Text: "天津市政府", Simplified: "天津市政府", Sentence: text, Rule: "body.composed"}, BodyKind: "government", Name: "天津市人民政府"}
	change(d, b)
	one, err := json.Marshal(d)
	require.NoError(t, err)
	two, err := json.Marshal(b)
	require.NoError(t, err)
	return string(one) + "\n" + string(two) + "\n"
}

func TestCheck(t *testing.T) {
	fine := lines(t, func(*record.Document, *record.Body) {})
	seven := 7
	for _, c := range []struct{ name, in, want string }{
		{"fine", fine, ""},
		{"empty", "", ""},
		{"error record", `{"type":"error","doc":"b","stage":"decode","message":"no UTF-8"}` + "\n", ""},
		{"other words", lines(t, func(_ *record.Document, b *record.Body) { b.Text = "天津市" }), `2: body "天津市" is at 0–5, where the text has "天津市政府"|2: body "天津市" is at bytes 0–15, where the text has "天津市政府"`},
		{"bytes off", lines(t, func(_ *record.Document, b *record.Body) { b.ByteEnd = 12 }), `2: body "天津市政府" is at bytes 0–12, where the text has "天津市政"`},
		{"outside", lines(t, func(_ *record.Document, b *record.Body) { b.End = 50 }), `2: body "天津市政府" is at 0–50, the text has 11 code points`},
		{"enum", lines(t, func(_ *record.Document, b *record.Body) { b.BodyKind = "club" }), `2: /kind: value must be one of 'party', 'government', 'legislature', 'judiciary', 'military', 'company', 'finance', 'education', 'health', 'research', 'association', 'alliance', 'media', 'international', 'sport', 'zone', 'other'|1: document "a.txt" has counts {"quantity":0,"task_count":0,"body":1,"time":0,"person":0,"place":0,"meeting":0,"named_document":0,"number":0}, the records that follow are {"quantity":0,"task_count":0,"body":0,"time":0,"person":0,"place":0,"meeting":0,"named_document":0,"number":0}`},
		{"counts", lines(t, func(d *record.Document, _ *record.Body) { d.Counts.Body = 2 }), `1: document "a.txt" has counts {"quantity":0,"task_count":0,"body":2,"time":0,"person":0,"place":0,"meeting":0,"named_document":0,"number":0}, the records that follow are {"quantity":0,"task_count":0,"body":1,"time":0,"person":0,"place":0,"meeting":0,"named_document":0,"number":0}`},
		{"chars", lines(t, func(d *record.Document, _ *record.Body) { d.Chars = 3 }), `1: document "a.txt" has chars 3, its text has 11 code points`},
		{"text in the record", lines(t, func(d *record.Document, _ *record.Body) { s := "天津"; d.Text = &s }), `1: document "a.txt": the text in the record is not the text of its input`},
		{"refers to nothing", lines(t, func(_ *record.Document, b *record.Body) { b.RefersTo = &seven }), `2: refers_to is 7, where no body of the document starts`},
		{"other document", strings.Replace(fine, `"body","doc":"a.txt"`, `"body","doc":"b.txt"`, 1), `2: body of "b.txt" does not follow its document record|1: document "a.txt" has counts {"quantity":0,"task_count":0,"body":1,"time":0,"person":0,"place":0,"meeting":0,"named_document":0,"number":0}, the records that follow are {"quantity":0,"task_count":0,"body":0,"time":0,"person":0,"place":0,"meeting":0,"named_document":0,"number":0}`},
		{"twice", fine + fine, `3: document "a.txt" stands in line 1 already`},
		{"key missing", `{"type":"error","doc":"b","stage":"decode"}` + "\n", `1: key "message" is missing`},
		{"key unknown", `{"type":"error","doc":"b","stage":"decode","message":"m","x":1}` + "\n", `1: key "x" is not in the schema`},
		{"key order", `{"type":"error","doc":"b","message":"m","stage":"decode"}` + "\n", `1: key "message" stands where "stage" belongs`},
		{"key twice", `{"type":"error","doc":"b","doc":"b","stage":"decode","message":"m"}` + "\n", `1: key "doc" stands twice`},
		{"type", `{"type":"quantities"}` + "\n", `1: type "quantities" is none of those in the schema`},
		{"no object", "[]\n", "1: not a JSON object"},
		{"two values", "{} {}\n", "1: more than one JSON value"},
		{"blank line", "\n", "1: not a JSON object"},
		{"BOM", "\ufeff" + fine, `1: not a JSON object|2: body of "a.txt" does not follow its document record`},
		{"bad bytes", "\xff\n", "1: not valid UTF-8"},
		{"cut off", strings.TrimSuffix(fine, "\n"), "2: the last line does not end with a newline"},
	} {
		t.Run(c.name, func(t *testing.T) {
			checker, err := New(func(*record.Document) (string, error) { return text, nil })
			require.NoError(t, err)
			var got []string
			s, err := checker.Check(strings.NewReader(c.in), func(f Fault) { got = append(got, fmt.Sprintf("%d: %s", f.Line, f.Message)) })
			require.NoError(t, err)
			assert.Equal(t, c.want, strings.Join(got, "|"))
			assert.Equal(t, len(got), s.Faults)
		})
	}
}

func TestOwnText(t *testing.T) {
	s := "天津"
	got, err := OwnText(&record.Document{Text: &s})
	require.NoError(t, err)
	assert.Equal(t, "天津", got)
	_, err = OwnText(&record.Document{})
	assert.True(t, errors.Is(err, ErrNoText))
}
