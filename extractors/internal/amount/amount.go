// Package amount reads the numbers of a sentence: which numeral stands where, which unit it
// has, which of them make up a range, a list or one amount of several units, and whether a
// number measures anything at all.
//
// A number travels one way. The numerals of a sentence are read by the constructs of one number
// (digits.go, written.go, vague.go, decimal.go, fraction.go, power.go, negative.go, half.go,
// doubling.go), a unit is found for each (unit.go, great.go, people.go), judge.go asks the
// fixed words and the rules of dict/rules and gives a Verdict, and the constructs of several
// numbers (range.go, compound.go, tenths.go, list.go) put together what was measured or only
// lacked a unit. Nothing is read twice, and a verdict is changed by no one but them.
package amount

import (
	"github.com/cockroachdb/apd/v3"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/table"
	"github.com/huiyao/huiyao/internal/span"
)

// Amount is a numeral with its unit, and what became of it.
type Amount struct {
	Span      span.Span // number, inner approximators, scale, unit
	Numeral   Numeral
	Value     apd.Decimal // in the unit; of a range the lower end
	Upper     apd.Decimal // of a range
	Ranged    bool
	Unit      string // code; "" for a bare number
	Dimension string
	Reading   *dict.Unit        // of a unit of measurement, nil for none
	Word      *dict.MeasureWord // a measure word, nil for none
	Modifier  string            // what stands inside the span says: over, about, several or ""
	UnitSpan  span.Span
	Construct Construct
	Verdict   Verdict
	Table     *table.Cell // where a table tells what the number is, nil elsewhere

	halved bool // 半 was added: 两年半
}

// UnitSurface returns the measure word as the lexicon has it, "" for none.
func (a *Amount) UnitSurface() string {
	if a.Word != nil {
		return a.Word.Surface
	}
	return ""
}

// Verdict is what was decided about a number.
type Verdict struct {
	Outcome dict.Outcome
	Rule    string      // what decided: a rule's id, or a table and its entry, for people to read
	Because []span.Span // the words that decided, nil where it was the number alone
	By      *dict.Rule  // the rule that decided, nil for none
}

// Measured reports whether the amount is a quantity.
func (a *Amount) Measured() bool { return a.Verdict.Outcome == dict.Measured }

// Reason returns why the amount is no quantity, for people to read, "" where it is one.
func (a *Amount) Reason() string {
	if a.Measured() {
		return ""
	}
	if a.Verdict.Outcome == dict.FixedWord {
		return a.Verdict.Outcome.String() + " " + a.Verdict.Rule[len(fixedWords):]
	}
	return a.Verdict.Outcome.String()
}

// Reject gives the amount a verdict against it.
func (a *Amount) Reject(outcome dict.Outcome, rule string, because ...span.Span) {
	a.Verdict = Verdict{Outcome: outcome, Rule: rule, Because: because}
}

// keep gives the amount the verdict that it is a quantity, read by a construct.
func (a *Amount) keep(c Construct) {
	a.Construct = c
	a.Verdict = Verdict{Outcome: dict.Measured, Rule: c.String()}
}

// KeepCell gives a number, whose Value is as the figures of its table, the unit or the measure
// word that the table states.
func (a *Amount) KeepCell(unit *dict.Unit, word *dict.MeasureWord) {
	at := span.Span{Start: a.Span.End, End: a.Span.End}
	if unit == nil {
		a.setWord(word, at)
	} else if a.setUnit(unit, at); unit.Base == unit.Code {
		Multiply(&a.Value, unit.Factor)
	}
	a.keep(Cell)
}

// Construct is the way in which an amount was read.
type Construct uint8

const (
	Plain      Construct = iota // number and unit
	Bare                        // a number without a unit
	Fraction                    // 三分之一
	Great                       // 六大领域: the unit is the noun behind 大
	Households                  // 3万家庭
	Persons                     // 1400万农民
	Doubled                     // 翻番
	Range                       // 1至1.5小时
	Compound                    // 5元3角
	SharedUnit                  // 3.7 in 3.7、3.1和2.5个百分点
	Cell                        // the cell of a table
)

var constructs = [...]string{
	Plain: "quantity.measured", Bare: "quantity.bare", Fraction: "quantity.fraction", Great: "quantity.great", Households: "quantity.households",
	Persons: "quantity.persons", Doubled: "quantity.doubled", Range: "quantity.range", Compound: "quantity.compound", SharedUnit: "quantity.shared_unit", Cell: "table.cell",
}

// String returns the id of the construct, as records have it in "rule".
func (c Construct) String() string { return constructs[c] }

// setUnit gives the amount a unit of measurement at the span.
func (a *Amount) setUnit(u *dict.Unit, at span.Span) {
	a.Reading, a.Word, a.Unit, a.Dimension = u, nil, u.Code, u.Dimension
	a.UnitSpan, a.Span.End = at, at.End
}

// setWord gives the amount a measure word at the span.
func (a *Amount) setWord(w *dict.MeasureWord, at span.Span) {
	a.Reading, a.Word, a.Unit, a.Dimension = nil, w, w.Unit, dimensionOf(w)
	a.UnitSpan, a.Span.End = at, at.End
}

// dropUnit takes the unit back.
func (a *Amount) dropUnit() {
	a.Reading, a.Word, a.Unit, a.Dimension, a.Construct = nil, nil, "", "", Plain
	a.Span, a.UnitSpan = a.Numeral.Span, span.Span{}
}

// dimensionOf returns the dimension of what is counted with the measure word.
func dimensionOf(w *dict.MeasureWord) string {
	if w.Unit == "person" || w.Unit == "person-time" {
		return "person"
	}
	return "count"
}
