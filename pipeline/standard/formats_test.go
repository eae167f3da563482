package standard

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/source"
	"github.com/huiyao/huiyao/record"
)

// form is a way to write a text into a file.
type form struct {
	name  string
	write func(text string) ([]byte, error) // an error: it cannot be written so
	loss  loss
}

// loss is what a form does not keep of a text, and with it not the offsets.
type loss int

const (
	nothing    loss = iota
	blanks          // white space around lines and all but one blank in them
	blankLines      // and blank lines, with what they say of headings
)

func encoded(e encoding.Encoding) func(string) ([]byte, error) {
	return func(s string) ([]byte, error) { return e.NewEncoder().Bytes([]byte(s)) }
}

var forms = []form{
	{"gb18030", encoded(simplifiedchinese.GB18030), nothing},
	{"big5", encoded(traditionalchinese.Big5), nothing},
	{"utf-16le", encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)), nothing},
	{"utf-16be_no_mark", encoded(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)), nothing},
	{"windows_lines", func(s string) ([]byte, error) { return []byte("\uFEFF" + strings.ReplaceAll(s, "\n", "\r\n")), nil }, nothing},
	{"gz", func(s string) ([]byte, error) {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		if _, err := w.Write([]byte(s)); err != nil {
			return nil, err
		}
		err := w.Close()
		return b.Bytes(), err
	}, nothing},
	{"zst", func(s string) ([]byte, error) {
		w, err := zstd.NewWriter(nil)
		if err != nil {
			return nil, err
		}
		return w.EncodeAll([]byte(s), nil), nil
	}, nothing},
	{"zip", func(s string) ([]byte, error) { return zipFile("a.txt", s), nil }, nothing},
	{"tar_gz", func(s string) ([]byte, error) {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		w := tar.NewWriter(z)
		if err := w.WriteHeader(&tar.Header{Name: "a.txt", Mode: 0o644, Size: int64(len(s))}); err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(s)); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		err := z.Close()
		return b.Bytes(), err
	}, nothing},
	{"jsonl", func(s string) ([]byte, error) {
		b, err := json.Marshal(map[string]string{"id": "a", "text": s})
		return append(b, '\n'), err
	}, nothing},
	{"docx", func(s string) ([]byte, error) {
		var b strings.Builder
		b.WriteString(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
		for line := range strings.Lines(s) {
			b.WriteString(`<w:p><w:r>`)
			for i, cell := range strings.Split(strings.TrimSuffix(line, "\n"), "\t") {
				if i > 0 {
					b.WriteString("<w:tab/>")
				}
				b.WriteString(`<w:t xml:space="preserve">`)
				if err := xml.EscapeText(&b, []byte(cell)); err != nil {
					return nil, err
				}
				b.WriteString(`</w:t>`)
			}
			b.WriteString(`</w:r></w:p>`)
		}
		b.WriteString(`</w:body></w:document>`)
		return zipFile("word/document.xml", b.String()), nil
	}, nothing},
	{"pre", func(s string) ([]byte, error) {
		return simplePage("", "<pre>"+html.EscapeString(s)+"</pre>"), nil
	}, nothing},
	{"paragraphs", func(s string) ([]byte, error) {
		return simplePage("report 7", elements(s, "<p>", "</p>\n")), nil
	}, blanks},
	{"paragraphs_of_an_article", func(s string) ([]byte, error) {
		first, rest, _ := strings.Cut(s, "\n")
		return simplePage(first, "<nav><a href=/>首页</a></nav><article>\n<h1>"+html.EscapeString(first)+"</h1>"+elements(rest, "\n  <p>\n    ", "\n  </p>")+"</article><footer>版权所有 2024</footer>"), nil
	}, blanks},
	{"line_breaks", func(s string) ([]byte, error) { return simplePage("x", elements(s, "", "<br>")), nil }, blanks},
	{"paragraphs_alone", func(s string) ([]byte, error) {
		return simplePage("", elements(withoutBlankLines(s), "<p>", "</p>")), nil
	}, blankLines},
}

// simplePage returns a page with the title and the body.
func simplePage(title, body string) []byte {
	return fmt.Appendf(nil, "<!DOCTYPE html>\n<html><head><meta charset=utf-8><title>%s</title></head>\n<body>\n%s\n</body></html>\n", html.EscapeString(title), body)
}

// elements writes each line between before and after, and lines of cells as tables.
func elements(s, before, after string) string {
	var b strings.Builder
	table := false
	for line := range strings.Lines(s) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if is := len(cells) > 1; is != table {
			b.WriteString(map[bool]string{true: "<table>\n", false: "</table>\n"}[is])
			table = is
		}
		if !table {
			b.WriteString(before + html.EscapeString(cells[0]) + after)
			continue
		}
		b.WriteString("<tr>")
		for _, c := range cells {
			b.WriteString("<td>" + html.EscapeString(c) + "</td>")
		}
		b.WriteString("</tr>\n")
	}
	if table {
		b.WriteString("</table>")
	}
	return b.String()
}

