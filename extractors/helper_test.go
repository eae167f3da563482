package extractors_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline/segment"
	"github.com/huiyao/huiyao/pipeline/simplify"
	"github.com/huiyao/huiyao/record"
)

// pieces are the dictionary, the tokenizer's stage and the extractors, made once.
type pieces struct {
	words      *dict.Dict
	stage      *segment.Stage
	extractors []extractors.Extractor
}

var standard = sync.OnceValue(func() pieces {
	words, err := dict.Load(nil)
	if err != nil {
		panic(err)
	}
	stage, err := segment.New(extractors.Words(words))
	if err != nil {
		panic(err)
	}
	return pieces{words, stage, extractors.All(words)}
})

// from is what a document brings along beside its text. The zero from is a mainland
// document without a date.
type from struct{ region, date string }

// document cuts a text, in either script, as the stages before extraction do.
func document(text string, where from) *extractors.Document {
	simple := simplify.Convert(text)
	if where.region == "" {
		where.region = extractors.RegionMainland
	}
	return &extractors.Document{
		ID: "test", Text: simple, Original: text, Sentences: segment.Sentences(simple),
		Region: where.region, Date: where.date, Tokenizer: standard().stage.Tokenizer(),
	}
}

// find returns the facts of one kind in text, in the order of the text.
func find[T record.Fact](text string, where from) []T {
	var kind T
	d := document(text, where)
	var found []T
	for _, e := range standard().extractors {
		for _, f := range e.Extract(d) {
			if fact, ok := f.(T); ok {
				found = append(found, fact)
			}
		}
		_ = kind
	}
	return found
}

// value writes a number or a range of numbers: "5", "1..1.5".
func value(v record.Decimal, to *record.Decimal) string {
	if to == nil {
		return v.String()
	}
	return v.String() + ".." + to.String()
}

// join puts the words that are not empty together with single spaces.
func join(words ...string) string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// measured writes each quantity of text as "TEXT = VALUE UNIT MODIFIER".
func measured(text string, where from) []string {
	var out []string
	for _, q := range find[*quantity](text, where) {
		out = append(out, join(q.Text, "=", value(q.Value, q.ValueTo), q.Unit, q.Modifier))
	}
	return out
}

// fields writes each quantity of text as "TEXT: " with the fields that show returns.
func fields(text string, where from, show func(q *quantity) string) []string {
	var out []string
	for _, q := range find[*quantity](text, where) {
		out = append(out, join(q.Text+":", show(q)))
	}
	return out
}

// row is a case of most tables: a text, where it is from, and what is found in it.
type row struct {
	name, text string
	want       []string
	where      from
}

// check runs the rows of a table.
func check(t *testing.T, rows []row, found func(text string, where from) []string) {
	t.Helper()
	names := map[string]bool{}
	for _, r := range rows {
		require.False(t, names[r.name], "two rows are called %s", r.name)
		names[r.name] = true
		t.Run(r.name, func(t *testing.T) {
			assert.Equal(t, r.want, found(r.text, r.where), r.text)
		})
	}
}

type quantity = record.Quantity
