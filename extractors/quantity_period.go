package extractors

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/record"
)

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
		if !own && belongsToOne(c, t) || c.titles && inTitle(c.text, t.span.Start) {
			continue
		}
		if can.unit == "times" && strings.TrimSpace(c.text[t.span.End:can.span.Start]) == "的" {
			continue // 是2013年的1.9倍
		}
		if !own && basisBefore(c.text, *t) || t.kind == "same" || reportingDate(c.text, t) {
			continue
		}
		q.PeriodFrom = "sentence"
		q.PeriodText, _ = c.d.original(c.d.Sentences[c.sentence].DocumentSpan(t.span))
		q.Period = t.iso
		return
	}
	if c.opening != nil {
		q.PeriodText, q.Period, q.PeriodFrom = c.opening.text, c.opening.iso, "sentence"
		return
	}
	// 11个部门自今年6月起…: behind the number, with a preposition.
	end := clauseEnd(c.text, can.span.End)
	for i := range c.times {
		t := &c.times[i]
		if t.span.Start < can.span.End || t.span.End > end || t.kind == "same" || t.span.Start == t.core.Start || c.titles && inTitle(c.text, t.span.Start) {
			continue
		}
		if before := c.text[can.span.End:t.span.Start]; strings.HasPrefix(t.span.Of(c.text), "到") || strings.HasPrefix(t.span.Of(c.text), "至") || strings.Contains(before, "比") {
			continue
		}
		q.PeriodFrom = "sentence"
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
	return false
}
