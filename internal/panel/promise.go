package panel

import (
	"cmp"

	"github.com/cockroachdb/apd/v3"

	"github.com/huiyao/huiyao/record"
)

// Statuses of a promise.
const (
	Met     = "met"
	Missed  = "missed"
	Unclear = "unclear" // the outcome is stated too roughly to tell
	Open    = "open"    // no later report of the run states the outcome
)

// Statuses are those of a promise in the order in which they are counted.
func Statuses() []string { return []string{Met, Missed, Unclear, Open} }

// Promise is a target with its outcome: the figure that a later report states for the same
// place, indicator, measure and period. Keys of the outcome are empty where there is none.
type Promise struct {
	PlaceCode string `json:"place_code" jsonschema:"description=Code of the place by GB/T 2260 or ISO 3166\\, or empty."`
	Place     string `json:"place" jsonschema:"description=The place's name in full\\, simplified."`
	Period    string `json:"period" jsonschema:"description=The time that the target is set for\\, ISO 8601."`
	Concept   string `json:"concept" jsonschema:"description=The id of the indicator in dict/concepts.tsv."`
	Measure   string `json:"measure" jsonschema:"enum=level,enum=growth,enum=rate,enum=share,enum=multiple,description=What the figures are of that indicator."`
	Indicator string `json:"indicator" jsonschema:"description=The words that name what is promised\\, simplified."`
	Status    string `json:"status" jsonschema:"enum=met,enum=missed,enum=unclear,enum=open,description=What came of it: open where no later report states the outcome\\, unclear where it is stated too roughly."`

	Target         record.Decimal  `json:"target" jsonschema:"description=The value promised; of a range the lower end."`
	TargetTo       *record.Decimal `json:"target_to" jsonschema:"nullable,description=The upper end of a range."`
	TargetUnit     string          `json:"target_unit" jsonschema:"description=The unit of the target and of the difference."`
	TargetModifier string          `json:"target_modifier" jsonschema:"description=How exact the target is; empty is exact."`
	TargetChange   string          `json:"target_change" jsonschema:"enum=,enum=increase,enum=decrease,description=Which way the target's change goes."`

	Outcome         *record.Decimal `json:"outcome" jsonschema:"nullable,description=The value reported; of a range the lower end."`
	OutcomeTo       *record.Decimal `json:"outcome_to" jsonschema:"nullable,description=The upper end of a range."`
	OutcomeUnit     string          `json:"outcome_unit" jsonschema:"description=The unit of the outcome."`
	OutcomeModifier string          `json:"outcome_modifier" jsonschema:"description=How exact the outcome is; empty is exact."`
	OutcomeChange   string          `json:"outcome_change" jsonschema:"enum=,enum=increase,enum=decrease,description=Which way the outcome's change goes."`
	Difference      *record.Decimal `json:"difference" jsonschema:"nullable,description=Outcome less target in the target's unit\\, a decrease counting below zero; of a range the end that decides."`

	TargetSentence  string `json:"target_sentence" jsonschema:"description=The sentence that promises."`
	OutcomeSentence string `json:"outcome_sentence" jsonschema:"description=The sentence that reports\\, or empty."`
	TargetDoc       string `json:"target_doc" jsonschema:"description=The document that promises."`
	TargetDate      string `json:"target_date" jsonschema:"description=Its date\\, or empty." jsonschema_extras:"x-column=date"`
	TargetStart     int    `json:"target_start" jsonschema:"description=Where the target stands in it\\, in code points."`
	TargetEnd       int    `json:"target_end" jsonschema:"description=End of the target in code points\\, exclusive."`
	OutcomeDoc      string `json:"outcome_doc" jsonschema:"description=The document that reports\\, or empty."`
	OutcomeDate     string `json:"outcome_date" jsonschema:"description=Its date\\, or empty." jsonschema_extras:"x-column=date"`
	OutcomeStart    *int   `json:"outcome_start" jsonschema:"nullable,description=Where the outcome stands in it\\, in code points."`
	OutcomeEnd      *int   `json:"outcome_end" jsonschema:"nullable,description=End of the outcome in code points\\, exclusive."`
	Outcomes        int    `json:"outcomes" jsonschema:"description=How many figures of later reports state the outcome."`
}

// key is what a target and its outcome have in common. Growth is never joined with a level.
type key struct{ place, period, concept, measure, basis string }

