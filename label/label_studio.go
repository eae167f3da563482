package label

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
)

const (
	labelStudioFile   = "label-studio.json"
	labelStudioConfig = "label-studio.xml"
)

// labelStudio is a list of tasks for Label Studio, the labels as predictions that a person
// corrects, and the configuration that shows them. Offsets count UTF-16 units, as its
// pages do. Attributes belong to their region: those with a fixed set of values as choices,
// the others as text areas, in JSON where they are no text.
type labelStudio struct {
	*folder
	f *os.File
	b *bufio.Writer
	n int
}

func newLabelStudio(o *folder) writer { return &labelStudio{folder: o} }

type studioTask struct {
	Data        studioData         `json:"data"`
	Predictions []studioAnnotation `json:"predictions"`
}

type studioData struct {
	Text string `json:"text"`
	Doc  string `json:"doc"`
}

type studioAnnotation struct {
	ModelVersion string         `json:"model_version,omitempty"`
	Cancelled    bool           `json:"was_cancelled,omitempty"`
	Result       []studioResult `json:"result"`
}

type studioResult struct {
	ID    string      `json:"id"`
	From  string      `json:"from_name"`
	To    string      `json:"to_name"`
	Type  string      `json:"type"`
	Value studioValue `json:"value"`
}

// studioValue has "text" as the words of a region, or as a list of what was typed.
type studioValue struct {
	Start   int             `json:"start"`
	End     int             `json:"end"`
	Text    json.RawMessage `json:"text,omitempty"`
	Labels  []string        `json:"labels,omitempty"`
	Choices []string        `json:"choices,omitempty"`
}

func (w *labelStudio) add(d *Document) (err error) {
	if w.f == nil {
		if w.f, err = w.stream(labelStudioFile); err != nil {
			return err
		}
		w.b = bufio.NewWriter(w.f)
	}
	names, _, _ := enumerated()
	at := offsets(d.Text, utf16Units)
	results := []studioResult{}
	for i, l := range d.Labels {
		region := studioResult{ID: fmt.Sprintf("r%d", i+1), From: "label", To: "text", Type: "labels",
			Value: studioValue{Start: at[l.Start], End: at[l.End], Text: inJSON(l.Text), Labels: []string{l.Type}}}
		results = append(results, region)
		for _, a := range l.Attributes {
			r := region
			r.From, r.Value = a.Name, studioValue{Start: region.Value.Start, End: region.Value.End}
			var text string
			isText := json.Unmarshal(a.Value, &text) == nil
			switch {
			case isText && text == "":
				continue
			case isText && slices.Contains(names, a.Name):
				r.Type, r.Value.Text, r.Value.Choices = "choices", region.Value.Text, []string{text}
			case isText:
				r.Type, r.Value.Text = "textarea", inJSON([]string{text})
			default:
				r.Type, r.Value.Text = "textarea", inJSON([]string{string(a.Value)})
			}
			results = append(results, r)
		}
	}
	w.n++
	_, _ = w.b.WriteString(map[bool]string{true: "[\n", false: ",\n"}[w.n == 1])
	_, err = w.b.Write(inJSON(studioTask{studioData{d.Text, d.Name}, []studioAnnotation{{ModelVersion: "huiyao", Result: results}}}))
	return err
}

func (w *labelStudio) close() error {
	end := "\n]\n"
	if w.f == nil {
		end = "[]\n"
		var err error
		if w.f, err = w.stream(labelStudioFile); err != nil {
			return err
		}
		w.b = bufio.NewWriter(w.f)
	}
	_, _ = w.b.WriteString(end)
	if err := w.b.Flush(); err != nil {
		return err
	}
	return w.put(labelStudioConfig, studioConfig())
}

// typed are the attributes that stand in text areas, by type of label.
var typed = []struct {
	kind  string
	names []string
}{
	{"quantity", []string{"value", "unit", "indicator", "period"}},
	{"task_count", []string{"count", "noun", "items", "complete"}},
	{"body", []string{"name"}},
}

