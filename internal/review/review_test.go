package review_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/review"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/jsonl"
	"github.com/huiyao/huiyao/pipeline/standard"
	"github.com/huiyao/huiyao/record"
)

// read takes a text through the stages and returns its report and its lines of records.
func read(t testing.TB, id, text string, types ...string) (*review.Report, []byte) {
	t.Helper()
	d, err := dict.Load(nil)
	require.NoError(t, err)
	stages, err := standard.Stages(d, standard.Options{Types: types, WithText: true})
	require.NoError(t, err)
	doc := &pipeline.Doc{ID: id, Source: id, Raw: []byte(text)}
	for _, s := range stages {
		require.NoError(t, s.Run(context.Background(), doc))
	}
	r, err := review.New(jsonl.Document(doc), doc)
	require.NoError(t, err)
	return r, doc.Output
}

func page(t testing.TB, r *review.Report, o review.Options) (string, *goquery.Document) {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, review.Page(&out, r, o))
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(out.Bytes()))
	require.NoError(t, err)
	return out.String(), doc
}

// checkPlaces holds the marks of a page against the facts of its report: the pieces that
// name a fact, one after another, are its text.
func checkPlaces(t testing.TB, r *review.Report, doc *goquery.Document) {
	t.Helper()
	assert.Equal(t, r.Text, doc.Find("#report").Text())
	marked := make([]string, len(r.Facts))
	doc.Find("#report a").Each(func(_ int, a *goquery.Selection) {
		for n := range strings.FieldsSeq(a.AttrOr("data-f", "")) {
			i, err := strconv.Atoi(n)
			require.NoError(t, err)
			marked[i] += a.Text()
		}
	})
	for i, f := range r.Facts {
		assert.Equal(t, f.Where().Text, marked[i], "fact %d", i)
		row := doc.Find(fmt.Sprintf("#r%d", i))
		require.Equal(t, 1, row.Length(), "fact %d in the lists", i)
		to := row.Find("a.go").First().AttrOr("href", "")
		first := doc.Find(to)
		require.Equal(t, 1, first.Length(), "place of fact %d", i)
		assert.True(t, strings.HasPrefix(f.Where().Text, first.Text()), "place of fact %d", i)
	}
	doc.Find("#report a").Each(func(_ int, a *goquery.Selection) {
		assert.Equal(t, 1, doc.Find(a.AttrOr("href", "")).Length())
	})
}

func TestPageOfCorpus(t *testing.T) {
	paths, err := filepath.Glob("../../corpus/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			r, _ := read(t, filepath.Base(path), string(text), "quantity", "task_count", "body", "number")
			html, doc := page(t, r, review.Options{})
			checkPlaces(t, r, doc)
			again, _ := page(t, r, review.Options{})
			assert.True(t, html == again, "two pages of one report differ")
		})
	}
}

const hostile = `<script>document.title="run"</script>总投资6700多亿元</script><img src=x onerror=alert(1)>
国家发展改革委"'><svg/onload=alert(1)>确定了三项任务:<b>一</b>、</textarea>二、{{.}}三。
` + "`${alert(1)}` <!-- <script> --> ]]> &lt;b&gt; &amp; \u2028\u2029 𠮷野家投资3亿元"

func TestMarkupInTheTextIsText(t *testing.T) {
	r, _ := read(t, `<script>alert("id")</script>`, hostile)
	require.NotEmpty(t, r.Facts)
	r.Document.Title = `</title><script>alert("title")</script>`
	r.Document.Publisher = `"><script>alert(1)</script>`
	html, doc := page(t, r, review.Options{Lang: review.Chinese, Home: `javascript:alert(1)`})
	checkPlaces(t, r, doc)
	assert.Equal(t, 2, doc.Find("script").Length(), "the data and the program")
	assert.Zero(t, doc.Find("img, svg, iframe, object, textarea, [onerror], [onload]").Length())
	assert.NotContains(t, html, `href="javascript:`)
	assert.Contains(t, doc.Find("title").Text(), `</title><script>alert("title")</script>`)
	var data struct{ Entries []map[string]any }
	require.NoError(t, json.Unmarshal([]byte(doc.Find("#data").Text()), &data))
	assert.Len(t, data.Entries, len(r.Facts))
}