func (f *Figure) key() key {
	k := key{cmp.Or(f.PlaceCode, f.Place), f.Period, f.Concept, f.Measure, ""}
	if f.Measure == "growth" {
		k.basis = yearOnYear(f.Basis)
	}
	return k
}

// Promises returns the promises among the figures, which are in the run's order: one for
// each target, in the same order. better says of an indicator which way is the better one:
// "more", "less" or "" for neither.
//
// Of several outcomes the one of the earliest later report counts, as it was first
// reported; in a report an exact figure before a rough one.
func Promises(figures []*Figure, better func(concept string) string) []Promise {
	outcomes := map[key][]*Figure{}
	for _, f := range figures {
		if f.Role == "actual" {
			outcomes[f.key()] = append(outcomes[f.key()], f)
		}
	}
	var all []Promise
	for _, f := range figures {
		if f.Role != "target" {
			continue
		}
		var best *Figure
		count := 0
		for _, o := range outcomes[f.key()] {
			if !o.after(f) || !comparable(f, o) {
				continue
			}
			count++
			if best == nil || o.before(best) {
				best = o
			}
		}
		p := promised(f)
		p.Outcomes = count
		if best != nil {
			p.keep(f, best, better(f.Concept))
		}
		all = append(all, p)
	}
	return all
}

// after reports whether o stands in a later report than f, or may: where dates are not
// known, what is reported of a period was reported later than what was promised for it.
func (o *Figure) after(f *Figure) bool {
	switch {
	case o.Doc == f.Doc:
		return false
	case o.Date != "" && f.Date != "":
		return o.Date > f.Date
	case o.reported != "" && f.reported != "":
		return o.reported > f.reported
	}
	return true
}

// before reports whether o is the better outcome than p, which stands before it in the run.
func (o *Figure) before(p *Figure) bool {
	if o.Doc == p.Doc {
		return !o.rough() && p.rough()
	}
	return o.Date != "" && p.Date != "" && o.Date < p.Date
}

func (f *Figure) rough() bool { return f.Modifier != "" || f.ValueTo != nil }

// comparable reports whether two figures are in one unit, or in units of one base.
func comparable(a, b *Figure) bool {
	if a.Unit == b.Unit {
		return true
	}
	x, y := a.quantity, b.quantity
	return x.BaseUnit != "" && x.BaseUnit == y.BaseUnit && x.BaseValue != nil && y.BaseValue != nil
}

func promised(f *Figure) Promise {
	return Promise{
		PlaceCode: f.PlaceCode, Place: f.Place, Period: f.Period, Concept: f.Concept, Measure: f.Measure, Indicator: f.Indicator, Status: Open,
		Target: f.Value, TargetTo: f.ValueTo, TargetUnit: f.Unit, TargetModifier: f.Modifier, TargetChange: f.Change,
		TargetSentence: f.Sentence, TargetDoc: f.Doc, TargetDate: f.Date, TargetStart: f.Start, TargetEnd: f.End,
	}
}

// keep fills in the outcome o of target f.
func (p *Promise) keep(f, o *Figure, better string) {
	value, start, end := o.Value, o.Start, o.End
	p.Outcome, p.OutcomeTo, p.OutcomeUnit, p.OutcomeModifier, p.OutcomeChange = &value, o.ValueTo, o.Unit, o.Modifier, o.Change
	p.OutcomeSentence, p.OutcomeDoc, p.OutcomeDate, p.OutcomeStart, p.OutcomeEnd = o.Sentence, o.Doc, o.Date, &start, &end
	unit := newUnit(f, o)
	target, outcome := bounds(f, nil), bounds(o, unit)
	var at *apd.Decimal
	p.Status, at = judge(target, outcome, better)
	d := unit.difference(outcome.near(at), at)
	p.Difference = &d
}

// interval holds a figure as it is compared: a decrease below zero, and its ends nil where
// the words leave them open (超过5%).
type interval struct {
	low, high *apd.Decimal
	from, to  *apd.Decimal // as stated
	atLeast   bool         // the words set a lower bound
	atMost    bool
	falling   bool
	tolerance *apd.Decimal // how far from the number the words reach
	several   bool
}

// unit brings an outcome's values to the target's unit.
type unit struct{ over, under *apd.Decimal } // nil for the same unit

var exact = apd.BaseContext.WithPrecision(40)

