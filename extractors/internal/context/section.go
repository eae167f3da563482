package context

import (
	"fmt"
	"strings"
)

// A Heading is a line that stands above others, with how deep it stands.
type Heading struct {
	Text  string
	Level int // 0 for the top; see Level
}

// levels are the forms of numbers in headings, the outer ones first.
const (
	levelPart   = 1 // 第一章, 第一部分
	levelHan    = 2 // 一、
	levelBraced = 3 // （一）
	levelArabic = 4 // 1.
	levelNone   = 5 // without a number
)

const hanDigits = "一二三四五六七八九十"

// Level returns how deep a heading with these words stands, by the form of its number:
// 第一部分 above 一、 above （一） above 1. above what has none.
func Level(text string) int {
	text = strings.TrimLeft(text, " 　#*")
	switch {
	case strings.HasPrefix(text, "第"):
		rest := strings.TrimLeft(text[len("第"):], hanDigits+"0123456789")
		if strings.HasPrefix(rest, "章") || strings.HasPrefix(rest, "部分") || strings.HasPrefix(rest, "编") || strings.HasPrefix(rest, "篇") {
			return levelPart
		}
		return levelHan
	case strings.HasPrefix(text, "（"), strings.HasPrefix(text, "("):
		return levelBraced
	}
	rest := strings.TrimLeft(text, hanDigits)
	if rest != text && (strings.HasPrefix(rest, "、") || strings.HasPrefix(rest, "．") || strings.HasPrefix(rest, ".")) {
		return levelHan
	}
	if rest = strings.TrimLeft(text, "0123456789"); rest != text && !strings.HasPrefix(rest, "年") {
		return levelArabic
	}
	return levelNone
}

// Section returns what a heading fixes, with what those above it fix where it says nothing
// itself: 2025年工作回顾 is a review of 2025, （二）扩大内需 below 三、2026年主要任务 a plan for 2026.
// line is the heading's number; above is zero for a heading without one above it.
func (r *Reader) Section(doc *Document, heading string, line int, above Section) Section {
	s := Section{Role: r.headingRole(heading), Period: r.headingPeriod(doc, heading)}
	if p := r.first(heading, line); p.Name != "" && strings.HasPrefix(strings.TrimLeft(heading, " 　（）()、.．"+hanDigits+"0123456789"), p.Text) {
		s.Place = p
	}
	if s.Role == Unknown && s.Period != "" && doc.Year > 0 && len(s.Period) == 4 {
		switch { // 2026年主要任务 in a report of 2026
		case s.Period < fmt.Sprintf("%04d", doc.Year):
			s.Role = Review
		case doc.annual:
			s.Role = Plan
		}
	}
	if s.Role == Unknown {
		s.Role = above.Role
	}
	if s.Period == "" && (s.Role == above.Role || above.Role == Unknown) {
		s.Period = above.Period
	}
	if s.Period == "" && s.Role == Review {
		s.Period = doc.Period
	}
	if s.Place.Name == "" {
		s.Place = above.Place
	}
	return s
}

// headingRole returns what the words of a heading announce.
func (r *Reader) headingRole(heading string) Role {
	switch {
	case holds(r.d.Words.ReviewHeadings, heading):
		return Review
	case holds(r.d.Words.PlanHeadings, heading):
		return Plan
	}
	return Unknown
}

// headingPeriod returns the time that a heading names: its last year, else the span of a
// five-year plan, else what 今年 and the like are in the document's year.
func (r *Reader) headingPeriod(doc *Document, heading string) string {
	last := 0
	for at := 0; ; {
		y, end := firstYear(heading[at:])
		if y == 0 {
			break
		}
		last, at = y, at+end
	}
	if last > 0 {
		return fmt.Sprintf("%04d", last)
	}
	for i := range heading {
		if w, n := r.d.TimeFrames.Prefix(heading[i:]); n > 0 {
			return w.Period(doc.Reported(), doc.Year)
		}
	}
	return ""
}
