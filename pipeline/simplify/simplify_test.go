package simplify

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/liuzl/gocc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/huiyao/huiyao/pipeline"
)

func TestStage(t *testing.T) {
	for _, c := range []struct{ name, text, simple, script string }{
		{"empty", "", "", None},
		{"no_letters", "2024-05-13 3.5%", "2024-05-13 3.5%", None},
		{"both_scripts_alike", "中文", "中文", None},
		{"simplified", "会议确定了42项任务", "会议确定了42项任务", Simplified},
		{"traditional", "會議確定了42項任務", "会议确定了42项任务", Traditional},
		{"mixed", "會議確定了任務，会议确定了任务", "会议确定了任务，会议确定了任务", Mixed},
		{"one_name_in_the_other_script", "會議確定任務" + strings.Repeat("會議確定", 3) + "发", "会议确定任务" + strings.Repeat("会议确定", 3) + "发", Traditional},
		{"taiwan_spelling_is_traditional", "為民服務群眾", "为民服务群众", Traditional},
		{"variant_in_simplified_text", strings.Repeat("会议确定了任务", 5) + "於", strings.Repeat("会议确定了任务", 5) + "于", Simplified},
		{"phrase_that_stays", "乾隆年間", "乾隆年间", Traditional},
		{"character_of_that_phrase", "乾淨", "干净", Traditional},
		{"astral", "㑮𠁞x", "𫝈𠀾x", Traditional},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &pipeline.Doc{MediaType: "text/plain", Text: c.text}
			require.NoError(t, New().Run(context.Background(), d))
			assert.Equal(t, c.simple, d.Simple)
			assert.Equal(t, c.script, d.Script)
		})
	}
}

func TestRunWantsItsInputs(t *testing.T) {
	err := New().Run(context.Background(), &pipeline.Doc{})
	assert.ErrorIs(t, err, pipeline.ErrMissing)
	assert.EqualError(t, err, "simplify: Doc.MediaType is not set; the text stage comes first")
}

func TestConvertLeavesSimplifiedTextAlone(t *testing.T) {
	text := strings.Repeat("会议确定了42项任务。", 100)
	Convert(text)
	assert.Zero(t, testing.AllocsPerRun(10, func() { Convert(text) }))
	traditional := strings.Repeat("會議確定了42項任務。", 100)
	assert.LessOrEqual(t, testing.AllocsPerRun(10, func() { Convert(traditional) }), 1.0)
}

func TestConvertPassesInvalidBytesOn(t *testing.T) {
	for _, s := range []string{"\xff", "\xe6", "\xe6\x9c", "a\xf0\x90", "\x80\x80\x80\x80", "\xed\xa0\x80", "\xff\xff\xff\xff\xff"} {
		assert.Equal(t, s, Convert(s))
	}
}

var oracle = func() *gocc.OpenCC {
	c, err := gocc.New("t2s")
	if err != nil {
		panic(err)
	}
	return c
}()

// sameAsGocc compares with gocc, without U+0001: gocc loses it and then repeats characters.
func sameAsGocc(t require.TestingT, text string) {
	text = strings.ReplaceAll(text, "\x01", "")
	if strings.ContainsFunc(text, isVariant) {
		return
	}
	want, err := oracle.Convert(text)
	require.NoError(t, err)
	require.Equal(t, want, Convert(text))
}

// TestGoccLosesU0001 shows why: when this fails, gocc was mended and the exception can go.
func TestGoccLosesU0001(t *testing.T) {
	got, err := oracle.Convert("\x01\x01\x01乾坤漢字")
	require.NoError(t, err)
	assert.Equal(t, "乾坤坤汉字", got)
	assert.Equal(t, "\x01\x01\x01乾坤汉字", Convert("\x01\x01\x01乾坤漢字"))
}

// isVariant reports whether r is a form of a character that gocc does not know.
func isVariant(r rune) bool { return r < maxRune && tables().variants.has(r) }

func TestVariants(t *testing.T) {
	for text, want := range map[string]string{
		"⼀季度": "一季度", "3⽉增⻓": "3月增长", "⻢⻋": "马车", "⾞⾺": "车马", "金額": "金额", "一季度": "一季度",
	} {
		got, changed := convert(text)
		assert.Equal(t, want, got)
		assert.Equal(t, strings.Contains(text, "額"), changed > 0, "%q: what tells the script", text)
		assert.Equal(t, utf8.RuneCountInString(text), utf8.RuneCountInString(got))
		assert.Equal(t, want, Convert(got))
	}
}

