package golden

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// line is one record of a golden file or of the output.
type line struct {
	raw    []byte
	fields []field // nil where raw is not a JSON object

	Type  string `json:"type"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	Rule  string `json:"rule"`
}

type field struct{ key, value string }

// String names the record: what it is, where it stands and its words.
func (l *line) String() string {
	switch {
	case l.fields == nil:
		return "not a record: " + strings.TrimSuffix(string(l.raw), "\n")
	case l.Rule == "":
		return l.Type
	}
	return fmt.Sprintf("%s %d–%d %q (%s)", l.Type, l.Start, l.End, l.Text, l.Rule)
}

func lines(data []byte) []*line {
	var all []*line
	for raw := range bytes.Lines(data) {
		l := &line{raw: raw}
		if json.Unmarshal(raw, l) == nil {
			l.fields = fields(raw)
		}
		all = append(all, l)
	}
	return all
}

// fields returns the keys and values of a JSON object in their order.
func fields(object []byte) []field {
	d := json.NewDecoder(bytes.NewReader(object))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	all := []field{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil
		}
		all = append(all, field{fmt.Sprint(key), string(value)})
	}
	return all
}

// entry is one difference between two files.
type entry struct {
	at    int // start of the record, -1 for document and error records
	lines []string
}

// compare returns how got differs from want, record by record, in the order of the text:
// "gone", "added" or "changed", the last with a line for each field. Nil means that the
// two are the same bytes.
func compare(want, got []byte) []string {
	if bytes.Equal(want, got) {
		return nil
	}
	old, now := lines(want), lines(got)
	var entries []entry
	// Each pass pairs what the one before it left over: the same bytes, then the same
	// place, then an overlapping place.
	for _, same := range []func(a, b *line) bool{
		func(a, b *line) bool { return bytes.Equal(a.raw, b.raw) },
		func(a, b *line) bool {
			return a.fields != nil && b.fields != nil && a.Type == b.Type && a.Start == b.Start && a.End == b.End
		},
		func(a, b *line) bool {
			return a.fields != nil && b.fields != nil && a.Type == b.Type && a.Start < b.End && b.Start < a.End
		},
	} {
		old = slices.DeleteFunc(old, func(a *line) bool {
			i := slices.IndexFunc(now, func(b *line) bool { return same(a, b) })
			if i < 0 {
				return false
			}
			if b := now[i]; !bytes.Equal(a.raw, b.raw) {
				entries = append(entries, entry{place(b), changed(a, b)})
			}
			now = slices.Delete(now, i, i+1)
			return true
		})
	}
	for _, l := range old {
		entries = append(entries, entry{place(l), []string{"gone     " + l.String()}})
	}
	for _, l := range now {
		entries = append(entries, entry{place(l), []string{"added    " + l.String()}})
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(a.at, b.at) })
	var all []string
	for _, e := range entries {
		all = append(all, e.lines...)
	}
	if len(all) == 0 {
		all = []string{"the same records in another order, first in " + firstDifference(want, got)}
	}
	return all
}

func place(l *line) int {
	if l.Rule == "" {
		return -1
	}
	return l.Start
}

// changed returns a line that names the record and one for each field that differs.
func changed(a, b *line) []string {
	all := []string{"changed  " + b.String()}
	for _, f := range a.fields {
		i := slices.IndexFunc(b.fields, func(g field) bool { return g.key == f.key })
		switch {
		case i < 0:
			all = append(all, fmt.Sprintf("           %s: %s → no such key", f.key, f.value))
		case b.fields[i].value != f.value:
			all = append(all, fmt.Sprintf("           %s: %s → %s", f.key, f.value, b.fields[i].value))
		}
	}
	for _, g := range b.fields {
		if !slices.ContainsFunc(a.fields, func(f field) bool { return f.key == g.key }) {
			all = append(all, fmt.Sprintf("           %s: no such key → %s", g.key, g.value))
		}
	}
	if len(all) == 1 {
		all = append(all, "           the same fields, written in another way or order")
	}
	return all
}

// firstDifference names the first line in which two texts differ.
func firstDifference(a, b []byte) string {
	x, y := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range min(len(x), len(y)) {
		if !bytes.Equal(x[i], y[i]) {
			return fmt.Sprintf("line %d", i+1)
		}
	}
	return fmt.Sprintf("line %d", min(len(x), len(y))+1)
}

// compareText returns the lines that are only in one of two texts.
func compareText(want, got string) []string {
	if want == got {
		return nil
	}
	old, now := strings.Split(want, "\n"), strings.Split(got, "\n")
	var all []string
	for _, l := range old {
		if !slices.Contains(now, l) {
			all = append(all, "gone     "+l)
		}
	}
	for _, l := range now {
		if !slices.Contains(old, l) {
			all = append(all, "added    "+l)
		}
	}
	if len(all) == 0 {
		all = []string{"the same lines in another order"}
	}
	return all
}
