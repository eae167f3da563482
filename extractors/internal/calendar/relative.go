package calendar

import "time"

// vague takes in words without a value, 近日, and words that are no time of their own, 目前.
func (s *scan) vague(p *point, at int) bool {
	if p.grain != none || p.end > at {
		return false
	}
	w, n := s.word(at)
	switch {
	case n == 0:
		return false
	case w.Kind == "vague" && s.has(at+n, "底", "末", "初", "中") > 0 && s.has(at+n, "中国") == 0:
		return false // 临近|年底
	case w.Kind == "vague":
		p.vague, p.mod = true, w.Value
		return p.set("vague", none, at+n)
	case w.Kind == "idle":
		p.vague = true
		return p.set("idle", none, at+n)
	}
	return false
}

// opener returns what the word at i that opens a number of units says, and its length: back
// (近 过去), ahead (未来), first (前), last (后) or previous (上).
func (s *scan) opener(i int) (open string, n int) {
	w, n := s.word(i)
	switch {
	case n > 0 && w.Kind == "open":
		if w.Value == "count" {
			return "", 0
		}
		return w.Value, n
	case s.has(i, "前") > 0:
		return "first", len("前")
	case s.has(i, "后") > 0:
		return "last", len("后")
	case s.has(i, "最近") > 0:
		return "back", len("最近")
	}
	return "", 0
}

// frame reads a length of time that is counted from the document's day: 近三年, 过去十年, 五年来,
// 10年前, 未来5年, 上两周.
func (s *scan) frame(p *point, at int) bool {
	if p.grain != none {
		return false
	}
	open, n := s.opener(at)
	at = s.skip(at + n)
	if at >= len(s.text) {
		return false
	}
	count, vague := s.count(at)
	if count.digits == 0 || count.digits > 4 || count.value > 500 {
		return false
	}
	half := s.has(at, "半") > 0
	end := s.skip(count.end)
	k := s.has(end, "个多世纪", "个世纪", "世纪", "个多月", "个月", "个季度", "季度", "年", "周年", "周", "个星期", "星期", "天", "日", "月")
	if k == 0 || open == "" && s.has(end, "日", "月", "周年") > 0 {
		return false
	}
	unit := s.text[end : end+k]
	end += k
	if m := s.has(end, "多", "余", "半"); m > 0 {
		end, vague = end+m, true
	}
	close := s.has(end, "以来", "来", "间", "里")
	ago := s.has(end, "前", "之前", "以前")
	switch {
	case open == "gloss":
		return false
	case open == "first" || open == "last" || open == "previous":
		return s.before(p, open, count, unit, end, vague)
	case open == "" && close == 0 && ago == 0:
		return false
	case open == "" && ago > 0:
		if !s.closing(end, ago) || s.has(end+ago, "5", "三", "十") > 0 || s.numeralBefore(p.start) || s.overBefore(p.start) {
			return false
		}
		p.vague = true
		return p.set("frame", none, end+ago)
	case open == "" && (s.has(end, "里") > 0 || unit == "天" && s.has(end, "间") > 0 || s.has(end, "来") > 0 && s.has(end, "来自", "来源", "来到", "来说", "来看", "来华", "来访", "来电", "来信") > 0):
		return false
	}
	since := s.has(end, "以来") > 0
	if s.has(end, "里", "来自", "来源", "来到", "来华", "来访") == 0 {
		end += close
	}
	p.vague = true
	if since {
		p.mod = "since"
	}
	p.set("frame", none, end)
	if !vague && !half {
		s.counted(p, open == "ahead", count.value, unit)
	}
	return true
}

// overBefore reports whether a number of units ends before i: 第10年前 is no time.
func (s *scan) overBefore(i int) bool {
	for _, w := range [...]string{"第", "提", "每", "满"} {
		if i >= len(w) && s.text[i-len(w):i] == w {
			return true
		}
	}
	return false
}

// counted gives a frame the days from the document's on, or up to it.
func (s *scan) counted(p *point, ahead bool, n int, unit string) {
	if !s.doc.whole() {
		return
	}
	if !ahead {
		n = -n
	}
	var t time.Time
	switch unit {
	case "年", "周年":
		t = stamp{s.doc.year, s.doc.month, s.doc.day}.addMonths(12 * n).time()
	case "个月", "月":
		t = s.doc.addMonths(n).time()
	case "个季度", "季度":
		t = s.doc.addMonths(3 * n).time()
	case "周", "个星期", "星期":
		t = s.doc.add(7 * n).time()
	case "天", "日":
		t = s.doc.add(n).time()
	default:
		return
	}
	if t.Year() < 1 || t.Year() > 9999 {
		return
	}
	p.from, p.to = stampOf(t), s.doc
	if ahead {
		p.from, p.to = p.to, p.from
	}
	p.vague, p.relative, p.anchored = false, true, true
	p.grain = days
}

// before reads whole units before the document's: 上两周, 前两年, 前两天.
func (s *scan) before(p *point, open string, n numeral, unit string, end int, vague bool) bool {
	if open == "last" || vague || n.value < 1 || n.value > 99 {
		return false
	}
	monthly := unit == "个月" || unit == "月"
	if open == "first" && (monthly || s.text[p.start:p.start+len("前")] != "前" || n.value > 3 || !s.doc.whole()) || unit == "日" && open == "first" {
		return false // the first months of a year are parts of it
	}
	if p.vague = !s.doc.whole(); p.vague {
		return p.set("frame", none, end)
	}
	p.relative, p.anchored = true, true
	switch unit {
	case "年":
		p.from, p.to = stamp{year: s.doc.year - n.value}, stamp{year: s.doc.year - 1}
		return p.set("frame", years, end)
	case "个月", "月":
		to := stamp{s.doc.year, s.doc.month, 1}.addMonths(-1)
		p.from, p.to = to.addMonths(1-n.value), to
		p.from.day, p.to.day = 0, 0
		return p.set("frame", months, end)
	case "周", "个星期", "星期":
		p.to = s.doc.monday().add(-1)
		p.from = p.to.add(1 - 7*n.value)
		return p.set("frame", days, end)
	case "天", "日":
		p.from, p.to = s.doc.add(-n.value), s.doc.add(-1)
		return p.set("frame", days, end)
	}
	p.relative, p.anchored = false, false
	return false
}
