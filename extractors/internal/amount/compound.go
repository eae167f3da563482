package amount

import (
	"github.com/cockroachdb/apd/v3"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
)

// smaller gives, for a unit of a compound amount, the unit that may follow it, and how many
// of that make one.
var smaller = map[string]struct {
	next  string
	parts int64
}{
	"year": {"month", 12}, "week": {"day", 7}, "day": {"h", 24}, "h": {"min", 60}, "min": {"s", 60},
}

// compound joins 5年零9个月 to 69 months, 5元3角 to 5.3 yuan, 3公里500米 to 3500 metres.
func (r *Reader) compound(s *Sentence, a, c *Amount) bool {
	if !a.Measured() && a.Verdict.Outcome != dict.Unlikely || a.Reading == nil || a.Ranged || a.Modifier != "" {
		return false
	}
	if a.Dimension == "currency" {
		r.smallMoney(s, c)
	}
	if a.Dimension == "mass" {
		r.reread(s, c, "两")
	}
	if c.Reading == nil || c.Ranged {
		return false
	}
	if a.Unit == "h" {
		r.minutes(c) // 3小时20分
	}
	if c.Unit == "s" {
		r.minutes(a) // 12分30秒
	}
	if !r.addParts(a, c) {
		return false
	}
	c.Span.Start, c.Numeral.Span.Start = a.Span.Start, a.Numeral.Span.Start
	c.Numeral.Digits = 0
	c.keep(Compound)
	*a = *c
	return true
}

// addParts adds the amount a to the smaller one behind it, in whose unit the whole is given;
// of money in the currency. It reports whether the two are parts of one.
func (r *Reader) addParts(a, c *Amount) bool {
	next, ok := smaller[a.Unit]
	switch {
	case ok && next.next == c.Unit:
		if !c.Measured() && c.Unit != "min" {
			return false
		}
		v := a.Value
		Times(&v, apd.New(next.parts, 0))
		sum(&c.Value, &v)
	case a.Dimension == "currency":
		if c.Dimension != "currency" || a.Unit != c.Unit || !finer(c.Reading, a.Reading) {
			return false
		}
		sum(&c.Value, &a.Value)
	case a.Dimension == c.Dimension && holds(a.Dimension, "mass", "length", "area") && a.Reading.Base == c.Reading.Base && finer(c.Reading, a.Reading):
		v := a.Value
		Multiply(&v, a.Reading.Factor)
		Multiply(&v, dict.Factor{Over: c.Reading.Factor.Under, Under: c.Reading.Factor.Over})
		sum(&c.Value, &v)
	default:
		return false
	}
	return true
}

// finer reports whether the factor of one unit is smaller than that of another.
func finer(small, large *dict.Unit) bool {
	if small.Factor.Over == nil || large.Factor.Over == nil {
		return false
	}
	a, b := *small.Factor.Over, *large.Factor.Over
	Times(&a, large.Factor.Under)
	Times(&b, small.Factor.Under)
	return a.Cmp(&b) < 0
}

// smallMoney reads 角, 毛 and 分 as money, as they are after 元: 三角 is no triangle there.
func (r *Reader) smallMoney(s *Sentence, c *Amount) {
	for _, surface := range []string{"角", "毛", "分"} {
		if c.Dimension == "currency" || r.reread(s, c, surface) {
			return
		}
	}
}

// reread gives a number the unit with this surface where it stands right behind it, whatever
// was made of the number before, and reports whether it does.
func (r *Reader) reread(s *Sentence, c *Amount, surface string) bool {
	at := span.Span{Start: c.Numeral.Span.End, End: c.Numeral.Span.End + len(surface)}
	if at.End > len(s.text) || at.Of(s.text) != surface {
		return false
	}
	readings, _ := r.d.Units.Get(surface)
	u := readings.In(s.Region)
	if surface != "两" && u.Dimension != "currency" { // 分 is first of all a score
		for i := range readings {
			if readings[i].Dimension == "currency" && readings[i].Region == s.Region {
				u = &readings[i]
			}
		}
	}
	c.setUnit(u, at)
	c.Value.Set(&c.Numeral.Value)
	c.Upper.Set(&c.Numeral.Upper)
	c.splitPair()
	if u.Base == u.Code {
		Multiply(&c.Value, u.Factor)
		Multiply(&c.Upper, u.Factor)
	}
	return true
}

// minutes makes the minutes of a 分 that can be nothing else.
func (r *Reader) minutes(c *Amount) {
	if c.Unit != "分" || c.Reading.Surface != "分" {
		return
	}
	if u := r.reading("分", "min"); u != nil {
		c.Reading, c.Unit, c.Dimension = u, u.Code, u.Dimension
	}
}
