package extractors_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestModifiers(t *testing.T) {
	check(t, []row{
		{name: "exact", text: "投资30亿元。", want: []string{"30亿元:"}},
		{name: "over", text: "投资超30亿元，惠及群众逾5万人，总量突破8万件。", want: []string{"30亿元: over", "5万人: over", "8万件: over"}},
		{name: "over_inside", text: "投资30多亿元。", want: []string{"30多亿元: over"}},
		{name: "near", text: "投资近30亿元，接近5万人，将近8万件。", want: []string{"30亿元: near", "5万人: near", "8万件: near"}},
		{name: "near_is_part_of_a_word", text: "附近3个村、最近5年。", want: []string{"3个:"}},
		{name: "about_before", text: "投资约30亿元，大约5万人。", want: []string{"30亿元: about", "5万人: about"}},
		{name: "about_is_part_of_a_word", text: "履约30亿元。", want: []string{"30亿元:"}},
		{name: "about_after", text: "投资30亿元左右，温度在25摄氏度上下。", want: []string{"30亿元: about", "25摄氏度: about"}},
		{name: "under", text: "不足30人，不到5公里，低于3%。", want: []string{"30人: under", "5公里: under", "3%: under"}},
		{name: "above_a_fact", text: "增速保持在5%以上。", want: []string{"5%: over"}},
		{name: "above_a_target", text: "力争增速保持在5%以上。", want: []string{"5%: at_least"}},
		{name: "below_a_fact", text: "浓度降到30微克以下。", want: []string{"30微克: under"}},
		{name: "below_a_target", text: "确保浓度控制在30微克以下。", want: []string{"30微克: at_most"}},
		{name: "at_least", text: "至少5家，不少于3次，不低于60%。", want: []string{"5家: at_least", "3次: at_least", "60%: at_least"}},
		{name: "at_least_with_verb", text: "每年至少召开1次。", want: []string{"1次: at_least"}},
		{name: "at_most", text: "最多5家，不超过3次，最高200元。", want: []string{"5家: at_most", "3次: at_most", "200元: at_most"}},
		{name: "within_days", text: "14天内办结，3个月以内整改。", want: []string{"14天: at_most", "3个月: at_most"}},
		{name: "inside_a_place", text: "3公里内部道路。", want: []string{"3公里:"}},
		{name: "several", text: "数百家企业、上千名员工。", want: []string{"数百家: several", "上千名: several"}},
		{name: "signs", text: "误差≤3%，容量≥50万立方米。", want: []string{"3%: at_most", "50万立方米: at_least"}},
		{name: "shared_over_a_list", text: "分别新增超900家、300家。", want: []string{"900家: over", "300家: over"}},
		{name: "shared_over_and", text: "约3万和5万人。", want: []string{"3万: about", "5万人: about"}},
		{name: "not_shared_over_commas", text: "超900家，300家已开业。", want: []string{"900家: over", "300家:"}},
		{name: "two_alike", text: "甲县超3万人，乙县超3万人。", want: []string{"3万人: over", "3万人: over"}},
		{name: "full_width", text: "超３万人。", want: []string{"３万人: over"}},
		{name: "between_two_bounds", text: "处五万元以上二十万元以下的罚款。", want: []string{"五万元: at_least", "二十万元: at_most"}},
		{name: "traditional", text: "投資逾30億元，約5萬人。", want: []string{"30億元: over", "5萬人: about"}},
	}, func(text string, where from) []string {
		return fields(text, where, func(q *quantity) string { return q.Modifier })
	})
}

