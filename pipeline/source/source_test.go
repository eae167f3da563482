package source

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// show returns the documents as lines "id|format|bytes" or "id!message".
func show(t require.TestingT, inputs []string, o Options) []string {
	docs, err := Docs(inputs, o)
	require.NoError(t, err)
	lines := []string{}
	for d := range docs {
		if d.Failure != nil {
			assert.Equal(t, "source", d.Failure.Stage)
			assert.Equal(t, d.ID, d.Failure.Doc)
			assert.Nil(t, d.Raw)
			lines = append(lines, d.ID+"!"+d.Failure.Message)
			continue
		}
		assert.NotNil(t, d.Raw, d.ID)
		lines = append(lines, fmt.Sprintf("%s|%s|%s", d.ID, d.Format, d.Raw))
	}
	return lines
}

// tree makes a folder of files: path and content.
func tree(t *testing.T, files map[string]string) string {
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
	}
	return dir
}

func TestFolder(t *testing.T) {
	dir := tree(t, map[string]string{
		"b.txt": "乙", "a/z.txt": "甲", "a.txt": "A", "a-b.txt": "-", "a/deep/er.md": "#", "page.HTML": "<p>", "empty.txt": "",
		".hidden": "no", ".git/config": "no", "a/.swp": "no", "lines.jsonl": "{\"id\":\"行\",\"text\":\"一\"}\n",
	})
	got := show(t, []string{dir}, Options{})
	assert.Equal(t, []string{
		"a-b.txt||-", "a.txt||A", "a/deep/er.md||#", "a/z.txt||甲", "b.txt||乙", "empty.txt||", "行|text|一", "page.HTML|html|<p>",
	}, got, "in the order of whole paths by bytes")
	assert.Equal(t, got, show(t, []string{dir + "/."}, Options{}))

	docs, err := Docs([]string{dir}, Options{})
	require.NoError(t, err)
	for d := range docs {
		assert.Equal(t, filepath.Join(dir, "a-b.txt"), d.Source)
		break // a source that is not read to its end
	}
}

func TestLinksAndOddFiles(t *testing.T) {
	outside := tree(t, map[string]string{"secret.txt": "秘"})
	dir := tree(t, map[string]string{"in/a.txt": "甲"})
	for name, target := range map[string]string{
		"1-inside.txt": "in/a.txt", "2-outside.txt": filepath.Join(outside, "secret.txt"), "3-folder": "in",
		"4-gone.txt": "nowhere", "5-loop": ".",
	} {
		require.NoError(t, os.Symlink(target, filepath.Join(dir, name)))
	}
	require.NoError(t, syscall.Mkfifo(filepath.Join(dir, "6-pipe"), 0o644))
	const link = " is a symbolic link that leads out of the folder or to a folder"
	assert.Equal(t, []string{
		"1-inside.txt||甲",
		"2-outside.txt!source: 2-outside.txt:" + link,
		"3-folder!source: 3-folder:" + link,
		"4-gone.txt!source: 4-gone.txt:" + link,
		"5-loop!source: 5-loop:" + link,
		"6-pipe!source: 6-pipe: is not a regular file",
		"in/a.txt||甲",
	}, show(t, []string{dir}, Options{}))
}

func TestInputs(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": "甲", "d/b.htm": "乙"})
	missing := filepath.Join(dir, "none.txt")
	assert.Equal(t, []string{
		"b.htm|html|乙",
		"stdin||入",
		"none.txt!source: none.txt: stat: no such file or directory",
		"a.txt||甲",
		"b.htm:2|html|乙",
	}, show(t, []string{filepath.Join(dir, "d/b.htm"), "-", missing, filepath.Join(dir, "a.txt"), filepath.Join(dir, "d")}, Options{Stdin: strings.NewReader("入")}))
	assert.Equal(t, []string{"a.txt|html|甲"}, show(t, []string{filepath.Join(dir, "a.txt")}, Options{Format: HTML}))
	assert.Empty(t, show(t, nil, Options{}))
	assert.Equal(t, []string{"stdin||"}, show(t, []string{"-"}, Options{Stdin: strings.NewReader("")}))

	_, err := Docs(nil, Options{Format: "doc"})
	assert.EqualError(t, err, `source: format "doc" is none of text, html, jsonl, csv, docx, xlsx, pptx, odt, ods, epub, ofd, pdf, warc, zip, tar, gz, zst`)
}

