package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func gz(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

func zst(s string) string {
	w, err := zstd.NewWriter(nil)
	if err != nil {
		panic(err)
	}
	return string(w.EncodeAll([]byte(s), nil))
}

// zipped makes a zip file of names and contents in turn.
func zipped(pairs ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		f, err := w.CreateHeader(&zip.FileHeader{Name: pairs[i], Method: zip.Deflate})
		if err != nil {
			panic(err)
		}
		io.WriteString(f, pairs[i+1])
	}
	w.Close()
	return b.String()
}

func tarred(pairs ...string) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		if err := w.WriteHeader(&tar.Header{Name: pairs[i], Mode: 0o644, Size: int64(len(pairs[i+1]))}); err != nil {
			panic(err)
		}
		io.WriteString(w, pairs[i+1])
	}
	w.Close()
	return b.String()
}

// response is a WARC record of a page.
func response(uri, head, body string) string {
	block := "HTTP/1.1 " + head + "\r\n\r\n" + body
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <%s>\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", uri, len(block), block)
}

const (
	warcinfo = "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 3\r\n\r\na:b\r\n\r\n"
	htmlHead = "200 OK\r\nContent-Type: text/html; charset=utf-8"
)

func TestArchives(t *testing.T) {
	gbkName, err := simplifiedchinese.GBK.NewEncoder().String("报告/会议纪要.txt")
	require.NoError(t, err)
	line := `{"id":"行","text":"一"}`
	for _, c := range []struct {
		name, file, content string
		want                []string
	}{
		{"gz", "a.txt.gz", gz("甲"), []string{"a.txt.gz||甲"}},
		{"gz_of_two_members", "a.txt.gz", gz("甲") + gz("乙"), []string{"a.txt.gz||甲乙"}},
		{"gz_without_name", "a", gz("甲"), []string{"a||甲"}},
		{"gz_of_lines", "a.jsonl.gz", gz(line + "\n" + line), []string{"行|text|一", "行:2|text|一"}},
		{"gz_of_a_page", "a.html.gz", gz("<p>甲"), []string{"a.html.gz|html|<p>甲"}},
		{"zst", "a.csv.zst", zst("甲,乙"), []string{"a.csv.zst|csv|甲,乙"}},
		{"zip", "a.zip", zipped("z/b.txt", "乙", "a.html", "<p>甲", ".x", "no", "__MACOSX/a", "no", "b.gold.jsonl", "no", "d/", ""), []string{"a.zip/z/b.txt||乙", "a.zip/a.html|html|<p>甲"}},
		{"zip_names", "a.zip", zipped("/root.txt", "1", "../../up.txt", "2", `win\b.txt`, "3", gbkName, "4"),
			[]string{"a.zip/root.txt||1", "a.zip/up.txt||2", "a.zip/win/b.txt||3", "a.zip/报告/会议纪要.txt||4"}},
		{"zip_two_of_one_name", "a.zip", zipped("a", "1", "a", "2"), []string{"a.zip/a||1", "a.zip/a:2||2"}},
		{"empty_zip", "a.zip", zipped(), []string{}},
		{"docx", "a.zip", zipped("[Content_Types].xml", "<x/>", "word/document.xml", "<x/>"), nil},
		{"tar", "a.tar", tarred("a.txt", "甲", "b/", "", "b/c.txt", "乙"), []string{"a.tar/a.txt||甲", "a.tar/b/c.txt||乙"}},
		{"tgz", "a.tgz", gz(tarred("./a.txt", "甲", "l.jsonl", line)), []string{"a.tgz/a.txt||甲", "行|text|一"}},
		{"zip_in_tar", "a.tar", tarred("b.zip", zipped("c.txt.gz", gz("丙"))), []string{"a.tar/b.zip/c.txt.gz||丙"}},
		{"pdf", "a.txt", "%PDF-1.4 …", []string{"a.txt|pdf|%PDF-1.4 …"}},
		{"lines_by_content", "a.txt", line + "\n" + line, []string{"行|text|一", "行:2|text|一"}},
		{"json_that_is_no_line", "a.txt", `{"name":"甲"}`, []string{`a.txt||{"name":"甲"}`}},
		{"with_a_password", "a.docx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 2000) + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", []string{"a.docx!source: a.docx: is protected by a password: save it without one"}},
		{"old_word", "a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1…", []string{"a.doc!source: a.doc: is of a format that is not read: Word, Excel or PowerPoint of before 2007; save it as .docx, .xlsx or .pptx"}},
		{"warc", "a.warc", warcinfo + response("http://x/1", htmlHead, "<p>甲") + response("http://x/2", "200 OK\r\nContent-Type: image/png", "x") +
			response("http://x/3", "404 Not Found\r\nContent-Type: text/html", "x") + response("http://x/1", htmlHead+"\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip", chunks(gz("<p>乙"))),
			[]string{"a.warc/http://x/1|html|<p>甲", "a.warc/http://x/1:2|html|<p>乙"}},
		{"warc_gz", "a.warc.gz", gz(warcinfo) + gz(response("http://x/1", htmlHead, "<p>甲")), []string{"a.warc.gz/http://x/1|html|<p>甲"}},

		{"cut_gz", "a.gz", gz("甲甲甲甲")[:20], []string{"a.gz!source: a.gz: gz: unexpected EOF"}},
		{"cut_zst", "a.zst", zst(strings.Repeat("甲乙", 99))[:15], []string{"a.zst!source: a.zst: zst: unexpected EOF"}},
		{"cut_zip", "a.zip", zipped("a", "甲")[:60], []string{"a.zip!source: a.zip: zip: not a valid zip file"}},
		{"cut_tar", "a.tar", tarred("a.txt", "甲", "b.txt", strings.Repeat("x", 2000))[:2000], []string{"a.tar/a.txt||甲", "a.tar/b.txt!source: a.tar/b.txt: unexpected EOF", "a.tar!source: a.tar: tar: unexpected EOF"}},
		{"cut_warc", "a.warc", (response("http://x/1", htmlHead, "<p>甲") + response("http://x/2", htmlHead, "<p>乙"))[:290], nil},
		{"no_gz", "a.gz", "\x1f\x8b\x08", []string{"a.gz!source: a.gz: gz: unexpected EOF"}},
		{"bad_sum", "a.gz", gz("甲")[:len(gz("甲"))-8] + "12345678", []string{"a.gz!source: a.gz: gz: gzip: invalid checksum"}},
		{"zip_member_broken", "a.zip", strings.Replace(zipped("a.txt", strings.Repeat("x", 500), "b.txt", "乙"), "\x4a", "\x00", 1), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := tree(t, map[string]string{c.file: c.content, "next.txt": "到"})
			file := filepath.Join(dir, c.file)
			got := show(t, []string{file, filepath.Join(dir, "next.txt")}, Options{})
			require.NotEmpty(t, got)
			assert.Equal(t, "next.txt||到", got[len(got)-1], "the run goes on")
			if c.want != nil {
				assert.Equal(t, c.want, got[:len(got)-1])
			}
			// From standard input the same, under its name.
			piped := show(t, []string{"-"}, Options{Stdin: strings.NewReader(c.content), Format: Format("")})
			if len(c.want) > 0 && strings.HasPrefix(c.want[0], "a.zip/") {
				assert.Equal(t, len(c.want), len(piped))
			}
		})
	}
}

