package amount

import "github.com/huiyao/huiyao/dict"

// lexSome reads 几 or 数: before a scale they stand for an unknown digit.
func (n *numerals) lexSome(text string, parts []part, p *part) bool {
	word := p.span.Of(text)
	if len(parts) > 0 {
		last := &parts[len(parts)-1]
		if word != "几" || last.kind == partDigits || last.kind == partArabic && len(parts) == 1 {
			return false
		}
		p.kind = partMany
		return true
	}
	next, _ := n.at(text, SkipSpaces(text, p.span.End))
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
	last := &parts[len(parts)-1]
	if !(last.scale() || last.kind == partArabic && !last.point) {
		return false
	}
	p.kind = partMany
	if role.Value == 1 {
		// 十来个, 200来户; but not 3年来, 以来, 来自, 5来
		if !n.measures(text[p.span.End:]) || last.kind == partArabic && !roundFigure(last) {
			return false
		}
		p.kind = partAbout
	}
	return true
}

// roundFigure reports whether the digits end in 0, as they do before 来.
func roundFigure(p *part) bool {
	v, err := p.value.Int64()
	return err == nil && v%10 == 0 && p.digits != 4 || err == nil && v%1000 == 0
}
