package extractors

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/dict"
)

func TestSetRegion(t *testing.T) {
	words, err := dict.Load(nil)
	require.NoError(t, err)
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "CN"},
		{"no_word", "投资增长百分之三", "CN"},
		{"machine_made_traditional", "国务院要求省委落实", "CN"},
		{"hong_kong", "立法会批准拨款3亿元", "HK"},
		{"taiwan", "行政院编列新台币3亿元", "TW"},
		{"macao", "收入3亿澳门元", "MO"},
		{"even", "国务院与行政院", "CN"},
		{"even_abroad", "立法会与行政院", "CN"},
		{"a_word_counts_once", "港铁港铁港铁港铁，国务院要求省委", "CN"},
		{"mainland_paper_about_hong_kong", "国务院：港铁、立法会", "CN"},
		{"one_word_in_simplified_text", "投资3亿港元", "CN"},
		{"many_words_in_simplified_text", "立法会听取行政长官汇报，收入按年增加3亿港元", "HK"},
		{"as_many_of_the_mainland", "立法会听取行政长官汇报，收入按年增加，国务院、省委", "CN"},
		{"two_words", "行政院、立法院", "TW"},
		{"longest_word", "行政长官", "HK"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Document{Sentences: []Sentence{{Text: c.text}}}
			d.SetRegion(words)
			assert.Equal(t, c.want, d.Region)
		})
	}
}
