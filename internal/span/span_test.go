package span

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestSpan(t *testing.T) {
	a := Span{2, 5}
	assert.True(t, a.Overlaps(Span{4, 9}))
	assert.False(t, a.Overlaps(Span{5, 9}), "half-open: touching is not overlapping")
	assert.True(t, a.Contains(Span{2, 5}))
	assert.False(t, a.Contains(Span{2, 6}))
	assert.Equal(t, "cde", a.Of("abcdef"))
	assert.Equal(t, Span{12, 15}, a.Shift(10))
	assert.True(t, Span{}.Empty())
}

func TestIndexAgreesWithAScan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("a億7 \n𠀀é。")), 0, 900, -1).Draw(t, "text")
		x := NewIndex(text)
		require.Equal(t, utf8.RuneCountInString(text), x.Runes())
		n := 0
		for at := range text {
			require.Equal(t, n, x.Rune(at))
			require.Equal(t, at, x.Byte(n))
			n++
		}
		require.Equal(t, n, x.Rune(len(text)))
		require.Equal(t, len(text), x.Byte(n))
	})
}

func TestUTF16Len(t *testing.T) {
	assert.Equal(t, 4, UTF16Len("a億𠀀"))
}
