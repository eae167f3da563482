package record

import (
	"fmt"

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
func (d Decimal) String() string {
	var r apd.Decimal
	r.Reduce(&d.d)
	return r.Text('f')
}

// MarshalJSON writes the number without an exponent.
func (d Decimal) MarshalJSON() ([]byte, error) { return []byte(d.String()), nil }

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
