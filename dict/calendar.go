package dict

// CalendarWord is a word that dates, spans and clock times are made of.
type CalendarWord struct {
	// Kind says what the word does; docs/rules.md lists the kinds with their values.
	Kind  string
	Value string
}

// calendarKinds are the kinds of words in calendar.tsv.
var calendarKinds = []string{
	"before", "century", "day", "daypart", "edge", "era", "feast", "halfmonth", "halfweek", "holiday", "idle", "month", "months",
	"open", "part", "plan", "quarter", "sameyear", "season", "tail", "ten", "vague", "week", "weekday", "weekend", "whole", "year",
}

func loadCalendar(l *loader) *Lexicon[CalendarWord] {
	return loadTable(l, "calendar.tsv", []string{"word", "kind", "value", "source"}, func(r row) (CalendarWord, error) {
		kind, err := oneOf(r, 1, calendarKinds...)
		return CalendarWord{kind, r.cell(2)}, err
	})
}