func TestChange(t *testing.T) {
	check(t, []row{
		{name: "none", text: "完成投资30亿元，累计新建泵站5座。", want: []string{"30亿元:", "5座:"}},
		{name: "yoy", text: "同比增长5.2%。", want: []string{"5.2%: increase yoy"}},
		{name: "yoy_decline", text: "同比下降0.3个百分点。", want: []string{"0.3个百分点: decrease yoy"}},
		{name: "last_year", text: "比上年增加3万人，较去年减少2%。", want: []string{"3万人: increase yoy", "2%: decrease yoy"}},
		{name: "hong_kong", text: "按年上升3%，按月下跌1%，按季回落2%。", want: []string{"3%: increase yoy", "1%: decrease mom", "2%: decrease qoq"}, where: from{region: "HK"}},
		{name: "month", text: "环比上涨0.4%。", want: []string{"0.4%: increase mom"}},
		{name: "quarter", text: "三季度环比增长1.1%。", want: []string{"1.1%: increase qoq"}},
		{name: "since_a_year", text: "较2014年增长1.9倍。", want: []string{"1.9倍: increase since:2014"}},
		{name: "than_a_year", text: "比2019年下降12%。", want: []string{"12%: decrease since:2019"}},
		{name: "from_to", text: "占比由40.7%上升至66.1%。", want: []string{"40.7%: increase", "66.1%: increase"}},
		{name: "from_to_decline", text: "时限从30天压缩至7天。", want: []string{"30天: decrease", "7天: decrease"}},
		{name: "to", text: "增至300家，降至5%，提高到80%。", want: []string{"300家: increase", "5%: decrease", "80%: increase"}},
		{name: "doubled", text: "产值翻番。", want: []string{"翻番: increase"}},
		{name: "doubled_twice", text: "产值翻两番，人口翻一番。", want: []string{"翻两番: increase", "翻一番: increase"}},
		{name: "new", text: "新增就业12万人。", want: []string{"12万人: increase"}},
		{name: "verb_and_object", text: "减少碳排放3万吨，压减支出2亿元。", want: []string{"3万吨: decrease", "2亿元: decrease"}},
		{name: "growth_after", text: "实现5.9%的增幅。", want: []string{"5.9%: increase"}},
		{name: "list", text: "分别增长3%、4%和5%。", want: []string{"3%: increase", "4%: increase", "5%: increase"}},
		{name: "traditional", text: "同比增長5.2%，減少3萬噸。", want: []string{"5.2%: increase yoy", "3萬噸: decrease"}},
		{name: "breakthrough_is_no_change", text: "突破1000亿元，达到300家，失守3000点。", want: []string{"1000亿元:", "300家:", "3000点:"}},
		{name: "growth_of_something_else", text: "增长较快的5个行业。", want: []string{"5个:"}},
		{name: "difference", text: "比各项贷款增速高29个百分点。", want: []string{"29个百分点:"}},
		{name: "two_clauses", text: "出口3亿元，增长5%；进口2亿元，下降3%。", want: []string{"3亿元:", "5%: increase", "2亿元:", "3%: decrease"}},
	}, func(text string, where from) []string {
		return fields(text, where, func(q *quantity) string { return join(q.Change, q.Basis) })
	})
}

func TestDoublingValues(t *testing.T) {
	check(t, []row{
		{name: "plain", text: "产值翻番。", want: []string{"翻番 = 2 times"}},
		{name: "once", text: "产值翻了一番。", want: []string{"翻了一番 = 2 times"}},
		{name: "twice", text: "产值翻两番。", want: []string{"翻两番 = 4 times"}},
		{name: "arabic", text: "产值翻2番。", want: []string{"翻2番 = 4 times"}},
		{name: "turning_pages", text: "翻开新的一页，翻建3间房。", want: []string{"3间 = 3 间"}},
	}, measured)
}

func TestRole(t *testing.T) {
	check(t, []row{
		{name: "actual", text: "去年建成泵站30座。", want: []string{"30座: actual"}},
		{name: "will", text: "明年将建成泵站30座。", want: []string{"30座: target"}},
		{name: "strive", text: "力争投资30亿元。", want: []string{"30亿元: target"}},
		{name: "goal", text: "目标是新增就业12万人。", want: []string{"12万人: target"}},
		{name: "by_a_year", text: "到2027年，泵站达到30座。", want: []string{"30座: target"}},
		{name: "forecast", text: "预计客流达120万人次。", want: []string{"120万人次: target"}},
		{name: "plan_verb", text: "计划投资30亿元。", want: []string{"30亿元: target"}},
		{name: "plan_is_a_name", text: "“春风计划”惠及3000户。", want: []string{"3000户: actual"}},
		{name: "soon_is_no_general", text: "大将军率领300人，主要任务3项。", want: []string{"300人: actual", "3项: actual"}},
		{name: "object_marker", text: "工作人员将3个箱子运走。", want: []string{"3个: actual"}},
		{name: "fulfilled", text: "计划投资已完成30亿元。", want: []string{"30亿元: actual"}},
		{name: "limit_of_time", text: "应在14天内答复。", want: []string{"14天: limit"}},
		{name: "law", text: "逾期不改的，处五万元以上二十万元以下的罚款。", want: []string{"五万元: limit", "二十万元: limit"}},
		{name: "law_must", text: "用人单位应当提前30日通知，人数不得少于3人。", want: []string{"30日: limit", "3人: limit"}},
		{name: "threshold", text: "500万元以上的项目须报批。", want: []string{"500万元: limit"}},
		{name: "every_year_at_least", text: "每年最少1次。", want: []string{"1次: limit"}},
		{name: "mood_over_a_semicolon", text: "力争投资30亿元；新增就业12万人。", want: []string{"30亿元: target", "12万人: target"}},
		{name: "mood_over_a_sentence", text: "明年将加强水利建设。新建泵站30座。", want: []string{"30座: target"}},
		{name: "mood_ends_with_a_fact", text: "明年将加强水利建设。去年已建成泵站30座。", want: []string{"30座: actual"}},
		{name: "mood_does_not_go_back", text: "建成泵站30座。明年将再建5座。", want: []string{"30座: actual", "5座: target"}},
		{name: "traditional", text: "預計投資30億元。", want: []string{"30億元: target"}},
	}, func(text string, where from) []string {
		return fields(text, where, func(q *quantity) string { return q.Role })
	})
}

