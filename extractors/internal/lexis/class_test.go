package lexis_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/pipeline/segment"
)

var tokenizer = sync.OnceValue(func() extractors.Tokenizer {
	s, err := segment.New(nil)
	if err != nil {
		panic(err)
	}
	return s.Tokenizer()
})

// classes writes the tokens of a text with the letters of their classes: 投入/n.
func classes(text string) string {
	tokens := tokenizer().AppendTokens(nil, text, 0)
	var out []string
	for i, c := range lexis.Classify(words().Classes, text, tokens, nil) {
		out = append(out, tokens[i].Span.Of(text)+"/"+c.String())
	}
	return strings.Join(out, " ")
}

func ExampleClassify() {
	fmt.Println(classes("已投入3亿元"))
	fmt.Println(classes("财政的投入"))
	// Output:
	// 已/d 投入/v 3/m 亿元/m
	// 财政/n 的/u 投入/n
}

func TestClassify(t *testing.T) {
	for _, c := range []struct{ name, text, word, want string }{
		{"empty", "", "", ""},
		{"one of two classes after 的", "企业的管理", "管理", "n"},
		{"after an adverb", "不断改革", "改革", "v"},
		{"before 了", "投资了3亿元", "投资", "v"},
		{"after 要 as a verb", "要投资3亿元", "投资", "v"},
		{"inside a noun phrase", "公路建设局面", "建设", "n"},
		{"before a noun", "生产企业", "生产", "n"},
		{"an idiom that tells what happens", "项目拔地而起", "拔地而起", "v"},
		{"tagged as a name of the dictionary", "企业落户", "落户", "v"},
		{"a verb alone", "企业集中入驻", "入驻", "v"},
		{"nouns alone", "产值规模", "规模", "n"},
		{"figures", "达到1,200家", "200", "m"},
		{"marks", "增长，下降", "，", "w"},
		{"latin letters", "使用abc软件", "abc", "x"},
		{"a particle", "企业的管理", "的", "u"},
		{"a preposition", "对企业", "对", "p"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := classes(c.text)
			if c.word == "" {
				assert.Empty(t, got)
				return
			}
			assert.Contains(t, " "+got+" ", " "+c.word+"/"+c.want+" ")
		})
	}
}

// TestClassRulesInOrder holds what a rule can say: words, classes, ends; the first counts.
func TestClassRulesInOrder(t *testing.T) {
	n, v := dict.ClassNoun, dict.ClassVerb
	of := dict.WordClasses{n, v}
	x := &dict.Classes{Words: dict.NewLexicon([]string{"管理", "生产", "要"}, []dict.WordClasses{of, {v, n}, {v}})}
	text := "要管理生产"
	tokens := tokenizer().AppendTokens(nil, text, 0)
	require.Len(t, tokens, 3)
	classify := func(rules ...dict.ClassRule) []dict.Class {
		x.Rules = rules
		return lexis.Classify(x, text, tokens, nil)
	}
	assert.Equal(t, []dict.Class{v, n, v}, classify(), "the first class where no rule fits")
	verb := dict.ClassRule{Of: of, Class: v}
	assert.Equal(t, []dict.Class{v, v, v}, classify(verb))
	none := dict.ClassRule{Of: of, Left: dict.Neighbour{Edge: true}, Class: n}
	assert.Equal(t, []dict.Class{v, v, v}, classify(none, verb), "a word stands there")
	mixed := dict.ClassRule{Of: of, Right: dict.Neighbour{Classes: dict.WordClasses{v, n}}, Class: n}
	assert.Equal(t, []dict.Class{v, n, v}, classify(mixed, verb), "the classes that the next word can have")
	mixed.Right.Classes = dict.WordClasses{v}
	assert.Equal(t, []dict.Class{v, v, v}, classify(mixed, verb))
	last := dict.ClassRule{Of: dict.WordClasses{v, n}, Left: dict.Neighbour{Word: "管理"}, Right: dict.Neighbour{Edge: true}, Class: n}
	assert.Equal(t, []dict.Class{v, n, n}, classify(last))
}
