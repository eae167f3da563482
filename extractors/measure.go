package extractors

import (
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/extractors/internal/table"
	"github.com/huiyao/huiyao/internal/span"
)

// candidate is a numeral with the unit that follows it, and what became of it.
type candidate struct {
	num       numeral
	span      span.Span // number, inner approximators, scale, unit
	value     apd.Decimal
	upper     apd.Decimal
	ranged    bool
	unit      string // code; "" for a bare number
	dimension string
	reading   *dict.Unit // of a unit of measurement
	word      *dict.MeasureWord
	modifier  string // inside the span
	unitSpan  span.Span
	rule      string      // what took or rejected it
	reason    string      // why it is no quantity, "" where it is one
	fixed     string      // the fixed word that it belongs to, "" for none
	shared    bool        // its unit is that of a later member of its list
	doubled   bool        // 翻番, 翻两番
	cell      *table.Cell // where a table says what it is
}

// measured reports whether the candidate is a quantity.
func (c *candidate) measured() bool { return c.reason == "" }

// verdict returns the rule or entry that took or rejected the candidate and, where it is no
// quantity, why.
func (c *candidate) verdict() (rule, reason string) {
	if c.fixed != "" && c.rule == "fixed_words" {
		return c.rule + "." + c.fixed, c.reason + " " + c.fixed
	}
	return c.rule, c.reason
}

// unitSurface returns the measure word as the lexicon has it.
func (c *candidate) unitSurface() string {
	if c.word != nil {
		return c.word.Surface
	}
	return ""
}

// measure finds the numerals of a document's sentences with their units, and decides
// which are quantities. All extractors that need numbers share it.
type measure struct {
	d        *dict.Dict
	rules    *dict.RuleIndex // of NotQuantity
	numerals *numerals
	times    *times
}

func newMeasure(d *dict.Dict) *measure {
	return &measure{d: d, rules: dict.NewRuleIndex(d.NotQuantity), numerals: newNumerals(d), times: newTimes(d)}
}

// candidates returns the candidates of a sentence in text order, rejected ones included.
func (m *measure) candidates(d *Document, sentence int) []candidate {
	if d.scans == nil {
		d.scans = make([][]candidate, len(d.Sentences))
	}
	if d.scans[sentence] == nil {
		l := d.lattice(m.d, sentence)
		if !l.Holds(m.d.Numerals.Lists().Or(m.d.Characters.Half.Lists())) { // half of the sentences
			d.scans[sentence] = []candidate{}
			return nil
		}
		d.scans[sentence] = m.scan(l, d.Region, d.scratch())
		m.splitWords(d, sentence, d.scans[sentence])
		m.tableCells(d, sentence, d.scans[sentence])
		if d.scans[sentence] == nil {
			d.scans[sentence] = []candidate{}
		}
	}
	return d.scans[sentence]
}

