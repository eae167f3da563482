package extractors_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/internal/span"
)

func TestExplain(t *testing.T) {
	x := extractors.NewExplainer(standard().words)
	assert.Nil(t, x.Explain(document("会议听取了汇报。", from{})))
	assert.Equal(t, []extractors.Explanation{
		{Type: "quantity", Text: "2023年", Runes: span.Span{Start: 0, End: 5}, Is: "year", Rule: "not_quantity.year", Reason: "date", Sentence: "2023年投资3亿元。"},
		{Type: "quantity", Text: "3億元", Runes: span.Span{Start: 7, End: 10}, Taken: true, Is: "CNY", Rule: "quantity.measured", Sentence: "2023年投资3亿元。"},
	}, x.Explain(document("2023年投資3億元。", from{})))
}

// TestExplainReasons names, for each stage of the decision, what decided.
func TestExplainReasons(t *testing.T) {
	x := extractors.NewExplainer(standard().words)
	for _, c := range []struct{ name, text, rule string }{
		{"fixed_word", "推进一体化。", "fixed_words.一体化"},
		{"fixed_word_inside_a_unit", "把握三环节。", "quantity.measured"},
		{"rule", "第三批。", "not_quantity.ordinal"},
		{"slogan", "打造“四个先行区”。", "not_quantity.slogan"},
		{"title", "《12项任务》。", "not_quantity.title"},
		{"no_unit", "得到三。", "not_quantity.no_unit"},
		{"model", "列车CR-400。", "not_quantity.model"},
		{"code", "型号X.5。", "not_quantity.code"},
		{"careful", "五部门。", "quantity.measured"},
		{"article", "一个中心。", "not_quantity.one"},
		{"bare_scale", "亿元村。", "not_quantity.bare_kind"},
		{"measured", "3个。", "quantity.measured"},
		{"range", "3至5个。", "quantity.range"},
		{"compound", "2年3个月。", "quantity.compound"},
		{"shared_unit", "有3、5个。", "quantity.shared_unit"},
		{"great", "六大领域。", "quantity.great"},
		{"persons", "1400万农民。", "quantity.persons"},
		{"fraction", "三分之一。", "quantity.fraction"},
		{"bare", "指数为88.9。", "quantity.bare"},
		{"doubled", "翻番。", "quantity.doubled"},
		{"body", "外交部。", "body.list"},
		{"generic_body", "各级政府。", "body_heads.政府"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := x.Explain(document(c.text, from{}))
			if assert.NotEmpty(t, got) {
				assert.Equal(t, c.rule, got[0].Rule, c.text)
				assert.Equal(t, got[0].Taken, got[0].Reason == "")
			}
		})
	}
}
