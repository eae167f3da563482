package diff

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"github.com/klauspost/compress/zstd"
)

// Summary counts what differs between two runs.
type Summary struct {
	Documents int `json:"documents"` // in both runs
	Differ    int `json:"differ"`    // of these, with any difference
	DocsGone  int `json:"documents_gone"`
	DocsAdded int `json:"documents_added"`

	// Records of documents that are in both.
	Gone    int `json:"gone"`
	Added   int `json:"added"`
	Changed int `json:"changed"`
	Moved   int `json:"moved"`
}

// Same reports whether nothing differs.
func (s Summary) Same() bool { return s.Differ == 0 && s.DocsGone == 0 && s.DocsAdded == 0 }

// Runs compares two runs, given as their lines in order, document by document, and gives
// each difference to report; an error of report ends it. Documents are paired by their
// id, of several with one id the first with the first. Those that are in both come as
// they are found, those that are gone or added, as one difference each, at the end.
//
// Memory holds a document of each run, and in compressed form those whose partner has
// not come yet: few where the runs have the same order, and in the end those without one.
func Runs(old, now iter.Seq2[[]byte, error], report func(Difference) error) (Summary, error) {
	c, err := newComparison(report)
	if err != nil {
		return Summary{}, err
	}
	defer c.decoder.Close()
	nextOld, stopOld := iter.Pull2(groups(old))
	defer stopOld()
	nextNow, stopNow := iter.Pull2(groups(now))
	defer stopNow()
	for {
		a, err, okOld := nextOld()
		if err != nil {
			return c.sum, err
		}
		b, err, okNow := nextNow()
		if err != nil {
			return c.sum, err
		}
		if !okOld && !okNow {
			break
		}
		if okOld && okNow && a.doc == b.doc && len(c.old[a.doc]) == 0 && len(c.now[a.doc]) == 0 {
			if err := c.compare(a.lines, b.lines); err != nil {
				return c.sum, err
			}
			continue
		}
		if okOld {
			if err := c.meet(a, c.old, c.now, func(mine, other []byte) error { return c.compare(mine, other) }); err != nil {
				return c.sum, err
			}
		}
		if okNow {
			if err := c.meet(b, c.now, c.old, func(mine, other []byte) error { return c.compare(other, mine) }); err != nil {
				return c.sum, err
			}
		}
	}
	c.sum.DocsGone, c.sum.DocsAdded = count(c.old), count(c.now)
	if err := c.alone(c.old, Gone); err != nil {
		return c.sum, err
	}
	return c.sum, c.alone(c.now, Added)
}

// group are the lines of a document.
type group struct {
	doc   string
	lines []byte
}

// groups returns the lines by documents. One ends where another id, or another document
// record, comes.
func groups(lines iter.Seq2[[]byte, error]) iter.Seq2[group, error] {
	return func(yield func(group, error) bool) {
		var g group
		described := false
		number := 0
		for line, err := range lines {
			if err != nil {
				yield(group{}, err)
				return
			}
			number++
			var head struct {
				Type string `json:"type"`
				Doc  string `json:"doc"`
			}
			if err := json.Unmarshal(opening(line), &head); err != nil || head.Doc == "" {
				yield(group{}, fmt.Errorf("diff: record %d is no JSON object with a \"doc\": %.60q", number, line))
				return
			}
			document := head.Type == "document"
			if g.lines != nil && (head.Doc != g.doc || document && described) {
				if !yield(g, nil) {
					return
				}
				g, described = group{}, false
			}
			g.doc = head.Doc
			g.lines = append(append(g.lines, bytes.TrimSuffix(line, []byte("\n"))...), '\n')
			described = described || document
		}
		if g.lines != nil {
			yield(g, nil)
		}
	}
}

var (
	typeKey = []byte(`{"type":"`)
	docKey  = []byte(`","doc":"`)
)

// opening returns the object of the first two keys of a record where these are its type
// and document, as huiyao writes them: the rest of it need not be looked at to tell them.
func opening(line []byte) []byte {
	rest, ok := bytes.CutPrefix(line, typeKey)
	if !ok {
		return line
	}
	at := bytes.IndexByte(rest, '"')
	if at < 0 || !bytes.HasPrefix(rest[at:], docKey) {
		return line
	}
	for i := len(typeKey) + at + len(docKey); i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '"':
			return append(slices.Clip(line[:i+1]), '}')
		}
	}
	return line
}

// comparison is the comparison of two runs under way.
type comparison struct {
	report   func(Difference) error
	sum      Summary
	number   int
	old, now map[string][]packed // documents without a partner yet, by id
	encoder  *zstd.Encoder
	decoder  *zstd.Decoder
}

// packed are the lines of a document that waits.
type packed struct {
	number  int // in the order of coming
	records int
	lines   []byte // compressed
}

func newComparison(report func(Difference) error) (*comparison, error) {
	c := &comparison{report: report, old: map[string][]packed{}, now: map[string][]packed{}}
	var err error
	if c.encoder, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1)); err != nil {
		return nil, err
	}
	c.decoder, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	return c, err
}

// meet compares g with the first that waits for it on the other side, or lets it wait.
func (c *comparison) meet(g group, mine, others map[string][]packed, compare func(mine, other []byte) error) error {
	waiting := others[g.doc]
	if len(waiting) == 0 {
		c.number++
		mine[g.doc] = append(mine[g.doc], packed{c.number, bytes.Count(g.lines, []byte("\n")), c.encoder.EncodeAll(g.lines, nil)})
		return nil
	}
	if len(waiting) == 1 {
		delete(others, g.doc)
	} else {
		others[g.doc] = waiting[1:]
	}
	other, err := c.decoder.DecodeAll(waiting[0].lines, nil)
	if err != nil {
		return err
	}
	return compare(g.lines, other)
}

func (c *comparison) compare(old, now []byte) error {
	c.sum.Documents++
	all := Records(old, now)
	if len(all) > 0 {
		c.sum.Differ++
	}
	for _, d := range all {
		switch d.Change {
		case Gone:
			c.sum.Gone++
		case Added:
			c.sum.Added++
		case Changed:
			c.sum.Changed++
		case Moved:
			c.sum.Moved++
		}
		if err := c.report(d); err != nil {
			return err
		}
	}
	return nil
}

func count(waiting map[string][]packed) int {
	n := 0
	for _, all := range waiting {
		n += len(all)
	}
	return n
}

// alone reports the documents that have no partner, in the order of their coming.
func (c *comparison) alone(waiting map[string][]packed, change string) error {
	type one struct {
		doc string
		packed
	}
	var all []one
	for doc, list := range waiting {
		for _, p := range list {
			all = append(all, one{doc, p})
		}
	}
	slices.SortFunc(all, func(a, b one) int { return cmp.Compare(a.number, b.number) })
	for _, o := range all {
		if err := c.report(Difference{Change: change, Doc: o.doc, Type: "document", Records: o.records}); err != nil {
			return err
		}
	}
	return nil
}
