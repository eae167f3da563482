package source

import (
	"hash/fnv"
	"io"
	"strconv"

	"github.com/huiyao/huiyao/pipeline"
)

// ids tells apart documents of one id: files of one name in two folders, lines of JSONL
// that repeat one. It remembers a hash of each, and how often it came: some twenty bytes
// a document.
//
// What it gives for an id hangs on the documents before with the same id, and on no others,
// so that a part of a run gives what the whole does.
type ids map[uint64]uint32

// unique returns id the first time, then id:2, id:3, ….
func (s ids) unique(id string) string {
	h := fnv.New64a()
	_, _ = io.WriteString(h, id) // a hash takes everything
	key := h.Sum64()
	s[key]++
	if n := s[key]; n > 1 {
		return id + ":" + strconv.FormatUint(uint64(n), 10)
	}
	return id
}

// named returns yield for documents whose ids are told apart. Those that are not asked for
// are marked, and keep theirs: of one id all are asked for, or none.
func (o Options) named(yield func(*pipeline.Doc) bool) func(*pipeline.Doc) bool {
	given := ids{}
	return func(d *pipeline.Doc) bool {
		if o.Want != nil && !o.Want(d.ID) {
			d.Unread, d.Raw = true, nil
			return yield(d)
		}
		d.ID = given.unique(d.ID)
		if d.Failure != nil {
			d.Failure.Doc = d.ID
		}
		return yield(d)
	}
}
