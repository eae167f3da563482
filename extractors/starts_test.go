package extractors

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/huiyao/huiyao/dict"
)

// TestTimesBeginWhereTheyMay fails where an expression of time can begin with a character
// that newTimes does not know of.
func TestTimesBeginWhereTheyMay(t *testing.T) {
	d, err := dict.Load(nil)
	require.NoError(t, err)
	x := newTimes(d)
	pieces := []string{"2023", "3", "年", "月", "日", "十四五", "“", "”", "期间", "以来", "截至", "从", "今年", "上半年", "过去", "近", "五", "两", "几", "半", "民国", "前", "个月",
		"会议", "和", "，", "—", "（", "）", "a", "é", "未来", "此后", "去年同期", "底", "到", "这", "九五", "时期", "首", "三季度", "百"}
	rapid.Check(t, func(t *rapid.T) {
		text := ""
		for range rapid.IntRange(1, 8).Draw(t, "pieces") {
			text += rapid.SampledFrom(pieces).Draw(t, "piece")
		}
		for i := range text {
			if _, ok := x.at(text, i, "2024-05-13"); ok {
				require.Equal(t, i, x.starts.Next(text, i), "%q", text[i:])
			}
		}
	})
}
