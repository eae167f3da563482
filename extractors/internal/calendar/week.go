package calendar

import "strconv"

// notWeekdays follow the numeral of what is no day of a week: 本周三次会议.
var notWeekdays = []string{"个", "次", "家", "场", "项", "些", "批", "条", "位", "名", "大", "起", "轮", "天", "年", "十", "百"}

// week reads a week, a day of one, or a weekend: 本周, 下周一, 星期三, 周末.
func (s *scan) week(p *point, at int) bool {
	if p.grain != none && p.grain != day {
		return false
	}
	w, n := s.word(at)
	if n == 0 {
		return false
	}
	k, err := strconv.Atoi(w.Value)
	if err != nil {
		return false
	}
	end := at + n
	switch w.Kind {
	case "week":
		if p.grain != none {
			return false
		}
		if d, size := s.weekdayAt(end); size > 0 && s.has(end+size, notWeekdays...) == 0 {
			s.weekday(p, k, d)
			return p.set("relative", day, end+size)
		}
		s.weekOf(p, k, 0, 6)
		return p.set("relative", days, end)
	case "weekday":
		if p.grain == day { // 5月11日星期六 says the same day again
			return p.set("day", day, end)
		}
		s.weekday(p, 0, k)
		return p.set("relative", day, end)
	case "weekend":
		if p.grain != none {
			return false
		}
		s.weekOf(p, k, 5, 6)
		return p.set("relative", days, end)
	case "halfweek":
		if p.grain != none {
			return false
		}
		s.weekOf(p, 0, 3*(k-1), 3*k)
		return p.set("relative", days, end)
	}
	return false
}

// weekdayAt reads the character of a day of the week.
func (s *scan) weekdayAt(i int) (weekday, size int) {
	for k, w := range [...]string{"一", "二", "三", "四", "五", "六", "日", "天"} {
		if n := s.has(i, w); n > 0 {
			return min(k+1, 7), n
		}
	}
	return 0, 0
}

// weekday makes p a day of the week that is n weeks after the document's.
func (s *scan) weekday(p *point, n, weekday int) {
	p.relative, p.anchored = true, true
	if p.unknown = !s.doc.whole(); !p.unknown {
		p.from = s.doc.monday().add(7*n + weekday - 1)
	}
}

// weekOf makes p some days, counted from Monday, of that week.
func (s *scan) weekOf(p *point, n, first, last int) {
	p.relative, p.anchored = true, true
	if p.unknown = !s.doc.whole(); !p.unknown {
		monday := s.doc.monday().add(7 * n)
		p.from, p.to = monday.add(first), monday.add(last)
	}
}
