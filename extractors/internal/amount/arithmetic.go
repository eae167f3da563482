package amount

import (
	"github.com/cockroachdb/apd/v3"

	"github.com/huiyao/huiyao/dict"
)

var (
	exact = apd.BaseContext // precision 0: sums and products are never rounded
	one   = apd.New(1, 0)
	ten   = apd.New(10, 0)
	half  = apd.New(5, -1)
)

// sum adds d to *to.
func sum(to, d *apd.Decimal) {
	// Most sums are of a number and nothing, which needs no arithmetic.
	switch {
	case d.Exponent == 0 && d.Coeff.Sign() == 0 && to.Exponent <= 0:
		return
	case to.Exponent == 0 && to.Coeff.Sign() == 0 && d.Exponent <= 0:
		to.Set(d)
		return
	}
	var r apd.Decimal
	_, _ = exact.Add(&r, to, d) // adding finite numbers without rounding cannot fail
	to.Set(&r)
}

// Multiply scales d by the factor.
func Multiply(d *apd.Decimal, f dict.Factor) {
	if f.Over == nil || d.IsZero() {
		return
	}
	var r apd.Decimal
	_, _ = exact.Mul(&r, d, f.Over) // finite factors, no rounding
	if f.Under.Cmp(one) != 0 {
		r = divide(&r, f.Under, 34) // enough for every factor of the tables to come out exact
	}
	d.Set(&r)
}

// Times multiplies d by a finite factor.
func Times(d, factor *apd.Decimal) {
	var r apd.Decimal
	_, _ = exact.Mul(&r, d, factor) // finite numbers, no rounding
	d.Set(&r)
}

// divide returns a/b, which is not zero, to so many significant digits.
func divide(a, b *apd.Decimal, digits uint32) apd.Decimal {
	var r apd.Decimal
	_, _ = apd.BaseContext.WithPrecision(digits).Quo(&r, a, b)
	r.Reduce(&r)
	return r
}

// whole returns the number as an int64 where it is one.
func whole(d *apd.Decimal) (int64, error) {
	if d.Exponent == 0 && d.Form == apd.Finite && d.Coeff.IsInt64() {
		v := d.Coeff.Int64()
		if d.Negative {
			v = -v
		}
		return v, nil
	}
	return d.Int64()
}

// bounds is the pair of ends that a range of digits (三五百) gives a number.
type bounds struct{ lo, hi apd.Decimal }

func (b *bounds) scale(exponent int) {
	b.lo.Exponent += int32(exponent)
	b.hi.Exponent += int32(exponent)
}

func (b *bounds) add(c *bounds) {
	sum(&b.lo, &c.lo)
	sum(&b.hi, &c.hi)
}

func (b *bounds) set(v int64) {
	b.lo.SetInt64(v)
	b.hi.SetInt64(v)
}

// neighbours splits a number of two digits that stand for a range: 五六, 三五, 七八.
func neighbours(d *apd.Decimal) (lo, hi int64, ok bool) {
	v, err := d.Int64()
	if err != nil {
		return 0, 0, false
	}
	lo, hi = v/10, v%10
	return lo, hi, lo > 0 && (hi == lo+1 || lo == 3 && hi == 5)
}
