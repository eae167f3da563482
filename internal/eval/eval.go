// Package eval measures extracted records against labels written by hand: precision,
// recall and F1 for each type of fact, and for what was found rightly the share of its
// attributes that are right too.
//
// A record is right when
//
//   - quantity: it overlaps a labelled quantity and has its value (of a range, both ends)
//     and its unit;
//   - task_count: it overlaps a labelled task count, has its count, and one of the two
//     nouns ends with the other;
//   - all others: it covers exactly the span of a label of its type.
//
// A label without attributes, from a tool that has no room for them, wants exactly its span.
//
// Each label takes the nearest right record that no label before it has taken. A record
// that no label takes is a false alarm, unless it touches an "ignore" label, which
// stands for what two careful people could label differently.
package eval

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/huiyao/huiyao/record"
)

// Types lists the measured types of record in the order of the report.
var Types = record.DefaultTypes()

// Document is a labelled document and what was found in it.
type Document struct {
	Name   string   // as findings name it
	Text   string   // the document's text, which offsets count in code points
	Labels []Record // written by hand
	Found  []Record // extracted; types that are not measured are passed over
}

// Score counts the right, the false and the missed records of one type.
type Score struct{ Right, False, Missed int }

// Precision returns the share of the found records that are right, 0 where none is found.
func (s Score) Precision() float64 { return ratio(s.Right, s.Right+s.False) }

// Recall returns the share of the labels that were found, 0 where there are none.
func (s Score) Recall() float64 { return ratio(s.Right, s.Right+s.Missed) }

// F1 returns the harmonic mean of precision and recall.
func (s Score) F1() float64 { return ratio(2*s.Right, 2*s.Right+s.False+s.Missed) }

func ratio(a, b int) float64 { return float64(a) / float64(max(1, b)) }

// TypeResult is what was measured for one type.
type TypeResult struct {
	Type       string
	Exact      Score // by the rules of the package comment
	Overlap    Score // any overlap counts as right
	Attributes []Attribute
}

// Attribute is the accuracy of one attribute over the right records of a type.
type Attribute struct {
	Name string
	Sum  float64 // 1 for each record that has it right; items add their own F1
	Of   int
}

// Accuracy returns Sum divided by Of.
func (a Attribute) Accuracy() float64 { return a.Sum / float64(max(1, a.Of)) }

// Result is the outcome of Measure.
type Result struct {
	Documents int
	Types     []TypeResult // as in Types
	Findings  []Finding    // by document, then by type
}

// Measure scores the documents in the order given. A label or record whose text does not
// stand at its offsets is an error: figures made from it would mean nothing.
func Measure(docs []Document) (*Result, error) {
	r := &Result{Documents: len(docs)}
	attributes := make([]map[string]Attribute, len(Types))
	for i, t := range Types {
		r.Types = append(r.Types, TypeResult{Type: t})
		attributes[i] = map[string]Attribute{}
	}
	for _, d := range docs {
		text := []rune(d.Text)
		if err := inPlace(d, text); err != nil {
			return nil, err
		}
		for i, t := range Types {
			m := measurement{doc: d.Name, text: text, labels: ofType(d.Labels, t), found: ofType(d.Found, t), ignored: ignoring(d.Labels, t)}
			exact := &r.Types[i].Exact
			pairs := m.score(right, exact)
			m.score(overlap, &r.Types[i].Overlap)
			r.Findings = append(r.Findings, m.findings(pairs)...)
			for _, p := range pairs {
				for _, a := range m.attributes(t, p) {
					sum := attributes[i][a.name]
					sum.Name, sum.Sum, sum.Of = a.name, sum.Sum+a.score, sum.Of+1
					attributes[i][a.name] = sum
					if a.score != 1 {
						r.Findings = append(r.Findings, m.wrong(t, p, a))
					}
				}
			}
		}
	}
	for i := range r.Types {
		for _, a := range attributes[i] {
			r.Types[i].Attributes = append(r.Types[i].Attributes, a)
		}
		slices.SortFunc(r.Types[i].Attributes, func(a, b Attribute) int { return cmp.Compare(a.Name, b.Name) })
	}
	return r, nil
}

