package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"github.com/cockroachdb/apd/v3"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// anyText draws strings with all that JSON escapes, and bytes that are no UTF-8.
var anyText = rapid.OneOf(
	rapid.String(),
	rapid.StringOf(rapid.SampledFrom([]rune("会议42项\"\\\b\f\n\r\t\x00\x1f\x7f<>&/\u2027\u2028\u2029\u202a\ufffd\ue000\U00020000\u0080\u07ff\u0800"))),
	rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
	rapid.Map(rapid.SliceOf(rapid.SampledFrom([]byte("\xe2\x80\xa8\xe4\xbc\x9a\xed\xa0\xf0\x9f\"a"))), func(b []byte) string { return string(b) }),
)

var anyDecimal = rapid.Custom(func(t *rapid.T) Decimal {
	d := NewDecimal(rapid.OneOf(rapid.Int64(), rapid.Int64Range(-1100, 1100)).Draw(t, "coefficient"), rapid.Int32Range(-60, 60).Draw(t, "exponent"))
	if rapid.Bool().Draw(t, "long") {
		_, err := apd.BaseContext.Mul(&d.d, &d.d, apd.New(1<<62+1, 0))
		if err != nil {
			t.Fatal(err)
		}
	}
	return d
})

// fill draws a value for every field that v has, so that a field that AppendJSON does not
// know of shows.
func fill(t *rapid.T, v reflect.Value) {
	if v.Type() == reflect.TypeFor[Decimal]() {
		v.Set(reflect.ValueOf(anyDecimal.Draw(t, "decimal")))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i))
		}
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "set") {
			v.Set(reflect.New(v.Type().Elem()))
			fill(t, v.Elem())
		}
	case reflect.Slice:
		if rapid.Bool().Draw(t, "made") {
			v.Set(reflect.MakeSlice(v.Type(), rapid.IntRange(0, 3).Draw(t, "length"), 3))
			for i := range v.Len() {
				fill(t, v.Index(i))
			}
		}
	case reflect.String:
		v.SetString(anyText.Draw(t, "string"))
	case reflect.Int:
		v.SetInt(int64(rapid.Int().Draw(t, "int")))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "bool"))
	default:
		t.Fatalf("no values for a %s", v.Type())
	}
}

// TestAppendJSON compares with encoding/json, and so fails where a struct has a field that
// AppendJSON leaves out, or another order of fields.
func TestAppendJSON(t *testing.T) {
	for _, kind := range types {
		t.Run(kind.Name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				v := reflect.New(reflect.TypeOf(kind.of).Elem())
				fill(t, v.Elem())
				var want bytes.Buffer
				encoder := json.NewEncoder(&want)
				encoder.SetEscapeHTML(false)
				require.NoError(t, encoder.Encode(v.Interface()))
				got := v.Interface().(Record).AppendJSON([]byte("before"))
				require.Equal(t, "before"+want.String(), string(got)+"\n")
			})
		})
	}
}

func TestDecimalAppend(t *testing.T) {
	check := func(t require.TestingT, d Decimal) {
		var r apd.Decimal
		r.Reduce(&d.d)
		require.Equal(t, r.Text('f'), d.String())
	}
	for _, s := range []string{"0", "-0", "0.0", "-0.00", "0E+5", "100", "1E+3", "-1E-3", "0.10", "9223372036854775807", "-9223372036854775808", "9223372036854775808"} {
		d, _, err := apd.NewFromString(s)
		require.NoError(t, err)
		t.Run(fmt.Sprint(s), func(t *testing.T) { check(t, Decimal{*d}) })
	}
	rapid.Check(t, func(t *rapid.T) { check(t, anyDecimal.Draw(t, "decimal")) })
}
