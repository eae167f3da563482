package dict

// Words are the small word lists of lists.tsv that the extractors work with.
type Words struct {
	// AddsUp: words for what is counted up over a time: 累计, 新增.
	AddsUp *Lexicon[struct{}]
	// NotModifiers: words that end like a modifier: 附近.
	NotModifiers *Lexicon[struct{}]
	// BeforePassing: what passes a mark, before 过 and 破: 产值.
	BeforePassing *Lexicon[struct{}]
	// BeforeBreakthrough: what makes a noun of 突破: 技术突破.
	BeforeBreakthrough *Lexicon[struct{}]
	// WordsWithGreat: words that begin with 大: 大约.
	WordsWithGreat *Lexicon[struct{}]
	// Temperatures: words that make degrees of temperature of 度: 气温.
	Temperatures *Lexicon[struct{}]
	// Lasting: words before a length of time: 历时.
	Lasting *Lexicon[struct{}]
	// HalfWords: words that begin with 半: 半径.
	HalfWords *Lexicon[struct{}]
	// Branches: what 分 before it is a branch of: 局 in 分局.
	Branches *Lexicon[struct{}]
	// BeforeCompany: words before the name of a company that are no part of it: 来到.
	BeforeCompany *Lexicon[struct{}]
	// BeforeHalf: what makes 半 part of another word: 上 in 上半年.
	BeforeHalf *Lexicon[struct{}]
	// AfterMany: what makes 多 after a unit the beginning of a word: 种 in 多种.
	AfterMany *Lexicon[struct{}]
	// Adverbs: adverbs and verbs that stand between a noun phrase and its number or verb: 累计, 达到.
	Adverbs *Lexicon[struct{}]
	// AnnualTitles: words of the titles of yearly reports, which review the year before: 政府工作报告.
	AnnualTitles *Lexicon[struct{}]
	// Attacks: words that make 目标 a military one: 空袭.
	Attacks *Lexicon[struct{}]
	// BetweenCountries: words that are said of two countries: 两国, 关系.
	BetweenCountries *Lexicon[struct{}]
	// NameAfter and NameAfterSure: what stands after persons' names, and what hardly stands
	// after anything else: 说, 表示.
	NameAfter, NameAfterSure *Lexicon[struct{}]
	// States: what closes the full name of a country: 共和国.
	States *Lexicon[struct{}]
	// NamedAfter: what is named after a person: 思想, 基金会.
	NamedAfter *Lexicon[struct{}]
	// OwnMedia: what a paper calls itself: 本报.
	OwnMedia *Lexicon[struct{}]
	// NotNames: words that look like names of persons.
	NotNames *Lexicon[struct{}]
	// PartyOrgans: words between a body and the title in its party: 党委 + 书记.
	PartyOrgans *Lexicon[struct{}]
	// NameBefore: what stands before persons' names, titles apart: 由.
	NameBefore *Lexicon[struct{}]
	// TitleParts: what goes before a title and is part of it: 副. TitleSkips: what is none: 前.
	TitleParts, TitleSkips *Lexicon[struct{}]
	// NotPlaces: words that are names of places on some list and mostly something else.
	NotPlaces *Lexicon[struct{}]
	// PlaceBefore: words before places: 在, 位于.
	PlaceBefore *Lexicon[struct{}]
	// PlaceTails: what goes on after a place's name inside of one word: 人, 市民.
	PlaceTails *Lexicon[struct{}]
	// Works: what makes a road, a line or a building of a place's name: 路, 大桥.
	Works *Lexicon[struct{}]
	// Attributive: nouns that stand before another noun or verb of the same phrase: 重点.
	Attributive *Lexicon[struct{}]
	// ChangeFillers: what may stand between a verb of change and its number: 了, 到, 约.
	ChangeFillers *Lexicon[struct{}]
	// Done: words that tell that items of work are done: 建成.
	Done *Lexicon[struct{}]
	// ElsewhereAfter: words behind a place that tell that figures do not hold there: 相比.
	ElsewhereAfter *Lexicon[struct{}]
	// ElsewhereBefore: the same before a place: 高于, 流向, 占.
	ElsewhereBefore *Lexicon[struct{}]
	// EmptyNouns: nouns that name nothing measured: 期间.
	EmptyNouns *Lexicon[struct{}]
	// EveryTime: words that say how often: 每季.
	EveryTime *Lexicon[struct{}]
	// FunctionWords: words of one character that end a noun phrase: 的, 了, 达.
	FunctionWords *Lexicon[struct{}]
	// Law: words of laws and regulations: 应当, 处以.
	Law *Lexicon[struct{}]
	// LegalForms: legal forms that companies' names end in: 有限公司.
	LegalForms *Lexicon[struct{}]
	// ListIntroducers: words that stand before an enumeration: 提出, 围绕.
	ListIntroducers *Lexicon[struct{}]
	// ListMarkers: words between a count and the members that follow it: 包括.
	ListMarkers *Lexicon[struct{}]
	// MeasuredVerbs: verbs that say themselves what the number after them measures: 冻结.
	MeasuredVerbs *Lexicon[struct{}]
	// Money: nouns whose bare number is an amount of money: 投资.
	Money *Lexicon[struct{}]
	// NotTask: words that only end like a task noun: 攻坚战.
	NotTask *Lexicon[struct{}]
	// Past: words after one of a plan that tell that it has come true: 已完成.
	Past *Lexicon[struct{}]
	// NationalTitles: words of titles of reports of the whole country: 中华人民共和国.
	NationalTitles *Lexicon[struct{}]
	// OfTheYear: expressions of time that are of the year in question: 全年, 年末.
	OfTheYear *Lexicon[struct{}]
	// PhraseHeads: general nouns that close a phrase with a verb inside: 事故, 事项.
	PhraseHeads *Lexicon[struct{}]
	// PlaceTitles: words of titles in which the place named is the one the document is about: 公报.
	PlaceTitles *Lexicon[struct{}]
	// PlanHeadings: words of headings that announce what is to be done: 工作任务.
	PlanHeadings *Lexicon[struct{}]
	// Planned: words that tell that items of work are set out: 提出.
	Planned *Lexicon[struct{}]
	// RateHeads: what words for ratios end in: 率, 比例.
	RateHeads *Lexicon[struct{}]
	// Relational: nouns that name nothing measured on their own: 标准.
	Relational *Lexicon[struct{}]
	// ReportTitles: words of titles of reports on the year that they name: 统计公报.
	ReportTitles *Lexicon[struct{}]
	// ReviewHeadings: words of headings that announce what was done: 回顾.
	ReviewHeadings *Lexicon[struct{}]
	// Rule: words that lay down a rule: 不得.
	Rule *Lexicon[struct{}]
	// SetsOut: verbs by which a text sets out its own parts: 提出.
	SetsOut *Lexicon[struct{}]
	// MeetingVerbs: what governs the name of a meeting or cannot stand in it: 召开.
	MeetingVerbs *Lexicon[struct{}]
	// VagueModifiers: words that tell no meeting from another: 例行.
	VagueModifiers *Lexicon[struct{}]
	// Trades: a 大会 of one of them is a fair.
	Trades *Lexicon[struct{}]
	// TitleBorders: what governs an unmarked title and cannot begin one: 根据.
	TitleBorders *Lexicon[struct{}]
	// Holding: verbs that say that a meeting is held: 召开.
	Holding *Lexicon[struct{}]
	// TakesPart: what people do at a meeting: 出席.
	TakesPart *Lexicon[struct{}]
	// Setters: nouns for what sets items of work: 行动方案.
	Setters *Lexicon[struct{}]
	// TakesObject: verbs of change with which the thing may stand before the number: 新增.
	TakesObject *Lexicon[struct{}]
	// ThisYear: what follows 今年 where it tells a plan: 安排.
	ThisYear *Lexicon[struct{}]
	// VerbalNouns: verbs that stand inside noun phrases: 审批.
	VerbalNouns *Lexicon[struct{}]
}

