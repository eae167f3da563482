package panel

import (
	"bufio"
	"cmp"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"github.com/huiyao/huiyao/record"
)

// JSON returns a promise as one line without its end, with the keys of the table.
func (p *Promise) JSON() ([]byte, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(p); err != nil {
		return nil, err
	}
	return []byte(strings.TrimSuffix(b.String(), "\n")), nil
}

// WriteText writes promises to w as a table for people, sorted by place, indicator, measure
// and period; with sentences, the two sentences stand below each. The errors are those of w.
func WriteText(w io.Writer, promises []Promise, sentences bool) error {
	all := slices.Clone(promises)
	slices.SortStableFunc(all, func(a, b Promise) int {
		return cmp.Or(cmp.Compare(a.PlaceCode, b.PlaceCode), cmp.Compare(a.Place, b.Place), cmp.Compare(a.Concept, b.Concept),
			cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Period, b.Period))
	})
	rows := [][]string{{"place", "period", "indicator", "measure", "promised", "reported", "difference", "status"}}
	for _, p := range all {
		row := []string{
			cmp.Or(p.Place, p.PlaceCode), p.Period, cmp.Or(p.Indicator, p.Concept), p.Measure,
			written(&p.Target, p.TargetTo, p.TargetUnit, p.TargetModifier, p.Measure == "growth" && p.TargetChange == "decrease"), "", "", p.Status,
		}
		if p.Outcome != nil {
			row[5] = written(p.Outcome, p.OutcomeTo, p.OutcomeUnit, p.OutcomeModifier, p.Measure == "growth" && p.OutcomeChange == "decrease")
		}
		if p.Difference != nil {
			row[6] = written(p.Difference, nil, p.TargetUnit, "", false)
			if row[6][0] != '-' {
				row[6] = "+" + row[6]
			}
		}
		rows = append(rows, row)
	}
	b := bufio.NewWriter(w)
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], columns(cell))
		}
	}
	for n, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell + strings.Repeat(" ", widths[i]-columns(cell)+2))
		}
		_, _ = b.WriteString(strings.TrimRight(line.String(), " ") + "\n") // bufio keeps the error
		if sentences && n > 0 {
			p := &all[n-1]
			_, _ = b.WriteString("    " + p.TargetDoc + ": " + p.TargetSentence + "\n")
			if p.Outcome != nil {
				_, _ = b.WriteString("    " + p.OutcomeDoc + ": " + p.OutcomeSentence + "\n")
			}
		}
	}
	return b.Flush()
}

// columns returns how many columns of a terminal text takes.
func columns(text string) int {
	n := 0
	for _, r := range text {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// signs stand before a number for its modifier.
var signs = map[string]string{"about": "~", "near": "~", "over": ">", "under": "<", "at_least": "≥", "at_most": "≤", "several": "~"}

func written(value, to *record.Decimal, unit, modifier string, falling bool) string {
	text := Scaled(value)
	if to != nil {
		text += "–" + Scaled(to)
	}
	if falling {
		text = "-" + text
	}
	text = signs[modifier] + text
	if unit == "%" || unit == "‰" {
		return text + unit
	}
	return strings.TrimSpace(text + " " + unit)
}

// Scaled returns a number as Chinese reports write it: 246.79亿, 5.67万亿, 1200万, 5.2.
func Scaled(d *record.Decimal) string {
	digits := d.String()
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	whole, fraction, _ := strings.Cut(digits, ".")
	for _, s := range []struct {
		places int
		name   string
	}{{12, "万亿"}, {8, "亿"}, {4, "万"}} {
		if len(whole) <= s.places || s.places == 4 && fraction != "" {
			continue
		}
		at := len(whole) - s.places
		if rest := strings.TrimRight(whole[at:]+fraction, "0"); rest != "" {
			return sign + whole[:at] + "." + rest + s.name
		}
		return sign + whole[:at] + s.name
	}
	return sign + digits
}
