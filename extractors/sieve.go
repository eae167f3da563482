package extractors

import "github.com/huiyao/huiyao/dict"

// sieved is what a sieve has found in a sentence, so that most sentences and clauses need
// not be read again.
type sieved struct {
	hits []dict.Hit // in order
	seen dict.Marks // of all single characters
	done bool
}

// sieve returns what the sieve finds in the sentence with the given index, looked for when
// first asked. All sieves of a document must be alike.
func (d *Document) sieve(s *dict.Sieve, sentence int) *sieved {
	if d.sieved == nil {
		d.sieved = make([]sieved, len(d.Sentences))
	}
	found := &d.sieved[sentence]
	if !found.done {
		room := &d.scratch().hits
		from := len(*room)
		*room, found.seen = s.Scan(d.Sentences[sentence].Text, *room)
		found.hits, found.done = (*room)[from:len(*room):len(*room)], true
	}
	return found
}
