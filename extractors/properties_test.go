package extractors_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline/simplify"
	"github.com/huiyao/huiyao/record"
)

// chinese writes n as numerals are spoken: 一百零五, 十二万三千. The characters of digits
// and scales come with it, so that formal numerals are written too.
type chinese struct {
	digits string // ten characters
	scales [3]string
	plain  bool // 十二, not 一十二
}

var (
	plainChinese  = chinese{"零一二三四五六七八九", [3]string{"十", "百", "千"}, true}
	formalChinese = chinese{"零壹贰叁肆伍陆柒捌玖", [3]string{"拾", "佰", "仟"}, false}
)

func (c chinese) digit(n int64) string { return string([]rune(c.digits)[n]) }

// section writes a number below ten thousand.
func (c chinese) section(n int64) string {
	out, zero := "", false
	for i, place := range []int64{1000, 100, 10, 1} {
		d := n / place % 10
		if d == 0 {
			zero = out != ""
			continue
		}
		if zero {
			out += c.digit(0)
			zero = false
		}
		out += c.digit(d)
		if i < 3 {
			out += c.scales[2-i]
		}
	}
	return out
}

func (c chinese) format(n int64) string {
	out := c.above(n)
	if rest, ok := strings.CutPrefix(out, "一十"); ok && c.plain {
		return "十" + rest
	}
	return out
}

// above writes n scale by scale: what stands above 亿 or 万, the scale, what is left.
func (c chinese) above(n int64) string {
	for _, scale := range []struct {
		value int64
		word  string
	}{{100000000, "亿"}, {10000, "万"}} {
		if n < scale.value {
			continue
		}
		out, rest := c.above(n/scale.value)+scale.word, n%scale.value
		if rest == 0 {
			return out
		}
		if rest < scale.value/10 {
			out += c.digit(0)
		}
		return out + c.above(rest)
	}
	if n == 0 {
		return c.digit(0)
	}
	return c.section(n)
}

// thousands writes n with a comma between groups of three digits.
func thousands(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// mixed writes n in Arabic digits with 亿 and 万: 30亿2,891万2000.
func mixed(n int64) string {
	out := ""
	for _, scale := range []struct {
		value int64
		word  string
	}{{100000000, "亿"}, {10000, "万"}} {
		if n >= scale.value {
			out += thousands(n/scale.value) + scale.word
			n %= scale.value
		}
	}
	if n > 0 || out == "" {
		out += fmt.Sprint(n)
	}
	return out
}

// number returns numbers of all sizes up to 10^16, round ones more often than chance.
func number(t *rapid.T) int64 {
	n := rapid.Int64Range(0, 9999).Draw(t, "high")
	for range rapid.IntRange(0, 3).Draw(t, "sections") {
		n *= 10000
		if rapid.Bool().Draw(t, "filled") {
			n += rapid.Int64Range(0, 9999).Draw(t, "section")
		}
	}
	return n
}

// parsed returns the value of the only number in text, with a unit behind it.
func parsed(t require.TestingT, text string) *record.Quantity {
	found := find[*quantity]("共有"+text+"立方米。", from{})
	require.Len(t, found, 1, text)
	require.Equal(t, text+"立方米", found[0].Text)
	require.Nil(t, found[0].ValueTo, text)
	return found[0]
}

func TestParseUndoesFormat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := number(t)
		texts := []string{fmt.Sprint(n), thousands(n), plainChinese.format(n)}
		if n > 9 { // 伍 and 陆 alone are words
			texts = append(texts, formalChinese.format(n))
		}
		if last := n % 10000; last == 0 || last > 9 || n < 10000 { // 3万5 is 35,000
			texts = append(texts, mixed(n))
		}
		for _, text := range texts {
			require.Equal(t, fmt.Sprint(n), parsed(t, text).Value.String(), text)
		}
	})
}

func TestParseUndoesFormatOfDecimals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.Int64Range(0, 99999999).Draw(t, "whole")
		digits := rapid.StringMatching(`[0-9]{1,10}`).Draw(t, "fraction")
		scale := rapid.SampledFrom([]string{"", "万", "亿", "万亿"}).Draw(t, "scale")
		want, _, err := apd.NewFromString(fmt.Sprintf("%d.%s", whole, digits))
		require.NoError(t, err)
		want.Exponent += map[string]int32{"": 0, "万": 4, "亿": 8, "万亿": 12}[scale]
		spoken := ""
		for _, d := range digits {
			spoken += plainChinese.digit(int64(d - '0'))
		}
		texts := []string{fmt.Sprintf("%d.%s%s", whole, digits, scale), fmt.Sprintf("%s.%s%s", thousands(whole), digits, scale)}
		if whole < 10000 {
			texts = append(texts, plainChinese.format(whole)+"点"+spoken+scale)
		}
		for _, text := range texts {
			got := parsed(t, text).Value
			require.Zero(t, got.APD().Cmp(want), "%s gives %s", text, got)
		}
	})
}

