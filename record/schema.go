package record

import (
	"encoding/json"
	"slices"

	"github.com/invopop/jsonschema"
)

// A Descriptor says once what every consumer of records has to know of a type: the schema,
// tables, labels, pages and counts are made from it.
type Descriptor struct {
	Name        string   // the value of "type"
	Description string   // one English sentence
	Fact        bool     // it stands at a place of the text; all but document and error
	Default     bool     // it is written unless --types says otherwise
	Index       []string // the fields that questions to a table of it begin with
	Values      []string // the fields with few values, of which a summary counts each
	of          any      // an empty record
}

// types describes each type, in the order in which the schema shows them.
var types = []Descriptor{
	{TypeDocument, "The documents that were read.", false, true, []string{"doc", "date"}, []string{"script", "region"}, &Document{}},
	{TypeQuantity, "Numbers that measure or count, with their unit.", true, true, []string{"doc", "indicator", "concept", "unit", "period", "place_code"}, []string{"dimension", "modifier", "change", "role", "measure"}, &Quantity{}},
	{TypeTaskCount, "How many pieces of work are agreed or required, with the items listed for them.", true, true, []string{"doc", "class", "noun"}, []string{"class", "status"}, &TaskCount{}},
	{TypeBody, "Mentions of named bodies.", true, true, []string{"doc", "name", "kind"}, []string{"kind"}, &Body{}},
	{TypeTime, "Dates, spans and clock times.", true, true, []string{"doc", "value"}, []string{"mod", "resolved_by"}, &Time{}},
	{TypePerson, "Mentions of named persons.", true, true, []string{"doc", "name"}, nil, &Person{}},
	{TypePlace, "Mentions of named places.", true, true, []string{"doc", "name"}, []string{"level"}, &Place{}},
	{TypeMeeting, "Mentions of named meetings.", true, true, []string{"doc", "name", "kind"}, []string{"kind"}, &Meeting{}},
	{TypeNamedDocument, "Mentions of named plans, agreements, laws, notices and reports.", true, true, []string{"doc", "name", "kind"}, []string{"kind", "status"}, &NamedDocument{}},
	{TypeNumber, "Numerals as such; empty unless extraction was asked for them.", true, false, []string{"doc"}, []string{"class"}, &Number{}},
	{TypeError, "What could not be read.", false, true, []string{"doc"}, nil, &Error{}},
}

// Descriptors returns the descriptors of all types, in the order of the schema. The caller
// may change the slice, not the lists in it.
func Descriptors() []Descriptor { return slices.Clone(types) }

// FactTypes returns the names of the types of facts, in the order of the schema.
func FactTypes() []string {
	var names []string
	for _, t := range types {
		if t.Fact {
			names = append(names, t.Name)
		}
	}
	return names
}

// DefaultTypes returns the names of the types of facts that are written unless others are
// asked for, in the order of the schema.
func DefaultTypes() []string {
	var names []string
	for _, t := range types {
		if t.Fact && t.Default {
			names = append(names, t.Name)
		}
	}
	return names
}

// Schema returns the JSON Schema (draft 2020-12) that every line of output satisfies,
// indented and ending in a newline. It is made from the structs of this package.
func Schema() ([]byte, error) {
	reflector := jsonschema.Reflector{Anonymous: true, DoNotReference: true, ExpandedStruct: true}
	var any []*jsonschema.Schema
	for _, t := range types {
		s := reflector.Reflect(t.of)
		s.Version = ""
		s.Title = t.Name
		if key, ok := s.Properties.Get("type"); ok {
			key.Const = t.Name
		}
		any = append(any, s)
	}
	root := &jsonschema.Schema{
		Version:     jsonschema.Version,
		Title:       "huiyao record",
		Description: "One line of huiyao's output.",
		OneOf:       any,
	}
	b, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(b, '\n'), nil
}
