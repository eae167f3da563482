package record

import (
	"fmt"
	"strconv"

	"github.com/cockroachdb/apd/v3"
	"github.com/invopop/jsonschema"
)

// Decimal is an exact decimal number. In JSON it is a number without an exponent and
// without trailing zeros after the point: 0.3333, 670000000000. The zero Decimal is 0.
type Decimal struct{ d apd.Decimal }

// NewDecimal returns coefficient × 10^exponent.
func NewDecimal(coefficient int64, exponent int32) Decimal {
	return Decimal{*apd.New(coefficient, exponent)}
}

// FromAPD returns a copy of d.
func FromAPD(d *apd.Decimal) Decimal {
	var c Decimal
	c.d.Set(d)
	return c
}

// ParseDecimal reads a plain decimal such as "-12.50". NaN and infinities are refused.
func ParseDecimal(s string) (Decimal, error) {
	d, _, err := apd.NewFromString(s)
	if err != nil {
		return Decimal{}, fmt.Errorf("record: %q is not a decimal: %w", s, err)
	}
	if d.Form != apd.Finite {
		return Decimal{}, fmt.Errorf("record: %q is not a finite decimal", s)
	}
	return Decimal{*d}, nil
}

// APD returns the number for arithmetic. It must not be changed.
func (d *Decimal) APD() *apd.Decimal { return &d.d }

// Int returns the number as an int, and false where it is no whole number or too large.
func (d *Decimal) Int() (int, bool) {
	n, err := d.d.Int64()
	return int(n), err == nil
}

// Cmp returns -1, 0 or 1 as d is below, equal to or above e.
func (d *Decimal) Cmp(e *Decimal) int { return d.d.Cmp(&e.d) }

// String returns the number as JSON has it.
func (d Decimal) String() string { return string(d.append(nil)) }

// append appends the number as JSON has it.
func (d *Decimal) append(b []byte) []byte {
	const longest = 40 // the most places that are written without apd's help
	c, exponent := int64(0), int(d.d.Exponent)
	if d.d.Form == apd.Finite && d.d.Coeff.IsInt64() {
		c = d.d.Coeff.Int64()
	}
	if c == 0 || exponent > longest || exponent < -longest {
		var r apd.Decimal
		r.Reduce(&d.d)
		return r.Append(b, 'f')
	}
	if d.d.Negative {
		b = append(b, '-')
	}
	for exponent < 0 && c%10 == 0 {
		c /= 10
		exponent++
	}
	if exponent >= 0 {
		b = strconv.AppendInt(b, c, 10)
		for range exponent {
			b = append(b, '0')
		}
		return b
	}
	var room [20]byte
	digits := strconv.AppendInt(room[:0], c, 10)
	point := len(digits) + exponent // digits before the point
	if point > 0 {
		b = append(append(b, digits[:point]...), '.')
		return append(b, digits[point:]...)
	}
	b = append(b, "0."...)
	for range -point {
		b = append(b, '0')
	}
	return append(b, digits...)
}

// MarshalJSON writes the number without an exponent.
func (d Decimal) MarshalJSON() ([]byte, error) { return d.append(nil), nil }

// UnmarshalJSON reads any finite JSON number exactly.
func (d *Decimal) UnmarshalJSON(b []byte) error {
	p, err := ParseDecimal(string(b))
	if err != nil {
		return err
	}
	*d = p
	return nil
}

// JSONSchema says that a Decimal is a JSON number.
func (Decimal) JSONSchema() *jsonschema.Schema {
	return &jsonschema.Schema{Type: "number"}
}
