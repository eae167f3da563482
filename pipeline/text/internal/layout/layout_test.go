package layout

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLines(t *testing.T) {
	for _, c := range []struct {
		name  string
		words []Word
		want  []string
	}{
		{"none", nil, nil},
		{"order", []Word{{"二", 0, 20, 10, 10}, {"行", 10, 3, 10, 10}, {"一", 0, 0, 10, 10}}, []string{"一行", "二"}},
		{"cells", []Word{{"项目", 0, 0, 20, 10}, {"3亿元", 60, 0, 40, 10}}, []string{"项目\t3亿元"}},
		{"space_between_latin_words", []Word{{"GDP", 0, 0, 15, 10}, {"up", 20, 0, 10, 10}, {"年", 35, 0, 10, 10}}, []string{"GDP up年"}},
		{"no_places", []Word{{"甲", math.NaN(), 0, 1, 1}, {" ", 0, 0, 1, 1}, {"乙", math.Inf(1), 0, 1, 1}}, nil},
		{"no_size", []Word{{"甲", 0, 0, 0, 0}, {"乙", 0, 9, 0, 0}}, []string{"甲", "乙"}},
	} {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.want, Lines(c.words)) })
	}
}

func TestText(t *testing.T) {
	page := func(n int, lines ...string) []string {
		return append(append([]string{"某市统计公报"}, lines...), fmt.Sprintf("— %d —", n))
	}
	text, parts := Text([][]string{page(1, "一", "二"), page(2, "三"), page(3, "四", "5")})
	assert.Equal(t, "某市统计公报\n一\n二\n三\n四\n5\n", text)
	require.Len(t, parts, 3)
	assert.Equal(t, "三\n", text[parts[1].Start:parts[1].End])
	assert.Equal(t, "2", parts[1].Name)

	text, _ = Text([][]string{{"文", "7"}, {"文二", "8"}, {"文三", "42"}})
	assert.Equal(t, "文\n文二\n文三\n42\n", text, "numbers that go on are those of pages")
	text, _ = Text([][]string{{"投资", "6700"}})
	assert.Equal(t, "投资\n6700\n", text)
	text, parts = Text([][]string{nil, {"文"}})
	assert.Equal(t, "文\n", text)
	assert.Len(t, parts, 2)

	for line, number := range map[string]bool{
		"- 3 -": true, "第3页": true, "第 3 页 共 12 页": true, "3/12": true, "Page 3 of 12": true, "—３—": true,
		"3": false, "第一页": false, "3.5": false, "3%": false, "3亿元": false, "—": false, "第3季度": false,
	} {
		text, _ := Text([][]string{{"文", line}})
		assert.Equal(t, number, !strings.Contains(text, line), "%q", line)
	}
}