// inPlace checks that every label and record has the text that stands at its offsets.
func inPlace(d Document, text []rune) error {
	for _, side := range []struct {
		name    string
		records []Record
	}{{"label", d.Labels}, {"record", d.Found}} {
		for _, x := range side.records {
			if x.Type != typeIgnore && !slices.Contains(Types, x.Type) {
				continue // document records have no place
			}
			if x.Start < 0 || x.End < x.Start || x.End > len(text) {
				return fmt.Errorf("eval: %s: %s %s %q is at %d–%d, the text has %d code points", d.Name, x.Type, side.name, x.Text, x.Start, x.End, len(text))
			}
			if got := string(text[x.Start:x.End]); got != x.Text {
				return fmt.Errorf("eval: %s: %s %s %q is at %d–%d, where the text has %q", d.Name, x.Type, side.name, x.Text, x.Start, x.End, got)
			}
		}
	}
	return nil
}

// ignoring returns the labels that make records of the type count neither way: those that
// name no types and those that name it.
func ignoring(labels []Record, kind string) []Record {
	return slices.DeleteFunc(ofType(labels, typeIgnore), func(r Record) bool {
		return len(r.Of) > 0 && !slices.Contains(r.Of, kind)
	})
}

func ofType(records []Record, kind string) []Record {
	var of []Record
	for _, r := range records {
		if r.Type == kind {
			of = append(of, r)
		}
	}
	return of
}

// measurement is one document's labels and records of one type.
type measurement struct {
	doc                    string
	text                   []rune
	labels, found, ignored []Record
}

// pair links a label to the record that it took, by their indexes.
type pair struct{ label, found int }

// score matches records to labels and adds the counts to s. It returns the pairs in the
// order of the labels.
func (m *measurement) score(same func(label, found *Record) bool, s *Score) []pair {
	pairs, free := m.match(same)
	s.Right += len(pairs)
	s.Missed += len(m.labels) - len(pairs)
	for _, j := range free {
		if !m.ignores(j) {
			s.False++
		}
	}
	return pairs
}

// match gives each label the nearest of the records that are the same and still free,
// the first of equally near ones, and returns the indexes of those left over as well.
func (m *measurement) match(same func(label, found *Record) bool) (pairs []pair, free []int) {
	free = make([]int, len(m.found))
	for j := range free {
		free[j] = j
	}
	for i := range m.labels {
		label, best, distance := &m.labels[i], -1, 0
		for k, j := range free {
			f := &m.found[j]
			if !same(label, f) {
				continue
			}
			if d := abs(label.Start-f.Start) + abs(label.End-f.End); best < 0 || d < distance {
				best, distance = k, d
			}
		}
		if best >= 0 {
			pairs = append(pairs, pair{i, free[best]})
			free = slices.Delete(free, best, best+1)
		}
	}
	return pairs, free
}

// ignores reports whether record j touches an "ignore" label.
func (m *measurement) ignores(j int) bool {
	return slices.ContainsFunc(m.ignored, func(x Record) bool { return overlap(&x, &m.found[j]) })
}

func overlap(a, b *Record) bool { return a.Start < b.End && b.Start < a.End }

// right reports whether found is what label says, by the rules of the package comment.
func right(label, found *Record) bool {
	if label.spanOnly {
		return label.Start == found.Start && label.End == found.End
	}
	switch label.Type {
	case record.TypeQuantity:
		return overlap(label, found) && found.values().same(label.values()) && unit(found.Unit) == unit(label.Unit)
	case record.TypeTaskCount:
		return overlap(label, found) && found.Count == label.Count && found.Noun != "" &&
			(strings.HasSuffix(label.Noun, found.Noun) || strings.HasSuffix(found.Noun, label.Noun))
	}
	return label.Start == found.Start && label.End == found.End
}

