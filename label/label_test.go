package label

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

// readable are the forms that Read reads.
var readable = []string{Brat, Doccano, LabelStudio, CoNLL, SpaCy}

const text = "𠮷家村 2023年投資\n\"6700多億元\"，😀確定3項\n任務。"

// docs returns documents whose labels lie behind astral characters, over a line end, inside
// one another.
func docs() []Document {
	mark := func(kind, words string, attributes ...Attribute) Label {
		at := strings.Index(text, words)
		start := len([]rune(text[:at]))
		return Label{kind, start, start + len([]rune(words)), words, attributes}
	}
	return []Document{
		{"a.txt", text, []Label{
			mark("body", "𠮷家村", Attribute{"kind", inJSON("other")}, Attribute{"name", inJSON("吉家村")}),
			mark("quantity", "6700多億元", Attribute{"value", json.RawMessage("670000000000")}, Attribute{"unit", inJSON("CNY")}, Attribute{"modifier", inJSON("over")}),
			mark("task_count", "3項\n任務", Attribute{"count", json.RawMessage("3")}, Attribute{"noun", inJSON("任务")}, Attribute{"items", inJSON([]string{"甲\"<&", "乙"})}, Attribute{"complete", inJSON(false)}),
			mark("quantity", "3項", Attribute{"value", json.RawMessage("[3,4.5]")}, Attribute{"unit", inJSON("项")}),
		}},
		{"sub/empty.txt", "", []Label{}},
		{"page.html", "无。", nil},
	}
}

func each(d []Document) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for _, x := range d {
			if !yield(x, nil) {
				return
			}
		}
	}
}

func write(t require.TestingT, dir, form string, d []Document) Result {
	root, err := os.OpenRoot(dir)
	require.NoError(t, err)
	defer root.Close()
	result, err := Write(form, each(d), root)
	require.NoError(t, err)
	return result
}

// bare returns the documents as forms without attributes have them.
func bare(d []Document) []Document {
	d = slices.Clone(d)
	for i := range d {
		d[i].Labels = slices.Clone(d[i].Labels)
		for j := range d[i].Labels {
			d[i].Labels[j].Attributes = nil
		}
	}
	return d
}

