package amount

import (
	"strings"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
)

// lexDigit reads what begins with a Chinese digit. A zero after a scale is a part of its own:
// 一百零一, 三百〇五.
func (n *numerals) lexDigit(text string, parts []part, role dict.NumeralRole, p *part) {
	if role.Value == 0 && len(parts) > 0 && parts[len(parts)-1].scale() {
		p.kind, p.digits = partZero, 1
		return
	}
	n.lexDigits(text, p)
}

// lexDigits reads a run of Chinese digits.
func (n *numerals) lexDigits(text string, p *part) {
	var value int64
	i, count, zeros := p.span.Start, 0, 0
	for count < maxDigits {
		role, size := n.at(text, i)
		if role.Kind != dict.RoleDigit && !n.standsForZero(text, i, size, role, count) {
			break
		}
		if count > 0 && value != 1 && strings.HasPrefix(text[i:], "两") {
			break // 八两 is a weight; but 一两个
		}
		if role.Kind != dict.RoleDigit {
			role = dict.NumeralRole{}
		}
		if role.Value == 0 && count == zeros {
			zeros++
		}
		if count < 18 {
			value = value*10 + int64(role.Value)
		}
		p.formal = p.formal || role.Formal
		count++
		i += size
	}
	p.span.End = i
	p.kind, p.digits = partDigits, count
	p.value.SetInt64(value)
	if count > 18 {
		p.digits = maxDigits + 1
	}
	if zeros == count && count == 1 {
		p.kind = partZero
	}
}

// standsForZero reports whether the character at i, which is no Chinese digit, is typed for 〇
// in a run of count digits: 二O二三, 二0二三, 二〇二O年.
func (n *numerals) standsForZero(text string, i, size int, role dict.NumeralRole, count int) bool {
	if count == 0 || role.Kind != dict.RoleZero && !(role.Kind == dict.RoleArabic && role.Value == 0) {
		return false
	}
	next, _ := n.at(text, i+size)
	return next.Kind == dict.RoleDigit || count == 3 && strings.HasPrefix(text[i+size:], "年") ||
		count == 2 && n.standsForZero(text, i+size, size, next, count+1) // 二〇OO年
}

// parser adds up the parts of one number.
type parser struct {
	text  string
	parts []part
	num   Numeral

	total, section, pending bounds // finished big scales; the sum below the next big one; the figure
	has                     bool   // a figure is pending
	hasSection, hasTotal    bool
	lastSmall, lastBig      int // exponents of the last scales of the section and the whole
	lastScale               int
	zero, figure            bool
	figures, bigRuns        int
	some, many, near        bool
	used                    int
	last                    part
}

// parse reads one number from the beginning of parts and returns how many parts it took,
// 0 where they begin with none.
func (n *numerals) parse(text string, parts []part) (Numeral, int) {
	s := parser{text: text, parts: parts, num: Numeral{LastUnit: -1}, lastSmall: 99, lastBig: 99}
	for k := range parts {
		if !s.take(k) {
			break
		}
		s.last = parts[k]
		s.used = k + 1
		if (s.many || s.near) && !s.scaleFollows(k) {
			break
		}
	}
	if s.used == 0 || !s.finish() || n.ordinaryWord(text, &s) {
		return s.num, 0
	}
	return s.num, s.used
}

// scaleFollows reports whether a scale follows the k-th part: after 多 and 来 nothing else may.
func (s *parser) scaleFollows(k int) bool {
	if k+1 >= len(s.parts) {
		return false
	}
	next := &s.parts[k+1]
	return next.scale() || s.parts[k].kind == partBig && next.kind == partMany
}

// take adds the k-th part, and reports whether the number can go on.
func (s *parser) take(k int) bool {
	p := &s.parts[k]
	ok := true
	switch p.kind {
	case partArabic, partDigits:
		ok = s.takeFigure(k, p)
	case partZero:
		ok = s.takeZero()
	case partSome:
		ok = s.used == 0
		s.some = true
	case partMany:
		ok = s.takeMany(k, p)
	case partAbout:
		ok = s.used > 0
		s.near = ok
	case partSmall:
		ok = s.takeSmall(p)
	case partBig:
		s.takeBig(p)
	}
	return ok
}

// takeFigure adds digits: 1万600, 两千三百五, 30亿2,891万; but not 3亿 2024年.
func (s *parser) takeFigure(k int, p *part) bool {
	if s.has || s.many || s.near || p.digits > maxDigits {
		return false
	}
	if (s.hasTotal || s.hasSection) && !s.figureBelow(p) {
		return false
	}
	s.pending.lo.Set(&p.value)
	s.pending.hi.Set(&p.value)
	afterSmall := s.last.kind == partSmall
	if p.kind == partDigits && p.digits == 2 && (afterSmall || k+1 < len(s.parts) && s.parts[k+1].scale()) {
		lo, hi, ok := neighbours(&p.value)
		switch {
		case ok:
			s.pending.lo.SetInt64(lo)
			s.pending.hi.SetInt64(hi)
			s.num.Ranged = true
		case afterSmall:
			return false
		}
	}
	s.has, s.figure = true, true
	s.figures++
	s.num.Digits = 0
	if s.used == 0 {
		s.num.Arabic, s.num.Digits = p.kind == partArabic, p.digits
	}
	s.num.Point = s.num.Point || p.point
	s.num.Grouped = s.num.Grouped || p.grouped
	s.num.LastUnit, s.num.tail = -1, 0
	return true
}

