package record

import (
	"encoding/json"

	"github.com/invopop/jsonschema"
)

// types lists an empty record of each type, in the order in which the schema shows them.
var types = []struct {
	name string
	of   any
}{
	{TypeDocument, &Document{}},
	{TypeQuantity, &Quantity{}},
	{TypeTaskCount, &TaskCount{}},
	{TypeBody, &Body{}},
	{TypeNumber, &Number{}},
	{TypeError, &Error{}},
}

// Schema returns the JSON Schema (draft 2020-12) that every line of output satisfies,
// indented and ending in a newline. It is made from the structs of this package.
func Schema() ([]byte, error) {
	reflector := jsonschema.Reflector{Anonymous: true, DoNotReference: true, ExpandedStruct: true}
	var any []*jsonschema.Schema
	for _, t := range types {
		s := reflector.Reflect(t.of)
		s.Version = ""
		s.Title = t.name
		if key, ok := s.Properties.Get("type"); ok {
			key.Const = t.name
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
