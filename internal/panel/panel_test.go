package panel

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/record"
)

func number(t *testing.T, s string) record.Decimal {
	t.Helper()
	d, err := record.ParseDecimal(s)
	require.NoError(t, err)
	return d
}

// figure is a quantity of a made-up province, as the tests write it.
type figure struct {
	doc, value, to, unit, modifier, change, basis string
	role, period, concept, measure                string
	base, baseUnit                                string
}

func (f figure) quantity(t *testing.T) *record.Quantity {
	q := &record.Quantity{
		Common: record.Common{Head: record.Head{Type: record.TypeQuantity, Doc: f.doc}, Sentence: f.doc + " " + f.value},
		Value:  number(t, f.value), Unit: f.unit, Modifier: f.modifier, Change: f.change, Basis: f.basis, Role: f.role,
		Period: f.period, Concept: f.concept, Measure: f.measure, Place: "某省", BaseUnit: f.baseUnit,
	}
	if f.to != "" {
		to := number(t, f.to)
		q.ValueTo = &to
	}
	if f.base != "" {
		base := number(t, f.base)
		q.BaseValue = &base
	}
	return q
}

func documents(dates ...string) []*record.Document {
	var all []*record.Document
	for i, date := range dates {
		all = append(all, &record.Document{Head: record.Head{Type: record.TypeDocument, Doc: string(rune('a' + i))}, Date: date})
	}
	return all
}

// run returns the panel of figures, whose documents a, b, c have the dates.
func run(t *testing.T, dates []string, figures ...figure) []*Figure {
	var b Builder
	var all []*Figure
	for _, d := range documents(dates...) {
		all = append(all, b.Add(d)...)
		for _, f := range figures {
			if f.doc == d.Doc {
				all = append(all, b.Add(f.quantity(t))...)
			}
		}
	}
	return append(all, b.Done()...)
}

func better(concept string) string {
	return map[string]string{"gdp": "more", "unemployment_rate": "less", "energy_intensity": "less", "exchange_rate": "", "grain_output": "more"}[concept]
}

func TestPanel(t *testing.T) {
	growth := figure{doc: "a", value: "5", unit: "%", change: "increase", role: "target", period: "2025", concept: "gdp", measure: "growth"}
	again, level, none, unplaced := growth, growth, growth, growth
	again.basis = "yoy"
	level.value, level.unit, level.measure, level.change = "5000000000000", "CNY", "level", ""
	none.concept = ""
	unplaced.period = ""
	rows := run(t, []string{"2025-01-15"}, growth, again, level, none, unplaced)
	require.Len(t, rows, 2, "a figure stated twice is one row; without indicator or period it is none")
	assert.Equal(t, 2, rows[0].Mentions)
	assert.Equal(t, "2025-01-15", rows[0].Date)
	assert.Equal(t, "level", rows[1].Measure)

	var b Builder
	assert.Empty(t, b.Add(growth.quantity(t)))
	other := growth
	other.doc = "b"
	assert.Len(t, b.Add(other.quantity(t)), 1, "facts without their document are parted by its id")
	assert.Len(t, b.Done(), 1)
	assert.Empty(t, b.Done())
}