func TestPolicyAllowsTheOwnScriptOnly(t *testing.T) {
	r, _ := read(t, "a", "总投资6700多亿元。")
	html, doc := page(t, r, review.Options{})
	policy := doc.Find(`meta[http-equiv="Content-Security-Policy"]`).AttrOr("content", "")
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	assert.Contains(t, policy, "default-src 'none'")
	assert.Contains(t, policy, "script-src "+hash(doc.Find("script").Last().Text())+";")
	assert.Contains(t, policy, "style-src "+hash(doc.Find("style").Text())+";")
	assert.NotContains(t, policy, "unsafe")
	assert.Zero(t, doc.Find("[style]").Length(), "the policy would not let it")
	assert.Empty(t, regexp.MustCompile(`(?:src|href|action)="?(?:https?:)?//`).FindAllString(html, -1))
}

func TestLibraryIsThePublishedFile(t *testing.T) {
	b, err := os.ReadFile("assets/chart.umd.min.js")
	require.NoError(t, err)
	assert.Equal(t, "87364cc2b2a76a6684929e7d6b80b18a897794db38400caff1fcf1791c6925d2", fmt.Sprintf("%x", sha256.Sum256(b)))
}

func TestOverlaps(t *testing.T) {
	text := "甲乙丙丁戊己"
	fact := func(kind string, start, end int) record.Fact {
		runes := []rune(text)
		c := record.Common{Head: record.Head{Type: kind, Doc: "a"}, Start: start, End: end, Text: string(runes[start:end]), Rule: "r"}
		return &record.Body{Common: c}
	}
	tests := []struct {
		name  string
		facts []record.Fact
		want  string
	}{
		{"none", nil, "甲乙丙丁戊己"},
		{"side by side", []record.Fact{fact("body", 0, 2), fact("body", 2, 3)}, "[甲乙 0/0][丙 1/0]丁戊己"},
		{"inside", []record.Fact{fact("body", 0, 4), fact("body", 1, 2)}, "[甲 0/1][乙 1/0 0/1][丙丁 0/1]戊己"},
		{"crossing", []record.Fact{fact("body", 0, 3), fact("body", 2, 5)}, "[甲乙 0/1][丙 0/1 1/0][丁戊 1/0]己"},
		{"the same twice", []record.Fact{fact("body", 1, 3), fact("body", 1, 3)}, "甲[乙丙 0/1 1/0]丁戊己"},
		{"in any order", []record.Fact{fact("body", 5, 6), fact("body", 0, 1)}, "[甲 0/0]乙丙丁戊[己 1/0]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, err := review.New(&record.Document{}, &pipeline.Doc{ID: "a", Text: text, Simple: text, Facts: test.facts})
			require.NoError(t, err)
			_, doc := page(t, r, review.Options{})
			checkPlaces(t, r, doc)
			assert.Equal(t, test.want, review.Sketch(r))
		})
	}
}

func TestFactsThatDoNotFit(t *testing.T) {
	for name, c := range map[string]record.Common{
		"other text": {Start: 0, End: 1, Text: "乙"},
		"behind":     {Start: 1, End: 9, Text: "乙"},
		"empty":      {Start: 1, End: 1},
		"negative":   {Start: -1, End: 1, Text: "甲"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := review.New(&record.Document{}, &pipeline.Doc{Text: "甲乙", Simple: "甲乙", Facts: []record.Fact{&record.Body{Common: c}}})
			assert.ErrorIs(t, err, review.ErrOffsets)
		})
	}
}

// TestReadAgrees makes the page from the records alone: it has to be the page that
// extraction itself gives.
func TestReadAgrees(t *testing.T) {
	text, err := os.ReadFile("../../corpus/regional-forum.hant.txt")
	require.NoError(t, err)
	direct, lines := read(t, "regional-forum.hant.txt", string(text))
	want, _ := page(t, direct, review.Options{})
	require.True(t, review.IsRecords(lines))
	d, err := dict.Load(nil)
	require.NoError(t, err)
	stages, err := standard.Sentences(d)
	require.NoError(t, err)
	own := func(d *record.Document) (string, error) { return *d.Text, nil }
	n := 0
	require.NoError(t, review.Read(t.Context(), record.Read(bytes.NewReader(lines)), own, stages, func(r *review.Report, e *record.Error) error {
		n++
		require.Nil(t, e)
		got, _ := page(t, r, review.Options{})
		assert.True(t, want == got, "the pages differ")
		return nil
	}))
	assert.Equal(t, 1, n)
}

