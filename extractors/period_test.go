package extractors_test

import "testing"

func TestPeriods(t *testing.T) {
	dated := from{date: "2024-05-13"}
	check(t, []row{
		{name: "none", text: "投资30亿元。", want: []string{"30亿元:"}},
		{name: "year", text: "2023年投资30亿元。", want: []string{"30亿元: 2023年 = 2023"}},
		{name: "year_full_width", text: "２０２３年投资30亿元。", want: []string{"30亿元: ２０２３年 = 2023"}},
		{name: "year_chinese", text: "二〇二三年投资30亿元。", want: []string{"30亿元: 二〇二三年 = 2023"}},
		{name: "fiscal_year", text: "2023年度支出30亿元。", want: []string{"30亿元: 2023年度 = 2023"}},
		{name: "month", text: "2023年5月投资30亿元。", want: []string{"30亿元: 2023年5月 = 2023-05"}},
		{name: "day", text: "2023年5月11日捐款3万元。", want: []string{"3万元: 2023年5月11日 = 2023-05-11"}},
		{name: "days", text: "2024年5月11日至12日接待3万人次。", want: []string{"3万人次: 2024年5月11日至12日 = 2024-05-11/2024-05-12"}},
		{name: "months", text: "2023年1—9月投资30亿元。", want: []string{"30亿元: 2023年1—9月 = 2023-01/2023-09"}},
		{name: "first_half", text: "2023年上半年投资30亿元。", want: []string{"30亿元: 2023年上半年 = 2023-01/2023-06"}},
		{name: "second_half", text: "2023年下半年投资30亿元。", want: []string{"30亿元: 2023年下半年 = 2023-07/2023-12"}},
		{name: "quarter", text: "2023年三季度投资30亿元。", want: []string{"30亿元: 2023年三季度 = 2023-Q3"}},
		{name: "three_quarters", text: "2023年前三季度投资30亿元。", want: []string{"30亿元: 2023年前三季度 = 2023-01/2023-09"}},
		{name: "first_months", text: "2023年前8个月投资30亿元。", want: []string{"30亿元: 2023年前8个月 = 2023-01/2023-08"}},
		{name: "years", text: "2020—2023年投资30亿元。", want: []string{"30亿元: 2020—2023年 = 2020/2023"}},
		{name: "years_short", text: "2020-23年投资30亿元。", want: []string{"30亿元: 2020-23年 = 2020/2023"}},
		{name: "years_each_named", text: "2026年至2028年投资30亿元。", want: []string{"30亿元: 2026年至2028年 = 2026/2028"}},
		{name: "by_a_year", text: "到2027年，投资30亿元。", want: []string{"30亿元: 到2027年 = 2027"}},
		{name: "as_of", text: "截至2023年6月底，投资30亿元。", want: []string{"30亿元: 截至2023年6月底 = 2023-06"}},
		{name: "plan_period", text: "“十四五”期间，投资30亿元。", want: []string{"30亿元: “十四五”期间 = 2021/2025"}},
		{name: "plan_period_before", text: "“十三五”时期投资30亿元。", want: []string{"30亿元: “十三五”时期 = 2016/2020"}},
		{name: "plan_is_a_name", text: "“十四五”规划投资30亿元。", want: []string{"30亿元:"}},
		{name: "minguo", text: "民國113年編列30億元。", want: []string{"30億元: 民國113年 = 2024"}, where: from{region: "TW"}},
		{name: "minguo_short", text: "113年度編列30億元。", want: []string{"30億元: 113年度 = 2024"}, where: from{region: "TW"}},

		// Relative times need the document's date.
		{name: "this_year", text: "今年投资30亿元。", want: []string{"30亿元: 今年 = 2024"}, where: dated},
		{name: "this_year_unknown", text: "今年投资30亿元。", want: []string{"30亿元: 今年"}},
		{name: "last_year", text: "去年投资30亿元。", want: []string{"30亿元: 去年 = 2023"}, where: dated},
		{name: "next_year", text: "明年投资30亿元。", want: []string{"30亿元: 明年 = 2025"}, where: dated},
		{name: "half_of_this_year", text: "今年上半年投资30亿元。", want: []string{"30亿元: 今年上半年 = 2024-01/2024-06"}, where: dated},
		{name: "quarter_alone", text: "一季度投资30亿元。", want: []string{"30亿元: 一季度 = 2024-Q1"}, where: dated},
		{name: "months_alone", text: "1—4月投资30亿元。", want: []string{"30亿元: 1—4月 = 2024-01/2024-04"}, where: dated},
		{name: "recently", text: "近日，30家企业签约。", want: []string{"30家: 近日"}},
		{name: "so_far", text: "目前，30家企业签约。", want: []string{"30家: 目前"}},

		// Which one holds.
		{name: "opens_the_sentence", text: "2023年，出口3亿元，进口2亿元。", want: []string{"3亿元: 2023年 = 2023", "2亿元: 2023年 = 2023"}},
		{name: "nearest", text: "2022年出口3亿元，2023年出口2亿元。", want: []string{"3亿元: 2022年 = 2022", "2亿元: 2023年 = 2023"}},
		{name: "over_a_semicolon", text: "2023年，出口3亿元；进口2亿元。", want: []string{"3亿元: 2023年 = 2023", "2亿元: 2023年 = 2023"}},
		{name: "what_is_spoken_of_over_a_full_stop", text: "2023年，出口3亿元。进口2亿元。", want: []string{"3亿元: 2023年 = 2023", "2亿元:  = 2023"}},
		{name: "basis_is_no_period", text: "2023年出口3亿元，较2019年增长5%。", want: []string{"3亿元: 2023年 = 2023", "5%: 2023年 = 2023"}},
		{name: "same_time_last_year", text: "出口3亿元，比去年同期增长5%。", want: []string{"3亿元:", "5%:"}, where: dated},
		{name: "reported_on", text: "记者5月13日从大会获悉，到会300人。", want: []string{"300人:"}},
		{name: "traditional", text: "截至2023年6月底，投資30億元。", want: []string{"30億元: 截至2023年6月底 = 2023-06"}},
		{name: "line_break_inside", text: "全县各乡镇各部门认真落实会议精神，统筹推进各项重点工作任务，从年初开始谋划，2023\n" +
			"年投资30亿元，带动社会各方面广泛参与项目建设，取得了明显的阶段性成效，得到群众的好评，\n" +
			"各项民生实事进展顺利，就业教育医疗养老等方面的保障水平继续稳步提高，社会大局保持和谐稳\n" +
			"定。\n", want: []string{"30亿元: 2023\n年 = 2023"}},
	}, func(text string, where from) []string {
		return fields(text, where, func(q *quantity) string {
			if q.Period == "" {
				return q.PeriodText
			}
			return q.PeriodText + " = " + q.Period
		})
	})
}
