package decode

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/huiyao/huiyao/pipeline"
)

func TestRun(t *testing.T) {
	for _, c := range []struct{ name, raw, want string }{
		{"empty", "", ""},
		{"plain", "会议\n要求\n", "会议\n要求\n"},
		{"byte_order_mark", "\uFEFF会议", "会议"},
		{"only_the_first_mark", "\uFEFF\uFEFF会\uFEFF议", "\uFEFF会\uFEFF议"},
		{"windows_lines", "会议\r\n要求\r\n", "会议\n要求\n"},
		{"old_mac_lines", "会议\r要求\r", "会议\n要求\n"},
		{"all_kinds", "a\r\r\n\n\rb\r\n\r\nc\n\r", "a\n\n\n\nb\n\nc\n\n"},
		{"nothing_else_is_touched", "\x00\x01\t　 \u2028\u00a0ｶﾞ\u0301\ufffd𠀀\x0b\x0c\u0085", "\x00\x01\t　 \u2028\u00a0ｶﾞ\u0301\ufffd𠀀\x0b\x0c\u0085"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &pipeline.Doc{ID: "a", Raw: []byte(c.raw)}
			require.NoError(t, New().Run(context.Background(), d))
			sum := sha256.Sum256([]byte(c.raw))
			assert.Equal(t, &pipeline.Doc{ID: "a", SHA256: hex.EncodeToString(sum[:]), Charset: "utf-8", Decoded: c.want}, d)
		})
	}
}

// text is enough Chinese in both scripts to tell a charset from.
const (
	simplified  = "会议确定了42项任务，总投资6700多亿元，同比增长3.5%。\n"
	traditional = "會議確定了42項任務，總投資6700多億元，同比增長3.5%。\n"
)

func TestCharsets(t *testing.T) {
	gb := encode(simplifiedchinese.GB18030, simplified)
	five := encode(traditionalchinese.Big5, traditional)
	little := encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), simplified)
	big := encode(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), traditional)
	many := strings.Repeat(simplified, 10)
	for _, c := range []struct {
		name, raw, charset, want string
		replaced                 int
	}{
		{"utf-8", simplified, "utf-8", simplified, 0},
		{"utf-8_some_broken", many + "\xe8\xae" + many, "utf-8", many + "\ufffd" + many, 1},
		{"utf-8_one_gbk_word_in_it", many + many + "\xbb\xe1" + many, "utf-8", many + many + "\ufffd\ufffd" + many, 2},
		{"gbk", gb, "gb18030", simplified, 0},
		{"gbk_one_word", "\xbb\xe1\xd2\xe9", "gb18030", "会议", 0},
		{"gbk_in_ascii", "GBK: \xbb\xe1\xd2\xe9", "gb18030", "GBK: 会议", 0},
		{"gbk_traditional", encode(simplifiedchinese.GBK, traditional), "gb18030", traditional, 0},
		{"gbk_cut_off", strings.Repeat(gb, 4) + "\xbb", "gb18030", strings.Repeat(simplified, 4) + "\ufffd", 1},
		{"gb18030_four_bytes", encode(simplifiedchinese.GB18030, simplified+"𠂇㑇é😀"), "gb18030", simplified + "𠂇㑇é😀", 0},
		{"gb18030_mark", "\x84\x31\x95\x33" + gb, "gb18030", simplified, 0},
		{"gb18030_what_x/text_lacks", gb + "\xfe\x59\xa6\xd9\xa6\xda\xa8\xbc\xfe\x51\x80", "gb18030", simplified + "\u9fb4\ufe10\ufe12\u1e3f\U00020087€", 0},
		{"gb18030_holds_ufffd", gb + "\x84\x31\xa4\x37", "gb18030", simplified + "\ufffd", 0},
		{"gb18030_private_use", strings.Repeat(gb, 4) + "\xaa\xa1\xa1\x40", "gb18030", strings.Repeat(simplified, 4) + "\ue000\ue4c6", 0},
		{"big5", five, "big5-hkscs", traditional, 0},
		{"big5_one_word", "\xb7|\xc4\xb3", "big5-hkscs", "會議", 0},
		{"big5_hong_kong", five + "\x87\x40\xfe\xfe\x88\x62", "big5-hkscs", traditional + "\u43f0\u79d4Ê̄", 0},
		{"big5_cut_off", strings.Repeat(five, 4) + "\xb7", "big5-hkscs", strings.Repeat(traditional, 4) + "\ufffd", 1},
		{"utf-16le_mark", "\xff\xfe" + little, "utf-16le", simplified, 0},
		{"utf-16be_mark", "\xfe\xff" + big, "utf-16be", traditional, 0},
		{"utf-16le", little, "utf-16le", simplified, 0},
		{"utf-16be", big, "utf-16be", traditional, 0},
		{"utf-16_word", "\xff\xfe\x1a\x4f", "utf-16le", "会", 0},
		{"utf-16_ascii", strings.Repeat("a\x00b\x00\n\x00", 5), "utf-16le", strings.Repeat("ab\n", 5), 0},
		{"utf-16_surrogates", "\xff\xfe" + encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), many+"𠂇") + "\x40\xd8", "utf-16le", many + "𠂇\ufffd", 1},
		{"utf-16_odd", "\xfe\xff" + strings.Repeat(big, 4) + "x", "utf-16be", strings.Repeat(traditional, 4) + "\ufffd", 1},
		{"mark_alone", "\xff\xfe", "utf-16le", "", 0},
		{"windows_lines", strings.ReplaceAll(gb, "\n", "\r\n"), "gb18030", simplified, 0},
		{"declared_gb2312_is_utf-8", "<meta charset=gb2312>" + simplified, "utf-8", "<meta charset=gb2312>" + simplified, 0},
		{"declared_utf-8_is_gbk", "<meta charset='utf-8'>" + gb, "gb18030", "<meta charset='utf-8'>" + simplified, 0},
		{"declared_big5_is_gbk", `<?xml version="1.0" encoding="Big5"?>` + gb, "gb18030", `<?xml version="1.0" encoding="Big5"?>` + simplified, 0},
		{"declared_gbk_is_big5", "<meta http-equiv=Content-Type content='text/html; charset=gbk'>" + five, "big5-hkscs", "<meta http-equiv=Content-Type content='text/html; charset=gbk'>" + traditional, 0},
		{"declared_decides_the_undecided", "<meta charset=big5>\xe7\xd2", "big5-hkscs", "<meta charset=big5>觰", 0},
		{"declared_not_the_undecided", "\xe7\xd2", "gb18030", "缫", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &pipeline.Doc{Raw: []byte(c.raw)}
			require.NoError(t, New().Run(context.Background(), d))
			assert.Equal(t, c.charset, d.Charset)
			assert.Equal(t, c.want, d.Decoded)
			assert.Equal(t, c.replaced, d.Replaced)
		})
	}
}