func chunks(s string) string {
	return fmt.Sprintf("%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n", 3, s[:3], len(s)-3, s[3:])
}

func TestOfficeFormats(t *testing.T) {
	for member, want := range map[string]string{"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "OFD.xml": "ofd"} {
		content := zipped("[Content_Types].xml", "<x/>", member, "<x/>")
		assert.Equal(t, []string{"stdin|" + want + "|" + content}, show(t, []string{"-"}, Options{Stdin: strings.NewReader(content)}))
		assert.Equal(t, []string{"stdin/a|" + want + "|" + content}, show(t, []string{"-"}, Options{Stdin: strings.NewReader(tarred("a", content))}))
	}
}

func TestForcedFormat(t *testing.T) {
	for _, c := range []struct {
		name, content string
		format        Format
		want          []string
	}{
		{"page_in_gz", gz("<p>甲"), HTML, []string{"stdin|html|<p>甲"}},
		{"lines_in_zip", zipped("a.txt", `{"id":"行","text":"一"}`), JSONL, []string{"行|text|一"}},
		{"gz", gz("甲"), Gzip, []string{"stdin||甲"}},
		{"not_gz", "甲", Gzip, []string{"stdin!source: stdin: is not of the format asked for: gz"}},
		{"not_warc", zipped("a", "甲"), WARC, []string{"stdin!source: stdin: is not of the format asked for: warc"}},
		{"pdf_as_text", "%PDF-", Text, []string{"stdin|text|%PDF-"}},
		{"text_as_pdf", "甲", PDF, []string{"stdin|pdf|甲"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, show(t, []string{"-"}, Options{Stdin: strings.NewReader(c.content), Format: c.format}))
		})
	}
}

