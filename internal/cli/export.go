package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/export"
	"github.com/huiyao/huiyao/internal/runs"
)

func newExport(s *Streams) *cobra.Command {
	var o export.Options
	var dir string
	c := &cobra.Command{
		Use:   "export RUN|RECORDS",
		Short: "Write records as tables: CSV, XLSX, Parquet, SQLite, DuckDB",
		Long: `export reads a file of records ("-" is standard input) or the folder of a batch run
and writes one table for each type of record, with the record's columns in its
order, one that explains the columns, the panel: figures of listed indicators by
place, period, indicator, measure and role, and the promises: each target with the
outcome that a later report of the run states.

  csv      NAME.csv for each table, exact numbers; UTF-8 with a byte order mark, by
           which Excel knows it. Text that begins with = + - @ or the like has an
           apostrophe before it, so that no spreadsheet runs it as a formula
  xlsx     huiyao.xlsx, a sheet for each table, with filters
  parquet  NAME.parquet for each table
  sqlite   huiyao.sqlite with indexes and, in both scripts, a full-text table of all
           sentences, in which every Chinese character is a word: search for "绿 色 金 融"
  duckdb-sql
           duckdb.sql, which loads the Parquet or the CSV files with their types

Forms whose numbers are binary have beside each decimal, value say, its exact digits
as text, in value_text. Files of the same names in the folder --out are replaced when all are complete.`,
		Example: `  huiyao extract reports/ > records.jsonl && huiyao export records.jsonl --to csv,xlsx,parquet --out tables/
  huiyao export records.jsonl --to sqlite --out tables/
  huiyao extract report.txt | huiyao export - --to csv --no-bom --out tables/
  sqlite3 tables/huiyao.sqlite "SELECT doc, sentence FROM sentence WHERE id IN
    (SELECT rowid FROM sentence_search WHERE sentence_search MATCH '\"绿 色 金 融\"')"`,
		Args:              arguments(1, 1),
		ValidArgsFunction: first(1, recordFiles),
		RunE: func(c *cobra.Command, args []string) error {
			for _, f := range o.Forms {
				if err := oneOf("--to", f, export.Forms()...); err != nil {
					return err
				}
			}
			run, err := runs.Open(args[0], s.In)
			if err != nil {
				return err
			}
			result, err := export.Write(c.Context(), run.Records(), dir, o)
			if err != nil {
				return err
			}
			for _, w := range result.Warnings {
				s.message("%s", w)
			}
			s.message("%d records in %d files", result.Records, len(result.Files))
			return nil
		},
	}
	f := c.Flags()
	f.StringSliceVar(&o.Forms, "to", nil, fmt.Sprintf("write these `FORMS`: %s", join(export.Forms())))
	f.StringVar(&dir, "out", "", "the folder `DIR` to write to; it is made where it is not there")
	f.BoolVar(&o.NoBOM, "no-bom", false, "write CSV without a byte order mark")
	lists(c, "to", export.Forms()...)
	complete(c, "out", folders)
	required(c, "to", "out")
	return c
}