// encode returns s in the encoding, which has to know all of it.
func encode(e encoding.Encoding, s string) string {
	out, err := e.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

func TestRunRefuses(t *testing.T) {
	for _, c := range []struct {
		name, raw, want string
		is              error
	}{
		{"cut_off", "会\xe8\xae", "decode: more than 1 % of the text cannot be read: 1 of 2 characters, read as utf-8", ErrReplaced},
		{"picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\xff\x00\xd8\x90\x00\xff", "", ErrReplaced},
		{"western", strings.Repeat("La r\xe9union a d\xe9cid\xe9 \xe0 l'unanimit\xe9. ", 9), "", ErrCharset},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &pipeline.Doc{Raw: []byte(c.raw)}
			err := New().Run(context.Background(), d)
			assert.ErrorIs(t, err, c.is)
			if c.want != "" {
				assert.EqualError(t, err, c.want)
			}
			assert.Equal(t, &pipeline.Doc{Raw: []byte(c.raw)}, d, "nothing is set")
		})
	}
}

// TestDeclaration wants the charset that is declared, where it is known.
func TestDeclaration(t *testing.T) {
	for s, want := range map[string]*charset{
		"": nil, "charset": nil, "charset=": nil, "charset=koi8-r": nil, "encoding charset = GB2312": gb18030Charset,
		"charset=koi8-r charset=big5": big5Charset, `encoding="UTF-8"`: utf8Charset, "<meta charset=gbk/>": gb18030Charset,
		strings.Repeat(" ", declarationSize) + "charset=gbk": nil,
	} {
		assert.Equal(t, want, declaration([]byte(s)), s)
	}
}

// TestEveryCharacterComesBack holds the decoders against the encoders of x/text.
func TestEveryCharacterComesBack(t *testing.T) {
	var all, five strings.Builder
	for r := rune(0x80); r < 0x30000; r++ {
		if r >= 0xD800 && r < 0xF900 { // surrogates, and private use, where x/text is at odds with itself
			continue
		}
		all.WriteRune(r)
		if _, err := traditionalchinese.Big5.NewEncoder().String(string(r)); err == nil && r != 0xFFFD {
			five.WriteRune(r)
		}
	}
	text, replaced := readGB18030([]byte(encode(simplifiedchinese.GB18030, all.String())))
	assert.Zero(t, replaced)
	if all.String() != string(text) {
		for want, got := []rune(all.String()), []rune(string(text)); len(want) > 0; want, got = want[1:], got[1:] {
			require.Equal(t, string(want[:1]), string(got[:1]), "%+q", want[:1])
		}
	}
	text, replaced = readBig5([]byte(encode(traditionalchinese.Big5, five.String())))
	assert.Zero(t, replaced)
	assert.True(t, five.String() == string(text))
}

