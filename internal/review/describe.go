package review

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/huiyao/huiyao/pipeline/simplify"
	"github.com/huiyao/huiyao/record"
)

// entry is a fact as the lists and the card show it. The JSON is what the page's script
// reads.
type entry struct {
	ID         int        `json:"-"`
	Kind       string     `json:"t"`
	Text       string     `json:"x"`
	Simplified string     `json:"z"`
	Lane       int        `json:"l"`
	Piece      int        `json:"p"` // where it begins in the report
	Sentence   int        `json:"q"` // in data.Sentences
	Rule       string     `json:"r"`
	Modifier   string     `json:"m,omitempty"`
	Role       string     `json:"o,omitempty"`
	First      *int       `json:"b,omitempty"` // entry of the first mention of the same body
	Reading    string     `json:"v"`           // value and unit, count and noun, name
	Fields     [][]string `json:"f"`           // label, value

	About  string   `json:"-"` // indicator or noun, period, place
	Badges []string `json:"-"`
	Task   *task    `json:"-"`
	Person string   `json:"-"`
}

// task is what the list of tasks shows of one.
type task struct {
	Items       []string
	Count       int
	Listed      int
	Enough      bool
	SetBy       string
	Description string
}

// group is a body with its mentions.
type group struct {
	Name      string
	Kind      string
	PlaceCode string
	Mentions  []*entry
}

// describer turns facts into entries.
type describer struct {
	words     map[string]string
	sentences [][2]string // in the report's script and in simplified script
	known     map[string]int
}

func (d *describer) word(prefix, value string) string {
	if value == "" {
		return ""
	}
	if w, ok := d.words[prefix+"."+value]; ok {
		return w
	}
	return value
}

// sentence returns the number of a sentence in the table of sentences.
func (d *describer) sentence(text string) int {
	n, ok := d.known[text]
	if !ok {
		n = len(d.sentences)
		d.known[text] = n
		d.sentences = append(d.sentences, [2]string{text, simplify.Convert(text)})
	}
	return n
}

// entry describes one fact.
func (d *describer) entry(f record.Fact) *entry {
	c := f.Where()
	e := &entry{
		Kind: c.Type, Text: c.Text, Simplified: c.Simplified, Sentence: d.sentence(c.Sentence),
		Rule: c.Rule, Fields: [][]string{},
	}
	switch f := f.(type) {
	case *record.Quantity:
		d.quantity(e, f)
	case *record.TaskCount:
		d.taskCount(e, f)
	case *record.Body:
		d.body(e, f)
	case *record.Time:
		e.Reading = f.Value
	case *record.Person:
		e.About = strings.Join(append(slices.Clone(f.Position), f.Body), " ")
	case *record.Place:
		e.Reading, e.About = strings.Join(f.Codes, " "), f.Name
	case *record.Meeting:
		e.Reading, e.About = f.Date, strings.TrimSpace(f.Place+" "+f.Topic)
	case *record.NamedDocument:
		e.Reading, e.About = f.Date, strings.TrimSpace(f.Number+" "+f.IssuedBy)
	case *record.Number:
		e.Modifier = exact(f.Modifier)
		e.Reading = interval(&f.Value, f.ValueTo)
		d.field(e, "class", d.word("class", f.Class))
		d.field(e, "modifier", d.word("modifier", f.Modifier))
		e.Badges = d.badges("modifier", f.Modifier, "class", f.Class)
	}
	d.field(e, "section", c.Section)
	d.field(e, "rule", c.Rule)
	d.field(e, "at", fmt.Sprintf("%d–%d", c.Start, c.End))
	return e
}

func (d *describer) field(e *entry, key, value string) {
	if value != "" {
		e.Fields = append(e.Fields, []string{d.words["field."+key], value})
	}
}

// badges returns the words for pairs of prefix and value, without the empty ones.
func (d *describer) badges(pairs ...string) []string {
	var out []string
	for i := 0; i < len(pairs); i += 2 {
		if w := d.word(pairs[i], pairs[i+1]); w != "" {
			out = append(out, w)
		}
	}
	return out
}

func (d *describer) quantity(e *entry, q *record.Quantity) {
	e.Modifier, e.Role = exact(q.Modifier), q.Role
	e.Reading = withUnit(interval(&q.Value, q.ValueTo), q.Unit)
	e.About = about(cmpOr(q.Indicator, q.Noun), period(q.PeriodText, q.Period), q.Place)
	change := strings.TrimSpace(d.word("change", q.Change) + " " + d.word("basis", q.Basis))
	e.Badges = d.badges("modifier", q.Modifier, "role", notActual(q.Role), "change", change)
	d.field(e, "indicator", q.Indicator)
	if q.Noun != q.Indicator {
		d.field(e, "noun", q.Noun)
	}
	d.field(e, "period", period(q.PeriodText, q.Period))
	d.field(e, "place", strings.TrimSpace(q.Place+" "+q.PlaceCode))
	d.field(e, "modifier", d.word("modifier", q.Modifier))
	d.field(e, "role", d.word("role", q.Role))
	d.field(e, "change", change)
	if q.BaseValue != nil && q.BaseUnit != q.Unit {
		d.field(e, "base", withUnit(grouped(q.BaseValue.String()), q.BaseUnit))
	}
	d.field(e, "dimension", q.Dimension)
}