// wordsOfReports are what random texts are made of: the alphabet of numerals and what
// stands around them.
var wordsOfReports = strings.Fields(`0 1 2 3 9 12 2023 １ ２ . ． , ， 。 ； ： 、 - — ~ / % ％ ‰ + ( ) （ ） “ ” 「 」 《 》 [ ]
一 二 两 三 五 十 百 千 万 亿 兆 零 〇 廿 半 几 数 多 余 来 上 第 点 分 之 成 折 倍 番 翻 又 负 零下 壹 贰 伍 拾 佰 萬 億 餘
年 月 日 时 号 个 项 条 家 人 名 元 角 亿元 万吨 公里 千米 千瓦 千瓦时 平方公里 百分点 个百分点 摄氏度 度 小时 個 項 條 億元 萬噸
超 约 近 逾 达 以上 以下 左右 不足 至少 不超过 内 增长 下降 同比 环比 较 比 由 从 到 至 上升至 降至 新增 翻番 占 为 分别
将 力争 目标 到2025年 今年 去年 上半年 截至 期间 “十四五” 民国113年 5月11日 近日 任务 重点任务 措施 项目 方面 大领域 等 包括 一是 二是 第一， 和 与 的 了
投资 收入 企业 农民 会议 《方案》 提出 完成 占比 罚款 应当 三校一院 一体化 5G C919 12345热线`)

// report returns a random text of such words, with line breaks and spaces between some.
func report(t *rapid.T) string {
	words := rapid.SliceOfN(rapid.SampledFrom(append([]string{"\n", " ", "\t", "\n\n", "。\n"}, wordsOfReports...)), 0, 60).Draw(t, "words")
	return strings.Join(words, "")
}

// extract returns all facts of a text in the order of output.
func extract(text string, where from) []record.Fact {
	d := document(text, where)
	var facts []record.Fact
	for _, e := range standard().extractors {
		facts = append(facts, e.Extract(d)...)
	}
	extractors.Sort(facts)
	return facts
}

// checkFacts holds what must be true of the facts of any text.
func checkFacts(t require.TestingT, text string, facts []record.Fact) {
	runes, simple := []rune(text), []rune(simplify.Convert(text))
	last := map[string]int{}
	previous := 0
	for _, f := range facts {
		c := f.Where()
		require.True(t, 0 <= c.Start && c.Start < c.End && c.End <= len(runes), "%d-%d", c.Start, c.End)
		require.Equal(t, string(runes[c.Start:c.End]), c.Text)
		require.True(t, 0 <= c.ByteStart && c.ByteStart < c.ByteEnd && c.ByteEnd <= len(text))
		require.Equal(t, text[c.ByteStart:c.ByteEnd], c.Text)
		require.Equal(t, unspaced(string(simple[c.Start:c.End])), unspaced(c.Simplified))
		require.NotEmpty(t, c.Rule)
		require.Contains(t, unspaced(c.Sentence), unspaced(c.Text))
		require.GreaterOrEqual(t, c.Start, previous, "facts are in the order of the text")
		previous = c.Start
		if f.Kind() == record.TypeQuantity || f.Kind() == record.TypeNumber {
			require.GreaterOrEqual(t, c.Start, last[f.Kind()], "%s %q overlaps the one before it", f.Kind(), c.Text)
			last[f.Kind()] = c.End
		}
		switch f := f.(type) {
		case *record.Quantity:
			require.Contains(t, []string{"", "about", "near", "over", "under", "at_least", "at_most", "several"}, f.Modifier)
			require.Contains(t, []string{"actual", "target", "limit"}, f.Role)
			require.NotEmpty(t, f.Dimension)
			if f.ValueTo != nil {
				require.LessOrEqual(t, f.Value.Cmp(f.ValueTo), 0, "%s: %s", c.Text, value(f.Value, f.ValueTo))
			}
			require.Equal(t, f.Indicator == "", f.IndicatorStart == nil)
			require.Equal(t, f.IndicatorStart == nil, f.IndicatorEnd == nil)
			if f.IndicatorStart != nil {
				require.True(t, 0 <= *f.IndicatorStart && *f.IndicatorStart < *f.IndicatorEnd && *f.IndicatorEnd <= len(runes))
			}
		case *record.TaskCount:
			require.Equal(t, len(f.Items), f.Listed)
			require.NotNil(t, f.Items)
			require.NotEmpty(t, f.Class)
			require.NotEmpty(t, f.Noun)
			if f.Listed == f.Count && f.Count > 0 {
				require.True(t, f.Complete)
			}
			for _, item := range f.Items {
				require.NotEmpty(t, item)
				require.Contains(t, text, item)
			}
		}
	}
}

