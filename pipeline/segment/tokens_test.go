package segment

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/go-ego/gse"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/segment/internal/trie"
)

// someWords are added in tests: longer than gse's, of letters, overlapping each other,
// known to gse already, and with a character that gse does not know.
var someWords = []string{
	"京津冀协同发展", "重点任务", "国家发展和改革委员会", "发展改革委", "改革委员会", "碳达峰", "碳达峰碳中和", "PM2.5", "5G基站",
	"产业链", "链式发展", "北京绿色交易所", "绿色交易所", "我们", "A股", "TEU", "㸃㸃工程", "“十四五”规划", "人次", "雄安新区", "雄安新区管理委员会",
}

// The oracle is not asked under the race detector, where it takes a minute to load.
var oracle = sync.OnceValue(func() *gse.Segmenter { return load(nil) })
var oracleWithWords = sync.OnceValue(func() *gse.Segmenter { return load(someWords) })

// load returns gse with its whole simplified dictionary and the words.
func load(words []string) *gse.Segmenter {
	seg := &gse.Segmenter{NotLoadHMM: true, SkipLog: true}
	if err := seg.LoadDictEmbed("zh_s"); err != nil {
		panic(err)
	}
	for _, w := range words {
		if err := seg.AddToken(w, addedFreq, addedTags[tagIndex(w)]); err != nil {
			panic(err)
		}
	}
	seg.CalcToken()
	return seg
}

func wantTokens(seg *gse.Segmenter, text string) []extractors.Token {
	var out []extractors.Token
	for _, s := range seg.Segment([]byte(text)) {
		out = append(out, extractors.Token{Span: span.Span{Start: s.Start(), End: s.End()}, Tag: s.Token().Pos()})
	}
	return out
}

func stage(t testing.TB, words []string) *Stage {
	t.Helper()
	s, err := New(words)
	require.NoError(t, err)
	return s
}

func cut(s *Stage, text string) []string {
	var out []string
	for _, token := range s.Tokenizer().AppendTokens(nil, text, 0) {
		out = append(out, token.Span.Of(text)+"/"+token.Tag)
	}
	return out
}

func TestTokens(t *testing.T) {
	plain, with := stage(t, nil), stage(t, someWords)
	for _, c := range []struct {
		name, text string
		want       string
		words      bool
	}{
		{name: "empty"},
		{name: "figures", text: "完成投资6700多亿元", want: "完成/v 投资/vn 6700/x 多亿元/m"},
		{name: "thousands separator", text: "1,200家", want: "1/x ,/x 200/x 家/zg"},
		{name: "letters in either case", text: "4S店和4s店", want: "4S店/n 和/c 4s店/n"},
		{name: "run is not cut in the middle", text: "44S店", want: "44S/x 店/n"},
		{name: "full-width digits stand alone", text: "１２万", want: "１/x ２/x 万/zg"},
		{name: "Greek is a letter", text: "γ射线αβ", want: "γ射线/n αβ/x"},
		{name: "unknown character", text: "㸃㸃工程", want: "㸃/x 㸃/x 工程/n"},
		{name: "added word with one", text: "㸃㸃工程", want: "㸃㸃工程/n", words: true},
		{name: "added body", text: "国家发展和改革委员会的任务", want: "国家发展和改革委员会/nt 的/uj 任务/n", words: true},
		{name: "added word of letters", text: "pm2.5浓度", want: "pm2.5/n 浓度/n", words: true},
		{name: "added letters are a whole run", text: "3TEU", want: "3TEU/x", words: true},
		{name: "word that gse knows keeps its tag", text: "我们", want: "我们/r", words: true},
		{name: "longest of added words", text: "碳达峰碳中和", want: "碳达峰碳中和/n", words: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, o := plain, oracle
			if c.words {
				s, o = with, oracleWithWords
			}
			assert.Equal(t, c.want, strings.Join(cut(s, c.text), " "))
			if !raceEnabled {
				assert.Equal(t, wantTokens(o(), c.text), s.Tokenizer().AppendTokens(nil, c.text, 0))
			}
		})
	}
}

// texts calls f with every text below the project's corpus and, where it lies beside the
// project, the folder of collected reports.
func texts(t testing.TB, f func(name, text string)) {
	t.Helper()
	for _, root := range []string{"../../corpus", "../../../shared/reports", "../../../shared/gold/dev"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.Contains(".txt.md.html.xml", filepath.Ext(path)) {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			f(path, string(b))
			return nil
		})
		if !os.IsNotExist(err) {
			require.NoError(t, err)
		}
	}
}

// withoutRace skips tests that take minutes under the race detector and start no
// goroutines.
func withoutRace(t testing.TB) {
	if raceEnabled {
		t.Skip("one goroutine only, and very slow under the race detector")
	}
}

