package calendar

import (
	"fmt"
	"strings"
)

// settle makes a point whole from the text before it or the document's date, and keeps what it
// states for those behind it.
func (p *point) settle(s *scan) {
	if p.lunar && p.from.day > 0 {
		s.inherit(p)
		if on, ok := lunarDate(p.from.year, p.from.month, p.from.day); ok {
			p.from = on
		} else {
			p.vague = true
		}
	}
	if p.vague {
		return
	}
	switch {
	case p.grain == part || p.grain == season || p.grain >= months && p.from.month > 0:
		s.inherit(p)
	case p.grain >= days && !p.anchored:
		s.inheritMonth(p)
	}
	if q := p.clockTo; q != nil {
		if q.unknown && q.wordless() {
			p.vague = true // to today, which is not known
			return
		}
		if q.from.year == 0 && !q.anchored {
			s.inheritEnd(p, q)
		}
		if p.from.year > q.from.year && q.from.year > 0 && q.relative && !p.relative == false {
			q.from.year = p.from.year
		}
	} else if p.to != (stamp{}) && p.to.year == 0 {
		p.to.year = p.from.year
		if p.from.year > 0 && p.to.month < p.from.month {
			p.to.year++
		}
		if p.to.month == 0 {
			p.to.month = p.from.month
		}
	}
	if p.from.year > 0 && p.grain != century && p.grain != decade && p.kind != "plan" && p.kind != "frame" {
		if s.ref.Year = p.from.year; p.clockTo != nil && p.clockTo.from.year > 0 {
			s.ref.Year = p.clockTo.from.year
		}
		s.ref.Month = 0
	}
	if p.from.month > 0 && p.grain >= month {
		s.ref.Month = p.from.month
		if p.clockTo != nil && p.clockTo.from.month > 0 {
			s.ref.Month = p.clockTo.from.month
		}
	}
}

// inheritEnd gives the end of a range the year of its beginning, or the next.
func (s *scan) inheritEnd(p, q *point) {
	q.from.year = p.from.year
	if q.from.year > 0 && q.from.month > 0 && q.from.month < p.from.month {
		q.from.year++
	}
	if q.from.month == 0 {
		q.from.month = p.from.month
	}
}

// inheritMonth makes a day whole that has no month: that of the text before, else of the document.
func (s *scan) inheritMonth(p *point) {
	if p.from.day == 0 {
		if p.grain == clock && s.ref.Month == 0 && false {
			return
		}
		return
	}
	p.anchored = true
	switch {
	case s.ref.Month > 0:
		p.from.month, p.from.year, p.inherited = s.ref.Month, s.ref.Year, true
	case s.doc.month > 0:
		p.relative = true
		m := stamp{s.doc.year, s.doc.month, 1}
		if s.doc.day > 0 && p.from.day-s.doc.day > 20 || p.from.day > lastDay(m.year, m.month) {
			m = m.addMonths(-1)
		}
		p.from.year, p.from.month = m.year, m.month
	}
	if p.from.month > 0 && p.from.day > lastDay(p.from.year, p.from.month) {
		p.from.year, p.from.month = 0, 0
	}
	if p.to.day > 0 {
		p.to.year, p.to.month = p.from.year, p.from.month
	}
}

// write writes a point that is settled.
func (s *scan) write(p *point, e *Expression) {
	e.Kind, e.Mod = p.kind, p.mod
	e.Core.End, e.Span.End = p.end, p.end
	if p.start > e.Core.Start {
		e.Core.Start, e.Span.Start = p.start, p.start
	}
	if p.vague || p.unknown && p.wordless() {
		return
	}
	e.Value = p.iso()
	if p.clockTo != nil {
		e.Value += "/" + p.clockTo.iso()
	}
	if strings.HasPrefix(e.Value, "XXXX") || strings.Contains(e.Value, "/XXXX") {
		return
	}
	e.Resolved = ByText
	if p.relative || p.clockTo != nil && p.clockTo.relative {
		e.Resolved = ByDocument
	}
	from, to := p.bounds()
	if p.clockTo != nil {
		_, to = p.clockTo.bounds()
	}
	if from.valid() && to.valid() && from.year > 0 && to.year > 0 && !to.before(from) {
		s.setDays(p, e, from, to)
	}
}

// wordless reports whether nothing of a point is known where its words need a date that is not.
func (p *point) wordless() bool {
	return p.from == stamp{} && p.part == "" && p.hour < 0 && p.clockTo == nil
}

