package calendar

import "strconv"

// month reads a month or months: 5月, 5月份, 1—8月, 本月, and 前两天, 第三周 of one.
func (s *scan) month(p *point, at int) bool {
	if p.grain != none && p.grain != year {
		return s.ofMonth(p, at)
	}
	if w, n := s.word(at); n > 0 && w.Kind == "month" && p.grain == none {
		k, err := strconv.Atoi(w.Value)
		p.relative, p.anchored = true, true
		if p.unknown = s.doc.month == 0 || err != nil; !p.unknown {
			m := stamp{s.doc.year, s.doc.month, 1}.addMonths(k)
			p.from.year, p.from.month = m.year, m.month
		}
		p.set("relative", month, at+n)
		s.ofMonth(p, s.skip(p.end))
		return true
	}
	n, ok := s.small(at, 1, 12)
	if !ok || n.digits > 2 {
		return false
	}
	end := s.skip(n.end)
	if k := s.has(end, "月"); k > 0 {
		if s.has(end+k, "龄", "饼", "票", "大", "嫂") > 0 {
			return false
		}
		p.from.month = n.value
		end += k
		p.set("month", month, end+s.has(end, "份"))
		s.ofMonth(p, s.skip(p.end))
		return true
	}
	mark := s.mark(end)
	if mark == 0 {
		return false
	}
	m, ok := s.small(s.skip(end+mark), 1, 12)
	end = s.skip(m.end)
	k := 0
	if ok {
		k = s.has(end, "月份", "月")
	}
	if k == 0 || m.arabic != n.arabic || s.has(end+k, "龄") > 0 {
		return false
	}
	if d, ok := s.small(s.skip(end+k), 1, 31); ok && s.has(d.end, "日", "号") > 0 {
		return false // 3-5月8日 is no range of months
	}
	p.from.month, p.to.month = n.value, m.value
	p.to.year = p.from.year
	return p.set("range", months, end+k)
}

// ofMonth reads some days or a week of a month: 前两天, 最后五天, 第三周.
func (s *scan) ofMonth(p *point, at int) bool {
	if p.grain != month {
		return false
	}
	at += s.has(at, "的")
	if k := s.has(at, "第"); k > 0 {
		n, ok := s.small(at+k, 1, 6)
		if !ok || s.has(n.end, "周", "个星期", "星期") == 0 {
			return false
		}
		s.inherit(p)
		if p.from.year == 0 {
			p.vague = true
			return p.set("week", days, n.end+s.has(n.end, "周", "个星期", "星期"))
		}
		p.from.day = 1
		first := p.from.monday()
		if first.before(p.from) {
			first = first.add(7)
		}
		p.from = first.add(7 * (n.value - 1))
		p.to = p.from.add(6)
		return p.set("week", days, n.end+s.has(n.end, "周", "个星期", "星期"))
	}
	open, n := s.opener(at)
	if open != "first" && open != "last" {
		return false
	}
	count, vague := s.count(at + n)
	k := s.has(count.end, "天", "日")
	if count.digits == 0 || vague || k == 0 || count.value < 1 || count.value > 28 {
		return false
	}
	s.inherit(p)
	p.to = p.from
	p.from.day, p.to.day = 1, count.value
	if open == "last" {
		p.to.day = lastDay(p.from.year, p.from.month)
		p.from.day = p.to.day - count.value + 1
	}
	return p.set("range", days, count.end+k)
}

// ten reads a third or a half of a month: 上旬, 下半月.
func (s *scan) ten(p *point, at int) bool {
	w, n := s.word(at)
	if n == 0 || p.grain != none && p.grain != month {
		return false
	}
	if w.Kind == "halfmonth" {
		s.alone(p, month)
		p.to = p.from
		p.from.day, p.to.day = 1, 15
		if w.Value == "2" {
			p.from.day, p.to.day = 16, lastDay(p.from.year, p.from.month)
		}
		if p.from.month == 0 {
			p.vague = true
		}
		return p.set("range", days, at+n)
	}
	if w.Kind != "ten" {
		return false
	}
	s.alone(p, month)
	p.mod = w.Value
	return p.set("month", month, at+n)
}

// alone makes a part of a month or week that stands alone one of the document's.
func (s *scan) alone(p *point, g grain) {
	if p.grain != none {
		return
	}
	p.relative, p.anchored = true, true
	if p.unknown = s.doc.month == 0; !p.unknown {
		p.from = stamp{s.doc.year, s.doc.month, 0}
	}
	p.grain = g
}

// inherit takes the year of a month from the text before, or the document.
func (s *scan) inherit(p *point) {
	if p.anchored || p.from.year > 0 {
		return
	}
	p.anchored = true
	switch {
	case s.ref.Year > 0:
		p.from.year, p.inherited = s.ref.Year, true
	case s.doc.year > 0:
		p.from.year, p.relative = s.doc.year, true
		if s.doc.month == 1 && p.from.month >= 11 && p.mod != "before" {
			p.from.year--
		}
	}
}