func TestUnreadable(t *testing.T) {
	broken := io.MultiReader(strings.NewReader("半"), iotest.ErrReader(errors.New("cable cut")))
	assert.Equal(t, []string{"stdin!source: stdin: cable cut"}, show(t, []string{"-"}, Options{Stdin: broken}))
	broken = io.MultiReader(strings.NewReader("{\"id\":\"a\",\"text\":\"\"}\n{\"id\""), iotest.ErrReader(errors.New("cable cut")))
	assert.Equal(t, []string{"a|text|", "stdin:2!source: stdin:2: cable cut"}, show(t, []string{"-"}, Options{Format: JSONL, Stdin: broken}))
	if os.Getuid() != 0 {
		dir := tree(t, map[string]string{"a.txt": "甲", "b.txt": "乙"})
		require.NoError(t, os.Chmod(filepath.Join(dir, "a.txt"), 0))
		assert.Equal(t, []string{"a.txt!source: a.txt: openat: permission denied", "b.txt||乙"}, show(t, []string{dir}, Options{}))
	}
}

func TestMaxSize(t *testing.T) {
	dir := tree(t, map[string]string{"fits.txt": "12345", "large.txt": "123456"})
	assert.Equal(t, []string{
		"fits.txt||12345",
		"large.txt!source: large.txt: is larger than the limit: 6 bytes, at most 5",
	}, show(t, []string{dir}, Options{MaxSize: 5}))
	assert.Equal(t, []string{"stdin!source: stdin: is larger than the limit: more than 5 bytes"},
		show(t, []string{"-"}, Options{MaxSize: 5, Stdin: strings.NewReader("123456")}))
	lines := `{"id":"a","text":"1"}` + "\n" + `{"id":"b","text":"12"}` + "\n" + `{"id":"c","text":"3"}`
	assert.Equal(t, []string{"a|text|1", "stdin:2!source: stdin:2: is larger than the limit: more than 21 bytes", "c|text|3"},
		show(t, []string{"-"}, Options{Format: JSONL, MaxSize: 21, Stdin: strings.NewReader(lines)}))
	// A line far longer than the reader's buffer, as the last one.
	lines = `{"id":"a","text":"1"}` + "\n" + strings.Repeat("x", 1<<20)
	assert.Equal(t, []string{"a|text|1", "stdin:2!source: stdin:2: is larger than the limit: more than 21 bytes"},
		show(t, []string{"-"}, Options{Format: JSONL, MaxSize: 21, Stdin: strings.NewReader(lines)}))
}

