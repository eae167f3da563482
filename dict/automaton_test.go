package dict

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestAutomatonFindsAll compares the automaton with a look-up in each list at each place.
func TestAutomatonFindsAll(t *testing.T) {
	characters := []rune("发展改革委a1é𠮷")
	word := rapid.StringOfN(rapid.SampledFrom(characters), 1, 5, -1)
	rapid.Check(t, func(t *rapid.T) {
		var lists []*Lexicon[string]
		var members []member
		for range rapid.IntRange(1, 140).Draw(t, "lists") {
			words := rapid.SliceOfNDistinct(word, 0, 6, rapid.ID).Draw(t, "words")
			values := make([]string, len(words))
			for i, w := range words {
				values[i] = "value of " + w
			}
			lists = append(lists, NewLexicon(words, values))
			members = append(members, lists[len(lists)-1])
		}
		a, err := newAutomaton(members)
		require.NoError(t, err)
		checkScan(t, a, lists, rapid.StringOfN(rapid.SampledFrom(append(characters, '\x00', '好')), 0, 12, -1).Draw(t, "text"))
	})
}

// checkScan compares what the automaton finds in text with a look-up in each list.
func checkScan[T any](t require.TestingT, a *Automaton, lists []*Lexicon[T], text string) {
	all, seen := a.Scan(text, nil)
	type place struct{ at, end int }
	for _, l := range lists {
		var want, got []place
		for at := range text {
			var here []place
			l.Prefixes(text[at:], func(_ T, n int) bool {
				here = append(here, place{at, at + n})
				return true
			})
			slices.Reverse(here)
			want = append(want, here...)
		}
		for _, o := range all {
			value, ok := l.Value(o)
			require.Equal(t, ok, a.Lists(o).Meets(l.Lists()))
			if ok {
				got = append(got, place{int(o.At), o.End()})
				direct, _ := l.Get(text[o.At:o.End()])
				require.Equal(t, direct, value, "%q in %q", text[o.At:o.End()], text)
				require.LessOrEqual(t, o.End()-int(o.At), l.Longest())
			}
		}
		require.Equal(t, want, got, "%q", text)
		require.Equal(t, len(want) > 0, seen.Meets(l.Lists()))
	}
	require.True(t, slices.IsSortedFunc(all, func(a, b Occurrence) int {
		if a.At != b.At {
			return int(a.At - b.At)
		}
		return b.End() - a.End()
	}))
	for _, o := range all {
		require.True(t, utf8.ValidString(text[o.At:o.End()]))
	}
}

func TestAutomatonRefuses(t *testing.T) {
	_, err := newAutomaton(make([]member, maxLists))
	require.ErrorContains(t, err, "there are 192 lists and tables, at most 191 are taken")
	_, err = newAutomaton([]member{NewLexicon([]string{strings.Repeat("长", 1<<16)}, []int{1})})
	require.ErrorContains(t, err, "too long")
}

// TestAutomatonOfDict holds the automaton of the built-in lists, as parsed and as compiled,
// against the lists themselves.
func TestAutomatonOfDict(t *testing.T) {
	parsed, err := Parse(nil)
	require.NoError(t, err)
	opened, ok := open(string(Compile(parsed)))
	require.True(t, ok)
	for _, d := range []*Dict{parsed, opened} {
		for _, text := range []string{"", "2023年全市完成固定资产投资约1.2亿元，同比增长5.6%", "北京市发展和改革委员会会同美联储有关部门“半小时”走遍《规划》的12项任务"} {
			checkScan(t, d.Automaton, []*Lexicon[string]{d.RegionWords, d.FixedWords, d.Before, d.After, d.Changes, d.Roles, d.TaskNouns, d.Moods}, text)
			checkScan(t, d.Automaton, []*Lexicon[*BodyTerm]{d.Bodies.Terms}, text)
			checkScan(t, d.Automaton, []*Lexicon[*BodyHead]{d.Bodies.Heads}, text)
			checkScan(t, d.Automaton, []*Lexicon[*Place]{d.Bodies.Letters}, text)
			checkScan(t, d.Automaton, []*Lexicon[UnitReadings]{d.Units}, text)
			checkScan(t, d.Automaton, []*Lexicon[NumeralRole]{d.Numerals}, text)
			checkScan(t, d.Automaton, []*Lexicon[TimeWord]{d.TimeWords}, text)
			checkScan(t, d.Automaton, []*Lexicon[struct{}]{d.Past, d.NotApproximator, d.PersonNouns, d.Characters.Hard, d.Characters.Quote, d.Words.Adverbs, d.Words.Law, d.Bodies.Signs, d.Bodies.Places}, text)
		}
	}
}
