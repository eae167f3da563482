package label

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/huiyao/huiyao/record"
)

// brat is brat's standoff: offsets in code points, a line end of two characters counted
// as one, no span over a line end (a label over one has a part on each line). Attributes
// with a fixed set of values are brat's attributes, the others a note in JSON.
type brat struct{ *folder }

func newBrat(o *folder) writer { return brat{o} }

// enumerated returns the fields with a fixed set of values that a label has as attributes
// of the same name, by attribute: the values, and the types that have it.
func enumerated() (names []string, values, types map[string][]string) {
	values, types = map[string][]string{}, map[string][]string{}
	for _, kind := range labelled {
		for _, f := range record.Fields(kind) {
			if len(f.Enum) == 0 || !slices.Contains([]string{"modifier", "change", "role", "measure", "class", "kind", "mod", "level", "status"}, f.Name) {
				continue
			}
			if !slices.Contains(names, f.Name) {
				names = append(names, f.Name)
			}
			types[f.Name] = append(types[f.Name], kind)
			for _, v := range f.Enum {
				if v != "" && !slices.Contains(values[f.Name], v) {
					values[f.Name] = append(values[f.Name], v)
				}
			}
		}
	}
	return names, values, types
}

func (w brat) add(d *Document) error {
	names, _, _ := enumerated()
	var b strings.Builder
	attributes := 0
	text := []rune(d.Text)
	for i, l := range d.Labels {
		var parts, words []string
		for at := l.Start; at < l.End; {
			end := at
			for end < l.End && text[end] != '\n' {
				end++
			}
			if end > at {
				parts = append(parts, fmt.Sprintf("%d %d", at, end))
				words = append(words, string(text[at:end]))
			}
			at = end + 1
		}
		fmt.Fprintf(&b, "T%d\t%s %s\t%s\n", i+1, l.Type, strings.Join(parts, ";"), strings.Join(words, " "))
		var note []Attribute
		for _, a := range l.Attributes {
			var value string
			if !slices.Contains(names, a.Name) || json.Unmarshal(a.Value, &value) != nil {
				note = append(note, a)
			} else if value != "" {
				attributes++
				fmt.Fprintf(&b, "A%d\t%s T%d %s\n", attributes, a.Name, i+1, value)
			}
		}
		if len(note) > 0 {
			fmt.Fprintf(&b, "#%d\tAnnotatorNotes T%d\t%s\n", i+1, i+1, object(note))
		}
	}
	if err := w.write(d, ".txt", d.Text); err != nil {
		return err
	}
	return w.write(d, ".ann", b.String())
}

// close writes the configuration that brat needs to show the labels.
func (w brat) close() error {
	var b strings.Builder
	b.WriteString("[entities]\n" + strings.Join(append(slices.Clone(labelled), ignore), "\n") + "\n")
	b.WriteString("\n[relations]\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n[events]\n\n[attributes]\n")
	names, values, types := enumerated()
	for _, n := range names {
		fmt.Fprintf(&b, "%s\tArg:%s, Value:%s\n", n, strings.Join(types[n], "|"), strings.Join(values[n], "|"))
	}
	return w.put("annotation.conf", b.String())
}

// labelled are the types of records that labels are made of.
var labelled = record.FactTypes()

// ignore is the type of labels that count neither way in huiyao eval.
const ignore = "ignore"

func readBrat(dir fs.FS) ([]Document, error) {
	return readPairs(dir, ".ann", func(name, raw, ann string) (Document, error) {
		// brat counts \r\n as one character; tools that write its files often as two.
		d, err := parseBrat(name, clean(raw), ann)
		if errors.Is(err, ErrText) && clean(raw) != raw {
			if two, err := parseBrat(name, raw, ann); err == nil {
				return two, nil
			}
		}
		return d, err
	})
}

func parseBrat(name, raw, ann string) (Document, error) {
	p := newPlace(raw, codePoints)
	d := Document{Name: name, Text: p.clean}
	at := map[string]int{} // id -> index of its label
	own := map[string][]Attribute{}
	number := 0
	for line := range strings.SplitSeq(clean(ann), "\n") {
		number++
		fail := func(err error) (Document, error) { return d, fmt.Errorf("%s.ann:%d: %w", name, number, err) }
		id, rest, _ := strings.Cut(line, "\t")
		if id == "" {
			continue
		}
		head, tail, _ := strings.Cut(rest, "\t")
		fields := strings.Fields(head)
		switch id[0] {
		case 'T':
			kind, parts, ok := strings.Cut(head, " ")
			if !ok {
				return fail(errors.New("label: a T line has a type and offsets"))
			}
			l, err := bratSpan(p, kind, parts)
			if err != nil {
				return fail(err)
			}
			if !alike(l.Text, tail) {
				return fail(fmt.Errorf("%w: %q, not %q", ErrText, l.Text, tail))
			}
			at[id] = len(d.Labels)
			d.Labels = append(d.Labels, l)
		case 'A', 'M':
			switch len(fields) {
			case 3:
				own[fields[1]] = append(own[fields[1]], Attribute{fields[0], inJSON(fields[2])})
			case 2:
				own[fields[1]] = append(own[fields[1]], Attribute{fields[0], inJSON(true)})
			default:
				return fail(errors.New("label: an A line has a name, a label and at most one value"))
			}
		case '#':
			if len(fields) == 2 && strings.HasPrefix(strings.TrimSpace(tail), "{") {
				note, err := parseObject(tail)
				if err != nil {
					return fail(err)
				}
				own[fields[1]] = append(own[fields[1]], note...)
			}
		}
	}
	for id, i := range at {
		d.Labels[i].Attributes = own[id]
	}
	return d, nil
}

// bratSpan reads offsets such as "0 5;6 9". The parts of a label are joined: between them
// only white space may stand.
func bratSpan(p *place, kind, parts string) (Label, error) {
	var all Label
	for i, part := range strings.Split(parts, ";") {
		from, to, _ := strings.Cut(part, " ")
		start, err1 := strconv.Atoi(from)
		end, err2 := strconv.Atoi(to)
		if err := errors.Join(err1, err2); err != nil {
			return all, fmt.Errorf("label: offsets %q: %w", parts, err)
		}
		l, err := p.label(kind, start, end)
		if err != nil {
			return all, err
		}
		if i == 0 {
			all = l
			continue
		}
		if l.Start < all.End || strings.ContainsFunc(string(p.runes[all.End:l.Start]), func(r rune) bool { return !unicode.IsSpace(r) }) {
			return all, fmt.Errorf("label: %s at %s is in parts with words between them: a label is one stretch", kind, parts)
		}
		all.End, all.Text = l.End, string(p.runes[all.Start:l.End])
	}
	return all, nil
}

// readPairs reads NAME.txt with NAME+ending for every file of that ending, folders below
// included, by name.
func readPairs(dir fs.FS, ending string, parse func(name, raw, labels string) (Document, error)) ([]Document, error) {
	var all []Document
	err := fs.WalkDir(dir, ".", func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(file, ending) {
			return err
		}
		name := strings.TrimSuffix(file, ending)
		labels, err := fs.ReadFile(dir, file)
		if err != nil {
			return err
		}
		text, err := fs.ReadFile(dir, name+".txt")
		if err != nil {
			return err
		}
		d, err := parse(name, string(text), string(labels))
		all = append(all, d)
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("label: no *%s in the folder", ending)
	}
	return all, nil
}
