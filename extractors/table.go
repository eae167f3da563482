package extractors

import (
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/amount"
	"github.com/huiyao/huiyao/extractors/internal/table"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

// Table says which lines of a document's text are the rows of one table, and which of its
// cells reach over several. Lines with tabs that no Table has are rows too.
type Table = table.Shape

// Merge is a cell of a table that reaches over several.
type Merge = table.Merge

// unitOfCell is a unit as tables state it: 万吨, %, 亿元.
type unitOfCell struct {
	scale   apd.Decimal // 10000 for 万吨
	reading *dict.Unit
	word    *dict.MeasureWord
}

func (u *unitOfCell) known() bool { return u.reading != nil || u.word != nil }

// dimension returns that of the unit, "" where it is none.
func (u *unitOfCell) dimension() string {
	switch {
	case u.reading != nil:
		return u.reading.Dimension
	case u.word != nil && (u.word.Unit == "person" || u.word.Unit == "person-time"):
		return "person"
	case u.word != nil:
		return "count"
	}
	return ""
}

// tableOf returns the tables of the document, read when first asked for.
func (m *measure) tableOf(d *Document) *table.Tables {
	if d.tables == nil {
		d.tables = table.Read(d.Text, d.Tables, &table.Words{
			Kinds: m.d.TableWords,
			Unit: func(text string) string {
				u := m.unitText(text, d.Region)
				return u.dimension()
			},
			Times: func(text string) (spans []span.Span) {
				for _, e := range m.times.scan(text, d.Date) {
					spans = append(spans, e.span)
				}
				return spans
			},
			Place: func(text string) bool { return m.placeNamed(text) != nil || isPlaceName(text) },
		})
	}
	return d.tables
}

// placeNamed returns the place that all of a text names, nil where it names none or more than
// one.
func (m *measure) placeNamed(text string) *dict.Place {
	term, n := m.d.Bodies.Terms.Prefix(text)
	if n != len(text) || len(term.Places) == 0 {
		return nil
	}
	return term.Places[0]
}

// isPlaceName reports whether a text is made like the name of a division: 东县, 城关镇.
func isPlaceName(text string) bool {
	if n := utf8.RuneCountInString(text); n < 2 || n > 8 {
		return false
	}
	last, size := utf8.DecodeLastRuneInString(text)
	before, _ := utf8.DecodeLastRuneInString(text[:len(text)-size])
	return strings.ContainsRune("省市县区州旗盟镇乡", last) && !strings.ContainsRune("城专园校库社小景灾山林矿牧", before)
}

// tableCells gives the bare numbers in the cells of tables the unit that the table states
// for them. Units, and numbers that count rows and columns, are no quantities.
func (m *measure) tableCells(d *Document, sentence int, cs []candidate) {
	s := &d.Sentences[sentence]
	for k := range cs {
		if cs[k].Numeral.Bare && (strings.Contains(s.Text, "单位：") || strings.Contains(s.Text, "单位:")) {
			cs[k].Reject(dict.RowUnit, "table.unit") // 单位：亿元、万人
		}
	}
	if len(d.Tables) == 0 && !strings.Contains(s.Text, "\t") {
		return
	}
	for k := range cs {
		c := &cs[k]
		at := s.DocumentSpan(c.Span)
		cell, ok := m.tableOf(d).At(at.Start)
		if !ok {
			continue
		}
		negative := false
		if at != cell.Span {
			if negative = inAccountBrackets(cell.Span.Of(d.Text), c); !negative {
				continue
			}
		}
		switch {
		case c.Numeral.Bare:
			c.Reject(dict.RowUnit, "table.unit")
		case cell.Role == table.Serial:
			c.Reject(dict.RowNumber, "table.serial")
		case cell.Role != table.Figure:
			if c.Unit == "" {
				c.Reject(dict.RowLabel, "table.label")
			}
		case c.Unit != "":
			if c.Measured() {
				c.Table = &cell // 5.2% below 增速
			}
		case c.Numeral.Class == amount.Cardinal:
			if negative {
				c.Numeral.Value.Negative, c.Value.Negative = true, true
			}
			if u := m.unitText(cell.Unit, d.Region); u.known() {
				m.applyCell(c, u)
			}
			if c.Measured() {
				c.Table = &cell
			}
		}
	}
}

// inAccountBrackets reports whether a cell is the number in brackets, as accounts write what
// is negative: (3,250.60).
func inAccountBrackets(cell string, c *candidate) bool {
	for _, b := range []struct{ open, close string }{{"(", ")"}, {"（", "）"}} {
		if in, ok := strings.CutPrefix(cell, b.open); ok && len(in) == c.Numeral.Span.Len()+len(b.close) && strings.HasSuffix(in, b.close) {
			return c.Unit == "" && (c.Numeral.Point || c.Numeral.Grouped) && !c.Numeral.Value.Negative
		}
	}
	return false
}

// applyCell gives a number the unit of its cell.
func (m *measure) applyCell(c *candidate, u unitOfCell) {
	c.Value.Set(&c.Numeral.Value)
	amount.Times(&c.Value, &u.scale)
	c.KeepCell(u.reading, u.word)
}

// unitText reads a text that is nothing but a unit, with or without a scale.
func (m *measure) unitText(text, region string) unitOfCell {
	text = strings.TrimSpace(text)
	u := unitOfCell{}
	u.scale.SetInt64(1)
	rest := text
	for rest != "" {
		r, size := utf8.DecodeRuneInString(rest)
		if r > 0xFFFF {
			break
		}
		role := m.d.NumeralRoles.At(r)
		if role.Kind != dict.RoleSmall && role.Kind != dict.RoleBig {
			break
		}
		if _, n := m.d.Units.Prefix(rest); n > size { // 千瓦, 千公顷 apart
			break
		}
		u.scale.Exponent += int32(role.Value)
		rest = rest[size:]
	}
	unit, word, n := m.reader.UnitAt(rest, region)
	if n == 0 || n != len(rest) {
		return unitOfCell{}
	}
	u.reading, u.word = unit, word
	return u
}

// fromTable fills what a table says of a cell: what is measured, when and where, whether it
// is a change.
func (x *Quantity) fromTable(c *reading, can *candidate, q *record.Quantity) {
	cell := can.Table
	if s := cell.Indicator; !s.Empty() {
		at := c.d.runes(s)
		q.Indicator = trimQuotes(s.Of(c.d.Text))
		q.IndicatorStart, q.IndicatorEnd = &at.Start, &at.End
	}
	q.Noun, q.Modifier, q.Role = "", can.Modifier, "actual"
	if cell.Target {
		q.Role = "target"
	}
	x.periodOfCell(c.d, cell, q)
	q.Place, q.PlaceCode, q.PlaceText, q.PlaceFrom = "", "", "", ""
	for _, s := range cell.Places {
		if p := x.m.placeNamed(s.Of(c.d.Text)); p != nil {
			q.Place, q.PlaceCode, q.PlaceFrom = p.Name, p.Code, "sentence"
			q.PlaceText, _ = c.d.original(s)
			break
		}
	}
	q.Change, q.Basis = "", ""
	if cell.Change == "" {
		return
	}
	q.Change, q.Basis = "increase", cell.Basis
	if cell.Change == "decline" {
		q.Change = "decrease" // a figure keeps its sign: growth of -0.6 % is an increase by -0.6
	}
	if q.Basis == "qoq" && len(q.Period) == len("2006-01") && q.Period[5] != 'Q' && q.Period[5] != 'H' {
		q.Basis = "mom"
	}
}

// periodOfCell fills the time that the headers of a cell say: the nearest, with the year of
// one farther away where it has none itself.
func (x *Quantity) periodOfCell(d *Document, cell *table.Cell, q *record.Quantity) {
	q.PeriodText, q.Period, q.PeriodFrom = "", "", ""
	var part, year table.Time
	var partText, yearISO string
	for _, t := range cell.Times {
		text := t.Span.Of(d.Text)
		if table.IsYear(text) {
			text += "年"
		}
		found := x.times.scan(text, d.Date)
		if len(found) == 0 || found[0].kind == "same" || basisBefore(text, found[0]) {
			continue
		}
		switch e := &found[0]; {
		case e.year && yearISO == "":
			year, yearISO = t, e.iso
		case !e.year && partText == "" && !t.Outside:
			part, partText = t, text
		}
	}
	told := year
	switch {
	case partText != "" && len(yearISO) >= 4:
		told = part
		q.Period = yearISO
		if found := x.times.scan(yearISO[:4]+"年"+partText, d.Date); len(found) > 0 && found[0].iso != "" {
			q.Period = found[0].iso
		}
	case partText != "":
		told = part
		q.Period = x.times.scan(partText, d.Date)[0].iso
	case yearISO != "":
		q.Period = yearISO
	default:
		return
	}
	if q.PeriodFrom = "sentence"; told.Outside {
		q.PeriodFrom = "section"
		return
	}
	q.PeriodText, _ = d.original(told.Span)
}
