package extractors

import (
	"slices"
	"strings"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

// Explanation says what became of one candidate: a numeral that may be a quantity, or
// words that end as the name of a body may.
type Explanation struct {
	Type     string    // what it may be: quantity or body
	Text     string    // the words, in the document's own script
	Runes    span.Span // where they stand, in code points of the document's text
	Taken    bool      // it is one
	Is       string    // its unit or kind, "" where it has none
	Rule     string    // what took or rejected it: a rule, or a table and its entry
	Reason   string    // why it was rejected, "" where it was taken
	Sentence string    // the sentence it stands in, simplified
}

// Explainer tells for every candidate of a document what took or rejected it.
type Explainer struct {
	d    *dict.Dict
	m    *measure
	body *Body
}

// NewExplainer returns an Explainer that works with the given dictionary.
func NewExplainer(d *dict.Dict) *Explainer { return &Explainer{d, newMeasure(d), NewBody(d)} }

// Explain returns the candidates of d in text order, taken and rejected ones. Nil means
// that there are none. It is safe for concurrent use with different documents.
func (x *Explainer) Explain(d *Document) []Explanation {
	var out []Explanation
	for i := range d.Sentences {
		cs := x.m.candidates(d, i)
		for k := range cs {
			e := x.at(d, i, record.TypeQuantity, cs[k].Span)
			e.Taken, e.Is = cs[k].Measured(), cs[k].Unit
			e.Rule, e.Reason = cs[k].Verdict.Rule, cs[k].Reason()
			out = append(out, e)
		}
	}
	out = append(out, x.bodies(d)...)
	slices.SortStableFunc(out, func(a, b Explanation) int { return a.Runes.Start - b.Runes.Start })
	return out
}

func (x *Explainer) at(d *Document, sentence int, kind string, in span.Span) Explanation {
	s := &d.Sentences[sentence]
	at := s.DocumentSpan(in)
	text, _ := d.original(at)
	return Explanation{Type: kind, Text: text, Runes: d.runes(at), Sentence: s.Text}
}

// bodies returns the bodies of d, and the heads of names (公司, 委员会) that none was made of.
func (x *Explainer) bodies(d *Document) []Explanation {
	var out []Explanation
	var taken []span.Span
	for _, f := range x.body.Extract(d) {
		b := f.(*record.Body)
		at := span.Span{Start: b.Start, End: b.End}
		taken = append(taken, at)
		out = append(out, Explanation{Type: record.TypeBody, Text: b.Text, Runes: at, Taken: true, Is: b.BodyKind, Rule: b.Rule, Sentence: b.Sentence})
	}
	next := 0 // of taken; both run in text order
	for i := range d.Sentences {
		text, tokens := d.Sentences[i].Text, d.Tokens(i)
		for k := range tokens {
			h, n := x.d.Bodies.Heads.Suffix(text[:tokens[k].Span.End])
			start := tokens[k].Span.End - n
			if n == 0 || start < tokens[k].Span.Start && tokenAt(tokens, start) > k {
				continue
			}
			if first := tokenAt(tokens, start); first >= len(tokens) || tokens[first].Span.Start != start && start > tokens[k].Span.Start {
				start = tokens[k].Span.Start
			}
			e := x.at(d, i, record.TypeBody, span.Span{Start: start, End: tokens[k].Span.End})
			for next < len(taken) && taken[next].End <= e.Runes.Start {
				next++
			}
			if next < len(taken) && taken[next].Overlaps(e.Runes) {
				continue
			}
			e.Rule = "body_heads." + h.Head
			e.Reason = x.noBody(text, tokens, k, start)
			out = append(out, e)
		}
	}
	return out
}

// noBody returns why a head that ends with the k-th token is no body.
func (x *Explainer) noBody(text string, tokens []Token, k, start int) string {
	end := tokens[k].Span.End
	word := func(s string) dict.BodyWord {
		if t, ok := x.d.Bodies.Terms.Get(s); ok {
			return t.Word
		}
		return 0
	}
	first := tokenAt(tokens, start)
	before, after := "", ""
	if first > 0 {
		before = tokens[first-1].Span.Of(text)
	}
	if k+1 < len(tokens) {
		after = tokens[k+1].Span.Of(text)
	}
	switch {
	case inTitle(text, start):
		return "inside a title"
	case word(after)&dict.WordMeeting != 0:
		return "part of a meeting's name"
	case word(after)&dict.WordAfter != 0, strings.HasPrefix(text[end:], "们"):
		return "a kind of bodies, not one"
	case first > 0 && tokens[first-1].Tag == "m", first > 0 && tokens[first-1].Tag == "q":
		return "counted, not named"
	case word(before)&dict.WordGeneric != 0:
		return "a generic word before it: " + before
	}
	return "no name before it"
}
