// Package dict holds the word lists and rules that extraction works with: tab-separated
// tables (*.tsv) and rules (rules/EXTRACTOR/*.yaml), embedded in the program, checked
// strictly when they are loaded, and the structures to look things up in them.
package dict

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed *.tsv
var embedded embed.FS

// Dict is the loaded data. It is not changed after Load and safe for concurrent use.
type Dict struct {
	// RegionWords tell where a text is from: "HK", "TW", "MO" or "CN".
	RegionWords *Lexicon[string]

	hash string
}

// Hash returns the SHA-256, in hexadecimal, of all data files as loaded, a user's own
// included: two runs with the same program version and the same hash give the same bytes.
func (d *Dict) Hash() string { return d.hash }

// Load reads the built-in data and lays the files of overlay over it, nil for none. A
// file of overlay has the name and form of a built-in one; its rows replace the built-in
// rows with the same first column and add to the others. All faults found are
// returned at once, joined, each an *Error with its place.
func Load(overlay fs.FS) (*Dict, error) {
	l := loader{overlay: overlay}
	d := &Dict{}
	d.RegionWords = loadTable(&l, "region_words.tsv", []string{"word", "region", "source"}, func(r row) (string, error) {
		return oneOf(r, 1, "CN", "HK", "MO", "TW")
	})
	l.unknown()
	if len(l.faults) > 0 {
		return nil, errors.Join(l.faults...)
	}
	d.hash = l.sum()
	return d, nil
}

// loader reads tables from the embedded files and a user's folder, and keeps all faults.
type loader struct {
	overlay fs.FS
	read    []string // names of the files read, for hash and unknown
	hashed  []byte
	faults  []error
}

// rows returns the rows of a table, those of the overlay laid over the built-in ones.
func (l *loader) rows(file string, columns []string) []row {
	l.read = append(l.read, file)
	data, err := embedded.ReadFile(file)
	if err != nil {
		l.faults = append(l.faults, &Error{File: file, Message: "is not built in"})
		return nil
	}
	l.note(file, data)
	rows, faults := parseTable(file, data, columns...)
	l.faults = append(l.faults, faults...)
	if l.overlay == nil {
		return rows
	}
	data, err = fs.ReadFile(l.overlay, file)
	if errors.Is(err, fs.ErrNotExist) {
		return rows
	}
	if err != nil {
		l.faults = append(l.faults, &Error{File: file, Message: err.Error()})
		return rows
	}
	l.note("user/"+file, data)
	own, faults := parseTable(file, data, columns...)
	l.faults = append(l.faults, faults...)
	replaced := map[string]bool{}
	for _, r := range own {
		replaced[r.cells[0]] = true
	}
	rows = slices.DeleteFunc(rows, func(r row) bool { return replaced[r.cells[0]] })
	return append(rows, own...)
}

func (l *loader) note(file string, data []byte) {
	sum := sha256.Sum256(data)
	l.hashed = fmt.Appendf(l.hashed, "%s %x\n", file, sum)
}

func (l *loader) sum() string {
	sum := sha256.Sum256(l.hashed)
	return hex.EncodeToString(sum[:])
}

// unknown reports files of the overlay that no table has: a misspelt name must not be
// passed over in silence.
func (l *loader) unknown() {
	if l.overlay == nil {
		return
	}
	entries, err := fs.ReadDir(l.overlay, ".")
	if err != nil {
		l.faults = append(l.faults, &Error{File: ".", Message: err.Error()})
		return
	}
	for _, e := range entries {
		if !e.IsDir() && strings.HasSuffix(e.Name(), ".tsv") && !slices.Contains(l.read, e.Name()) {
			l.faults = append(l.faults, &Error{File: e.Name(), Message: "no table has this name; the tables are " + strings.Join(l.read, " ")})
		}
	}
}

// loadTable reads a table whose first column is its key into a lexicon. A key that
// stands in more than one row is a fault.
func loadTable[T any](l *loader, file string, columns []string, read func(row) (T, error)) *Lexicon[T] {
	var words []string
	var values []T
	seen := map[string]int{}
	for _, r := range l.rows(file, columns) {
		v, err := read(r)
		if err != nil {
			l.faults = append(l.faults, err)
			continue
		}
		if line, ok := seen[r.cells[0]]; ok {
			l.faults = append(l.faults, r.fault(0, "%q stands in line %d already", r.cells[0], line))
			continue
		}
		seen[r.cells[0]] = r.line
		words, values = append(words, r.cells[0]), append(values, v)
	}
	return NewLexicon(words, values)
}

// oneOf returns the cell in column i, which must be one of the values.
func oneOf(r row, i int, values ...string) (string, error) {
	if !slices.Contains(values, r.cells[i]) {
		return "", r.fault(i, "%q is none of %s", r.cells[i], strings.Join(values, " "))
	}
	return r.cell(i), nil
}
