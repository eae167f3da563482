package extract

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/record"
)

// finder finds a word wherever it stands.
type finder struct {
	word string
	seen *extractors.Document
}

func (f *finder) Name() string { return f.word }

func (f *finder) Extract(d *extractors.Document) (facts []record.Fact) {
	f.seen = d
	for at := 0; ; {
		i := strings.Index(d.Text[at:], f.word)
		if i < 0 {
			return facts
		}
		at += i
		facts = append(facts, &record.Body{Common: record.Common{Start: at, End: at + len(f.word), Rule: f.word}})
		at += len(f.word)
	}
}

type noTokens struct{}

func (noTokens) AppendTokens(to []extractors.Token, _ string, _ int) []extractors.Token { return to }

func input() *pipeline.Doc {
	text := "立法會：港元、按年"
	return &pipeline.Doc{
		ID: "a", Text: text, Date: "2024-05-13", Script: "traditional", Simple: "立法会：港元、按年",
		Sentences: []extractors.Sentence{{Text: "立法会：港元、按年", Span: span.Span{End: len(text)}}}, Tokenizer: noTokens{},
	}
}

func TestRun(t *testing.T) {
	words, err := dict.Load(nil)
	require.NoError(t, err)
	first, second := &finder{word: "港元"}, &finder{word: "立法会：港元"}
	d := input()
	require.NoError(t, New(words, first, second).Run(context.Background(), d))
	require.Len(t, d.Facts, 2)
	assert.Equal(t, "立法会：港元", d.Facts[0].Where().Rule, "in the order of the text")
	assert.Equal(t, "港元", d.Facts[1].Where().Rule)
	assert.Same(t, first.seen, second.seen, "one document for all")
	in := first.seen
	assert.Equal(t, []string{"a", d.Simple, d.Text, "HK", "2024-05-13"}, []string{in.ID, in.Text, in.Original, in.Region, in.Date})
	assert.Equal(t, d.Sentences, in.Sentences)
	assert.Equal(t, noTokens{}, in.Tokenizer)
}

func TestRunWithoutFacts(t *testing.T) {
	words, err := dict.Load(nil)
	require.NoError(t, err)
	d := &pipeline.Doc{Script: "none", Tokenizer: noTokens{}}
	require.NoError(t, New(words).Run(context.Background(), d))
	assert.NotNil(t, d.Facts)
	assert.Empty(t, d.Facts)
}

func TestRunWantsItsInputs(t *testing.T) {
	words, err := dict.Load(nil)
	require.NoError(t, err)
	d := input()
	d.Script = ""
	assert.EqualError(t, New(words).Run(context.Background(), d), "extract: Doc.Script is not set; the simplify stage comes first")
	d = input()
	d.Tokenizer = nil
	assert.EqualError(t, New(words).Run(context.Background(), d), "extract: Doc.Tokenizer is not set; the segment stage comes first")
	assert.Nil(t, d.Facts)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	assert.ErrorIs(t, New(words, &finder{word: "x"}).Run(ctx, input()), context.Canceled)
}
