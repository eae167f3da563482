package amount

import "strings"

// great reads 六大领域: the noun after 大 is the unit, which quantity.go reads.
func (r *Reader) great(text string, a *Amount) bool {
	at := SkipSpaces(text, a.Span.End)
	rest, ok := strings.CutPrefix(text[at:], "大")
	num := &a.Numeral
	if !ok || num.Class != Cardinal || num.Point || num.Digits > 3 || num.LastUnit >= 2 {
		return false
	}
	if next := firstRune(rest); next != '“' && (!isHan(next) || r.d.Words.WordsWithGreat.PrefixLen(text[at:]) > 0) {
		return false
	}
	a.Unit, a.Dimension, a.Construct = "大", "count", Great
	a.Span.End = at // what follows 大 is read from there
	return true
}