func TestJSONL(t *testing.T) {
	for _, c := range []struct{ name, line, want string }{
		{"text", `{"id":"a","text":"甲\n乙"}`, "a|text|甲\n乙"},
		{"html", `{"id":"a","html":"<p>甲"}`, "a|html|<p>甲"},
		{"unknown_keys", `{"n":1,"id":"a","meta":{"text":"no"},"text":"甲"}`, "a|text|甲"},
		{"keys_of_other_case_are_unknown", `{"id":"a","text":"甲","Text":"no","ID":"no"}`, "a|text|甲"},
		{"null_is_none", `{"id":"a","text":null,"html":"甲"}`, "a|html|甲"},
		{"empty_text", `{"id":"a","text":""}`, "a|text|"},
		{"byte_order_mark", "\uFEFF" + `{"id":"a","text":"甲"}`, "a|text|甲"},
		{"carriage_return", `{"id":"a","text":"甲"}` + "\r", "a|text|甲"},
		{"surrogate_pair", `{"id":"a","text":"\ud840\udc00\u6f22\\ud800"}`, `a|text|𠀀漢\ud800`},
		{"no_id", `{"text":"甲"}`, `!no "id", or an empty one`},
		{"empty_id", `{"id":"","text":"甲"}`, `!no "id", or an empty one`},
		{"id_is_a_number", `{"id":1,"text":"甲"}`, `!"id" is not a string`},
		{"text_is_a_list", `{"id":"a","text":["甲"]}`, `!"text" is not a string`},
		{"both", `{"id":"a","text":"甲","html":"乙"}`, `!both "text" and "html"`},
		{"none", `{"id":"a"}`, `!none of "text", "html", "data" and "path"`},
		{"data", `{"id":"a","data":"55Sy"}`, "a||甲"},
		{"data_told_by_the_name", `{"id":"a.html","data":"55Sy"}`, "a.html|html|甲"},
		{"data_told_by_its_bytes", `{"id":"a","data":"JVBERi0xLjc="}`, "a|pdf|%PDF-1.7"},
		{"data_compressed", `{"id":"a.csv.gz","data":"` + base64.StdEncoding.EncodeToString([]byte(gz("甲,乙"))) + `"}`, "a.csv.gz|csv|甲,乙"},
		{"data_of_nothing", `{"id":"a","data":""}`, "a||"},
		{"data_beside_text", `{"id":"a","data":{"n":1},"path":"b","source":7,"text":"甲"}`, "a|text|甲"},
		{"data_not_base64", `{"id":"a","data":"=="}`, `!"data" is not base64: illegal base64 data at input byte 0`},
		{"data_and_path", `{"id":"a","data":"","path":"b"}`, `!both "data" and "path"`},
		{"path", `{"id":"a","path":"b"}`, `!"path" is not read: no folder was opened for paths`},
		{"not_json", `{"id":"a","text":"甲}`, "!not JSON: byte 22: unexpected end of JSON input"},
		{"two_values", `{"id":"a","text":"甲"} {}`, "!not JSON: byte 25: invalid character '{' after top-level value"},
		{"list", `["a"]`, "!not a JSON object"},
		{"null", `null`, "!not a JSON object"},
		{"string", `"a"`, "!not a JSON object"},
		{"bad_bytes", `{"id":"a","text":"` + "\xff" + `"}`, "!not valid UTF-8"},
		{"half_a_pair", `{"id":"a","text":"x\ud840y"}`, `!"text" holds half of a surrogate pair`},
		{"second_half", `{"id":"a","text":"\udc00"}`, `!"text" holds half of a surrogate pair`},
		{"two_first_halves", `{"id":"a","text":"\ud840\ud840"}`, `!"text" holds half of a surrogate pair`},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := c.want
			if rest, bad := strings.CutPrefix(want, "!"); bad {
				want = "stdin:1!source: stdin:1: bad line: " + rest
			}
			in := c.line + "\n\n \n" + `{"id":"next","text":"到"}`
			assert.Equal(t, []string{want, "next|text|到"}, show(t, []string{"-"}, Options{Format: JSONL, Stdin: strings.NewReader(in)}))
		})
	}
}

// TestLinesHoldOneDocument wants one answer for a line, whatever it holds.
func TestLinesHoldOneDocument(t *testing.T) {
	const lines = `{"id":"x","text":"甲"}` + "\n" + `{"id":"y","text":"乙"}`
	for _, c := range []struct {
		name, id string
		data     []byte
		want     string
	}{
		{"zip", "a", []byte(zipped("a", "甲")), "zip"},
		{"zip_in_gzip", "a.zip.gz", []byte(gz(zipped("a", "甲"))), "zip"},
		{"tar", "a", []byte(tarred("a", "甲")), "tar"},
		{"warc", "a", []byte("WARC/1.0\r\n"), "warc"},
		{"lines", "a", []byte(lines), "jsonl"},
		{"lines_by_name", "a.jsonl", nil, "jsonl"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := fmt.Sprintf(`{"id":%q,"data":%q}`, c.id, base64.StdEncoding.EncodeToString(c.data)) + "\n" + `{"id":"next","text":"到"}`
			assert.Equal(t, []string{
				c.id + "!source: " + c.id + ": holds several documents: " + c.want, "next|text|到",
			}, show(t, []string{"-"}, Options{Format: JSONL, Stream: true, Stdin: strings.NewReader(in)}))
		})
	}
	archive := base64.StdEncoding.EncodeToString([]byte(zipped("甲.txt", "1", "乙.txt", "2")))
	assert.Equal(t, []string{"a/甲.txt||1", "a/乙.txt||2"},
		show(t, []string{"-"}, Options{Format: JSONL, Stdin: strings.NewReader(`{"id":"a","data":"` + archive + `"}`)}), "without Stream it is opened")
	nested := `{"id":"x","text":"甲"}`
	for range 5 {
		nested = `{"id":"x.jsonl","data":"` + base64.StdEncoding.EncodeToString([]byte(nested)) + `"}`
	}
	assert.Equal(t, []string{"x.jsonl!source: x.jsonl: stands in too many archives: more than 4"},
		show(t, []string{"-"}, Options{Format: JSONL, Stdin: strings.NewReader(nested)}))
	bomb := fmt.Sprintf(`{"id":"bomb","data":%q}`, base64.StdEncoding.EncodeToString([]byte(gz(strings.Repeat("甲", 4<<20))))) + "\n"
	assert.Equal(t, []string{
		"bomb!source: bomb: unpacks to too many times its size: more than 200 times",
		"bomb:2!source: bomb: unpacks to too many times its size: more than 200 times",
		"next|text|到",
	}, show(t, []string{"-"}, Options{Format: JSONL, Stdin: strings.NewReader(bomb + bomb + `{"id":"next","text":"到"}`)}), "each line has its own limits")
}

