package extractors_test

import (
	"testing"

	"github.com/huiyao/huiyao/record"
)

func TestNumber(t *testing.T) {
	check(t, []row{
		{name: "empty"},
		{name: "no_number", text: "会议听取了汇报。"},
		{name: "cardinal", text: "新建30座。", want: []string{"30 = 30 cardinal"}},
		{name: "two_alike", text: "新建3座，改造3座。", want: []string{"3 = 3 cardinal", "3 = 3 cardinal"}},
		{name: "full_width", text: "新建３０座。", want: []string{"３０ = 30 cardinal"}},
		{name: "ordinal", text: "第三批项目、第 12 条。", want: []string{"三 = 3 ordinal", "12 = 12 ordinal"}},
		{name: "inside_dates", text: "2023年5月11日", want: []string{"2023 = 2023 cardinal", "5 = 5 cardinal", "11 = 11 cardinal"}},
		{name: "percent", text: "占百分之五点七。", want: []string{"百分之五点七 = 5.7 percent"}},
		{name: "percent_sign", text: "占5.7%。", want: []string{"5.7 = 5.7 cardinal"}},
		{name: "fraction", text: "占三分之一。", want: []string{"三分之一 = 0.3333333333333333 fraction"}},
		{name: "half", text: "历时半年。", want: []string{"半 = 0.5 cardinal"}},
		{name: "liang", text: "两座。", want: []string{"两 = 2 cardinal"}},
		{name: "range", text: "1至1.5小时。", want: []string{"1至1.5 = 1..1.5 cardinal"}},
		{name: "scale_inside", text: "6700多亿元。", want: []string{"6700多亿 = 670000000000 cardinal over"}},
		{name: "several", text: "数百家。", want: []string{"数百 = 100 cardinal several"}},
		{name: "unit_takes_its_prefix", text: "12千瓦。", want: []string{"12 = 12 cardinal"}},
		{name: "bare_scale", text: "亿元村。"},
		{name: "fixed_word", text: "推进一体化。"},
		{name: "doubling", text: "产值翻番。"},
	}, func(text string, where from) []string {
		var out []string
		for _, n := range find[*record.Number](text, where) {
			out = append(out, join(n.Text, "=", value(n.Value, n.ValueTo), n.Class, n.Modifier))
		}
		return out
	})
}