// words returns the lists by the names that they have in lists.tsv. A list that is not
// there is a fault.
func (l *loader) words(lists map[string]Matcher) Words {
	list := func(name string) *Lexicon[struct{}] {
		words, ok := lists[name].(*Lexicon[struct{}])
		if !ok {
			l.faults = append(l.faults, &Error{File: "lists.tsv", Message: "has no list " + name})
			return NewLexicon[struct{}](nil, nil)
		}
		return words
	}
	return Words{
		BeforeCompany:      list("公司前"),
		LegalForms:         list("公司形式"),
		AddsUp:             list("累加用语"),
		Adverbs:            list("状语"),
		AfterMany:          list("多后字"),
		AnnualTitles:       list("年度报告标题"),
		Attacks:            list("攻击用语"),
		Attributive:        list("定语"),
		BeforeBreakthrough: list("突破名词前"),
		BeforeHalf:         list("半前字"),
		BeforePassing:      list("过破前"),
		BetweenCountries:   list("两国用语"),
		Branches:           list("分店"),
		ChangeFillers:      list("变化间隔"),
		Done:               list("完成用语"),
		ElsewhereAfter:     list("他处后"),
		ElsewhereBefore:    list("他处前"),
		EmptyNouns:         list("空名词"),
		EveryTime:          list("频次"),
		FunctionWords:      list("虚词"),
		HalfWords:          list("半字词"),
		Holding:            list("开会动词"),
		Lasting:            list("历时词"),
		Law:                list("法律用语"),
		ListIntroducers:    list("列举前"),
		ListMarkers:        list("列举后"),
		MeasuredVerbs:      list("动词指标"),
		MeetingVerbs:       list("会议动词"),
		Money:              list("金额名词"),
		NameAfter:          list("人名后"),
		NameAfterSure:      list("人名后强"),
		NameBefore:         list("人名前"),
		NamedAfter:         list("以人命名"),
		NationalTitles:     list("全国标题"),
		NotModifiers:       list("非约数"),
		NotNames:           list("非人名"),
		NotPlaces:          list("非地名"),
		NotTask:            list("非任务"),
		OfTheYear:          list("本年时间"),
		OwnMedia:           list("本报"),
		PartyOrgans:        list("党内机构"),
		Past:               list("已然用语"),
		PhraseHeads:        list("短语中心"),
		PlaceBefore:        list("地名前"),
		PlaceTails:         list("地名后"),
		PlaceTitles:        list("地方标题"),
		PlanHeadings:       list("计划标题"),
		Planned:            list("计划用语"),
		RateHeads:          list("比率词尾"),
		Relational:         list("关系名词"),
		ReportTitles:       list("报告标题"),
		ReviewHeadings:     list("回顾标题"),
		Rule:               list("规定用语"),
		SetsOut:            list("提出用语"),
		Setters:            list("设定者"),
		States:             list("国体"),
		TakesObject:        list("带宾语变化"),
		TakesPart:          list("表述动词"),
		Temperatures:       list("温度词"),
		ThisYear:           list("今年安排"),
		TitleBorders:       list("文件引语"),
		TitleParts:         list("职务前缀"),
		TitleSkips:         list("职务修饰"),
		Trades:             list("行业大会"),
		VagueModifiers:     list("泛称修饰"),
		VerbalNouns:        list("动名词"),
		WordsWithGreat:     list("大字词"),
		Works:              list("路桥"),
	}
}
