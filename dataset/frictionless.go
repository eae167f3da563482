package dataset

import (
	"slices"

	"github.com/huiyao/huiyao/export"
	"github.com/huiyao/huiyao/record"
)

// The parts of a Data Package (Frictionless, version 1) that are written, in their order.
type (
	packageJSON struct {
		Profile      string         `json:"profile"`
		Name         string         `json:"name"`
		Title        string         `json:"title"`
		Description  string         `json:"description"`
		Version      string         `json:"version,omitempty"`
		Created      string         `json:"created,omitempty"`
		Homepage     string         `json:"homepage,omitempty"`
		Licenses     []licenceJSON  `json:"licenses"`
		Contributors []personJSON   `json:"contributors,omitempty"`
		Resources    []resourceJSON `json:"resources"`
	}
	licenceJSON struct {
		Name string `json:"name,omitempty"`
		Path string `json:"path"`
	}
	personJSON struct {
		Title string `json:"title"`
		Role  string `json:"role"`
	}
	resourceJSON struct {
		Profile     string       `json:"profile"`
		Type        string       `json:"type"` // table or file, as newer readers want to know
		Name        string       `json:"name"`
		Description string       `json:"description"`
		Path        string       `json:"path"`
		Format      string       `json:"format"`
		MediaType   string       `json:"mediatype"`
		Encoding    string       `json:"encoding"`
		Bytes       int64        `json:"bytes"`
		Hash        string       `json:"hash"`
		Dialect     *dialectJSON `json:"dialect,omitempty"`
		Schema      *schemaJSON  `json:"schema,omitempty"`
	}
	dialectJSON struct {
		Delimiter      string `json:"delimiter"`
		LineTerminator string `json:"lineTerminator"`
		QuoteChar      string `json:"quoteChar"`
		DoubleQuote    bool   `json:"doubleQuote"`
		Header         bool   `json:"header"`
	}
	schemaJSON struct {
		Fields        []fieldJSON      `json:"fields"`
		MissingValues []string         `json:"missingValues"`
		PrimaryKey    []string         `json:"primaryKey,omitempty"`
		ForeignKeys   []foreignKeyJSON `json:"foreignKeys,omitempty"`
	}
	fieldJSON struct {
		Name        string           `json:"name"`
		Type        string           `json:"type"`
		Description string           `json:"description"`
		Constraints *constraintsJSON `json:"constraints,omitempty"`
	}
	constraintsJSON struct {
		Required bool     `json:"required,omitempty"`
		Enum     []string `json:"enum,omitempty"`
	}
	foreignKeyJSON struct {
		Fields    []string      `json:"fields"`
		Reference referenceJSON `json:"reference"`
	}
	referenceJSON struct {
		Resource string   `json:"resource"`
		Fields   []string `json:"fields"`
	}
)

// dataPackage describes the records and the CSV files.
func dataPackage(o Options, s *summary, files []file) packageJSON {
	p := packageJSON{
		Profile: "data-package", Name: o.Name, Title: o.title(), Description: o.Description,
		Version: o.Version, Homepage: o.URL,
		Licenses: []licenceJSON{{Path: o.licenceURL()}},
	}
	if o.licenceURL() != o.License {
		p.Licenses[0].Name = o.License
	}
	if o.Date != "" {
		p.Created = o.Date + "T00:00:00Z"
	}
	if o.Creator != "" {
		p.Contributors = []personJSON{{o.Creator, "author"}}
	}
	f := find(files, RecordsFile)
	p.Resources = append(p.Resources, resourceJSON{
		Profile: "data-resource", Type: "file", Name: "records", Description: "All records as they were extracted, one JSON object a line; " + SchemaFile + " is their JSON Schema.",
		Path: f.name, Format: "jsonl", MediaType: "application/jsonl", Encoding: "utf-8", Bytes: f.bytes, Hash: "sha256:" + f.sha256,
	})
	for _, t := range export.Tables() {
		f := find(files, tableFile(t.Name, ".csv"))
		r := resourceJSON{
			Profile: "tabular-data-resource", Type: "table", Name: t.Name, Description: t.Description,
			Path: f.name, Format: "csv", MediaType: "text/csv", Encoding: "utf-8", Bytes: f.bytes, Hash: "sha256:" + f.sha256,
			Dialect: &dialectJSON{",", "\n", `"`, true, true},
			Schema:  &schemaJSON{MissingValues: []string{""}},
		}
		for _, c := range t.Columns {
			r.Schema.Fields = append(r.Schema.Fields, fieldJSON{c.Name, frictionlessType(c.Kind), c.Description, constraints(c)})
		}
		switch {
		case t.Name == record.TypeDocument && !s.repeated:
			r.Schema.PrimaryKey = []string{"doc"}
		case t.Name != record.TypeDocument && t.Name != record.TypeError && t.Name != export.ColumnsTable:
			for _, column := range documentColumns(t) {
				r.Schema.ForeignKeys = append(r.Schema.ForeignKeys, foreignKeyJSON{[]string{column}, referenceJSON{record.TypeDocument, []string{"doc"}}})
			}
		}
		p.Resources = append(p.Resources, r)
	}
	return p
}

// documentColumns returns the columns of a table that name a document in every row: a
// promise without an outcome has none that reports it.
func documentColumns(t export.Table) []string {
	if t.Name == export.PromisesTable {
		return []string{"target_doc"}
	}
	return []string{"doc"}
}

func frictionlessType(k record.FieldKind) string {
	switch k {
	case record.DateField:
		return "date"
	case record.IntegerField:
		return "integer"
	case record.DecimalField:
		return "number"
	case record.BooleanField:
		return "boolean"
	case record.ListField:
		return "array"
	}
	return "string"
}

// constraints returns what a reader of CSV can check: there an empty cell is null, so that
// text, which may be "", is never required.
func constraints(c record.Field) *constraintsJSON {
	var k constraintsJSON
	k.Required = !c.MayBeEmpty() && c.Kind != record.TextField
	k.Enum = slices.DeleteFunc(slices.Clone(c.Enum), func(v string) bool { return v == "" })
	if !k.Required && len(k.Enum) == 0 {
		return nil
	}
	return &k
}
