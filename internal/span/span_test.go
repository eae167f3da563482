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

func TestRunes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("a億é\n𠀀"))).Draw(t, "text")
		require.Equal(t, utf8.RuneCountInString(text), Runes(text))
	})
}

func TestValidIsAsTheStandardLibraryHasIt(t *testing.T) {
	pieces := []string{"億", "中文", "a", "text", "é", "𠀀", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEF\xBF\xBD", // valid
		"\xE0\x9F\x80", "\xED\xA0\x80", "\xC0\x80", "\xF4\x90\x80\x80", "\xE4\xBD", "\x80", "\xFF", "\xF0\x82\x82\xAC"} // not
	rapid.Check(t, func(t *rapid.T) {
		text := ""
		for range rapid.IntRange(0, 12).Draw(t, "pieces") {
			text += rapid.SampledFrom(pieces[:rapid.SampledFrom([]int{6, 9, 9, len(pieces)}).Draw(t, "of")]).Draw(t, "piece")
		}
		text = text[rapid.IntRange(0, min(2, len(text))).Draw(t, "from"):]
		require.Equal(t, utf8.ValidString(text), Valid(text), "%q", text)
		require.Equal(t, utf8.ValidString(text), Valid([]byte(text)), "%q", text)
	})
}

func FuzzValid(f *testing.F) {
	f.Add("中文\xED\xA0\x80 text")
	f.Fuzz(func(t *testing.T, text string) { require.Equal(t, utf8.ValidString(text), Valid(text), "%q", text) })
}

func TestUTF16Len(t *testing.T) {
	assert.Equal(t, 4, UTF16Len("a億𠀀"))
}
