package extractors

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/amount"
	"github.com/huiyao/huiyao/extractors/internal/context"
	"github.com/huiyao/huiyao/extractors/internal/frame"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

// Quantity finds numbers that measure or count, with what surrounds them: modifier,
// change, role, indicator, period and place.
type Quantity struct {
	d       *dict.Dict
	m       *measure
	times   *times
	frames  *frame.Reader
	context *context.Reader
	names   *names
}

func newQuantity(d *dict.Dict, m *measure, n *names) *Quantity {
	return &Quantity{d: d, m: m, times: newTimes(d), frames: frame.New(d), context: context.New(d), names: n}
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
	for i := range d.Sentences { // one kind of work after another keeps its code in the cache
		x.m.candidates(d, i)
	}
	plan, law := x.isPlan(d), isLawDocument(d)
	d.goesOn, d.takesOver = make([]bool, len(d.Sentences)), make([]int8, len(d.Sentences))
	listed := false
	var opening *carried
	topics := topics{x: x, d: d, set: d.setting(x.context)}
	for i := range d.Sentences {
		opened := i > 0 && endsOpen(d.Sentences[i-1].Text)
		numbered := (opened || listed) && beginsNumbered(d.Sentences[i].Text)
		goesOn := listed && numbered
		if opened {
			goesOn = goesOn || numbered || d.Sentences[i-1].Paragraph == d.Sentences[i].Paragraph || strings.HasSuffix(d.Sentences[i-1].Text, "；")
		}
		listed = goesOn && numbered
		d.goesOn[i] = goesOn
		switch {
		case !goesOn, i > 0 && d.Sentences[i-1].Paragraph != d.Sentences[i].Paragraph:
			opening = nil
		case opening == nil:
			opening = x.opening(d, i-1)
		}
		topics.enter(i)
		if slices.ContainsFunc(x.m.candidates(d, i), func(c candidate) bool { return c.Measured() }) {
			planned := !x.mood(d, i).past && (plan || x.takesOver(d, i) || x.goesOnPlanned(d, i))
			d.quantities[i] = x.sentence(d, i, planned, opening, law, &topics)
		}
		topics.leave(i)
	}
	return d.quantities
}

// endsOpen reports whether a sentence ends in a mark behind which the same statement goes on.
func endsOpen(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return r == '；' || r == ';' || r == '：' || r == ':'
}

// reading is what the quantities of one sentence share.
type reading struct {
	d          *Document
	sentence   int
	text       string
	semicolons bool // text has ；
	titles     bool // text has 《
	cs         []candidate
	times      []timeExpression
	planned    bool     // the sentences before say what is to be done
	lawText    bool     // the document is a law or regulation
	law        bool     // the sentence lays down a rule
	opening    *carried // the time that opens the statement, in a sentence before
	frame      *frame.Sentence
	amounts    []int             // the amount of the frame that each candidate is
	known      []frame.Indicator // of the amounts read so far
	carried    context.Place     // the place that the paragraph speaks of
	topic      string            // the time that sentences before have set, ISO 8601
	previous   *record.Quantity  // the quantity before, in the same sentence
	before     *candidate
}

// sentence returns the quantities of a sentence that has measured candidates.
func (x *Quantity) sentence(d *Document, i int, planned bool, opening *carried, law bool, topics *topics) []*record.Quantity {
	cs := x.m.candidates(d, i)
	text := d.Sentences[i].Text
	c := &reading{
		d: d, sentence: i, text: text, semicolons: strings.Contains(text, "；"),
		titles: d.lattice(x.d, i).Holds(x.d.Characters.Open.Lists()), cs: cs,
		planned: planned, opening: opening, lawText: law, law: law || x.isLaw(text),
	}
	c.times = x.alignedTimes(d, i)
	c.amounts = make([]int, len(cs))
	c.frame = x.framed(c, topics)
	c.topic, c.carried = topics.now, topics.place
	found := make([]*record.Quantity, len(cs))
	for k := range cs {
		if cs[k].Measured() {
			found[k] = x.quantity(c, k)
			if b := c.before; b != nil && cs[k].Span.Start-b.Span.End <= len("以上、") && b.Unit == cs[k].Unit && found[k].Role == "limit" {
				// 5万元以上20万元以下的罚款: the noun is that of both.
				c.previous.Indicator, c.previous.IndicatorStart, c.previous.IndicatorEnd = found[k].Indicator, found[k].IndicatorStart, found[k].IndicatorEnd
			}
			c.previous, c.before = found[k], &cs[k]
		}
	}
	return found
}

