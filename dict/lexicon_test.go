package dict

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestLexiconFindsAll compares the lexicon with a search through the list of words.
func TestLexiconFindsAll(t *testing.T) {
	text := rapid.StringOfN(rapid.SampledFrom([]rune("发展改革委a1é𠮷\x00")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfDistinct(rapid.StringOfN(rapid.SampledFrom([]rune("发展改革委a1é𠮷")), 1, 5, -1), rapid.ID[string]).Draw(t, "words")
		values := make([]string, len(words))
		for i, w := range words {
			values[i] = "value of " + w
		}
		l := NewLexicon(words, values)
		s := text.Draw(t, "text")
		lengths := func(fits func(text, word string) bool) (out []int) {
			for _, w := range words {
				if fits(s, w) {
					out = append(out, len(w))
				}
			}
			slices.Sort(out)
			return out
		}
		var before, after []int
		l.Prefixes(s, func(v string, n int) bool {
			require.Equal(t, "value of "+s[:n], v)
			before = append(before, n)
			return true
		})
		l.Suffixes(s, func(v string, n int) bool {
			require.Equal(t, "value of "+s[len(s)-n:], v)
			after = append(after, n)
			return true
		})
		require.Equal(t, lengths(strings.HasPrefix), before)
		require.Equal(t, lengths(strings.HasSuffix), after)
		longest := func(all []int) int {
			if len(all) == 0 {
				return 0
			}
			return all[len(all)-1]
		}
		require.Equal(t, longest(before), l.PrefixLen(s))
		require.Equal(t, longest(after), l.SuffixLen(s))
		require.Equal(t, slices.Contains(words, s), l.Has(s))
		at := 0
		for at < len(s) && !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(s[at:], w) }) {
			_, size := utf8.DecodeRuneInString(s[at:])
			at += size
		}
		require.Equal(t, at, l.Next(s, 0))
	})
}
