package frame

import (
	"strings"

	"github.com/huiyao/huiyao/dict"
)

// The measures of schema.md.
const (
	Level    = "level"
	Growth   = "growth"
	Rate     = "rate"
	Share    = "share"
	Multiple = "multiple"
)

// Measure returns what the k-th amount is of its indicator, which is the listed one of, nil for
// none: a growth where a verb of change gives its size
// (增长5.4%, 增加21万人), a level or rate where one leads to it (增长到4.9万亿元, 提高到76.2%).
func (r *Reader) Measure(s *Sentence, k int, of *dict.Concept) string {
	standing := ""
	if of != nil {
		standing = of.Percent
	}
	a := &s.Amounts[k]
	left := s.Text[clauseStart(s.Text, a.Span.Start):a.Span.Start]
	if k > 0 && s.Amounts[k-1].Span.End > a.Span.Start-len(left) {
		left = s.Text[s.Amounts[k-1].Span.End:a.Span.Start]
	}
	switch {
	case a.Code == "times":
		return Multiple
	case a.Code == "pp":
		return Growth
	case a.Percent || a.Fraction:
		switch {
		case a.Change != "" && !r.reaches(s, k, left):
			return Growth
		case isShare(left):
			return Share
		case standing == Growth && a.Change == "" && r.d.Words.RateHeads.SuffixLen(strings.TrimRight(left, " 为是达到")) > 0:
			return Rate
		case standing != "":
			return standing
		}
		return Rate
	}
	if a.Change != "" && !r.reaches(s, k, left) && r.sized(s, k, left) {
		return Growth
	}
	return Level
}

// MeasureOfCell returns what the figure of a table's cell is of its indicator, which is the
// listed one of, nil for none.
func MeasureOfCell(unit, dimension, change string, of *dict.Concept) string {
	switch {
	case unit == "times":
		return Multiple
	case unit == "pp", dimension == "ratio" && change != "":
		return Growth
	case dimension == "ratio" && of != nil && of.Percent != "":
		return of.Percent
	case dimension == "ratio":
		return Rate
	}
	return Level
}

// isShare reports whether the words before a ratio say that it is a part of something.
func isShare(left string) bool {
	i := strings.LastIndex(left, "占")
	return i >= 0 && !strings.HasPrefix(left[i:], "占用") && !strings.HasPrefix(left[i:], "占有") && !strings.HasPrefix(left[i:], "占地") || strings.Contains(left, "比重")
}

// reaches reports whether a change leads to the amount, or from it: 增长到, 由40.7%上升至66.1%.
func (r *Reader) reaches(s *Sentence, k int, left string) bool {
	a := &s.Amounts[k]
	left = strings.TrimRight(left, " ")
	if _, n := r.d.Before.Suffix(left); n > 0 {
		left = left[:len(left)-n]
	}
	for i := range s.Times { // 增长到2025年的4.93万亿元
		if t := &s.Times[i]; t.Span.End <= a.Span.Start && t.Span.End >= a.Span.Start-len("的")-len(" ") && t.Span.Start >= a.Span.Start-len(left) {
			words := s.Text[:t.Core.Start]
			if strings.HasSuffix(words, "到") || strings.HasSuffix(words, "至") || strings.HasSuffix(words, "从") || strings.HasSuffix(words, "由") {
				return true
			}
		}
	}
	for _, w := range [...]string{"到", "至", "达", "达到", "为", "在", "从", "由", "自"} {
		if strings.HasSuffix(left, w) {
			return true
		}
	}
	rest := s.Text[a.Span.End:]
	if _, n := r.d.After.Prefix(rest); n > 0 {
		rest = rest[n:]
	}
	if _, n := r.d.Changes.Prefix(rest); n > 0 && (strings.HasSuffix(rest[:n], "到") || strings.HasSuffix(rest[:n], "至") || strings.HasPrefix(rest[n:], "到") || strings.HasPrefix(rest[n:], "至")) {
		return true // 3.68万亿元增长到4.93万亿元
	}
	return false
}

// sized reports whether a verb of change stands right before the amount, so that it is the
// size of the change and not what is new: 增加21万人, but not 新增就业44万人, 新增企业5家.
func (r *Reader) sized(s *Sentence, k int, left string) bool {
	left = strings.TrimRight(left, " ")
	if _, n := r.d.Before.Suffix(left); n > 0 {
		left = left[:len(left)-n]
	}
	left = strings.TrimSuffix(left, "了")
	w, n := r.d.Changes.Suffix(left)
	return n > 0 && w != "" && !strings.HasPrefix(left[len(left)-n:], "新增") && !strings.HasPrefix(left[len(left)-n:], "净增")
}