// TestStream wants the documents of a stream to be those of the same lines in a file, one
// for each line that is not blank. None of the lines is an archive.
func TestStream(t *testing.T) {
	known := []string{
		`{"id":"a","text":"甲"}`, `{"id":"b","html":"<p>乙"}`, `{"id":"c","data":"55Sy"}`, `{"id":"d","data":"JVBERi0x"}`,
		`{"id":"e","path":"x"}`, `{"id":"f"}`, `{`, "", " \r", "\xff", "\uFEFF", `{"id":"g","data":"H4sIAAAAAAAA/w=="}`, `{"id":"long","text":"` + strings.Repeat("长", 40) + `"}`,
	}
	junk := rapid.Map(rapid.String(), strings.NewReplacer("\n", "").Replace)
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfNDistinct(rapid.OneOf(rapid.SampledFrom(known), junk), 0, 12, rapid.ID[string]).Draw(t, "lines") // a stream does not tell ids apart
		read := func(stream bool) []string {
			in := strings.NewReader(strings.Join(lines, "\n"))
			return show(t, []string{"-"}, Options{Format: JSONL, Stream: stream, MaxSize: 100, Stdin: in})
		}
		stream := read(true)
		require.Equal(t, read(false), stream)
		answers := 0
		for i, l := range lines {
			if i == 0 {
				l = strings.TrimPrefix(l, "\uFEFF")
			}
			if strings.TrimSpace(l) != "" {
				answers++
			}
		}
		require.Len(t, stream, answers)
	})
}

func TestPaths(t *testing.T) {
	outside := tree(t, map[string]string{"secret.txt": "秘"})
	dir := tree(t, map[string]string{"a.txt": "甲", "d/b.html": "乙"})
	require.NoError(t, os.Symlink(filepath.Join(outside, "secret.txt"), filepath.Join(dir, "out.txt")))
	require.NoError(t, os.Symlink("a.txt", filepath.Join(dir, "in.txt")))
	require.NoError(t, syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644))
	root, err := os.OpenRoot(dir)
	require.NoError(t, err)
	defer root.Close()
	for _, c := range []struct{ name, path, want string }{
		{"file", "a.txt", "x||甲"},
		{"below", "./d//b.html", "x|html|乙"},
		{"link", "in.txt", "x||甲"},
		{"link_that_leads_out", "out.txt", "x!source: x: statat: path escapes from parent"},
		{"out", "../" + filepath.Base(outside) + "/secret.txt", "x!source: x: statat: path escapes from parent"},
		{"out_and_in", "../" + filepath.Base(dir) + "/a.txt", "x!source: x: statat: path escapes from parent"},
		{"whole_path", filepath.Join(dir, "a.txt"), "x!source: x: statat: path escapes from parent"},
		{"folder", "d", "x!source: x: is not a regular file"},
		{"nothing", "", "x!source: x: is not a regular file"},
		{"pipe", "pipe", "x!source: x: is not a regular file"},
		{"missing", "none", "x!source: x: statat: no such file or directory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := fmt.Sprintf(`{"id":"x","path":%q}`, c.path)
			assert.Equal(t, []string{c.want}, show(t, []string{"-"}, Options{Format: JSONL, Paths: root, Stdin: strings.NewReader(in)}))
		})
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "self.jsonl"), []byte(`{"id":"y","path":"self.jsonl"}`), 0o644))
	assert.Equal(t, []string{`x:1!source: x:1: bad line: "path" is not read: no folder was opened for paths`},
		show(t, []string{"-"}, Options{Format: JSONL, Paths: root, Stdin: strings.NewReader(`{"id":"x","path":"self.jsonl"}`)}))

	for line, want := range map[string]string{
		`{"id":"x","path":"a.txt"}`:                                filepath.Join(dir, "a.txt"),
		`{"id":"x","path":"a.txt","source":"https://example.org"}`: "https://example.org",
		`{"id":"x","data":""}`:                                     "-",
		`{"id":"x","text":"","source":"a"}`:                        "a",
	} {
		docs, err := Docs([]string{"-"}, Options{Format: JSONL, Paths: root, Stdin: strings.NewReader(line)})
		require.NoError(t, err)
		for d := range docs {
			assert.Equal(t, want, d.Source, line)
		}
	}
}

