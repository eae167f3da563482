package amount

import "github.com/huiyao/huiyao/dict"

// share gives the members of a list the unit of its last one: 3.7、3.1和2.5个百分点,
// 2.4个和0.5个百分点.
func (r *Reader) share(text string, cs []Amount) {
	for k := len(cs) - 2; k >= 0; k-- {
		a, b := &cs[k], &cs[k+1]
		if !b.Measured() || b.Unit == "" || b.Construct == Great || !a.Numeral.Arabic || b.Numeral.Span.Start < a.Numeral.Span.End {
			continue
		}
		points := b.Unit == "pp" && a.Unit == "个" && a.Measured() // 个 of 个百分点
		if !points && (a.Unit != "" || !a.Measured() && a.Verdict.Outcome != dict.NoUnit) {
			continue
		}
		if !holds(gap(text, a.Span.End, b.Numeral.Span.Start), "、", "和", "与", "及", "以及", "或") {
			continue
		}
		a.Unit, a.Dimension, a.Reading, a.Word = b.Unit, b.Dimension, b.Reading, b.Word
		a.keep(SharedUnit)
		if a.Numeral.LastUnit < 0 && b.Numeral.LastUnit >= 4 && a.Numeral.Point == b.Numeral.Point {
			a.Value.Exponent += int32(b.Numeral.LastUnit)
			a.Numeral.LastUnit = b.Numeral.LastUnit // and so the member before it
		}
		if b.Reading != nil && b.Reading.Base == b.Reading.Code {
			Multiply(&a.Value, b.Reading.Factor)
		}
	}
}

// ordinals rejects the members of a list of article numbers: 第3、12、16条.
func ordinals(text string, cs []Amount) {
	for k := 1; k < len(cs); k++ {
		a, c := &cs[k-1], &cs[k]
		if a.Verdict.Outcome != dict.Ordinal || c.Verdict.Outcome == dict.Ordinal || c.Numeral.Span.Start < a.Numeral.Span.End || c.Measured() && c.Reading != nil {
			continue
		}
		switch gap(text, a.Numeral.Span.End, c.Numeral.Span.Start) {
		case "、", "及", "和", "与", "～", "~", "-", "至", "，", "或", "条、", "条及", "条和", "条至", "条或", "项、", "款、", "款及", "条之":
			c.Reject(dict.Ordinal, "not_quantity.ordinal_list", a.Numeral.Span)
		}
	}
}