func (d *describer) taskCount(e *entry, t *record.TaskCount) {
	e.Modifier = exact(t.Modifier)
	e.Reading = withUnit(grouped(strconv.Itoa(t.Count)), t.Noun)
	e.About = about(period(t.PeriodText, t.Period))
	complete := ""
	if t.Complete {
		complete = "true"
	}
	e.Badges = d.badges("modifier", t.Modifier, "class", t.Class, "status", t.Status, "complete", complete)
	e.Task = &task{
		Items: t.Items, Count: t.Count, Listed: t.Listed, Enough: t.Listed >= t.Count, SetBy: t.SetBy,
		Description: fmt.Sprintf("%d %s %d", t.Listed, d.words["of"], t.Count),
	}
	d.field(e, "class", d.word("class", t.Class))
	d.field(e, "modifier", d.word("modifier", t.Modifier))
	d.field(e, "listed", e.Task.Description)
	d.field(e, "items", strings.Join(t.Items, "; "))
	d.field(e, "set_by", t.SetBy)
	d.field(e, "status", d.word("status", t.Status))
	d.field(e, "period", period(t.PeriodText, t.Period))
}

func (d *describer) body(e *entry, b *record.Body) {
	e.Reading = b.Name
	e.Person = strings.TrimSpace(b.Position + " " + b.Person)
	d.field(e, "kind", d.word("kind", b.BodyKind))
	d.field(e, "person", e.Person)
	d.field(e, "place", b.PlaceCode)
}

// groups collects the mentions of each body, in the order of the first mentions, and
// points each later mention to its first.
func (d *describer) groups(facts []record.Fact, entries []*entry) []*group {
	var all []*group
	at := map[int]int{} // start of a first mention -> index into all
	for i, f := range facts {
		b, ok := f.(*record.Body)
		if !ok {
			continue
		}
		if b.RefersTo != nil {
			if n, ok := at[*b.RefersTo]; ok && *b.RefersTo != b.Start {
				first := all[n].Mentions[0].ID
				entries[i].First = &first
				all[n].Mentions = append(all[n].Mentions, entries[i])
				continue
			}
		}
		at[b.Start] = len(all)
		all = append(all, &group{Name: b.Name, Kind: d.word("kind", b.BodyKind), PlaceCode: b.PlaceCode, Mentions: []*entry{entries[i]}})
	}
	return all
}

// choice is an entry of a filter.
type choice struct {
	Value string
	Label string
	Count int
}

// choices counts the values that get gives, in the order of order and then by value; empty
// ones are left out.
func (d *describer) choices(entries []*entry, prefix string, order []string, get func(*entry) string) []choice {
	counts := map[string]int{}
	var values []string
	for _, e := range entries {
		v := get(e)
		if v == "" {
			continue
		}
		if counts[v] == 0 {
			values = append(values, v)
		}
		counts[v]++
	}
	slices.SortFunc(values, func(a, b string) int {
		return cmp.Or(cmp.Compare(place(order, a), place(order, b)), cmp.Compare(a, b))
	})
	out := make([]choice, 0, len(values))
	for _, v := range values {
		out = append(out, choice{v, d.word(prefix, v), counts[v]})
	}
	return out
}

// place returns where a value stands in a list, behind it if it does not.
func place(list []string, value string) int {
	if at := slices.Index(list, value); at >= 0 {
		return at
	}
	return len(list)
}

// Orders in which the filters offer values.
var (
	typeOrder     = record.FactTypes()
	modifierOrder = []string{"exact", "about", "near", "over", "under", "at_least", "at_most", "several"}
	roleOrder     = []string{"actual", "target", "limit"}
)

// exact names the modifier of a number without one, so that a filter can ask for it.
func exact(modifier string) string { return cmpOr(modifier, "exact") }

// notActual returns the role where it says more than that the figure is one of facts.
func notActual(role string) string {
	if role == "actual" {
		return ""
	}
	return role
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// about joins what is not empty.
func about(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// period returns the words for a time and, where they do not say it themselves, its ISO form.
func period(text, iso string) string {
	switch {
	case text == "":
		return iso
	case iso == "" || strings.Contains(text, iso):
		return text
	}
	return text + " (" + iso + ")"
}

// withUnit puts a unit behind a number as it is usual for it.
func withUnit(number, unit string) string {
	switch unit {
	case "":
		return number
	case "%", "‰", "°C":
		return number + unit
	}
	return number + " " + unit
}

// interval writes a value, or a range of values.
func interval(from, to *record.Decimal) string {
	if to == nil {
		return grouped(from.String())
	}
	return grouped(from.String()) + "–" + grouped(to.String())
}

// grouped puts commas between the thousands of a plain decimal.
func grouped(number string) string {
	sign := ""
	if strings.HasPrefix(number, "-") {
		sign, number = "−", number[1:]
	}
	whole, fraction, point := strings.Cut(number, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + fraction
	}
	return sign + whole
}
