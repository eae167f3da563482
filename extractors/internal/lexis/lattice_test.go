package lexis_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/pipeline/simplify"
)

var words = sync.OnceValue(func() *dict.Dict {
	d, err := dict.Load(nil)
	if err != nil {
		panic(err)
	}
	return d
})

func Example() {
	d, err := dict.Load(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "全市完成投资3.2亿元，同比增长5%"
	l := lexis.Read(d, text)
	fmt.Println(l.Holds(d.Changes.Lists()), l.Holds(d.RegionWords.Lists().Or(d.Past.Lists())), l.Holds(d.Bodies.Signs.Lists()))
	for w := range lexis.All(l, d.Changes, span.Span{End: len(text)}) {
		fmt.Println(w.Span.Of(text), w.Value)
	}
	unit, ok := lexis.Longest(l, d.Units, strings.Index(text, "元"))
	fmt.Println(unit.Value.In("CN").Code, ok)
	money, ok := lexis.LongestBefore(l, d.Words.Money, 0, strings.Index(text, "3"))
	fmt.Println(money.Span.Of(text), ok)
	// Output:
	// true true false
	// 增长 increase
	// 增 increase
	// CNY true
	// 投资 true
}

// TestLatticeIsTheLists holds what the lattice says against the lists, over random text and
// the project's reports.
func TestLatticeIsTheLists(t *testing.T) {
	d := words()
	own := dict.NewLexicon([]string{"增长", "长", "同比增长"}, []int{1, 2, 3}) // in no automaton
	pieces := []string{"北京市", "发展", "改革委员会", "约", "1.2", "亿元", "，", "同比", "增长", "以上", "十四五", "中", "美", "《", "》", "项任务", "𠮷", "é", "a", "了", "“", "两", "半", "万吨"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 14).Draw(t, "pieces"), "")
		checkText(t, d, own, text)
	})
	files, err := filepath.Glob("../../../corpus/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		text := simplify.Convert(string(data))
		for line := range strings.Lines(text[:min(len(text), strings.LastIndex(text[:min(len(text), 4000)], "\n")+1)]) {
			checkText(t, d, own, line)
		}
	}
}

func checkText(t require.TestingT, d *dict.Dict, own *dict.Lexicon[int], text string) {
	l := lexis.Read(d, text)
	require.Equal(t, text, l.Text())
	checkList(t, l, d.Changes)
	checkList(t, l, d.Before)
	checkList(t, l, d.TimeWords)
	checkList(t, l, d.Bodies.Heads)
	checkList(t, l, d.Bodies.Terms)
	checkList(t, l, d.Words.Adverbs)
	checkList(t, l, d.Numerals)
	checkList(t, l, own)
	checkList(t, l, d.Units)
}

// checkList compares every question to a lattice with the same one to the list.
func checkList[T any](t require.TestingT, l *lexis.Lattice, list *dict.Lexicon[T]) {
	text := l.Text()
	var places []int
	for at := range text {
		places = append(places, at)
	}
	places = append(places, len(text))
	type found struct {
		span.Span
		value any
	}
	var want []found
	next := len(text)
	for k := len(places) - 2; k >= 0; k-- {
		at := places[k]
		var here []found
		list.Prefixes(text[at:], func(v T, n int) bool {
			here = append(here, found{span.Span{Start: at, End: at + n}, v})
			value, ok := lexis.Is(l, list, span.Span{Start: at, End: at + n})
			require.True(t, ok)
			require.Equal(t, v, value)
			next = at
			return true
		})
		w, ok := lexis.Longest(l, list, at)
		require.Equal(t, len(here) > 0, ok)
		if ok {
			require.Equal(t, here[len(here)-1], found{w.Span, w.Value})
		}
		slices.Reverse(here)
		want = append(here, want...)
		if lists := list.Lists(); lists != (dict.Lists{}) {
			require.Equal(t, next, l.Next(lists, at))
		}
	}
	var got []found
	for w := range lexis.All(l, list, span.Span{End: len(text)}) {
		got = append(got, found{w.Span, w.Value})
	}
	require.Equal(t, want, got, text)
	if len(text) > 0 {
		inside := span.Span{Start: places[len(places)/3], End: places[len(places)*2/3]}
		want = slices.DeleteFunc(want, func(f found) bool { return !inside.Contains(f.Span) })
		n := 0
		for w := range lexis.All(l, list, inside) {
			require.Equal(t, want[n], found{w.Span, w.Value})
			n++
		}
		require.Len(t, want, n)
	}
	for k, end := range places {
		for _, from := range []int{0, places[max(0, k-2)]} {
			v, n := list.Suffix(text[from:end])
			w, ok := lexis.LongestBefore(l, list, from, end)
			require.Equal(t, n > 0, ok)
			if ok {
				require.Equal(t, found{span.Span{Start: end - n, End: end}, v}, found{w.Span, w.Value})
			}
		}
		_, ok := lexis.Is(l, list, span.Span{Start: end, End: end})
		require.False(t, ok)
	}
}

func TestLatticesShareRoom(t *testing.T) {
	d := words()
	var a, b lexis.Lattice
	room := a.Fill(d, "增长3%", nil)
	b.Fill(d, "下降2吨", room)
	assert.True(t, a.Holds(d.Changes.Lists()))
	w, ok := lexis.Longest(&a, d.Changes, 0)
	require.True(t, ok)
	assert.Equal(t, "increase", w.Value)
	w, ok = lexis.Longest(&b, d.Changes, 0)
	require.True(t, ok)
	assert.Equal(t, "decrease", w.Value)
	var zero lexis.Lattice
	assert.Empty(t, zero.Words())
	assert.False(t, zero.Holds(d.Changes.Lists()))
}

func TestTokenAt(t *testing.T) {
	tokens := []lexis.Token{{Span: span.Span{Start: 0, End: 6}}, {Span: span.Span{Start: 6, End: 9}}}
	assert.Equal(t, []int{0, 1, 1, 2}, []int{lexis.TokenAt(tokens, 0), lexis.TokenAt(tokens, 3), lexis.TokenAt(tokens, 6), lexis.TokenAt(tokens, 7)})
}
