package name

import "github.com/huiyao/huiyao/dict"

// Reader reads the names of all kinds. It is made once and safe for concurrent use with
// different documents.
type Reader struct {
	d      *dict.Dict
	before []reader // those that are read before bodies
	after  []reader // and those after
}

// NewReader returns the reader over the lists of d.
func NewReader(d *dict.Dict) *Reader {
	return &Reader{
		d:      d,
		before: []reader{newDocuments(d), titles{}, newMeetings(d)},
		after:  []reader{newPersons(d), newPlaces(d), documentActs{d}, meetingFacts{d}},
	}
}

// Read returns the index of all names in t. bodies are called once the names that bodies may
// stand in are there, and add those of bodies; nil for none.
func (r *Reader) Read(t Text, bodies func(x *Index)) *Index {
	x := NewIndex(t.Len())
	for _, k := range r.before {
		k.read(t, x)
	}
	if bodies != nil {
		bodies(x)
	}
	for _, k := range r.after {
		k.read(t, x)
	}
	x.resolve()
	return x
}
