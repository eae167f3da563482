package record

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestDecimal(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"0", "0"}, {"-0.50", "-0.5"}, {"6.7e11", "670000000000"}, {"0.3333", "0.3333"}, {"1000", "1000"}, {"12.00", "12"},
	} {
		t.Run(c.in, func(t *testing.T) {
			d, err := ParseDecimal(c.in)
			require.NoError(t, err)
			assert.Equal(t, c.want, d.String())
		})
	}
	for _, bad := range []string{"", "1,000", "NaN", "Infinity", "万"} {
		_, err := ParseDecimal(bad)
		assert.Error(t, err, bad)
	}
}

func TestDecimalRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := NewDecimal(rapid.Int64().Draw(t, "coefficient"), rapid.Int32Range(-20, 30).Draw(t, "exponent"))
		b, err := json.Marshal(d)
		require.NoError(t, err)
		var e Decimal
		require.NoError(t, json.Unmarshal(b, &e))
		assert.Zero(t, d.Cmp(&e))
	})
}

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	b, err := Schema()
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(b)))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("record.json", doc))
	s, err := c.Compile("record.json")
	require.NoError(t, err)
	return s
}

func TestSchemaTakesWhatWeWriteAndNothingElse(t *testing.T) {
	s := schema(t)
	q := &Quantity{Common: Common{Head: Head{TypeQuantity, "a.txt"}, End: 2, ByteEnd: 4, Text: "5个", Rule: "quantity.measured"}, Dimension: "count", Role: "actual"}
	valid := func(v any) error {
		b, err := json.Marshal(v)
		require.NoError(t, err)
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(b)))
		require.NoError(t, err)
		return s.Validate(value)
	}
	require.NoError(t, valid(q))
	require.NoError(t, valid(&Document{Head: Head{TypeDocument, "a"}, SHA256: strings.Repeat("0", 64), Script: "none", Region: "CN"}))
	require.NoError(t, valid(NewError("a", "decode", assert.AnError)))
	q.Role = "wish"
	assert.Error(t, valid(q))
	assert.Error(t, valid(map[string]any{"type": "quantity", "doc": "a"}), "keys are never left out")
}

func TestKeyOrder(t *testing.T) {
	b, err := json.Marshal(&Body{Common: Common{Head: Head{TypeBody, "a"}}})
	require.NoError(t, err)
	assert.Equal(t, `{"type":"body","doc":"a","start":0,"end":0,"byte_start":0,"byte_end":0,"text":"","simplified":"","sentence":"","section":"","rule":"","kind":"","name":"","refers_to":null,"place_code":"","person":"","position":""}`, string(b))
}
