package doublearray_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/huiyao/huiyao/internal/doublearray"
)

func build(t require.TestingT, words []string, values []uint32) *doublearray.Array {
	array, err := doublearray.Build(words, values)
	require.NoError(t, err)
	again, err := doublearray.Open(array.Parts())
	require.NoError(t, err)
	return again
}

func Example() {
	array, err := doublearray.Build([]string{"发展", "发", "发展局"}, []uint32{1, 2, 3})
	if err != nil {
		fmt.Println(err)
		return
	}
	node := doublearray.Root
	for i, r := range "发展改革" {
		if node = array.Child(node, array.Code(r)); node == 0 {
			break
		}
		fmt.Println(i, node.Value(), node.Leaf())
	}
	// Output:
	// 0 2 false
	// 3 1 false
}

func TestHoldsItsWordsAndNoOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("甲乙丙丁戊ab𫘨")), 1, 5, -1)
		words := rapid.SliceOfNDistinct(text, 1, 60, rapid.ID).Draw(t, "words")
		values := make([]uint32, len(words))
		want := map[string]uint32{}
		for i, w := range words {
			values[i] = uint32(i*i) + 1
			want[w] = values[i]
		}
		array := build(t, words, values)
		for w, v := range want {
			u, ok := array.Find(w)
			require.True(t, ok, w)
			require.Equal(t, v, u.Value())
		}
		other := text.Draw(t, "other")
		u, ok := array.Find(other)
		_, is := want[other]
		require.Equal(t, is, ok)
		require.Equal(t, want[other], u.Value())
	})
}

func TestRefuses(t *testing.T) {
	for word, value := range map[string]uint32{"": 1, "\xff": 1, "好": 0, "坏": doublearray.MaxValue + 1} {
		_, err := doublearray.Build([]string{word}, []uint32{value})
		assert.Error(t, err, "%q", word)
	}
	array := build(t, []string{"好"}, []uint32{1})
	units, plane, astral := array.Parts()
	for _, bad := range [][3]string{{units[1:], plane, astral}, {units, plane[2:], astral}, {units, plane, "x"}} {
		_, err := doublearray.Open(bad[0], bad[1], bad[2])
		assert.Error(t, err)
	}
	cut, err := doublearray.Open(units[:8], plane, astral)
	require.NoError(t, err)
	_, ok := cut.Find("好")
	assert.False(t, ok, "what is cut off is not read")
}
