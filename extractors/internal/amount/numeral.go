package amount

import (
	"github.com/cockroachdb/apd/v3"

	"github.com/huiyao/huiyao/internal/span"
)

// Class says what kind of number a numeral is.
type Class uint8

const (
	Cardinal Class = iota
	Percentage
	Part // a fraction: 三分之一
)

// String returns the class as records have it.
func (c Class) String() string { return [...]string{"cardinal", "percent", "fraction"}[c] }

// Numeral is a number as it stands in a text: 10.4万亿, 三五百, 百分之五点七, 几十万.
type Numeral struct {
	Span     span.Span // bytes of the text, sign and inner approximators included
	Value    apd.Decimal
	Upper    apd.Decimal // the upper end of 三五百; only where Ranged
	Ranged   bool
	Class    Class
	Modifier string // over (多 余 几 after a figure), several (几十 数百 上千), about (十来)
	Arabic   bool   // begins with an Arabic digit
	Digits   int    // length of the only part, where it is a plain run of digits
	Point    bool   // has a decimal point
	LastUnit int    // exponent of the last scale, -1 where the numeral ends in a digit
	Bare     bool   // a scale without a figure: 亿元, 百余
	Grouped  bool   // has thousands separators

	tail    int   // exponent of all scales behind the only figure: 12 in 5万亿, 7 in 5千万
	bigTail int   // likewise of 万 and more only
	pair    bool  // two neighbouring digits, a range before a unit: 七八个
	divisor int64 // of 百分之N, 千分之N and so on; 0 elsewhere
	doubled bool  // 翻番: no numeral at all
}

// maxParts and maxDigits bound a numeral: longer runs of digits are codes, and would make
// exact arithmetic on hostile input slow.
const (
	maxParts  = 64
	maxDigits = 40
)

type partKind uint8

const (
	partNone   partKind = iota
	partArabic          // 1,234.5
	partDigits          // 一, 二〇二三
	partSmall           // 十 百 千
	partBig             // 万 亿 兆
	partZero            // 零 between scales
	partMany            // 多 余 几 after a figure
	partAbout           // 来
	partSome            // 几 数 before a scale
)

// part is one piece of a numeral.
type part struct {
	kind     partKind
	span     span.Span
	value    apd.Decimal
	exponent int // of a scale: 十 is 1
	digits   int
	point    bool
	grouped  bool
	formal   bool
	spaced   bool // white space stands before it
}

func (p *part) scale() bool  { return p.kind == partSmall || p.kind == partBig }
func (p *part) figure() bool { return p.kind == partArabic || p.kind == partDigits }
