package extractors_test

import "testing"

// TestTables wants the numbers in table cells to take what the headers state. Rows are
// lines with tabs between their cells.
func TestTables(t *testing.T) {
	const header = "指标\t2022年\t2023年\n"
	check(t, []row{
		{name: "unit_above", text: "单位：亿元\n" + header + "财政收入\t30.5\t32\n", want: []string{"30.5: 3050000000 CNY 财政收入", "32: 3200000000 CNY 财政收入"}},
		{name: "unit_in_the_first_cell", text: header + "粮食产量（万吨）\t30.5\t32\n", want: []string{"30.5: 305000 t 粮食产量", "32: 320000 t 粮食产量"}},
		{name: "unit_in_the_header", text: "地区\t面积（公顷）\t户数（户）\n东乡\t1200\t300\n", want: []string{"1200: 1200 ha 面积", "300: 300 household 户数"}},
		{name: "unit_column", text: "指标\t单位\t数值\n用电量\t万千瓦时\t500\n", want: []string{"500: 5000000 kWh 用电量"}},
		{name: "own_unit_wins", text: "单位：亿元\n指标\t数值\n增速\t5.2%\n", want: []string{"5.2%: 5.2 % 增速"}},
		{name: "no_unit", text: "序号\t名称\n1\t东泵站\n2\t西泵站\n"},
		{name: "years_are_no_figures", text: "单位：亿元\n" + header},
	}, func(text string, where from) []string {
		return fields(text, where, func(q *quantity) string { return join(q.Value.String(), q.Unit, q.Indicator) })
	})
}