// attribute is how well a right record has one attribute.
type attribute struct {
	name        string
	score       float64 // 0 to 1
	want, found string
}

func (m *measurement) attributes(kind string, p pair) []attribute {
	label, found := &m.labels[p.label], &m.found[p.found]
	if label.spanOnly {
		return nil
	}
	equal := func(name, want, got string) attribute {
		return attribute{name, truth(want == got), want, got}
	}
	switch kind {
	case record.TypeQuantity:
		indicator := found.Indicator // labels have it in the text's own script
		if indicator != "" && found.IndicatorStart != nil && found.IndicatorEnd != nil {
			indicator = m.slice(*found.IndicatorStart, *found.IndicatorEnd)
		}
		part := indicator == label.Indicator || indicator != "" && label.Indicator != "" &&
			(strings.Contains(indicator, label.Indicator) || strings.Contains(label.Indicator, indicator))
		return []attribute{
			equal("modifier", label.Modifier, found.Modifier),
			equal("change", label.Change, found.Change),
			equal("role", label.Role, found.Role),
			equal("period", label.Period, found.PeriodText),
			{"indicator", truth(part), label.Indicator, indicator},
			equal("indicator_exact", label.Indicator, indicator),
		}
	case record.TypeTaskCount:
		return []attribute{
			equal("class", label.Class, found.Class),
			{"items", agreement(label.Items, found.Items), strings.Join(label.Items, "|"), strings.Join(found.Items, "|")},
			equal("complete", fmt.Sprint(label.Complete), fmt.Sprint(found.Complete)),
		}
	case record.TypeTime:
		value := attribute{"value", truth(sameTime(label.Value.word, found.Value.word)), label.Value.word, found.Value.word}
		return []attribute{value, equal("mod", label.Mod, found.Mod)}
	case record.TypePerson:
		return []attribute{{"position", agreement(label.Position, found.Position), strings.Join(label.Position, "|"), strings.Join(found.Position, "|")}}
	case record.TypePlace:
		return []attribute{equal("codes", strings.Join(label.Codes, " "), strings.Join(found.Codes, " "))}
	case record.TypeNamedDocument:
		return []attribute{equal("kind", label.Kind, found.Kind), equal("status", label.Status, found.Status), equal("number", label.Number, found.Number)}
	}
	return []attribute{equal("kind", label.Kind, found.Kind)}
}

// sameTime reports whether a time says no other than its label, where X is what the text
// alone does not tell and "" what the day of writing would.
func sameTime(label, found string) bool {
	if label == "" {
		return true
	}
	if len(label) != len(found) {
		return false
	}
	for i := range len(label) {
		if label[i] != found[i] && label[i] != 'X' {
			return false
		}
	}
	return true
}

// slice returns the text between two code point offsets, cut off at the text's ends.
func (m *measurement) slice(start, end int) string {
	end = min(max(end, 0), len(m.text))
	return string(m.text[min(max(start, 0), end):end])
}

// agreement returns the F1 of two sets of items, 1 where both are empty.
func agreement(want, got []string) float64 {
	a, b := set(want), set(got)
	if len(a)+len(b) == 0 {
		return 1
	}
	both := 0
	for x := range a {
		if b[x] {
			both++
		}
	}
	return 2 * float64(both) / float64(len(a)+len(b))
}

func set(items []string) map[string]bool {
	s := map[string]bool{}
	for _, x := range items {
		s[x] = true
	}
	return s
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func abs(n int) int { return max(n, -n) }

// tolerance is the relative difference up to which two values are the same: labels
// round fractions such as 三分之一 to four places.
const tolerance = 1e-3

func near(found, label float64) bool {
	if label == 0 {
		return found == 0
	}
	return math.Abs(found-label) <= tolerance*max(1e-9, math.Abs(label))
}
