// Package diff compares records: those of two outputs for one document, or of two whole
// runs. The order of records within a document does not count, nor that of documents.
package diff

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// The kinds of differences.
const (
	Gone    = "gone"    // a record, or a document with all its records, is not there any more
	Added   = "added"   // there was none before
	Changed = "changed" // some fields of a record differ
	Moved   = "moved"   // a record has other offsets, and is else the same
)

// Difference is what differs in one record, or says that a whole document is gone or
// added.
type Difference struct {
	Change string  `json:"change"`
	Doc    string  `json:"doc"`
	Type   string  `json:"type"`
	Start  *int    `json:"start"` // nil for records without a place
	End    *int    `json:"end"`
	Text   string  `json:"text"`
	Rule   string  `json:"rule"`
	Fields []Field `json:"fields"` // that differ, in the order of the record; none unless changed or moved
	// Records is how many records a document has that is gone or added as a whole, else 0.
	Records int `json:"records"`

	broken string // the line, where it is no record
}

// Field is a key whose values differ. The values are JSON as it stands in the record, nil
// where the record has no such key.
type Field struct {
	Key string          `json:"key"`
	Old json.RawMessage `json:"old,omitempty"`
	New json.RawMessage `json:"new,omitempty"`
}

// line is one record.
type line struct {
	raw    []byte
	fields []field // nil where raw is not a JSON object

	Type  string `json:"type"`
	Doc   string `json:"doc"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	Rule  string `json:"rule"`
}

type field struct{ key, value string }

func (l *line) difference(change string) Difference {
	d := Difference{Change: change, Doc: l.Doc, Type: l.Type, Text: l.Text, Rule: l.Rule}
	if l.Rule != "" {
		d.Start, d.End = &l.Start, &l.End
	}
	if l.fields == nil {
		d.broken = strings.TrimSuffix(string(l.raw), "\n")
	}
	return d
}

// lines returns the records in data, a line each.
func lines(data []byte) []*line {
	var all []*line
	for raw := range bytes.Lines(data) {
		l := &line{raw: raw}
		// A record without a place may have other things under the names of one: the text
		// of a document is null or all of it.
		if json.Unmarshal(raw, l) == nil {
			l.fields = fields(raw)
		}
		if l.Rule == "" {
			l.Start, l.End, l.Text = 0, 0, ""
		}
		all = append(all, l)
	}
	return all
}

// fields returns the keys and values of a JSON object in their order.
func fields(object []byte) []field {
	d := json.NewDecoder(bytes.NewReader(object))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	all := []field{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil
		}
		all = append(all, field{fmt.Sprint(key), string(value)})
	}
	return all
}

// offsets are the keys of places, which all change when a text gets longer.
var offsets = []string{"start", "end", "byte_start", "byte_end", "indicator_start", "indicator_end", "refers_to"}

// butOffsets returns the line without its offsets, "" where it has none.
func (l *line) butOffsets() string {
	if l.fields == nil || l.Rule == "" {
		return ""
	}
	var b strings.Builder
	for _, f := range l.fields {
		if !slices.Contains(offsets, f.key) {
			b.WriteString(f.key + "\x00" + f.value + "\x00")
		}
	}
	return b.String()
}

// Records returns how the records of a document in now differ from those in old, both
// lines of JSON, by their places. Nil means that they are the same records, in whatever
// order.
//
// A record belongs to the one that is the same, else to one that differs in offsets
// alone, else to one of its type with the same span, else to one with an overlapping
// span; what is left is gone or added.
func Records(old, now []byte) []Difference {
	if bytes.Equal(old, now) {
		return nil
	}
	p := pairs{old: lines(old), now: lines(now)}
	p.match(func(l *line) string { return string(l.raw) }, "")
	p.match((*line).butOffsets, Moved)
	p.match(func(l *line) string {
		if l.fields == nil {
			return ""
		}
		return fmt.Sprint(l.Type, " ", l.Start, " ", l.End)
	}, Changed)
	p.overlaps()
	for _, l := range p.old {
		p.found = append(p.found, l.difference(Gone))
	}
	for _, l := range p.now {
		p.found = append(p.found, l.difference(Added))
	}
	slices.SortStableFunc(p.found, func(a, b Difference) int { return cmp.Compare(a.place(), b.place()) })
	return p.found
}

// place returns where in the document d stands, -1 for records without a place.
func (d *Difference) place() int {
	if d.Start == nil {
		return -1
	}
	return *d.Start
}

// pairs are the records of two outputs that have no partner yet.
type pairs struct {
	old, now []*line
	found    []Difference
}

// match pairs what has the same key, the first with the first; "" is no key.
func (p *pairs) match(key func(*line) string, change string) {
	waiting := map[string][]*line{}
	for _, l := range p.now {
		if k := key(l); k != "" {
			waiting[k] = append(waiting[k], l)
		}
	}
	paired := map[*line]bool{}
	p.old = slices.DeleteFunc(p.old, func(a *line) bool {
		k := key(a)
		if k == "" || len(waiting[k]) == 0 {
			return false
		}
		p.pair(a, waiting[k][0], change)
		paired[waiting[k][0]] = true
		waiting[k] = waiting[k][1:]
		return true
	})
	p.now = slices.DeleteFunc(p.now, func(l *line) bool { return paired[l] })
}

// overlaps pairs what has the same type and overlaps.
func (p *pairs) overlaps() {
	byType := map[string][]*line{}
	for _, l := range p.now {
		if l.Rule != "" {
			byType[l.Type] = append(byType[l.Type], l)
		}
	}
	for _, all := range byType {
		slices.SortStableFunc(all, func(a, b *line) int { return cmp.Compare(a.Start, b.Start) })
	}
	slices.SortStableFunc(p.old, func(a, b *line) int { return cmp.Compare(a.Start, b.Start) })
	paired := map[*line]bool{}
	p.old = slices.DeleteFunc(p.old, func(a *line) bool {
		all := byType[a.Type]
		if a.Rule == "" {
			return false
		}
		for len(all) > 0 && (paired[all[0]] || all[0].End <= a.Start) {
			all = all[1:] // nor does it overlap what comes after a
		}
		byType[a.Type] = all
		for _, b := range all {
			if b.Start >= a.End {
				break
			}
			if !paired[b] && b.End > a.Start {
				p.pair(a, b, Changed)
				paired[b] = true
				return true
			}
		}
		return false
	})
	p.now = slices.DeleteFunc(p.now, func(l *line) bool { return paired[l] })
}

func (p *pairs) pair(a, b *line, change string) {
	if bytes.Equal(a.raw, b.raw) {
		return
	}
	d := b.difference(change)
	for _, f := range a.fields {
		i := slices.IndexFunc(b.fields, func(g field) bool { return g.key == f.key })
		switch {
		case i < 0:
			d.Fields = append(d.Fields, Field{f.key, json.RawMessage(f.value), nil})
		case b.fields[i].value != f.value:
			d.Fields = append(d.Fields, Field{f.key, json.RawMessage(f.value), json.RawMessage(b.fields[i].value)})
		}
	}
	for _, g := range b.fields {
		if !slices.ContainsFunc(a.fields, func(f field) bool { return f.key == g.key }) {
			d.Fields = append(d.Fields, Field{g.key, nil, json.RawMessage(g.value)})
		}
	}
	if change == Moved && len(d.Fields) == 0 {
		d.Change = Changed // written in another way, nothing else
	}
	p.found = append(p.found, d)
}

// String names the record: what it is, where it stands and its words.
func (d *Difference) String() string {
	switch {
	case d.broken != "":
		return "not a record: " + d.broken
	case d.Records > 0:
		return fmt.Sprintf("document with all its records, %d", d.Records)
	case d.Start == nil:
		return d.Type
	}
	return fmt.Sprintf("%s %d–%d %q (%s)", d.Type, *d.Start, *d.End, d.Text, d.Rule)
}

// Lines returns the difference to be read by people: a line that names the record and,
// indented, one for each field.
func (d *Difference) Lines() []string {
	all := []string{fmt.Sprintf("%-8s %s", d.Change, d)}
	for _, f := range d.Fields {
		all = append(all, fmt.Sprintf("           %s: %s → %s", f.Key, value(f.Old), value(f.New)))
	}
	if d.Change == Changed && len(d.Fields) == 0 {
		all = append(all, "           the same fields, written in another way or order")
	}
	return all
}

func value(v json.RawMessage) string {
	if v == nil {
		return "no such key"
	}
	return string(v)
}