// unspaced takes white space out of words: wrapped lines lose theirs.
func unspaced(words string) string { return strings.Join(strings.Fields(words), "") }

func asJSON(t require.TestingT, facts []record.Fact) string {
	b, err := json.Marshal(facts)
	require.NoError(t, err)
	return string(b)
}

func TestFactsOfAnyText(t *testing.T) {
	regions := []string{"CN", "HK", "TW", "MO"}
	rapid.Check(t, func(t *rapid.T) {
		text := report(t)
		where := from{rapid.SampledFrom(regions).Draw(t, "region"), rapid.SampledFrom([]string{"", "2024-05-13"}).Draw(t, "date")}
		facts := extract(text, where)
		checkFacts(t, text, facts)
		require.Equal(t, asJSON(t, facts), asJSON(t, extract(text, where)), "two runs agree")
	})
}

// bare returns facts without what differs between scripts.
func bare(t require.TestingT, facts []record.Fact) []string {
	var out []string
	for _, f := range facts {
		b, err := json.Marshal(f)
		require.NoError(t, err)
		var keys map[string]any
		require.NoError(t, json.Unmarshal(b, &keys))
		for _, k := range []string{"byte_start", "byte_end", "text", "sentence", "section", "items", "body_text", "period_text", "place_text", "date_text", "topic", "issued_by_text", "number", "set_by"} {
			delete(keys, k)
		}
		if _, own := keys["position"].([]any); own { // a person's, in the document's own script
			delete(keys, "position")
		}
		b, err = json.Marshal(keys)
		require.NoError(t, err)
		out = append(out, string(b))
	}
	return out
}

// TestBothScriptsAlike wants the same facts from a text and its simplified conversion.
func TestBothScriptsAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := report(t)
		require.Equal(t, bare(t, extract(simplify.Convert(text), from{})), bare(t, extract(text, from{})))
	})
	for _, text := range corpus(t) {
		require.Equal(t, bare(t, extract(simplify.Convert(text), from{})), bare(t, extract(text, from{})))
	}
}

// corpus returns the project's own reports.
func corpus(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../corpus/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var texts []string
	for _, f := range files {
		b, err := os.ReadFile(f)
		require.NoError(t, err)
		if utf8.Valid(b) {
			texts = append(texts, strings.ReplaceAll(strings.TrimPrefix(string(b), "\ufeff"), "\r\n", "\n"))
		}
	}
	return texts
}

func TestFactsOfTheCorpus(t *testing.T) {
	for _, text := range corpus(t) {
		checkFacts(t, text, extract(text, from{date: "2024-05-13"}))
	}
}

// TestLinearTime gives documents that make careless extractors slow, and the same four
// times as long: the second may take four times as long, and some more for the noise.
// Sentences are bounded, so what counts is how documents with many of them are read.
func TestLinearTime(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	for _, c := range []struct{ name, unit string }{
		{"digits", "12345"},
		{"counts", "新建3个泵站，投资2亿元。"},
		{"table_rows", "a\t3\t4\n"},
		{"numbered", "一是3项任务；\n"},
		{"items_after", "12项任务，包括甲、乙。"},
		{"items_below", "3项任务\n"},
		{"lines", "任务\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			took := func(bytes int) time.Duration {
				text := strings.Repeat(c.unit, bytes/len(c.unit))
				best := time.Hour
				for range 3 { // the fastest of them is the least disturbed
					start := time.Now()
					extract(text, from{})
					best = min(best, time.Since(start))
				}
				return best
			}
			took(1000) // dictionaries are loaded when first asked for
			short, long := took(15000), took(60000)
			t.Logf("%v, then %v", short, long)
			require.Less(t, long, 8*short+200*time.Millisecond)
		})
	}
}

// FuzzExtract holds what TestFactsOfAnyText does against any valid text.
func FuzzExtract(f *testing.F) {
	for _, text := range corpus(f) { // in pieces: short ones are changed in more ways
		for paragraph := range strings.SplitSeq(text, "\n\n") {
			f.Add(paragraph)
		}
	}
	for _, r := range standard().words.Rules {
		for _, e := range r.Examples {
			f.Add(e.Text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 5000 {
			t.Skip()
		}
		facts := extract(text, from{date: "2024-05-13"})
		checkFacts(t, text, facts)
		require.Equal(t, asJSON(t, facts), asJSON(t, extract(text, from{date: "2024-05-13"})))
		if simple := simplify.Convert(text); simplify.Convert(simple) == simple { // not so where both scripts are mixed
			require.Equal(t, bare(t, extract(simple, from{date: "2024-05-13"})), bare(t, facts))
		}
	})
}
