package extractors

import (
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

// Quantity finds numbers that measure or count, with what surrounds them: modifier,
// change, role, indicator, period and place.
type Quantity struct {
	d     *dict.Dict
	m     *measure
	times *times

	moodStarts dict.Starts // what the words that tell a mood begin with
}

func newQuantity(d *dict.Dict, m *measure) *Quantity {
	x := &Quantity{d: d, m: m, times: newTimes(d)}
	d.Moods.AddStarts(&x.moodStarts)
	d.Roles.AddStarts(&x.moodStarts)
	return x
}

// Name returns "quantity".
func (*Quantity) Name() string { return record.TypeQuantity }

// Extract returns the quantities of d in text order, never overlapping. Values are exact
// in the record's unit. Nil means none found. It is safe for concurrent use with
// different documents and keeps no reference to d.
// Source: dict/units.tsv, measure_words.tsv, modifiers.tsv, changes.tsv, roles.tsv,
// time_words.tsv and rules/not_quantity.
func (x *Quantity) Extract(d *Document) []record.Fact {
	var facts []record.Fact
	for _, sentence := range x.all(d) {
		for _, q := range sentence {
			if q != nil {
				facts = append(facts, q)
			}
		}
	}
	return facts
}

// all returns the quantities of each sentence, in the places of the candidates that they
// were made of; nil for rejected candidates.
func (x *Quantity) all(d *Document) [][]*record.Quantity {
	if d.quantities != nil {
		return d.quantities
	}
	d.quantities = make([][]*record.Quantity, len(d.Sentences))
	plan, law := x.isPlan(d), isLawDocument(d)
	planned := false
	listed := false
	var opening *carried
	for i := range d.Sentences {
		goesOn := false
		if i > 0 && endsOpen(d.Sentences[i-1].Text) {
			last, _ := utf8.DecodeLastRuneInString(d.Sentences[i-1].Text)
			goesOn = d.Sentences[i-1].Paragraph == d.Sentences[i].Paragraph || last == '；' || beginsNumbered(d.Sentences[i].Text)
		}
		goesOn = goesOn || listed && beginsNumbered(d.Sentences[i].Text)
		listed = goesOn && beginsNumbered(d.Sentences[i].Text)
		switch {
		case !goesOn, i > 0 && d.Sentences[i-1].Paragraph != d.Sentences[i].Paragraph:
			opening = nil
		case opening == nil:
			opening = x.opening(d, i-1)
		}
		// A plan's sentences need no word for the future; elsewhere those that follow one
		// with such a word, and are of the same mood, share it.
		m := x.mood(d, i)
		takesOver := planned && !m.past && (goesOn || m.imperative || strings.HasPrefix(d.Sentences[i].Text, "其中") || strings.HasPrefix(d.Sentences[i].Text, "——"))
		d.quantities[i] = x.sentence(d, i, !m.past && (plan || takesOver || planSection(d, i)), opening, law)
		planned = !m.past && !d.Sentences[i].Heading && (m.target || takesOver)
	}
	return d.quantities
}

// carried is a time that opens a sentence and holds on behind its semicolons.
type carried struct{ text, iso string }

// opening returns the expression of time that opens a sentence, nil if none does.
func (x *Quantity) opening(d *Document, i int) *carried {
	s := &d.Sentences[i]
	for _, t := range x.times.scan(s.Text, d.Date) {
		if t.kind == "same" || basisBefore(s.Text, t) || reportingDate(s.Text, &t) {
			continue
		}
		if utf8.RuneCountInString(s.Text[:t.span.Start]) > 12 {
			return nil
		}
		words, _ := d.original(s.DocumentSpan(t.span))
		return &carried{words, t.iso}
	}
	return nil
}

// beginsNumbered reports whether a sentence begins with the number of a list's member.
func beginsNumbered(text string) bool {
	if r, _ := utf8.DecodeRuneInString(text); !strings.ContainsRune("一二三四五六七八九十第其（(0123456789", r) {
		return false
	}
	for n := 1; n <= 10; n++ {
		if start, _ := numberedHead(text, 0, n); start == 0 {
			return true
		}
	}
	return false
}

// endsOpen reports whether a sentence ends in a mark behind which the same statement goes on.
func endsOpen(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return r == '；' || r == ';' || r == '：' || r == ':'
}

// context is what the quantities of one sentence share.
type context struct {
	d          *Document
	sentence   int
	text       string
	cs         []candidate
	times      []timeExpression
	planned    bool // the sentences before say what is to be done
	lawText    bool // the document is a law or regulation
	law        bool // the sentence lays down a rule
	hasTarget  bool // the sentence has words of its own for it
	places     []placed
	placesRead bool
	opening    *carried         // the time that opens the statement, in a sentence before
	previous   *record.Quantity // the quantity before, in the same sentence
	before     *candidate
}

// moods are the signs of a sentence's mood.
type moods struct {
	past       bool // tells what was: 了, 已, 同比
	target     bool // holds a word for what is to be: 将, 力争
	imperative bool // begins with what is to be done: 加强…
	read       bool
}

// mood returns the signs of a sentence's mood, read when first asked for.
func (x *Quantity) mood(d *Document, sentence int) moods {
	if d.moods == nil {
		d.moods = make([]moods, len(d.Sentences))
	}
	m := &d.moods[sentence]
	if !m.read {
		*m = x.readMood(d.Sentences[sentence].Text)
		m.read = true
	}
	return *m
}

func (x *Quantity) readMood(text string) moods {
	var m moods
	for i := x.moodStarts.Next(text, 0); i < len(text); i = x.moodStarts.Next(text, i) {
		if !m.past {
			mood, n := x.d.Moods.Prefix(text[i:])
			m.past = n > 0 && mood == "past"
		}
		if !m.target {
			role, n := x.d.Roles.Prefix(text[i:])
			m.target = n > 0 && role == "target" && roleWordStands(text, i, text[i:i+n])
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	start := strings.TrimLeft(text, " \u3000—-·●■（()0123456789.、一二三四五六七八九十）")
	mood, _ := x.d.Moods.Prefix(strings.TrimPrefix(start, "是"))
	m.imperative = mood == "imperative"
	return m
}

// isPlan reports whether a whole document says what is to be done and nothing of what was.
func (x *Quantity) isPlan(d *Document) bool {
	imperative, all := 0, 0
	for i := range d.Sentences {
		if d.Sentences[i].Heading {
			continue
		}
		m := x.mood(d, i)
		if m.past {
			return false
		}
		all++
		if m.imperative {
			imperative++
		}
	}
	return imperative >= 4 && imperative*2 >= all
}

func (x *Quantity) sentence(d *Document, i int, planned bool, opening *carried, law bool) []*record.Quantity {
	cs := x.m.candidates(d, i)
	any := false
	for k := range cs {
		any = any || cs[k].measured()
	}
	if !any {
		return nil
	}
	c := &context{d: d, sentence: i, text: d.Sentences[i].Text, cs: cs, planned: planned, opening: opening, lawText: law, law: law || isLaw(d.Sentences[i].Text)}
	c.times = x.alignedTimes(d, i)
	c.hasTarget = planned && x.mood(d, i).target
	found := make([]*record.Quantity, len(cs))
	for k := range cs {
		if cs[k].measured() {
			found[k] = x.quantity(c, k)
			if b := c.before; b != nil && cs[k].span.Start-b.span.End <= len("以上、") && b.unit == cs[k].unit && found[k].Role == "limit" {
				// 5万元以上20万元以下的罚款: the noun is that of both.
				c.previous.Indicator, c.previous.IndicatorStart, c.previous.IndicatorEnd = found[k].Indicator, found[k].IndicatorStart, found[k].IndicatorEnd
			}
			c.previous, c.before = found[k], &cs[k]
		}
	}
	return found
}

// alignedTimes returns the sentence's expressions of time but for words found across two
// tokens: 年中 in 五年|中央.
func (x *Quantity) alignedTimes(d *Document, i int) []timeExpression {
	text, tokens := d.Sentences[i].Text, d.Tokens(i)
	kept := []timeExpression{}
	for _, t := range x.times.scan(text, d.Date) {
		first, _ := utf8.DecodeRuneInString(text[t.span.Start:])
		if t.kind != "date" && t.kind != "frame" && isHan(first) && x.d.NumeralRoles.At(first).Kind == dict.RoleNone {
			if k := tokenAt(tokens, t.span.Start); k < len(tokens) && tokens[k].Span.Start != t.span.Start {
				continue
			}
		}
		kept = append(kept, t)
	}
	return kept
}

// quantity makes the record of the k-th candidate.
func (x *Quantity) quantity(c *context, k int) *record.Quantity {
	can := &c.cs[k]
	q := &record.Quantity{Unit: can.unit, Dimension: can.dimension, Role: "actual"}
	noun, core := x.nounAfterUnit(c, can)
	in := can.span
	if can.unit == "大" {
		q.Unit, in = x.great(c, can, &noun)
		core = noun
	} else if can.rule == "quantity.persons" {
		q.Noun = trimQuotes(noun.Of(c.text))
	}
	q.Value = decimal(&can.value)
	if can.ranged {
		to := decimal(&can.upper)
		q.ValueTo = &to
	}
	if can.num.class == "fraction" && can.unit == "" {
		q.Dimension = "ratio"
	}
	x.base(can, q)
	x.currencyBefore(c, can, q)
	x.modifier(c, k, q)
	x.change(c, k, q)
	x.role(c, k, q)
	x.bound(can, q)
	x.period(c, k, q)
	x.place(c, can, q)
	if (can.dimension == "count" || can.dimension == "person") && q.Noun == "" && !noun.Empty() {
		q.Noun = trimQuotes(noun.Of(c.text))
	}
	if can.cell != nil {
		x.fromTable(c, can, q)
	} else {
		x.indicator(c, k, q, core)
	}
	x.unitOfNoun(c.d.Region, can, q)
	q.Common = c.d.common(record.TypeQuantity, c.sentence, in, can.rule)
	return q
}

// fromTable fills what a table's headers say of a cell: what is measured, when, whether it
// is a change.
func (x *Quantity) fromTable(c *context, can *candidate, q *record.Quantity) {
	if name := can.cell.header[:can.cell.name]; name != "" && len(x.times.scan(name, "")) == 0 {
		at := c.d.runes(span.Span{Start: can.cell.at, End: can.cell.at + can.cell.name})
		q.Indicator = name
		q.IndicatorStart, q.IndicatorEnd = &at.Start, &at.End
	} else if s := trimSpan(c.text, can.cell.label); !s.Empty() {
		at := c.d.runes(c.d.Sentences[c.sentence].DocumentSpan(s))
		q.Indicator = trimQuotes(s.Of(c.text))
		q.IndicatorStart, q.IndicatorEnd = &at.Start, &at.End
	}
	q.Noun, q.Modifier, q.Role = "", can.modifier, "actual"
	for _, w := range []string{"预计", "目标", "计划", "预期"} {
		if strings.Contains(can.cell.header, w) {
			q.Role = "target"
		}
	}
	q.PeriodText, q.Period = "", ""
	for _, t := range x.times.scan(can.cell.header, c.d.Date) {
		if !basisBefore(can.cell.header, t) && t.kind != "same" {
			q.PeriodText, _ = c.d.original(t.span.Shift(can.cell.at))
			q.Period = t.iso
			break
		}
	}
	for _, w := range []string{"比上年", "同比", "比去年", "增长", "增速", "增幅", "增减"} {
		if strings.Contains(can.cell.header, w) && can.unit == "%" {
			q.Change = "increase"
			q.Basis = ""
			if w == "比上年" || w == "同比" || w == "比去年" {
				q.Basis = "yoy"
			}
			break
		}
	}
}

// unitOfNoun gives a bare number the unit that its indicator tells: people (旅客逾10亿) or
// money (投入达到200亿).
func (x *Quantity) unitOfNoun(region string, can *candidate, q *record.Quantity) {
	if can.rule != "quantity.bare" || can.num.lastUnit < 4 || q.Indicator == "" {
		return
	}
	if _, n := x.d.PersonNouns.Suffix(q.Indicator); n > 0 {
		q.Unit, q.Dimension = "person", "person"
		return
	}
	for _, money := range []string{"投资", "投入", "产值", "收入", "资金", "金额", "成交额", "销售额", "贷款", "存款", "支出", "营收", "利润", "税收", "总投资", "投资额", "市值", "营业额", "交易额", "出口额", "进口额"} {
		if strings.HasSuffix(q.Indicator, money) {
			readings, _ := x.d.Units.Get("元")
			q.Unit, q.Dimension = readings.In(region).Code, "currency"
			b := q.Value
			q.BaseValue, q.BaseUnit = &b, q.Unit
			return
		}
	}
}

// base fills the value in base units where the unit has a fixed factor.
func (x *Quantity) base(can *candidate, q *record.Quantity) {
	u := can.reading
	if u == nil || u.Base == "" || u.Factor.Over == nil {
		return
	}
	v := can.value
	if u.Base != u.Code {
		multiply(&v, u.Factor)
	}
	if v.NumDigits() > 18 && v.Exponent < -8 { // endless decimals: 10万亩 is 66666666.67 m2
		var r apd.Decimal
		_, _ = apd.BaseContext.WithPrecision(34).Quantize(&r, &v, -8)
		r.Reduce(&r)
		v = r
	}
	b := decimal(&v)
	q.BaseValue, q.BaseUnit = &b, u.Base
}

// currencyBefore reads a currency that stands before the number: 人民币50亿元, 新台币177亿.
func (x *Quantity) currencyBefore(c *context, can *candidate, q *record.Quantity) {
	left := strings.TrimRight(c.text[:can.span.Start], " ")
	for _, w := range []string{"人民币", "港币", "新台币", "台币", "美元", "美金", "欧元", "日元", "¥", "￥", "$", "US$", "HK$", "NT$", "€", "£"} {
		if !strings.HasSuffix(left, w) {
			continue
		}
		readings, ok := x.d.Units.Get(w)
		if !ok && w == "￥" {
			readings, ok = x.d.Units.Get("¥")
		}
		if !ok {
			continue
		}
		if can.unit == "" || can.dimension == "currency" && can.reading != nil && can.reading.Region != "" {
			q.Unit, q.Dimension = readings[0].Code, "currency"
			b := q.Value
			q.BaseValue, q.BaseUnit = &b, q.Unit
		}
	}
}

// nounAfterUnit returns the noun phrase that is counted, after the unit, and its core.
func (x *Quantity) nounAfterUnit(c *context, can *candidate) (whole, core span.Span) {
	at := can.span.End
	if can.unit == "大" {
		at += len("大")
	}
	if _, n := x.d.After.Prefix(c.text[at:]); n > 0 {
		at += n
	}
	if strings.HasPrefix(c.text[at:], "的") {
		at += len("的")
	}
	return nounAfter(x.d, c.text, c.d.Tokens(c.sentence), at)
}

// great reads 六大领域: the noun is the unit and belongs to the text.
func (x *Quantity) great(c *context, can *candidate, noun *span.Span) (string, span.Span) {
	if noun.Empty() {
		_, size := utf8.DecodeRuneInString(c.text[can.span.End+3:])
		*noun = span.Span{Start: can.span.End + 3, End: can.span.End + 3 + size}
	}
	end := noun.End
	if strings.HasPrefix(c.text[end:], "”") && strings.HasPrefix(c.text[noun.Start:], "“") {
		end += 3
	}
	return trimQuotes(noun.Of(c.text)), span.Span{Start: can.span.Start, End: end}
}

func trimQuotes(s string) string {
	if !strings.ContainsAny(s, "“”「」\n ") {
		return s
	}
	return withoutQuotes.Replace(s)
}

var withoutQuotes = strings.NewReplacer("“", "", "”", "", "「", "", "」", "", "\n", "", " ", "")

// modifier reads 超, 约, 以上 and the like on both sides of the number.
func (x *Quantity) modifier(c *context, k int, q *record.Quantity) {
	can := &c.cs[k]
	q.Modifier = can.modifier
	before := x.modifierBefore(c.text, can)
	if q.Modifier == "" {
		q.Modifier = before
	}
	rest := c.text[skipSpaces(c.text, can.span.End):]
	if strings.HasPrefix(rest, "（") { // 一公升（不限瓶数）以下
		if inside, behind, ok := strings.Cut(rest, "）"); ok && len(inside) <= 36 && (strings.HasPrefix(behind, "以") || strings.HasPrefix(behind, "及以") || strings.HasPrefix(behind, "左右")) {
			rest = behind
		}
	}
	if after, n := x.d.After.Prefix(rest); n > 0 && !(after == "at_most" && !x.bounds(can, rest, n)) {
		next, _ := utf8.DecodeRuneInString(rest[n:])
		ok := true
		if w := rest[:n]; (w == "多" || w == "余" || w == "内") && isHan(next) && w != "内" {
			ok = false
		}
		if ok && (q.Modifier == "" || after == "above" || after == "below" || after == "at_most") {
			if q.Modifier == "" || q.Modifier == "about" {
				q.Modifier = after
			}
		}
	}
	// A modifier before the first of a list holds for the others: 超900家、300家.
	if q.Modifier == "" && c.before != nil && c.previous.Modifier != "" && c.before.modifier == "" && c.previous.Unit == q.Unit {
		if x.listed(c.text[c.before.span.End:can.span.Start]) && (x.modifierBefore(c.text, c.before) != "" || c.before.shared) {
			q.Modifier = c.previous.Modifier
		}
	}
}

// bounds reports whether 内 or 以内 after a quantity bounds it: lengths of time and amounts.
func (x *Quantity) bounds(can *candidate, rest string, n int) bool {
	if rest[:n] != "内" {
		return true
	}
	next, _ := utf8.DecodeRuneInString(rest[n:])
	return can.dimension == "time" && !strings.ContainsRune("部外地需容存", next)
}

func (x *Quantity) modifierBefore(text string, can *candidate) string {
	left := strings.TrimRight(text[:can.span.Start], " ")
	for _, w := range []string{"人民币", "港币", "新台币", "美元", "每年", "每月", "每天", "每日", "有", "为", "达", "达到", "了"} {
		if trimmed := strings.TrimSuffix(left, w); trimmed != left {
			if _, n := x.d.Before.Suffix(left); n > len(w) {
				break
			}
			if m, n := x.d.Before.Suffix(trimmed); n > 0 {
				if r, _ := utf8.DecodeLastRuneInString(trimmed[:len(trimmed)-n]); n > 3 || !isHan(r) || w == "了" {
					return m
				}
			}
		}
	}
	m, n := x.d.Before.Suffix(left)
	if n == 0 && can.num.bare && strings.HasSuffix(left, "过") {
		return "over" // 过百架
	}
	if n == 0 {
		// 至少召开1次: the verb stands between.
		clause := left[clauseStart(left, len(left)):]
		for _, w := range []string{"至少", "最少", "最多", "至多", "不得少于", "不少于", "不超过"} {
			if i := strings.LastIndex(clause, w); i >= 0 && utf8.RuneCountInString(clause[i+len(w):]) <= 4 && !strings.ContainsAny(clause[i+len(w):], "0123456789、%") {
				m, _ := x.d.Before.Get(w)
				return m
			}
		}
		return ""
	}
	word := left[len(left)-n:]
	r, _ := utf8.DecodeLastRuneInString(left[:len(left)-n])
	switch word {
	case "近":
		if strings.ContainsRune("最附靠远邻就新", r) {
			return ""
		}
	case "约":
		if strings.ContainsRune("合条公节制签契预履违大", r) && r != '大' {
			return ""
		}
	case "超":
		if strings.ContainsRune("中英意", r) {
			return ""
		}
	}
	return m
}

// bound turns 以上 and 以下 into over and under after a reported fact, into at_least and
// at_most in a target or a rule.
func (x *Quantity) bound(can *candidate, q *record.Quantity) {
	switch q.Modifier {
	case "above":
		q.Modifier = "over"
		if q.Role != "actual" {
			q.Modifier = "at_least"
		}
	case "below":
		q.Modifier = "under"
		if q.Role != "actual" {
			q.Modifier = "at_most"
		}
	}
}

// fillers may stand between a verb of change and the number.
var fillers = []string{"了", "到", "至", "为", "达", "约", "超", "超过", "近", "逾", "不到", "不足", "接近", "大约", "将近", "幅度", "的", "幅", "达到", "为", "比例", "不低于", "不超过", "至少", "以上", "最多", "累计", "同比", "环比", "高达", "最高", "仅", "只", "逾", "突破", "控制在", "保持在", "人民币", "大概", "均", "分别", "分别为", "就", "出", "有", "额", "点", "每年", "个", "再", "共", "也", "竟", "均为", "每人", "每户", "每亩", "每人每年", "每人每月", "每月", "又", "额外", "约为", "过", "率为", "多"}

// takesObject are verbs of change with which the thing may stand between them and the
// number: 新增注册企业900家.
var takesObject = map[string]bool{"新增": true, "增加": true, "减少": true, "净增": true, "净增加": true, "新增加": true, "加开": true, "缩短": true, "压减": true, "减列": true, "削减": true, "裁减": true, "缩减": true, "扩增": true, "调增": true, "调减": true, "压缩": true, "增设": true, "延长": true, "上调": true, "下调": true, "提高": true, "降低": true, "提升": true, "扩大": true, "减轻": true}

// change reads the verb of growth or decline that governs the number, and what it is against.
func (x *Quantity) change(c *context, k int, q *record.Quantity) {
	can := &c.cs[k]
	if can.doubled {
		q.Change = "increase"
		x.basis(c, can, q)
		return
	}
	from := clauseStart(c.text, can.span.Start)
	if c.before != nil && c.before.span.End > from {
		from = c.before.span.End
	}
	left := c.text[from:can.span.Start]
	word, change, gap := x.lastChange(left)
	for _, t := range c.times { // 增加到2007年13786元
		if t.span.Start >= can.span.Start-len(gap) && t.span.End <= can.span.Start {
			gap = strings.Replace(gap, t.span.Of(c.text), "", 1)
		}
	}
	if word != "" {
		switch {
		case can.dimension == "time" && can.unit != "h" && !strings.ContainsAny(word, "延缩长短加减降压"): // 不断提高的五年
		case can.value.Negative && (strings.HasSuffix(word, "率") || strings.HasSuffix(word, "速")):
		case isFiller(gap), takesObject[word] && objectGap(gap):
			q.Change = change
		}
	}
	rest := c.text[can.span.End:]
	bare := rest // behind 以上, 左右, 内
	if _, n := x.d.After.Prefix(rest); n > 0 {
		bare = rest[n:]
	}
	if q.Change == "" { // 5.9%的增幅, 25%以上的速度增长, 3.2%涨幅
		after := strings.TrimPrefix(bare, "的")
		if after != bare {
			for i, steps := 0, 0; i < len(after) && steps <= 4; steps++ {
				r, size := utf8.DecodeRuneInString(after[i:])
				if w, n := x.d.Changes.Prefix(after[i:]); n > 0 && (i == 0 || steps >= 2) {
					q.Change = w
					break
				}
				if !isHan(r) {
					break
				}
				i += size
			}
		} else if w, n := x.d.Changes.Prefix(after); n > 0 && (can.unit == "%" || can.unit == "pp") && strings.HasSuffix(after[:n], "幅") {
			q.Change = w
		}
	}
	if q.Change == "" { // 比上年同期低25个基点
		q.Change = x.againstItself(c, can, left, from)
	}
	if q.Change == "" { // 由40.7%上升至66.1%
		next := strings.TrimLeft(bare, " 大幅进一步逐步快速稳步")
		if w, n := x.d.Changes.Prefix(next); n > 0 {
			verb := next[:n]
			if startsFrom(left) || strings.HasSuffix(verb, "到") || strings.HasSuffix(verb, "至") {
				q.Change = w
			}
		}
	}
	// The members of a list share the verb: 分别增长3%、4%.
	if q.Change == "" && c.before != nil && c.previous.Change != "" && (c.previous.Unit == q.Unit || can.dimension == "ratio" || can.dimension == "multiple") {
		if x.listed(c.text[c.before.span.End:can.span.Start]) {
			q.Change = c.previous.Change
		}
	}
	if q.Change != "" {
		x.basis(c, can, q)
	}
}

// againstItself reads a comparison of a measure with its own earlier value: 比去年多12亿元.
func (x *Quantity) againstItself(c *context, can *candidate, left string, from int) string {
	left = strings.TrimRight(left, " ")
	if _, n := x.d.Before.Suffix(left); n > 0 {
		left = left[:len(left)-n]
	}
	left = strings.TrimSuffix(left, "了")
	r, size := utf8.DecodeLastRuneInString(left)
	change := ""
	switch r {
	case '高', '多', '增', '升', '快', '长':
		change = "increase"
	case '低', '少', '减', '降', '慢', '短':
		change = "decrease"
	default:
		return ""
	}
	end := from + len(left) - size
	for _, t := range c.times {
		if t.core.Start >= from && t.span.End <= end && utf8.RuneCountInString(c.text[t.span.End:end]) <= 2 && basisBefore(c.text, t) {
			return change
		}
	}
	return ""
}

// listed reports whether only the mark of a list stands between two quantities, a modifier
// of the first aside: 3%左右和5%.
func (x *Quantity) listed(between string) bool {
	between = strings.ReplaceAll(between, " ", "")
	if _, n := x.d.After.Prefix(between); n > 0 {
		between = between[n:]
	}
	switch between {
	case "、", "和", "与", "及", "以及":
		return true
	}
	return false
}

// startsFrom reports whether the clause before a number begins a change with 由, 从 or 自.
func startsFrom(left string) bool {
	i := strings.LastIndexAny(left, "由从自")
	return i >= 0 && utf8.RuneCountInString(left[i:]) <= 12
}

// lastChange returns the last verb of change in left, what it sets, and what follows it.
func (x *Quantity) lastChange(left string) (word, change, gap string) {
	end := 0
	for i := range left {
		if i < end {
			continue
		}
		if w, n := x.d.Changes.Prefix(left[i:]); n > 0 && !strings.HasPrefix(left[i+n:], "值") && !strings.HasPrefix(left[i+n:], "率") {
			word, change, gap, end = left[i:i+n], w, left[i+n:], i+n
		}
	}
	return word, change, gap
}

func isFiller(gap string) bool {
	gap = strings.ReplaceAll(gap, " ", "")
	for gap != "" {
		best := 0
		for _, f := range fillers {
			if strings.HasPrefix(gap, f) && len(f) > best {
				best = len(f)
			}
		}
		if best == 0 {
			return false
		}
		gap = gap[best:]
	}
	return true
}

// objectGap reports whether gap can be the thing that a verb of change has for an object.
func objectGap(gap string) bool {
	return utf8.RuneCountInString(gap) <= 16 && !strings.ContainsAny(gap, "，。；：,;:的和与") && !strings.Contains(gap, "等") && !strings.Contains(gap, "后") && !strings.Contains(gap, "达到") && !strings.Contains(gap, "至")
}

// basis reads what a change is against.
func (x *Quantity) basis(c *context, can *candidate, q *record.Quantity) {
	from := clauseStart(c.text, can.span.Start)
	left := c.text[from:can.span.Start]
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(left, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("同比", "按年", "比上年", "较上年", "比去年", "较去年", "上年同期", "去年同期"), yearOnYear(left):
		q.Basis = "yoy"
	case has("按月", "比上月", "较上月", "上月"):
		q.Basis = "mom"
	case has("按季", "比上季", "较上季", "上季度"):
		q.Basis = "qoq"
	case has("环比"):
		q.Basis = "mom"
		if has("季度", "季") || strings.Contains(c.text[:from], "季度") {
			q.Basis = "qoq"
		}
	default:
		for _, t := range c.times {
			if t.span.End <= can.span.Start && t.core.Start >= from && t.iso != "" && basisBefore(c.text, t) {
				q.Basis = "since:" + t.iso
			}
		}
	}
}

// yearOnYear reports whether a clause says 年增, as Taiwan's do; in 2014年增长 a year is named.
func yearOnYear(clause string) bool {
	i := strings.Index(clause, "年增")
	if i < 0 {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(clause[:i])
	return !strings.ContainsRune("0123456789〇零一二三四五六七八九十今去", r)
}

// basisBefore reports whether an expression of time is what something is compared with:
// 较2014年, 比去年.
func basisBefore(text string, t timeExpression) bool {
	left := strings.TrimRight(text[:t.span.Start], " ")
	for _, w := range []string{"比", "较", "较之", "相比", "对比", "高于", "低于", "超过", "与", "同"} {
		if strings.HasSuffix(left, w) && !strings.HasSuffix(left, "占比") {
			if w == "与" || w == "同" {
				return strings.HasPrefix(text[t.span.End:], "相比") || strings.HasPrefix(text[t.span.End:], "比")
			}
			return true
		}
	}
	return false
}

// role decides whether the number is a fact, a target or a limit.
func (x *Quantity) role(c *context, k int, q *record.Quantity) {
	can := &c.cs[k]
	rest := c.text[can.span.End:]
	if can.unit == "次" && everyTime(c.text[clauseStart(c.text, can.span.Start):can.span.Start]) {
		q.Role = "limit" // 每季度至少通报1次
		return
	}
	if can.dimension == "time" && q.Modifier == "at_most" && q.Change == "" && (strings.HasPrefix(rest, "内") || strings.HasPrefix(rest, "之内") || strings.HasPrefix(rest, "以内")) {
		q.Role = "limit"
		return
	}
	left := c.text[:can.span.Start]
	if semicolon := strings.LastIndex(left, "；"); semicolon >= 0 {
		left = left[semicolon:]
	}
	skipped := can.span.Start - len(left)
	best, role := -1, ""
	for i := 0; i < len(left); {
		_, size := utf8.DecodeRuneInString(left[i:])
		if w, n := x.d.Roles.Prefix(left[i:]); n > 0 {
			if roleWordStands(c.text, skipped+i, left[i:i+n]) && (left[i:i+n] != "将" && left[i:i+n] != "建议" || x.future(c, skipped+i, left[i:i+n])) {
				best, role = i, w
			}
			size = n
		}
		i += size
	}
	if c.d.Region == RegionHongKong || c.d.Region == RegionTaiwan {
		// 政府會加快土地供應, 銀行料增長3%: as written Chinese has it there.
		for _, t := range c.d.Tokens(c.sentence) {
			if t.Span.End > can.span.Start {
				break
			}
			if w := t.Span.Of(c.text); (w == "会" || w == "料") && t.Tag == "v" && x.future(c, t.Span.Start, w) && t.Span.Start-skipped > best {
				best, role = max(0, t.Span.Start-skipped), "target"
			}
		}
	}
	for _, t := range c.times { // 到2025年
		if t.span.End <= can.span.Start && (strings.HasPrefix(t.span.Of(c.text), "到20") || strings.HasPrefix(t.span.Of(c.text), "至20")) && t.year && t.span.Start-skipped > best {
			best, role = t.span.Start-skipped, "target"
		}
	}
	if role == "" && plannedThisYear(c.text[clauseStart(c.text, can.span.Start):can.span.Start]) && !x.mood(c.d, c.sentence).past {
		role, best = "target", len(left)
	}
	if x.ofPastYear(c, can) || setOut(c.text[:can.span.Start]) {
		role = "" // 从去年的2.1%提高到2.3%
		c.hasTarget = true
	}
	if role != "" && !pastAfter(left[best:]) {
		q.Role = role
	} else if role == "" && c.planned && !c.hasTarget {
		q.Role = "target"
	}
	if c.law && (can.dimension == "time" || q.Modifier != "" && q.Modifier != "about" || c.lawText && !strings.Contains(c.text, "施行") && !strings.Contains(c.text, "发布")) {
		q.Role = "limit"
	}
	switch q.Modifier {
	case "at_least", "at_most":
		if q.Role == "actual" && isRule(c.text[clauseStart(c.text, can.span.Start):can.span.Start]) {
			q.Role = "limit"
		}
	case "above", "below":
		if q.Modifier == "above" && k+1 < len(c.cs) && c.cs[k+1].measured() && c.cs[k+1].span.Start-can.span.End <= len("以上、") || q.Modifier == "below" && c.before != nil && can.span.Start-c.before.span.End <= len("以上、") && c.previous.Role == "limit" {
			q.Role = "limit" // 5万元以上20万元以下
		} else if strings.HasPrefix(strings.TrimLeft(rest, "以之及或"), "上的") || strings.HasPrefix(strings.TrimLeft(rest, "以之及或"), "下的") {
			if q.Role == "actual" && can.dimension != "ratio" {
				q.Role = "limit"
			}
		}
	}
}

// plannedThisYear reports whether a clause without any word for the future says what this
// year is to bring: 今年安排地方专项债券1.35万亿元.
func plannedThisYear(clause string) bool {
	_, after, ok := strings.Cut(clause, "今年")
	if !ok {
		return false
	}
	for _, w := range []string{"安排", "再", "退出", "压减", "全国财政赤字", "拟"} {
		if strings.HasPrefix(after, w) {
			return true
		}
	}
	return false
}

// setOut reports whether the words before a number say that a text sets it out: the parts
// of a plan are a fact (提出12项措施).
func setOut(left string) bool {
	left = strings.TrimSuffix(strings.TrimRight(left, " "), "了")
	for _, w := range []string{"提出", "推出", "出台", "发布", "印发"} {
		if strings.HasSuffix(left, w) {
			return true
		}
	}
	return false
}

// ofPastYear reports whether the number is said to be that of a year gone by: 去年的2.1%.
func (x *Quantity) ofPastYear(c *context, can *candidate) bool {
	for i := range c.times {
		t := &c.times[i]
		if between := c.text[t.span.End:max(t.span.End, can.span.Start)]; between != "的" && between != "之" {
			continue
		}
		w, n := x.d.TimeWords.Prefix(t.core.Of(c.text))
		return n > 0 && w.Kind == "year" && strings.HasPrefix(w.Value, "-")
	}
	return false
}

// future reports whether the word at i speaks of the future: a verb follows it. The 将
// before a noun moves an object to the front, the 建议 before one is a proposal.
func (x *Quantity) future(c *context, i int, word string) bool {
	tokens := c.d.Tokens(c.sentence)
	k := tokenAt(tokens, i+len(word))
	if k >= len(tokens) || tokens[k].Span.Start != i+len(word) {
		return true // a longer word: 将会, 将于
	}
	switch tag := tokens[k].Tag; {
	case tag == "", strings.HasPrefix(tag, "v"), strings.HasPrefix(tag, "d"), strings.HasPrefix(tag, "p"), strings.HasPrefix(tag, "a"):
		return true
	case strings.HasPrefix(tag, "t"), strings.HasPrefix(tag, "m"):
		return true
	}
	return false
}

// roleWordStands rules out words of text at i that only look like those of plans: 将 in
// 即将, 要 in 主要, 计划 as the name of a plan.
func roleWordStands(text string, i int, word string) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	rest := text[i+len(word):]
	after, _ := utf8.DecodeRuneInString(rest)
	switch word {
	case "要":
		return !strings.ContainsRune("主需重首必纪摘想只次简扼险机就", before) && !strings.ContainsRune("求素闻点件是事道么职塞", after)
	case "将":
		return !strings.ContainsRune("即大上中少老小名麻", before) && !strings.ContainsRune("军近士领来", after)
	case "拟":
		return !strings.ContainsRune("虚模", before)
	case "计划", "规划":
		return after != '》' && after != '”' && after != '」' && !isHan(before) && isHan(after) || strings.ContainsRune("到至在于投总", after) && !strings.HasPrefix(rest, "在内")
	case "确保", "争取", "保障": // 为确保行洪安全，转移4.2万人: not over a comma
		return !strings.HasSuffix(text[:i], "为") && !strings.HasSuffix(text[:i], "为了")
	case "要求":
		return isHan(after) && !strings.ContainsRune("的和与及是", after)
	case "目标", "预期":
		return strings.ContainsRune("是为值比增到至：", after) || after >= '0' && after <= '9' || strings.HasPrefix(rest, "目标") || strings.HasSuffix(text[:i], "预期")
	}
	return true
}

// pastAfter reports whether what follows the word of a plan tells that it has come true:
// a full stop of the clause with 已 or 了.
func pastAfter(s string) bool {
	for _, w := range []string{"已经", "已累计", "累计完成", "截至目前", "同比", "已完成", "已有", "圆满完成", "如期"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// everyTime reports whether a clause says how often something is to be done.
func everyTime(clause string) bool {
	for _, w := range []string{"每年", "每月", "每季", "每半年", "每周", "每日", "每天", "每两年"} {
		if i := strings.LastIndex(clause, w); i >= 0 && utf8.RuneCountInString(clause[i:]) <= 12 && !strings.Contains(clause, "了") {
			return true
		}
	}
	return false
}

// isLawDocument reports whether a document is a law or regulation: articles are numbered.
func isLawDocument(d *Document) bool {
	articles := 0
	for i := range d.Sentences {
		rest, ok := strings.CutPrefix(d.Sentences[i].Text, "第")
		if !ok {
			continue
		}
		if k := strings.Index(rest, "条"); k > 0 && k <= 18 {
			articles++
		}
	}
	return articles >= 3
}

// planSection reports whether the heading above a sentence announces what is to be done.
func planSection(d *Document, i int) bool {
	section := d.Sentences[i].Section
	if section.Empty() {
		return false
	}
	heading := section.Of(d.Text)
	for _, w := range []string{"回顾", "总结", "成效", "完成情况", "进展"} {
		if strings.Contains(heading, w) {
			return false
		}
	}
	for _, w := range []string{"总体部署", "总体要求", "政策取向", "工作任务", "重点任务", "工作重点", "工作安排", "预期目标", "主要目标", "发展目标", "目标任务", "工作部署", "下一步", "下一阶段", "工作建议", "重点工作", "年工作的", "时期主要", "今年工作"} {
		if strings.Contains(heading, w) {
			return true
		}
	}
	return false
}

// isLaw reports whether a sentence is one of a law or regulation.
func isLaw(text string) bool {
	for _, w := range []string{"应当", "不得", "的罚款", "处以", "违反本", "并处"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// isRule reports whether a clause lays down a rule: 应, 不得, 须.
func isRule(clause string) bool {
	for _, w := range []string{"应", "不得", "须", "每年", "每月", "必须", "可处", "罚款", "处以", "不应", "规定"} {
		if strings.Contains(clause, w) {
			return true
		}
	}
	return false
}

// period finds the time that the number holds for: the nearest before it in the sentence.
func (x *Quantity) period(c *context, k int, q *record.Quantity) {
	can := &c.cs[k]
	for i := len(c.times) - 1; i >= 0; i-- {
		t := &c.times[i]
		if t.span.End > can.span.Start || t.span.Overlaps(can.span) {
			continue
		}
		between := c.text[t.span.End:can.span.Start]
		own := between == "的" || between == "之" // 2013年的40.7%
		if !own && belongsToOne(c, t) || inTitle(c.text, t.span.Start) {
			continue
		}
		if can.unit == "times" && strings.TrimSpace(c.text[t.span.End:can.span.Start]) == "的" {
			continue // 是2013年的1.9倍
		}
		if !own && basisBefore(c.text, *t) || t.kind == "same" || reportingDate(c.text, t) {
			continue
		}
		q.PeriodText, _ = c.d.original(c.d.Sentences[c.sentence].DocumentSpan(t.span))
		q.Period = t.iso
		return
	}
	if c.opening != nil {
		q.PeriodText, q.Period = c.opening.text, c.opening.iso
		return
	}
	// 11个部门自今年6月起…: behind the number, with a preposition.
	end := clauseEnd(c.text, can.span.End)
	for i := range c.times {
		t := &c.times[i]
		if t.span.Start < can.span.End || t.span.End > end || t.kind == "same" || t.span.Start == t.core.Start || inTitle(c.text, t.span.Start) {
			continue
		}
		if before := c.text[can.span.End:t.span.Start]; strings.HasPrefix(t.span.Of(c.text), "到") || strings.HasPrefix(t.span.Of(c.text), "至") || strings.Contains(before, "比") {
			continue
		}
		q.PeriodText, _ = c.d.original(c.d.Sentences[c.sentence].DocumentSpan(t.span))
		q.Period = t.iso
		return
	}
}

// belongsToOne reports whether an expression of time belongs to one number alone: 由2013年的
// 40.7%上升至66.1%.
func belongsToOne(c *context, t *timeExpression) bool {
	for _, w := range []string{"的", "之"} {
		if !strings.HasPrefix(c.text[t.span.End:], w) {
			continue
		}
		for k := range c.cs {
			if c.cs[k].span.Start == t.span.End+len(w) {
				return true
			}
		}
	}
	return false
}

// inTitle reports whether the byte offset stands inside 《》.
func inTitle(text string, at int) bool {
	open := strings.LastIndex(text[:at], "《")
	return open >= 0 && !strings.Contains(text[open:at], "》")
}

// placed is a division of China that a sentence names.
type placed struct {
	span span.Span
	name string
	code string
}

// places returns the divisions that the sentence names as whole words, in order.
func (x *Quantity) places(c *context) []placed {
	if c.placesRead {
		return c.places
	}
	c.placesRead = true
	tokens := c.d.Tokens(c.sentence)
	for k := 0; k < len(tokens); k++ {
		start := tokens[k].Span.Start
		term, n := x.d.Bodies.Terms.Prefix(c.text[start:])
		if n == 0 || len(term.Places) == 0 || term.Places[0].Foreign {
			continue
		}
		end := start + n
		if next := tokenAt(tokens, end); end < len(c.text) && (next >= len(tokens) || tokens[next].Span.Start != end) {
			continue // 三明 in 三明治
		}
		p := term.Places[0]
		c.places = append(c.places, placed{span.Span{Start: start, End: end}, p.Name, p.Code})
		k = tokenAt(tokens, end) - 1
	}
	return c.places
}

// place finds the division that the number holds for: the last one that its clause names
// before it, else the one that opens the sentence.
func (x *Quantity) place(c *context, can *candidate, q *record.Quantity) {
	from := clauseStart(c.text, can.span.Start)
	for i := len(x.places(c)) - 1; i >= 0; i-- {
		p := c.places[i]
		if p.span.End > can.span.Start {
			continue
		}
		opens := utf8.RuneCountInString(c.text[:p.span.Start]) <= 12
		if p.span.Start >= from || opens {
			q.Place, q.PlaceCode = p.name, p.code
			return
		}
	}
}

// reportingDate reports whether an expression only says when something was said or printed.
func reportingDate(text string, t *timeExpression) bool {
	rest := text[t.span.End:]
	if clause := rest[:clauseEnd(rest, 0)]; strings.HasPrefix(clause, "从") && (strings.Contains(clause, "获悉") || strings.Contains(clause, "了解到")) {
		return true
	}
	for _, w := range []string{"报道", "电", "讯", "消息", "发布", "印发", "表示", "宣布", "公布", "称", "说", "通报", "介绍", "从", "记者", "对外发布", "下午表示", "在京表示"} {
		if strings.HasPrefix(rest, w) {
			return t.kind == "day" || t.kind == "vague" && !strings.HasPrefix(rest, "从") || t.kind == "date" && (w == "电" || w == "讯" || w == "报道" || w == "消息")
		}
	}
	return t.kind == "day" && !strings.HasPrefix(rest, "，") && t.span.Start > 0 && false
}

// indicator finds the words that name what is measured.
func (x *Quantity) indicator(c *context, k int, q *record.Quantity, noun span.Span) {
	can := &c.cs[k]
	set := func(s span.Span) {
		s = trimSpan(c.text, s)
		if s.Empty() {
			return
		}
		at := c.d.runes(c.d.Sentences[c.sentence].DocumentSpan(s))
		q.Indicator = trimQuotes(s.Of(c.text))
		q.IndicatorStart, q.IndicatorEnd = &at.Start, &at.End
	}
	counted := can.dimension == "count" || can.dimension == "person"
	if counted && can.word != nil && x.nounItself(can) && (noun.Empty() || !strings.HasPrefix(c.text[can.span.End:], c.text[noun.Start:noun.End]) || can.word.Noun()) {
		set(can.unitSpan)
		return
	}
	if counted && !noun.Empty() {
		set(noun)
		return
	}
	if can.dimension == "time" && q.Role == "limit" {
		return
	}
	from := clauseStart(c.text, can.span.Start)
	if c.before != nil && c.before.span.End >= from {
		from = c.before.span.End
	}
	tokens := c.d.Tokens(c.sentence)
	adjacent := can.dimension == "currency" && !noun.Empty() && noun.Start-can.span.End <= len("以上的")
	if adjacent && x.verbBefore(c, tokens, can, from) { // 安排423亿元资金
		set(noun)
		return
	}
	if bound := c.text[can.span.End:]; !noun.Empty() && q.Change == "" && can.dimension != "ratio" {
		if _, n := x.d.After.Prefix(bound); n > 0 && strings.HasPrefix(bound[n:], "的") {
			set(noun) // 20万元以下的罚款
			return
		}
	}
	to := can.span.Start
	if can.dimension == "ratio" || can.num.class == "fraction" { // 占国土面积20%: what has the share
		if i := strings.LastIndex(c.text[from:to], "占"); i >= 0 && !strings.HasPrefix(c.text[from+i:], "占比") && !strings.HasPrefix(c.text[from+i:], "占用") && !strings.HasPrefix(c.text[from+i:], "占有") && !strings.Contains(c.text[from:to], "比重") && !strings.Contains(c.text[from:to], "比例") {
			to = from + i
		}
	}
	start := from
	for _, t := range c.times { // a time is no indicator
		if t.span.End <= can.span.Start && t.span.End > start && t.span.Start >= from {
			start = t.span.End
		}
	}
	s := span.Span{}
	if start < to {
		s = nounBefore(x.d, c.text, tokens, start, to)
	}
	if verb := x.verbStated(c, tokens, can, from); !verb.Empty() && (s.Empty() || !measureNoun(s.Of(c.text))) && to == can.span.Start {
		set(verb) // 冻结500万元, 判监13年
		return
	}
	if s.Empty() && start > from {
		end := start
		for _, t := range c.times {
			if t.span.End == start {
				end = t.span.Start
			}
		}
		s = nounBefore(x.d, c.text, tokens, from, end)
	}
	if !s.Empty() {
		set(s)
		return
	}
	if strings.HasPrefix(c.text[can.span.End:], "的") && !noun.Empty() && q.Change == "" {
		set(noun)
		return
	}
	// 技术合同成交额748.7亿元，同比增长109.8%: the second takes the first's.
	if c.previous != nil && c.previous.Indicator != "" {
		q.Indicator, q.IndicatorStart, q.IndicatorEnd = c.previous.Indicator, c.previous.IndicatorStart, c.previous.IndicatorEnd
		return
	}
	if !noun.Empty() && noun.Start-can.span.End <= len("以上的") {
		set(noun)
		return
	}
	// The clause before names it: 亩均水费，实测为…
	for steps := 0; from > 0 && steps < 2; steps++ {
		before := clauseStart(c.text, lastRuneStart(c.text[:from]))
		if s := nounBefore(x.d, c.text, tokens, before, lastRuneStart(c.text[:from])); !s.Empty() {
			set(s)
			return
		}
		from = before
	}
}

// verbStated returns the verb right before the number where it is what is measured: 冻结
// in 冻结500万元.
func (x *Quantity) verbStated(c *context, tokens []Token, can *candidate, from int) span.Span {
	left := strings.TrimRight(c.text[from:can.span.Start], " ")
	if _, n := x.d.Before.Suffix(left); n > 0 {
		left = left[:len(left)-n]
	}
	for _, w := range []string{"了", "近", "超", "约"} {
		left = strings.TrimSuffix(left, w)
	}
	end := from + len(left)
	k := tokenAt(tokens, end) - 1
	if k < 0 || tokens[k].Span.End != end || tokens[k].Span.Start < from {
		return span.Span{}
	}
	word := tokens[k].Span.Of(c.text)
	if !x.d.MeasuredVerbs.Has(word) {
		return span.Span{}
	}
	return tokens[k].Span
}

// nounItself reports whether the word that counts is a noun of its own: 五部门, 四方面.
func (x *Quantity) nounItself(can *candidate) bool {
	return can.word.Noun() || x.d.TaskNouns.Has(can.unitSurface())
}

// verbBefore reports whether a verb that takes an object stands right before the number.
func (x *Quantity) verbBefore(c *context, tokens []Token, can *candidate, from int) bool {
	end := can.span.Start
	left := strings.TrimRight(c.text[from:end], " ")
	if _, n := x.d.Before.Suffix(left); n > 0 {
		left = left[:len(left)-n]
	}
	left = strings.TrimSuffix(left, "了")
	end = from + len(left)
	k := tokenAt(tokens, end) - 1
	if k < 0 || tokens[k].Span.End > end || tokens[k].Span.Start < from {
		return false
	}
	word := tokens[k].Span.Of(c.text)
	return strings.HasPrefix(tokens[k].Tag, "v") && !measureNoun(word) && !phraseAdverbs[word] && tokens[k].Tag != "vn" && !x.d.Changes.Has(word) && word != "为" && word != "达"
}

// trimSpan takes white space and quotation marks off the ends of s.
func trimSpan(text string, s span.Span) span.Span {
	for !s.Empty() {
		r, size := utf8.DecodeRuneInString(text[s.Start:s.End])
		if !strings.ContainsRune("“”「」\n \u3000", r) {
			break
		}
		s.Start += size
	}
	for !s.Empty() {
		r, size := utf8.DecodeLastRuneInString(text[s.Start:s.End])
		if !strings.ContainsRune("“”「」\n \u3000", r) {
			break
		}
		s.End -= size
	}
	return s
}
