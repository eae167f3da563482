package export

import (
	"fmt"
	"io"
	"strings"

	"github.com/huiyao/huiyao/record"
)

const duckdbFile = "duckdb.sql"

// duckdbSink writes a script that makes the tables in DuckDB, with types and comments,
// from the Parquet or else the CSV files beside it. The tables are the same from either:
// a decimal is a DOUBLE and beside it the exact digits as VARCHAR, a list is VARCHAR[].
type duckdbSink struct{}

func newDuckDB(out *outputs, tables []Table, parquet bool) (duckdbSink, error) {
	f, err := out.create(duckdbFile)
	if err != nil {
		return duckdbSink{}, err
	}
	if _, err := io.WriteString(f, duckdbScript(tables, parquet)); err != nil {
		_ = f.Close()
		return duckdbSink{}, err
	}
	return duckdbSink{}, f.Close()
}

func (duckdbSink) write(int, []any) error { return nil }
func (duckdbSink) close() error           { return nil }

func duckdbScript(tables []Table, parquet bool) string {
	var b strings.Builder
	b.WriteString("-- Loads the tables beside this file. In their folder: duckdb huiyao.duckdb < duckdb.sql\n")
	for _, t := range tables {
		b.WriteByte('\n')
		if parquet {
			fmt.Fprintf(&b, "CREATE OR REPLACE TABLE %s AS SELECT * FROM read_parquet('%s.parquet');\n", quoted(t.Name), t.Name)
		} else {
			b.WriteString(duckdbCSV(t))
		}
		fmt.Fprintf(&b, "COMMENT ON TABLE %s IS %s;\n", quoted(t.Name), literal(t.Description))
		for _, c := range t.Columns {
			fmt.Fprintf(&b, "COMMENT ON COLUMN %s.%s IS %s;\n", quoted(t.Name), quoted(c.Name), literal(c.Description))
		}
	}
	return b.String()
}

// duckdbCSV returns the statement that reads a table from CSV: all as text first, as no
// guessing of types can be right, then each column as its kind needs.
func duckdbCSV(t Table) string {
	var types, columns []string
	for _, c := range t.Columns {
		name := quoted(c.Name)
		types = append(types, literal(c.Name)+": 'VARCHAR'")
		switch c.Kind {
		case record.IntegerField:
			columns = append(columns, fmt.Sprintf("CAST(%s AS BIGINT) AS %[1]s", name))
		case record.BooleanField:
			columns = append(columns, fmt.Sprintf("CAST(%s AS BOOLEAN) AS %[1]s", name))
		case record.DateField:
			columns = append(columns, fmt.Sprintf("CAST(%s AS DATE) AS %[1]s", name))
		case record.ListField:
			columns = append(columns, fmt.Sprintf("from_json(%s, '[\"VARCHAR\"]') AS %[1]s", name))
		case record.DecimalField:
			// Larger than any double is null, as in the other forms.
			columns = append(columns, fmt.Sprintf("CASE WHEN isfinite(TRY_CAST(%s AS DOUBLE)) THEN TRY_CAST(%[1]s AS DOUBLE) END AS %[1]s", name),
				name+" AS "+quoted(c.Name+exactText))
		default: // text without the apostrophe of guard; an empty cell is ""
			text := fmt.Sprintf("CASE WHEN starts_with(%s, '''') THEN %[1]s[2:] ELSE %[1]s END", name)
			if !c.Nullable {
				text = "coalesce(" + text + ", '')"
			}
			columns = append(columns, text+" AS "+name)
		}
	}
	return fmt.Sprintf("CREATE OR REPLACE TABLE %s AS SELECT\n  %s\nFROM read_csv('%s.csv', header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', new_line = '\\n', max_line_size = 1000000000,\n  columns = {%s});\n",
		quoted(t.Name), strings.Join(columns, ",\n  "), t.Name, strings.Join(types, ", "))
}

// literal returns text as a literal of SQL.
func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