func TestReadRefuses(t *testing.T) {
	own := func(*record.Document) (string, error) { return "甲乙", nil }
	for name, in := range map[string]string{
		"no JSON":      "甲\n",
		"other type":   `{"type":"thing","doc":"a"}` + "\n",
		"no document":  `{"type":"body","doc":"a","start":0,"end":1,"text":"甲"}` + "\n",
		"other offset": `{"type":"document","doc":"a"}` + "\n" + `{"type":"body","doc":"a","start":1,"end":2,"text":"甲"}` + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			err := review.Read(t.Context(), record.Read(strings.NewReader(in)), own, nil, func(*review.Report, *record.Error) error { return nil })
			assert.Error(t, err)
		})
	}
}

func TestIndex(t *testing.T) {
	x := review.NewIndex(review.Options{})
	for _, id := range []string{"a.txt", "b.txt"} {
		r, _ := read(t, id, "會議確定了42項任務,總投資6700多億元。<b>\n")
		x.Add(r, "pages/"+id+".html")
	}
	x.Fail(record.NewError("c.txt", "source", os.ErrPermission))
	var out bytes.Buffer
	require.NoError(t, x.Write(&out))
	doc, err := goquery.NewDocumentFromReader(&out)
	require.NoError(t, err)
	assert.Equal(t, 2, doc.Find("#documents tbody tr").Length())
	assert.Equal(t, "pages/b.txt.html", doc.Find("#documents tbody a").Last().AttrOr("href", ""))
	assert.Contains(t, doc.Find("#failed").Text(), "c.txt")
	var data struct{ Documents []struct{ S, Z string } }
	require.NoError(t, json.Unmarshal([]byte(doc.Find("#data").Text()), &data))
	require.Len(t, data.Documents, 2)
	assert.Contains(t, data.Documents[0].S, "確定了42項任務")
	assert.Contains(t, data.Documents[0].Z, "确定了42项任务")
}

func TestIndexDrawsTargetsAgainstOutcomes(t *testing.T) {
	x := review.NewIndex(review.Options{})
	for i, text := range []string{
		"2025年江苏省政府工作报告\n2025年1月20日\n2025年主要预期目标：\n地区生产总值增长5%左右，城镇新增就业120万人以上。\n",
		"2026年江苏省政府工作报告\n2026年1月20日\n2025年工作回顾\n地区生产总值增长5.3%。\n",
	} {
		r, _ := read(t, fmt.Sprintf("%d.txt", i), text)
		x.Add(r, fmt.Sprintf("pages/%d.txt.html", i))
	}
	var out bytes.Buffer
	require.NoError(t, x.Write(&out))
	doc, err := goquery.NewDocumentFromReader(&out)
	require.NoError(t, err)
	cells := doc.Find("#chart-promises tbody tr").First().Find("th,td").Map(func(_ int, s *goquery.Selection) string { return s.Text() })
	assert.Equal(t, []string{"地区生产总值, growth, %", "江苏省 2025", "5", "5.3", "met"}, cells)
	assert.Equal(t, 1, doc.Find("#chart-promises tbody tr").Length(), "a target without an outcome is not drawn")
	href := doc.Find("#chart-promises tbody a").Last().AttrOr("href", "")
	assert.True(t, strings.HasPrefix(href, "pages/1.txt.html#p"), href)
}

func TestWordsAreThereInBothLanguages(t *testing.T) {
	for key, both := range review.Vocabulary {
		assert.NotEmpty(t, both[0], key)
		assert.NotEmpty(t, both[1], key)
	}
	// Every word that the templates and the script ask for is there.
	files, err := filepath.Glob("assets/*.gohtml")
	require.NoError(t, err)
	asked := regexp.MustCompile(`(?:index \$?\.W |W\[)"([a-z_.]+)"|\$?\.W\.([a-z_]+)`)
	for _, path := range append(files, "assets/review.js") {
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		for _, m := range asked.FindAllStringSubmatch(string(b), -1) {
			if key := m[1] + m[2]; !strings.HasSuffix(key, ".") {
				assert.Contains(t, review.Vocabulary, key, path)
			}
		}
	}
}

func BenchmarkPage(b *testing.B) {
	text, err := os.ReadFile("../../corpus/regional-forum.hant.txt")
	require.NoError(b, err)
	r, _ := read(b, "a", strings.Repeat(string(text)+"\n", 20))
	b.SetBytes(int64(len(r.Text)))
	for b.Loop() {
		require.NoError(b, review.Page(&bytes.Buffer{}, r, review.Options{}))
	}
}
