package extractors_test

import "testing"

// TestUnits has a row for each kind of unit, and for words that only look like one.
func TestUnits(t *testing.T) {
	hk, tw, mo := from{region: "HK"}, from{region: "TW"}, from{region: "MO"}
	check(t, []row{
		// Money: the region says what 元 is.
		{name: "yuan", text: "补贴500元。", want: []string{"500元 = 500 CNY"}},
		{name: "yuan_hong_kong", text: "津貼500元。", want: []string{"500元 = 500 HKD"}, where: hk},
		{name: "yuan_taiwan", text: "補助500元。", want: []string{"500元 = 500 TWD"}, where: tw},
		{name: "yuan_macao", text: "津貼500元。", want: []string{"500元 = 500 MOP"}, where: mo},
		{name: "renminbi_abroad", text: "津貼500元人民幣。", want: []string{"500元人民幣 = 500 CNY"}, where: hk},
		{name: "named_currencies", text: "出口3亿美元、2亿欧元，进口5亿日元、4000万港元。", want: []string{
			"3亿美元 = 300000000 USD", "2亿欧元 = 200000000 EUR", "5亿日元 = 500000000 JPY", "4000万港元 = 40000000 HKD"}},
		{name: "currency_before", text: "总价人民币50亿元，其中新台币177亿元。", want: []string{"50亿元 = 5000000000 CNY", "177亿元 = 17700000000 TWD"}},
		{name: "yuan_is_a_word", text: "打破城乡二元结构，推行双元制。"},

		// Length, area, volume, mass; 千 belongs to the unit.
		{name: "kilometre", text: "隧道长12千米。", want: []string{"12千米 = 12 km"}},
		{name: "hundreds_of_kilometres", text: "管网长三百千米。", want: []string{"三百千米 = 300 km"}},
		{name: "metre", text: "最深处达3.5米，宽20厘米。", want: []string{"3.5米 = 3.5 m", "20厘米 = 20 cm"}},
		{name: "area", text: "播种10万亩，造林3公顷，建设用地2平方千米。", want: []string{"10万亩 = 100000 mu", "3公顷 = 3 ha", "2平方千米 = 2 km2"}},
		{name: "area_taiwan", text: "面積為120坪、3公頃。", want: []string{"120坪 = 120 ping", "3公頃 = 3 ha"}, where: tw},
		{name: "volume", text: "蓄水3亿立方米，洒水200升。", want: []string{"3亿立方米 = 300000000 m3", "200升 = 200 L"}},
		{name: "mass", text: "产粮40万吨，每袋5千克、10公斤。", want: []string{"40万吨 = 400000 t", "5千克 = 5 kg", "10公斤 = 10 kg"}},
		{name: "mass_taiwan", text: "回收3公噸廢紙。", want: []string{"3公噸 = 3 t"}, where: tw},

		// Power and energy.
		{name: "kilowatt", text: "装机12千瓦。", want: []string{"12千瓦 = 12 kW"}},
		{name: "ten_thousand_kilowatts", text: "装机350万千瓦。", want: []string{"350万千瓦 = 3500000 kW"}},
		{name: "kilowatt_hour", text: "发电5亿千瓦时。", want: []string{"5亿千瓦时 = 500000000 kWh"}},
		{name: "gigawatt", text: "装机5GW、2吉瓦。", want: []string{"5GW = 5 GW", "2吉瓦 = 2 GW"}},
		{name: "generation_of_networks", text: "新建5G网络。"},
		{name: "degree_of_electricity", text: "户均用电300度。", want: []string{"300度 = 300 kWh"}},
		{name: "degree_of_temperature", text: "最高气温升至38度。", want: []string{"38度 = 38 °C"}},
		{name: "coal", text: "节约12万吨标准煤。", want: []string{"12万吨标准煤 = 120000 tce"}},

		// Time.
		{name: "duration", text: "为期62天，连续3年。", want: []string{"62天 = 62 day", "3年 = 3 year"}},
		{name: "months", text: "试运行6个月。", want: []string{"6个月 = 6 month"}},
		{name: "weeks", text: "持续两周。", want: []string{"两周 = 2 week"}},
		{name: "working_days", text: "压缩至5个工作日。", want: []string{"5个工作日 = 5 工作日"}},
		{name: "minutes", text: "步行15分钟。", want: []string{"15分钟 = 15 min"}},
		{name: "score", text: "平均得分92.5分。", want: []string{"92.5分 = 92.5 分"}},
		{name: "fen_is_part_of_a_word", text: "第二分公司、三分局。"},

		// Compound amounts take the smaller unit.
		{name: "years_and_months", text: "判处有期徒刑5年零9个月。", want: []string{"5年零9个月 = 69 month"}},
		{name: "years_and_months_plain", text: "历时2年3个月。", want: []string{"2年3个月 = 27 month"}},
		{name: "hours_and_minutes", text: "全程3小时20分。", want: []string{"3小时20分 = 200 min"}},
		{name: "minutes_and_seconds", text: "用时12分30秒。", want: []string{"12分30秒 = 750 s"}},
		{name: "yuan_and_jiao", text: "每斤5元3角。", want: []string{"5元3角 = 5.3 CNY"}},
		{name: "not_one_amount", text: "3年，9个月。", want: []string{"3年 = 3 year", "9个月 = 9 month"}},

		// Ratios and multiples.
		{name: "percentage_point", text: "提高1.2个百分点。", want: []string{"1.2个百分点 = 1.2 pp"}},
		{name: "times", text: "是上年的1.9倍。", want: []string{"1.9倍 = 1.9 times"}},
		{name: "basis_points", text: "下调25个基点。", want: []string{"25个基点 = 25 基点"}},
		{name: "index", text: "指数收报3021.5点。", want: []string{"3021.5点 = 3021.5 点"}},
		{name: "index_without_unit", text: "景气指数为88.9。", want: []string{"88.9 = 88.9"}},

		// Rates.
		{name: "per_ton", text: "每吨水价为3.5元/吨。", want: []string{"3.5元/吨 = 3.5 CNY/t"}},
		{name: "per_ton_hong_kong", text: "水價為3.5元/公斤。", want: []string{"3.5元/公斤 = 3.5 HKD/kg"}, where: hk},
		{name: "flow", text: "洪峰流量2100立方米/秒。", want: []string{"2100立方米/秒 = 2100 m3/s"}},
		{name: "concentration", text: "平均浓度为31微克/立方米。", want: []string{"31微克/立方米 = 31 ug/m3"}},
		{name: "speed", text: "时速350公里/小时。", want: []string{"350公里/小时 = 350 km/h"}},
		{name: "per_part_outside", text: "每平方公里500人，每秒2亿次。", want: []string{"500人 = 500 person", "2亿次 = 200000000 次"}},
		{name: "per_hundred_thousand", text: "发病率为190.7/10万。", want: []string{"190.7/10万 = 190.7 /10万"}},
		{name: "slash_between_words", text: "设3个/组办公室。", want: []string{"3个 = 3 个"}},

		// Data, traffic and sound.
		{name: "data", text: "下载20GB，网速500Mbps，容量50兆字节。", want: []string{"20GB = 20 GB", "500Mbps = 500 Mbps", "50兆字节 = 50 MB"}},
		{name: "teu", text: "吞吐量2000万标箱。", want: []string{"2000万标箱 = 20000000 TEU"}},
		{name: "decibel", text: "噪声为55分贝。", want: []string{"55分贝 = 55 dB"}},

		// People and counts.
		{name: "people", text: "3人、5名、2位到场。", want: []string{"3人 = 3 person", "5名 = 5 person", "2位 = 2 person"}},
		{name: "person_times", text: "接待120万人次。", want: []string{"120万人次 = 1200000 person-time"}},
		{name: "households", text: "惠及3000户。", want: []string{"3000户 = 3000 household"}},
		{name: "people_without_unit", text: "服务1400万农民、120万农业转移人口。", want: []string{"1400万 = 14000000 person", "120万 = 1200000 person"}},
		{name: "classifiers", text: "建成5条线路、8座桥、3栋楼、2艘船、6宗交易。", want: []string{
			"5条 = 5 条", "8座 = 8 座", "3栋 = 3 栋", "2艘 = 2 艘", "6宗 = 6 宗"}},
		{name: "classifiers_traditional", text: "購置5輛車、3間房、2張床。", want: []string{"5輛 = 5 辆", "3間 = 3 间", "2張 = 2 张"}},
		{name: "noun_without_classifier", text: "24国代表出席，惠及12省。", want: []string{"24国 = 24 国", "12省 = 12 省"}},
		{name: "great", text: "聚焦六大领域，实施十大重点节能工程。", want: []string{"六大领域 = 6 领域", "十大重点节能工程 = 10 重点节能工程"}},
		{name: "great_is_an_adjective", text: "三大于二，五大概如此。"},
		{name: "one_is_an_article", text: "开启一个新阶段，迈出一大步，推出一批项目。"},
		{name: "one_in_digits_counts", text: "建成1个中心。", want: []string{"1个 = 1 个"}},

		// Shared units.
		{name: "shared_unit", text: "分别提高3.7、3.1和2.5个百分点。", want: []string{"3.7 = 3.7 pp", "3.1 = 3.1 pp", "2.5个百分点 = 2.5 pp"}},
		{name: "shared_scale", text: "分别投入3、5和7亿元。", want: []string{"3 = 300000000 CNY", "5 = 500000000 CNY", "7亿元 = 700000000 CNY"}},
		{name: "own_units", text: "新增900家、300家。", want: []string{"900家 = 900 家", "300家 = 300 家"}},
		{name: "different_units", text: "建成130家、10万亩。", want: []string{"130家 = 130 家", "10万亩 = 100000 mu"}},
		{name: "numbers_of_articles_share_nothing", text: "见第3、5条。"},
	}, measured)
}

