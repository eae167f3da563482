package export

import (
	"fmt"
	"os"
	"reflect"

	"github.com/parquet-go/parquet-go"

	"github.com/huiyao/huiyao/record"
)

const (
	// rowGroup is how many rows stand together: what is held in memory of a table, and
	// what readers can skip.
	rowGroup = 50_000
	// parquetBatch is how many rows are handed over at once.
	parquetBatch = 256
	// dictionaryBytes is how large the dictionary of a column may grow in one row group
	// before the values are written as they are.
	dictionaryBytes = 1 << 20
)

// parquetSink writes NAME.parquet for each table, compressed with zstd.
//
// A decimal is an optional DOUBLE and beside it the exact digits as text: a DECIMAL has
// one scale for the whole column, and none holds both 0.0001 and 670000000000000. A
// date is a DATE, null where it is not known; a list is a LIST of text.
type parquetSink struct {
	tables  []Table
	files   []*os.File
	writers []*parquet.Writer
	rows    [][]parquet.Row // not yet handed over, by table
	failed  bool
}

func newParquet(out *outputs, tables []Table) (*parquetSink, error) {
	s := &parquetSink{tables: tables, rows: make([][]parquet.Row, len(tables))}
	for _, t := range tables {
		f, err := out.create(t.Name + ".parquet")
		if err != nil {
			return nil, err
		}
		s.files = append(s.files, f)
		s.writers = append(s.writers, parquet.NewWriter(f, parquetSchema(t),
			parquet.CreatedBy("huiyao", "", ""),
			parquet.Compression(&parquet.Zstd),
			parquet.MaxRowsPerRowGroup(rowGroup),
			parquet.DictionaryMaxBytes(dictionaryBytes),
		))
	}
	return s, nil
}

// parquetSchema declares the columns of a table, in their order. The library takes an
// order from a struct only, so a struct is made.
func parquetSchema(t Table) *parquet.Schema {
	var fields []reflect.StructField
	add := func(name, options string, of reflect.Type) {
		fields = append(fields, reflect.StructField{
			Name: fmt.Sprintf("F%d", len(fields)),
			Type: of,
			Tag:  reflect.StructTag(`parquet:"` + name + options + `"`),
		})
	}
	for _, c := range t.Columns {
		options := ""
		if c.Nullable {
			options = ",optional"
		}
		switch c.Kind {
		case record.IntegerField:
			add(c.Name, options, reflect.TypeFor[int64]())
		case record.BooleanField:
			add(c.Name, options, reflect.TypeFor[bool]())
		case record.DecimalField:
			add(c.Name, ",optional", reflect.TypeFor[float64]())
			add(c.Name+exactText, options, reflect.TypeFor[string]())
		case record.DateField:
			add(c.Name, ",optional,date", reflect.TypeFor[int32]())
		case record.ListField:
			add(c.Name, ",list", reflect.TypeFor[[]string]())
		default:
			add(c.Name, options+",dict", reflect.TypeFor[string]())
		}
	}
	return parquet.NewSchema(t.Name, parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface()))
}

func (s *parquetSink) write(t int, row []any) error {
	values := make(parquet.Row, 0, len(row)+4)
	column := 0
	// put adds a value of the next column: present in an optional one with level 1.
	put := func(v parquet.Value, level int) {
		values = append(values, v.Level(0, level, column))
		column++
	}
	for i, v := range row {
		c := &s.tables[t].Columns[i]
		level := 0
		if c.Nullable {
			level = 1
		}
		switch v := v.(type) {
		case nil:
			put(parquet.NullValue(), 0)
			if c.Kind == record.DecimalField {
				put(parquet.NullValue(), 0)
			}
		case int:
			put(parquet.Int64Value(int64(v)), level)
		case bool:
			put(parquet.BooleanValue(v), level)
		case record.Decimal:
			exact := v.String()
			if d, ok := double(exact).(float64); ok {
				put(parquet.DoubleValue(d), 1)
			} else {
				put(parquet.NullValue(), 0)
			}
			put(parquet.ByteArrayValue([]byte(exact)), level)
		case []string:
			if len(v) == 0 {
				put(parquet.NullValue(), 0)
				continue
			}
			for n, item := range v {
				values = append(values, parquet.ByteArrayValue([]byte(item)).Level(min(n, 1), 1, column))
			}
			column++
		case string:
			if c.Kind != record.DateField {
				put(parquet.ByteArrayValue([]byte(v)), level)
				continue
			}
			date, known, err := day(v)
			switch {
			case err != nil:
				s.failed = true
				return fmt.Errorf("parquet: %w", err)
			case known:
				put(parquet.Int32Value(int32(date.Unix()/(24*60*60))), 1)
			default:
				put(parquet.NullValue(), 0)
			}
		}
	}
	if s.rows[t] = append(s.rows[t], values); len(s.rows[t]) < parquetBatch {
		return nil
	}
	return s.hand(t)
}

// hand gives the rows of table t that are waiting to the writer.
func (s *parquetSink) hand(t int) error {
	if _, err := s.writers[t].WriteRows(s.rows[t]); err != nil {
		s.failed = true
		return fmt.Errorf("parquet: %s: %w", s.tables[t].Name, err)
	}
	clear(s.rows[t])
	s.rows[t] = s.rows[t][:0]
	return nil
}

func (s *parquetSink) close() error {
	for t := 0; t < len(s.writers) && !s.failed; t++ {
		if err := s.hand(t); err != nil {
			_ = closeAll(s.files)
			return err
		}
		if err := s.writers[t].Close(); err != nil {
			_ = closeAll(s.files)
			return fmt.Errorf("parquet: %s: %w", s.tables[t].Name, err)
		}
	}
	return closeAll(s.files)
}
