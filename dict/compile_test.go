package dict

import (
	"maps"
	"os"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// content returns the lexicon's words with their values.
func (l *Lexicon[T]) content() map[string]any {
	m := map[string]any{}
	for _, e := range l.forward.entries() {
		m[e.word] = l.values[e.value]
	}
	return m
}

// same compares two values of a dictionary, whatever fields they have.
func same(t *testing.T, name string, want, got reflect.Value) {
	type lexicon interface{ content() map[string]any }
	if l, ok := want.Interface().(lexicon); ok {
		require.False(t, got.IsNil(), "%s is not set", name)
		assert.Equal(t, l.content(), got.Interface().(lexicon).content(), name)
		return
	}
	switch w := want.Interface().(type) {
	case []*Rule:
		g := got.Interface().([]*Rule)
		require.Len(t, g, len(w), name)
		for i := range w {
			plain := func(r Rule) Rule { r.Compiled, r.Unit.List = nil, nil; return r }
			assert.Equal(t, plain(*w[i]), plain(*g[i]))
			require.Len(t, g[i].Compiled, len(w[i].Compiled))
			for k := range w[i].Compiled {
				assert.Equal(t, w[i].Compiled[k].source, g[i].Compiled[k].source)
			}
		}
	case *NumeralTable, []ClassRule:
		assert.Equal(t, w, got.Interface(), name)
	default:
		if want.Kind() == reflect.Pointer {
			want, got = want.Elem(), got.Elem()
		}
		require.Equal(t, reflect.Struct, want.Kind(), "%s: say here how to compare it", name)
		for i := range want.NumField() {
			if f := want.Type().Field(i); f.IsExported() {
				same(t, name+"."+f.Name, want.Field(i), got.Field(i))
			}
		}
	}
}

// TestCompiledIsUpToDate tells when to run go generate ./dict. Until then the program works
// as it should, but starts slower: so it is held against a change only where that is to be
// merged, by make check and in CI.
func TestCompiledIsUpToDate(t *testing.T) {
	if err := stale(); os.Getenv("CI") != "" {
		require.NoError(t, err)
	} else if err != nil {
		t.Skip(err)
	}
}

func TestCompiledIsParsed(t *testing.T) {
	want, err := Parse(nil)
	require.NoError(t, err)
	got, ok := open(string(Compile(want)))
	require.True(t, ok)
	same(t, "Dict", reflect.ValueOf(want), reflect.ValueOf(got))
	assert.Equal(t, want.Hash(), got.Hash())
	assert.Equal(t, want.Tables(), got.Tables())
	assert.Equal(t, slices.Sorted(maps.Keys(want.lists)), slices.Sorted(maps.Keys(got.lists)))
	assert.Equal(t, Compile(want), Compile(got), "compiled again")
	for _, p := range got.Bodies.Terms.values {
		for _, b := range p.Bodies {
			require.NotEmpty(t, b.Name)
		}
	}
}

func TestOpenRefusesOthers(t *testing.T) {
	d, err := Parse(nil)
	require.NoError(t, err)
	data := string(Compile(d))
	for _, c := range []struct{ name, data string }{
		{"empty", ""},
		{"other_magic", "x" + data[1:]},
		{"other_data", data[:len(magic)] + "0000" + data[len(magic)+4:]},
		{"cut_short", data[:len(data)/2]},
		{"longer", data + "\x00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, ok := open(c.data)
			assert.False(t, ok)
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	b.Run("compiled", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Load(nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("parsed", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Parse(nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}
