package dataset

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/huiyao/huiyao/export"
	"github.com/huiyao/huiyao/record"
)

// summary counts what a dataset holds.
type summary struct {
	records  int
	byType   map[string]int
	shares   []*share
	chars    int
	first    string // dates of documents
	last     string
	undated  int
	repeated bool            // a document stands twice in the records
	seen     map[uint64]bool // hashes of the ids of documents
}

// share counts the values of one field with a fixed set of them.
type share struct {
	kind  string
	field record.Field
	count map[string]int
}

func newSummary() *summary {
	s := &summary{byType: map[string]int{}, seen: map[uint64]bool{}}
	for _, t := range record.Descriptors() {
		for _, f := range record.Fields(t.Name) {
			if slices.Contains(t.Values, f.Name) {
				s.shares = append(s.shares, &share{t.Name, f, map[string]int{}})
			}
		}
	}
	return s
}

func (s *summary) add(r record.Record) {
	s.byType[r.Kind()]++
	for _, h := range s.shares {
		if h.kind == r.Kind() {
			h.count[h.field.Of(r).(string)]++
		}
	}
	d, ok := r.(*record.Document)
	if !ok {
		return
	}
	s.chars += d.Chars
	h := fnv.New64a()
	_, _ = h.Write([]byte(d.Doc)) // a hash never fails
	s.repeated = s.repeated || s.seen[h.Sum64()]
	s.seen[h.Sum64()] = true
	switch {
	case d.Date == "":
		s.undated++
	case s.first == "":
		s.first, s.last = d.Date, d.Date
	default:
		s.first, s.last = min(s.first, d.Date), max(s.last, d.Date)
	}
}

// card returns the description for people, with the head that dataset hubs read.
func card(o Options, s *summary) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\nlicense: %s\nlanguage:\n- %s\npretty_name: %s\nsize_categories:\n- %s\nconfigs:\n", yaml(strings.ToLower(o.License)), defaultLanguage, yaml(o.title()), sizeCategory(s.records))
	for _, t := range export.Tables() {
		if t.Name != export.ColumnsTable {
			fmt.Fprintf(&b, "- config_name: %s\n  data_files: %s\n", t.Name, tableFile(t.Name, ".parquet"))
		}
	}
	fmt.Fprintf(&b, "---\n\n# %s\n\n%s\n\n", o.title(), strings.TrimSpace(o.Description))
	row := func(head, value string) {
		if value != "" {
			fmt.Fprintf(&b, "| %s | %s |\n", head, cell(value))
		}
	}
	b.WriteString("| | |\n|---|---|\n")
	row("Licence", "["+o.License+"]("+o.licenceURL()+")")
	row("Creator", o.Creator)
	row("Version", o.Version)
	row("Published", o.Date)
	row("Found at", o.URL)
	row("Cite as", o.Cite)
	row("Packaged with", o.Program)
	row("Documents", fmt.Sprintf("%d, of %d characters", s.byType[record.TypeDocument], s.chars))
	if s.first != "" {
		row("Dates of documents", fmt.Sprintf("%s to %s; %d without a date", s.first, s.last, s.undated))
	}
	b.WriteString("\n## Records\n\n| type | records | |\n|---|---:|---|\n")
	for _, t := range export.Tables() {
		if slices.Contains(record.Types(), t.Name) {
			fmt.Fprintf(&b, "| `%s` | %d | %s |\n", t.Name, s.byType[t.Name], t.Description)
		}
	}
	for _, h := range s.shares {
		if len(h.count) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n### %s: %s\n\n| %s | records |\n|---|---:|\n", h.kind, h.field.Name, h.field.Name)
		values := make([]string, 0, len(h.count))
		for v := range h.count {
			values = append(values, v)
		}
		slices.SortFunc(values, func(x, y string) int {
			return cmp.Or(cmp.Compare(h.count[y], h.count[x]), cmp.Compare(x, y))
		})
		for _, v := range values {
			fmt.Fprintf(&b, "| %s | %d |\n", code(v), h.count[v])
		}
	}
	fmt.Fprintf(&b, `
## Files

| file | |
|---|---|
| `+"`%s`"+` | all records as they were extracted, one JSON object a line; `+"`%s`"+` is their JSON Schema |
| `+"`%s/*.parquet`, `%[3]s/*.csv`"+` | a table for each type of record, one of columns, `+"`panel`"+`: figures of listed indicators by place, period and measure, and `+"`promises`"+`: targets with their outcomes |
| `+"`%s`"+` | what the columns mean |
| `+"`%s`, `%s`"+` | Frictionless Data Package of the CSV files; Croissant description of the Parquet files |
| `+"`%s`"+` | checksums, for `+"`sha256sum --check`"+` |

In the CSV files text that a spreadsheet could take for a formula has an apostrophe before it: take one apostrophe from the start of each text that has one. Decimals are exact in the CSV files; in Parquet they are the nearest doubles, and all digits stand in the column beside.

## How it was made

By rules and word lists, without a model: the same documents, version and word lists give the same records. Each record says where in its document it stands (`+"`start`, `end`"+` in code points) and which rule found it. What could not be read is in `+"`error`"+`. The documents' texts are included only where a `+"`document`"+` record holds its `+"`text`"+`.
`, RecordsFile, SchemaFile, tables, DictionaryFile, PackageFile, CroissantFile, SumsFile)
	return b.String()
}

// dictionary returns the data dictionary: all tables, column by column.
func dictionary() string {
	var b strings.Builder
	b.WriteString("# Data dictionary\n\nThe tables and their columns. In Parquet, a decimal is the nearest double, and the column `NAME_text` beside it has all digits.\n")
	for _, t := range export.Tables() {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| column | type | empty | meaning | values |\n|---|---|---|---|---|\n", t.Name, t.Description)
		for _, c := range t.Columns {
			empty := ""
			if c.MayBeEmpty() {
				empty = "yes"
			}
			values := make([]string, len(c.Enum))
			for i, v := range c.Enum {
				values[i] = code(v)
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", c.Name, export.TypeName(c.Kind), empty, cell(c.Description), strings.Join(values, " "))
		}
	}
	return b.String()
}

// cell returns text for a cell of a Markdown table.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "\r", " ").Replace(text)
}

func code(value string) string {
	if value == "" {
		return "`\"\"`"
	}
	return "`" + value + "`"
}

// yaml returns text as a scalar of YAML, which takes the strings of JSON.
func yaml(text string) string { return strings.TrimSpace(string(inJSON(text))) }

// sizeCategory returns how many records there are in the words of dataset hubs.
func sizeCategory(n int) string {
	bounds := []struct {
		below int
		name  string
	}{{1e3, "n<1K"}, {1e4, "1K<n<10K"}, {1e5, "10K<n<100K"}, {1e6, "100K<n<1M"}, {1e7, "1M<n<10M"}, {1e8, "10M<n<100M"}, {1e9, "100M<n<1B"}}
	for _, b := range bounds {
		if n < b.below {
			return b.name
		}
	}
	return "n>1B"
}

// size returns a number of bytes as Croissant has it.
func size(bytes int64) string { return fmt.Sprintf("%d B", bytes) }
