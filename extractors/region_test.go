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
	for _, c := range []struct{ name, text, script, want string }{
		{"empty", "", "none", "CN"},
		{"no_word", "投资增长百分之三", "traditional", "CN"},
		{"machine_made_traditional", "国务院要求省委落实", "traditional", "CN"},
		{"hong_kong", "立法会批准拨款3亿港元", "traditional", "HK"},
		{"taiwan", "行政院编列新台币3亿元", "traditional", "TW"},
		{"macao", "收入3亿澳门元", "traditional", "MO"},
		{"even", "国务院与行政院", "traditional", "CN"},
		{"even_abroad", "立法会与行政院", "traditional", "CN"},
		{"a_word_counts_once", "港元港元港元港元，国务院要求省委", "traditional", "CN"},
		{"mainland_paper_about_hong_kong", "国务院：港元、立法会", "simplified", "CN"},
		{"one_word_in_simplified_text", "投资3亿港元", "simplified", "CN"},
		{"many_words_in_simplified_text", "立法会听取行政长官汇报，收入按年增加3亿港元", "simplified", "HK"},
		{"as_many_of_the_mainland", "立法会听取行政长官汇报，收入按年增加，国务院、省委", "simplified", "CN"},
		{"mixed_is_not_simplified", "行政院、立法院", "mixed", "TW"},
		{"longest_word", "行政长官", "traditional", "HK"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Document{Sentences: []Sentence{{Text: c.text}}}
			d.SetRegion(words, c.script)
			assert.Equal(t, c.want, d.Region)
		})
	}
}
