package review

import (
	"maps"
	"strings"
)

// words returns the page's own words in a language; unknown languages are English.
func words(lang string) map[string]string {
	w := map[string]string{}
	column := 0
	if lang == Chinese {
		column = 1
	}
	for key, both := range vocabulary {
		w[key] = both[column]
	}
	return w
}

// tag returns the language tag of the page's own words.
func tag(lang string) string {
	if lang == Chinese {
		return "zh-Hans"
	}
	return "en"
}

// interfaceWords returns those words that the page's script needs.
func interfaceWords(w map[string]string) map[string]string {
	out := maps.Clone(w)
	maps.DeleteFunc(out, func(key, _ string) bool { return !strings.HasPrefix(key, "js.") && !strings.HasPrefix(key, "type.") })
	return out
}

// vocabulary holds the page's own words, English and Chinese. The keys of values begin
// with the name of the record's key.
var vocabulary = map[string][2]string{
	"skip":               {"Skip to the report", "跳到正文"},
	"report":             {"Report", "正文"},
	"records":            {"Records", "记录"},
	"quantities":         {"Quantities", "数量"},
	"tasks":              {"Tasks", "任务"},
	"bodies":             {"Bodies", "机构"},
	"numbers":            {"Numbers", "数字"},
	"charts":             {"Charts", "图表"},
	"filters":            {"Filters", "筛选"},
	"reset":              {"Show all", "全部显示"},
	"search":             {"Find in the records", "在记录中查找"},
	"any":                {"any", "不限"},
	"type":               {"Type", "类型"},
	"modifier":           {"Modifier", "修饰"},
	"role":               {"Role", "性质"},
	"rule":               {"Rule", "规则"},
	"script":             {"Simplified script", "简体显示"},
	"theme":              {"Colours", "配色"},
	"theme.auto":         {"as the system", "随系统"},
	"theme.light":        {"light", "浅色"},
	"theme.dark":         {"dark", "深色"},
	"none":               {"None found.", "没有找到。"},
	"mentions":           {"mentions", "处提及"},
	"listed":             {"listed", "列出"},
	"of":                 {"of", "/"},
	"set_by":             {"set by", "由"},
	"unlisted":           {"No items are listed in the text.", "正文未列出具体内容。"},
	"as_table":           {"As a table", "以表格查看"},
	"code_points":        {"characters", "字"},
	"sentences":          {"sentences", "句"},
	"replaced":           {"characters could not be decoded", "个字符无法解码"},
	"home.index":         {"All reports", "全部报告"},
	"home.serve":         {"Another report", "另一份报告"},
	"noscript":           {"Filters, charts and the change of script need JavaScript. The report and the lists below are complete without it.", "筛选、图表和简繁切换需要 JavaScript；正文和列表不受影响。"},
	"made_by":            {"Made by huiyao", "由 huiyao 会要生成"},
	"made_note":          {"Rules and word lists, no model. The page loads nothing from a network.", "依据规则和词表，不用模型。本页不联网。"},
	"chart.types":        {"Records by type", "各类记录"},
	"chart.units":        {"Largest amounts by unit", "各单位最大值"},
	"chart.series":       {"Indicator over period", "指标变化"},
	"chart.tasks":        {"Task counts: stated and listed", "任务：声明数与列出数"},
	"chart.unit":         {"Unit", "单位"},
	"chart.indicator":    {"Indicator", "指标"},
	"chart.period":       {"Period", "时期"},
	"chart.value":        {"Value", "数值"},
	"chart.count":        {"Count", "数目"},
	"chart.stated":       {"stated", "声明"},
	"chart.what":         {"What", "事项"},
	"chart.words":        {"Words", "原文"},
	"chart.none":         {"Nothing to draw: no amounts, series or task counts.", "没有可画的数据。"},
	"index.title":        {"Reports", "报告"},
	"index.search":       {"Search the reports", "搜索报告"},
	"index.hint":         {"Traditional or simplified script; all words have to occur.", "繁体简体均可；须同时出现所有词。"},
	"index.scope":        {"The run is large: titles, indicators and bodies are searched, the full text is not.", "报告较多：只搜索标题、指标和机构，不搜全文。"},
	"index.documents":    {"reports", "份报告"},
	"index.failed":       {"Could not be read", "无法读取"},
	"index.date":         {"Date", "日期"},
	"index.document":     {"Report", "报告"},
	"index.stage":        {"Stage", "环节"},
	"index.reason":       {"Reason", "原因"},
	"serve.title":        {"Read a report", "读一份报告"},
	"serve.lead":         {"Paste a report or drop a file. It is read on this machine and not kept.", "粘贴文字或拖入文件。只在本机处理，不保存。"},
	"serve.text":         {"Text of the report", "报告文字"},
	"serve.file":         {"or a file: text, HTML, DOCX …", "或文件：文本、HTML、DOCX 等"},
	"serve.date":         {"Date of the report, where it states none", "报告日期（文中没有时）"},
	"serve.lang":         {"Language of the page", "页面语言"},
	"serve.go":           {"Extract", "提取"},
	"serve.drop":         {"Drop the file anywhere on this page.", "可将文件拖到本页任意处。"},
	"serve.api":          {"For programs: POST /api/extract, described at", "程序接口：POST /api/extract，说明见"},
	"serve.failed":       {"The report could not be read", "无法读取报告"},
	"js.shown":           {"{n} of {all} records", "{n}/{all} 条记录"},
	"js.in_list":         {"In the list", "在列表中"},
	"js.in_text":         {"In the report", "在正文中"},
	"js.first":           {"First mention", "首次提及"},
	"js.close":           {"Close", "关闭"},
	"js.record":          {"Record", "记录"},
	"js.found":           {"{n} of {all} reports", "{n}/{all} 份报告"},
	"js.reading":         {"Reading…", "正在读取…"},
	"js.stated":          {"stated", "声明"},
	"js.listed":          {"listed", "列出"},
	"js.locale":          {"en", "zh-Hans"},
	"type.quantity":      {"quantity", "数量"},
	"type.task_count":    {"task count", "任务数"},
	"type.body":          {"body", "机构"},
	"type.number":        {"number", "数字"},
	"modifier.about":     {"about", "约"},
	"modifier.near":      {"near", "接近"},
	"modifier.over":      {"over", "超过"},
	"modifier.under":     {"under", "不足"},
	"modifier.at_least":  {"at least", "不少于"},
	"modifier.at_most":   {"at most", "不超过"},
	"modifier.several":   {"several", "数"},
	"modifier.exact":     {"exact", "确数"},
	"role.actual":        {"actual", "实际"},
	"role.target":        {"target", "目标"},
	"role.limit":         {"limit", "限额"},
	"change.increase":    {"increase", "增加"},
	"change.decrease":    {"decrease", "减少"},
	"basis.yoy":          {"on the year before", "同比"},
	"basis.qoq":          {"on the quarter before", "环比（季）"},
	"basis.mom":          {"on the month before", "环比（月）"},
	"status.planned":     {"planned", "计划"},
	"status.done":        {"done", "完成"},
	"complete.true":      {"whole list", "列举完整"},
	"class.task":         {"task", "任务"},
	"class.measure":      {"measure", "措施"},
	"class.document":     {"document", "文件"},
	"class.aspect":       {"aspect", "方面"},
	"class.project":      {"project", "项目"},
	"class.action":       {"action", "行动"},
	"class.group":        {"group", "工作组"},
	"class.target":       {"target", "目标"},
	"class.agreement":    {"agreement", "协议"},
	"class.issue":        {"issue", "问题"},
	"class.cardinal":     {"cardinal", "基数"},
	"class.ordinal":      {"ordinal", "序数"},
	"class.percent":      {"percent", "百分数"},
	"class.fraction":     {"fraction", "分数"},
	"kind.party":         {"party", "党委"},
	"kind.government":    {"government", "政府"},
	"kind.legislature":   {"legislature", "立法机关"},
	"kind.judiciary":     {"judiciary", "司法"},
	"kind.military":      {"military", "军队"},
	"kind.company":       {"company", "企业"},
	"kind.finance":       {"finance", "金融"},
	"kind.education":     {"education", "教育"},
	"kind.health":        {"health", "卫生"},
	"kind.research":      {"research", "科研"},
	"kind.association":   {"association", "社会团体"},
	"kind.alliance":      {"alliance", "联盟"},
	"kind.media":         {"media", "媒体"},
	"kind.international": {"international", "国际组织"},
	"kind.sport":         {"sport", "体育"},
	"kind.zone":          {"zone", "开发区"},
	"kind.other":         {"other", "其他"},
	"field.value":        {"value", "数值"},
	"field.base":         {"base value", "基本单位值"},
	"field.dimension":    {"dimension", "量纲"},
	"field.modifier":     {"modifier", "修饰"},
	"field.change":       {"change", "变化"},
	"field.role":         {"role", "性质"},
	"field.indicator":    {"indicator", "指标"},
	"field.noun":         {"noun", "名词"},
	"field.period":       {"period", "时期"},
	"field.place":        {"place", "地区"},
	"field.count":        {"count", "数目"},
	"field.class":        {"class", "类别"},
	"field.set_by":       {"set by", "由何确定"},
	"field.status":       {"status", "状态"},
	"field.listed":       {"listed", "列出"},
	"field.items":        {"items", "各项"},
	"field.kind":         {"kind", "类别"},
	"field.name":         {"name", "名称"},
	"field.person":       {"person", "人物"},
	"field.section":      {"section", "章节"},
	"field.rule":         {"rule", "规则"},
	"field.at":           {"characters", "位置"},
}
