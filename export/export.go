// Package export writes records as tables that other programs open: CSV, XLSX, Parquet, a
// SQLite database, and a script that loads them into DuckDB. There is one table for each
// type of record, one that explains the columns, a panel of figures and the promises among
// them. The columns are made from the records' structs (record.Fields), so that a new field
// is in every form.
//
// The same records give the same bytes: no form holds a clock, a host or a path.
package export

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/huiyao/huiyao/internal/panel"
	"github.com/huiyao/huiyao/record"
)

// Names of the forms.
const (
	CSV       = "csv"        // NAME.csv for each table
	XLSX      = "xlsx"       // huiyao.xlsx
	Parquet   = "parquet"    // NAME.parquet for each table
	SQLite    = "sqlite"     // huiyao.sqlite
	DuckDBSQL = "duckdb-sql" // duckdb.sql, which loads the Parquet or the CSV files
)

// Forms returns the names of all forms in the order in which they are written.
func Forms() []string { return []string{CSV, XLSX, Parquet, SQLite, DuckDBSQL} }

// Options say what Write writes.
type Options struct {
	Forms []string // of Forms, at least one
	NoBOM bool     // leaves out the byte order mark by which Excel knows that CSV is UTF-8
}

// Result is what Write has written.
type Result struct {
	Files    []string // names in the folder, in the order in which they were begun
	Records  int      // how many there were: the rows of the types' own tables
	Rows     map[string]int
	Warnings []string // what a form could not hold whole, one plain sentence each
}

// ErrForms means that Options.Forms is no list of forms that can be written.
var ErrForms = errors.New("export: wrong forms")

// sink writes the rows of all tables in one form.
type sink interface {
	// write takes a row of tables[t]: for each column what record.Field.Of returns. The row
	// is the caller's again afterwards.
	write(t int, row []any) error
	// close finishes the files. After an error of write it need not succeed, but must let
	// go of what the sink holds.
	close() error
}

// Write writes the records to files in the folder dir, which is made where it is not
// there. Files of the same names are replaced, and only when all are complete: a run that
// fails or is cancelled changes none. Of the run it holds the figures of the panel, which the
// promises are made of, and else one record at a time and what a form needs to buffer.
func Write(ctx context.Context, records iter.Seq2[record.Record, error], dir string, o Options) (*Result, error) {
	for _, f := range o.Forms {
		if !slices.Contains(Forms(), f) {
			return nil, fmt.Errorf("%w: %q is none of %q", ErrForms, f, Forms())
		}
	}
	if len(o.Forms) == 0 {
		return nil, fmt.Errorf("%w: none is named", ErrForms)
	}
	if slices.Contains(o.Forms, DuckDBSQL) && !slices.Contains(o.Forms, CSV) && !slices.Contains(o.Forms, Parquet) {
		return nil, fmt.Errorf("%w: %s loads the files of %s or %s: name one of them too", ErrForms, DuckDBSQL, Parquet, CSV)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	out := &outputs{dir: dir}
	result, err := write(ctx, records, out, o)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("export: %w", err), out.discard())
	}
	result.Files = out.names
	if err := out.commit(); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return result, nil
}

func write(ctx context.Context, records iter.Seq2[record.Record, error], out *outputs, o Options) (result *Result, err error) {
	tables := Tables()
	result = &Result{Rows: map[string]int{}}
	var sinks []sink
	defer func() {
		for _, s := range sinks {
			err = errors.Join(err, s.close())
		}
	}()
	for _, form := range Forms() {
		if !slices.Contains(o.Forms, form) {
			continue
		}
		s, err := open(form, out, tables, o, result)
		if err != nil {
			return nil, err
		}
		sinks = append(sinks, s)
	}
	put := func(t int, row []any) error {
		result.Rows[tables[t].Name]++
		for _, s := range sinks {
			if err := s.write(t, row); err != nil {
				return err
			}
		}
		return nil
	}
	if err := explain(tables, func(row []any) error { return put(0, row) }); err != nil {
		return nil, err
	}
	var row []any
	add := func(t int, of any) error {
		row = row[:0]
		for c := range tables[t].Columns {
			row = append(row, tables[t].Columns[c].Of(of))
		}
		return put(t, row)
	}
	made := figures{add: add}
	for i := range tables {
		switch tables[i].Name {
		case PanelTable:
			made.panel = i
		case PromisesTable:
			made.promises = i
		}
	}
	for r, err := range records {
		if err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		result.Records++
		for i := range tables {
			if tables[i].kind != r.Kind() {
				continue
			}
			if err := add(i, r); err != nil {
				return nil, err
			}
		}
		if err := made.put(made.builder.Add(r)); err != nil {
			return nil, err
		}
	}
	return result, made.finish()
}

