package export

import (
	"strings"

	"github.com/huiyao/huiyao/internal/panel"
	"github.com/huiyao/huiyao/record"
)

// Names of the tables that are no type of record.
const (
	ColumnsTable  = "columns"  // explains the columns of all others
	PanelTable    = "panel"    // figures by place, period, indicator and measure
	PromisesTable = "promises" // targets, each with its outcome
)

// Table is a table of an export.
type Table struct {
	Name        string
	Description string         // one English sentence
	Columns     []record.Field // in order; a record's own fields in the record's order
	index       []string       // the columns that questions begin with
	kind        string         // the type of record that its rows are, "" for tables of another make
}

// Tables returns the tables of an export in their order: the one that explains the
// columns, one for each type of record with the fields of record.Fields, the panel and the
// promises.
func Tables() []Table {
	tables := []Table{{
		Name:        ColumnsTable,
		Description: "What the columns of the other tables mean.",
		Columns: []record.Field{
			{Name: "table", Description: "The table."},
			{Name: "column", Description: "Its column."},
			{Name: "type", Description: "text, date, integer, decimal, boolean or list of text."},
			{Name: "empty", Description: "Whether the column may be empty (null)."},
			{Name: "description", Description: "What it means."},
			{Name: "values", Description: "The values that it may have, where they are a fixed set."},
		},
	}}
	for _, t := range record.Descriptors() {
		tables = append(tables, Table{Name: t.Name, Description: t.Description, Columns: record.Fields(t.Name), index: t.Index, kind: t.Name})
	}
	return append(tables, Table{
		Name:        PanelTable,
		Description: "Figures of listed indicators by place, period, indicator, measure and role.",
		Columns:     record.FieldsOf[panel.Figure](),
		index:       []string{"concept", "place_code"},
	}, Table{
		Name:        PromisesTable,
		Description: "Targets, each with the outcome that a later report states.",
		Columns:     record.FieldsOf[panel.Promise](),
		index:       []string{"concept", "place_code"},
	})
}

// TypeName returns the word for the values of a kind of field: text, date, integer,
// decimal, boolean or list of text.
func TypeName(k record.FieldKind) string {
	switch k {
	case record.DateField:
		return "date"
	case record.IntegerField:
		return "integer"
	case record.DecimalField:
		return "decimal"
	case record.BooleanField:
		return "boolean"
	case record.ListField:
		return "list of text"
	}
	return "text"
}

// explain calls row for each row of the table of columns.
func explain(tables []Table, row func([]any) error) error {
	for _, t := range tables {
		for _, c := range t.Columns {
			empty := "no"
			if c.MayBeEmpty() {
				empty = "yes"
			}
			values := make([]string, len(c.Enum))
			for i, v := range c.Enum {
				if values[i] = v; v == "" {
					values[i] = `""`
				}
			}
			if err := row([]any{t.Name, c.Name, TypeName(c.Kind), empty, c.Description, strings.Join(values, " ")}); err != nil {
				return err
			}
		}
	}
	return nil
}

// ExactColumn returns the name of the text column that stands beside a decimal, with all
// its digits, where a form has only binary numbers.
func ExactColumn(name string) string { return name + exactText }
