package dict

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestSieveFindsAll compares the sieve with the lexicons and a search for the characters.
func TestSieveFindsAll(t *testing.T) {
	d, err := Load(nil)
	require.NoError(t, err)
	b := d.Bodies
	lexicons := map[Marks]Matcher{MarkSign: b.Signs, MarkWeak: b.WeakSigns, MarkPlace: b.Places, MarkPast: d.Past, MarkRole: d.Roles, MarkRegion: d.RegionWords}
	pieces := []string{"北京", "市", "区", "，", "《", "》", "1", "一", "半", "a", "é", "𠮷", " ", "的", "会议", "俄", "美", "“", "\""}
	for _, list := range [][]string{b.Signs.Words(), b.WeakSigns.Words(), b.Places.Words(), d.Moods.Words(), d.Roles.Words(), d.RegionWords.Words()} {
		pieces = append(pieces, list...)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := ""
		for _, p := range rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 8).Draw(t, "pieces") {
			runes := []rune(p) // words that are cut off begin as others do
			text += string(runes[:rapid.IntRange(1, len(runes)).Draw(t, "characters")])
		}
		var want []Hit
		var seen Marks
		for i, r := range text {
			var found Marks
			for m, runes := range map[Marks]string{MarkHard: "，；。！？", MarkOpen: "《〈", MarkClose: "》〉", MarkLevel: levels, MarkHalf: halves, MarkQuote: quotes} {
				if strings.ContainsRune(runes, r) {
					found |= m
				}
			}
			if d.NumeralRoles.At(r).Kind != RoleNone {
				found |= MarkNumber
			}
			if term, _ := b.Terms.Get(string(r)); term != nil && term.Letter != nil {
				found |= MarkLetter
			}
			seen |= found
			for m, l := range lexicons {
				if l.PrefixLen(text[i:]) > 0 {
					found |= m
				}
			}
			if found &= MarkPlaced; found != 0 {
				want = append(want, Hit{int32(i), found})
			}
		}
		hits, got := d.Sieve.Scan(text, nil)
		require.Equal(t, want, hits, text)
		require.Equal(t, seen, got, text)
	})
}
