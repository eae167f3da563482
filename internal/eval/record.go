package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/huiyao/huiyao/label"
	"github.com/huiyao/huiyao/pipeline/source"
	"github.com/huiyao/huiyao/record"
)

// typeIgnore marks labels that count neither way.
const typeIgnore = "ignore"

// Record is a label or an extracted record: the keys that are measured, of all types.
type Record struct {
	Type  string `json:"type"`
	Start int    `json:"start"` // code points
	End   int    `json:"end"`
	Text  string `json:"text"`

	Value          Values  `json:"value"`
	ValueTo        *Values `json:"value_to"` // extracted only: a label has both ends in Value
	Unit           string  `json:"unit"`
	Modifier       string  `json:"modifier"`
	Change         string  `json:"change"`
	Role           string  `json:"role"`
	Indicator      string  `json:"indicator"`
	IndicatorStart *int    `json:"indicator_start"`
	IndicatorEnd   *int    `json:"indicator_end"`
	Period         string  `json:"period"`      // label: words of the text
	PeriodText     string  `json:"period_text"` // extracted

	Count    int      `json:"count"`
	Noun     string   `json:"noun"`
	Class    string   `json:"class"`
	Items    []string `json:"items"`
	Complete bool     `json:"complete"`

	Kind     string   `json:"kind"`
	Mod      string   `json:"mod"`
	Position list     `json:"position"`
	Codes    []string `json:"codes"`
	Number   string   `json:"number"`
	Status   string   `json:"status"`

	Of []string `json:"of"` // of an ignore label: the types that it is for, none for all

	// spanOnly says that the label, of a tool that has no room for more, is a type and a
	// span: a record is right where it covers exactly that span.
	spanOnly bool
}

// list is the titles of a person; the one title of a body, a plain string, is a list too.
type list []string

// UnmarshalJSON reads a list of strings or one string, "" for none.
func (l *list) UnmarshalJSON(b []byte) error {
	if b[0] != '"' {
		return json.Unmarshal(b, (*[]string)(l))
	}
	var one string
	err := json.Unmarshal(b, &one)
	if *l = nil; one != "" {
		*l = list{one}
	}
	return err
}

// fromLabel returns a label of an annotation tool as one that can be measured.
func fromLabel(l *label.Label) (Record, error) {
	object := map[string]json.RawMessage{}
	for _, a := range l.Attributes {
		object[a.Name] = a.Value
	}
	b, err := json.Marshal(object)
	if err != nil {
		return Record{}, err
	}
	r := Record{}
	if err := json.Unmarshal(b, &r); err != nil {
		return Record{}, fmt.Errorf("label %q: %w", l.Text, err)
	}
	r.Type, r.Start, r.End, r.Text = l.Type, l.Start, l.End, l.Text
	needs := map[string]string{record.TypeQuantity: "value", record.TypeTaskCount: "count", record.TypeBody: "kind", record.TypeTime: "value", record.TypeMeeting: "kind", record.TypeNamedDocument: "kind"}[l.Type]
	r.spanOnly = needs != "" && l.Attribute(needs) == nil
	return r, nil
}

// known returns an error where a label is of no type that can be measured.
func known(l *Record) error {
	if l.Type != typeIgnore && !slices.Contains(Types, l.Type) {
		return fmt.Errorf("label %q has type %q, which is none of %s", l.Text, l.Type, strings.Join(append(Types[:len(Types):len(Types)], typeIgnore), " "))
	}
	return nil
}

// values returns the two ends of the value, wherever they are written.
func (r *Record) values() Values {
	if r.ValueTo != nil && r.ValueTo.set {
		return Values{from: r.Value.from, to: r.ValueTo.from, set: true}
	}
	return r.Value
}

// Values is a number, the two ends of a range, or the words of a time's value.
type Values struct {
	from, to float64
	set      bool
	word     string
}

// UnmarshalJSON reads a number, a list of two numbers, a string, or null.
func (v *Values) UnmarshalJSON(b []byte) error {
	*v = Values{}
	switch {
	case string(b) == "null":
		return nil
	case b[0] == '"':
		return json.Unmarshal(b, &v.word)
	case b[0] == '[':
		var ends []float64
		if err := json.Unmarshal(b, &ends); err != nil {
			return err
		}
		if len(ends) != 2 {
			return fmt.Errorf("a range has two ends, not %d", len(ends))
		}
		*v = Values{from: ends[0], to: ends[1], set: true}
	default:
		if err := json.Unmarshal(b, &v.from); err != nil {
			return err
		}
		v.to, v.set = v.from, true
	}
	return nil
}

// String returns the number, the range as FROM–TO, or "" where there is none.
func (v Values) String() string {
	from := strconv.FormatFloat(v.from, 'f', -1, 64)
	switch {
	case !v.set:
		return ""
	case v.from == v.to:
		return from
	}
	return from + "–" + strconv.FormatFloat(v.to, 'f', -1, 64)
}

func (v Values) same(label Values) bool {
	if !v.set || !label.set {
		return v.set == label.set
	}
	return near(v.from, label.from) && near(v.to, label.to)
}

// ParseRecords reads JSON Lines of labels or records; keys that are not measured are
// passed over. Errors name the file and the line.
func ParseRecords(file string, data []byte) ([]Record, error) {
	var records []Record
	for i, line := range bytes.Split(data, []byte("\n")) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var r Record
		if err := json.Unmarshal(line, &r); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, i+1, err)
		}
		records = append(records, r)
	}
	return records, nil
}

// inputs are the endings that a labelled input may have, in the order they are tried.
var inputs = []string{".txt", ".html", ".htm"}

// Input is a labelled input that Labelled found.
type Input struct {
	Name   string // the file's name without its ending
	File   string // the input's name in the folder
	Labels []Record
	text   []byte // what is extracted from in place of the file, nil to read it
}

// Labelled returns the inputs in dir, not below it, that have labels, by name. A label file without an
// input, or with a type that is not known, is an error; so is a folder without labels.
func Labelled(dir fs.FS) ([]Input, error) {
	files, err := fs.Glob(dir, "*"+source.Labels)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("eval: no *%s in the folder", source.Labels)
	}
	var in []Input
	for _, f := range files {
		data, err := fs.ReadFile(dir, f)
		if err != nil {
			return nil, fmt.Errorf("eval: %w", err)
		}
		labels, err := ParseRecords(f, data)
		if err != nil {
			return nil, fmt.Errorf("eval: %w", err)
		}
		for _, l := range labels {
			if err := known(&l); err != nil {
				return nil, fmt.Errorf("eval: %s: %w", f, err)
			}
		}
		name := strings.TrimSuffix(f, source.Labels)
		i := slices.IndexFunc(inputs, func(ending string) bool {
			_, err := fs.Stat(dir, name+ending)
			return err == nil
		})
		if i < 0 {
			return nil, fmt.Errorf("eval: %s: no input %s with one of the endings %s", f, name, strings.Join(inputs, " "))
		}
		in = append(in, Input{Name: name, File: name + inputs[i], Labels: labels})
	}
	slices.SortFunc(in, func(a, b Input) int { return strings.Compare(a.Name, b.Name) })
	return in, nil
}
