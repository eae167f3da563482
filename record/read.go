package record

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"reflect"
)

// ErrRecord is wrapped by the errors of lines that are no records of this version.
var ErrRecord = errors.New("not a record")

// Parse reads one line of output. A line of an unknown type, with a key that its type does
// not have, or without one that it has, is an error that wraps ErrRecord: a field that
// is passed over would be lost in silence.
func Parse(line []byte) (Record, error) {
	var head struct {
		Type string `json:"type"`
	}
	if err := json.Unmarshal(line, &head); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRecord, err)
	}
	for _, t := range types {
		if t.Name != head.Type {
			continue
		}
		r := reflect.New(reflect.TypeOf(t.of).Elem()).Interface().(Record)
		d := json.NewDecoder(bytes.NewReader(line))
		d.DisallowUnknownFields()
		if err := d.Decode(r); err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrRecord, head.Type, err)
		}
		if written := r.(Appender).AppendJSON(nil); !bytes.Equal(written, line) {
			if err := sameKeys(line, written); err != nil {
				return nil, fmt.Errorf("%w: %s: %w", ErrRecord, head.Type, err)
			}
		}
		return r, nil
	}
	return nil, fmt.Errorf("%w: type %q is none of %q", ErrRecord, head.Type, Types())
}

// sameKeys returns an error where line lacks a key that the record has when written.
func sameKeys(line, written []byte) error {
	var got, want map[string]json.RawMessage
	if err := json.Unmarshal(line, &got); err != nil {
		return err
	}
	if err := json.Unmarshal(written, &want); err != nil {
		return err
	}
	var missing string
	for key := range want {
		if _, ok := got[key]; !ok && (missing == "" || key < missing) {
			missing = key
		}
	}
	if missing != "" {
		return fmt.Errorf("key %q is missing", missing)
	}
	return nil
}

// Read returns the records in r, in order, and stops at the first line that is none, with
// an error that names the line. Empty lines are passed over. One record is in memory at a
// time; each is the caller's.
func Read(r io.Reader) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		in := bufio.NewReaderSize(r, 1<<16)
		for n := 1; ; n++ {
			line, err := in.ReadBytes('\n')
			if line = bytes.TrimSpace(line); len(line) > 0 {
				record, err := Parse(line)
				if err != nil {
					err = fmt.Errorf("line %d: %w", n, err)
				}
				if !yield(record, err) || err != nil {
					return
				}
			}
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(nil, fmt.Errorf("line %d: %w", n, err))
				return
			}
		}
	}
}