// TestBaseUnits wants values in base units where a fixed factor leads there.
func TestBaseUnits(t *testing.T) {
	check(t, []row{
		{name: "mu", text: "造林10万亩。", want: []string{"10万亩: 66666666.66666667 m2"}},
		{name: "kilometre", text: "长8公里。", want: []string{"8公里: 8000 m"}},
		{name: "hour", text: "缩短1.5小时。", want: []string{"1.5小时: 5400 s"}},
		{name: "money", text: "投资2亿元。", want: []string{"2亿元: 200000000 CNY"}},
		{name: "ton", text: "产粮3吨。", want: []string{"3吨: 3000 kg"}},
		{name: "count_has_none", text: "建成3座。", want: []string{"3座:"}},
		{name: "rate_has_none", text: "水价3.5元/吨。", want: []string{"3.5元/吨:"}},
	}, func(text string, where from) []string {
		return fields(text, where, func(q *quantity) string {
			if q.BaseValue == nil {
				return q.BaseUnit
			}
			return join(q.BaseValue.String(), q.BaseUnit)
		})
	})
}

// TestNotQuantity has what only looks like a measured number. Every rule's own examples
// are in TestRuleExamples; here stand words, names and quotations, and their look-alikes.
func TestNotQuantity(t *testing.T) {
	check(t, []row{
		{name: "years", text: "2023年启动，2020—2025年实施，二〇二四年完成。"},
		{name: "an_amount_of_money_is_no_year", text: "拨款2037亿元。", want: []string{"2037亿元 = 203700000000 CNY"}},
		{name: "years_that_last", text: "历时35年。", want: []string{"35年 = 35 year"}},
		{name: "days", text: "5月11日—12日在京开会，定于十二月三日。"},
		{name: "days_within", text: "30日内答复。", want: []string{"30日 = 30 day at_most"}},
		{name: "clock", text: "上午9时30分至11时，14:30结束。"},
		{name: "ordinals", text: "第一批第十四届首个第 3 项。"},
		{name: "ordinal_without_di", text: "二期工程、三中全会。"},
		{name: "document_numbers", text: "印发〔2023〕5号文件，京发改〔2022〕12号。"},
		{name: "articles", text: "依照第三条第二款，见附件2、专栏6。"},
		{name: "list_heads", text: "一、加强领导\n（二）落实责任\n3.强化监督"},
		{name: "list_heads_in_a_line", text: "一是抓投资，二是抓就业，三要抓稳定。"},
		{name: "list_head_or_decimal", text: "12.5万人参加。", want: []string{"12.5万人 = 125000 person"}},
		{name: "fixed_words", text: "推进一体化、双碳、三农、两会、一卡通、三校一院、六链五群工作。"},
		{name: "plans", text: "十四五期间，“十五五”规划。"},
		{name: "models", text: "C919、G20、PM2.5、CR400、CZ-7。"},
		{name: "hotline", text: "拨打12345热线，联系电话：01012345678。"},
		{name: "routes", text: "107国道、985高校。"},
		{name: "small_numbers_of_works_are_counts", text: "38个工程。", want: []string{"38个 = 38 个"}},
		{name: "slogan", text: "构建“3+1”格局，坚持“四个中心”，打造“两翼”。"},
		{name: "slogan_traditional", text: "構建「3+1」格局。"},
		{name: "quoted_date", text: "“5·12”地震。"},
		{name: "quoted_sentence_still_counts", text: "他说：“我们今年新建了18座泵站，投资3亿元。”", want: []string{"18座 = 18 座", "3亿元 = 300000000 CNY"}},
		{name: "title", text: "印发《十大行动三年方案（2023—2025年）》。"},
		{name: "title_does_not_reach_out", text: "《方案》提出12项措施。", want: []string{"12项 = 12 项"}},
		{name: "named_parties", text: "三地联动，两国元首会晤，双方一致同意。"},
		{name: "parties_counted", text: "五部门联合发文。", want: []string{"五部门 = 5 部门"}},
		{name: "time_frames", text: "三年来，前10个月，过去五年，未来三年，成立20周年，6天后。"},
		{name: "three_years_running", text: "连续三年。", want: []string{"三年 = 3 year"}},
		{name: "several_is_no_number", text: "多个部门，一系列举措，多项指标，各项任务。"},
		{name: "ratio_with_colon", text: "比例为3：1。"},
		{name: "taiwan_year", text: "114年度預算，於113年核定。", where: from{region: "TW"}},
		{name: "taiwan_years_that_last", text: "已逾20年。", want: []string{"20年 = 20 year over"}, where: from{region: "TW"}},
		{name: "fixed_word_ends_inside_unit", text: "把握三环节。", want: []string{"三环节 = 3 环节"}},
	}, measured)
}
