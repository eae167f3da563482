package amount

import (
	"strings"
	"unicode/utf8"
)

// people reads counts of people and households without a measure word: 1400万农民,
// 120万农业转移人口, 3万家庭.
func (r *Reader) people(text string, a *Amount) bool {
	num := &a.Numeral
	if num.LastUnit < 4 && !num.Arabic || num.Class == Part {
		return false
	}
	rest := text[SkipSpaces(text, a.Span.End):]
	switch {
	case strings.HasPrefix(rest, "家庭"):
		a.Unit, a.Dimension, a.Construct = "household", "count", Households
	case r.personNounFollows(rest):
		a.Unit, a.Dimension, a.Construct = "person", "person", Persons
	default:
		return false
	}
	return true
}

// personNounFollows reports whether a noun for people stands at the beginning of rest or
// ends the run of words there: 农民, 农业转移人口.
func (r *Reader) personNounFollows(rest string) bool {
	at := 0
	rest = strings.TrimPrefix(rest, "的")
	for i := 0; i < 9 && at < len(rest); i++ {
		if r.d.PersonNouns.PrefixLen(rest[at:]) > 0 {
			return i == 0 || i >= 2
		}
		next, size := utf8.DecodeRuneInString(rest[at:])
		if !isHan(next) || i > 0 && strings.ContainsRune("在和与及为是有被把让使了", next) {
			return false
		}
		at += size
	}
	return false
}
