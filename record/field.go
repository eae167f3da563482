package record

import (
	"reflect"
	"slices"
	"strings"
	"sync"
)

// Types returns the names of all types of record, in the order of the schema.
func Types() []string {
	var names []string
	for _, t := range types {
		names = append(names, t.Name)
	}
	return names
}

// FieldKind says what values a Field has.
type FieldKind int

// The kinds of fields, each with what Field.Of returns for it.
const (
	TextField    FieldKind = iota // string
	DateField                     // string: YYYY-MM-DD, "" where it is not known
	IntegerField                  // int
	DecimalField                  // Decimal
	BooleanField                  // bool
	ListField                     // []string
)

// Field is a key of a type of record as a table has it: a column. A key that holds an
// object gives a column for each of the object's keys, counts_quantity and so on.
type Field struct {
	Name        string
	Kind        FieldKind
	Nullable    bool     // Of may return nil
	Description string   // one English sentence, as in the JSON Schema
	Enum        []string // the values that it may have, nil for any; "" may be one
	index       []int
}

// MayBeEmpty reports whether a record may leave the field without a value: null, or a date
// that is not known. An empty text is a value.
func (f *Field) MayBeEmpty() bool { return f.Nullable || f.Kind == DateField }

// Of returns the field's value in r, which points to the struct that the field is of, as a
// record of the type does: a Go value as the constants of FieldKind say, or nil for null. A
// list is never nil.
func (f *Field) Of(r any) any {
	v := reflect.ValueOf(r).Elem().FieldByIndex(f.index)
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil
		}
		v = v.Elem()
	}
	if list, ok := v.Interface().([]string); ok && list == nil {
		return []string{}
	}
	return v.Interface()
}

var fields = sync.OnceValue(func() map[string][]Field {
	all := map[string][]Field{}
	for _, t := range types {
		all[t.Name] = fieldsOf(reflect.TypeOf(t.of).Elem(), "", nil)
	}
	return all
})

// Fields returns the fields of a type of record in the order in which they are written,
// nil for a name that is none. They are made from the structs of this package, like the
// JSON Schema: a new field is here by itself. The caller may change the slice.
func Fields(kind string) []Field { return slices.Clone(fields()[kind]) }

// FieldsOf returns the fields of a struct that is tagged as those of the records are, in
// their order: of a table whose rows are made from several records.
func FieldsOf[T any]() []Field { return fieldsOf(reflect.TypeFor[T](), "", nil) }

var decimalType = reflect.TypeFor[Decimal]()

func fieldsOf(t reflect.Type, prefix string, above []int) []Field {
	var list []Field
	for i := range t.NumField() {
		s := t.Field(i)
		if !s.IsExported() {
			continue
		}
		index := append(slices.Clone(above), i)
		if s.Anonymous {
			list = append(list, fieldsOf(s.Type, prefix, index)...)
			continue
		}
		f := Field{Name: prefix + s.Tag.Get("json"), index: index}
		of := s.Type
		if of.Kind() == reflect.Pointer {
			f.Nullable, of = true, of.Elem()
		}
		switch {
		case of == decimalType:
			f.Kind = DecimalField
		case of.Kind() == reflect.Struct:
			list = append(list, fieldsOf(of, f.Name+"_", index)...)
			continue
		case of.Kind() == reflect.Int:
			f.Kind = IntegerField
		case of.Kind() == reflect.Bool:
			f.Kind = BooleanField
		case of.Kind() == reflect.Slice:
			f.Kind = ListField
		case s.Tag.Get("jsonschema_extras") == "x-column=date": // as the JSON Schema says it too
			f.Kind = DateField
		}
		f.Description, f.Enum = explained(s.Tag.Get("jsonschema"))
		list = append(list, f)
	}
	return list
}

// explained returns the description and the enumerated values in a jsonschema tag, in
// which a comma inside a value has a backslash before it.
func explained(tag string) (description string, enum []string) {
	tag = strings.ReplaceAll(tag, `\,`, "\x00")
	for part := range strings.SplitSeq(tag, ",") {
		key, value, _ := strings.Cut(strings.ReplaceAll(part, "\x00", ","), "=")
		switch key {
		case "description":
			description = value
		case "enum":
			enum = append(enum, value)
		}
	}
	return description, enum
}