func TestTokensAreThoseOfGse(t *testing.T) {
	withoutRace(t)
	for _, c := range []struct {
		name   string
		stage  *Stage
		oracle *gse.Segmenter
	}{
		{"gse's words", stage(t, nil), oracle()},
		{"with added words", stage(t, someWords), oracleWithWords()},
	} {
		t.Run(c.name, func(t *testing.T) {
			files, tokens := 0, 0
			texts(t, func(name, text string) {
				files++
				tokenizer := c.stage.Tokenizer()
				check := func(piece string) {
					got := tokenizer.AppendTokens(nil, piece, 0)
					tokens += len(got)
					require.Equal(t, wantTokens(c.oracle, piece), got, "%s: %q", name, piece)
				}
				check(text) // also those that are not UTF-8
				if utf8.ValidString(text) {
					for _, s := range Sentences(text) {
						check(s.Text)
					}
				}
			})
			t.Logf("%d files, %d tokens", files, tokens)
		})
	}
}

func TestWordsAreUpToDate(t *testing.T) {
	withoutRace(t)
	var words []trie.Word
	for i := range oracle().Dict.Tokens {
		token := &oracle().Dict.Tokens[i]
		words = append(words, trie.Word{Text: token.Text(), Freq: token.Freq(), Tag: token.Pos()})
	}
	want, err := trie.Build(words)
	require.NoError(t, err)
	assert.True(t, string(want) == block, "words.trie does not come from this gse: run go generate")
}

func FuzzTokens(f *testing.F) {
	withoutRace(f)
	texts(f, func(_, text string) {
		for line := range strings.Lines(text) {
			if len(line) > 300 {
				f.Add(line)
				return
			}
		}
	})
	f.Add("4S店A股１２万γ射线㸃㸃工程PM2.5𫘨𠮷\x00\xff")
	plain, with := stage(f, nil), stage(f, someWords)
	f.Fuzz(func(t *testing.T, text string) {
		require.Equal(t, wantTokens(oracle(), text), plain.Tokenizer().AppendTokens(nil, text, 0))
		got := with.Tokenizer().AppendTokens(nil, text, 0)
		require.Equal(t, wantTokens(oracleWithWords(), text), got)
		at := 0
		for _, token := range got {
			require.Equal(t, at, token.Span.Start)
			require.Greater(t, token.Span.End, at)
			at = token.Span.End
		}
		require.Equal(t, len(text), at)
	})
}

func BenchmarkTokens(b *testing.B) {
	text, sentences := benchmarkText(b)
	b.Run("huiyao", func(b *testing.B) {
		s := stage(b, nil)
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			tokenizer := s.Tokenizer()
			for i := range sentences {
				tokenizer.AppendTokens(nil, sentences[i].Text, 0)
			}
		}
	})
	b.Run("huiyao with added words", func(b *testing.B) {
		s := stage(b, someWords)
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			tokenizer := s.Tokenizer()
			for i := range sentences {
				tokenizer.AppendTokens(nil, sentences[i].Text, 0)
			}
		}
	})
	b.Run("gse", func(b *testing.B) {
		seg := oracle()
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			for i := range sentences {
				seg.Segment([]byte(sentences[i].Text))
			}
		}
	})
}

// BenchmarkReport is what one report of 15 KB costs from its text to its tokens, the
// tokenizer's buffers included.
func BenchmarkReport(b *testing.B) {
	text, _ := benchmarkText(b)
	text = text[:strings.LastIndexByte(text[:15<<10], '\n')]
	s := stage(b, someWords)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		d := &pipeline.Doc{Simple: text}
		if err := s.Run(b.Context(), d); err != nil {
			b.Fatal(err)
		}
		for i := range d.Sentences {
			d.Tokenizer.AppendTokens(nil, d.Sentences[i].Text, 0)
		}
	}
}

// BenchmarkStart is what a program that reads one report waits for.
func BenchmarkStart(b *testing.B) {
	b.Run("huiyao", func(b *testing.B) {
		for b.Loop() {
			if _, err := trie.Open(block); err != nil {
				b.Fatal(err)
			}
			stage(b, someWords).Tokenizer().AppendTokens(nil, "会议", 0)
		}
	})
	b.Run("gse", func(b *testing.B) {
		for b.Loop() {
			load(nil)
		}
	})
}

// benchmarkText returns simplified reports and their sentences: the project's corpus, or
// a few lines over and over where there is none.
func benchmarkText(b *testing.B) (string, []extractors.Sentence) {
	b.Helper()
	var all strings.Builder
	texts(b, func(name, text string) {
		if all.Len() < 1<<20 && filepath.Ext(name) == ".txt" && utf8.ValidString(text) && (strings.Contains(name, "mainland") || strings.Contains(name, "hans")) {
			all.WriteString(text)
			all.WriteString("\n\n")
		}
	})
	for all.Len() < 1<<18 {
		all.WriteString("会议确定了42项重点任务，全年完成投资6700多亿元，比上年增长5.9%。京津冀三地累计成立15个跨区域特色职教集团；“十四五”规划的各项指标总体进展良好。\n")
	}
	return all.String(), Sentences(all.String())
}