func zipFile(name, content string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create(name)
	if err == nil {
		_, err = f.Write([]byte(content))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err)
	}
	return b.Bytes()
}

// TestFormsGiveTheSameFacts writes each report of the corpus, and the labelled ones where
// they are there, in all forms that are read, and wants the facts of the plain file.
func TestFormsGiveTheSameFacts(t *testing.T) {
	words, err := dict.Load(nil)
	require.NoError(t, err)
	stages, err := Stages(words, Options{})
	require.NoError(t, err)
	files, err := filepath.Glob("../../corpus/*.txt")
	require.NoError(t, err)
	gold, err := filepath.Glob("../../../shared/gold/dev/*.txt")
	require.NoError(t, err)
	for _, f := range append(files, gold...) {
		raw, err := os.ReadFile(f)
		require.NoError(t, err)
		plain := strings.ReplaceAll(strings.TrimPrefix(string(raw), "\uFEFF"), "\r\n", "\n")
		if !strings.HasSuffix(plain, "\n") {
			plain += "\n"
		}
		want := facts(t, stages, []byte(plain))
		closed := facts(t, stages, []byte(withoutBlankLines(plain)))
		for _, form := range forms {
			b, err := form.write(plain)
			if err != nil {
				continue
			}
			got := facts(t, stages, b)
			same, loose := want, form.loss == blanks && manyBlanks.MatchString(plain)
			if form.loss == blankLines {
				same, loose = closed, true
			}
			assert.Equal(t, lines(same.alike(got), loose), lines(got.alike(same), loose), "%s as %s", filepath.Base(f), form.name)
		}
	}
}

// manyBlanks matches what a page does not keep of white space.
var manyBlanks = regexp.MustCompile(`(?m)^[ \t\x{3000}]|[ \t\x{3000}]$|[ \t]{2}`)

func withoutBlankLines(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		if strings.TrimSpace(line) != "" {
			b.WriteString(line)
		}
	}
	return b.String()
}

// facts returns the records of the one document in raw but its own.
func facts(t *testing.T, stages []pipeline.Stage, raw []byte) read {
	docs, err := source.Docs([]string{"-"}, source.Options{Stdin: bytes.NewReader(raw)})
	require.NoError(t, err)
	var all read
	n := 0
	for d := range docs {
		n++
		for _, s := range stages {
			if d.Failure == nil {
				if err := s.Run(context.Background(), d); err != nil {
					d.Failure = record.NewError(d.ID, s.Name(), err)
				}
			}
		}
		require.Nil(t, d.Failure)
		for line := range bytes.Lines(d.Output) {
			var r map[string]any
			require.NoError(t, json.Unmarshal(line, &r))
			if r["type"] != "document" {
				delete(r, "doc")
				all.facts = append(all.facts, r)
				continue
			}
			all.about = [3]any{r["date"], r["title"], r["place"]}
		}
	}
	require.Equal(t, 1, n)
	return all
}

// read is what was read of a document: its facts, and what it says of itself.
type read struct {
	facts []map[string]any
	about [3]any // date, title, place
}

// alike returns the facts as they are held against those of another form. Where that
// form does not state the same date, title and place, as a page that has its title
// elsewhere, what follows from these is left out.
func (r read) alike(other read) []map[string]any {
	if r.about == other.about {
		return r.facts
	}
	out := make([]map[string]any, len(r.facts))
	for i, f := range r.facts {
		out[i] = maps.Clone(f)
		for _, k := range []string{"place", "place_code", "place_from", "place_text", "codes", "period", "period_from", "date", "value", "from", "to", "resolved_by"} {
			if k != "value" || f["type"] == "time" {
				delete(out[i], k)
			}
		}
	}
	return out
}

// lines writes facts so that differences are seen at a glance; loose leaves out what
// depends on white space.
func lines(facts []map[string]any, loose bool) string {
	var b strings.Builder
	for _, f := range facts {
		if loose {
			f = maps.Clone(f)
			for key, value := range f {
				if s, ok := value.(string); ok {
					f[key] = strings.Join(strings.Fields(s), "")
				}
				switch key {
				case "start", "end", "byte_start", "byte_end", "indicator_start", "indicator_end", "refers_to":
					f[key] = value == nil
				}
			}
		}
		line, _ := json.Marshal(f)
		b.Write(line)
		b.WriteByte('\n')
	}
	return b.String()
}
