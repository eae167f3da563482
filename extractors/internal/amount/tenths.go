package amount

import "github.com/huiyao/huiyao/dict"

// tenths joins 七成 and 六: 七成六 is 76%.
func (r *Reader) tenths(a, c *Amount) bool {
	if a.Reading == nil || a.Reading.Surface != "成" || a.Ranged || c.Unit != "" || c.Numeral.Digits != 1 {
		return false
	}
	sum(&a.Value, &c.Numeral.Value)
	a.Span.End, a.Numeral.Span.End = c.Span.End, c.Span.End
	a.Numeral.Value.Set(&a.Value)
	return true
}

// shortDecimal joins 7米 and 93, 5块 and 3: what stands behind the unit are its decimals.
func (r *Reader) shortDecimal(s *Sentence, a, c *Amount) bool {
	if !a.Measured() || a.Reading == nil || !holds(a.Reading.Surface, "米", "块") || a.Numeral.Point || a.Ranged || a.Modifier != "" {
		return false
	}
	if c.Unit != "" || c.Verdict.Outcome != dict.NoUnit && !c.Measured() || c.Numeral.Digits == 0 || c.Numeral.Digits > 2 || isHan(firstRune(s.text[c.Span.End:])) {
		return false
	}
	v := c.Numeral.Value
	v.Exponent -= int32(c.Numeral.Digits)
	sum(&a.Value, &v)
	a.Span.End = c.Span.End
	a.keep(Compound)
	return true
}
