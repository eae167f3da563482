package amount

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
)

// fixedWords is what the rules of words in fixed_words.tsv begin with.
const fixedWords = "fixed_words."

// judge says what a number is: the fixed word that covers it, or the first rule that fits.
// What no rule speaks against is measured.
func (r *Reader) judge(s *Sentence, quotes *enclosures, a *Amount) {
	around := dict.AroundNumber(s.text, a.Numeral.Span, a.Span)
	fitting := r.rules.Fitting(around)
	for i := fitting.Next(0); i >= 0; i = fitting.Next(i + 1) {
		rule := r.d.Rules[i]
		took, ok := r.fits(s, rule, around, quotes, a)
		if !ok {
			continue
		}
		if rule.Outcome == dict.Measured {
			a.keepBare()
		} else {
			a.Reject(rule.Outcome, rule.ID)
		}
		a.Verdict.By, a.Verdict.Because = rule, []span.Span{took}
		return
	}
	a.keep(a.Construct)
}

// keepBare keeps the amount, which may have no unit.
func (a *Amount) keepBare() {
	c := a.Construct
	switch {
	case c != Plain || a.Unit != "":
	case a.Numeral.Class == Part:
		c, a.Dimension = Fraction, "ratio"
	default:
		c, a.Dimension = Bare, "other"
	}
	a.keep(c)
}

// fits reports whether a rule fits the number, and the words that it took. Where the unit
// reaches further than what a pattern about the bare number took, the unit is the better
// reading.
func (r *Reader) fits(s *Sentence, rule *dict.Rule, around dict.Around, quotes *enclosures, a *Amount) (span.Span, bool) {
	if rule.Number.Region != "" && rule.Number.Region != s.Region {
		return span.Span{}, false
	}
	if rule.Within != "" && !quotes.enclose(s.text, rule.Within, a) {
		return span.Span{}, false
	}
	held := false // the conditions hold
	for _, p := range rule.Compiled {
		if !p.May(around) {
			continue
		}
		if !held && !(numberFits(s.text, &rule.Number, a) && unitFits(&rule.Unit, a, s.text)) {
			return span.Span{}, false
		}
		held = true
		took, ok := p.Match(s.text, a.Numeral.Span, a.Span)
		if !ok {
			continue
		}
		if !p.OfAmount() && a.Unit != "" && a.UnitSpan.End > took.End && took.Start == a.Numeral.Span.Start && took.End > a.Numeral.Span.End {
			continue
		}
		return took, true
	}
	return span.Span{}, false
}

// numberFits reports whether the number is as the condition wants it.
func numberFits(text string, c *dict.Condition, a *Amount) bool {
	num := &a.Numeral
	switch {
	case c.Written == "arabic" && !num.Arabic, c.Written == "chinese" && num.Arabic:
		return false
	case len(c.Digits) > 0 && (num.Point || num.Grouped || !slices.Contains(c.Digits, num.Digits)):
		return false
	case c.Length > 0 && utf8.RuneCountInString(num.Span.Of(text)) > c.Length:
		return false
	case c.Plain && (a.Modifier != "" || a.Ranged || a.halved || num.Class != Cardinal):
		return false
	case len(c.Form) > 0 && !slices.ContainsFunc(c.Form, num.has), slices.ContainsFunc(c.NotForm, num.has):
		return false
	}
	return !c.Whole && c.Min == nil && c.Max == nil || valueFits(c, num)
}

// valueFits reports whether the value is whole, and between the bounds of the condition.
func valueFits(c *dict.Condition, num *Numeral) bool {
	v, err := whole(&num.Value)
	if c.Whole && (err != nil || num.Point || num.Class != Cardinal || num.Modifier != "" || num.LastUnit >= 4) {
		return false
	}
	if err != nil {
		return c.Min == nil && c.Max == nil
	}
	return (c.Min == nil || v >= *c.Min) && (c.Max == nil || v <= *c.Max)
}

// has reports whether the numeral has a form of dict.NumberForms.
func (n *Numeral) has(form string) bool {
	switch form {
	case "point":
		return n.Point
	case "scale":
		return n.LastUnit >= 0
	case "big":
		return n.LastUnit >= 4
	case "grouped":
		return n.Grouped
	case "negative":
		return n.Value.Negative
	case "bare":
		return n.Bare
	case "fraction":
		return n.Class == Part
	case "percent":
		return n.Class == Percentage
	}
	return false
}

// unitFits reports whether the unit is as the condition wants it.
func unitFits(c *dict.UnitCondition, a *Amount, text string) bool {
	careful := a.Reading != nil && a.Reading.Careful || a.Word != nil && a.Word.Careful
	switch {
	case len(c.Kind) > 0 && !slices.Contains(c.Kind, a.unitKind()):
		return false
	case c.Care == "careful" && !careful, c.Care == "free" && careful:
		return false
	case len(c.Code) > 0 && !slices.Contains(c.Code, a.Unit), slices.Contains(c.NotCode, a.Unit):
		return false
	case len(c.Dimension) > 0 && !slices.Contains(c.Dimension, a.Dimension), slices.Contains(c.NotDimension, a.Dimension):
		return false
	}
	return c.Words == "" || c.List.PrefixLen(a.UnitSpan.Of(text)) > 0
}

// unitKind returns the kind of the unit, of dict.UnitKinds; "" for people counted without one
// and for percentages in words.
func (a *Amount) unitKind() string {
	switch {
	case a.Construct == Great:
		return "great"
	case a.Reading != nil:
		return "unit"
	case a.Word != nil && a.Word.Noun():
		return "noun"
	case a.Word != nil:
		return "word"
	case a.Unit == "":
		return "none"
	}
	return ""
}

// fixedWord returns the fixed word that covers the whole numeral and where it ends, "" if
// none does.
func (r *Reader) fixedWord(text string, num span.Span) (word string, end int) {
	start := num.Start
	for back := 0; back <= 6; back++ {
		best := 0
		r.d.FixedWords.Prefixes(text[start:], func(_ string, n int) bool {
			if start+n >= num.End {
				best = n
			}
			return true
		})
		if best > 0 {
			return text[start : start+best], start + best
		}
		if start == 0 {
			break
		}
		if start >= 3 && text[start-3] >= 0xE5 && text[start-3] <= 0xE9 { // Han, as nearly always
			start -= 3
			continue
		}
		c, size := utf8.DecodeLastRuneInString(text[:start])
		if !isHan(c) && !(c < utf8.RuneSelf && c > ' ') {
			break
		}
		start -= size
	}
	return "", 0
}

// splitsWord reports whether the measure word is the beginning of a longer word: 国 in 1万亿国债.
func splitsWord(s *Sentence, a *Amount) bool {
	if a.Word == nil || a.UnitSpan.Len() != 3 || strings.Contains("个项名位", a.Word.Surface) || s.Tokens == nil {
		return false
	}
	if next, _ := utf8.DecodeRuneInString(s.text[a.UnitSpan.End:]); !isHan(next) {
		return false
	}
	tokens := s.Tokens()
	i, found := slices.BinarySearchFunc(tokens, a.UnitSpan.Start, func(t Token, at int) int { return t.Span.Start - at })
	if !found || tokens[i].Span.End <= a.UnitSpan.End {
		return false
	}
	return !strings.HasPrefix(tokens[i].Tag, "q") && !strings.HasPrefix(tokens[i].Tag, "m")
}