// same compares documents; attributes by name, "" like none.
func same(t require.TestingT, want, got []Document) {
	require.Len(t, got, len(want))
	for i := range want {
		assert.Equal(t, base(want[i].Name), base(got[i].Name))
		assert.Equal(t, want[i].Text, got[i].Text)
		require.Len(t, got[i].Labels, len(want[i].Labels), "%+v", got[i].Labels)
		byPlace := func(l []Label) []Label {
			l = slices.Clone(l)
			slices.SortStableFunc(l, func(a, b Label) int {
				return strings.Compare(string(inJSON([]any{a.Start + 1e6, 1e6 - a.End, a.Type})), string(inJSON([]any{b.Start + 1e6, 1e6 - b.End, b.Type})))
			})
			return l
		}
		a, b := byPlace(want[i].Labels), byPlace(got[i].Labels)
		for j := range a {
			assert.Equal(t, Label{a[j].Type, a[j].Start, a[j].End, a[j].Text, nil}, Label{b[j].Type, b[j].Start, b[j].End, b[j].Text, nil})
			count := 0
			for _, x := range a[j].Attributes {
				if string(x.Value) == `""` {
					continue
				}
				count++
				assert.JSONEq(t, string(x.Value), string(b[j].Attribute(x.Name)), x.Name)
			}
			assert.Len(t, b[j].Attributes, count)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	for _, form := range readable {
		t.Run(form, func(t *testing.T) {
			dir := t.TempDir()
			assert.Equal(t, Result{Documents: 3, Labels: 4}, write(t, dir, form, docs()))
			got, err := Read(form, os.DirFS(dir))
			require.NoError(t, err)
			want := docs()
			if form == Brat || form == CoNLL { // read by the names of files
				want = []Document{want[0], want[2], want[1]}
			}
			if form != Brat && form != LabelStudio {
				want = bare(want)
			}
			same(t, want, got)

			root, err := os.OpenRoot(dir)
			require.NoError(t, err)
			defer root.Close()
			_, err = Write(form, each(docs()), root)
			assert.ErrorIs(t, err, fs.ErrExist, "what was corrected by hand is not written over")
		})
	}
	_, err := Read("xml", fstest.MapFS{})
	assert.ErrorIs(t, err, ErrForm)
	_, err = Read(Gold, fstest.MapFS{})
	assert.ErrorIs(t, err, ErrForm)
	_, err = Write("xml", each(nil), nil)
	assert.ErrorIs(t, err, ErrForm)
}

// TestRoundTripOfAnything takes any text and any spans there and back.
func TestRoundTripOfAnything(t *testing.T) {
	alphabet := []rune("会議3項 \n\t，😀𠮷é\"\\<&　")
	rapid.Check(t, func(r *rapid.T) {
		runes := rapid.SliceOfN(rapid.SampledFrom(alphabet), 1, 30).Draw(r, "text")
		d := Document{Name: "a", Text: string(runes)}
		for range rapid.IntRange(0, 4).Draw(r, "labels") {
			start := rapid.IntRange(0, len(runes)-1).Draw(r, "start")
			end := rapid.IntRange(start+1, len(runes)).Draw(r, "end")
			words := string(runes[start:end])
			if strings.TrimSpace(words) != words || strings.Trim(words, "\u3000") != words {
				continue // facts never begin or end with white space
			}
			kind := rapid.SampledFrom(conllTypes).Draw(r, "type")
			if slices.ContainsFunc(d.Labels, func(l Label) bool { return l.Type == kind && l.Start < end && start < l.End }) {
				continue // CoNLL leaves one out
			}
			d.Labels = append(d.Labels, Label{Type: kind, Start: start, End: end, Text: words})
		}
		for _, form := range readable {
			dir, err := os.MkdirTemp("", "label")
			require.NoError(r, err)
			defer os.RemoveAll(dir)
			write(r, dir, form, []Document{d})
			got, err := Read(form, os.DirFS(dir))
			require.NoError(r, err, form)
			same(r, []Document{d}, got)
		}
	})
}

// TestUnits shows what each tool counts.
func TestUnits(t *testing.T) {
	d := []Document{{"a", "😀三項", []Label{{"body", 1, 3, "三項", nil}}}}
	for form, want := range map[string]struct{ file, content string }{
		Brat:        {"a.ann", "T1\tbody 1 3\t三項\n"},
		Doccano:     {doccanoFile, `"label":[[2,4,"body"]]`},
		LabelStudio: {labelStudioFile, `"value":{"start":2,"end":4,"text":"三項","labels":["body"]}`},
		SpaCy:       {spacyFile, `"spans":{"sc":[{"start":1,"end":3,"label":"body","kb_id":""}]}`},
		CoNLL:       {"a.conll", "😀\tO\tO\tO\n三\tO\tO\tB-body\n項\tO\tO\tI-body\n"},
		Gold:        {"a.gold.jsonl", `{"type":"body","text":"三項","start":1,"end":3}` + "\n"},
	} {
		t.Run(form, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, form, d)
			got, err := os.ReadFile(filepath.Join(dir, want.file))
			require.NoError(t, err)
			assert.Contains(t, string(got), want.content)
		})
	}
}

