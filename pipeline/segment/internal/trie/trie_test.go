package trie

import (
	"bytes"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func build(t require.TestingT, words []Word) *Trie {
	block, err := Build(words)
	require.NoError(t, err)
	again, err := Build(words)
	require.NoError(t, err)
	require.True(t, bytes.Equal(block, again), "not the same bytes twice")
	trie, err := Open(string(block))
	require.NoError(t, err)
	return trie
}

func TestTrie(t *testing.T) {
	trie := build(t, []Word{{"发展", 3000, "v"}, {"发", 2, "v"}, {"展开", 700, "v"}, {"4s店", 3, "n"}, {"𫘨", 2, "g"}, {"发展", 9, "n"}, {"国家发展", 700, ""}})
	assert.Equal(t, 6, trie.Words())
	assert.Equal(t, 3000.0+2+700+3+2+700, trie.Total())
	for _, c := range []struct {
		word, tag string
		freq      float64
	}{{"发展", "v", 3000}, {"发", "v", 2}, {"4s店", "n", 3}, {"𫘨", "g", 2}, {"国家发展", "", 700}} {
		u, ok := trie.Find(c.word)
		require.True(t, ok, c.word)
		assert.Equal(t, c.tag, trie.Tags()[Tag(u)])
		assert.Equal(t, float32(math.Log2(c.freq)), trie.Logs()[Freq(u)])
	}
	for _, word := range []string{"", "展", "国家", "发展开", "4s", "𫘧", "店"} {
		_, ok := trie.Find(word)
		assert.False(t, ok, word)
	}
	u, ok := trie.Find("发展")
	require.True(t, ok)
	assert.True(t, u.Leaf())
	u, _ = trie.Find("发")
	assert.False(t, u.Leaf())
}

func TestTrieHoldsItsWordsAndNoOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("甲乙丙丁戊ab𫘨")), 1, 5, -1)
		words := map[string]bool{}
		var list []Word
		for i, w := range rapid.SliceOfN(text, 1, 60).Draw(t, "words") {
			words[w] = true
			list = append(list, Word{w, float64(i%7 + 1), fmt.Sprint(i % 3)})
		}
		trie := build(t, list)
		require.Equal(t, len(words), trie.Words())
		for w := range words {
			_, ok := trie.Find(w)
			require.True(t, ok, w)
		}
		other := text.Draw(t, "other")
		_, ok := trie.Find(other)
		require.Equal(t, words[other], ok)
	})
}

func TestBuildRefuses(t *testing.T) {
	for _, w := range []Word{{"", 1, "n"}, {"\xff", 1, "n"}, {"好", 0, "n"}, {"好", 1, "very-long"}, {"好", 1, "\x00"}} {
		_, err := Build([]Word{w})
		assert.Error(t, err, "%q", w)
	}
}

func TestOpenRefuses(t *testing.T) {
	block, err := Build([]Word{{"好", 1, "n"}})
	require.NoError(t, err)
	for _, bad := range [][]byte{nil, block[:20], block[:len(block)-1], append(bytes.Clone(block), 0), bytes.Repeat([]byte{7}, 100)} {
		_, err := Open(string(bad))
		assert.Error(t, err)
	}
}