func newUnit(f, o *Figure) *unit {
	if f.Unit == o.Unit || f.Value.APD().IsZero() || o.Value.APD().IsZero() {
		return &unit{}
	}
	// A value in the outcome's unit × (outcome's base ÷ outcome) ÷ (target's base ÷ target).
	var over, under apd.Decimal
	_, _ = exact.Mul(&over, o.quantity.BaseValue.APD(), f.Value.APD())
	_, _ = exact.Mul(&under, o.Value.APD(), f.quantity.BaseValue.APD())
	return &unit{&over, &under}
}

func (u *unit) value(d *record.Decimal) *apd.Decimal {
	v := new(apd.Decimal).Set(d.APD())
	if u != nil && u.over != nil {
		_, _ = exact.Mul(v, v, u.over)
		_, _ = exact.Quo(v, v, u.under)
	}
	return v
}

// places is how many places of a difference are kept where units were converted.
const places = 6

func (u *unit) difference(outcome, target *apd.Decimal) record.Decimal {
	d := new(apd.Decimal)
	_, _ = exact.Sub(d, outcome, target)
	if u.over != nil {
		_, _ = exact.Quantize(d, d, -places)
	}
	d.Reduce(d)
	return record.FromAPD(d)
}

// bounds returns the figure's interval, brought to another unit by u where it is not nil.
func bounds(f *Figure, u *unit) interval {
	from := u.value(&f.Value)
	to := from
	if f.ValueTo != nil {
		to = u.value(f.ValueTo)
	}
	i := interval{falling: f.Change == "decrease" && f.Measure == "growth", tolerance: new(apd.Decimal)}
	i.atLeast = f.Modifier == "at_least" || f.Modifier == "over"
	i.atMost = f.Modifier == "at_most" || f.Modifier == "under"
	i.several = f.Modifier == "several"
	if f.Modifier == "about" || f.Modifier == "near" {
		i.tolerance = tolerance(from)
	}
	if i.falling {
		i.atLeast, i.atMost = i.atMost, i.atLeast
		from, to = new(apd.Decimal).Neg(to), new(apd.Decimal).Neg(from)
	}
	i.from, i.to = from, to
	i.low, i.high = from, to
	switch {
	case i.atLeast:
		i.high = nil
	case i.atMost:
		i.low = nil
	}
	return i
}

// tolerance returns how far 左右 reaches: half a unit of the last digit that is written, and
// at most a tenth of the number. 5%左右 reaches from 4.5 to 5.5.
func tolerance(v *apd.Decimal) *apd.Decimal {
	half := new(apd.Decimal)
	reduced := new(apd.Decimal)
	reduced.Reduce(v)
	half.SetFinite(5, reduced.Exponent-1)
	tenth := new(apd.Decimal)
	_, _ = exact.Mul(tenth, v, apd.New(1, -1))
	tenth.Abs(tenth)
	if half.Cmp(tenth) > 0 {
		return tenth
	}
	return half
}

// judge returns the status and the end of the target that decides.
func judge(target, outcome interval, better string) (status string, at *apd.Decimal) {
	up, down := better == "more", better == "less"
	switch {
	case target.atLeast:
		up, down = true, false
	case target.atMost:
		up, down = false, true
	case target.falling:
		up, down = false, true
	}
	low, high := new(apd.Decimal), new(apd.Decimal)
	_, _ = exact.Sub(low, target.from, target.tolerance)
	_, _ = exact.Add(high, target.to, target.tolerance)
	at = target.from
	if down {
		at = target.to
	}
	// Is it known to lie at or above low, or known to lie below? And so for high.
	above, below := outcome.low != nil && outcome.low.Cmp(low) >= 0, outcome.high != nil && outcome.high.Cmp(low) < 0
	under, over := outcome.high != nil && outcome.high.Cmp(high) <= 0, outcome.low != nil && outcome.low.Cmp(high) > 0
	met, missed := above && under, below || over
	switch {
	case up:
		met, missed = above, below
	case down:
		met, missed = under, over
	case over:
		at = target.to
	}
	switch {
	case target.several || outcome.several:
		return Unclear, at
	case met:
		return Met, at
	case missed:
		return Missed, at
	}
	return Unclear, at
}

// near returns the end of the figure as stated that lies nearer to at.
func (i interval) near(at *apd.Decimal) *apd.Decimal {
	if at.Cmp(i.to) >= 0 {
		return i.to
	}
	return i.from
}