// TestRoleOfPlan wants targets in a document that says all through what is to be done.
func TestRoleOfPlan(t *testing.T) {
	text := "加强河道治理。\n推进灌区改造，改造面积5万亩。\n完善管护制度。\n强化监督检查，每月抽查8处。\n"
	var roles []string
	for _, q := range find[*quantity](text, from{}) {
		roles = append(roles, q.Role)
	}
	assert.Equal(t, []string{"target", "target"}, roles)
}

func TestIndicator(t *testing.T) {
	check(t, []row{
		{name: "property", text: "技术合同成交额748.7亿元。", want: []string{"748.7亿元: 技术合同成交额"}},
		{name: "carried_over_a_clause", text: "技术合同成交额748.7亿元，同比增长109.8%。", want: []string{"748.7亿元: 技术合同成交额", "109.8%: 技术合同成交额"}},
		{name: "after_a_time", text: "2023年财政收入30亿元。", want: []string{"30亿元: 财政收入"}},
		{name: "before_verb", text: "森林覆盖率达到35%。", want: []string{"35%: 森林覆盖率"}},
		{name: "share", text: "绿色矿山占矿山总数的60%。", want: []string{"60%: 绿色矿山"}},
		{name: "share_named", text: "清洁能源占比达到35%。", want: []string{"35%: 清洁能源占比"}},
		{name: "counted_noun", text: "入库的科技型企业300家。", want: []string{"300家: 科技型企业"}},
		{name: "counted_noun_after", text: "培育300家科技企业。", want: []string{"300家: 科技企业"}},
		{name: "noun_is_the_unit", text: "五部门联合发文。", want: []string{"五部门: 部门"}},
		{name: "great", text: "聚焦六大领域。", want: []string{"六大领域: 领域"}},
		{name: "verb", text: "冻结500万元。", want: []string{"500万元: 冻结"}},
		{name: "bound_of_a_noun", text: "处20万元以下的罚款。", want: []string{"20万元: 罚款"}},
		{name: "two_indicators", text: "出口额3亿元，进口额2亿元。", want: []string{"3亿元: 出口额", "2亿元: 进口额"}},
		{name: "latin_letters", text: "全年GDP增长4%，CPI上涨2%。", want: []string{"4%: GDP", "2%: CPI"}},
		{name: "one_character_is_none", text: "其增长4%。", want: []string{"4%:"}},
		{name: "none", text: "达到3%。", want: []string{"3%:"}},
		{name: "traditional", text: "技術合同成交額748.7億元。", want: []string{"748.7億元: 技术合同成交额"}},
	}, func(text string, where from) []string {
		return fields(text, where, func(q *quantity) string { return q.Indicator })
	})
}

// TestIndicatorPlace wants the place of the indicator in code points of the document.
func TestIndicatorPlace(t *testing.T) {
	text := "会议召开。技術合同成交額748.7億元，增長5%。"
	found := find[*quantity](text, from{})
	require.Len(t, found, 2)
	for _, q := range found {
		require.NotNil(t, q.IndicatorStart)
		assert.Equal(t, "技術合同成交額", string([]rune(text)[*q.IndicatorStart:*q.IndicatorEnd]))
	}
	none := find[*quantity]("达到3%。", from{})
	require.Len(t, none, 1)
	assert.Nil(t, none[0].IndicatorStart)
	assert.Nil(t, none[0].IndicatorEnd)
}

func TestNoun(t *testing.T) {
	check(t, []row{
		{name: "noun_after", text: "新建12座污水处理厂。", want: []string{"12座: 污水处理厂"}},
		{name: "people", text: "服务1400万农民。", want: []string{"1400万: 农民"}},
		{name: "modified", text: "开展42场形式多样的促消费活动。", want: []string{"42场: 形式多样的促消费活动"}},
		{name: "none", text: "新建12座。", want: []string{"12座:"}},
		{name: "no_count", text: "投资3亿元资金。", want: []string{"3亿元:"}},
	}, func(text string, where from) []string {
		return fields(text, where, func(q *quantity) string { return q.Noun })
	})
}

// TestQuantityFields wants the fields that all facts share.
func TestQuantityFields(t *testing.T) {
	text := "一、主要進展\n新建泵站30座。\n"
	found := find[*quantity](text, from{})
	require.Len(t, found, 1)
	q := found[0]
	assert.Equal(t, "quantity", q.Type)
	assert.Equal(t, "test", q.Doc)
	assert.Equal(t, "30座", string([]rune(text)[q.Start:q.End]))
	assert.Equal(t, "30座", text[q.ByteStart:q.ByteEnd])
	assert.Equal(t, "新建泵站30座。", q.Sentence)
	assert.Equal(t, "一、主要進展", q.Section)
	assert.Equal(t, "count", q.Dimension)
	assert.Equal(t, "quantity.measured", q.Rule)
}
