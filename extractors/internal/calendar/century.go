package calendar

import (
	"fmt"
	"strconv"
)

// century reads 20世纪, 本世纪 and their decades: 20世纪80年代.
func (s *scan) century(p *point, at int) bool {
	if p.grain != none {
		return false
	}
	c, end := 0, 0
	if w, n := s.word(at); n > 0 && w.Kind == "century" {
		k, err := strconv.Atoi(w.Value)
		if err != nil {
			return false
		}
		p.relative = true
		if p.unknown = s.doc.year == 0; !p.unknown {
			c = (s.doc.year-1)/100 + 1 + k
		}
		end = at + n
	} else {
		n, ok := s.small(at, 1, 30)
		k := 0
		if ok {
			k = s.has(s.skip(n.end), "世纪")
		}
		if k == 0 {
			return false
		}
		c, end = n.value, s.skip(n.end)+k
	}
	p.anchored = true
	first := (c - 1) * 100
	if n := s.number(s.skip(end)); n.digits > 0 && n.value%10 == 0 && n.value < 100 && s.has(n.end, "年代") > 0 {
		// The tens of 20世纪80年代 are 1980 to 1989.
		p.value = fmt.Sprintf("%03dX", (first+n.value)/10)
		p.from.year, p.to.year = first+n.value, first+n.value+9
		return p.set("decade", decade, n.end+len("年代"))
	}
	p.value = fmt.Sprintf("%02dXX", first/100)
	p.from.year, p.to.year = first+1, first+100
	return p.set("century", century, end)
}
