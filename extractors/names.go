package extractors

import (
	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/extractors/internal/name"
	"github.com/huiyao/huiyao/internal/span"
)

// names reads the names of a document once for all extractors that need them. It is safe for
// concurrent use with different documents.
type names struct {
	reader *name.Reader
	body   *Body
}

func newNames(d *dict.Dict, body *Body) *names { return &names{name.NewReader(d), body} }

// read returns the index of the names in d, read when first asked for.
func (n *names) read(d *Document) *name.Index {
	if d.names == nil {
		d.names = n.reader.Read(named{d}, func(x *name.Index) {
			for i, m := range n.body.mentions(d) {
				full := m.name
				if full == "" {
					full = m.words
				}
				x.Add(&name.Mention{Kind: name.Body, Sentence: m.sentence, Span: span.Span{Start: m.start, End: m.end}, Name: full, Rule: m.rule, Body: &name.BodyDetail{Index: i, Kind: m.kind, Code: m.code}})
			}
		})
	}
	return d.names
}

// named is a document as names are read in it.
type named struct{ d *Document }

func (n named) Len() int                   { return len(n.d.Sentences) }
func (n named) Sentence(i int) string      { return n.d.Sentences[i].Text }
func (n named) Heading(i int) bool         { return n.d.Sentences[i].Heading }
func (n named) Paragraph(i int) int        { return n.d.Sentences[i].Paragraph }
func (n named) Tokens(i int) []lexis.Token { return n.d.Tokens(i) }
func (n named) Region() string             { return n.d.Region }
