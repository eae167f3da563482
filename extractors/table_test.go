package extractors_test

import (
	"testing"
)

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
		{name: "growth_column", text: "单位：亿元、%\n指标\t绝对额\t同比增长\n财政收入\t32\t5.2\n", want: []string{"32: 3200000000 CNY 财政收入", "5.2: 5.2 % 财政收入"}},
		{name: "growth_is_no_money", text: "单位：亿元\n指标\t2023年\t增速\n财政收入\t32\t5.2\n", want: []string{"32: 3200000000 CNY 财政收入", "5.2: 5.2 % 财政收入"}},
		{name: "row_unit_is_not_that_of_growth", text: "指标\t单位\t2023年\t增长\n粮食产量\t万吨\t70.5\t2.5\n", want: []string{"70.5: 705000 t 粮食产量", "2.5: 2.5 % 粮食产量"}},
		{name: "difference_has_the_unit_of_the_rest", text: "单位：亿元\n指标\t2023年\t增减额\n财政收入\t32\t2.5\n", want: []string{"32: 3200000000 CNY 财政收入", "2.5: 250000000 CNY 财政收入"}},
		{name: "either_kind_of_change_is_not_guessed", text: "单位：亿元\n指标\t2023年\t增减\n财政收入\t32\t2.5\n", want: []string{"32: 3200000000 CNY 财政收入", "2.5: 2.5 财政收入"}},
		{name: "rates_are_no_money", text: "单位：亿元\n指标\t2023年\n财政收入\t32\n城镇化率\t65.5\n", want: []string{"32: 3200000000 CNY 财政收入", "65.5: 65.5 城镇化率"}},
		{name: "rates_below_two_units", text: "单位：亿元、%\n指标\t2023年\n财政收入\t32\n城镇化率\t65.5\n", want: []string{"32: 3200000000 CNY 财政收入", "65.5: 65.5 % 城镇化率"}},
		{name: "people_are_no_money", text: "单位：万元\n指标\t2023年\n利润\t32\n参保人数\t65\n", want: []string{"32: 320000 CNY 利润"}},
		{name: "two_units_that_fit", text: "单位：亿元、万吨\n指标\t2023年\n利润\t32.5\n", want: []string{"32.5: 32.5 利润"}},
		{name: "two_units_for_one_cell", text: "指标\t总量（万元）\n煤炭（万吨）\t32.5\n", want: []string{"32.5: 32.5 煤炭"}},
		{name: "transposed", text: "年份\t粮食产量（万吨）\t增速（%）\n2022\t70.5\t2.5\n2023\t72\t2.1\n", want: []string{"70.5: 705000 t 粮食产量", "2.5: 2.5 % 粮食产量", "72: 720000 t 粮食产量", "2.1: 2.1 % 粮食产量"}},
		{name: "section_rows", text: "项目\t单位\t2023年\n（一）交通\n公路里程\t公里\t8420\n（二）能源\n原煤产量\t万吨\t310.6\n", want: []string{"8420: 8420 km 公路里程", "310.6: 3106000 t 原煤产量"}},
		{name: "columns_are_numbered", text: "单位：亿元\n项目\t预算数\t决算数\n栏次\t1\t2\n税收收入\t30\t32\n", want: []string{"30: 3000000000 CNY 税收收入", "32: 3200000000 CNY 税收收入"}},
		{name: "rows_are_numbered", text: "单位：亿元\n序号\t项目\t投资\n1\t东大桥\t30\n2\t西大桥\t32\n", want: []string{"30: 3000000000 CNY 东大桥", "32: 3200000000 CNY 西大桥"}},
		{name: "ranks", text: "地区\t财政收入（亿元）\t排名\n东县\t32\t3\n", want: []string{"32: 3200000000 CNY 财政收入"}},
		{name: "growth_below_what_grows", text: "县区\t指标\t2022年\n东县\t财政收入（亿元）\t48\n\t增幅（%）\t2.5\n", want: []string{"48: 4800000000 CNY 财政收入", "2.5: 2.5 % 财政收入"}},
		{name: "two_rows_of_headers", text: "指标\t2022年\t\t2021年\t\n\t总量（万吨）\t增速（%）\t总量（万吨）\t增速（%）\n粮食产量\t72\t1.8\t70\t2.9\n", want: []string{"72: 720000 t 粮食产量", "1.8: 1.8 % 粮食产量", "70: 700000 t 粮食产量", "2.9: 2.9 % 粮食产量"}},
		{name: "a_second_table_below", text: "单位：亿元\n指标\t2023年\n财政收入\t32\n单位：万人\n指标\t2023年\n人口\t65\n", want: []string{"32: 3200000000 CNY 财政收入", "65: 650000 person 人口"}},
		{name: "accounts_write_losses_in_brackets", text: "项目\t金额（元）\n净利润\t(3,250.60)\n说明\t（3）\n", want: []string{"3,250.60: -3250.6 CNY 净利润"}},
		{name: "a_text_with_a_tab", text: "\t会议指出，财政收入32亿元。\n", want: []string{"32亿元: 3200000000 CNY 财政收入"}},
	}, func(text string, where from) []string {
		return fields(text, where, func(q *quantity) string { return join(q.Value.String(), q.Unit, q.Indicator) })
	})
}

// TestTablesTell wants time, place and change from the headers of a cell.
func TestTablesTell(t *testing.T) {
	check(t, []row{
		{name: "year_above_and_part_below", text: "指标\t2023年\t\n\t一季度\t上半年\n投资（亿元）\t30\t70\n", want: []string{"30: 2023-Q1  ", "70: 2023-01/2023-06  "}},
		{name: "year_in_the_title", text: "2019年各月存款\n指标\t单位\t1月\t2月\n存款\t亿元\t67\t68\n", want: []string{"67: 2019-01  ", "68: 2019-02  "}},
		{name: "year_in_the_rows", text: "年份\t产量（万吨）\n2021\t70\n2022年\t72\n", want: []string{"70: 2021  ", "72: 2022  "}},
		{name: "place_in_the_rows", text: "地区\t产值（亿元）\n福建省\t70\n", want: []string{"70:  福建省 "}},
		{name: "place_in_a_section_row", text: "指标\t2023年（亿元）\n福建省\n产值\t70\n", want: []string{"70: 2023 福建省 "}},
		{name: "growth", text: "指标\t增速（%）\n产值\t5.2\n利润\t-3.1\n", want: []string{"5.2:   increase", "-3.1:   increase"}},
		{name: "decline", text: "指标\t降幅（%）\n能耗\t5.2\n", want: []string{"5.2:   decrease"}},
		{name: "a_level", text: "指标\t占比（%）\n产值\t5.2\n", want: []string{"5.2:   "}},
	}, func(text string, where from) []string {
		return fields(text, where, func(q *quantity) string { return q.Period + " " + q.Place + " " + q.Change })
	})
}