// TestJSONLStreams reads far more than it may keep.
func TestJSONLStreams(t *testing.T) {
	line := `{"id":"a","text":"` + strings.Repeat("甲", 100_000) + "\"}\n"
	const lines = 100 // 30 MB
	docs, err := Docs([]string{"-"}, Options{Format: JSONL, Stdin: &repeat{line: []byte(line), left: lines}})
	require.NoError(t, err)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	n, peak := 0, uint64(0)
	for range docs {
		if n++; n%25 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&after)
			peak = max(peak, after.HeapAlloc)
		}
	}
	assert.Equal(t, lines, n)
	assert.Less(t, int64(peak)-int64(before.HeapAlloc), int64(5<<20))
}

// repeat is a reader of one line many times.
type repeat struct {
	line []byte
	left int
	rest []byte
}

func (r *repeat) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		if r.left == 0 {
			return 0, io.EOF
		}
		r.left--
		r.rest = r.line
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// TestOrderIsThatOfPaths: whatever the names, a folder is read in the byte order of paths.
func TestOrderIsThatOfPaths(t *testing.T) {
	base := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		dir := filepath.Join(base, fmt.Sprint(n))
		name := rapid.StringOfN(rapid.RuneFrom([]rune("ab-0.～")), 1, 3, -1).
			Filter(func(s string) bool { return !strings.HasPrefix(s, ".") })
		for _, parts := range rapid.SliceOfN(rapid.SliceOfN(name, 1, 3), 0, 8).Draw(t, "paths") {
			path := filepath.Join(dir, filepath.Join(parts...))
			if os.MkdirAll(filepath.Dir(path), 0o755) == nil {
				_ = os.WriteFile(path, nil, 0o644) // may be a folder by now
			}
		}
		require.NoError(t, os.MkdirAll(dir, 0o755))
		docs, err := Docs([]string{dir}, Options{})
		require.NoError(t, err)
		var ids []string
		for d := range docs {
			require.Nil(t, d.Failure)
			ids = append(ids, d.ID)
		}
		require.True(t, slices.IsSorted(ids), "%q", ids)
	})
}

// TestUnquoteIsAsEncodingJSONHasIt compares the two on strings of JSON without half pairs.
func TestUnquoteIsAsEncodingJSONHasIt(t *testing.T) {
	pieces := []string{"汉字", "a", " ", `\n`, `\t`, `\"`, `\\`, `\/`, `\b`, `\f`, `\r`, `\u6c49`, `\u0000`, `\u00e9`, `\ud83d\ude00`, `\uFFFD`, "é", "😀", "\u2028"}
	rapid.Check(t, func(t *rapid.T) {
		raw := `"` + strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 8).Draw(t, "pieces"), "") + `"`
		var want string
		require.NoError(t, json.Unmarshal([]byte(raw), &want))
		got, whole := unquote([]byte(raw))
		require.True(t, whole, raw)
		require.Equal(t, want, got, raw)
	})
}