// TestOldPages reads pages and feeds in old charsets, and such as declare a wrong one,
// where they are there.
func TestOldPages(t *testing.T) {
	files, err := filepath.Glob("../../../shared/reports/html/*.*ml")
	require.NoError(t, err)
	for _, f := range files {
		raw, err := os.ReadFile(f)
		require.NoError(t, err)
		want := "utf-8"
		switch base := filepath.Base(f); {
		case strings.HasPrefix(base, "Big5_"):
			want = "big5-hkscs"
		case strings.HasPrefix(base, "GB2312_"), strings.HasPrefix(base, "gne_"):
			want = "gb18030"
		}
		_, charset, _, err := decode(raw)
		assert.NoError(t, err, f)
		assert.Equal(t, want, charset, f)
	}
}

// TestShortTexts decodes each line of the corpus alone.
func TestShortTexts(t *testing.T) {
	files, err := filepath.Glob("../../corpus/*.txt")
	require.NoError(t, err)
	wrong, all := 0, 0
	for _, f := range files {
		b, err := os.ReadFile(f)
		require.NoError(t, err)
		for line := range strings.SplitSeq(string(b), "\n") {
			for _, e := range []struct {
				name string
				encoding.Encoding
			}{
				{"gb18030", simplifiedchinese.GB18030}, {"big5-hkscs", traditionalchinese.Big5},
				{"utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)}, {"utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
			} {
				raw, err := e.NewEncoder().String(line)
				if err != nil || utf8.ValidString(raw) {
					continue // not every line can be written so
				}
				all++
				if text, charset, _, err := decode([]byte(raw)); err != nil || charset != e.name || text != line {
					wrong++
					t.Logf("%s: %q as %s %q (%v)", e.name, line, charset, text, err)
				}
			}
		}
	}
	require.NotZero(t, all)
	assert.LessOrEqual(t, wrong*200, all, "%d of %d lines", wrong, all)
	t.Logf("%d of %d lines misread", wrong, all)
}

func TestRunWantsItsInputs(t *testing.T) {
	err := New().Run(context.Background(), &pipeline.Doc{})
	assert.ErrorIs(t, err, pipeline.ErrMissing)
	assert.EqualError(t, err, "decode: Doc.Raw is not set; the source stage comes first")
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("\uFEFF会议\r\n\r要求"))
	f.Add([]byte("\xbb\xe1\xd2\xe9"))
	f.Add([]byte("\xff\xfe\x1a\x4f"))
	f.Add([]byte(encode(traditionalchinese.Big5, traditional)))
	f.Add([]byte(encode(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), traditional)))
	for _, b := range corpus(f) {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, c := range charsets {
			text, replaced := c.read(raw)
			require.True(t, utf8.Valid(text), c.name)
			require.LessOrEqual(t, replaced, bytes.Count(text, []byte("\uFFFD")), c.name)
		}
		text, charset, replaced, err := decode(raw)
		if err != nil {
			require.True(t, errors.Is(err, ErrReplaced) || errors.Is(err, ErrCharset))
			require.False(t, utf8.Valid(raw) && !manyNUL(raw))
			return
		}
		require.True(t, utf8.ValidString(text))
		require.NotContains(t, text, "\r")
		require.NotEmpty(t, charset)
		require.LessOrEqual(t, replaced*100, utf8.RuneCountInString(text)+bytes.Count(raw, []byte("\r"))+1)
		if utf8.Valid(raw) && !manyNUL(raw) {
			require.Equal(t, "utf-8", charset)
			require.Zero(t, replaced)
			want := strings.TrimPrefix(string(raw), "\uFEFF")
			want = strings.ReplaceAll(strings.ReplaceAll(want, "\r\n", "\n"), "\r", "\n")
			require.Equal(t, want, text)
		}
	})
}

// corpus returns the project's corpus, where it is there.
func corpus(t testing.TB) [][]byte {
	const dir = "../../corpus"
	if _, err := os.Stat(dir); err != nil {
		return nil
	}
	var all [][]byte
	require.NoError(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		all = append(all, b)
		return err
	}))
	return all
}

func BenchmarkDecode(b *testing.B) {
	text := strings.Repeat("会议确定了42项任务，总投资6700多亿元，由发展改革委牵头推进。\n", 12000)
	for _, c := range []struct{ name, text string }{{"unix", text}, {"windows", strings.ReplaceAll(text, "\n", "\r\n")}, {"gb18030", encode(simplifiedchinese.GB18030, text)}} {
		b.Run(c.name, func(b *testing.B) {
			raw := []byte(c.text)
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				if err := New().Run(context.Background(), &pipeline.Doc{Raw: raw}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
