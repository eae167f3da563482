package amount

import (
	"strings"

	"github.com/cockroachdb/apd/v3"

	"github.com/huiyao/huiyao/dict"
)

// connectors join the ends of a range.
var connectors = []string{"—", "——", "-", "－", "–", "~", "～", "至", "到", "―", "─"}

func isConnector(s string) bool { return holds(s, connectors...) }

// firstConnector returns the connector that text begins with, "" for none.
func firstConnector(text string) string {
	best := ""
	for _, c := range connectors {
		if strings.HasPrefix(text, c) && len(c) > len(best) {
			best = c
		}
	}
	return best
}

// rangeOf joins the ends of a range: 1至1.5小时, 10%—15%, 2万到3万人, 百分之三到五,
// 在1万元与2万元之间.
func (r *Reader) rangeOf(text, between string, a, c *Amount) bool {
	percent := a.Numeral.Class == Percentage && a.Measured() && c.Unit == "" && !c.Numeral.Arabic && c.Verdict.Outcome == dict.NoUnit
	if !r.joinsRange(text, between, a, c) || a.Ranged || c.Ranged || a.Numeral.Class == Part {
		return false
	}
	// A first end without a unit is saved by the unit of the second.
	if !a.Measured() && a.Verdict.Outcome != dict.NoUnit {
		return false
	}
	if !percent && (!c.Measured() || c.Unit == "" && c.Construct != Bare) {
		return false
	}
	if percent {
		c.Unit, c.Dimension, c.Numeral.Class = a.Unit, a.Dimension, Percentage
		c.UnitSpan.Start, c.UnitSpan.End = c.Span.End, c.Span.End
	}
	lower := a.Numeral.Value
	switch {
	case a.Unit == "" || a.Construct == Bare:
		shareScale(&lower, a, c)
		if c.Reading != nil && c.Reading.Base == c.Reading.Code {
			Multiply(&lower, c.Reading.Factor)
		}
	case a.Unit == c.Unit:
		lower = a.Value
	default:
		return false
	}
	if lower.Cmp(&c.Value) > 0 {
		return false
	}
	c.Upper.Set(&c.Value)
	c.Value.Set(&lower)
	c.Ranged = true
	c.Span.Start, c.Numeral.Span.Start = a.Span.Start, a.Numeral.Span.Start
	if c.Modifier == "" {
		c.Modifier = a.Modifier
	}
	c.keep(Range)
	*a = *c
	return true
}

// joinsRange reports whether what stands between two numbers, and around them, makes the ends
// of a range of them.
func (r *Reader) joinsRange(text, between string, a, c *Amount) bool {
	if isConnector(between) {
		return true
	}
	if !holds(between, "与", "和", "及") || !strings.HasPrefix(text[c.Span.End:], "之间") {
		return false
	}
	return strings.HasSuffix(text[:a.Span.Start], "在") || strings.HasSuffix(text[:a.Span.Start], "于") || a.Unit == "" || a.Unit == "%"
}

// shareScale gives the first end the scale of the second: 5~10亿元, 3～5万亿, 3—5千万; but
// not 8500到3万元. In 八到九百万 百 is part of the figure.
func shareScale(lower *apd.Decimal, a, c *Amount) {
	if a.Numeral.LastUnit >= 4 {
		return
	}
	for _, tail := range []int{c.Numeral.tail, c.Numeral.bigTail} {
		if tail == 0 || tail != c.Numeral.bigTail && (a.Numeral.LastUnit >= 0 || !c.Numeral.Arabic) {
			continue
		}
		mantissa := c.Numeral.Value
		mantissa.Exponent -= int32(tail)
		if a.Numeral.Value.Cmp(&mantissa) <= 0 || tail == c.Numeral.bigTail && a.Numeral.Value.Cmp(apd.New(1000, 0)) < 0 {
			lower.Exponent += int32(tail)
			return
		}
	}
}
