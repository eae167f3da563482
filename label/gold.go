package label

import "strings"

// gold writes NAME.gold.jsonl, which huiyao eval reads, and the text beside it.
type gold struct{ *folder }

func newGold(o *folder) writer { return gold{o} }

func (w gold) add(d *Document) error {
	var b strings.Builder
	for _, l := range d.Labels {
		own := []Attribute{{"type", inJSON(l.Type)}, {"text", inJSON(l.Text)}}
		own = append(own, l.Attributes...)
		own = append(own, Attribute{"start", inJSON(l.Start)}, Attribute{"end", inJSON(l.End)})
		b.WriteString(object(own) + "\n")
	}
	if err := w.write(d, ".txt", d.Text); err != nil {
		return err
	}
	return w.write(d, ".gold.jsonl", b.String())
}

func (gold) close() error { return nil }
