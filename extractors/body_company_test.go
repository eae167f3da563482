package extractors_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huiyao/huiyao/record"
)

func TestCompanies(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"region brand trade", "山东海岳农业发展有限公司投资5亿元。", []string{"山东海岳农业发展有限公司"}},
		{"brackets", "与德宝（中国）汽车贸易有限公司签约。", []string{"德宝（中国）汽车贸易有限公司"}},
		{"left border by a verb", "调研组来到恒澜科技股份有限公司。", []string{"恒澜科技股份有限公司"}},
		{"left border by a preposition", "工程由北川路桥集团有限公司承建。", []string{"北川路桥集团有限公司"}},
		{"list", "福泽生态工程有限公司、润泰生态工程有限公司参与建设。", []string{"福泽生态工程有限公司", "润泰生态工程有限公司"}},
		{"no name before the form", "成立有限责任公司。", nil},
		{"a kind, not one", "支持企业改制为股份有限公司。", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range find[*record.Body](c.text, from{}) {
				got = append(got, f.Text)
			}
			assert.Equal(t, c.want, got, c.text)
		})
	}
}