// figures makes the tables that are made of several records.
type figures struct {
	add             func(table int, of any) error
	panel, promises int
	builder         panel.Builder
	all             []*panel.Figure
}

func (f *figures) put(rows []*panel.Figure) error {
	for _, row := range rows {
		if err := f.add(f.panel, row); err != nil {
			return err
		}
	}
	f.all = append(f.all, rows...)
	return nil
}

func (f *figures) finish() error {
	if err := f.put(f.builder.Done()); err != nil {
		return err
	}
	better, err := panel.Better()
	if err != nil {
		return err
	}
	for _, p := range panel.Promises(f.all, better) {
		if err := f.add(f.promises, &p); err != nil {
			return err
		}
	}
	return nil
}

func open(form string, out *outputs, tables []Table, o Options, result *Result) (sink, error) {
	switch form {
	case CSV:
		return newCSV(out, tables, o)
	case XLSX:
		return newXLSX(out, tables, result)
	case Parquet:
		return newParquet(out, tables)
	case SQLite:
		return newSQLite(out, tables)
	case DuckDBSQL:
		return newDuckDB(out, tables, slices.Contains(o.Forms, Parquet))
	}
	return nil, fmt.Errorf("form %s has no sink", form) // a case is missing here
}

// outputs are the files of an export, which have another name until all are complete.
type outputs struct {
	dir   string
	names []string
}

// unfinished ends the names of files that are being written.
const unfinished = ".unfinished"

// path returns where to write the file of the given name, and keeps the name.
func (o *outputs) path(name string) (string, error) {
	o.names = append(o.names, name)
	path := filepath.Join(o.dir, name) + unfinished
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err // left over from a run that was killed
	}
	return path, nil
}

func (o *outputs) create(name string) (*os.File, error) {
	path, err := o.path(name)
	if err != nil {
		return nil, err
	}
	return os.Create(path)
}

func (o *outputs) commit() error {
	for _, name := range o.names {
		path := filepath.Join(o.dir, name)
		if err := os.Rename(path+unfinished, path); err != nil {
			return errors.Join(err, o.discard())
		}
	}
	return nil
}

func (o *outputs) discard() error {
	var all error
	for _, name := range o.names {
		if err := os.Remove(filepath.Join(o.dir, name) + unfinished); !errors.Is(err, os.ErrNotExist) {
			all = errors.Join(all, err)
		}
	}
	return all
}

// listJSON writes a list as the record has it, for forms whose cells hold no lists.
func listJSON(list []string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(list) // a list of strings into memory: cannot fail
	return strings.TrimSuffix(b.String(), "\n")
}

// day reads a date; "" gives false.
func day(s string) (time.Time, bool, error) {
	if s == "" {
		return time.Time{}, false, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return t, false, fmt.Errorf("date %q is not YYYY-MM-DD", s)
	}
	return t, true, nil
}

// exactText ends the names of the text columns that stand beside decimals where a form has
// only binary numbers.
const exactText = "_text"

// closeAll closes all and returns their errors.
func closeAll[C io.Closer](all []C) error {
	var joined error
	for _, c := range all {
		joined = errors.Join(joined, c.Close())
	}
	return joined
}
