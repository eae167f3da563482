package review

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/huiyao/huiyao/record"
)

// Limits of the charts: what is beyond them is in the lists.
const (
	maxUnits    = 8
	maxAmounts  = 10
	maxSeries   = 24
	maxTaskBars = 40
)

// charts is what the charts draw. The JSON is what the page's script reads.
type charts struct {
	Types  []bar       `json:"types"`
	Units  []unitChart `json:"units"`
	Series []series    `json:"series"`
	Tasks  []taskBar   `json:"tasks"`

	Promises []promiseChart `json:"promises,omitempty"` // of an index
}

// Empty reports whether there is nothing to draw but the counts of the types.
func (c *charts) Empty() bool { return len(c.Units)+len(c.Series)+len(c.Tasks) == 0 }

type bar struct {
	Kind  string `json:"k"`
	Label string `json:"n"`
	Count int    `json:"v"`
}

// unitChart holds the largest amounts in one unit, the largest first.
type unitChart struct {
	Unit    string   `json:"u"`
	Amounts []amount `json:"a"`

	count int
	money bool
}

type amount struct {
	Label string      `json:"n"`
	Words string      `json:"x"`
	Value json.Number `json:"v"`
	Href  string      `json:"h"`

	exact record.Decimal
}

// series holds the values of one indicator by period, the earliest first.
type series struct {
	Label  string  `json:"n"`
	Unit   string  `json:"u"`
	Points []point `json:"p"`
}

type point struct {
	Period string      `json:"t"`
	Value  json.Number `json:"v"`
	Target bool        `json:"g,omitempty"`
	Href   string      `json:"h"`
}

type taskBar struct {
	Label  string `json:"n"`
	Count  int    `json:"v"`
	Listed int    `json:"l"`
	Href   string `json:"h"`
}

// collector gathers what the charts draw from the facts of one report, or of many.
type collector struct {
	words  map[string]string
	counts record.Counts
	units  map[string]*unitChart
	series map[string]*series
	order  []string // of series, as first met
	tasks  []taskBar
}

func newCollector(words map[string]string) *collector {
	return &collector{words: words, units: map[string]*unitChart{}, series: map[string]*series{}}
}

// add takes a fact that stands at href.
func (c *collector) add(f record.Fact, href string) {
	c.counts.Add(f.Kind())
	switch f := f.(type) {
	case *record.Quantity:
		c.quantity(f, href)
	case *record.TaskCount:
		if len(c.tasks) < maxTaskBars {
			c.tasks = append(c.tasks, taskBar{cmpOr(f.Noun, f.Simplified), f.Count, f.Listed, href})
		}
	}
}

func (c *collector) quantity(q *record.Quantity, href string) {
	value := json.Number(q.Value.String())
	about := cmpOr(q.Indicator, q.Noun)
	if q.Change == "" && q.Unit != "" {
		u := c.units[q.Unit]
		if u == nil {
			u = &unitChart{Unit: q.Unit, money: q.Dimension == "currency"}
			c.units[q.Unit] = u
		}
		u.count++
		a := amount{cmpOr(about, q.Simplified), q.Text, value, href, q.Value}
		// The largest stay, in order: an amount goes before those that are smaller.
		at := slices.IndexFunc(u.Amounts, func(b amount) bool { return b.exact.Cmp(&a.exact) < 0 })
		if at < 0 {
			at = len(u.Amounts)
		}
		if at < maxAmounts {
			u.Amounts = slices.Insert(u.Amounts, at, a)
			u.Amounts = u.Amounts[:min(len(u.Amounts), maxAmounts)]
		}
	}
	if q.Indicator == "" || q.Period == "" {
		return
	}
	label := q.Indicator
	if q.Place != "" {
		label = q.Place + " " + label
	}
	if q.Change != "" {
		label += " (" + strings.TrimSpace(c.words["change."+q.Change]+" "+cmpOr(c.words["basis."+q.Basis], q.Basis)) + ")"
	}
	key := label + "\x00" + q.Unit
	s := c.series[key]
	if s == nil {
		s = &series{Label: label, Unit: q.Unit}
		c.series[key] = s
		c.order = append(c.order, key)
	}
	if !slices.ContainsFunc(s.Points, func(p point) bool { return p.Period == q.Period }) {
		s.Points = append(s.Points, point{q.Period, value, q.Role == "target", href})
	}
}

// charts returns what was gathered.
func (c *collector) charts() *charts {
	out := &charts{
		Units: []unitChart{}, Series: []series{}, Tasks: c.tasks,
	}
	for _, t := range record.Descriptors() {
		if n := c.counts.Of(t.Name); t.Fact && (t.Default || n > 0) {
			out.Types = append(out.Types, bar{t.Name, c.words["type."+t.Name], n})
		}
	}
	if out.Tasks == nil {
		out.Tasks = []taskBar{}
	}
	for _, u := range c.units {
		if len(u.Amounts) > 1 {
			out.Units = append(out.Units, *u)
		}
	}
	slices.SortFunc(out.Units, func(a, b unitChart) int {
		if a.money != b.money {
			if a.money {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.Unit, b.Unit))
	})
	out.Units = out.Units[:min(len(out.Units), maxUnits)]
	for _, key := range c.order {
		s := *c.series[key]
		if len(s.Points) < 2 {
			continue
		}
		slices.SortStableFunc(s.Points, func(a, b point) int { return cmp.Compare(a.Period, b.Period) })
		out.Series = append(out.Series, s)
	}
	slices.SortStableFunc(out.Series, func(a, b series) int { return cmp.Compare(len(b.Points), len(a.Points)) })
	out.Series = out.Series[:min(len(out.Series), maxSeries)]
	return out
}

// pieceHref returns the address of a piece on its page.
func pieceHref(page string, piece int) string { return page + "#p" + strconv.Itoa(piece) }
