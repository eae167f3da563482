package export

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/record"
)

func TestParquet(t *testing.T) {
	records := sample(t)
	dir := export(t, records, Options{Forms: []string{Parquet}})
	for _, table := range Tables() {
		f, err := os.Open(filepath.Join(dir, table.Name+".parquet"))
		require.NoError(t, err)
		t.Cleanup(func() { f.Close() })
		info, err := f.Stat()
		require.NoError(t, err)
		file, err := parquet.OpenFile(f, info.Size())
		require.NoError(t, err)
		var names []string
		for _, c := range table.Columns {
			names = append(names, c.Name)
			if c.Kind == record.DecimalField {
				names = append(names, c.Name+exactText)
			}
		}
		var got []string
		for _, field := range file.Schema().Fields() {
			got = append(got, field.Name())
		}
		assert.Equal(t, names, got)
		if table.Name == ColumnsTable {
			continue
		}
		want := rowsOf(table, records)
		require.EqualValues(t, len(want), file.NumRows(), table.Name)
		reader := parquet.NewReader(file)
		rows := make([]parquet.Row, len(want)+1)
		n, _ := reader.ReadRows(rows)
		require.Equal(t, len(want), n)
		for n, row := range want {
			values := map[int][]parquet.Value{}
			for _, v := range rows[n] {
				values[v.Column()] = append(values[v.Column()], v)
			}
			column := 0
			for i, v := range row {
				c := table.Columns[i]
				first := values[column][0]
				switch v := v.(type) {
				case nil:
					assert.True(t, first.IsNull())
					if c.Kind == record.DecimalField {
						column++
						assert.True(t, values[column][0].IsNull())
					}
				case int:
					assert.EqualValues(t, v, first.Int64())
				case bool:
					assert.Equal(t, v, first.Boolean())
				case record.Decimal:
					if f, ok := double(v.String()).(float64); ok {
						assert.Equal(t, f, first.Double())
					} else {
						assert.True(t, first.IsNull())
					}
					column++
					assert.Equal(t, v.String(), values[column][0].String())
				case []string:
					items := []string{}
					for _, item := range values[column] {
						if !item.IsNull() {
							items = append(items, item.String())
						}
					}
					assert.Equal(t, v, items)
				case string:
					if c.Kind == record.DateField {
						if v == "" {
							assert.True(t, first.IsNull())
						} else {
							date, _, err := day(v)
							require.NoError(t, err)
							assert.EqualValues(t, date.Unix()/86400, first.Int32())
						}
						break
					}
					assert.Equal(t, v, first.String())
				}
				column++
			}
		}
	}
}
