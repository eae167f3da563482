package extractors

import (
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

// numeral is a number as it stands in a text: 10.4万亿, 三五百, 百分之五点七, 几十万.
type numeral struct {
	span     span.Span // bytes of the text scanned, sign and inner approximators included
	value    apd.Decimal
	upper    apd.Decimal // the upper end of 三五百; only where ranged
	ranged   bool
	class    string // cardinal, percent (百分之N) or fraction
	divisor  int64  // of 百分之N, 千分之N and so on; 0 elsewhere
	modifier string // over (多 余 几 after a figure), several (几十 数百 上千), about (十来)
	arabic   bool   // begins with an Arabic digit
	digits   int    // length of the only part, where it is a plain run of digits
	point    bool   // has a decimal point
	lastUnit int    // exponent of the last scale word, -1 where the numeral ends in a digit
	bare     bool   // a scale without a figure: 亿元, 百余
	pair     bool   // two neighbouring digits that are a range before a measure word: 七八个
	grouped  bool   // has thousands separators
	formal   bool   // written with formal digits: 壹佰
	doubled  bool   // 翻番, 翻两番: no numeral at all
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

// numerals finds the numbers in text. Its table comes from dict/numerals.tsv.
// It is safe for concurrent use.
type numerals struct {
	role *dict.NumeralTable
	d    *dict.Dict
}

func newNumerals(d *dict.Dict) *numerals { return &numerals{role: d.NumeralRoles, d: d} }

func (n *numerals) at(text string, i int) (dict.NumeralRole, int) {
	if i >= len(text) {
		return dict.NumeralRole{}, 0
	}
	if b := text[i]; b < utf8.RuneSelf {
		return n.role.At(rune(b)), 1
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	return n.role.At(r), size
}

// scan appends the numerals of a text to found, in order, never overlapping, and returns
// them. It reads each rune a bounded number of times.
func (n *numerals) scan(l *lexis.Lattice, found []numeral) []numeral {
	text := l.Text()
	var buffer [16]part
	done := 0
	for w := range lexis.All(l, n.d.Numerals, span.Span{End: len(text)}) {
		i, role := w.Span.Start, w.Value
		if i < done {
			continue
		}
		if !n.mayBegin(text, i, role) {
			continue
		}
		parts, next := n.lex(text, i, buffer[:0])
		done = next
		for k := 0; k < len(parts); {
			num, used := n.parse(text, parts[k:])
			if used == 0 || num.span.Empty() { // a 廿 that was left over is no 十
				k++
				continue
			}
			k += used
			found = append(found, num)
		}
	}
	return n.join(text, found)
}

// mayBegin reports whether a numeral can begin with the rune of the given role at i.
func (n *numerals) mayBegin(text string, i int, role dict.NumeralRole) bool {
	switch role.Kind {
	case dict.RoleArabic, dict.RoleDigit, dict.RoleSmall, dict.RoleBig, dict.RoleTens, dict.RoleSome:
		return true
	case dict.RolePoint: // .5
		next, _ := n.at(text, i+1)
		if text[i] != '.' || next.Kind != dict.RoleArabic {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		return i == 0 || before == ' ' || before > 0x2000
	}
	return false
}

// lex reads the parts of one run of numeral characters from i, and where the run ends.
func (n *numerals) lex(text string, i int, parts []part) ([]part, int) {
	for len(parts) < maxParts {
		at, spaced := i, false
		if len(parts) > 0 {
			at = skipSpaces(text, i)
			spaced = at > i
		}
		role, size := n.at(text, at)
		p := part{span: span.Span{Start: at, End: at + size}, spaced: spaced, formal: role.Formal}
		switch role.Kind {
		case dict.RoleArabic, dict.RolePoint:
			if role.Kind == dict.RolePoint && (len(parts) > 0 || text[at] != '.') {
				return parts, i
			}
			if !n.lexArabic(text, &p) {
				return parts, p.span.End
			}
		case dict.RoleDigit:
			if role.Value == 0 && text[at:at+size] == "零" && len(parts) > 0 && (parts[len(parts)-1].kind == partSmall || parts[len(parts)-1].kind == partBig) {
				p.kind, p.digits = partZero, 1 // 一百零一
				break
			}
			n.lexDigits(text, &p)
		case dict.RoleTens: // 廿 卅: digit and ten in one
			p.kind, p.digits = partDigits, 1
			p.value.SetInt64(int64(role.Value))
			parts = append(parts, p)
			p.kind, p.exponent = partSmall, 1
			p.span.Start = p.span.End
		case dict.RoleSmall:
			p.kind, p.exponent = partSmall, role.Value
		case dict.RoleBig:
			p.kind, p.exponent = partBig, role.Value
		case dict.RoleSome:
			if !n.lexSome(text, parts, &p) {
				return parts, i + n.step(parts, at, size, i)
			}
		case dict.RoleMany:
			if !n.lexMany(text, parts, &p, role) {
				return parts, i
			}
		default:
			return parts, i
		}
		if spaced && !joinsOverSpace(parts[len(parts)-1], p) {
			return parts, i
		}
		parts = append(parts, p)
		i = p.span.End
	}
	return parts, i
}

// step makes sure that a run that has not begun moves on by one rune.
func (n *numerals) step(parts []part, at, size, i int) int {
	if len(parts) == 0 {
		return at + size - i
	}
	return 0
}

// joinsOverSpace reports whether two parts with white space between them are one number,
// as PDF text has them: 1 010 万, 一百 五 十. Two digit runs are joined only in groups of
// three, and parse takes that back where no scale or unit follows.
func joinsOverSpace(a, b part) bool {
	scale := func(p part) bool { return p.kind == partSmall || p.kind == partBig }
	figure := func(p part) bool { return p.kind == partArabic || p.kind == partDigits }
	switch {
	case scale(b) || b.kind == partMany:
		return true
	case scale(a) || a.kind == partZero || a.kind == partMany:
		return figure(b) || b.kind == partZero || b.kind == partSome
	}
	return false
}

// spaceAt returns the length of the space at i, 0 for none.
func spaceAt(text string, i int) int {
	switch rest := text[min(i, len(text)):]; {
	case strings.HasPrefix(rest, " "):
		return 1
	case strings.HasPrefix(rest, "\u00a0"):
		return 2
	case strings.HasPrefix(rest, "\u2009"), strings.HasPrefix(rest, "\u202f"):
		return 3
	}
	return 0
}

// gap returns the characters between two byte offsets of text without the spaces there. A
// long stretch comes back as it is: what joins numbers is short.
func gap(text string, from, to int) string {
	if between := text[from:to]; to-from > 32 || !strings.Contains(between, " ") {
		return between
	}
	return strings.ReplaceAll(text[from:to], " ", "")
}

func skipSpaces(text string, i int) int {
	for j := 0; j < 4 && i < len(text); j++ {
		if text[i] == ' ' {
			i++
		} else if strings.HasPrefix(text[i:], "\u00a0") {
			i += 2
		} else if strings.HasPrefix(text[i:], "\u3000") || strings.HasPrefix(text[i:], "\u2009") || strings.HasPrefix(text[i:], "\u202f") {
			i += 3
		} else {
			break
		}
	}
	return i
}

// lexArabic reads 1234, 1,234,567, 12.5, .5 and full-width ones from p.span.Start. It
// reports false, and where to go on, for a run that is no number, such as a long code.
func (n *numerals) lexArabic(text string, p *part) bool {
	var digits [maxDigits + 2]byte
	count, fraction := 0, 0
	i := p.span.Start
	take := func(into bool) bool { // one digit
		role, size := n.at(text, i)
		if role.Kind != dict.RoleArabic {
			return false
		}
		if into && count < maxDigits {
			digits[count] = byte('0' + role.Value)
		}
		count++
		i += size
		return true
	}
	for take(true) {
	}
	if count >= 1 && count <= 3 {
		for { // thousands groups
			size := n.separator(text, i)
			if size == 0 || !n.threeDigits(text, i+size) {
				break
			}
			i += size
			p.grouped = true
			for range 3 {
				take(true)
			}
		}
	}
	if role, size := n.at(text, i); role.Kind == dict.RolePoint && size > 0 && (text[i] == '.' || size == 3 && text[i] == 0xEF) {
		mark, whole := i, count
		i += size
		for take(true) {
			fraction++
		}
		next, nextSize := n.at(text, i)
		after, _ := n.at(text, i+nextSize)
		if fraction == 0 || next.Kind == dict.RolePoint && nextSize == 1 && after.Kind == dict.RoleArabic {
			i, count, fraction = mark, whole, 0 // 1.2.3 is no decimal
		}
	}
	p.span.End = i
	if count == 0 || count > maxDigits {
		return false
	}
	p.kind, p.point, p.digits = partArabic, fraction > 0, count
	if count <= 18 {
		var v int64
		for _, d := range digits[:count] {
			v = v*10 + int64(d-'0')
		}
		p.value.SetFinite(v, int32(-fraction))
		return true
	}
	_, _, err := p.value.SetString(string(digits[:count-fraction]) + "." + string(digits[count-fraction:count]))
	return err == nil
}

// separator returns the length of a thousands separator at i, 0 for none.
func (n *numerals) separator(text string, i int) int {
	switch {
	case strings.HasPrefix(text[i:], ","):
		return 1
	case strings.HasPrefix(text[i:], "，"):
		// Only between full-width digits; elsewhere it separates clauses.
		before, size := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+3:])
		if size == 3 && before >= '０' && before <= '９' && after >= '０' && after <= '９' {
			return 3
		}
	default:
		// 1 010 万: a space groups only where a scale or unit ends the number; see lex.
		if size := spaceAt(text, i); size > 0 && n.spacedGroups(text, i) {
			return size
		}
	}
	return 0
}

// spacedGroups reports whether from the space at i on groups of three digits, with spaces
// between, are followed by a scale or a unit.
func (n *numerals) spacedGroups(text string, i int) bool {
	for groups := 0; groups < 5; groups++ {
		size := spaceAt(text, i)
		if size == 0 || !n.threeDigits(text, i+size) {
			return false
		}
		i += size + 3
		next := skipSpaces(text, i)
		role, _ := n.at(text, next)
		if role.Kind == dict.RoleBig || role.Kind == dict.RoleSmall || n.measures(text[next:]) {
			return true
		}
		if role.Kind == dict.RoleMany || isRangeMark(text[next:]) && !strings.HasPrefix(text[next:], "、") && !strings.HasPrefix(text[next:], "和") {
			return true
		}
	}
	return false
}

// threeDigits reports whether exactly three digits stand at i.
func (n *numerals) threeDigits(text string, i int) bool {
	for k := 0; k < 4; k++ {
		role, size := n.at(text, i)
		if (role.Kind == dict.RoleArabic) != (k < 3) {
			return false
		}
		i += size
	}
	return true
}

// lexDigits reads a run of Chinese digits. A 零 after a scale is a part of its own.
func (n *numerals) lexDigits(text string, p *part) {
	var value int64
	i, count, zeros := p.span.Start, 0, 0
	big := false
	for {
		role, size := n.at(text, i)
		if role.Kind != dict.RoleDigit || count >= maxDigits {
			break
		}
		if role.Value == 0 && count == zeros {
			zeros++
		}
		if count < 18 {
			value = value*10 + int64(role.Value)
		} else {
			big = true
		}
		p.formal = p.formal || role.Formal
		count++
		i += size
	}
	p.span.End = i
	p.kind, p.digits = partDigits, count
	p.value.SetInt64(value)
	if big {
		p.digits = maxDigits + 1
	}
	if zeros == count && count == 1 {
		p.kind = partZero
	}
}

// lexSome reads 几 or 数: before a scale they stand for an unknown digit.
func (n *numerals) lexSome(text string, parts []part, p *part) bool {
	next, _ := n.at(text, skipSpaces(text, p.span.End))
	word := p.span.Of(text)
	if len(parts) > 0 {
		last := parts[len(parts)-1]
		if word != "几" || last.kind == partDigits || last.kind == partArabic && !(len(parts) > 1) {
			return false
		}
		p.kind = partMany
		return true
	}
	if next.Kind != dict.RoleSmall && next.Kind != dict.RoleBig {
		return false
	}
	if word != "几" { // 人数百…, 指数十…, 以上千…: a word that ends in 数 or 上 is no numeral
		if _, size := n.d.NotApproximator.Suffix(text[:p.span.End]); size > 0 {
			return false
		}
	}
	p.kind = partSome
	return true
}

// lexMany reads 多, 余 or 来 after a figure.
func (n *numerals) lexMany(text string, parts []part, p *part, role dict.NumeralRole) bool {
	if len(parts) == 0 {
		return false
	}
	last := parts[len(parts)-1]
	switch last.kind {
	case partArabic:
		if last.point || role.Value == 1 { // 来 follows scales only
			return false
		}
	case partSmall, partBig:
	case partSome, partMany:
		return false
	default:
		return false
	}
	p.kind = partMany
	if role.Value == 1 {
		// 十来个, but not 3年来, 以来, 来自
		rest := text[p.span.End:]
		if last.kind == partArabic || !n.measures(rest) {
			return false
		}
		p.kind = partAbout
	}
	return true
}

// measures reports whether text begins with a measure word, a unit or a scale.
func (n *numerals) measures(text string) bool {
	role, _ := n.at(text, 0)
	if role.Kind == dict.RoleBig {
		return true
	}
	if _, size := n.d.MeasureWords.Prefix(text); size > 0 {
		return true
	}
	_, size := n.d.Units.Prefix(text)
	return size > 0
}

var (
	exact = apd.BaseContext // precision 0: sums and products are never rounded
	ten   = apd.New(10, 0)
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

// parse reads one number from the beginning of parts and returns how many parts it took,
// 0 where they begin with none.
func (n *numerals) parse(text string, parts []part) (numeral, int) {
	num := numeral{class: "cardinal", lastUnit: -1}
	var (
		total, section   bounds // finished big scales; the sum below the next big one
		pending          bounds
		has              bool // a figure is pending
		hasSection       bool
		hasTotal         bool
		lastSmall        = 99 // exponent of the last small scale of the section
		lastBig          = 99
		lastScale        = 0
		zero, figure     bool
		some, many, near bool
		used             int
		lastPart         part
	)
loop:
	for k, p := range parts {
		switch p.kind {
		case partArabic, partDigits:
			if has || many || near || p.digits > maxDigits {
				break loop
			}
			if hasTotal || hasSection {
				// 1万600, 两千三百五, 30亿2,891万; but not 3亿 2024年.
				if p.kind == partArabic && !p.grouped && p.digits > lastScale || p.kind == partDigits && p.digits > 2 && !zero {
					break loop
				}
				if p.kind == partArabic && p.digits == 4 && strings.HasPrefix(text[p.span.End:], "年") {
					break loop
				}
			}
			pending.lo.Set(&p.value)
			pending.hi.Set(&p.value)
			if p.kind == partDigits && p.digits == 2 && k+1 < len(parts) && (parts[k+1].kind == partSmall || parts[k+1].kind == partBig) || p.kind == partDigits && p.digits == 2 && lastPart.kind == partSmall {
				lo, hi, ok := neighbours(&p.value)
				if !ok {
					if lastPart.kind == partSmall {
						break loop
					}
				} else {
					pending.lo.SetInt64(lo)
					pending.hi.SetInt64(hi)
					num.ranged = true
				}
			}
			has, figure = true, true
			if used == 0 {
				num.arabic = p.kind == partArabic
				num.digits = p.digits
			} else {
				num.digits = 0
			}
			num.point = num.point || p.point
			num.grouped = num.grouped || p.grouped
			num.lastUnit = -1
		case partZero:
			if has {
				break loop
			}
			if !hasTotal && !hasSection {
				pending = bounds{}
				has, figure = true, true
				num.digits = 1
			}
			zero = true
			num.lastUnit = -1
		case partSome:
			if used > 0 {
				break loop
			}
			some = true
		case partMany:
			// 一万几千: what follows 几 is below the figure given
			if p.span.Of(text) == "几" && k+1 < len(parts) && parts[k+1].kind == partSmall && hasTotal && !hasSection {
				many = true
				used, lastPart = k+2, parts[k+1]
				break loop
			}
			if used == 0 {
				break loop
			}
			many = true
		case partAbout:
			if used == 0 {
				break loop
			}
			near = true
		case partSmall:
			if lastSmall <= p.exponent {
				break loop
			}
			if !has {
				if many && lastPart.kind != partMany || used > 0 && p.exponent != 1 && !zero && !some || used > 0 && !zero && !some && lastPart.kind != partSmall && lastPart.kind != partBig {
					break loop
				}
				pending.lo.SetInt64(1)
				pending.hi.SetInt64(1)
				if p.exponent == 1 {
					figure = true // 十 is a figure by itself, 百 and 千 are not
				}
			}
			pending.scale(p.exponent)
			section.add(&pending)
			pending, has, hasSection = bounds{}, false, true
			lastSmall, lastScale, zero = p.exponent, p.exponent, false
			num.lastUnit, num.digits = p.exponent, 0
		case partBig:
			switch {
			case !has && !hasSection && !hasTotal:
				pending.lo.SetInt64(1)
				pending.hi.SetInt64(1)
				section.add(&pending)
			case has:
				section.add(&pending)
			}
			if hasTotal && p.exponent >= lastBig { // 万亿, 1万3千亿
				if has || hasSection {
					total.add(&section)
				}
				total.scale(p.exponent)
			} else {
				section.scale(p.exponent)
				total.add(&section)
			}
			section, pending, has, hasSection, hasTotal = bounds{}, bounds{}, false, false, true
			lastBig, lastSmall, lastScale, zero = p.exponent, 99, p.exponent, false
			num.lastUnit, num.digits = p.exponent, 0
		}
		num.formal = num.formal || p.formal
		lastPart = p
		used = k + 1
		if (many || near) && (k+1 >= len(parts) || parts[k+1].kind != partBig && parts[k+1].kind != partSmall && !(p.kind == partBig && parts[k+1].kind == partMany)) {
			break
		}
	}
	if used == 0 {
		return num, 0
	}
	if has {
		if lastScale > 1 && !zero && lastPart.digits == 1 && (lastPart.kind == partDigits || lastPart.kind == partArabic && lastScale >= 4) {
			pending.scale(lastScale - 1) // 三百五, 一万二, 3万5
		}
		section.add(&pending)
	}
	total.add(&section)
	num.value.Set(&total.lo)
	if num.ranged {
		num.upper.Set(&total.hi)
	}
	num.span = span.Span{Start: parts[0].span.Start, End: lastPart.span.End}
	num.bare = !figure
	if num.bare && !hasTotal && !hasSection {
		return num, 0
	}
	switch {
	case some:
		num.modifier = "several"
	case many:
		num.modifier = "over"
	case near:
		num.modifier = "about"
	}
	if used == 1 && lastPart.kind == partDigits && lastPart.digits == 2 {
		if lo, hi, ok := neighbours(&lastPart.value); ok {
			num.pair = true
			num.upper.SetInt64(hi)
			_ = lo
		}
	}
	if used == 1 && lastPart.formal && lastPart.digits == 1 && !n.plainFormal(num.span.Of(text)) && !n.afterFormal(text[num.span.End:]) {
		return num, 0 // 伍, 陆, 参 alone are ordinary words
	}
	if used == 1 && lastPart.kind == partSmall && lastPart.formal && !strings.HasPrefix(text[num.span.End:], "分之") {
		return num, 0 // 拾起, 仟 in a name
	}
	return num, used
}

// afterFormal reports whether text goes on as it does after a digit: 肆角, 陆 点 五.
func (n *numerals) afterFormal(text string) bool {
	if strings.HasPrefix(text, " ") || strings.HasPrefix(text, "点") {
		return true
	}
	readings, size := n.d.Units.Prefix(text)
	return size > 0 && readings[0].Dimension == "currency"
}

// plainFormal reports whether a formal digit on its own can only be a digit.
func (n *numerals) plainFormal(digit string) bool {
	return strings.Contains("壹贰叁柒玖", digit)
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

// join puts together what several numerals make up: signs, Chinese decimals (五点七),
// fractions (三分之一, 1/3, 一又二分之一) and exponents, and drops what is no number after all.
func (n *numerals) join(text string, nums []numeral) []numeral {
	out := nums[:0]
	for k := 0; k < len(nums); k++ {
		num := nums[k]
		if k+1 < len(nums) {
			if joined, ok := n.chineseDecimal(text, num, nums[k+1]); ok {
				num = joined
				k++
			}
		}
		n.sign(text, &num)
		if len(out) > 0 && out[len(out)-1].span.Overlaps(num.span) {
			out = out[:len(out)-1] // the 零 of 零下35
		}
		if k+1 < len(nums) {
			if joined, ok := n.power(text, num, nums[k+1]); ok {
				num = joined
				k++
			}
		}
		if len(out) > 0 {
			if joined, ok := n.fraction(text, out[len(out)-1], num); ok {
				num = joined
				out = out[:len(out)-1]
				if len(out) > 0 {
					if mixed, ok := n.mixed(text, out[len(out)-1], num); ok {
						num = mixed
						out = out[:len(out)-1]
					}
				}
			}
		}
		out = append(out, num)
	}
	return out
}

// chineseDecimal joins 五 点 七; clock times (八点三十分) are left alone.
func (n *numerals) chineseDecimal(text string, whole, part numeral) (numeral, bool) {
	between := gap(text, whole.span.End, part.span.Start)
	if between != "点" || whole.point || whole.bare || whole.modifier != "" {
		return whole, false
	}
	// The digits after the point are read one by one; a scale may follow them: 三点五亿.
	digits, scale := "", 0
	for i := part.span.Start; i < part.span.End; {
		role, size := n.at(text, i)
		switch {
		case role.Kind == dict.RoleDigit || role.Kind == dict.RoleArabic:
			if scale > 0 {
				return whole, false
			}
			digits += string(rune('0' + role.Value))
		case role.Kind == dict.RoleBig && digits != "":
			scale += role.Value
		case role.Kind == dict.RoleNone && size == 1: // a space
		default:
			return whole, false
		}
		i += size
	}
	rest := text[part.span.End:]
	if digits == "" || len(digits) > maxDigits || strings.HasPrefix(rest, "分") && !strings.HasPrefix(rest, "分之") || strings.HasPrefix(rest, "小时") || strings.HasPrefix(rest, "刻") {
		return whole, false
	}
	if whole.lastUnit >= 4 && digits == "" {
		return whole, false
	}
	var fraction apd.Decimal
	if _, _, err := fraction.SetString("0." + digits); err != nil {
		return whole, false
	}
	joined := whole
	sum(&joined.value, &fraction)
	joined.value.Exponent += int32(scale)
	joined.span.End = part.span.End
	joined.point, joined.digits, joined.pair = true, 0, false
	joined.lastUnit = -1
	if scale > 0 {
		joined.lastUnit = scale
	}
	return joined, true
}

// power joins 1.5e8 and 10^-3. Exponents are small: larger ones are no numbers of reports.
func (n *numerals) power(text string, base, exponent numeral) (numeral, bool) {
	if !base.arabic || base.lastUnit >= 0 || base.class != "cardinal" || exponent.digits == 0 || exponent.digits > 2 || exponent.value.Negative {
		return base, false
	}
	between := text[base.span.End:exponent.span.Start]
	mark := strings.TrimRight(between, "+-")
	if mark != "e" && mark != "E" && mark != "^" || len(between)-len(mark) > 1 {
		return base, false
	}
	if r, _ := utf8.DecodeRuneInString(text[exponent.span.End:]); isLetterRune(r) || exponent.value.Cmp(apd.New(30, 0)) > 0 {
		return base, false
	}
	k := mustInt(&exponent.value)
	if strings.HasSuffix(between, "-") {
		k = -k
	}
	joined := base
	if mark == "^" {
		var v apd.Decimal
		if _, err := apd.BaseContext.WithPrecision(16).Pow(&v, &base.value, apd.New(k, 0)); err != nil {
			return base, false
		}
		v.Reduce(&v)
		joined.value = v
	} else {
		joined.value.Exponent += int32(k)
	}
	joined.span.End = exponent.span.End
	joined.digits, joined.point = 0, true
	return joined, true
}

// sign takes a minus, 负 or 零下 before the number into it.
func (n *numerals) sign(text string, num *numeral) {
	before := strings.TrimRight(text[:num.span.Start], " ")
	for _, s := range []string{"-", "−", "－", "负", "零下"} {
		if !strings.HasSuffix(before, s) {
			continue
		}
		if s != "零下" {
			if num.span.Start-len(before) > 1 {
				return
			}
			rest := before[:len(before)-len(s)]
			r, _ := utf8.DecodeLastRuneInString(rest)
			if trimmed := strings.TrimRight(rest, " "); trimmed != rest && trimmed != "" {
				if last, _ := n.at(trimmed, lastRuneStart(trimmed)); last.Kind != dict.RoleNone {
					return // 20 - 100 is a range
				}
			}
			if rest != "" && r != ' ' && r != '\t' {
				switch {
				case r < utf8.RuneSelf && r != '(' && r != ',' && r != ':' && r != '/', isHan(r) && !strings.ContainsRune("为是达至到由从比于在和与或升降的之", r) && !strings.HasPrefix(text[num.span.End:], "%"), r == '％', r == '－', r == '℃':
					return
				}
			}
		}
		num.span.Start = len(before) - len(s)
		num.value.Neg(&num.value)
		num.digits = 0
		return
	}
}

// fraction joins 三 分之 一 and 1/3.
func (n *numerals) fraction(text string, a, b numeral) (numeral, bool) {
	between := gap(text, a.span.End, max(a.span.End, b.span.Start))
	var over, under *numeral
	switch {
	case between == "分之":
		over, under = &b, &a
	case between == "/" || between == "／":
		if !a.arabic || !b.arabic || a.point || b.point || a.digits == 0 || b.digits == 0 || a.digits > 3 || b.digits > 3 || a.class != "cardinal" {
			return a, false
		}
		rest := text[b.span.End:]
		if strings.HasPrefix(rest, "/") || strings.HasSuffix(text[:a.span.Start], "/") || strings.HasPrefix(rest, "月") || strings.HasPrefix(rest, "日") {
			return a, false
		}
		over, under = &a, &b
	default:
		return a, false
	}
	if under.value.IsZero() {
		return a, false
	}
	joined := numeral{span: span.Span{Start: a.span.Start, End: b.span.End}, class: "fraction", lastUnit: -1, modifier: over.modifier, arabic: a.arabic, ranged: over.ranged}
	divisor, err := under.value.Int64()
	if err == nil && between == "分之" {
		joined.divisor = divisor
	}
	if joined.divisor == 100 && under.bare {
		joined.class = "percent"
		joined.value.Set(&over.value)
		joined.upper.Set(&over.upper)
		if over.pair {
			joined.ranged = true
			joined.value.SetInt64(mustInt(&over.value) / 10)
		}
		if a.value.Negative != b.value.Negative {
			joined.value.Negative = true
		}
		return joined, true
	}
	joined.upper = quotient(&over.upper, &under.value)
	joined.value = quotient(&over.value, &under.value)
	return joined, true
}

func mustInt(d *apd.Decimal) int64 {
	v, err := d.Int64()
	if err != nil {
		return 0
	}
	return v
}

// quotient returns a/b to 16 significant digits.
func quotient(a, b *apd.Decimal) apd.Decimal {
	var r apd.Decimal
	_, _ = apd.BaseContext.WithPrecision(16).Quo(&r, a, b) // b is not zero
	r.Reduce(&r)
	return r
}

// mixed joins 一 又 二分之一.
func (n *numerals) mixed(text string, whole, f numeral) (numeral, bool) {
	between := gap(text, whole.span.End, f.span.Start)
	if between == "" && whole.arabic && f.arabic && whole.digits > 0 && whole.digits <= 3 && f.divisor == 0 && f.span.Start-whole.span.End == 1 {
		between = "又" // 1 4/3
	}
	if between != "又" || whole.class != "cardinal" || f.class != "fraction" {
		return whole, false
	}
	joined := f
	joined.span.Start = whole.span.Start
	joined.divisor = 0
	v := f.value
	v.Negative = whole.value.Negative
	sum(&v, &whole.value)
	joined.value = v
	return joined, true
}

// lastRuneStart returns where the last rune of text begins.
func lastRuneStart(text string) int {
	_, size := utf8.DecodeLastRuneInString(text)
	return len(text) - size
}

func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r == '〇'
}

// decimal returns the number for a record.
func decimal(d *apd.Decimal) record.Decimal { return record.FromAPD(d) }