func TestEveryCharacterAsGocc(t *testing.T) {
	for r := rune(2); r <= utf8.MaxRune; r++ {
		if utf8.ValidRune(r) && !isVariant(r) && (r < 0x32000 || r%0x100 == 0) {
			want, err := oracle.Convert(string(r))
			require.NoError(t, err)
			require.Equal(t, want, Convert(string(r)), "%U", r)
		}
	}
}

// pieces are what conversions stumble over: phrases, their parts, and what stands between.
func pieces() []string {
	var all []string
	for line := range strings.Lines(phrases) {
		from, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		all = append(all, from)
		runes := []rune(from)
		all = append(all, string(runes[:len(runes)-1]), string(runes[1:]))
	}
	for _, r := range "乾瞭藉於著麼㑮𠁞漢字会a\n\x00é\u07FF\U0010FFFF" {
		all = append(all, string(r))
	}
	return all
}

func TestConvertAsGocc(t *testing.T) {
	all := pieces()
	rapid.Check(t, func(t *rapid.T) {
		sameAsGocc(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(all), 0, 30).Draw(t, "pieces"), ""))
	})
}

func FuzzConvert(f *testing.F) {
	f.Add("乾隆爺是誰的乾爺爺？瞭望、瞭解")
	f.Add("\x01乾坤")
	for _, p := range pieces()[:40] {
		f.Add(p)
	}
	for _, text := range texts(f, "../../corpus") {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			Convert(text) // must not panic
			return
		}
		sameAsGocc(t, text)
		simple := Convert(text)
		require.Equal(t, utf8.RuneCountInString(text), utf8.RuneCountInString(simple))
		require.Equal(t, simple, Convert(text))
	})
}

// texts returns the valid UTF-8 files below a folder by path, none where there is no such
// folder.
func texts(t testing.TB, dir string) map[string]string {
	all := map[string]string{}
	if _, err := os.Stat(dir); err != nil {
		return all
	}
	require.NoError(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if utf8.Valid(b) {
			all[path] = string(b)
		}
		return err
	}))
	return all
}

// TestRealTextsAsGocc reads the corpus, and the collection of real reports where it is at
// hand.
func TestRealTextsAsGocc(t *testing.T) {
	n := 0
	for _, dir := range []string{"../../corpus", "../../../shared/reports", "../../../shared/gold"} {
		for path, text := range texts(t, dir) {
			text = strings.Map(func(r rune) rune { // which gocc does not know
				if isVariant(r) {
					return '中'
				}
				return r
			}, text)
			want, err := oracle.Convert(text)
			require.NoError(t, err)
			got := Convert(text)
			require.True(t, want == got, path)
			require.Equal(t, utf8.RuneCountInString(text), utf8.RuneCountInString(got), path)
			n++
		}
	}
	t.Logf("%d texts", n)
}

// sample returns about 1 MB of text in the script, made of the corpus or, without it, of
// a sentence.
func sample(b *testing.B, traditional bool) string {
	var out strings.Builder
	for path, text := range texts(b, "../../corpus") {
		if strings.HasSuffix(path, ".txt") && (Convert(text) != text) == traditional {
			out.WriteString(text)
		}
	}
	if out.Len() == 0 {
		out.WriteString("會議確定了42項任務，總投資6700多億元，由發展改革委牽頭推進。")
	}
	s := strings.Repeat(out.String(), 1<<20/out.Len()+1)
	if !traditional {
		s = Convert(s)
	}
	return s
}

func BenchmarkConvert(b *testing.B) {
	for _, c := range []struct {
		name        string
		traditional bool
	}{{"traditional", true}, {"simplified", false}} {
		text := sample(b, c.traditional)
		b.Run(c.name+"/huiyao", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Convert(text)
			}
		})
		b.Run(c.name+"/gocc", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := oracle.Convert(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkStage(b *testing.B) {
	for _, traditional := range []bool{true, false} {
		text := sample(b, traditional)
		b.Run(map[bool]string{true: "traditional", false: "simplified"}[traditional], func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				d := &pipeline.Doc{MediaType: "text/plain", Text: text}
				if err := New().Run(context.Background(), d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkTables measures what the first conversion of a run costs more.
func BenchmarkTables(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		unpack()
	}
}
