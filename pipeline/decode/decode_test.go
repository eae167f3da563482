package decode

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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

func TestRunRefusesOtherBytes(t *testing.T) {
	for _, c := range []struct{ name, raw, want string }{
		{"gbk", "GBK: \xbb\xe1\xd2\xe9", "decode: byte 0xBB at offset 5: not valid UTF-8"},
		{"utf16", "\xff\xfe\x1a\x4f", "decode: byte 0xFF at offset 0: not valid UTF-8"},
		{"cut_off", "会\xe8\xae", "decode: byte 0xE8 at offset 3: not valid UTF-8"},
		{"surrogate", "\xed\xa0\x80", "decode: byte 0xED at offset 0: not valid UTF-8"},
		{"overlong", "a\xc0\xaf", "decode: byte 0xC0 at offset 1: not valid UTF-8"},
		{"too_large", "a\xf4\x90\x80\x80", "decode: byte 0xF4 at offset 1: not valid UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &pipeline.Doc{Raw: []byte(c.raw)}
			err := New().Run(context.Background(), d)
			assert.EqualError(t, err, c.want)
			assert.ErrorIs(t, err, ErrInvalidUTF8)
			assert.Equal(t, &pipeline.Doc{Raw: []byte(c.raw)}, d, "nothing is set")
		})
	}
}

func TestRunWantsItsInputs(t *testing.T) {
	err := New().Run(context.Background(), &pipeline.Doc{})
	assert.ErrorIs(t, err, pipeline.ErrMissing)
	assert.EqualError(t, err, "decode: Doc.Raw is not set; the source stage comes first")
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("\uFEFF会议\r\n\r要求"))
	f.Add([]byte("\xbb\xe1\xd2\xe9"))
	for _, b := range corpus(f) {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		text, charset, replaced, err := decode(raw)
		if err != nil {
			require.ErrorIs(t, err, ErrInvalidUTF8)
			require.False(t, utf8.Valid(raw))
			return
		}
		require.True(t, utf8.ValidString(text))
		require.NotContains(t, text, "\r")
		require.NotEmpty(t, charset)
		if charset == "utf-8" {
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
	for _, c := range []struct{ name, text string }{{"unix", text}, {"windows", strings.ReplaceAll(text, "\n", "\r\n")}} {
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