// quantity makes the record of the k-th candidate.
func (x *Quantity) quantity(c *reading, k int) *record.Quantity {
	can := &c.cs[k]
	q := c.d.newQuantity()
	q.Unit, q.Dimension, q.Role = can.Unit, can.Dimension, "actual"
	noun, _ := x.nounAfterUnit(c, can)
	in := can.Span
	if can.Unit == "大" {
		q.Unit, in = x.great(c, can, &noun)
	} else if can.Construct == amount.Persons {
		q.Noun = trimQuotes(noun.Of(c.text))
	}
	q.Value = decimal(&can.Value)
	if can.Ranged {
		to := decimal(&can.Upper)
		q.ValueTo = &to
	}
	if can.Numeral.Class == amount.Part && can.Unit == "" {
		q.Dimension = "ratio"
	}
	x.base(can, q)
	x.currencyBefore(c, can, q)
	x.modifier(c, k, q)
	x.change(c, k, q)
	at := c.amounts[k]
	c.frame.Amounts[at].Change = q.Change
	q.Role = x.frames.Role(c.frame, at, q.Modifier)
	c.frame.Amounts[at].Role = q.Role
	x.bound(can, q)
	if (can.Dimension == "count" || can.Dimension == "person") && q.Noun == "" && !noun.Empty() {
		q.Noun = trimQuotes(noun.Of(c.text))
	}
	if can.Table != nil {
		x.fromTable(c, can, q)
		x.aboutCell(c, q)
	} else {
		x.about(c, k, q, x.frames.After(c.frame, c.amounts[k]))
	}
	x.unitOfNoun(c.d.Region, can, q)
	q.Common = c.d.common(record.TypeQuantity, c.sentence, in, can.Construct.String())
	return q
}

// newQuantity returns an empty record: many are made at once.
func (d *Document) newQuantity() *record.Quantity {
	if len(d.room) == 0 {
		d.room = make([]record.Quantity, max(4, min(len(d.Sentences)/8, 64)))
	}
	q := &d.room[0]
	d.room = d.room[1:]
	return q
}

// unitOfNoun gives a bare number the unit that its indicator tells: people (旅客逾10亿) or
// money (投入达到200亿).
func (x *Quantity) unitOfNoun(region string, can *candidate, q *record.Quantity) {
	if can.Construct != amount.Bare || can.Numeral.LastUnit < 4 || q.Indicator == "" {
		return
	}
	if _, n := x.d.PersonNouns.Suffix(q.Indicator); n > 0 {
		q.Unit, q.Dimension = "person", "person"
		return
	}
	if x.d.Words.Money.SuffixLen(q.Indicator) > 0 {
		readings, _ := x.d.Units.Get("元")
		q.Unit, q.Dimension = readings.In(region).Code, "currency"
		b := q.Value
		q.BaseValue, q.BaseUnit = &b, q.Unit
	}
}

// base fills the value in base units where the unit has a fixed factor.
func (x *Quantity) base(can *candidate, q *record.Quantity) {
	u := can.Reading
	if u == nil || u.Base == "" || u.Factor.Over == nil {
		return
	}
	v := can.Value
	if u.Base != u.Code {
		amount.Multiply(&v, u.Factor)
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
func (x *Quantity) currencyBefore(c *reading, can *candidate, q *record.Quantity) {
	left := strings.TrimRight(c.text[:can.Span.Start], " ")
	if !strings.ContainsRune("币元金¥￥$€£", lastRune(left)) { // what those below end in
		return
	}
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
		if can.Unit == "" || can.Dimension == "currency" && can.Reading != nil && can.Reading.Region != "" {
			q.Unit, q.Dimension = readings[0].Code, "currency"
			b := q.Value
			q.BaseValue, q.BaseUnit = &b, q.Unit
		}
	}
}

// nounAfterUnit returns the noun phrase that is counted, after the unit, and its core.
func (x *Quantity) nounAfterUnit(c *reading, can *candidate) (whole, core span.Span) {
	at := can.Span.End
	if can.Unit == "大" {
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
func (x *Quantity) great(c *reading, can *candidate, noun *span.Span) (string, span.Span) {
	if noun.Empty() {
		_, size := utf8.DecodeRuneInString(c.text[can.Span.End+3:])
		*noun = span.Span{Start: can.Span.End + 3, End: can.Span.End + 3 + size}
	}
	end := noun.End
	if strings.HasPrefix(c.text[end:], "”") && strings.HasPrefix(c.text[noun.Start:], "“") {
		end += 3
	}
	return trimQuotes(noun.Of(c.text)), span.Span{Start: can.Span.Start, End: end}
}

func trimQuotes(s string) string {
	if !strings.ContainsAny(s, "“”「」\n ") {
		return s
	}
	return withoutQuotes.Replace(s)
}

var withoutQuotes = strings.NewReplacer("“", "", "”", "", "「", "", "」", "", "\n", "", " ", "")
