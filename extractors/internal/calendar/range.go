package calendar

import "unicode/utf8"

// mark returns the length of a sign of a range at i.
func (s *scan) mark(i int) int {
	return s.has(i, "——", "—", "--", "-", "－", "–", "~", "～", "至", "到", "−")
}

// ranged reads a point, or two with a sign of a range between them.
func (s *scan) ranged(i int) (point, bool) {
	if p, ok := s.years(i); ok {
		s.finishRange(&p)
		return p, true
	}
	p, ok := s.point(i, nil)
	if !ok || p.grain == none && p.kind != "vague" && p.kind != "frame" {
		return p, ok
	}
	if p.grain == none || p.mod != "" && p.mod != "since" && p.mod != "start" && p.mod != "end" && p.mod != "mid" {
		return p, true
	}
	end := s.skip(p.end)
	if n := s.has(end, "迄今"); n > 0 {
		p.mod, p.end = "since", end+n
		return p, true
	}
	k := s.mark(end)
	if k == 0 && s.has(end, "与", "和") > 0 && p.grain == year {
		k = s.between(end)
	}
	if k == 0 {
		return p, true
	}
	at := s.skip(end + k)
	if n := s.has(at, "今"); n > 0 && s.has(at, "今年", "今天", "今日", "今晚", "今早", "今后", "今晨") == 0 { // 2011年至今
		p.mod, p.end = "since", at+n
		return p, true
	}
	s.second = at
	if p.from.year > 0 {
		s.ref.Year = p.from.year
	}
	q, ok := s.point(at, &p)
	s.second = -1
	if !ok || q.vague || q.grain == none || !s.fits(&p, &q) {
		return p, true
	}
	s.join(&p, &q)
	return p, true
}

// between returns the length of 与 where 间 or 之间 closes the range: 2007年与2009年间.
func (s *scan) between(i int) int {
	k := s.has(i, "与", "和")
	q, ok := s.point(s.skip(i+k), nil)
	if ok && q.grain == year && (s.has(q.end-len("间"), "间") > 0 || s.has(q.end, "之间") > 0) {
		return k
	}
	return 0
}

// fits reports whether q may be the end of a range that begins with p.
func (s *scan) fits(p, q *point) bool {
	switch {
	case p.clockTo != nil || q.clockTo != nil:
		return false
	case p.grain == q.grain:
		return p.grain == year || p.grain == part || p.grain == month || p.grain == day || p.grain == clock || p.grain == days && q.kind == p.kind
	case p.grain == clock && q.grain == day, p.grain == day && q.grain == clock:
		return true
	case p.grain == month && q.grain == day, p.grain == year && q.grain == month, p.grain == year && q.grain == day, p.grain == day && q.grain == month:
		return q.from.month > 0
	}
	return false
}

// join makes p the range from p to q.
func (s *scan) join(p, q *point) {
	if q.from.year == 0 && !q.anchored && p.from.year > 0 {
		q.from.year, q.anchored = p.from.year, true
		if q.from.month > 0 && q.from.month < p.from.month {
			q.from.year++ // from November to February
		}
	}
	if q.from.month == 0 && p.from.month > 0 && (q.grain == day || q.grain == clock) && q.from.year == p.from.year {
		q.from.month = p.from.month
		if q.from.day > 0 && q.from.day < p.from.day {
			q.from.month = 0 // the day of another month
			if p.from.month < 12 {
				q.from.month = p.from.month + 1
			}
		}
	}
	if q.grain == clock && q.from.day == 0 {
		q.from = p.from
	}
	if p.grain == clock && q.daypart == "" && p.daypart == "PM" && q.hour < 12 && q.hour+12 > p.hour && q.from == p.from {
		q.hour += 12
	}
	if p.grain == clock && p.relative && q.from == p.from {
		q.relative, q.unknown, q.anchored = p.relative, p.unknown, p.anchored
	}
	p.clockTo = q
	p.end = q.end
	p.mod = q.mod
	if q.mod == "start" || q.mod == "end" || q.mod == "mid" {
		p.mod = ""
	}
	p.kind = "range"
}

// years reads 2020—2023年, 2020-23年, 从2016到2018.
func (s *scan) years(i int) (point, bool) {
	p := point{start: i, end: i, hour: -1}
	a := s.number(i)
	if a.digits != 4 || a.scaled || a.value < 1000 || a.value > 2200 {
		return p, false
	}
	end := s.skip(a.end)
	k := s.mark(end)
	if k == 0 {
		return p, false
	}
	b := s.number(s.skip(end + k))
	if b.digits == 2 && !b.scaled && b.arabic {
		b.value += a.value / 100 * 100
	} else if b.digits != 4 || b.scaled {
		return p, false
	}
	if b.value <= a.value || b.value > 2200 {
		return p, false
	}
	end = s.skip(b.end)
	y := s.has(end, "年")
	if y == 0 {
		next, _ := utf8.DecodeRuneInString(s.text[b.end:])
		if b.digits != 4 || !s.fromBefore(i) || b.end < len(s.text) && !s.clauseEnds(b.end) && next != '的' {
			return p, false
		}
		y, end = 0, b.end
	}
	p.from.year, p.to.year, p.anchored = a.value, b.value, true
	p.set("range", years, s.behindYear(end+y))
	return p, true
}

func (s *scan) fromBefore(i int) bool {
	for _, w := range [...]string{"从", "自", "由"} {
		if i >= len(w) && s.text[i-len(w):i] == w {
			return true
		}
	}
	return false
}

// finishRange reads what may follow a range of years: 2021—2022年冰雪季, 2020至2025年前.
func (s *scan) finishRange(p *point) {
	if p.end < len(s.text) {
		if k := s.has(p.end, "冰雪季", "雪季", "采暖季", "供暖季", "学年", "财政年度", "赛季"); k > 0 {
			p.end += k
			return
		}
		s.tail(p, s.skip(p.end))
	}
}
