package jsonl

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/record"
)

func doc() *pipeline.Doc {
	return &pipeline.Doc{
		ID: "a/b.txt", Source: "in/a/b.txt", SHA256: "00", Charset: "utf-8", MediaType: "text/plain",
		Text: "會議<1>&\n\u2028", Title: "會議", Date: "2024-05-13", Publisher: "社", Script: "traditional",
		Sentences: make([]extractors.Sentence, 2),
		Facts:     []record.Fact{},
	}
}

func TestRun(t *testing.T) {
	for _, c := range []struct {
		name    string
		options Options
		change  func(d *pipeline.Doc)
		want    string
	}{
		{"no_facts", Options{}, func(*pipeline.Doc) {},
			`{"type":"document","doc":"a/b.txt","source":"in/a/b.txt","sha256":"00","media_type":"text/plain","charset":"utf-8","replaced":0,"script":"traditional","region":"","title":"會議","date":"2024-05-13","place":"","place_code":"","period":"","publisher":"社","chars":8,"sentences":2,"counts":{"quantity":0,"task_count":0,"body":0,"time":0,"person":0,"place":0,"meeting":0,"named_document":0,"number":0},"text":null}` + "\n"},
		{"with_text", Options{WithText: true}, func(d *pipeline.Doc) { d.Title = "<b>" },
			`{"type":"document","doc":"a/b.txt","source":"in/a/b.txt","sha256":"00","media_type":"text/plain","charset":"utf-8","replaced":0,"script":"traditional","region":"","title":"<b>","date":"2024-05-13","place":"","place_code":"","period":"","publisher":"社","chars":8,"sentences":2,"counts":{"quantity":0,"task_count":0,"body":0,"time":0,"person":0,"place":0,"meeting":0,"named_document":0,"number":0},"text":"會議<1>&\n\u2028"}` + "\n"},
		{"failed", Options{WithText: true}, func(d *pipeline.Doc) {
			*d = pipeline.Doc{ID: "a", Failure: record.NewError("a", "decode", errors.New("byte 0xBB < 0x80"))}
		},
			`{"type":"error","doc":"a","stage":"decode","message":"byte 0xBB < 0x80"}` + "\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := doc()
			c.change(d)
			require.NoError(t, New(c.options).Run(context.Background(), d))
			assert.Equal(t, c.want, string(d.Output))
		})
	}
}

func TestRunWritesFactsAsEncodingJSON(t *testing.T) {
	d := doc()
	common := func(kind string) record.Common {
		return record.Common{Head: record.Head{Type: kind, Doc: d.ID}, Start: 1, End: 2, ByteStart: 3, ByteEnd: 6, Text: "<議>", Rule: "r"}
	}
	to, at := record.NewDecimal(15, -1), 7
	d.Facts = []record.Fact{
		&record.Number{Common: common(record.TypeNumber), Value: record.NewDecimal(67, 10), ValueTo: &to},
		&record.TaskCount{Common: common(record.TypeTaskCount), Count: 2, Items: []string{"甲", "乙&"}},
		&record.Body{Common: common(record.TypeBody), RefersTo: &at},
		&record.Number{Common: common(record.TypeNumber), Value: to},
	}
	require.NoError(t, New(Options{}).Run(context.Background(), d))
	lines := bytes.SplitAfter(d.Output, []byte("\n"))
	require.Len(t, lines, 6)
	assert.Contains(t, string(lines[0]), `"counts":{"quantity":0,"task_count":1,"body":1,"time":0,"person":0,"place":0,"meeting":0,"named_document":0,"number":2}`)
	for i, f := range d.Facts {
		var want bytes.Buffer
		encoder := json.NewEncoder(&want)
		encoder.SetEscapeHTML(false)
		require.NoError(t, encoder.Encode(f))
		assert.Equal(t, want.String(), string(lines[i+1]))
	}
}

func TestRunWantsItsInputs(t *testing.T) {
	for _, c := range []struct {
		field, stage string
		change       func(d *pipeline.Doc)
	}{
		{"SHA256", "decode", func(d *pipeline.Doc) { *d = pipeline.Doc{} }},
		{"MediaType", "text", func(d *pipeline.Doc) { d.MediaType = "" }},
		{"Script", "simplify", func(d *pipeline.Doc) { d.Script = "" }},
		{"Facts", "extract", func(d *pipeline.Doc) { d.Facts = nil }},
	} {
		t.Run(c.field, func(t *testing.T) {
			d := doc()
			c.change(d)
			err := New(Options{}).Run(context.Background(), d)
			assert.ErrorIs(t, err, pipeline.ErrMissing)
			assert.EqualError(t, err, "jsonl: Doc."+c.field+" is not set; the "+c.stage+" stage comes first")
			assert.Nil(t, d.Output)
		})
	}
}

// TestFaults writes what could not be read of a document after its facts.
func TestFaults(t *testing.T) {
	d := doc()
	d.Faults = []*record.Error{record.NewError(d.ID, "text", errors.New("page 2: no text layer"))}
	require.NoError(t, New(Options{}).Run(context.Background(), d))
	lines := bytes.Split(bytes.TrimSpace(d.Output), []byte("\n"))
	require.Len(t, lines, 2)
	assert.Equal(t, `{"type":"error","doc":"a/b.txt","stage":"text","message":"page 2: no text layer"}`, string(lines[1]))
}
