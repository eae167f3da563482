package calendar

import "strings"

// written reads dates in figures with marks between them: 2015-03-03, 2015/3/3, 2015.5.13,
// 1/2/2020, 20240307.
func (s *scan) written(p *point, at int) bool {
	if p.grain != none {
		return false
	}
	a := s.number(at)
	if !a.arabic || at != s.second && at > 0 && strings.IndexByte("-/.+#_", s.text[at-1]) >= 0 || s.letterBefore(at) {
		return false
	}
	if a.digits == 8 {
		return s.compact(p, a)
	}
	if a.digits > 4 || a.digits == 3 {
		return false
	}
	b, mark := s.next(a.end)
	c, again := s.next(b.end)
	if b.digits == 0 || b.digits > 2 {
		return false
	}
	if c.digits == 0 || again != mark {
		return s.monthAndDay(p, at, a, b, mark)
	}
	if c.end < len(s.text) && (strings.IndexByte("-/.%", s.text[c.end]) >= 0 && s.isNumeral(min(c.end+1, len(s.text))) && mark != "-" && !s.again(c.end, mark)) {
		return false
	}
	var d stamp
	switch {
	case a.digits == 4 && c.digits <= 2:
		d = stamp{a.value, b.value, c.value}
	case a.digits <= 2 && c.digits == 4:
		d = stamp{c.value, b.value, a.value} // day first, as in Hong Kong
	case a.digits == 2 && b.digits == 2 && c.digits == 2 && mark == "/":
		d = stamp{2000 + c.value, b.value, a.value}
		if c.value > 50 {
			d.year -= 100
		}
	default:
		return false
	}
	if !d.valid() && a.digits <= 2 {
		d.month, d.day = d.day, d.month
	}
	if !d.valid() || d.year < 1000 || d.year > 2200 {
		return false
	}
	p.from, p.anchored = d, true
	return p.set("day", day, c.end)
}

// valid reports whether there is such a day.
func (s stamp) valid() bool {
	return s.month >= 1 && s.month <= 12 && s.day >= 1 && s.day <= lastDay(s.year, s.month)
}

// again reports whether a whole date follows the mark at i: 2018/1/10-2018/7/10.
func (s *scan) again(i int, mark string) bool {
	return s.text[i] == '-' && mark != "-"
}

// next reads a mark and the number behind it.
func (s *scan) next(i int) (numeral, string) {
	k := s.has(i, "-", "/", ".", "．", "／")
	if k == 0 {
		return numeral{}, ""
	}
	n := s.number(i + k)
	if !n.arabic {
		return numeral{}, ""
	}
	return n, s.text[i : i+k]
}

func (s *scan) letterBefore(i int) bool {
	if i == 0 {
		return false
	}
	c := s.text[i-1] | 0x20
	return c >= 'a' && c <= 'z'
}

// compact reads 20240307.
func (s *scan) compact(p *point, n numeral) bool {
	d := stamp{n.value / 10000, n.value / 100 % 100, n.value % 100}
	if d.year < 1900 || d.year > 2100 || !d.valid() || s.has(n.end, ".", "元", "人", "个", "户", "吨", "件") > 0 {
		return false
	}
	p.from, p.anchored = d, true
	return p.set("day", day, n.end)
}

// monthAndDay reads 2/15 where it is all that a sentence or cell holds.
func (s *scan) monthAndDay(p *point, at int, a, b numeral, mark string) bool {
	if strings.TrimSpace(s.text[:at]) != "" || strings.TrimSpace(s.text[b.end:]) != "" || mark != "/" && !(mark == "-" && a.digits == 2 && b.digits == 2) {
		return false
	}
	d := stamp{0, a.value, b.value}
	if a.digits > 2 || !d.valid() || s.doc.year == 0 {
		return false
	}
	p.from = d
	return p.set("day", day, b.end)
}