// splitWords takes back measure words that are the beginning of a longer word: 国 in 1万亿
// 国债, 家 in 上千万家庭.
func (m *measure) splitWords(d *Document, sentence int, cs []candidate) {
	text := d.Sentences[sentence].Text
	for k := range cs {
		c := &cs[k]
		if c.measured() && (c.word != nil && c.unit != "person" || c.reading != nil && c.reading.Surface == "人") {
			if _, n := m.d.PersonNouns.Prefix(text[c.unitSpan.Start:]); n > c.unitSpan.Len() {
				c.unit, c.dimension, c.word, c.reading, c.rule = "", "", nil, nil, "" // 15万群众
				c.span = c.num.span
				m.withoutUnit(text, c)
				continue
			}
		}
		if !c.measured() || c.word == nil || c.unitSpan.Len() != 3 || strings.Contains("个项名位", c.word.Surface) {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(text[c.unitSpan.End:]); !isHan(next) {
			continue
		}
		tokens := d.Tokens(sentence)
		i := tokenAt(tokens, c.unitSpan.Start)
		if i >= len(tokens) || tokens[i].Span.Start != c.unitSpan.Start || tokens[i].Span.End <= c.unitSpan.End || strings.HasPrefix(tokens[i].Tag, "q") || strings.HasPrefix(tokens[i].Tag, "m") {
			continue
		}
		c.unit, c.dimension, c.word, c.rule = "", "", nil, ""
		c.span = c.num.span
		m.withoutUnit(text, c)
	}
}

// scan returns the candidates of a text.
func (m *measure) scan(l *lexis.Lattice, region string, scratch *Scratch) []candidate {
	text := l.Text()
	nums := m.numerals.scan(l, scratch.numerals[:0])
	scratch.numerals = nums
	nums = m.halves(l, nums)
	if len(nums) == 0 {
		return nil
	}
	room := &scratch.candidates
	if cap(*room)-len(*room) < len(nums) {
		*room = make([]candidate, 0, max(len(nums), min(2*cap(*room), 1<<10), 16))
	}
	out := (*room)[len(*room):]
	quoted := l.Holds(m.d.Characters.Quote.Lists().Or(m.d.Characters.Open.Lists()))
	for k := range nums {
		if len(out) > 0 && nums[k].span.Start < out[len(out)-1].span.End {
			continue // the 千 of 千瓦, the 百 of 百分点
		}
		if k > 0 && k+1 < len(nums) && nums[k].span.Of(text) == "零" && nums[k+1].span.Start == nums[k].span.End && len(out) > 0 && out[len(out)-1].span.End == nums[k].span.Start {
			continue // the 零 of 5年零9个月
		}
		out = out[:len(out)+1] // a candidate is too large to be handed around
		c := &out[len(out)-1]
		*c = candidate{num: nums[k], span: nums[k].span, modifier: nums[k].modifier, ranged: nums[k].ranged}
		m.candidate(text, region, quoted, c)
		if len(out) > 1 && m.merge(text, &out[len(out)-2], c) {
			*c = candidate{} // the room must not keep the text
			out = out[:len(out)-1]
		}
	}
	*room = (*room)[:len(*room)+len(out)]
	out = out[:len(out):len(out)]
	m.share(text, out)
	m.ordinals(text, out)
	return out
}

// ordinals rejects the members of a list of article numbers: 第3、12、16条.
func (m *measure) ordinals(text string, cs []candidate) {
	for k := 1; k < len(cs); k++ {
		a, c := &cs[k-1], &cs[k]
		if a.rule != "not_quantity.ordinal" && a.rule != "not_quantity.ordinal_list" || c.num.span.Start < a.num.span.End {
			continue
		}
		switch gap(text, a.num.span.End, c.num.span.Start) {
		case "、", "及", "和", "与", "～", "~", "-", "至", "，", "或", "条、", "条及", "条和", "条至", "条或", "项、", "款、", "款及", "条之":
			if c.measured() && c.reading != nil {
				continue
			}
			c.reject("ordinal", "not_quantity.ordinal_list")
		}
	}
}

// candidate decides about one numeral, which c has with its span; quoted says that something
// is quoted in the text.
func (m *measure) candidate(text, region string, quoted bool, c *candidate) {
	num := &c.num
	c.value.Set(&num.value)
	c.upper.Set(&num.upper)
	if num.doubled {
		c.unit, c.dimension, c.rule, c.doubled = "times", "multiple", "quantity.doubled", true
		return
	}
	word, end := m.fixedWord(text, num.span)
	if word == "" {
		m.attachUnit(text, region, c)
	} else if withUnit := *c; strings.HasPrefix(text[num.span.Start:], word) {
		m.attachUnit(text, region, &withUnit)
		if withUnit.unitSpan.End > end && (withUnit.reading != nil || !withUnit.word.Careful) {
			*c, word = withUnit, "" // 三环节, 5GW: the unit reaches further than the word
		}
	}
	if word != "" {
		c.fixed = word
		c.reject("fixed word", "fixed_words")
		return
	}
	around := dict.AroundNumber(text, c.num.span)
	fitting := m.rules.Fitting(around)
	for i := fitting.Next(0); i >= 0; i = fitting.Next(i + 1) {
		if r := m.d.NotQuantity[i]; m.ruleHits(text, region, r, around, c) {
			c.reject(r.Reason, r.ID)
			return
		}
	}
	if strings.HasSuffix(strings.TrimRight(text[:c.num.span.Start], " "), "第") {
		c.reject("ordinal", "not_quantity.ordinal") // 第 9/12 号
		return
	}
	if quoted {
		if reason := m.enclosed(text, c); reason != "" {
			c.reject(reason, "not_quantity.enclosed")
			return
		}
	}
	if c.unit == "" {
		m.withoutUnit(text, c)
	} else {
		m.careful(text, c)
	}
	if c.reason == "" && c.rule == "" {
		c.rule = "quantity.measured"
	}
}

func (c *candidate) reject(reason, rule string) { c.reason, c.rule = reason, rule }

// fixedWord returns the fixed word that covers the whole numeral and where it ends, "" if
// none does.
func (m *measure) fixedWord(text string, num span.Span) (word string, end int) {
	start := num.Start
	for back := 0; back <= 6; back++ {
		best := 0
		m.d.FixedWords.Prefixes(text[start:], func(_ string, n int) bool {
			if start+n >= num.End {
				best = n
			}
			return true
		})
		if best > 0 {
			return text[start : start+best], start + best
		}
		if start == 0 {
			break
		}
		if start >= 3 && text[start-3] >= 0xE5 && text[start-3] <= 0xE9 { // Han, as nearly always
			start -= 3
			continue
		}
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if !isHan(r) && !(r < utf8.RuneSelf && r > ' ') {
			break
		}
		start -= size
	}
	return "", 0
}

// ruleHits reports whether a rule of not_quantity takes the candidate's numeral, which
// stands between the characters of around. Where the
// unit reaches further than what the rule looked at, the unit is the better reading.
func (m *measure) ruleHits(text, region string, r *dict.Rule, around dict.Around, c *candidate) bool {
	if r.Number.Region != "" && r.Number.Region != region {
		return false
	}
	held := false // the condition holds
	for _, p := range r.Compiled {
		if !p.May(around) {
			continue
		}
		if !held && !conditionHolds(&r.Number, &c.num) {
			return false
		}
		held = true
		took, ok := p.Match(text, c.num.span)
		if !ok {
			continue
		}
		if c.unit != "" && c.unitSpan.End > took.End && took.Start == c.num.span.Start && took.End > c.num.span.End {
			continue
		}
		if m.lasts(text, c) {
			continue
		}
		return true
	}
	return false
}

// whole returns the number as an int64 where it is one.
func whole(d *apd.Decimal) (int64, error) {
	if d.Exponent == 0 && d.Form == apd.Finite && d.Coeff.IsInt64() {
		v := d.Coeff.Int64()
		if d.Negative {
			v = -v
		}
		return v, nil
	}
	return d.Int64()
}

func conditionHolds(n *dict.Condition, num *numeral) bool {
	if n.Written == "arabic" && !num.arabic || n.Written == "chinese" && num.arabic {
		return false
	}
	if len(n.Digits) > 0 {
		fits := false
		for _, d := range n.Digits {
			fits = fits || num.digits == d
		}
		if !fits || num.point || num.grouped {
			return false
		}
	}
	if !n.Whole && n.Min == nil && n.Max == nil {
		return true
	}
	v, err := whole(&num.value)
	if n.Whole && (err != nil || num.point || num.class != "cardinal" || num.modifier != "" || num.lastUnit >= 4) {
		return false
	}
	if err != nil {
		return n.Min == nil && n.Max == nil
	}
	return (n.Min == nil || v >= *n.Min) && (n.Max == nil || v <= *n.Max)
}

// lasts reports whether a number of days, months or years is a length of time by what
// stands around it, so that the rules for dates do not apply.
func (m *measure) lasts(text string, c *candidate) bool {
	switch c.unit {
	case "day", "year", "h", "week":
	default:
		return false
	}
	if c.unitSpan.End-c.unitSpan.Start > len("小时") && c.unit != "h" {
		return false
	}
	if c.num.digits == 4 && c.unit == "year" {
		return false
	}
	rest := text[c.span.End:]
	for _, s := range []string{"内", "以内", "之内", "以上", "以下", "期限", "左右"} {
		if strings.HasPrefix(rest, s) {
			return c.unit != "h" || strings.HasPrefix(text[c.unitSpan.Start:], "小时")
		}
	}
	before := strings.TrimRight(text[:c.span.Start], " ")
	for _, s := range []string{"为期", "连续", "历时", "长达", "不少于", "不超过", "至少", "最多", "持续", "延长", "缩短", "耗时", "用时", "时长", "工期", "任期", "提前"} {
		if strings.HasSuffix(before, s) {
			return true
		}
	}
	return false
}

// enclosed returns why a numeral in quotation marks or a title counts nothing: slogans
// (“四个中心”, “3+1”) and names of files and laws.
func (m *measure) enclosed(text string, c *candidate) string {
	start := c.span.Start
	left := text[:start]
	if open := strings.LastIndex(left, "《"); open >= 0 && !strings.Contains(left[open:], "》") && strings.Contains(text[start:], "》") {
		return "title"
	}
	for _, q := range []struct{ open, close string }{{"“", "”"}, {"「", "」"}, {"‘", "’"}, {"『", "』"}, {"\"", "\""}} {
		open := strings.LastIndex(left, q.open)
		if open < 0 || q.open != q.close && strings.Contains(left[open:], q.close) || q.open == q.close && strings.Count(left, q.open)%2 == 0 {
			continue
		}
		end := strings.Index(text[start:], q.close)
		if end < 0 {
			continue
		}
		inside := text[open+len(q.open) : start+end]
		if strings.ContainsAny(inside, "，。；！？,;") {
			return ""
		}
		// A slogan is short and holds nothing measured in its own right.
		if utf8.RuneCountInString(inside) <= 12 && !(c.num.lastUnit >= 4 && c.reading != nil) && c.unit != "%" {
			return "slogan"
		}
	}
	return ""
}

// attachUnit finds the unit or measure word after the numeral and works out the value.
func (m *measure) attachUnit(text, region string, c *candidate) {
	if c.num.class == "percent" {
		c.unit, c.dimension = "%", "ratio"
		c.unitSpan = span.Span{Start: c.span.End, End: c.span.End}
		return
	}
	if c.num.divisor == 1000 && c.num.class == "fraction" {
		c.unit, c.dimension = "‰", "ratio"
		c.value.Exponent += 3
		c.unitSpan = span.Span{Start: c.span.End, End: c.span.End}
		return
	}
	at := skipSpaces(text, c.span.End)
	m.giveBackPrefix(text, region, c, &at)
	if m.timeWithHalf(text, region, c, at) {
		return
	}
	unit, word, n := m.unitAt(text[at:], region)
	if n == 0 {
		return
	}
	if n == len("度") && strings.HasPrefix(text[at:], "度") {
		unit, word = m.degree(text[:c.span.Start], unit, word)
	}
	if rest, ok := strings.CutPrefix(text[at:], "大"); ok && word != nil && n > len("大") {
		if _, noun := m.d.TaskNouns.Prefix(rest); noun > n-len("大") {
			return // 十大项目, not 十大项|目
		}
	}
	end := at + n
	if at > c.span.End && word != nil && word.Careful && !c.num.arabic {
		return
	}
	switch {
	case unit != nil:
		c.reading, c.unit, c.dimension = unit, unit.Code, unit.Dimension
		m.perUnit(text, region, c, &end)
		if unit.Base == unit.Code && unit.Factor.Over != nil && !(unit.Surface == "折" && c.num.value.Cmp(ten) > 0) {
			multiply(&c.value, unit.Factor)
			multiply(&c.upper, unit.Factor)
		}
	default:
		c.word, c.unit, c.dimension = word, word.Unit, "count"
		if word.Unit == "person" || word.Unit == "person-time" {
			c.dimension = "person"
		}
	}
	c.unitSpan = span.Span{Start: at, End: end}
	c.span.End = end
	if c.num.pair && !c.ranged {
		var size apd.Decimal
		size.Abs(&c.num.value)
		lo, hi, _ := neighbours(&size)
		if c.num.value.Negative { // 零下七八度
			lo, hi = -hi, -lo
		}
		c.value.SetInt64(lo)
		c.upper.SetInt64(hi)
		c.ranged = true
	}
	m.afterUnit(text, c)
}

// degree tells what 度 is after left: of temperature, of electricity, or of an angle.
func (m *measure) degree(left string, unit *dict.Unit, word *dict.MeasureWord) (*dict.Unit, *dict.MeasureWord) {
	clause := left[clauseStart(left, len(left)):]
	code := ""
	for _, w := range []string{"气温", "温度", "高温", "低温", "零下", "体温", "水温", "升温", "降温", "室温"} {
		if strings.Contains(clause, w) {
			code = "°C"
		}
	}
	if code == "" && strings.Contains(left, "电") {
		code = "kWh"
	}
	readings, _ := m.d.Units.Get("度")
	for i := range readings {
		if readings[i].Code == code {
			return &readings[i], nil
		}
	}
	return unit, word
}

// giveBackPrefix returns a 千 or 兆 that the numeral took to a unit that begins with it:
// 12千米 is 12 km, 50兆字节 50 MB. 三百千米 and 数千米 keep it in the number.
func (m *measure) giveBackPrefix(text, region string, c *candidate, at *int) {
	if c.num.bare || c.num.modifier != "" || c.num.ranged || c.num.class != "cardinal" {
		return
	}
	r, size := utf8.DecodeLastRuneInString(text[:c.num.span.End])
	exponent := 0
	switch {
	case r == '千' && c.num.lastUnit == 3:
		exponent = 3
	case r == '兆' && c.num.lastUnit == 12:
		exponent = 12
	default:
		return
	}
	prefix := c.num.span.End - size
	_, n := m.d.Units.Prefix(text[prefix:])
	if n <= size || *at != c.num.span.End {
		return
	}
	c.value.Exponent -= int32(exponent)
	c.num.value.Exponent -= int32(exponent)
	c.num.span.End = prefix
	c.num.lastUnit = -1
	c.span.End = prefix
	*at = prefix
}

// unitAt returns the unit or the measure word that text begins with, whichever is longer,
// and its length; 0 for neither.
func (m *measure) unitAt(text, region string) (*dict.Unit, *dict.MeasureWord, int) {
	readings, u := m.d.Units.Prefix(text)
	if rest, ok := strings.CutPrefix(text, "分"); ok && u == 3 { // 三分局, 5分公司: no 分
		if next := firstRune(rest); strings.ContainsRune("局支校店厂社院队册馆", next) || strings.HasPrefix(rest, "公司") || strings.HasPrefix(rest, "中心") {
			return nil, nil, 0
		}
	}
	if strings.HasPrefix(text, "分") && u == 3 { // minutes, money and scores; see mergeAmount
		for i := range readings {
			if readings[i].Region == "" && readings[i].Code == "分" {
				return &readings[i], nil, u
			}
		}
	}
	if u > 0 && isLetter(text[u-1]) && u < len(text) && (isLetter(text[u]) || text[u] >= '0' && text[u] <= '9') {
		readings, u = nil, 0 // 5GB is a unit, 5Gwhatever none
	}
	word, w := m.d.MeasureWords.Prefix(text)
	if next, _ := utf8.DecodeRuneInString(text[u:]); u > 0 && w == u && text[:u] == "块" && isHan(next) && next != '钱' {
		return nil, word, w // 三块土地
	}
	if u == 0 && w == 0 {
		return nil, nil, 0
	}
	if u > 0 {
		reading := readings.In(region)
		if u >= w && !(u == w && (reading.Careful || reading.Dimension == "other")) {
			return reading, nil, u
		}
		if w == 0 {
			return reading, nil, u
		}
	}
	return nil, word, w
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// timeWithHalf reads 3个多月, 两个半小时: a measure word, 多 or 半, and a unit of time.
func (m *measure) timeWithHalf(text, region string, c *candidate, at int) bool {
	rest, ok := strings.CutPrefix(text[at:], "个")
	if !ok {
		return false
	}
	half := strings.HasPrefix(rest, "半")
	more := strings.HasPrefix(rest, "多") || strings.HasPrefix(rest, "余")
	if !half && !more {
		return false
	}
	readings, n := m.d.Units.Prefix(rest[3:])
	if n == 0 || readings.In(region).Dimension != "time" {
		return false
	}
	end := at + 3 + 3 + n
	u := readings.In(region)
	c.reading, c.unit, c.dimension = u, u.Code, u.Dimension
	c.unitSpan = span.Span{Start: at, End: end}
	c.span.End = end
	if half {
		sum(&c.value, apd.New(5, -1))
	} else if c.modifier == "" {
		c.modifier = "over"
	}
	return true
}

// perUnit reads a second unit after / and makes a compound of the two: 元/吨 is CNY/t.
func (m *measure) perUnit(text, region string, c *candidate, end *int) {
	rest := text[*end:]
	after, ok := strings.CutPrefix(rest, "/")
	if !ok {
		if after, ok = strings.CutPrefix(rest, "／"); !ok {
			return
		}
	}
	unit, word, n := m.unitAt(after, region)
	if n == 0 {
		return
	}
	if unit != nil {
		c.unit += "/" + unit.Code
	} else {
		c.unit += "/" + word.Unit
	}
	c.dimension, c.reading = "rate", &dict.Unit{Code: c.unit, Dimension: "rate"}
	*end += len(rest) - len(after) + n
}

// afterUnit reads what may follow a unit inside the quantity: 两年半, 十公里多, 8亿元人民币.
func (m *measure) afterUnit(text string, c *candidate) {
	rest := text[c.span.End:]
	switch {
	case strings.HasPrefix(rest, "半") && (c.dimension == "time" || c.unit == "%") && c.reading != nil:
		half := apd.New(5, -1)
		if c.unit == "%" && c.reading.Factor.Over != nil { // 三成半
			half = apd.New(5, 0)
		}
		if m.d.Units.PrefixLen(rest[3:]) == 0 && m.d.MeasureWords.PrefixLen(rest[3:]) == 0 {
			sum(&c.value, half)
			c.span.End += 3
			return
		}
	case strings.HasPrefix(rest, "多"), strings.HasPrefix(rest, "余"):
		if c.reading == nil || c.modifier != "" || c.dimension == "currency" && strings.HasPrefix(rest, "余额") {
			return
		}
		r, _ := utf8.DecodeRuneInString(rest[3:])
		if strings.ContainsRune("种样元个边年方于地式", r) || strings.HasPrefix(rest, "余") && isHan(r) && r != '的' && r != '来' {
			return
		}
		c.modifier = "over"
		c.span.End += 3
	}
	for _, name := range []string{"人民币", "港币", "美金", "新台币"} {
		if c.dimension == "currency" && strings.HasPrefix(text[c.span.End:], name) && c.unit != "" {
			readings, n := m.d.Units.Prefix(text[c.span.End:])
			if n == len(name) {
				c.unit = readings[0].Code
				c.span.End += n
			}
		}
	}
}

// multiply scales d by the factor.
func multiply(d *apd.Decimal, f dict.Factor) {
	if f.Over == nil || d.IsZero() {
		return
	}
	var r apd.Decimal
	_, _ = exact.Mul(&r, d, f.Over) // finite factors, no rounding
	if f.Under.Cmp(apd.New(1, 0)) != 0 {
		r = quotientExact(&r, f.Under)
	}
	d.Set(&r)
}

// quotientExact divides to 34 digits, enough for every factor of the tables to come out
// exact where a decimal can be.
func quotientExact(a, b *apd.Decimal) apd.Decimal {
	var r apd.Decimal
	_, _ = apd.BaseContext.WithPrecision(34).Quo(&r, a, b)
	r.Reduce(&r)
	return r
}

// withoutUnit decides about a number with nothing to measure it.
func (m *measure) withoutUnit(text string, c *candidate) {
	rest := text[skipSpaces(text, c.span.End):]
	next, size := utf8.DecodeRuneInString(rest)
	// 六大领域: the noun after 大 is the unit; quantity.go reads it.
	if next == '大' && c.num.class == "cardinal" && !c.num.point && c.num.digits <= 3 {
		after, _ := utf8.DecodeRuneInString(rest[size:])
		if c.num.value.Cmp(apd.New(1, 0)) == 0 && !c.num.arabic {
			c.reject("article", "not_quantity.one") // 一大批
			return
		}
		if isHan(after) && !strings.ContainsRune("于多概约小力量幅都体致", after) || after == '“' {
			if c.num.span.Of(text) == "一" {
				c.reject("article", "not_quantity.one") // 一大步, 一大亮点
				return
			}
			c.span.End = skipSpaces(text, c.span.End) // what follows 大 is read from there
			c.unit, c.dimension, c.rule = "大", "count", "quantity.great"
			return
		}
	}
	before, _ := utf8.DecodeLastRuneInString(text[:c.span.Start])
	switch {
	case c.num.arabic && (isLetterRune(before) || before == '.' && c.span.Start > 1):
		c.reject("part of a code", "not_quantity.code")
	case c.num.class == "fraction" && strings.HasSuffix(strings.TrimRight(text[:c.span.Start], " ："), "页码"):
		c.reject("page number", "not_quantity.code")
	case c.num.class == "fraction":
		c.rule, c.dimension = "quantity.fraction", "ratio"
	case strings.HasPrefix(rest, "家庭") && (c.num.lastUnit >= 4 || c.num.arabic):
		c.unit, c.dimension, c.rule = "household", "count", "quantity.households"
	case m.personNounFollows(rest) && (c.num.lastUnit >= 4 || c.num.arabic):
		c.unit, c.dimension, c.rule = "person", "person", "quantity.persons"
	case !c.num.arabic:
		c.reject("no unit", "not_quantity.no_unit")
	case c.num.digits == 4 && !c.num.point && c.num.value.Cmp(apd.New(1900, 0)) > 0 && c.num.value.Cmp(apd.New(2100, 0)) < 0:
		c.reject("date", "not_quantity.no_unit")
	case c.num.lastUnit >= 4 && isHan(next):
		c.rule, c.dimension = "quantity.bare", "other"
	case (c.num.point || c.num.lastUnit >= 0 || c.num.grouped || c.num.value.Negative) && !isLetterRune(next):
		c.rule, c.dimension = "quantity.bare", "other"
	case m.stated(text[:c.span.Start]) && (rest == "" || isClauseMark(next)):
		c.rule, c.dimension = "quantity.bare", "other"
	default:
		c.reject("no unit", "not_quantity.no_unit")
	}
}

func isLetterRune(r rune) bool { return r < utf8.RuneSelf && isLetter(byte(r)) }

// personNounFollows reports whether a noun for people stands at the beginning of rest or
// ends the run of words there: 农民, 农业转移人口.
func (m *measure) personNounFollows(rest string) bool {
	at := 0
	rest = strings.TrimPrefix(rest, "的")
	for i := 0; i < 9 && at < len(rest); i++ {
		if _, n := m.d.PersonNouns.Prefix(rest[at:]); n > 0 {
			return i == 0 || i >= 2
		}
		r, size := utf8.DecodeRuneInString(rest[at:])
		if !isHan(r) || strings.ContainsRune("的在和与及为是有被把让使了", r) && i > 0 && r != '的' {
			return false
		}
		at += size
	}
	return false
}

// stated reports whether left ends in a word that states a figure.
func (m *measure) stated(left string) bool {
	left = strings.TrimRight(left, " ")
	if _, n := m.d.Before.Suffix(left); n > 0 {
		return true
	}
	for _, s := range []string{"为", "是", "达", "达到", "至", "到", "报", "仅", "共", "计"} {
		if strings.HasSuffix(left, s) {
			return true
		}
	}
	return false
}

func isClauseMark(r rune) bool { return strings.ContainsRune("，。；、：！？,;:!?）)", r) }

// careful rejects units and measure words that are more often something else, and 一 as
// an article.
func (m *measure) careful(text string, c *candidate) {
	rest := text[c.span.End:]
	next, _ := utf8.DecodeRuneInString(rest)
	one := !c.num.arabic && c.num.class == "cardinal" && c.modifier == "" && c.num.value.Cmp(apd.New(1, 0)) == 0 && c.num.span.Len() == 3
	switch {
	case c.word != nil && one:
		c.reject("article", "not_quantity.one")
	case c.num.value.IsZero() && !c.num.arabic && c.num.span.Len() == 3 && (c.word != nil && c.word.Careful || c.unit == "大"):
		c.reject("零 as part of a word", "not_quantity.zero")
	case c.word != nil && c.word.Careful:
		small := !c.num.arabic && c.num.span.Len() <= 3
		noun := c.word.Noun()
		switch {
		case noun && !c.num.arabic && c.num.span.Len() <= 3 && (next == utf8.RuneError || isClauseMark(next)):
			c.reject("named parties", "not_quantity.careful")
		case small && !noun && (next == utf8.RuneError || isClauseMark(next) || !isHan(next) && next != '“'):
			c.reject("measure word without a noun", "not_quantity.careful")
		case strings.ContainsRune("对把等出听打具起则进通挺身面首", firstRune(text[c.unitSpan.Start:])) && (!c.num.arabic && small || next == utf8.RuneError):
			c.reject("measure word that is mostly no measure word", "not_quantity.careful")
		}
	case c.reading != nil && c.reading.Careful:
		small := !c.num.arabic && c.num.span.Len() <= 3
		if small && c.dimension != "temperature" || c.reading.Dimension == "other" && !c.num.arabic {
			c.reject("unit that is mostly no unit", "not_quantity.careful")
		}
	case c.unit == "year" && !c.num.arabic && c.num.span.Len() <= 6 && c.modifier == "" && !c.ranged && m.opensClause(text, c.span.Start) && isHan(next) && !strings.ContainsRune("内以级制期度的前后来间半多", next):
		c.reject("time frame", "not_quantity.opening_years") // 五年全国新增…
	case c.reading != nil && one && c.dimension == "time" && c.unit != "h" && c.unit != "min" && c.unit != "s":
		if !m.lasts(text, c) && !strings.HasPrefix(rest, "期") && !m.stated(text[:c.span.Start]) && !strings.HasSuffix(text[:c.span.Start], "横跨") {
			c.reject("article", "not_quantity.one")
		}
	case c.num.bare && c.reading != nil && c.modifier == "" && c.dimension == "currency":
		// 亿元以上项目, 千亿级: a class of sizes, unless something states it as a figure.
		if _, n := m.d.Before.Suffix(strings.TrimRight(text[:c.span.Start], " ")); n == 0 {
			c.reject("a scale, not a figure", "not_quantity.bare_scale")
		}
	case c.num.bare && c.modifier == "" && inBrackets(text, c):
		c.reject("unit in brackets", "not_quantity.bare_scale") // 粮食产量（万吨）
	case c.num.bare && strings.HasPrefix(rest, "级"):
		c.reject("a scale, not a figure", "not_quantity.bare_scale")
	}
}

// inBrackets reports whether brackets hold the candidate and nothing else.
func inBrackets(text string, c *candidate) bool {
	before, after := text[:c.span.Start], text[c.span.End:]
	return (strings.HasSuffix(before, "（") || strings.HasSuffix(before, "(")) && (strings.HasPrefix(after, "）") || strings.HasPrefix(after, ")"))
}

// opensClause reports whether a clause begins at the byte offset.
func (m *measure) opensClause(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	return at == 0 || isClauseMark(before)
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

// connectors join the ends of a range.
var connectors = []string{"—", "——", "-", "－", "–", "~", "～", "至", "到", "―", "─"}

// merge joins c to the candidate before it where the two are the ends of a range (1至1.5小时,
// 10%—15%, 2万到3万人) or the parts of one amount (3小时20分, 5元3角). It reports whether it did.
func (m *measure) merge(text string, a, c *candidate) bool {
	if a.span.End > c.num.span.Start {
		return false
	}
	between := gap(text, a.span.End, c.num.span.Start)
	if between == "" && a.reading != nil && a.reading.Surface == "成" && c.unit == "" && c.num.digits == 1 && !a.ranged {
		sum(&a.value, &c.num.value) // 一成二, 七成 六
		a.span.End, a.num.span.End = c.span.End, c.span.End
		a.num.value.Set(&a.value)
		return true
	}
	if between == "" || between == "零" || between == "又" {
		return m.mergeAmount(a, c)
	}
	if isConnector(between) && a.rule == "not_quantity.year" && c.num.digits == 2 && c.unit == "year" {
		c.reject("date", a.rule) // 2020-23年
		return false
	}
	if !isConnector(between) || a.ranged || c.ranged || c.reason != "" && c.unit == "" && !c.num.arabic || a.num.class == "fraction" {
		return false
	}
	// A rejected first end (no unit) is saved by the unit of the second.
	switch a.rule {
	case "quantity.measured", "quantity.bare", "not_quantity.no_unit", "quantity.persons":
	default:
		if a.reason != "" {
			return false
		}
	}
	if c.reason != "" || c.unit == "" && c.rule != "quantity.bare" {
		return false
	}
	lower := a.num.value
	if a.unit == "" || a.rule == "quantity.bare" {
		// The first end takes the scale of the second: 5~10亿元; not 8500到3万元.
		if c.num.lastUnit > 0 && a.num.lastUnit < 4 && (a.num.lastUnit < 0 || c.num.lastUnit >= 4) {
			mantissa := c.num.value
			mantissa.Exponent -= int32(c.num.lastUnit)
			if a.num.value.Cmp(&mantissa) <= 0 || c.num.lastUnit >= 4 && a.num.value.Cmp(apd.New(1000, 0)) < 0 {
				lower.Exponent += int32(c.num.lastUnit)
			}
		}
		if c.reading != nil && c.reading.Base == c.reading.Code {
			multiply(&lower, c.reading.Factor)
		}
	} else if a.unit == c.unit {
		lower = a.value
	} else {
		return false
	}
	if lower.Cmp(&c.value) > 0 {
		return false
	}
	c.upper.Set(&c.value)
	c.value.Set(&lower)
	c.ranged = true
	c.span.Start = a.span.Start
	c.num.span.Start = a.num.span.Start
	if c.modifier == "" {
		c.modifier = a.modifier
	}
	c.rule = "quantity.range"
	*a = *c
	return true
}

func isConnector(s string) bool {
	for _, c := range connectors {
		if s == c {
			return true
		}
	}
	return false
}

// smaller gives, for a unit of a compound amount, the units that may follow it, how many
// of them make one, and which of the two the whole is given in.
var smaller = map[string]struct {
	next  string
	parts int64
}{
	"year": {"month", 12}, "week": {"day", 7}, "day": {"h", 24}, "h": {"min", 60}, "min": {"s", 60},
}

// mergeAmount joins 5年零9个月 to 69 months, 5元3角 to 5.3 yuan.
func (m *measure) mergeAmount(a, c *candidate) bool {
	if !a.measured() && a.rule != "not_quantity.careful" || a.reading == nil || c.reading == nil || a.ranged || c.ranged || a.modifier != "" {
		return false
	}
	if a.unit == "h" {
		m.minutes(c) // 3小时20分
	}
	if c.unit == "s" {
		m.minutes(a) // 12分30秒
	}
	if s, ok := smaller[a.unit]; ok && s.next == c.unit {
		if c.reason != "" && c.unit != "min" {
			return false
		}
		var v apd.Decimal
		_, _ = exact.Mul(&v, &a.value, apd.New(s.parts, 0))
		sum(&c.value, &v)
	} else if a.dimension == "currency" && c.unitSpan.Len() == 3 && c.reading != nil && c.reading.Surface == "分" && c.unit != a.unit && a.reading.Factor.Over != nil {
		// 5元3角2分: after money 分 is money.
		cents := c.num.value
		cents.Exponent -= 2
		c.value.Set(&cents)
		sum(&c.value, &a.value)
		c.unit, c.dimension = a.unit, a.dimension
	} else if a.dimension == "currency" && c.dimension == "currency" && a.unit == c.unit && c.reading.Factor.Over != nil && c.reading.Factor.Under.Cmp(a.reading.Factor.Under) > 0 {
		sum(&c.value, &a.value)
	} else {
		return false
	}
	c.reason, c.rule = "", "quantity.compound"
	c.span.Start, c.num.span.Start = a.span.Start, a.num.span.Start
	c.num.digits = 0
	*a = *c
	return true
}

// minutes makes the minutes of a 分 that can be nothing else.
func (m *measure) minutes(c *candidate) {
	if c.unit != "分" || c.reading.Surface != "分" {
		return
	}
	readings, _ := m.d.Units.Get("分")
	for i := range readings {
		if readings[i].Code == "min" {
			c.reading, c.unit, c.dimension = &readings[i], "min", readings[i].Dimension
		}
	}
}

// share gives the members of a list the unit of its last one: 3.7、3.1和2.5个百分点.
func (m *measure) share(text string, cs []candidate) {
	for k := len(cs) - 2; k >= 0; k-- {
		a, b := &cs[k], &cs[k+1]
		if a.unit != "" || b.reason != "" || b.unit == "" || b.unit == "大" || !a.num.arabic || b.num.span.Start < a.num.span.End {
			continue
		}
		if a.reason != "" && a.rule != "not_quantity.no_unit" {
			continue
		}
		switch gap(text, a.span.End, b.num.span.Start) {
		case "、", "和", "与", "及", "以及", "或":
		default:
			continue
		}
		a.unit, a.dimension, a.reading, a.word = b.unit, b.dimension, b.reading, b.word
		a.reason, a.rule, a.shared = "", "quantity.shared_unit", true
		if a.num.lastUnit < 0 && b.num.lastUnit >= 4 && a.num.point == b.num.point {
			a.value.Exponent += int32(b.num.lastUnit)
			a.num.lastUnit = b.num.lastUnit // and so the member before it
		}
		if b.reading != nil && b.reading.Base == b.reading.Code {
			multiply(&a.value, b.reading.Factor)
		}
	}
}

// halves adds the numbers that are written with 半 (半小时, 半年) or without any numeral
// (翻番) to those that the scanner found, in order.
func (m *measure) halves(l *lexis.Lattice, nums []numeral) []numeral {
	text := l.Text()
	var extra []numeral
	for w := range lexis.All(l, m.d.Characters.Half, span.Span{End: len(text)}) {
		i := w.Span.Start
		read := m.half
		if strings.HasPrefix(text[i:], "翻") {
			read = m.doubling
		}
		if n, ok := read(text, i); ok {
			extra = append(extra, n)
		}
	}
	if len(extra) == 0 {
		return nums
	}
	merged := make([]numeral, 0, len(nums)+len(extra))
	for _, n := range nums {
		for len(extra) > 0 && extra[0].span.Start < n.span.Start {
			merged = append(merged, extra[0])
			extra = extra[1:]
		}
		if k := len(merged); k > 0 && merged[k-1].span.Overlaps(n.span) {
			continue // the 一 of 翻一番
		}
		if len(extra) > 0 && extra[0].span.Overlaps(n.span) {
			continue // the 一 of 一半
		}
		merged = append(merged, n)
	}
	return append(merged, extra...)
}

// half reads 半 before a unit of time or 个, and 一半.
func (m *measure) half(text string, i int) (numeral, bool) {
	n := numeral{span: span.Span{Start: i, End: i + 3}, class: "fraction", lastUnit: -1}
	n.value.SetFinite(5, -1)
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	rest := text[i+3:]
	if before == '一' {
		if strings.HasPrefix(rest, "是") || strings.HasPrefix(rest, "路") {
			return n, false
		}
		n.span.Start -= 3
		return n, true
	}
	if lapse := before == '时' && strings.ContainsRune("历耗用费", lastRune(text[:i-len("时")])); lapse {
		before = utf8.RuneError // 历时半年, but not 两小时半
	}
	if strings.ContainsRune("上下前后大小多过对夜各每个年天月时成点一两三四五六七八九十", before) || before >= '0' && before <= '9' {
		return n, false
	}
	n.class = "cardinal"
	unit := strings.TrimPrefix(rest, "个")
	readings, size := m.d.Units.Prefix(unit)
	if size > 0 {
		switch readings[0].Dimension {
		case "time", "length", "mass", "area":
			if unit != rest && !strings.HasPrefix(unit, "月") && !strings.HasPrefix(unit, "小时") && !strings.HasPrefix(unit, "世纪") && !strings.HasPrefix(unit, "钟头") {
				return n, false
			}
			return n, !strings.HasPrefix(unit, "日") && !strings.HasPrefix(unit, "天然") && !strings.HasPrefix(unit, "年前") && !strings.HasPrefix(unit, "世纪")
		}
	}
	return n, unit != rest
}

// doubling reads 翻番 (2), 翻一番 (2), 翻两番 (4).
func (m *measure) doubling(text string, i int) (numeral, bool) {
	rest := text[i+3:]
	n := numeral{class: "cardinal", lastUnit: -1, doubled: true}
	n.value.SetInt64(2)
	at := i + 3
	for _, s := range []string{"了", "多"} {
		if after, ok := strings.CutPrefix(rest, s); ok {
			rest = after
			at += len(s)
		}
	}
	for _, s := range []struct {
		word  string
		value int64
	}{{"番", 2}, {"一番", 2}, {"两番", 4}, {"三番", 8}, {"1番", 2}, {"2番", 4}, {"一倍", 2}} {
		if strings.HasPrefix(rest, s.word) {
			n.value.SetInt64(s.value)
			n.span = span.Span{Start: i, End: at + len(s.word)}
			return n, true
		}
	}
	return n, false
}
