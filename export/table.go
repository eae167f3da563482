package export

import (
	"cmp"
	"slices"
	"strings"

	"github.com/huiyao/huiyao/record"
)

// Names of the tables that are no type of record.
const (
	ColumnsTable = "columns" // explains the columns of all others
	PanelTable   = "panel"   // figures by place, period and indicator
)

// Table is a table of an export.
type Table struct {
	Name        string
	Description string         // one English sentence
	Columns     []record.Field // in order; a record's own fields in the record's order
	index       []string       // the columns that questions begin with
	kind        string         // the type of record that its rows are made of, "" for columns
	keep        func(record.Record) bool
}

// panel names the fields of quantity in a panel: what a figure is of, the figure, and what
// it rests on.
var panel = strings.Fields("place_code place period indicator noun value value_to unit dimension modifier change basis role sentence doc start end")

// Tables returns the tables of an export in their order: the one that explains the
// columns, one for each type of record with the fields of record.Fields, and the panel.
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
	p := Table{
		Name:        PanelTable,
		Description: "Quantities of which place, period and indicator are known, as a panel.",
		kind:        record.TypeQuantity,
		keep:        inPanel,
	}
	fields := record.Fields(record.TypeQuantity)
	for _, name := range panel {
		p.Columns = append(p.Columns, fields[slices.IndexFunc(fields, func(f record.Field) bool { return f.Name == name })])
	}
	return append(tables, p)
}

func inPanel(r record.Record) bool {
	q := r.(*record.Quantity)
	return cmp.Or(q.PlaceCode, q.Place) != "" && q.Period != "" && q.Indicator != ""
}

// inPanelSQL is inPanel in the SQL that SQLite and DuckDB share.
const inPanelSQL = "(place_code <> '' OR place <> '') AND period <> '' AND indicator <> ''"

// has reports whether r is a row of the table.
func (t *Table) has(r record.Record) bool {
	return t.kind == r.Kind() && (t.keep == nil || t.keep(r))
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