// TestHostileArchives: what would take all memory or time is given up with a reason, and
// the next input is read.
func TestHostileArchives(t *testing.T) {
	zeros := strings.Repeat("\x00", 20<<20)
	deep := "甲"
	for range 5 {
		deep = gz(deep)
	}
	nested := "甲"
	for range 5 {
		nested = zipped("a.zip", nested)
	}
	var many []string
	for i := range 20 {
		many = append(many, fmt.Sprint("f", i), "甲")
	}
	small := Options{MaxSize: 4 << 20, MaxUnpacked: 1 << 20, MaxEntries: 10}
	for _, c := range []struct {
		name, content string
		o             Options
		want          []string
	}{
		{"gz_bomb", gz(zeros), Options{}, []string{"x!source: x: unpacks to too many times its size: more than 200 times"}},
		{"zst_bomb", zst(zeros), Options{}, []string{"x!source: x: unpacks to too many times its size: more than 200 times"}},
		{"zip_bomb", zipped("a", zeros, "b", "乙"), Options{}, []string{"x/a!source: x/a: unpacks to too many times its size: more than 200 times"}},
		{"tar_bomb", gz(tarred("a", zeros, "b", "乙")), Options{}, []string{"x/a!source: x/a: unpacks to too many times its size: more than 200 times"}},
		{"warc_bomb", response("u", htmlHead+"\r\nContent-Encoding: gzip", gz(zeros)), Options{}, []string{"x/u!source: x/u: unpacks to too many times its size: more than 200 times"}},
		{"gz_bomb_of_lines", gz(zeros), Options{Format: JSONL}, nil},
		{"unpacked", zipped("a", zeros[:700<<10], "b", zeros[:700<<10], "c", "丙"), small, nil},
		{"too_large", zipped("a", zeros[:3<<20], "b", "乙"), Options{MaxSize: 1 << 20}, []string{"x/a!source: x/a: is larger than the limit: more than 1048576 bytes", "x/b||乙"}},
		{"nesting_gz", deep, Options{}, []string{"x!source: x: stands in too many archives: more than 4"}},
		{"nesting_zip", nested, Options{}, []string{"x/a.zip/a.zip/a.zip/a.zip!source: x/a.zip/a.zip/a.zip/a.zip: stands in too many archives: more than 4"}},
		{"entries_zip", zipped(many...), small, []string{"x!source: x: zip: has more entries than the limit of 10"}},
		{"entries_tar", tarred(many...), Options{MaxEntries: 2}, []string{"x/f0||甲", "x/f1||甲", "x!source: x: tar: has more entries than the limit of 2"}},
		{"warc_header", "WARC/1.0\r\n" + strings.Repeat("a: b\r\n", 2000), Options{}, []string{"x!source: x: warc: a header has more than 1000 lines"}},
		{"warc_line", "WARC/1.0\r\n" + strings.Repeat("a", 100<<10), Options{}, []string{"x!source: x: warc: a line of a header has more than 65536 bytes"}},
		{"warc_length", "WARC/1.0\r\nContent-Length: -1\r\n\r\n", Options{}, []string{`x!source: x: warc: content-length "-1" is no length`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := tree(t, map[string]string{"x": c.content, "y": "到"})
			got := show(t, []string{filepath.Join(dir, "x"), filepath.Join(dir, "y")}, c.o)
			next := len(got) - 1
			if c.want != nil {
				assert.Equal(t, c.want, got[:next])
			}
			assert.Contains(t, strings.Join(got[:next], "\n"), "!source: ")
			if c.o.Format == Auto {
				assert.Equal(t, "y||到", got[next])
			}
		})
	}
}

// FuzzUnpack: any bytes are read or refused, within the limits, and twice the same.
func FuzzUnpack(f *testing.F) {
	for _, s := range []string{gz("甲"), zst("甲"), zipped("a.txt", "甲", "b.gz", gz("乙")), tarred("a", "甲"), gz(tarred("a", "甲")),
		warcinfo + response("u", htmlHead, "<p>甲"), response("u", htmlHead+"\r\nContent-Encoding: deflate", "\x78\x9c\x03\x00"), `{"id":"a","text":"甲"}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		o := Options{MaxSize: 1 << 20, MaxUnpacked: 4 << 20, MaxEntries: 100}
		read := func() []string {
			o.Stdin = bytes.NewReader(b)
			return show(t, []string{"-"}, o)
		}
		first := read()
		total := 0
		for _, s := range first {
			total += len(s)
		}
		require.Less(t, total, 6<<20)
		require.Equal(t, first, read())
	})
}
