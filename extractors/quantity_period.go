package extractors

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
)

// carried is a time that opens a sentence and holds on behind its semicolons.
type carried struct{ text, iso string }

// opening returns the expression of time that opens a sentence, nil if none does.
func (x *Quantity) opening(d *Document, i int) *carried {
	s := &d.Sentences[i]
	for _, t := range x.times.scan(s.Text, x.written(d)) {
		if t.kind == "same" || basisBefore(s.Text, t) || reportingDate(s.Text, &t) {
			continue
		}
		if utf8.RuneCountInString(s.Text[:t.span.Start]) > 12 {
			return nil
		}
		words, _ := d.original(s.DocumentSpan(t.span))
		return &carried{words, t.iso}
	}
	return nil
}

// alignedTimes returns the sentence's expressions of time but for words found across two
// tokens: 年中 in 五年|中央.
func (x *Quantity) alignedTimes(d *Document, i int) []timeExpression {
	text, tokens := d.Sentences[i].Text, d.Tokens(i)
	kept := []timeExpression{}
	for _, t := range x.times.scan(text, x.written(d)) {
		first, _ := utf8.DecodeRuneInString(text[t.span.Start:])
		if t.kind != "date" && t.kind != "frame" && isHan(first) && x.d.NumeralRoles.At(first).Kind == dict.RoleNone {
			if k := tokenAt(tokens, t.span.Start); k < len(tokens) && tokens[k].Span.Start != t.span.Start {
				continue
			}
		}
		kept = append(kept, t)
	}
	return kept
}

// inTitle reports whether the byte offset stands inside 《》.
func inTitle(text string, at int) bool {
	open := strings.LastIndex(text[:at], "《")
	return open >= 0 && !strings.Contains(text[open:at], "》")
}

// reportingDate reports whether an expression only says when something was said or printed.
func reportingDate(text string, t *timeExpression) bool {
	rest := text[t.span.End:]
	if clause := rest[:clauseEnd(rest, 0)]; strings.HasPrefix(clause, "从") && (strings.Contains(clause, "获悉") || strings.Contains(clause, "了解到")) {
		return true
	}
	for _, w := range []string{"报道", "电", "讯", "消息", "发布", "印发", "表示", "宣布", "公布", "称", "说", "通报", "介绍", "从", "记者", "对外发布", "下午表示", "在京表示"} {
		if strings.HasPrefix(rest, w) {
			return t.kind == "day" || t.kind == "vague" && !strings.HasPrefix(rest, "从") || t.kind == "date" && (w == "电" || w == "讯" || w == "报道" || w == "消息")
		}
	}
	return false
}
