package name

import (
	"iter"
	"slices"

	"github.com/huiyao/huiyao/internal/span"
)

// Index holds the mentions of a document. It belongs to one goroutine at a time.
type Index struct {
	sentences [][]*Mention // of each sentence in order, never overlapping
	firsts    map[key]*Mention
}

// key tells things apart.
type key struct {
	kind Kind
	name string
}

// NewIndex returns an index without mentions for a document of n sentences.
func NewIndex(n int) *Index {
	return &Index{sentences: make([][]*Mention, n), firsts: map[key]*Mention{}}
}

// Add adds a mention, unless it overlaps one that is longer or of the same length or that it
// does not hold whole: those shorter ones that it holds are taken out. It reports whether the
// mention was added. The index keeps the pointer.
func (x *Index) Add(m *Mention) bool {
	in := x.sentences[m.Sentence]
	from, _ := slices.BinarySearchFunc(in, m.Span.Start, func(o *Mention, start int) int { return o.Span.End - start - 1 })
	to := from
	for ; to < len(in) && in[to].Span.Start < m.Span.End; to++ {
		if o := in[to]; !m.Span.Contains(o.Span) || o.Span.Len() == m.Span.Len() {
			return false
		}
	}
	x.sentences[m.Sentence] = slices.Replace(in, from, to, m)
	return true
}

// In returns the mentions in a sentence, in order, never overlapping. It must not be changed.
func (x *Index) In(sentence int) []*Mention { return x.sentences[sentence] }

// At returns the mention that overlaps the byte span of a sentence, the first where there are
// several, nil where there is none.
func (x *Index) At(sentence int, s span.Span) *Mention {
	in := x.sentences[sentence]
	i, _ := slices.BinarySearchFunc(in, s.Start, func(o *Mention, start int) int { return o.Span.End - start - 1 })
	if i < len(in) && in[i].Span.Start < s.End {
		return in[i]
	}
	return nil
}

// Covers reports whether the byte span of a sentence lies inside a mention that is longer:
// a time or a number inside a name is none of its own.
func (x *Index) Covers(sentence int, s span.Span) bool {
	m := x.At(sentence, s)
	return m != nil && m.Span.Contains(s) && m.Span.Len() > s.Len()
}

// resolve links every mention to the first one in the document with the same kind and name.
func (x *Index) resolve() {
	for _, in := range x.sentences {
		for _, m := range in {
			k := key{m.Kind, m.Name}
			if first, ok := x.firsts[k]; ok {
				m.RefersTo = first
			} else {
				x.firsts[k] = m
			}
		}
	}
}

// First returns the first mention of a kind with the given full name, nil where there is none.
func (x *Index) First(kind Kind, name string) *Mention { return x.firsts[key{kind, name}] }

// Of goes through the mentions of a kind, in text order.
func (x *Index) Of(kind Kind) iter.Seq[*Mention] {
	return func(yield func(*Mention) bool) {
		for _, in := range x.sentences {
			for _, m := range in {
				if m.Kind == kind && !yield(m) {
					return
				}
			}
		}
	}
}
