package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/internal/panel"
	"github.com/huiyao/huiyao/record"
)

// sample returns the records of the golden files and after them some with what is hard to
// carry over.
func sample(t testing.TB) []record.Record {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "golden", "*.jsonl"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var all []record.Record
	for _, f := range files {
		data, err := os.ReadFile(f)
		require.NoError(t, err)
		for r, err := range record.Read(bytes.NewReader(data)) {
			require.NoError(t, err)
			all = append(all, r)
		}
	}
	return append(all, hard(t)...)
}

// hard returns the records of testdata/hard.jsonl, which the readers in other languages
// are tested with as well: numbers that no double holds, formulas, line ends, astral
// characters.
func hard(t testing.TB) []record.Record {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "hard.jsonl"))
	require.NoError(t, err)
	var all []record.Record
	for r, err := range record.Read(bytes.NewReader(data)) {
		require.NoError(t, err)
		all = append(all, r)
	}
	return all
}

func stream(records []record.Record) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// export writes the records in one form and returns the folder.
func export(t *testing.T, records []record.Record, o Options) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "new", "out")
	_, err := Write(context.Background(), stream(records), dir, o)
	require.NoError(t, err)
	return dir
}

// rowsOf returns what the table must hold, made straight from the records.
func rowsOf(t Table, records []record.Record) [][]any {
	var of []any
	var b panel.Builder
	var figures []*panel.Figure
	for _, r := range records {
		figures = append(figures, b.Add(r)...)
		if t.kind == r.Kind() {
			of = append(of, r)
		}
	}
	figures = append(figures, b.Done()...)
	switch t.Name {
	case PanelTable:
		for _, f := range figures {
			of = append(of, f)
		}
	case PromisesTable:
		promises := panel.Promises(figures, func(string) string { return "more" })
		for i := range promises {
			of = append(of, &promises[i])
		}
	}
	var rows [][]any
	for _, r := range of {
		var row []any
		for _, c := range t.Columns {
			row = append(row, c.Of(r))
		}
		rows = append(rows, row)
	}
	return rows
}

func TestTables(t *testing.T) {
	tables := Tables()
	var names []string
	for _, table := range tables {
		names = append(names, table.Name)
		assert.NotEmpty(t, table.Description, table.Name)
	}
	assert.Equal(t, []string{"columns", "document", "quantity", "task_count", "body", "time", "person", "place", "meeting", "named_document", "number", "error", "panel", "promises"}, names)
	for _, table := range tables[1 : len(tables)-2] {
		assert.Equal(t, record.Fields(table.Name), table.Columns)
	}
	for _, table := range tables {
		for _, column := range table.index {
			found := false
			for _, f := range table.Columns {
				found = found || f.Name == column
			}
			assert.True(t, found, "index on %s.%s", table.Name, column)
		}
	}
}

// TestSameBytes wants every form to be the same twice.
func TestSameBytes(t *testing.T) {
	records := sample(t)
	a, b := export(t, records, Options{Forms: Forms()}), export(t, records, Options{Forms: Forms()})
	entries, err := os.ReadDir(a)
	require.NoError(t, err)
	for _, e := range entries {
		one, err := os.ReadFile(filepath.Join(a, e.Name()))
		require.NoError(t, err)
		two, err := os.ReadFile(filepath.Join(b, e.Name()))
		require.NoError(t, err)
		assert.True(t, bytes.Equal(one, two), e.Name())
	}
}

func TestWriteRefuses(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "quantity.csv"), []byte("old"), 0o666))
	for name, o := range map[string]Options{"no form": {}, "unknown form": {Forms: []string{"dbf"}}, "a script that has nothing to load": {Forms: []string{DuckDBSQL, SQLite}}} {
		_, err := Write(context.Background(), stream(nil), dir, o)
		assert.ErrorIs(t, err, ErrForms, name)
	}
	fails := func(yield func(record.Record, error) bool) { yield(nil, assert.AnError) }
	_, err := Write(context.Background(), fails, dir, Options{Forms: Forms()})
	require.ErrorIs(t, err, assert.AnError)
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = Write(cancelled, stream(sample(t)), dir, Options{Forms: Forms()})
	require.ErrorIs(t, err, context.Canceled)
	wrongDate := &record.Document{Head: record.Head{Type: record.TypeDocument}, Date: "2024"}
	for _, form := range Forms() {
		if form == CSV || form == DuckDBSQL {
			continue // text, as it is
		}
		_, err = Write(context.Background(), stream([]record.Record{wrongDate}), dir, Options{Forms: []string{form}})
		assert.ErrorContains(t, err, `date "2024" is not YYYY-MM-DD`, form)
	}
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, left, 1, "a run that fails leaves nothing and changes nothing")
	old, err := os.ReadFile(filepath.Join(dir, "quantity.csv"))
	require.NoError(t, err)
	assert.Equal(t, "old", string(old))
}

func TestCSV(t *testing.T) {
	records := sample(t)
	dir := export(t, records, Options{Forms: []string{CSV}})
	bare := export(t, records, Options{Forms: []string{CSV}, NoBOM: true})
	for _, table := range Tables() {
		data, err := os.ReadFile(filepath.Join(dir, table.Name+".csv"))
		require.NoError(t, err)
		data, marked := bytes.CutPrefix(data, []byte("\ufeff"))
		assert.True(t, marked)
		without, err := os.ReadFile(filepath.Join(bare, table.Name+".csv"))
		require.NoError(t, err)
		assert.True(t, bytes.Equal(data, without))
		read, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		require.NoError(t, err)
		for i, c := range table.Columns {
			assert.Equal(t, c.Name, read[0][i])
		}
		if table.Name == ColumnsTable {
			continue
		}
		want := rowsOf(table, records)
		require.Len(t, read[1:], len(want), table.Name)
		for n, row := range want {
			for i, v := range row {
				got := read[n+1][i]
				if text, ok := v.(string); ok && table.Columns[i].Kind == record.TextField {
					assert.False(t, strings.HasPrefix(got, "=") || strings.HasPrefix(got, "@") || strings.HasPrefix(got, "-"))
					assert.Equal(t, text, strings.TrimPrefix(got, "'"))
					continue
				}
				assert.Equal(t, csvCell(table.Columns[i].Kind, v), got)
			}
		}
	}
}

func TestGuard(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "5": "5", "一=二": "一=二", "=1+1": "'=1+1", "-3%": "'-3%", "+5": "'+5", "@x": "'@x", "＝1": "'＝1", "\tx": "'\tx", "'x": "''x", "—5": "—5",
	} {
		assert.Equal(t, want, guard(in))
	}
}
