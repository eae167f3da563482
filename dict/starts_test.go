package dict

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestStartsNext(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := rapid.StringOfN(rapid.SampledFrom([]rune("发展a1é")), 0, 3, -1).Draw(t, "set")
		text := rapid.StringOfN(rapid.SampledFrom([]rune("发展改革a1éü𠮷")), 0, 12, -1).Draw(t, "text")
		var s Starts
		s.AddRunes(set)
		var want, got []int
		for i, r := range text {
			if strings.ContainsRune(set, r) || r > 0xFFFF {
				want = append(want, i)
			}
		}
		for i := s.Next(text, 0); i < len(text); {
			got = append(got, i)
			after := i + 1
			for after < len(text) && text[after]&0xC0 == 0x80 {
				after++
			}
			i = s.Next(text, after)
		}
		require.Equal(t, want, got)
	})
}
