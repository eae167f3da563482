package calendar

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// day reads a day or days: 11日 and 11—12日 of a month or alone, 今天.
func (s *scan) day(p *point, at int) bool {
	if p.grain != none && p.grain != month || p.mod != "" {
		return false
	}
	if w, n := s.word(at); n > 0 && w.Kind == "day" {
		return p.grain == none && s.relativeDay(p, w.Value, at+n)
	}
	n := s.number(at)
	if n.digits == 0 || n.digits > 3 || n.value < 1 || n.value > 31 {
		return false
	}
	end := s.skip(n.end)
	if p.from.month > 0 && n.value > lastDay(p.from.year, p.from.month) {
		if k := s.dayMark(end, p.grain); k > 0 { // there is no such day
			p.vague = true
			return p.set("day", day, end+k)
		}
		return false
	}
	if k := s.dayMark(end, p.grain); k > 0 {
		if p.grain == none && at != s.second && !s.bareDay(at, n, end+k) {
			return false
		}
		p.from.day = n.value
		return p.set("day", day, end+k)
	}
	if mark := s.mark(end); mark > 0 {
		m, ok := s.small(s.skip(end+mark), 1, 31)
		k := 0
		if ok {
			k = s.dayMark(s.skip(m.end), p.grain)
		}
		if k > 0 && (p.grain == month || s.bareDay(at, n, s.skip(m.end)+k)) {
			p.to = p.from
			p.from.day, p.to.day = n.value, m.value
			return p.set("range", days, s.skip(m.end)+k)
		}
		if p.grain == month && s.has(end, "到", "至") > 0 && ok {
			return false
		}
	}
	// 八月十五, 1月3 at the end of a clause.
	if next, _ := utf8.DecodeRuneInString(s.text[n.end:]); p.grain == month && p.end == at && (n.end == len(s.text) || unicode.IsPunct(next) && !strings.ContainsRune(".．%％、-—–~～:：/", next)) {
		p.from.day = n.value
		return p.set("day", day, n.end)
	}
	return false
}

// dayMark returns the length of 日 or 号 at i; a day alone is not called 号.
func (s *scan) dayMark(i int, g grain) int {
	if g == none && s.second < 0 {
		return s.has(i, "日")
	}
	return s.has(i, "日", "号")
}

// notDays follow the 日 of what is no day of a month: 7日内, 5日游.
var notDays = []string{"内", "元", "均", "游", "龄", "以", "之", "产", "薪", "间", "本", "圆", "租", "志", "语", "式", "系", "军", "后", "线", "耗", "常", "前"}

// bareDay reports whether a day may stand without its month; end is behind 日.
func (s *scan) bareDay(at int, n numeral, end int) bool {
	if s.has(end, notDays...) > 0 && s.has(end, "以来", "前后") == 0 {
		return s.has(end, "前") > 0 && n.arabic && n.value > 9
	}
	return n.arabic || n.scaled
}

// relativeDay takes in 今天, 昨晚 and the like: a distance in days, and the part of the day.
func (s *scan) relativeDay(p *point, value string, end int) bool {
	offset, daypart, _ := strings.Cut(value, " ")
	k, err := strconv.Atoi(offset)
	if err != nil {
		return false
	}
	p.relative, p.anchored, p.daypart = true, true, daypart
	if p.unknown = !s.doc.whole(); !p.unknown {
		p.from = s.doc.add(k)
	}
	return p.set("relative", day, end)
}

// gloss takes in what explains a word in brackets: 今天（3月12日）, 今天（周一）.
func (s *scan) gloss(p *point, at int) bool {
	if p.grain < days || p.grain == clock || p.kind == "gloss" {
		return false
	}
	k := s.has(at, "（", "(")
	if k == 0 {
		return false
	}
	shut := strings.IndexAny(s.text[at+k:min(len(s.text), at+k+60)], "）)")
	if shut < 0 {
		return false
	}
	inside := scan{Reader: s.Reader, text: s.text[:at+k+shut], l: s.l, ref: s.ref, doc: s.doc}
	q, ok := inside.glossed(at + k)
	if !ok || s.skip(q.end) != at+k+shut {
		return false
	}
	_, size := utf8.DecodeRuneInString(s.text[at+k+shut:])
	if q.from.day > 0 && p.relative && q.kind != "relative" {
		q.start, q.daypart = p.start, p.daypart
		inside.inherit(&q)
		if q.from.year == 0 || q.relative {
			q.inheritDay(p)
		}
		*p = q
	}
	p.end = at + k + shut + size
	return true
}

// glossed reads what stands in brackets.
func (s *scan) glossed(i int) (point, bool) {
	p := point{start: i, end: i, hour: -1}
	for _, step := range [...]func(*scan, *point, int) bool{(*scan).year, (*scan).month, (*scan).week, (*scan).day} {
		if at := s.skip(p.end); at < len(s.text) {
			step(s, &p, at)
		}
	}
	return p, p.end > i
}

// inheritDay gives a day without a year the one of the day that it explains.
func (p *point) inheritDay(of *point) {
	if of.from.year > 0 && of.from.month == p.from.month {
		p.from.year, p.relative, p.anchored = of.from.year, true, true
	}
}
