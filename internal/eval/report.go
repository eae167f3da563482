package eval

import (
	"fmt"
	"slices"
	"strings"

	"github.com/huiyao/huiyao/record"
)

// What a Finding says.
const (
	Miss  = "miss"  // a label that no record matches
	False = "false" // a record that matches no label
	Wrong = "attr"  // an attribute of a right record
)

// Finding is one thing that a record and a label do not agree on.
type Finding struct {
	What string // Miss, False or Wrong
	Doc  string
	Type string
	Text string
	Note string // what was seen instead, and where
}

// String returns the finding as one line.
func (f Finding) String() string {
	return fmt.Sprintf("%-5s %s %s %s  %s", f.What, f.Doc, f.Type, oneLine.Replace(f.Text), oneLine.Replace(f.Note))
}

var oneLine = strings.NewReplacer("\n", "⏎")

// findings returns the misses and false alarms that the pairs leave.
func (m *measurement) findings(pairs []pair) []Finding {
	taken := map[int]bool{}
	hit := map[int]bool{}
	for _, p := range pairs {
		hit[p.label], taken[p.found] = true, true
	}
	var all []Finding
	for i := range m.labels {
		if hit[i] {
			continue
		}
		label := &m.labels[i]
		var saw []string
		for j := range m.found {
			if f := &m.found[j]; overlap(label, f) {
				saw = append(saw, f.Text+f.content())
			}
		}
		note := "want" + label.content() + ", saw nothing"
		if len(saw) > 0 {
			note = "want" + label.content() + ", saw " + strings.Join(saw, "; ")
		}
		all = append(all, Finding{Miss, m.doc, label.Type, label.Text, note})
	}
	for j := range m.found {
		if taken[j] || m.ignores(j) {
			continue
		}
		f := &m.found[j]
		around := m.slice(f.Start-12, f.Start) + "[" + f.Text + "]" + m.slice(f.End, f.End+8)
		all = append(all, Finding{False, m.doc, f.Type, f.Text, "saw" + f.content() + " in …" + around + "…"})
	}
	return all
}

// content returns what a record says about its span, with a space before it.
func (r *Record) content() string {
	switch r.Type {
	case record.TypeQuantity:
		return " " + strings.TrimSpace(r.values().String()+" "+unit(r.Unit))
	case record.TypeTaskCount:
		return fmt.Sprintf(" %d %s", r.Count, r.Noun)
	}
	return " " + r.Kind
}

// wrong returns the finding for an attribute.
func (m *measurement) wrong(kind string, p pair, a attribute) Finding {
	return Finding{Wrong, m.doc, kind, m.labels[p.label].Text, fmt.Sprintf("%s: want %q, saw %q", a.name, a.want, a.found)}
}

// reported are the types that a summary has a line for even where no label has them.
var reported = []string{record.TypeQuantity, record.TypeTaskCount, record.TypeBody}

// Summary returns the figures, a line for each type that has labels, and for quantities,
// task counts and bodies always: precision, recall, F1, the counts
// behind them, the F1 when any overlap counts, and the accuracy of each attribute.
func (r *Result) Summary() string {
	var b strings.Builder
	for _, t := range r.Types {
		s := t.Exact
		if s.Right+s.Missed == 0 && !slices.Contains(reported, t.Type) {
			continue
		}
		fmt.Fprintf(&b, "%-10s P %.3f R %.3f F1 %.3f  (%d right, %d false, %d missed)  overlap F1 %.3f",
			t.Type, s.Precision(), s.Recall(), s.F1(), s.Right, s.False, s.Missed, t.Overlap.F1())
		for i, a := range t.Attributes {
			if i == 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, " %s %.3f", a.Name, a.Accuracy())
		}
		b.WriteByte('\n')
	}
	return b.String()
}
