package export

import (
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/record"
)

func openSQLite(t *testing.T, dir string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, sqliteFile))
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, db.Close()) })
	return db
}

func TestSQLite(t *testing.T) {
	records := sample(t)
	db := openSQLite(t, export(t, records, Options{Forms: []string{SQLite}}))
	for _, table := range Tables()[1:] {
		rows, err := db.Query(`SELECT * FROM "` + table.Name + `"`)
		require.NoError(t, err)
		want := rowsOf(table, records)
		n := 0
		for ; rows.Next(); n++ {
			var into []any
			for range len(table.Columns) * 2 {
				into = append(into, new(any))
			}
			names, err := rows.Columns()
			require.NoError(t, err)
			require.NoError(t, rows.Scan(into[:len(names)]...))
			got := func(i int) any { return *into[i].(*any) }
			at := 0
			for i, c := range table.Columns {
				require.Equal(t, c.Name, names[at])
				switch v := want[n][i].(type) {
				case record.Decimal:
					assert.Equal(t, double(v.String()), got(at))
					at++
					assert.Equal(t, v.String(), got(at))
				case nil:
					assert.Nil(t, got(at), c.Name)
					if c.Kind == record.DecimalField {
						at++
						assert.Nil(t, got(at))
					}
				case int:
					assert.EqualValues(t, v, got(at))
				case bool:
					assert.Equal(t, v, got(at) == int64(1), "0 or 1")
				case []string:
					assert.Equal(t, listJSON(v), got(at))
				case string:
					if c.Kind == record.DateField {
						if v == "" {
							assert.Nil(t, got(at))
						} else {
							assert.Equal(t, v, got(at).(time.Time).Format(time.DateOnly), "the driver reads DATE columns as times")
						}
						break
					}
					assert.Equal(t, v, got(at))
				default:
					assert.Equal(t, v, got(at), c.Name)
				}
				at++
			}
			assert.Len(t, names, at)
		}
		require.NoError(t, rows.Err())
		assert.Len(t, want, n, table.Name)
	}
	var sum string
	require.NoError(t, db.QueryRow("PRAGMA integrity_check").Scan(&sum))
	assert.Equal(t, "ok", sum)
}

func TestSQLiteFindsWords(t *testing.T) {
	db := openSQLite(t, export(t, hard(t), Options{Forms: []string{SQLite}}))
	for phrase, want := range map[string]int{
		"企 业": 1, "企 業": 1, "5": 1, "一 带 一 路": 1, "合 同": 1, "技 术 合 同": 0, "业 企": 0, "𠮷 家": 1, "R&D": 1, "9.21%": 1, "企 业 6": 0,
	} {
		var n int
		require.NoError(t, db.QueryRow(`SELECT count(*) FROM quantity JOIN sentence USING (doc, sentence)
			WHERE start = 0 AND id IN (SELECT rowid FROM sentence_search WHERE sentence_search MATCH ?)`, `"`+phrase+`"`).Scan(&n))
		assert.Equal(t, want, n, phrase)
	}
}
