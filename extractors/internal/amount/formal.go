package amount

import "strings"

// ordinaryWord reports whether a number of one formal character is an ordinary word: 伍, 陆, 参
// alone, 拾 in 拾起, 仟 in a name.
func (n *numerals) ordinaryWord(text string, s *parser) bool {
	if s.used != 1 || !s.last.formal {
		return false
	}
	rest := text[s.num.Span.End:]
	switch {
	case s.last.digits == 1:
		// The others of these digits have no other use.
		return !strings.Contains("壹贰叁柒玖", s.num.Span.Of(text)) && !n.afterFormal(rest)
	case s.last.kind == partSmall:
		return !strings.HasPrefix(rest, "分之")
	}
	return false
}

// afterFormal reports whether text goes on as it does after a digit: 肆角, 陆 点 五.
func (n *numerals) afterFormal(text string) bool {
	if strings.HasPrefix(text, " ") || strings.HasPrefix(text, "点") {
		return true
	}
	readings, size := n.d.Units.Prefix(text)
	return size > 0 && readings[0].Dimension == "currency"
}
