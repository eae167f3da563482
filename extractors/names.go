package extractors

import (
	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/extractors/internal/name"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
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
		d.names = n.reader.Read(named{d, n.body.d}, func(x *name.Index) {
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
type named struct {
	d     *Document
	words *dict.Dict
}

func (n named) Len() int                   { return len(n.d.Sentences) }
func (n named) Sentence(i int) string      { return n.d.Sentences[i].Text }
func (n named) Heading(i int) bool         { return n.d.Sentences[i].Heading }
func (n named) Paragraph(i int) int        { return n.d.Sentences[i].Paragraph }
func (n named) Tokens(i int) []lexis.Token { return n.d.Tokens(i) }
func (n named) Lattice(i int) *lexis.Lattice {
	return n.d.lattice(n.words, i)
}
func (n named) Region() string { return n.d.Region }

// Place finds named places: divisions, countries, regions, rivers and the like. It is safe for
// concurrent use.
type Place struct{ names *names }

// Name returns "place".
func (*Place) Name() string { return record.TypePlace }

// Extract returns the mentions of places in d, in text order, never overlapping; a place inside
// another name is none. Nil means none found. Safe for concurrent use with different
// documents; keeps no reference to d.
func (p *Place) Extract(d *Document) (facts []record.Fact) {
	made := map[*name.Mention]*record.Place{}
	for m := range p.names.read(d).Of(name.Place) {
		f := &record.Place{Common: d.common(record.TypePlace, m.Sentence, m.Span, m.Rule), Name: m.Name, Codes: m.Place.Codes, Level: m.Place.Level}
		if f.Codes == nil {
			f.Codes = []string{}
		}
		if first := made[m.RefersTo]; first != nil {
			f.RefersTo = &first.Start
		}
		made[m] = f
		facts = append(facts, f)
	}
	return facts
}

// Person finds named human beings. It is safe for concurrent use.
type Person struct{ names *names }

// Name returns "person".
func (*Person) Name() string { return record.TypePerson }

// Extract returns the mentions of persons in d, in text order, never overlapping. Nil means
// none found. Safe for concurrent use with different documents; keeps no reference to d.
func (p *Person) Extract(d *Document) (facts []record.Fact) {
	made := map[*name.Mention]*record.Person{}
	for m := range p.names.read(d).Of(name.Person) {
		f := &record.Person{Common: d.common(record.TypePerson, m.Sentence, m.Span, m.Rule), Name: m.Name, Position: []string{}, Body: m.Person.BodyName}
		s := &d.Sentences[m.Sentence]
		for _, title := range m.Person.Positions {
			words, _ := d.original(s.DocumentSpan(title))
			f.Position = append(f.Position, withoutBreaks(words))
		}
		if !m.Person.Body.Empty() {
			words, _ := d.original(s.DocumentSpan(m.Person.Body))
			f.BodyText = withoutBreaks(words)
		}
		if first := made[m.RefersTo]; first != nil {
			f.RefersTo = &first.Start
		}
		made[m] = f
		facts = append(facts, f)
	}
	return facts
}
