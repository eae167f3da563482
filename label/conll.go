package label

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"github.com/huiyao/huiyao/record"
)

// conll is a character a line with a column of B-TYPE, I-TYPE or O for each type of label,
// for a task count has the same number as a quantity; an empty line for a line end. White
// space has no line: NAME.txt, beside it, says where it stands. There is no room for
// attributes, nor for two labels of one type over the same character: the longer stays.
type conll struct{ *folder }

func newCoNLL(o *folder) writer { return conll{o} }

// conllTypes are the columns after the character.
var conllTypes = []string{record.TypeQuantity, record.TypeTaskCount, record.TypeBody}

func (w conll) add(d *Document) error {
	text := []rune(d.Text)
	tags := make([][]string, len(conllTypes))
	for c, kind := range conllTypes {
		tags[c] = make([]string, len(text))
		var labels []Label
		for _, l := range d.Labels {
			if l.Type == kind {
				labels = append(labels, l)
			}
		}
		slices.SortStableFunc(labels, func(a, b Label) int { return cmp.Compare(b.End-b.Start, a.End-a.Start) })
		for _, l := range labels {
			column := tags[c][l.Start:l.End]
			if slices.ContainsFunc(column, func(tag string) bool { return tag != "" }) {
				w.result.LeftOut++
				continue
			}
			for i := range column {
				column[i] = "I-" + kind
			}
			if len(column) > 0 {
				column[0] = "B-" + kind
			}
		}
	}
	for _, l := range d.Labels {
		if !slices.Contains(conllTypes, l.Type) {
			w.result.LeftOut++
		}
	}
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == '\n':
			b.WriteByte('\n')
		case !unicode.IsSpace(r):
			b.WriteRune(r)
			for c := range tags {
				b.WriteByte('\t')
				b.WriteString(cmp.Or(tags[c][i], "O"))
			}
			b.WriteByte('\n')
		}
	}
	if err := w.write(d, ".txt", d.Text); err != nil {
		return err
	}
	return w.write(d, ".conll", b.String())
}

func (conll) close() error { return nil }

// readCoNLL takes any number of columns of tags, tokens of one or more characters, and
// the tags of the schemes BIO, BIOES and BMES, with tabs or spaces between the columns.
func readCoNLL(dir fs.FS) ([]Document, error) {
	return readPairs(dir, ".conll", func(name, raw, lines string) (Document, error) {
		d := Document{Name: name, Text: clean(raw)}
		text := []rune(d.Text)
		at := 0
		open := map[int]int{} // column -> index of the label that may go on
		number := 0
		for line := range strings.SplitSeq(clean(lines), "\n") {
			number++
			fail := func(format string, args ...any) (Document, error) {
				return d, fmt.Errorf("label: %s.conll:%d: "+format, append([]any{name, number}, args...)...)
			}
			columns := strings.Fields(line)
			if len(columns) == 0 || strings.HasPrefix(line, "-DOCSTART-") {
				continue
			}
			if len(columns) < 2 {
				return fail("a line has a token and a tag")
			}
			for at < len(text) && unicode.IsSpace(text[at]) {
				at++
			}
			token := []rune(columns[0])
			if end := at + len(token); end > len(text) || !slices.Equal(text[at:end], token) {
				return fail("%w: the next word of the text is not %q", ErrText, columns[0])
			}
			start, end := at, at+len(token)
			at = end
			for c, tag := range columns[1:] {
				mark, kind, _ := strings.Cut(tag, "-")
				i, going := open[c]
				switch {
				case mark == "O" && kind == "":
					delete(open, c)
				case mark == "B" || mark == "S" || mark == "U" || !going || d.Labels[i].Type != kind:
					if !slices.Contains([]string{"B", "I", "M", "E", "L", "S", "U"}, mark) || kind == "" {
						return fail("%q is not a tag such as B-body, I-body or O", tag)
					}
					open[c] = len(d.Labels)
					d.Labels = append(d.Labels, Label{Type: kind, Start: start, End: end})
				default:
					d.Labels[i].End = end
				}
			}
		}
		for i := range d.Labels {
			l := &d.Labels[i]
			l.Text = string(text[l.Start:l.End])
		}
		slices.SortStableFunc(d.Labels, func(a, b Label) int {
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
		})
		return d, nil
	})
}
