package extractors

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// TestTimesBeginWhereTheyMay fails where an expression of time can begin with a character
// that newTimes does not know of.
func TestTimesBeginWhereTheyMay(t *testing.T) {
	d, err := dict.Load(nil)
	require.NoError(t, err)
	x := newTimes(d)
	pieces := []string{"2023", "3", "年", "月", "日", "十四五", "“", "”", "期间", "以来", "截至", "从", "今年", "上半年", "过去", "近", "五", "两", "几", "半", "民国", "前", "个月",
		"会议", "和", "，", "—", "（", "）", "a", "é", "未来", "此后", "去年同期", "底", "到", "这", "九五", "时期", "首", "三季度", "百"}
	rapid.Check(t, func(t *rapid.T) {
		text := ""
		for range rapid.IntRange(1, 8).Draw(t, "pieces") {
			text += rapid.SampledFrom(pieces).Draw(t, "piece")
		}
		for i := range text {
			if _, ok := x.at(text, i, "2024-05-13"); ok {
				require.Equal(t, i, x.starts.Next(text, i), "%q", text[i:])
			}
		}
	})
}

// pieces is a Tokenizer of texts that are made of some words.
type pieces struct {
	words []string
	tags  map[string]string
}

func (p pieces) AppendTokens(to []Token, text string, at int) []Token {
	for i := 0; i < len(text); {
		word := leading(text[i:])
		for _, w := range p.words {
			if len(w) > len(word) && strings.HasPrefix(text[i:], w) {
				word = w
			}
		}
		to = append(to, Token{Span: span.Span{Start: at + i, End: at + i + len(word)}, Tag: p.tags[word]})
		i += len(word)
	}
	return to
}

// TestBodiesOfClauses fails where a body is found or not because the clauses around its own
// are not read.
func TestBodiesOfClauses(t *testing.T) {
	d, err := dict.Load(nil)
	require.NoError(t, err)
	words := []string{"北京", "绿色", "绿交所", "市", "春城", "财政局", "省委", "书记", "国家", "发展改革委", "警方", "示范区", "联合办公室", "（", "以下简称", "“", "”", "）", "《", "》", "、", "和", "等", "两个", "产业链", "联盟",
		"大学", "第一", "第", "届", "医院", "公司", "俄", "军", "的", "会议", "召开", "，", "，", "，", "；", "。", "全国政协", "委员会", "会", "王", "小明", "主席", "大会"}
	tags := []string{"n", "ns", "nt", "nz", "v", "j", "x", "nr", "m", "vn", "q"}
	rapid.Check(t, func(t *rapid.T) {
		p := pieces{words, map[string]string{}}
		for _, w := range words {
			p.tags[w] = rapid.SampledFrom(tags).Draw(t, "tag of "+w)
		}
		for _, mark := range []string{"，", "；", "。", "、", "《", "》", "（", "）", "“", "”"} {
			p.tags[mark] = "x"
		}
		doc := &Document{Tokenizer: p}
		for range rapid.IntRange(1, 3).Draw(t, "sentences") {
			text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 16).Draw(t, "words"), "")
			doc.Sentences = append(doc.Sentences, Sentence{Text: text})
		}
		region := rapid.SampledFrom([]string{RegionMainland, RegionHongKong}).Draw(t, "region")
		whole, clauses := newBodyScanner(d, region), newBodyScanner(d, region)
		for range 2 { // places are learned the first time
			whole.found, whole.known = nil, newBodyNames()
			for i := range doc.Sentences {
				whole.load(doc.Sentences[i].Text, doc.Tokens(i), doc.lattice(d, i).Words())
				whole.scan(i)
			}
			clauses.found, clauses.known = nil, newBodyNames()
			clauses.document(doc, d)
		}
		require.Equal(t, whole.found, clauses.found)
	})
}

// TestBodiesHaveSigns fails where a body is found in a sentence that document passes over.
func TestBodiesHaveSigns(t *testing.T) {
	d, err := dict.Load(nil)
	require.NoError(t, err)
	words := []string{"北京", "绿色", "交易所", "绿交所", "市", "春城", "财政局", "省委", "书记", "国家", "发展改革委", "发改委", "警方", "园区", "示范区", "京津冀", "协同", "联合", "办公室", "联合办",
		"（", "以下简称", "“", "”", "）", "、", "和", "等", "两个", "产业链", "联盟", "大学", "第一", "医院", "公司", "华为", "华", "为", "俄", "军", "驻", "美国", "使馆", "的", "会议", "召开", "，", "环保", "中国", "NCC", "委员会", "基金", "华东", "师大", "部", "局", "政府", "党", "县", "军", "队", "站", "港", "香港", "警署", "洋浦港", "处", "日", "长三角", "自治区", "天府", "人民政府"}
	tags := []string{"n", "ns", "nt", "nz", "v", "j", "x", "nr", "m", "vn"}
	rapid.Check(t, func(t *rapid.T) {
		s := newBodyScanner(d, rapid.SampledFrom([]string{RegionMainland, RegionHongKong, RegionTaiwan}).Draw(t, "region"))
		for i := range rapid.IntRange(1, 4).Draw(t, "sentences") {
			text := ""
			var tokens []Token
			for range rapid.IntRange(1, 10).Draw(t, "words") {
				word := rapid.SampledFrom(words).Draw(t, "word")
				tokens = append(tokens, Token{Span: span.Span{Start: len(text), End: len(text) + len(word)}, Tag: rapid.SampledFrom(tags).Draw(t, "tag")})
				text += word
			}
			found := lexis.Read(d, text).Words()
			c := clause{span: span.Span{End: len(text)}, words: found}
			may, before := s.signed(text, &c) || s.known.mayHold(text, s.found), len(s.found)
			s.load(text, tokens, found)
			s.scan(i)
			if len(s.found) > before {
				require.True(t, may, "%s: %s", text, s.found[before].words)
			}
		}
	})
}
