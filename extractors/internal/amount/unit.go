package amount

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
)

// attachUnit finds the unit or measure word after the numeral and works out the value.
func (r *Reader) attachUnit(text, region string, a *Amount) {
	num := &a.Numeral
	if num.Class == Percentage {
		a.Unit, a.Dimension = "%", "ratio"
		a.UnitSpan = span.Span{Start: a.Span.End, End: a.Span.End}
		return
	}
	if num.divisor == 1000 && num.Class == Part {
		a.Unit, a.Dimension = "‰", "ratio"
		a.Value.Exponent += 3
		a.UnitSpan = span.Span{Start: a.Span.End, End: a.Span.End}
		return
	}
	at := SkipSpaces(text, a.Span.End)
	r.giveBackPrefix(text, a, &at)
	if r.timeWithHalf(text, region, a, at) {
		return
	}
	unit, word, n := r.UnitAt(text[at:], region)
	if n == len("度") && strings.HasPrefix(text[at:], "度") {
		unit, word = r.degree(text[:a.Span.Start], unit, word)
	}
	if n == 0 || r.noUnitHere(text, a, word, at, n) {
		return
	}
	end := at + n
	if unit != nil {
		a.setUnit(unit, span.Span{Start: at, End: end})
		if rate, size := r.perUnit(text[end:], region, a.Unit); rate != nil {
			a.setUnit(rate, span.Span{Start: at, End: end + size})
		}
	} else {
		a.setWord(word, span.Span{Start: at, End: end})
	}
	a.splitPair()
	if unit != nil && unit.Base == unit.Code && !(unit.Surface == "折" && num.Value.Cmp(ten) > 0 && !a.Ranged) {
		Multiply(&a.Value, unit.Factor)
		Multiply(&a.Upper, unit.Factor)
	}
	r.afterUnit(text, a)
}

// noUnitHere reports whether a word of length n at the byte offset at is no unit of the number:
// 十大项|目, or the noun for people that goes on (15万群众).
func (r *Reader) noUnitHere(text string, a *Amount, word *dict.MeasureWord, at, n int) bool {
	if word == nil {
		return text[at:at+n] == "人" && r.d.PersonNouns.PrefixLen(text[at:]) > n
	}
	if at > a.Span.End && word.Careful && !a.Numeral.Arabic {
		return true
	}
	if rest, ok := strings.CutPrefix(text[at:], "大"); ok && n > len("大") && r.d.TaskNouns.PrefixLen(rest) > n-len("大") {
		return true
	}
	return word.Unit != "person" && r.d.PersonNouns.PrefixLen(text[at:]) > n
}

// splitPair makes a range of two neighbouring digits before a unit: 七八个, 零下七八度.
func (a *Amount) splitPair() {
	if !a.Numeral.pair || a.Ranged {
		return
	}
	size := a.Numeral.Value
	size.Negative = false
	lo, hi, _ := neighbours(&size)
	if a.Numeral.Value.Negative {
		lo, hi = -hi, -lo
	}
	a.Value.SetInt64(lo)
	a.Upper.SetInt64(hi)
	a.Ranged = true
}

// giveBackPrefix returns a 千 or 兆 that the numeral took to a unit that begins with it:
// 12千米 is 12 km, 50兆字节 50 MB. 三百千米 and 数千米 keep it in the number.
func (r *Reader) giveBackPrefix(text string, a *Amount, at *int) {
	num := &a.Numeral
	if num.Bare || num.Modifier != "" || num.Ranged || num.Class != Cardinal || num.LastUnit != 3 && num.LastUnit != 12 {
		return
	}
	prefix := lastRuneStart(text[:num.Span.End])
	if role, _ := r.numerals.at(text, prefix); role.Value != num.LastUnit {
		return
	}
	size := num.Span.End - prefix
	if r.d.Units.PrefixLen(text[prefix:]) <= size || *at != num.Span.End {
		return
	}
	a.Value.Exponent -= int32(num.LastUnit)
	num.Value.Exponent -= int32(num.LastUnit)
	num.Span.End, a.Span.End, *at = prefix, prefix, prefix
	num.LastUnit = -1
	num.tail -= 3
}

// UnitAt returns the unit or the measure word that text begins with, whichever is longer,
// and its length; 0 for neither.
func (r *Reader) UnitAt(text, region string) (*dict.Unit, *dict.MeasureWord, int) {
	readings, u := r.d.Units.Prefix(text)
	if rest, ok := strings.CutPrefix(text, "分"); ok && u == len("分") {
		if r.d.Words.Branches.PrefixLen(rest) > 0 { // 三分局, 5分公司: no 分
			return nil, nil, 0
		}
		return r.reading("分", "分"), nil, u // minutes, money and scores; see compound.go
	}
	if u > 0 && isLetter(text[u-1]) && u < len(text) && (isLetter(text[u]) || text[u] >= '0' && text[u] <= '9') {
		readings, u = nil, 0 // 5GB is a unit, 5Gwhatever none
	}
	word, w := r.d.MeasureWords.Prefix(text)
	switch next, _ := utf8.DecodeRuneInString(text[u:]); {
	case u == 0 && w == 0:
		return nil, nil, 0
	case u > 0 && w == u && text[:u] == "块" && isHan(next) && next != '钱' && next != '半':
		return nil, word, w // 三块土地
	case w == 0:
		return readings.In(region), nil, u
	case u > w:
		return readings.In(region), nil, u
	case u == w:
		if reading := readings.In(region); !reading.Careful && reading.Dimension != "other" {
			return reading, nil, u
		}
	}
	return nil, word, w
}

// reading returns the reading of a unit's surface with the given code, nil for none.
func (r *Reader) reading(surface, code string) *dict.Unit {
	readings, _ := r.d.Units.Get(surface)
	for i := range readings {
		if readings[i].Code == code {
			return &readings[i]
		}
	}
	return nil
}

// degree tells what 度 is after left: of temperature, of electricity, or of an angle.
func (r *Reader) degree(left string, unit *dict.Unit, word *dict.MeasureWord) (*dict.Unit, *dict.MeasureWord) {
	window := left[max(0, len(left)-60):]
	clause := window[strings.LastIndexAny(window, "，。；：,;:")+1:]
	code := ""
	switch {
	case r.holdsWord(clause, r.d.Words.Temperatures):
		code = "°C"
	case strings.Contains(window, "电"):
		code = "kWh"
	}
	if of := r.reading("度", code); of != nil {
		return of, nil
	}
	return unit, word
}

// holdsWord reports whether a word of the list stands anywhere in text.
func (r *Reader) holdsWord(text string, list *dict.Lexicon[struct{}]) bool {
	for i := range text {
		if list.PrefixLen(text[i:]) > 0 {
			return true
		}
	}
	return false
}

// timeWithHalf reads 3个多月, 两个半小时: a measure word, 多 or 半, and a unit of time.
func (r *Reader) timeWithHalf(text, region string, a *Amount, at int) bool {
	rest, ok := strings.CutPrefix(text[at:], "个")
	if !ok {
		return false
	}
	role, _ := r.numerals.at(rest, 0)
	more := role.Kind == dict.RoleMany && role.Value == 0
	if !more && !strings.HasPrefix(rest, "半") {
		return false
	}
	readings, n := r.d.Units.Prefix(rest[3:])
	if n == 0 || readings.In(region).Dimension != "time" {
		return false
	}
	a.setUnit(readings.In(region), span.Span{Start: at, End: at + len("个半") + n})
	switch {
	case !more:
		sum(&a.Value, half)
		a.halved = true
	case a.Modifier == "":
		a.Modifier = "over"
	}
	return true
}
