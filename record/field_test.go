package record

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFieldsAreTheKeys wants the fields of every type to be the keys that the schema
// publishes, in its order: a new field of a struct is in all that is made from Fields.
func TestFieldsAreTheKeys(t *testing.T) {
	b, err := Schema()
	require.NoError(t, err)
	var schema struct {
		OneOf []struct {
			Title      string          `json:"title"`
			Properties json.RawMessage `json:"properties"`
		} `json:"oneOf"`
	}
	require.NoError(t, json.Unmarshal(b, &schema))
	require.Len(t, schema.OneOf, len(Types()))
	for i, s := range schema.OneOf {
		assert.Equal(t, Types()[i], s.Title)
		d := json.NewDecoder(bytes.NewReader(s.Properties))
		_, err := d.Token()
		require.NoError(t, err)
		var keys []string
		for d.More() {
			key, err := d.Token()
			require.NoError(t, err)
			var property struct {
				Properties json.RawMessage `json:"properties"`
			}
			require.NoError(t, d.Decode(&property))
			if property.Properties == nil {
				keys = append(keys, key.(string))
				continue
			}
			inner := json.NewDecoder(bytes.NewReader(property.Properties))
			_, err = inner.Token()
			require.NoError(t, err)
			for inner.More() {
				below, err := inner.Token()
				require.NoError(t, err)
				keys = append(keys, key.(string)+"_"+below.(string))
				var skip json.RawMessage
				require.NoError(t, inner.Decode(&skip))
			}
		}
		var names []string
		for _, f := range Fields(s.Title) {
			names = append(names, f.Name)
			assert.NotEmpty(t, f.Description, "%s.%s has no description in its jsonschema tag", s.Title, f.Name)
			if s.Title == TypeDocument && f.Name == "date" { // the dates of other records may be months or spans
				assert.Equal(t, DateField, f.Kind)
			}
		}
		assert.Equal(t, keys, names, s.Title)
	}
	assert.Nil(t, Fields("sentence"))
}

func TestFieldOf(t *testing.T) {
	to := NewDecimal(15, -1)
	q := &Quantity{Common: Common{Head: Head{Type: TypeQuantity}, Start: 3}, Value: NewDecimal(1, 0), ValueTo: &to, Unit: "h"}
	got := map[string]any{}
	for _, f := range Fields(TypeQuantity) {
		got[f.Name] = f.Of(q)
		if f.Name == "modifier" {
			assert.Equal(t, []string{"", "about", "near", "over", "under", "at_least", "at_most", "several"}, f.Enum)
		}
	}
	assert.Equal(t, 3, got["start"])
	assert.Equal(t, to, got["value_to"])
	assert.Equal(t, "h", got["unit"])
	assert.Nil(t, got["base_value"])
	assert.Nil(t, got["indicator_start"])
	for _, f := range Fields(TypeTaskCount) {
		if f.Name == "items" {
			assert.Equal(t, []string{}, f.Of(&TaskCount{}))
		}
	}
}

const errorLine = `{"type":"error","doc":"a","stage":"decode","message":"no text"}`

func TestParse(t *testing.T) {
	r, err := Parse([]byte(errorLine))
	require.NoError(t, err)
	assert.Equal(t, NewError("a", "decode", assert.AnError).Kind(), r.Kind())
	r, err = Parse([]byte(`{"doc": "a", "type": "error", "message": "\u003c", "stage": "text"}`))
	require.NoError(t, err, "another spelling of the same JSON")
	assert.Equal(t, &Error{Head{TypeError, "a"}, "text", "<"}, r)
	for name, line := range map[string]string{
		`type "sentence" is none of`:   `{"type":"sentence","doc":"a"}`,
		`unknown field "more"`:         `{"type":"error","doc":"a","stage":"decode","message":"no text","more":1}`,
		`key "message" is missing`:     `{"type":"error","doc":"a","stage":"decode"}`,
		`invalid character`:            `{"type":x`,
		`cannot unmarshal number into`: `{"type":"error","doc":1,"stage":"decode","message":"no text"}`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse([]byte(line))
			require.ErrorIs(t, err, ErrRecord)
			assert.ErrorContains(t, err, name)
		})
	}
}

func TestRead(t *testing.T) {
	var kinds []string
	var last error
	for r, err := range Read(strings.NewReader(errorLine + "\n\n" + errorLine + "\n{}\n" + errorLine)) {
		if last = err; err == nil {
			kinds = append(kinds, r.Kind())
		}
	}
	assert.Equal(t, []string{TypeError, TypeError}, kinds)
	assert.ErrorContains(t, last, "line 4: ")
	for range Read(strings.NewReader("")) {
		t.Error("nothing to read")
	}
}