func FuzzParseLine(f *testing.F) {
	f.Add([]byte(`{"id":"a","text":"甲"}`))
	f.Add([]byte(`{"id":"a","html":"\ud840\udc00"}`))
	f.Add([]byte(`{"id":"\u0000","text":"\ud8"}`))
	f.Add([]byte(`{"id":"a","data":"5Lya","source":"b"}`))
	f.Add([]byte(`{"id":"a","path":"../b"}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		l, err := parseLine(line)
		if err != nil {
			return
		}
		require.NotEmpty(t, l.id)
		switch l.content {
		case textKey, htmlKey:
			require.Empty(t, l.path)
			var keys map[string]any
			require.NoError(t, json.Unmarshal(line, &keys))
			require.Equal(t, keys[l.content], string(l.raw))
			require.Equal(t, bytes.Contains(l.raw, []byte("\uFFFD")),
				bytes.Contains(line, []byte("\uFFFD")) && bytes.Contains(l.raw, []byte("\uFFFD")) || bytes.Contains(bytes.ToLower(line), []byte(`\ufffd`)))
		case dataKey:
			require.Empty(t, l.path)
		case pathKey:
			require.Nil(t, l.raw)
		default:
			t.Fatalf("content %q", l.content)
		}
	})
}

func ExampleDocs() {
	lines := `{"id":"a","text":"会议确定了42项任务。"}
{"id":"b"}`
	docs, err := Docs([]string{"-"}, Options{Format: JSONL, Stdin: strings.NewReader(lines)})
	if err != nil {
		panic(err)
	}
	for d := range docs {
		if d.Failure != nil {
			fmt.Println(d.ID, d.Failure.Message)
			continue
		}
		fmt.Println(d.ID, string(d.Raw))
	}
	// Output:
	// a 会议确定了42项任务。
	// stdin:2 source: stdin:2: bad line: none of "text", "html", "data" and "path"
}

// TestWant: documents that are not asked for keep their places. Files of their own are
// not read for it; archives are, as their limits hold for all that they hold.
func TestWant(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string]string{
		"a.txt": "一", "b.txt": "二", "c.jsonl": `{"id":"x","text":"三"}` + "\n" + `{"id":"y","text":"四"}` + "\n{}\n",
		"d.tar": tarred("m.txt", "五", "n.txt", "六"), "e.gz": gz("七"),
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(data), 0o666))
	}
	read := func(want func(string) bool) (ids []string, raw map[string]string) {
		docs, err := Docs([]string{dir}, Options{Want: want})
		require.NoError(t, err)
		raw = map[string]string{}
		for d := range docs {
			ids = append(ids, d.ID)
			raw[d.ID] = string(d.Raw)
		}
		return ids, raw
	}
	all, whole := read(nil)
	assert.Equal(t, []string{"a.txt", "b.txt", "x", "y", "c.jsonl:3", "d.tar/m.txt", "d.tar/n.txt", "e.gz"}, all)
	for _, one := range all {
		ids, raw := read(func(id string) bool { return id == one })
		assert.Equal(t, all, ids)
		assert.Equal(t, whole[one], raw[one])
		for _, file := range []string{"a.txt", "b.txt", "e.gz"} {
			assert.Equal(t, file != one, raw[file] == "", file)
		}
	}
}

// TestSameIDs: of documents with one id the later ones get a number, in a part of a run
// the same ones.
func TestSameIDs(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string]string{
		"a/x.txt": "一", "a/y.txt": "二", "b/x.txt": "三", "b/bad.jsonl": "{}\n", "c/bad.jsonl": "{}\n", "c/x.txt": "四",
		"c/more.jsonl": `{"id":"y.txt","text":"五"}` + "\n" + `{"id":"y.txt","text":"六"}` + "\n", "c/z.tar": tarred("m", "七", "m", "八"),
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
		require.NoError(t, os.WriteFile(path, []byte(data), 0o666))
	}
	inputs := []string{filepath.Join(dir, "a"), filepath.Join(dir, "b"), filepath.Join(dir, "c"), filepath.Join(dir, "c", "z.tar")}
	read := func(want func(string) bool) map[string]string {
		docs, err := Docs(inputs, Options{Want: want})
		require.NoError(t, err)
		all := map[string]string{}
		for d := range docs {
			switch {
			case d.Unread:
			case d.Failure != nil:
				all[d.ID] = "failed: " + d.Failure.Doc
			default:
				all[d.ID] = string(d.Raw)
			}
		}
		return all
	}
	assert.Equal(t, map[string]string{
		"x.txt": "一", "x.txt:2": "三", "x.txt:3": "四", "y.txt": "二", "y.txt:2": "五", "y.txt:3": "六",
		"bad.jsonl:1": "failed: bad.jsonl:1", "bad.jsonl:1:2": "failed: bad.jsonl:1:2",
		"z.tar/m": "七", "z.tar/m:2": "八", "z.tar/m:3": "七", "z.tar/m:4": "八",
	}, read(nil))
	assert.Equal(t, map[string]string{"x.txt": "一", "x.txt:2": "三", "x.txt:3": "四"}, read(func(id string) bool { return id == "x.txt" }))
}
