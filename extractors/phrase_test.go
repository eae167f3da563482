package extractors

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestClauses(t *testing.T) {
	for _, c := range []struct{ name, text, at, want string }{
		{"whole", "完成投资3亿元", "3", "完成投资3亿元"},
		{"comma", "出口增长，进口3亿元，下降", "3", "进口3亿元"},
		{"enumeration_comma_stays", "甲、乙、丙3家", "3", "甲、乙、丙3家"},
		{"colon", "数据显示：投资3亿元", "3", "投资3亿元"},
		{"brackets", "投资（含3亿元）完成", "3", "含3亿元"},
		{"thousands_separator", "投资1,234元", "4", "投资1,234元"},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := 0
			for i := range c.text {
				if c.text[i:i+1] == c.at {
					at = i
				}
			}
			start, end := clauseStart(c.text, at), clauseEnd(c.text, at)
			assert.Equal(t, c.want, c.text[start:end])
		})
	}
	assert.Zero(t, clauseStart("", 0))
	assert.Zero(t, clauseEnd("", 0))
}
