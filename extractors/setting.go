package extractors

import (
	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/context"
)

// setting is the context of a document and what each of its sentences stands under.
type setting struct {
	document context.Document
	sections []context.Section // of each sentence
}

// setting returns the document's context, read when first asked for.
func (d *Document) setting(r *context.Reader) *setting {
	if d.read != nil {
		return d.read
	}
	lines := make([]context.Line, len(d.Sentences))
	for i := range d.Sentences {
		lines[i] = context.Line{Text: d.Sentences[i].Text, Words: d.lattice(r.Dict(), i), Heading: d.Sentences[i].Heading, Paragraph: d.Sentences[i].Paragraph}
	}
	s := &setting{document: r.Read(context.Given(d.Given), d.Region, lines), sections: make([]context.Section, len(d.Sentences))}
	type open struct {
		level   int
		section context.Section
	}
	var above []open
	for i := range d.Sentences {
		if d.Sentences[i].Heading {
			level := context.Level(d.Sentences[i].Text)
			for len(above) > 0 && above[len(above)-1].level >= level {
				above = above[:len(above)-1]
			}
			var outer context.Section
			if len(above) > 0 {
				outer = above[len(above)-1].section
			}
			above = append(above, open{level, r.Section(&s.document, d.Sentences[i].Text, i+1, outer)})
		}
		if len(above) > 0 {
			s.sections[i] = above[len(above)-1].section
		}
	}
	d.read = s
	return s
}

// Setting is what a whole document is about, for its document record.
type Setting struct{ Place, PlaceCode, Period string }

// Settings tells what whole documents are about. Make it with NewSettings. It is safe for
// concurrent use with different documents.
type Settings struct{ context *context.Reader }

// NewSettings returns the Settings that know the places and words of d.
func NewSettings(d *dict.Dict) *Settings { return &Settings{context.New(d)} }

// Of returns what the document is about.
func (x *Settings) Of(d *Document) Setting {
	s := d.setting(x.context)
	return Setting{s.document.Place.Name, s.document.Place.Code, s.document.Period}
}
