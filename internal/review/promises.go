package review

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/huiyao/huiyao/internal/panel"
	"github.com/huiyao/huiyao/record"
)

// maxPromises is how many bars a chart of promises has.
const maxPromises = 40

// promiseChart holds the targets of one indicator whose outcomes are known, by place and
// period.
type promiseChart struct {
	Label string       `json:"n"`
	Unit  string       `json:"u"`
	Bars  []promiseBar `json:"b"`
}

type promiseBar struct {
	Label       string      `json:"n"`
	Target      json.Number `json:"t"`
	Outcome     json.Number `json:"o"`
	Status      string      `json:"s"` // in words
	TargetHref  string      `json:"h"`
	OutcomeHref string      `json:"g"`
}

// mention is where a figure stands.
type mention struct {
	doc   string
	start int
}

// pledges gathers the figures of a run for its promises.
type pledges struct {
	builder panel.Builder
	figures []*panel.Figure
	hrefs   map[mention]string
}

// begin takes the document that the next facts are of.
func (p *pledges) begin(d *record.Document) { p.figures = append(p.figures, p.builder.Add(d)...) }

// add takes a fact that stands at href.
func (p *pledges) add(f record.Fact, href string) {
	q, ok := f.(*record.Quantity)
	if !ok || q.Concept == "" {
		return
	}
	if p.hrefs == nil {
		p.hrefs = map[mention]string{}
	}
	p.hrefs[mention{q.Doc, q.Start}] = href
	p.figures = append(p.figures, p.builder.Add(q)...)
}

// charts returns a chart for each indicator, measure and unit that has promises with an
// outcome in the same unit, those with the most first.
func (p *pledges) charts(words map[string]string) ([]promiseChart, error) {
	better, err := panel.Better()
	if err != nil {
		return nil, err
	}
	p.figures = append(p.figures, p.builder.Done()...)
	all := []promiseChart{}
	at := map[[3]string]int{}
	for _, promise := range panel.Promises(p.figures, better) {
		if promise.Outcome == nil || promise.TargetUnit != promise.OutcomeUnit {
			continue
		}
		key := [3]string{promise.Concept, promise.Measure, promise.TargetUnit}
		i, ok := at[key]
		if !ok {
			i = len(all)
			at[key] = i
			all = append(all, promiseChart{Label: cmp.Or(promise.Indicator, promise.Concept) + ", " + words["measure."+promise.Measure], Unit: promise.TargetUnit})
		}
		all[i].Bars = append(all[i].Bars, promiseBar{
			Label:       cmp.Or(promise.Place, promise.PlaceCode) + " " + promise.Period,
			Target:      signed(&promise.Target, promise.TargetChange, promise.Measure),
			Outcome:     signed(promise.Outcome, promise.OutcomeChange, promise.Measure),
			Status:      words["status."+promise.Status],
			TargetHref:  p.hrefs[mention{promise.TargetDoc, promise.TargetStart}],
			OutcomeHref: p.hrefs[mention{promise.OutcomeDoc, *promise.OutcomeStart}],
		})
	}
	slices.SortStableFunc(all, func(a, b promiseChart) int { return cmp.Compare(len(b.Bars), len(a.Bars)) })
	for i := range all {
		slices.SortStableFunc(all[i].Bars, func(a, b promiseBar) int { return cmp.Compare(a.Label, b.Label) })
		all[i].Bars = all[i].Bars[:min(len(all[i].Bars), maxPromises)]
	}
	return all[:min(len(all), maxSeries)], nil
}

// signed returns a value as it is drawn: a decrease below zero.
func signed(d *record.Decimal, change, measure string) json.Number {
	s := d.String()
	if change == "decrease" && measure == "growth" && s != "0" {
		s = "-" + s
	}
	return json.Number(s)
}
