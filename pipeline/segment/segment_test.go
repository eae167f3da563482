package segment

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/pipeline"
)

func TestRunWantsItsInputs(t *testing.T) {
	s, err := New(nil)
	require.NoError(t, err)
	assert.ErrorIs(t, s.Run(context.Background(), &pipeline.Doc{}), ErrNoText)
	assert.ErrorIs(t, s.Run(context.Background(), &pipeline.Doc{Text: "會議", Script: "traditional"}), ErrNoText)
	assert.NoError(t, s.Run(context.Background(), &pipeline.Doc{Script: "none"}), "an empty document is no fault")
	assert.Error(t, s.Run(context.Background(), &pipeline.Doc{Simple: "会\xff"}))
}

func TestNewRefusesBadWords(t *testing.T) {
	_, err := New([]string{"京津冀", "省", "a b", "\xff\xff"})
	require.Error(t, err)
	assert.Contains(t, err.Error(), `word 2 "省"`)
	assert.Contains(t, err.Error(), `word 3 "a b"`)
	assert.Contains(t, err.Error(), "word 4")
}

func TestTokensTile(t *testing.T) {
	s, err := New(nil)
	require.NoError(t, err)
	d := &pipeline.Doc{Simple: "会议确定了42项任务。\n一、加快建设\n全年完成投资6700多亿元；新开工项目120个。"}
	require.NoError(t, s.Run(context.Background(), d))
	require.Len(t, d.Sentences, 4)
	for _, sentence := range d.Sentences {
		at := 0
		for _, token := range d.Tokenizer.AppendTokens(nil, sentence.Text, 0) {
			require.Equal(t, at, token.Span.Start)
			at = token.Span.End
		}
		require.Equal(t, len(sentence.Text), at)
	}
}