// iso returns the value of a point.
func (p *point) iso() string {
	y := p.from
	y.month, y.day = 0, 0
	switch p.grain {
	case century, decade:
		return p.value
	case years:
		return fmt.Sprintf("%04d/%04d", p.from.year, p.to.year)
	case year:
		return y.iso()
	case part:
		return partISO(y.iso(), p.part)
	case season:
		return y.iso() + "-" + p.part
	case months, days:
		if p.to != (stamp{}) {
			return p.from.iso() + "/" + p.to.iso()
		}
	case clock:
		d := p.from
		if d.day == 0 {
			return fmt.Sprintf("XXXX-XX-XXT%02d:%02d", p.hour, p.minute) + p.seconds()
		}
		return d.iso() + fmt.Sprintf("T%02d:%02d", p.hour, p.minute) + p.seconds()
	}
	return p.from.iso()
}

func (p *point) seconds() string {
	if p.second == 0 {
		return ""
	}
	return fmt.Sprintf(":%02d", p.second)
}

// bounds returns the first and the last day, not valid where they are not known.
func (p *point) bounds() (from, to stamp) {
	from, to = p.from, p.from
	switch p.grain {
	case century, decade, years:
		return stamp{p.from.year, 1, 1}, stamp{p.to.year, 12, 31}
	case year:
		return stamp{from.year, 1, 1}, stamp{from.year, 12, 31}
	case part:
		a, b := partMonths(p.part)
		if a == 0 {
			return stamp{}, stamp{}
		}
		return stamp{from.year, a, 1}, stamp{from.year, b, lastDay(from.year, b)}
	case season:
		end := stamp{from.year, from.month, 1}.addMonths(2)
		return stamp{from.year, from.month, 1}, stamp{end.year, end.month, lastDay(end.year, end.month)}
	case months:
		if p.to.month == 0 {
			return stamp{}, stamp{}
		}
		return stamp{from.year, from.month, 1}, stamp{p.to.year, p.to.month, lastDay(p.to.year, p.to.month)}
	case month:
		if from.month == 0 {
			return stamp{}, stamp{}
		}
		return stamp{from.year, from.month, 1}, stamp{from.year, from.month, lastDay(from.year, from.month)}
	case days:
		if p.to != (stamp{}) {
			to = p.to
		}
	}
	return from, to
}

// setDays sets the first and the last day, narrowed by the modifier: of a year's beginning, middle
// and end two months, of a quarter's one, of a month's ten days; before a day to come are the
// days from the document's on, since one that has been those up to it.
func (s *scan) setDays(p *point, e *Expression, from, to stamp) {
	g := p.grain
	if p.clockTo != nil {
		g = none
	}
	switch p.mod {
	case "start", "mid", "end":
		from, to = narrow(g, p.mod, from, to)
	case "before":
		switch {
		case p.clockTo != nil || p.to != (stamp{}) && p.kind == "range":
		case s.doc.whole() && s.doc.before(to):
			if from.before(s.doc) || p.edged(s) || g != none {
				from = s.doc
			}
		default:
			e.To = from.add(-1).iso()
			if g == day || p.edged(s) {
				e.To = to.iso()
			}
			return
		}
	case "after":
		e.From = to.add(1).iso()
		return
	case "since":
		if p.clockTo != nil {
			break
		}
		e.From = from.iso()
		if s.doc.whole() && from.before(s.doc) {
			e.To = s.doc.iso()
		}
		return
	}
	e.From, e.To = from.iso(), to.iso()
}

// edged reports whether a point is the end of a unit: 6月底前.
func (p *point) edged(s *scan) bool {
	return strings.Contains(s.text[p.start:p.end], "底") || strings.Contains(s.text[p.start:p.end], "末")
}

// narrow returns the days of the beginning, middle or end of a unit.
func narrow(g grain, mod string, from, to stamp) (stamp, stamp) {
	k := map[string]int{"start": 0, "mid": 1, "end": 2}[mod]
	switch g {
	case year:
		m := [...][2]int{{1, 2}, {6, 7}, {11, 12}}[k]
		return stamp{from.year, m[0], 1}, stamp{from.year, m[1], lastDay(from.year, m[1])}
	case part:
		m := from.addMonths(k)
		return stamp{m.year, m.month, 1}, stamp{m.year, m.month, lastDay(m.year, m.month)}
	case month:
		ends := [...][2]int{{1, 10}, {11, 20}, {21, to.day}}[k]
		return stamp{from.year, from.month, ends[0]}, stamp{from.year, from.month, ends[1]}
	}
	return from, to
}
