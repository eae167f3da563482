package calendar

import (
	"strconv"
	"strings"
)

// plan reads the period of a five-year plan: “十四五”时期, 十三五期间, "十二五".
func (s *scan) plan(p *point, at int) bool {
	if p.grain != none {
		return false
	}
	open := s.has(at, "“", "「", "\"", "『")
	w, n := s.word(at + open)
	if n == 0 || w.Kind != "plan" {
		return false
	}
	end := at + open + n
	shut := 0
	if open > 0 {
		if shut = s.has(end, "”", "」", "\"", "』"); shut == 0 {
			return false
		}
	}
	quoted := open > 0 || s.quotedAround(at, end)
	behind := end + shut
	if s.has(behind, "规划", "计划", "纲要", "”规划", "”计划", "”纲要") > 0 && s.has(behind, "规划期", "计划期") == 0 {
		return false
	}
	if !strings.ContainsAny(s.text[at:behind], "“\"「") && s.plannedSoon(behind) {
		return false // 十二五电力规划 is a plan's name
	}
	frame := s.has(behind, "期间", "时期", "以来", "末", "初", "规划期", "规划时期", "计划时期", "中期", "后期")
	if !quoted && frame == 0 && (n <= len("十五") || s.isNumeral(end)) {
		return false
	}
	from, to, ok := strings.Cut(w.Value, "/")
	if !ok {
		return false
	}
	p.from.year, _ = strconv.Atoi(from)
	p.to.year, _ = strconv.Atoi(to)
	p.anchored = true
	p.set("plan", years, behind)
	if k := s.has(behind, "规划期间", "计划期间", "规划时期", "计划时期", "规划期", "计划期"); k > 0 {
		p.end += k
	} else if open > 0 && frame == 0 {
		p.start, p.end = at+open, end // the marks stand outside of all of it
	}
	return true
}

// plannedSoon reports whether a word for a plan stands a few characters behind i.
func (s *scan) plannedSoon(i int) bool {
	for n := 0; n < 8 && i < len(s.text); n++ {
		if s.has(i, "规划", "计划", "纲要") > 0 && s.has(i, "规划期", "计划期") == 0 {
			return true
		}
		if s.clauseEnds(i) {
			return false
		}
		i = s.past(i)
	}
	return false
}

// quotedAround reports whether marks of quotation stand around a span.
func (s *scan) quotedAround(from, to int) bool {
	return (strings.HasSuffix(s.text[:from], "“") || strings.HasSuffix(s.text[:from], "\"") || strings.HasSuffix(s.text[:from], "「")) &&
		s.has(to, "”", "\"", "」") > 0
}
