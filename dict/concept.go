package dict

import (
	"fmt"
	"slices"
	"strings"
)

// Concept is a statistical indicator: what several wordings mean. Wordings that hold one
// of an indicator and mean none (占GDP) have a Concept whose ID is "".
type Concept struct {
	ID      string // as in the records' "concept": gdp
	Chinese string // its full name, one of the wordings
	English string
	// Units are the dimensions (currency) and unit codes (TEU) that its figures have, but
	// for those of growth; nil for figures without a unit, as those of an index.
	Units []string
	// Measures are those of the records' "measure" that its figures can be, in the order
	// of Measures.
	Measures []string
	// Percent is the measure of a figure in % without a word of change: rate for 失业率5%,
	// growth for a target of 生产总值5%左右.
	Percent string
	// Better says which way is the better one: more or less, "" for neither.
	Better string
}

// Measures are those that a Concept can have, as in the records' "measure".
var Measures = []string{"growth", "level", "multiple", "rate", "share"}

// Has reports whether the concept's figures can be of the measure.
func (c *Concept) Has(measure string) bool { return slices.Contains(c.Measures, measure) }

// Takes reports whether a figure of the concept that is no growth can have the unit, which
// is of the dimension.
func (c *Concept) Takes(unit, dimension string) bool {
	return unit == "" && c.Units == nil || slices.Contains(c.Units, unit) || slices.Contains(c.Units, dimension)
}

// notConcepts is the list of wordings that hold one of a concept and mean none.
const notConcepts = "非指标"

// loadConcepts reads concepts.tsv into a lexicon by wording. Units, measure words and
// lists must have been read.
func loadConcepts(l *loader, d *Dict) *Lexicon[*Concept] {
	codes := map[string]bool{}
	for _, readings := range d.Units.values {
		for i := range readings {
			codes[readings[i].Code] = true
		}
	}
	for _, m := range d.MeasureWords.values {
		codes[m.Unit] = true
	}
	var words []string
	var values []*Concept
	owner := map[string]string{}
	ids := map[string]int{}
	for _, r := range l.rows("concepts.tsv", []string{"id", "chinese", "english", "wordings", "units", "measures", "percent", "better", "source"}) {
		c, faults := readConcept(r, codes)
		if line, ok := ids[c.ID]; ok {
			faults = append(faults, r.fault(0, "%q stands in line %d already", c.ID, line))
		}
		ids[c.ID] = r.line
		wordings, err := expandAll(r.list(3))
		if err != nil {
			faults = append(faults, r.fault(3, "%v", err))
		}
		if !slices.Contains(wordings, c.Chinese) {
			wordings = append(wordings, c.Chinese)
		}
		for _, w := range wordings {
			if other, ok := owner[w]; ok {
				faults = append(faults, r.fault(3, "%q is a wording of %s already", w, other))
				continue
			}
			owner[w] = c.ID
			words, values = append(words, w), append(values, c)
		}
		l.faults = append(l.faults, faults...)
	}
	if list, ok := d.lists[notConcepts].(*Lexicon[struct{}]); ok {
		none := &Concept{}
		for _, w := range list.Words() {
			if other, ok := owner[w]; ok {
				l.faults = append(l.faults, &Error{File: "lists.tsv", Message: fmt.Sprintf("%q of %s is a wording of %s", w, notConcepts, other)})
				continue
			}
			words, values = append(words, w), append(values, none)
		}
	}
	return NewLexicon(words, values)
}

func readConcept(r row, codes map[string]bool) (c *Concept, faults []error) {
	c = &Concept{ID: r.cells[0], Chinese: r.cells[1], English: r.cells[2], Units: r.list(4), Measures: r.list(5), Percent: r.cell(6)}
	if strings.Trim(c.ID, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
		faults = append(faults, r.fault(0, "%q is not of a-z, 0-9 and _", c.ID))
	}
	for _, u := range c.Units {
		if !slices.Contains(Dimensions, u) && !codes[u] {
			faults = append(faults, r.fault(4, "%q is no dimension and no code of units.tsv or measure_words.tsv", u))
		}
	}
	if len(c.Measures) == 0 {
		faults = append(faults, r.fault(5, "no measure"))
	}
	for _, m := range c.Measures {
		if !slices.Contains(Measures, m) {
			faults = append(faults, r.fault(5, "%q is none of %s", m, strings.Join(Measures, " ")))
		}
	}
	if !slices.IsSorted(c.Measures) || !slices.IsSorted(c.Units) {
		faults = append(faults, r.fault(4, "units and measures are sorted"))
	}
	var err error
	if c.Better, err = oneOf(r, 7, "more", "less", "-"); err != nil {
		faults = append(faults, err)
	}
	if !c.Has(c.Percent) {
		faults = append(faults, r.fault(6, "%q is none of its measures", c.Percent))
	}
	return c, faults
}

// ConceptsByID returns the statistical indicators by their ids. The caller may change the map.
func (d *Dict) ConceptsByID() map[string]*Concept {
	all := map[string]*Concept{}
	for _, c := range d.Concepts.values {
		if c.ID != "" {
			all[c.ID] = c
		}
	}
	return all
}

// maxWordings is how many wordings a concept may have.
const maxWordings = 3000

// expandAll returns the wordings with their choices made: 规{上,模以上}工业 is 规上工业 and
// 规模以上工业, and 国内{,生产}总值 leaves 生产 out in one.
func expandAll(wordings []string) (all []string, err error) {
	for _, w := range wordings {
		made := []string{""}
		for w != "" {
			fixed, rest, choice := strings.Cut(w, "{")
			options := []string{""}
			if choice {
				inside, after, closed := strings.Cut(rest, "}")
				if !closed || strings.Contains(inside, "{") {
					return nil, fmt.Errorf("%q: a choice is written {one,other}", w)
				}
				options, rest = strings.Split(inside, ","), after
			}
			if strings.ContainsAny(fixed, "},") {
				return nil, fmt.Errorf("%q: a choice is written {one,other}", w)
			}
			if len(made)*len(options) > maxWordings {
				return nil, fmt.Errorf("more than %d wordings", maxWordings)
			}
			var next []string
			for _, m := range made {
				for _, o := range options {
					next = append(next, m+fixed+o)
				}
			}
			made, w = next, rest
		}
		if slices.Contains(made, "") {
			return nil, fmt.Errorf("a wording may be empty")
		}
		if all = append(all, made...); len(all) > maxWordings {
			return nil, fmt.Errorf("more than %d wordings", maxWordings)
		}
	}
	return all, nil
}