// TestLineEnds reads labels on texts with \r\n and a byte order mark, as tools on Windows
// leave them: the offsets come out in the document's own text.
func TestLineEnds(t *testing.T) {
	want := []Document{{"a", "一\n二😀\n三項", []Label{{"body", 2, 3, "二", nil}, {"quantity", 5, 7, "三項", nil}}}}
	for name, c := range map[string]struct {
		form  string
		files map[string]string
	}{
		"brat, one character":       {Brat, map[string]string{"a.txt": "\ufeff一\r\n二😀\r\n三項", "a.ann": "T1\tbody 2 3\t二\r\nT2\tquantity 5 7\t三項\r\n"}},
		"brat, two characters":      {Brat, map[string]string{"a.txt": "一\r\n二😀\r\n三項", "a.ann": "T1\tbody 3 4\t二\nT2\tquantity 7 9\t三項\n"}},
		"doccano":                   {Doccano, map[string]string{doccanoFile: `{"doc":"a","text":"一\r\n二😀\r\n三項","labels":[[3,4,"body"],[8,10,"quantity"]]}`}},
		"doccano with relations":    {Doccano, map[string]string{doccanoFile: `{"doc":"a","text":"一\n二😀\n三項","entities":[{"id":1,"label":"body","start_offset":2,"end_offset":3},{"id":2,"label":"quantity","start_offset":6,"end_offset":8}]}`}},
		"label-studio, UTF-16":      {LabelStudio, map[string]string{labelStudioFile: `[{"data":{"doc":"a","text":"一\r\n二😀\r\n三項"},"annotations":[{"was_cancelled":true,"result":[]},{"result":[{"id":"x","type":"labels","value":{"start":3,"end":4,"text":"二","labels":["body"]}},{"id":"y","type":"labels","value":{"start":8,"end":10,"text":"三項","labels":["quantity"]}}]}]}]`}},
		"label-studio, code points": {LabelStudio, map[string]string{labelStudioFile: `[{"data":{"doc":"a","text":"一\n二😀\n三項"},"predictions":[{"result":[{"id":"x","value":{"start":2,"end":3,"text":"二","labels":["body"]}},{"id":"y","value":{"start":5,"end":7,"text":"三項","labels":["quantity"]}}]}]}]`}},
		"spacy, entities":           {SpaCy, map[string]string{spacyFile: `{"doc":"a","text":"一\r\n二😀\r\n三項","ents":[{"start":3,"end":4,"label":"body"},{"start":7,"end":9,"label":"quantity"}]}`}},
		"conll, BMES and words":     {CoNLL, map[string]string{"a.txt": "一\r\n二😀\r\n三項", "a.conll": "-DOCSTART- O\r\n一 O\r\n\r\n二 S-body\r\n😀 O\r\n\r\n三項 S-quantity\r\n"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := fstest.MapFS{}
			for file, content := range c.files {
				dir[file] = &fstest.MapFile{Data: []byte(content)}
			}
			got, err := Read(c.form, dir)
			require.NoError(t, err)
			same(t, want, got)
		})
	}
}

func TestReadRefuses(t *testing.T) {
	for message, c := range map[string]struct {
		form  string
		files map[string]string
	}{
		"no *.ann in the folder":                   {Brat, nil},
		`a.ann:1: label: the text at the offsets`:  {Brat, map[string]string{"a.txt": "一二", "a.ann": "T1\tbody 0 1\t二\n"}},
		"with words between them":                  {Brat, map[string]string{"a.txt": "一二三", "a.ann": "T1\tbody 0 1;2 3\t一 三\n"}},
		"a.txt: file does not exist":               {CoNLL, map[string]string{"a.conll": "一\tO\n"}},
		"a.conll:2: label: the text at the of":     {CoNLL, map[string]string{"a.txt": "一二", "a.conll": "一\tO\n三\tO\n"}},
		`"X-body" is not a tag`:                    {CoNLL, map[string]string{"a.txt": "一二", "a.conll": "一\tX-body\n"}},
		"doccano.jsonl:1: label: the text at":      {Doccano, map[string]string{doccanoFile: `{"text":"😀","label":[[1,2,"body"]]}`}},
		"is not [start, end, type]":                {Doccano, map[string]string{doccanoFile: `{"text":"一","label":[[0]]}`}},
		"doccano.jsonl: file does not exist":       {Doccano, nil},
		"task 1: label: the text at the offsets":   {LabelStudio, map[string]string{labelStudioFile: `[{"data":{"text":"一"},"predictions":[{"result":[{"id":"x","value":{"start":0,"end":1,"text":"二","labels":["body"]}}]}]}]`}},
		"label-studio.json: unexpected end":        {LabelStudio, map[string]string{labelStudioFile: `[`}},
		`spacy.jsonl:1: label: no group of spans`:  {SpaCy, map[string]string{spacyFile: `{"text":"一","spans":{"other":[]}}`}},
		`spacy.jsonl:1: label: the text at the of`: {SpaCy, map[string]string{spacyFile: `{"text":"一","spans":{"sc":[{"start":0,"end":9,"label":"body"}]}}`}},
	} {
		t.Run(message, func(t *testing.T) {
			dir := fstest.MapFS{}
			for file, content := range c.files {
				dir[file] = &fstest.MapFile{Data: []byte(content)}
			}
			_, err := Read(c.form, dir)
			assert.ErrorContains(t, err, message)
		})
	}
}

