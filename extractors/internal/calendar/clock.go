package calendar

// daypart reads a part of a day: 上午, 晚.
func (s *scan) daypart(p *point, at int) bool {
	if p.grain != none && p.grain != day || p.mod != "" {
		return false
	}
	w, n := s.word(at)
	if n == 0 || w.Kind != "daypart" {
		return false
	}
	if p.grain == day {
		if w.Value == "PM" && n == len("晚") && s.has(at+n, "于", "点", "会", "报", "餐", "稻", "期") > 0 || n == len("早") && s.has(at+n, "已", "在", "有", "期", "日", "稻") > 0 {
			return false
		}
		p.daypart = w.Value
		end := at + n
		if k := s.mark(end); k > 0 { // 早晨至上午
			if to, n := s.word(end + k); n > 0 && to.Kind == "daypart" && !s.isNumeral(min(end+k+n, len(s.text))) {
				end += k + n
			}
		}
		return p.set("day", day, end)
	}
	// Alone it needs a clock time behind it.
	q := point{start: at, end: at, hour: -1, daypart: w.Value, grain: day, kind: "clock"}
	if s.clock(&q, s.skip(at+n)) {
		*p = q
		return true
	}
	if s.text[at:at+n] == "凌晨" {
		p.vague, p.daypart = true, w.Value
		return p.set("daypart", day, at+n)
	}
	return false
}

// clock reads a time of the day: 9时30分, 上午9点半, 20:15.
func (s *scan) clock(p *point, at int) bool {
	if p.grain != none && p.grain != day || p.mod != "" || p.vague {
		return false
	}
	n, ok := s.small(at, 0, 24)
	if !ok || n.digits > 3 {
		return false
	}
	end := s.skip(n.end)
	if k := s.has(end, ":", "："); k > 0 {
		m, ok := s.small(end+k, 0, 59)
		if !ok || m.digits != 2 || !m.arabic || !n.arabic || p.grain == none && n.digits < 2 {
			return false
		}
		end = m.end
		second := 0
		if k := s.has(end, ":", "："); k > 0 {
			if sec, ok := s.small(end+k, 0, 59); ok && sec.digits == 2 {
				end, second = sec.end, sec.value
			}
		}
		if s.isNumeral(end) || s.has(end, ".", "%", ":", "：") > 0 && s.isNumeral(min(end+1, len(s.text))) {
			return false
		}
		return s.setClock(p, n.value, m.value, second, end)
	}
	k := s.has(end, "时", "点钟", "点整", "点")
	if k == 0 || s.has(end, "时间", "时段", "时代", "时期", "时任", "点数", "点位") > 0 {
		return false
	}
	point := s.has(end, "点") > 0
	hourEnd := end + k
	minute, second, end := s.minutes(hourEnd)
	if point && p.grain == none && end == hourEnd && k == len("点") {
		return false // 3点意见
	}
	if p.grain == none && !n.arabic && end == hourEnd && !point && s.has(end, "许", "整", "左右") == 0 {
		return false
	}
	end += s.has(end, "整", "正")
	return s.setClock(p, n.value, minute, second, end)
}

// minutes reads what follows the hour: 半, 一刻, 30分, 05分20秒.
func (s *scan) minutes(at int) (minute, second, end int) {
	if k := s.has(at, "半"); k > 0 {
		return 30, 0, at + k
	}
	n, ok := s.small(s.skip(at), 0, 59)
	if !ok {
		return 0, 0, at
	}
	end = s.skip(n.end)
	switch {
	case s.has(end, "刻") > 0 && n.value <= 3:
		return 15 * n.value, 0, end + s.has(end, "刻钟", "刻")
	case s.has(end, "分") > 0 && s.has(end, "分之") == 0:
		end += s.has(end, "分钟", "分")
		if sec, ok := s.small(s.skip(end), 0, 59); ok && s.has(sec.end, "秒") > 0 {
			return n.value, sec.value, sec.end + len("秒")
		}
		return n.value, 0, end
	case n.digits == 2 && n.arabic && !s.isNumeral(n.end) && s.has(n.end, "名", "人", "个") == 0 && s.closes(n.end):
		return n.value, 0, n.end
	}
	return 0, 0, at
}

// setClock sets a clock time, turned to 24 hours by the part of the day.
func (s *scan) setClock(p *point, hour, minute, second, end int) bool {
	if hour < 12 && (p.daypart == "PM" || p.daypart == "NOON" && hour < 6) {
		hour += 12
	}
	p.hour, p.minute, p.second = hour, minute, second
	if k := s.has(end, "许"); k > 0 {
		p.mod, end = "approx", end+k
	}
	return p.set("clock", clock, end)
}
