// Package panel makes of a run's quantities what is otherwise collected by hand: figures by
// place, period, indicator and measure, and what was promised beside what was reported.
package panel

import (
	"cmp"

	"github.com/huiyao/huiyao/record"
)

// Figure is a row of the panel: a quantity of which place, period and listed indicator are
// known. The keys are tagged as those of records are: see record.FieldsOf.
type Figure struct {
	PlaceCode  string          `json:"place_code" jsonschema:"description=Code of the place by GB/T 2260 or ISO 3166\\, or empty."`
	Place      string          `json:"place" jsonschema:"description=The place's name in full\\, simplified."`
	Period     string          `json:"period" jsonschema:"description=The time that the figure holds for\\, ISO 8601."`
	Concept    string          `json:"concept" jsonschema:"description=The id of the indicator in dict/concepts.tsv."`
	Measure    string          `json:"measure" jsonschema:"enum=level,enum=growth,enum=rate,enum=share,enum=multiple,description=What the figure is of that indicator."`
	Role       string          `json:"role" jsonschema:"enum=actual,enum=target,enum=limit,description=A figure reached\\, one aimed at\\, or a threshold."`
	Value      record.Decimal  `json:"value" jsonschema:"description=Exact\\, scales multiplied out; for a range the lower end."`
	ValueTo    *record.Decimal `json:"value_to" jsonschema:"nullable,description=The upper end of a range."`
	Unit       string          `json:"unit" jsonschema:"description=The unit as a code."`
	Dimension  string          `json:"dimension" jsonschema:"description=What kind of thing is measured."`
	Modifier   string          `json:"modifier" jsonschema:"description=How exact the number is; empty is exact."`
	Change     string          `json:"change" jsonschema:"enum=,enum=increase,enum=decrease,description=Whether it is the size of a change\\, and which way."`
	Basis      string          `json:"basis" jsonschema:"description=What a change is against: yoy\\, qoq\\, mom\\, since:PERIOD or empty."`
	Indicator  string          `json:"indicator" jsonschema:"description=The words that name what is measured\\, simplified."`
	PlaceFrom  string          `json:"place_from" jsonschema:"enum=,enum=sentence,enum=section,enum=document,description=Where the place was read."`
	PeriodFrom string          `json:"period_from" jsonschema:"enum=,enum=sentence,enum=section,enum=document,description=Where the period was read."`
	Sentence   string          `json:"sentence" jsonschema:"description=The sentence that it stands in."`
	Mentions   int             `json:"mentions" jsonschema:"description=How often the document states the same figure."`
	Doc        string          `json:"doc" jsonschema:"description=The document's id."`
	Date       string          `json:"date" jsonschema:"description=The document's date\\, or empty." jsonschema_extras:"x-column=date"`
	Start      int             `json:"start" jsonschema:"description=Where it first stands\\, in code points."`
	End        int             `json:"end" jsonschema:"description=End in code points\\, exclusive."`

	quantity *record.Quantity
	reported string // the period that the document reports on
}

// New returns the row of q in the panel, and false where it is none. Of document, nil for
// none, it takes the date.
func New(q *record.Quantity, document *record.Document) (*Figure, bool) {
	if cmp.Or(q.PlaceCode, q.Place) == "" || q.Period == "" || q.Concept == "" || q.Measure == "" {
		return nil, false
	}
	f := &Figure{
		PlaceCode: q.PlaceCode, Place: q.Place, Period: q.Period, Concept: q.Concept, Measure: q.Measure, Role: q.Role,
		Value: q.Value, ValueTo: q.ValueTo, Unit: q.Unit, Dimension: q.Dimension, Modifier: q.Modifier, Change: q.Change, Basis: q.Basis,
		Indicator: q.Indicator, PlaceFrom: q.PlaceFrom, PeriodFrom: q.PeriodFrom, Sentence: q.Sentence, Mentions: 1,
		Doc: q.Doc, Start: q.Start, End: q.End, quantity: q,
	}
	if document != nil && document.Doc == q.Doc {
		f.Date, f.reported = document.Date, document.Period
	}
	return f, true
}

// same is what two mentions of one figure have in common.
type same struct {
	place, period, concept, measure, role, basis string
	value, to, unit, modifier, change            string
}

func (f *Figure) same() same {
	s := same{
		cmp.Or(f.PlaceCode, f.Place), f.Period, f.Concept, f.Measure, f.Role, yearOnYear(f.Basis),
		f.Value.String(), "", f.Unit, f.Modifier, f.Change,
	}
	if f.ValueTo != nil {
		s.to = f.ValueTo.String()
	}
	return s
}

// yearOnYear returns a basis, "" for yoy: a growth without a basis is against the year
// before.
func yearOnYear(basis string) string {
	if basis == "yoy" {
		return ""
	}
	return basis
}

// Builder makes the panel of records that come document by document. The zero Builder is
// ready. It is not safe for concurrent use.
type Builder struct {
	document *record.Document
	doc      string
	rows     []*Figure
	index    map[same]*Figure
}

// Add takes a record and returns the figures of the document before, in the order of the
// text, where r begins another one. A figure that a document states again is one row: its
// first mention, with the number of mentions.
func (b *Builder) Add(r record.Record) []*Figure {
	var done []*Figure
	switch r := r.(type) {
	case *record.Document:
		done = b.Done()
		d := *r
		d.Text = nil // is not needed, and may be long
		b.document, b.doc = &d, r.Doc
	case *record.Quantity:
		if r.Doc != b.doc {
			done = b.Done()
			b.doc = r.Doc
		}
		f, ok := New(r, b.document)
		if !ok {
			break
		}
		key := f.same()
		if first := b.index[key]; first != nil {
			first.Mentions++
			break
		}
		if b.index == nil {
			b.index = map[same]*Figure{}
		}
		b.index[key] = f
		b.rows = append(b.rows, f)
	}
	return done
}

// Done returns the figures of the last document.
func (b *Builder) Done() []*Figure {
	rows := b.rows
	b.rows = nil
	clear(b.index)
	return rows
}
