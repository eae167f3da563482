package extractors

import (
	"strings"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/amount"
	"github.com/huiyao/huiyao/record"
)

// Number finds every numeral, also those inside quantities, dates and ordinals.
type Number struct{ m *measure }

// Name returns "number".
func (*Number) Name() string { return record.TypeNumber }

// Extract returns the numerals of d in text order, never overlapping. Values are exact
// but for fractions without an end, which are cut after 16 digits. Nil means none found.
// It is safe for concurrent use with different documents and keeps no reference to d.
// Source: dict/numerals.tsv; GB/T 15835-2011.
func (x *Number) Extract(d *Document) []record.Fact {
	var facts []record.Fact
	for i := range d.Sentences {
		text := d.Sentences[i].Text
		for k := range x.m.candidates(d, i) {
			c := &d.scans[i][k]
			if c.Verdict.Outcome == dict.FixedWord || c.Construct == amount.Doubled {
				continue
			}
			if c.Numeral.Bare && (c.Unit == "" || !c.Measured()) {
				continue // 万, 亿 alone
			}
			n := &record.Number{Class: c.Numeral.Class.String(), Modifier: c.Modifier}
			value, in := &c.Numeral.Value, c.Numeral.Span
			if c.Ranged {
				value = &c.Value
				to := decimal(&c.Upper)
				n.ValueTo = &to
			}
			n.Value = decimal(value)
			if strings.HasSuffix(strings.TrimRight(text[:in.Start], " "), "第") {
				n.Class = "ordinal"
			}
			rule := "number.numeral"
			n.Common = d.common(record.TypeNumber, i, in, rule)
			facts = append(facts, n)
		}
	}
	return facts
}
