package frame

import (
	"strings"

	"github.com/huiyao/huiyao/internal/span"
)

// When is the time that a quantity holds for.
type When struct {
	Span   span.Span // the words of the sentence, empty where the time is from elsewhere
	Period string    // ISO 8601, ""
	From   string    // "" with no time
}

// Period returns the time that the k-th amount holds for: the nearest before it that is not
// another's own, what it is compared with, or when something was said; else one behind it
// with a preposition; else opening, the time that the sentences before have set; else that of
// the section.
func (r *Reader) Period(s *Sentence, k int, topic string) When {
	w := r.stated(s, k)
	if w.From == "" {
		if topic != "" {
			return When{Period: topic, From: FromSection}
		}
		if s.Section.Period != "" {
			return When{Period: s.Section.Period, From: FromSection}
		}
		return w
	}
	if w.Period == "" { // 全年, 年末: of the year in question
		if _, n := r.d.Words.OfTheYear.Prefix(w.Span.Of(s.Text)); n == w.Span.Len() {
			w.Period = topic
			if topic == "" {
				w.Period = s.Section.Period
			}
		}
	}
	return w
}

func (r *Reader) stated(s *Sentence, k int) When {
	a := &s.Amounts[k]
	for i := len(s.Times) - 1; i >= 0; i-- {
		t := &s.Times[i]
		if t.Span.End > a.Span.Start || t.Span.Overlaps(a.Span) {
			continue
		}
		between := s.Text[t.Span.End:a.Span.Start]
		own := between == "的" || between == "之" // 2013年的40.7%
		switch {
		case !own && r.belongsToOne(s, t), inTitle(s.Text, t.Span.Start):
		case a.Code == "times" && strings.TrimSpace(between) == "的": // 是2013年的1.9倍
		case !own && t.Basis, t.Same, t.Report:
		default:
			return When{Span: t.Span, Period: t.Period, From: FromSentence}
		}
	}
	end := clauseEnd(s.Text, a.Span.End)
	for i := range s.Times { // 11个部门自今年6月起…
		t := &s.Times[i]
		if t.Span.Start < a.Span.End || t.Span.End > end || t.Same || t.Span.Start == t.Core.Start || inTitle(s.Text, t.Span.Start) {
			continue
		}
		words := t.Span.Of(s.Text)
		if strings.HasPrefix(words, "到") || strings.HasPrefix(words, "至") || strings.Contains(s.Text[a.Span.End:t.Span.Start], "比") {
			continue
		}
		return When{Span: t.Span, Period: t.Period, From: FromSentence}
	}
	return When{}
}

// belongsToOne reports whether a time belongs to one amount alone: 由2013年的40.7%上升至66.1%.
func (r *Reader) belongsToOne(s *Sentence, t *Time) bool {
	for _, w := range [...]string{"的", "之"} {
		if !strings.HasPrefix(s.Text[t.Span.End:], w) {
			continue
		}
		for k := range s.Amounts {
			if s.Amounts[k].Span.Start == t.Span.End+len(w) {
				return true
			}
		}
	}
	return false
}

// Topic returns the time that a sentence sets for those behind it, "" for none: a year or a
// span that it begins with. 过去五年，… speaks of five years until another time is set.
func (r *Reader) Topic(s *Sentence, reported, written int) string {
	text := s.Text
	at := len(text) - len(strings.TrimLeft(text, " \u3000—-"))
	for _, w := range [...]string{"各位代表！", "各位代表，", "各位代表：", "同志们，", "刚刚过去的", "回顾", "展望", "做好", "在"} {
		if strings.HasPrefix(text[at:], w) {
			at += len(w)
		}
	}
	if f, n := r.d.TimeFrames.Prefix(text[at:]); n > 0 && opensAlone(text[at+n:]) {
		return f.Period(reported, written)
	}
	for i := range s.Times {
		t := &s.Times[i]
		if t.Core.Start > at+len("。。") {
			break
		}
		if len(t.Period) == 4 && opensAlone(text[t.Span.End:]) {
			return t.Period
		}
	}
	return ""
}

// opensAlone reports whether what follows a time at the beginning of a sentence lets it hold
// for more than its own clause.
func opensAlone(rest string) bool {
	for _, w := range [...]string{"，", ",", "是", "来", "以来", "的主要", "经济社会发展", "，是", "我们", "政府工作", "全省", "全市"} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return false
}

// Settled returns the time that the k-th amount holds for where the document speaks of a span
// of years: a level that was reached holds for the last of them, what adds up over them
// (累计, 新增) and a growth for all, and where a change began (从3000亿元增长到) for none that is told.
// Other times come back as they are.
func (r *Reader) Settled(s *Sentence, k int, indicator, measure, period string) string {
	from, to, ok := strings.Cut(period, "/")
	if !ok || len(from) != 4 || len(to) != 4 {
		if r.begins(s, k) && len(period) == 4 {
			return ""
		}
		return period
	}
	a := &s.Amounts[k]
	clause := s.Text[clauseStart(s.Text, a.Span.Start):a.Span.Start]
	switch {
	case r.begins(s, k):
		return ""
	case measure == Growth, r.d.Words.AddsUp.Next(indicator, 0) < len(indicator), r.d.Words.AddsUp.Next(clause, 0) < len(clause):
		return period
	}
	return to
}

// begins reports whether the k-th amount is where a change began: 从3.68万亿元增长到4.93万亿元.
func (r *Reader) begins(s *Sentence, k int) bool {
	if k+1 >= len(s.Amounts) {
		return false
	}
	a, next := &s.Amounts[k], &s.Amounts[k+1]
	left := strings.TrimRight(s.Text[:a.Span.Start], " ")
	if _, n := r.d.Before.Suffix(left); n > 0 {
		left = left[:len(left)-n]
	}
	if !strings.HasSuffix(left, "从") && !strings.HasSuffix(left, "由") {
		return false
	}
	between := s.Text[a.Span.End:next.Span.Start]
	return strings.Contains(between, "到") || strings.Contains(between, "至") || strings.Contains(between, "为")
}