// figureBelow reports whether digits can stand behind the last scale.
func (s *parser) figureBelow(p *part) bool {
	if p.kind == partDigits {
		return p.digits <= 2 || s.zero
	}
	if p.digits == 4 && strings.HasPrefix(s.text[p.span.End:], "年") {
		return false
	}
	return p.grouped || p.digits <= s.lastScale
}

func (s *parser) takeZero() bool {
	if s.has {
		return false
	}
	if !s.hasTotal && !s.hasSection {
		s.pending = bounds{}
		s.has, s.figure = true, true
		s.num.Digits = 1
	}
	s.zero = true
	s.num.LastUnit = -1
	return true
}

func (s *parser) takeMany(k int, p *part) bool {
	if p.span.Of(s.text) == "几" && k+1 < len(s.parts) && s.parts[k+1].kind == partSmall && s.hasTotal && !s.hasSection {
		// 一万几千: what follows 几 is below the figure given
		s.many = true
		s.used, s.last = k+2, s.parts[k+1]
		return false
	}
	if s.used == 0 {
		return false
	}
	s.many = true
	return true
}

func (s *parser) takeSmall(p *part) bool {
	if s.lastSmall <= p.exponent || s.has && s.used == 1 && s.last.kind == partZero {
		return false // 零十 is no number
	}
	if !s.has {
		if !s.smallAlone(p) {
			return false
		}
		s.pending.set(1)
		if p.exponent == 1 {
			s.figure = true // 十 is a figure by itself, 百 and 千 are not
		}
	}
	s.pending.scale(p.exponent)
	s.section.add(&s.pending)
	s.pending, s.has, s.hasSection = bounds{}, false, true
	s.lastSmall, s.lastScale, s.zero = p.exponent, p.exponent, false
	s.num.LastUnit, s.num.Digits = p.exponent, 0
	if p.exponent > 1 { // 十 is part of the figure
		s.num.tail += p.exponent
	}
	return true
}

// smallAlone reports whether 十, 百 or 千 can stand here without a figure before it.
func (s *parser) smallAlone(p *part) bool {
	if s.many && s.last.kind != partMany {
		return false
	}
	if s.used == 0 || s.zero || s.some {
		return true
	}
	return p.exponent == 1 && s.last.scale()
}

func (s *parser) takeBig(p *part) {
	switch {
	case !s.has && !s.hasSection && !s.hasTotal:
		s.pending.set(1)
		s.section.add(&s.pending)
	case s.has:
		s.section.add(&s.pending)
	}
	if s.hasTotal && p.exponent >= s.lastBig { // 万亿, 1万3千亿
		if s.has || s.hasSection {
			s.total.add(&s.section)
		}
		s.total.scale(p.exponent)
	} else {
		s.section.scale(p.exponent)
		s.total.add(&s.section)
	}
	s.section, s.pending, s.has, s.hasSection, s.hasTotal = bounds{}, bounds{}, false, false, true
	s.lastBig, s.lastSmall, s.lastScale, s.zero = p.exponent, 99, p.exponent, false
	s.num.LastUnit, s.num.Digits = p.exponent, 0
	s.num.tail += p.exponent
	s.num.bigTail += p.exponent
	if s.last.kind != partBig {
		s.bigRuns++
	}
}

// finish closes the number, and reports whether it is one.
func (s *parser) finish() bool {
	if s.has {
		if s.lastScale > 1 && !s.zero && s.last.digits == 1 && (s.last.kind == partDigits || s.last.kind == partArabic && s.lastScale >= 4) {
			s.pending.scale(s.lastScale - 1) // 三百五, 一万二, 3万5
		}
		s.section.add(&s.pending)
	}
	s.total.add(&s.section)
	num := &s.num
	num.Value.Set(&s.total.lo)
	if num.Ranged {
		num.Upper.Set(&s.total.hi)
	}
	num.Span = span.Span{Start: s.parts[0].span.Start, End: s.last.span.End}
	num.Bare = !s.figure
	if num.Bare && !s.hasTotal && !s.hasSection {
		return false
	}
	if s.figures > 1 { // a hundred and fifty 万, but not 1亿2千万
		num.tail = 0
		if s.bigRuns > 1 {
			num.bigTail = 0
		}
	}
	switch {
	case s.some:
		num.Modifier = "several"
	case s.many:
		num.Modifier = "over"
	case s.near:
		num.Modifier = "about"
	}
	if s.used == 1 && s.last.kind == partDigits && s.last.digits == 2 {
		if _, hi, ok := neighbours(&s.last.value); ok {
			num.pair = true
			num.Upper.SetInt64(hi)
		}
	}
	return true
}