func TestPromises(t *testing.T) {
	dates := []string{"2025-01-15", "2026-01-20"}
	target := func(value, modifier string) figure {
		return figure{doc: "a", value: value, modifier: modifier, unit: "%", change: "increase", role: "target", period: "2025", concept: "gdp", measure: "growth"}
	}
	outcome := func(value, modifier string) figure {
		f := target(value, modifier)
		f.doc, f.role, f.basis = "b", "actual", "yoy"
		return f
	}
	as := func(f figure, concept, measure, change string) figure {
		f.concept, f.measure, f.change = concept, measure, change
		return f
	}
	to := func(f figure, to string) figure { f.to = to; return f }
	for _, c := range []struct {
		name            string
		target, outcome figure
		status, diff    string
	}{
		{"met", target("5", ""), outcome("5.2", ""), Met, "0.2"},
		{"missed", target("5", ""), outcome("4.9", ""), Missed, "-0.1"},
		{"about_reaches_half_a_digit", target("5", "about"), outcome("4.9", ""), Met, "-0.1"},
		{"about_no_further", target("5", "about"), outcome("4.4", ""), Missed, "-0.6"},
		{"about_a_tenth_at_most", target("1", "about"), outcome("0.8", ""), Missed, "-0.2"},
		{"at_least", target("5", "at_least"), outcome("4.9", ""), Missed, "-0.1"},
		{"over_as_outcome", target("5", ""), outcome("5", "over"), Met, "0"},
		{"over_says_too_little", target("5.5", ""), outcome("5", "over"), Unclear, "-0.5"},
		{"under_as_outcome", target("5", ""), outcome("5", "under"), Unclear, "0"},
		{"several", target("5", ""), outcome("10", "several"), Unclear, "5"},
		{"range", to(target("5", ""), "6"), outcome("5.2", ""), Met, "0.2"},
		{"above_a_range", to(target("5", ""), "6"), outcome("6.5", ""), Met, "1.5"},
		{"below_a_range", to(target("5", ""), "6"), outcome("4.5", ""), Missed, "-0.5"},
		{"range_as_outcome", target("5", ""), to(outcome("4.8", ""), "5.2"), Unclear, "-0.2"},
		{"less_is_better", as(target("5.5", ""), "unemployment_rate", "rate", ""), as(outcome("5.1", ""), "unemployment_rate", "rate", ""), Met, "-0.4"},
		{"more_than_allowed", as(target("5.5", "about"), "unemployment_rate", "rate", ""), as(outcome("5.6", ""), "unemployment_rate", "rate", ""), Missed, "0.1"},
		{"at_most", as(target("5.5", "at_most"), "gdp", "rate", ""), as(outcome("5.6", ""), "gdp", "rate", ""), Missed, "0.1"},
		{"fell_further", as(target("3", ""), "energy_intensity", "growth", "decrease"), as(outcome("3.5", ""), "energy_intensity", "growth", "decrease"), Met, "-0.5"},
		{"fell_at_least", as(target("3", "at_least"), "energy_intensity", "growth", "decrease"), as(outcome("2.5", ""), "energy_intensity", "growth", "decrease"), Missed, "0.5"},
		{"rose_instead", as(target("3", ""), "energy_intensity", "growth", "decrease"), as(outcome("1", ""), "energy_intensity", "growth", "increase"), Missed, "4"},
		{"neither_way", as(target("7", "about"), "exchange_rate", "level", ""), as(outcome("7.2", ""), "exchange_rate", "level", ""), Met, "0.2"},
		{"neither_way_too_far", as(target("7", "about"), "exchange_rate", "level", ""), as(outcome("7.8", ""), "exchange_rate", "level", ""), Missed, "0.8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := Promises(run(t, dates, c.target, c.outcome), better)
			require.Len(t, all, 1)
			p := all[0]
			assert.Equal(t, c.status, p.Status)
			require.NotNil(t, p.Difference)
			assert.Equal(t, c.diff, p.Difference.String())
			assert.Equal(t, 1, p.Outcomes)
			assert.Equal(t, []string{"a", "b"}, []string{p.TargetDoc, p.OutcomeDoc})
			assert.NotEmpty(t, p.TargetSentence)
			assert.NotEmpty(t, p.OutcomeSentence)
		})
	}

	with := func(f figure, change func(*figure)) figure { change(&f); return f }
	for _, c := range []struct {
		name    string
		outcome figure
	}{
		{"level_is_no_growth", with(outcome("5", ""), func(f *figure) { f.measure = "level" })},
		{"other_period", with(outcome("5", ""), func(f *figure) { f.period = "2024" })},
		{"other_indicator", with(outcome("5", ""), func(f *figure) { f.concept = "gdp_per_capita" })},
		{"other_unit", with(outcome("5", ""), func(f *figure) { f.unit = "pp" })},
		{"other_basis", with(outcome("5", ""), func(f *figure) { f.basis = "since:2020" })},
		{"a_target_again", with(outcome("5", ""), func(f *figure) { f.role = "target" })},
		{"same_report", with(outcome("5", ""), func(f *figure) { f.doc = "a" })},
	} {
		t.Run("open_"+c.name, func(t *testing.T) {
			p := Promises(run(t, dates, target("5", ""), c.outcome), better)[0]
			assert.Equal(t, Open, p.Status)
			assert.Nil(t, p.Outcome)
			assert.Nil(t, p.Difference)
			assert.Empty(t, p.OutcomeSentence)
		})
	}
}

func TestPromiseTakesTheFirstReport(t *testing.T) {
	target := figure{doc: "c", value: "5", unit: "%", change: "increase", role: "target", period: "2025", concept: "gdp", measure: "growth"}
	rough, exact, revised, earlier := target, target, target, target
	for _, f := range []*figure{&rough, &exact, &revised, &earlier} {
		f.role = "actual"
	}
	revised.doc, revised.value = "a", "5.4" // 2027
	rough.doc, rough.value, rough.modifier = "b", "5", "over"
	exact.doc, exact.value = "b", "5.1"
	earlier.doc, earlier.value = "d", "3"
	p := Promises(run(t, []string{"2027-01-20", "2026-01-20", "2025-01-20", "2024-01-20"}, target, revised, rough, exact, earlier), better)
	require.Len(t, p, 1)
	assert.Equal(t, "5.1", p[0].Outcome.String(), "the earliest later report, its exact figure")
	assert.Equal(t, 3, p[0].Outcomes, "what was reported before the promise is no outcome of it")
}

func TestPromiseInOtherUnits(t *testing.T) {
	target := figure{doc: "a", value: "76000000000", unit: "斤", base: "38000000000", baseUnit: "kg", role: "target", period: "2025", concept: "grain_output", measure: "level"}
	outcome := figure{doc: "b", value: "37000000", unit: "t", base: "37000000000", baseUnit: "kg", role: "actual", period: "2025", concept: "grain_output", measure: "level"}
	p := Promises(run(t, []string{"2025-01-15", "2026-01-20"}, target, outcome), better)[0]
	assert.Equal(t, Missed, p.Status)
	assert.Equal(t, "-2000000000", p.Difference.String())
	assert.Equal(t, "斤", p.TargetUnit)
	assert.Equal(t, "t", p.OutcomeUnit)
}

func TestBetterIsOfTheList(t *testing.T) {
	way, err := Better()
	require.NoError(t, err)
	assert.Equal(t, []string{"more", "less", "", "more"}, []string{way("gdp"), way("surveyed_unemployment"), way("exchange_rate"), way("someone's own")})
}