func studioConfig() string {
	var b strings.Builder
	b.WriteString("<View>\n  <Labels name=\"label\" toName=\"text\">\n")
	colours := []string{"#1f6fb2", "#b2571f", "#2f8f4e", "#7a5fb5", "#a33b5c", "#2b8a8a", "#8a6d1f", "#4a5fc4", "#5b7a2f", "#8a8a8a"}
	for i, kind := range append(slices.Clone(labelled), ignore) {
		fmt.Fprintf(&b, "    <Label value=%q background=%q/>\n", kind, colours[i%len(colours)])
	}
	b.WriteString("  </Labels>\n  <Text name=\"text\" value=\"$text\" granularity=\"symbol\"/>\n")
	names, values, types := enumerated()
	for _, n := range names {
		fmt.Fprintf(&b, "  <Choices name=%q toName=\"text\" perRegion=\"true\" whenTagName=\"label\" whenLabelValue=%q>\n", n, strings.Join(types[n], ","))
		for _, v := range values[n] {
			fmt.Fprintf(&b, "    <Choice value=%q/>\n", v)
		}
		b.WriteString("  </Choices>\n")
	}
	for _, t := range typed {
		for _, n := range t.names {
			fmt.Fprintf(&b, "  <TextArea name=%q toName=\"text\" perRegion=\"true\" maxSubmissions=\"1\" placeholder=%q whenTagName=\"label\" whenLabelValue=%q/>\n", n, n, t.kind)
		}
	}
	b.WriteString("</View>\n")
	return b.String()
}

// readLabelStudio takes the first annotation of each task that was not cancelled, or the
// first prediction where nobody has annotated. Tasks that were skipped are left out.
func readLabelStudio(dir fs.FS) ([]Document, error) {
	data, err := fs.ReadFile(dir, labelStudioFile)
	if err != nil {
		return nil, fmt.Errorf("label: %w", err)
	}
	var tasks []struct {
		Data        studioData
		Annotations []studioAnnotation
		Predictions []studioAnnotation
	}
	if err := json.Unmarshal(data, &tasks); err != nil {
		return nil, fmt.Errorf("label: %s: %w", labelStudioFile, err)
	}
	var all []Document
	for i, t := range tasks {
		from := slices.DeleteFunc(t.Annotations, func(a studioAnnotation) bool { return a.Cancelled })
		if len(from) == 0 {
			if len(t.Annotations) > 0 {
				continue
			}
			from = t.Predictions
		}
		var results []studioResult
		if len(from) > 0 {
			results = from[0].Result
		}
		d, err := studioDocument(t.Data, results, utf16Units)
		if errors.Is(err, ErrText) {
			// Some versions count code points. The words of the regions say which.
			if other, err := studioDocument(t.Data, results, codePoints); err == nil {
				d, err = other, nil
				all = append(all, d)
				continue
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%s: task %d: %w", labelStudioFile, i+1, err)
		}
		d.Name = cmp.Or(d.Name, fmt.Sprintf("%s:%d", labelStudioFile, i+1))
		all = append(all, d)
	}
	return all, nil
}

func studioDocument(data studioData, results []studioResult, u unit) (Document, error) {
	p := newPlace(data.Text, u)
	d := Document{Name: data.Doc, Text: p.clean}
	at := map[string]int{}
	for _, r := range results {
		if len(r.Value.Labels) == 0 {
			continue
		}
		l, err := p.label(r.Value.Labels[0], r.Value.Start, r.Value.End)
		if err != nil {
			return d, err
		}
		var words string
		if json.Unmarshal(r.Value.Text, &words) == nil && !alike(words, l.Text) {
			return d, fmt.Errorf("%w: %q, not %q", ErrText, l.Text, words)
		}
		at[r.ID] = len(d.Labels)
		d.Labels = append(d.Labels, l)
	}
	for _, r := range results {
		i, ok := at[r.ID]
		if !ok || len(r.Value.Labels) > 0 {
			continue
		}
		var lines []string
		switch {
		case len(r.Value.Choices) > 0:
			lines = r.Value.Choices
		case json.Unmarshal(r.Value.Text, &lines) != nil || len(lines) == 0:
			continue
		}
		value := inJSON(lines[0])
		if slices.Contains([]string{"value", "count", "items", "complete"}, r.From) {
			if !json.Valid([]byte(lines[0])) {
				return d, fmt.Errorf("label: %s of %q is %q, which is no JSON", r.From, d.Labels[i].Text, lines[0])
			}
			value = json.RawMessage(lines[0])
		}
		d.Labels[i].Attributes = append(d.Labels[i].Attributes, Attribute{r.From, value})
	}
	return d, nil
}
