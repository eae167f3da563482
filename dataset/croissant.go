package dataset

import (
	"encoding/json"

	"github.com/huiyao/huiyao/export"
	"github.com/huiyao/huiyao/record"
)

// croissantContext is the JSON-LD context that version 1.0 of the format prescribes, with
// two terms of its later editions that the checking program wants.
const croissantContext = `{
  "@language": "en",
  "@vocab": "https://schema.org/",
  "citeAs": "cr:citeAs",
  "column": "cr:column",
  "conformsTo": "dct:conformsTo",
  "cr": "http://mlcommons.org/croissant/",
  "rai": "http://mlcommons.org/croissant/RAI/",
  "data": {"@id": "cr:data", "@type": "@json"},
  "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
  "dct": "http://purl.org/dc/terms/",
  "equivalentProperty": "cr:equivalentProperty",
  "examples": {"@id": "cr:examples", "@type": "@json"},
  "extract": "cr:extract",
  "field": "cr:field",
  "fileProperty": "cr:fileProperty",
  "fileObject": "cr:fileObject",
  "fileSet": "cr:fileSet",
  "format": "cr:format",
  "includes": "cr:includes",
  "isLiveDataset": "cr:isLiveDataset",
  "jsonPath": "cr:jsonPath",
  "key": "cr:key",
  "md5": "cr:md5",
  "parentField": "cr:parentField",
  "path": "cr:path",
  "recordSet": "cr:recordSet",
  "references": "cr:references",
  "regex": "cr:regex",
  "repeated": "cr:repeated",
  "replace": "cr:replace",
  "samplingRate": "cr:samplingRate",
  "sc": "https://schema.org/",
  "separator": "cr:separator",
  "source": "cr:source",
  "subField": "cr:subField",
  "transform": "cr:transform"
}`

// The parts of a Croissant description that are written, in their order.
type (
	croissantJSON struct {
		Context      json.RawMessage `json:"@context"`
		Type         string          `json:"@type"`
		ConformsTo   string          `json:"conformsTo"`
		Name         string          `json:"name"`
		Description  string          `json:"description"`
		License      string          `json:"license"`
		URL          string          `json:"url,omitempty"`
		Version      string          `json:"version,omitempty"`
		Published    string          `json:"datePublished,omitempty"`
		CiteAs       string          `json:"citeAs,omitempty"`
		Creator      *creatorJSON    `json:"creator,omitempty"`
		Language     string          `json:"inLanguage"`
		Distribution []objectJSON    `json:"distribution"`
		RecordSet    []recordSetJSON `json:"recordSet"`
	}
	creatorJSON struct {
		Type string `json:"@type"`
		Name string `json:"name"`
	}
	objectJSON struct {
		Type           string `json:"@type"`
		ID             string `json:"@id"`
		Name           string `json:"name"`
		Description    string `json:"description"`
		ContentURL     string `json:"contentUrl"`
		ContentSize    string `json:"contentSize"`
		EncodingFormat string `json:"encodingFormat"`
		SHA256         string `json:"sha256"`
	}
	recordSetJSON struct {
		Type        string    `json:"@type"`
		ID          string    `json:"@id"`
		Name        string    `json:"name"`
		Description string    `json:"description"`
		Field       []crField `json:"field"`
	}
	crField struct {
		Type        string   `json:"@type"`
		ID          string   `json:"@id"`
		Name        string   `json:"name"`
		Description string   `json:"description"`
		DataType    string   `json:"dataType"`
		Repeated    bool     `json:"repeated,omitempty"`
		Source      crSource `json:"source"`
	}
	crSource struct {
		FileObject crID      `json:"fileObject"`
		Extract    crExtract `json:"extract"`
	}
	crID struct {
		ID string `json:"@id"`
	}
	crExtract struct {
		Column string `json:"column"`
	}
)

// croissant describes the files, and the columns of the Parquet tables.
func croissant(o Options, files []file) croissantJSON {
	c := croissantJSON{
		Context: json.RawMessage(croissantContext), Type: "sc:Dataset", ConformsTo: conformsTo,
		Name: o.Name, Description: o.Description, License: o.licenceURL(), URL: o.URL, Version: o.Version,
		Published: o.Date, CiteAs: o.Cite, Language: defaultLanguage,
	}
	if o.Creator != "" {
		c.Creator = &creatorJSON{"sc:Organization", o.Creator}
	}
	add := func(name, description, format string) {
		f := find(files, name)
		c.Distribution = append(c.Distribution, objectJSON{"cr:FileObject", name, name, description, name, size(f.bytes), format, f.sha256})
	}
	add(RecordsFile, "All records as they were extracted, one JSON object a line.", "application/jsonlines")
	for _, t := range export.Tables() {
		parquet := tableFile(t.Name, ".parquet")
		add(parquet, t.Description, "application/x-parquet")
		add(tableFile(t.Name, ".csv"), t.Description, "text/csv")
		set := recordSetJSON{Type: "cr:RecordSet", ID: t.Name, Name: t.Name, Description: t.Description}
		field := func(column, description, kind string, repeated bool) {
			set.Field = append(set.Field, crField{"cr:Field", t.Name + "/" + column, column, description, kind, repeated,
				crSource{crID{parquet}, crExtract{column}}})
		}
		for _, column := range t.Columns {
			field(column.Name, column.Description, croissantType(column.Kind), column.Kind == record.ListField)
			if column.Kind == record.DecimalField {
				field(export.ExactColumn(column.Name), "All digits of "+column.Name+".", "sc:Text", false)
			}
		}
		c.RecordSet = append(c.RecordSet, set)
	}
	return c
}

func croissantType(k record.FieldKind) string {
	switch k {
	case record.DateField:
		return "sc:Date"
	case record.IntegerField:
		return "sc:Integer"
	case record.DecimalField:
		return "sc:Float"
	case record.BooleanField:
		return "sc:Boolean"
	}
	return "sc:Text"
}
