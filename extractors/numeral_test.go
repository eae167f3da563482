package extractors_test

import "testing"

// TestNumerals has a row for each form of a number, and look-alikes that are no number.
func TestNumerals(t *testing.T) {
	hk, tw := from{region: "HK"}, from{region: "TW"}
	check(t, []row{
		{name: "empty"},
		{name: "no_number", text: "会议听取了情况汇报。"},
		{name: "two_alike", text: "东段长12公里，西段也长12公里。", want: []string{"12公里 = 12 km", "12公里 = 12 km"}},

		// Arabic.
		{name: "arabic", text: "新修步道86公里。", want: []string{"86公里 = 86 km"}},
		{name: "decimal", text: "步道长8.65公里。", want: []string{"8.65公里 = 8.65 km"}},
		{name: "long_decimal_is_exact", text: "合计0.1234567890123456789吨。", want: []string{"0.1234567890123456789吨 = 0.1234567890123456789 t"}},
		{name: "thousands", text: "支出1,234,567.8元。", want: []string{"1,234,567.8元 = 1234567.8 CNY"}},
		{name: "comma_is_no_separator", text: "甲乙分别为12,345人、12,34人。", want: []string{"12,345人 = 12345 person", "34人 = 34 person"}},
		{name: "full_width", text: "种树１２３棵，投入４．５万元。", want: []string{"１２３棵 = 123 棵", "４．５万元 = 45000 CNY"}},
		{name: "full_width_thousands", text: "支出１，２３４元。", want: []string{"１，２３４元 = 1234 CNY"}},
		{name: "spaces_in_pdf", text: "全县有 1 010 万 人参保，覆盖 12 个 乡镇。", want: []string{"1 010 万 人 = 10100000 person", "12 个 = 12 个"}},
		{name: "space_before_unit", text: "面积 35.2 平方公里", want: []string{"35.2 平方公里 = 35.2 km2"}},
		{name: "spaces_between_numbers", text: "得分 10 200 300", want: nil},
		{name: "long_code", text: "账号6222021234567890123456789012345678901234567890已停用。"},

		// Mixed scales.
		{name: "wan", text: "投入2.5万元。", want: []string{"2.5万元 = 25000 CNY"}},
		{name: "yi", text: "投入16.4亿元。", want: []string{"16.4亿元 = 1640000000 CNY"}},
		{name: "wan_yi", text: "余额10.4万亿元。", want: []string{"10.4万亿元 = 10400000000000 CNY"}},
		{name: "mixed_scales", text: "编列30亿2,891万2千元。", want: []string{"30亿2,891万2千元 = 3028912000 TWD"}, where: tw},
		{name: "mixed_scales_traditional", text: "編列30億2,891萬2千元。", want: []string{"30億2,891萬2千元 = 3028912000 TWD"}, where: tw},
		{name: "wan_and_rest", text: "发放1万600份。", want: []string{"1万600份 = 10600 份"}},
		{name: "wan_and_thousands", text: "发放3万5千份。", want: []string{"3万5千份 = 35000 份"}},
		{name: "wan_and_a_digit", text: "发放3万5份。", want: []string{"3万5份 = 35000 份"}},
		{name: "thousand_with_arabic", text: "发放5千份。", want: []string{"5千份 = 5000 份"}},
		{name: "a_year_is_no_rest", text: "投资3亿 2024年完工。", want: []string{"3亿 = 300000000 CNY"}},

		// Chinese.
		{name: "chinese", text: "发放三百二十一份。", want: []string{"三百二十一份 = 321 份"}},
		{name: "chinese_thousands", text: "发放四千零五份。", want: []string{"四千零五份 = 4005 份"}},
		{name: "chinese_wan", text: "发放十二万三千份。", want: []string{"十二万三千份 = 123000 份"}},
		{name: "chinese_short", text: "发放三百五份，另有一万二份。", want: []string{"三百五份 = 350 份", "一万二份 = 12000 份"}},
		{name: "chinese_yi", text: "总额一百零二亿三千万元。", want: []string{"一百零二亿三千万元 = 10230000000 CNY"}},
		{name: "ten", text: "建成十座泵站。", want: []string{"十座 = 10 座"}},
		{name: "digits_one_by_one", text: "建成二〇座泵站。", want: []string{"二〇座 = 20 座"}},
		{name: "liang", text: "修建两座桥、购置两百台水泵。", want: []string{"两座 = 2 座", "两百台 = 200 台"}},
		{name: "chinese_decimal", text: "面积五点七平方公里。", want: []string{"五点七平方公里 = 5.7 km2"}},
		{name: "chinese_decimal_scale", text: "投资三点五亿元。", want: []string{"三点五亿元 = 350000000 CNY"}},
		{name: "clock_is_no_decimal", text: "早上八点三十分出发。"},
		{name: "nian", text: "廿五名学员参加，卅人结业。", want: []string{"廿五名 = 25 person", "卅人 = 30 person"}},
		{name: "traditional_scales", text: "共有兩萬三千億個樣本。", want: []string{"兩萬三千億個 = 2300000000000 个"}},

		// Formal, with yuan, jiao and fen.
		{name: "formal", text: "罚金壹佰贰拾叁元整。", want: []string{"壹佰贰拾叁元整 = 123 CNY"}},
		{name: "formal_wan", text: "借款人民币贰万伍仟元。", want: []string{"贰万伍仟元 = 25000 CNY"}},
		{name: "formal_jiao_fen", text: "合计壹仟零叁拾元伍角肆分。", want: []string{"壹仟零叁拾元伍角肆分 = 1030.54 CNY"}},
		{name: "formal_traditional", text: "合計新臺幣參佰陸拾圓。", want: []string{"參佰陸拾圓 = 360 TWD"}, where: tw},
		{name: "formal_digit_is_a_word", text: "陆续到岗，参加培训，伍某等也到场。"},
		{name: "shi_is_a_word", text: "志愿者拾到钱包，拾级而上。"},

		// Fractions and percentages.
		{name: "third", text: "三分之一的河道已治理。", want: []string{"三分之一 = 0.3333333333333333"}},
		{name: "tenth", text: "十分之一的村庄通了燃气。", want: []string{"十分之一 = 0.1"}},
		{name: "mixed_fraction", text: "工期为一又二分之一年。", want: []string{"一又二分之一年 = 1.5 year"}},
		{name: "slash_fraction", text: "约1/4的家庭受益。", want: []string{"1/4 = 0.25 about"}},
		{name: "slash_date", text: "2024/05/11发布。"},
		{name: "percent_sign", text: "覆盖率达到98.5%。", want: []string{"98.5% = 98.5 %"}},
		{name: "percent_full_width", text: "覆盖率达到９８％。", want: []string{"９８％ = 98 %"}},
		{name: "percent_words", text: "覆盖率为百分之五点七。", want: []string{"百分之五点七 = 5.7 %"}},
		{name: "percent_over_hundred", text: "完成计划的百分之一百零二。", want: []string{"百分之一百零二 = 102 %"}},
		{name: "permille", text: "自然增长率为千分之三。", want: []string{"千分之三 = 3 ‰"}},
		{name: "permille_sign", text: "自然增长率为3.2‰。", want: []string{"3.2‰ = 3.2 ‰"}},
		{name: "cheng", text: "七成受访者表示满意。", want: []string{"七成 = 70 %"}},
		{name: "cheng_and_a_digit", text: "占比为七成六。", want: []string{"七成六 = 76 %"}},
		{name: "cheng_and_half", text: "占比为三成半。", want: []string{"三成半 = 35 %"}},
		{name: "cheng_range", text: "占比为六至七成。", want: []string{"六至七成 = 60..70 %"}},
		{name: "cheng_is_a_verb", text: "项目历时三年成型。", want: []string{"三年 = 3 year"}},
		{name: "zhe", text: "门票打八折。", want: []string{"八折 = 80 %"}},
		{name: "zhe_two_digits", text: "门票打七五折。", want: []string{"七五折 = 75 %"}},
		{name: "zhe_is_a_verb", text: "道路曲折，三人骨折。", want: []string{"三人 = 3 person"}},

		// Half.
		{name: "half_hour", text: "车程缩短半小时。", want: []string{"半小时 = 0.5 h"}},
		{name: "half_ge_hour", text: "车程缩短半个小时。", want: []string{"半个小时 = 0.5 h"}},
		{name: "half_after", text: "工期为两年半。", want: []string{"两年半 = 2.5 year"}},
		{name: "half_between", text: "等候了两个半小时。", want: []string{"两个半小时 = 2.5 h"}},
		{name: "one_half", text: "一半的摊位已出租。", want: []string{"一半 = 0.5"}},
		{name: "half_is_part_of_a_word", text: "上半年会议多半在下半场的半山腰举行。"},

		// Approximators inside the numeral.
		{name: "ji_shi", text: "几十万人到场。", want: []string{"几十万人 = 100000 person several"}},
		{name: "shu_bai", text: "数百家企业到场。", want: []string{"数百家 = 100 家 several"}},
		{name: "shang_qian", text: "上千名志愿者到场。", want: []string{"上千名 = 1000 person several"}},
		{name: "shu_is_part_of_a_word", text: "参会人数百人左右。", want: []string{"百人 = 100 person about"}},
		{name: "duo", text: "累计投资6700多亿元。", want: []string{"6700多亿元 = 670000000000 CNY over"}},
		{name: "yu", text: "服务群众3万余人。", want: []string{"3万余人 = 30000 person over"}},
		{name: "yu_traditional", text: "服務市民3萬餘人。", want: []string{"3萬餘人 = 30000 person over"}},
		{name: "ji_after", text: "培训十几人。", want: []string{"十几人 = 10 person over"}},
		{name: "lai", text: "培训十来个人。", want: []string{"十来个 = 10 个 about"}},
		{name: "lai_is_a_verb", text: "十人来自农村，三年来变化很大。", want: []string{"十人 = 10 person"}},
		{name: "yu_is_a_noun", text: "年末贷款余额300亿元。", want: []string{"300亿元 = 30000000000 CNY"}},
		{name: "bai_yu", text: "百余名代表到场。", want: []string{"百余名 = 100 person over"}},
		{name: "month_duo", text: "历时3个多月。", want: []string{"3个多月 = 3 month over"}},

		// Ranges.
		{name: "range_zhi", text: "车程为1至1.5小时。", want: []string{"1至1.5小时 = 1..1.5 h"}},
		{name: "range_percent", text: "增速在10%—15%之间。", want: []string{"10%—15% = 10..15 %"}},
		{name: "range_scales", text: "可容纳2万到3万人。", want: []string{"2万到3万人 = 20000..30000 person"}},
		{name: "range_shared_scale", text: "投资5~10亿元。", want: []string{"5~10亿元 = 500000000..1000000000 CNY"}},
		{name: "range_full_width", text: "每车载客５～７人。", want: []string{"５～７人 = 5..7 person"}},
		{name: "range_digits", text: "到场三五百人。", want: []string{"三五百人 = 300..500 person"}},
		{name: "range_neighbours", text: "到场七八个人。", want: []string{"七八个 = 7..8 个"}},
		{name: "range_teens", text: "到场十七八人。", want: []string{"十七八人 = 17..18 person"}},
		{name: "range_hyphen", text: "每户补助300-500元。", want: []string{"300-500元 = 300..500 CNY"}},
		{name: "range_days_of_the_month", text: "5月11日至12日召开。"},
		{name: "score_is_no_range", text: "主队以3-1获胜。"},
		{name: "falling_pair_is_no_range", text: "价格由500到300元不等。", want: []string{"300元 = 300 CNY"}},

		// Signs.
		{name: "below_zero", text: "最低气温零下35摄氏度。", want: []string{"零下35摄氏度 = -35 °C"}},
		{name: "minus", text: "指数变动-3.2%。", want: []string{"-3.2% = -3.2 %"}},
		{name: "minus_full_width", text: "指数变动－3.2%。", want: []string{"－3.2% = -3.2 %"}},
		{name: "hyphen_after_a_letter", text: "发射了CZ-7火箭。"},

		// Scales without a figure.
		{name: "bare_scale_with_modifier", text: "年产值超亿元。", want: []string{"亿元 = 100000000 CNY over"}},
		{name: "bare_scale_is_a_size", text: "培育百亿级产业和亿元村。"},
		{name: "wan_is_a_word", text: "千万要注意安全，万家灯火。"},

		// Zeros, points and letters as reports print them.
		{name: "circle_is_zero", text: "发放一百○五份，共二五○○份。", want: []string{"一百○五份 = 105 份", "二五○○份 = 2500 份"}},
		{name: "circle_is_a_bullet", text: "○ 加强领导"},
		{name: "zero_after_a_scale", text: "三百〇五人到场。", want: []string{"三百〇五人 = 305 person"}},
		{name: "letter_for_zero", text: "二O二三年、二〇二O年、二0二三年竣工。"},
		{name: "letter_is_a_letter", text: "配备两个O型机。", want: []string{"两个 = 2 个"}},
		{name: "middle_dot", text: "是上年的三·五倍。", want: []string{"三·五倍 = 3.5 times"}},
		{name: "middle_dot_of_a_day", text: "纪念一·二九运动。"},
		{name: "wide_comma_before_a_scale", text: "补助7，409万元。", want: []string{"7，409万元 = 74090000 CNY"}},
		{name: "comma_between_clauses", text: "指数为7，409人受益。", want: []string{"7 = 7", "409人 = 409 person"}},
		{name: "lai_after_digits", text: "走访300来户。", want: []string{"300来户 = 300 household about"}},
		{name: "lai_after_a_year", text: "2020来了，300来自外地。"},
		{name: "chain_is_no_decimal", text: "协议1.2.3.4修订。"},

		// List numbers and headings.
		{name: "list_number_glued", text: "3.36个站点启用", want: []string{"36个 = 36 个"}},
		{name: "list_number_before_a_year", text: "2.2022年启用5座。", want: []string{"5座 = 5 座"}},
		{name: "list_number_before_a_month", text: "4.1—10月启用5座。", want: []string{"5座 = 5 座"}},
		{name: "list_number_before_many", text: "2.200多家到场", want: []string{"200多家 = 200 家 over"}},
		{name: "decimal_of_a_measure", text: "3.36公里通车", want: []string{"3.36公里 = 3.36 km"}},
		{name: "decimal_inside_a_line", text: "户均3.36个", want: []string{"3.36个 = 3.36 个"}},
		{name: "heading", text: "3.1 组织保障"},
		{name: "figure_opens_a_line", text: "3.1万人到场", want: []string{"3.1万人 = 31000 person"}},

		// More ranges and parts of amounts.
		{name: "range_between", text: "降幅在3%与5%之间，费用在10000和20000元之间。", want: []string{"3%与5% = 3..5 %", "10000和20000元 = 10000..20000 CNY"}},
		{name: "two_figures_joined", text: "分别为3%与5%。", want: []string{"3% = 3 %", "5% = 5 %"}},
		{name: "range_of_percent_words", text: "占百分之三到五。", want: []string{"百分之三到五 = 3..5 %"}},
		{name: "percent_then_a_count", text: "百分之三到五个县。", want: []string{"百分之三 = 3 %", "五个 = 5 个"}},
		{name: "range_stacked_scale", text: "投资3～5万亿元，另有3—5千万元。", want: []string{"3～5万亿元 = 3000000000000..5000000000000 CNY", "3—5千万元 = 30000000..50000000 CNY"}},
		{name: "range_of_tens", text: "到场五到十万人。", want: []string{"五到十万人 = 50000..100000 person"}},
		{name: "range_of_hundreds", text: "投资一百二十到一百五十万元。", want: []string{"一百二十到一百五十万元 = 1200000..1500000 CNY"}},
		{name: "cheng_pair", text: "占比七八成。", want: []string{"七八成 = 70..80 %"}},
		{name: "half_behind_a_unit", text: "清运三吨半、两公里半。", want: []string{"三吨半 = 3.5 t", "两公里半 = 2.5 km"}},
		{name: "half_begins_a_word", text: "管道长5米半径2米。", want: []string{"5米 = 5 m", "2米 = 2 m"}},
		{name: "half_month", text: "为期一个半月。", want: []string{"一个半月 = 1.5 month"}},
		{name: "jiao_is_no_triangle", text: "每度五元三角八分。", want: []string{"五元三角八分 = 5.38 CNY"}},
		{name: "triangle", text: "建设金三角地带。"},
		{name: "catty_and_tael", text: "重六斤八两。", want: []string{"六斤八两 = 68 两"}},
		{name: "metres_and_centimetres", text: "水位7米93。", want: []string{"7米93 = 7.93 m"}},
		{name: "minus_after_a_noun", text: "气温-12℃。", want: []string{"-12℃ = -12 °C"}},
		{name: "dash_between_months", text: "3月-5月，10米-20米。", want: []string{"10米-20米 = 10..20 m"}},
		{name: "debt_is_no_minus", text: "为企业减负35亿元。", want: []string{"35亿元 = 3500000000 CNY"}},

		// Scales, parts, ranks and codes.
		{name: "bare_scale", text: "资金达百万元，亿元以上项目3个。", want: []string{"百万元 = 1000000 CNY", "亿元 = 100000000 CNY at_least", "3个 = 3 个"}},
		{name: "per_part", text: "每千人有医生3人，每万人口有床位8张。", want: []string{"3人 = 3 person", "8张 = 8 张"}},
		{name: "mark_passed", text: "突破万亿元大关，突破5000亿大关。", want: []string{"万亿元 = 1000000000000 CNY over", "5000亿 = 500000000000 over"}},
		{name: "passing", text: "产值过百亿元，销量破10万辆，票房过20亿元。", want: []string{"百亿元 = 10000000000 CNY over", "10万辆 = 100000 辆 over", "20亿元 = 2000000000 CNY over"}},
		{name: "experience_is_not_passing", text: "召开过20次，侦破案件30起。", want: []string{"20次 = 20 次", "30起 = 30 起"}},
		{name: "breakthroughs", text: "关键技术突破20项，企业突破100家。", want: []string{"20项 = 20 项", "100家 = 100 家 over"}},
		{name: "rank", text: "进入全国前5位、前20强。"},
		{name: "persons_before", text: "此前5位专家到场。", want: []string{"5位 = 5 person"}},
		{name: "slogan_of_parts", text: "一分部署，九分落实。"},
		{name: "generations", text: "4/5G网络覆盖1/4的村庄。", want: []string{"1/4 = 0.25"}},
		{name: "year_of_two_digits", text: "23年启用5座，连续21年、37年居首。", want: []string{"5座 = 5 座", "21年 = 21 year", "37年 = 37 year"}},
		{name: "short_year_of_a_range", text: "2020-23年完成投资3亿元。", want: []string{"3亿元 = 300000000 CNY"}},
		{name: "name_before_a_count", text: "张三、李四、王五三人到场。", want: []string{"三人 = 3 person"}},

		// Words that hold a numeral.
		{name: "yi_qie", text: "一切工作，一律从严，统一部署。"},
		{name: "san_li_tun", text: "三里屯街道、五道口、十里河。"},
		{name: "hong_kong", text: "基金涉款7億6,500萬元。", want: []string{"7億6,500萬元 = 765000000 HKD"}, where: hk},
	}, measured)
}