// TestSpaCyTokens wants what spaCy's get_words_and_spaces makes of the words.
func TestSpaCyTokens(t *testing.T) {
	for text, want := range map[string][]string{
		"":          {},
		"一二":        {"一", "二"},
		"a b":       {"a", "b"},
		"a  b":      {"a", " ", "b"},
		"a \n b\n":  {"a", "\n ", "b", "\n"},
		" \u3000一 ": {" \u3000", "一"},
		"一\n\x1c😀":  {"一", "\n\x1c", "😀"},
	} {
		got := []string{}
		runes := []rune(text)
		for i, token := range spacyTokens(text) {
			assert.Equal(t, i, token.ID)
			got = append(got, string(runes[token.Start:token.End]))
		}
		assert.Equal(t, want, got, "%q", text)
	}
}

func TestCoNLLLeavesOut(t *testing.T) {
	d := []Document{{"a", "一二三", []Label{{"body", 0, 1, "一", nil}, {"body", 0, 3, "一二三", nil}, {"number", 0, 1, "一", nil}}}}
	assert.Equal(t, 2, write(t, t.TempDir(), CoNLL, d).LeftOut)
}

func TestNames(t *testing.T) {
	for id, want := range map[string]string{"a.txt": "a", "sub/a.txt": "sub/a", "page.html": "page.html", "../../etc/passwd": "___/__/etc/passwd", "/abs": "__abs", "c:\\x": "_c__x", "": "_"} {
		got := base(id)
		assert.True(t, fs.ValidPath(got), got)
		if id != "../../etc/passwd" {
			assert.Equal(t, want, got)
		}
	}
	root, err := os.OpenRoot(t.TempDir())
	require.NoError(t, err)
	defer root.Close()
	_, err = Write(Brat, each([]Document{{Name: "a.txt"}, {Name: "a"}}), root)
	assert.ErrorContains(t, err, `documents "a.txt" and "a" would both be a.txt`)
}

// TestFromRecords takes the golden records to the labels that eval reads.
func TestFromRecords(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "golden", "regional-forum.hant.jsonl"))
	require.NoError(t, err)
	report, err := os.ReadFile(filepath.Join("..", "corpus", "regional-forum.hant.txt"))
	require.NoError(t, err)
	text := func(*record.Document) (string, error) { return string(report), nil }
	facts := 0
	for r, err := range record.Read(bytes.NewReader(data)) {
		require.NoError(t, err)
		if _, ok := r.(record.Fact); ok {
			facts++
		}
	}
	var got []Document
	for d, err := range FromRecords(record.Read(bytes.NewReader(data)), text) {
		require.NoError(t, err)
		got = append(got, d)
	}
	require.Len(t, got, 1)
	assert.Len(t, got[0].Labels, facts)

	for _, err := range FromRecords(record.Read(bytes.NewReader(data)), func(*record.Document) (string, error) { return "别的", nil }) {
		assert.ErrorIs(t, err, ErrText)
	}
	for _, err := range FromRecords(record.Read(bytes.NewReader(data)), func(*record.Document) (string, error) { return "", fs.ErrNotExist }) {
		assert.ErrorIs(t, err, fs.ErrNotExist)
	}
	_, without, _ := bytes.Cut(data, []byte("\n"))
	for _, err := range FromRecords(record.Read(bytes.NewReader(without)), text) {
		assert.ErrorContains(t, err, "does not follow its document record")
	}
}

func TestFromRecord(t *testing.T) {
	to := record.NewDecimal(15, -1)
	start, end := 0, 2
	words := "時長1至1.5小時"
	q := &record.Quantity{
		Common: record.Common{Head: record.Head{Type: record.TypeQuantity}, Start: 2, End: 10, Text: "1至1.5小時"},
		Value:  record.NewDecimal(1, 0), ValueTo: &to, Unit: "h", Indicator: "时长", IndicatorStart: &start, IndicatorEnd: &end, PeriodText: "今年", Period: "2024", Role: "actual",
	}
	q.End = 2 + len([]rune(q.Text))
	l, err := FromRecord(q, words, span.NewIndex(words))
	require.NoError(t, err)
	assert.Equal(t, `{"value":[1,1.5],"unit":"h","modifier":"","indicator":"時長","period":"今年","change":"","role":"actual"}`, object(l.Attributes))
}
