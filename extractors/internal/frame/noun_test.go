package frame

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huiyao/huiyao/internal/span"
)

func TestTrim(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing_to_trim", "重点任务", "重点任务"},
		{"quotes", "“硬措施”", "硬措施"},
		{"corners", "「警政業務」", "警政業務"},
		{"spaces", " \u3000任务\n", "任务"},
		{"inner_quotes_stay", "河长“一河一策”制", "河长“一河一策”制"},
		{"only_quotes", "“”", ""},
		{"empty", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := trim(c.text, span.Span{End: len(c.text)})
			assert.Equal(t, c.want, s.Of(c.text))
		})
	}
}
