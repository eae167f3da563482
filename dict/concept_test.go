package dict

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestConcepts(t *testing.T) {
	d, err := Load(nil)
	require.NoError(t, err)
	for _, c := range []struct{ wording, want string }{
		{"地区生产总值", "gdp"},
		{"本地生产总值", "gdp"},
		{"国内生产毛额", "gdp"},
		{"GDP", "gdp"},
		{"经济总量", "gdp"},
		{"人均地区生产总值", "gdp_per_capita"},
		{"平均每人GDP", "gdp_per_capita"},
		{"规模以上工业增加值", "industrial_value_added"},
		{"规上工业增加值", "industrial_value_added"},
		{"全部工业增加值", "total_industrial_value_added"},
		{"地方一般公共预算收入", "budget_revenue"},
		{"财政收入", "fiscal_revenue"},
		{"社会消费品零售总额", "retail_sales"},
		{"零售业总销货价值", "retail_turnover"},
		{"货物贸易进出口总额", "foreign_trade"},
		{"服务进出口", "services_trade"},
		{"实际使用外资", "foreign_investment"},
		{"综合消费物价指数", "cpi"},
		{"消费者物价指数", "cpi"},
		{"核心CPI", "core_cpi"},
		{"城镇调查失业率", "surveyed_unemployment"},
		{"失业率", "unemployment_rate"},
		{"本地居民失业率", "local_unemployment_rate"},
		{"城镇新增就业", "urban_new_jobs"},
		{"城镇居民人均可支配收入", "urban_income"},
		{"农村居民人均可支配收入", "rural_income"},
		{"全体居民人均可支配收入", "resident_income"},
		{"常住人口城镇化率", "urbanisation_rate"},
		{"户籍人口城镇化率", "registered_urbanisation_rate"},
		{"粮食总产量", "grain_output"},
		{"粮食播种面积", "grain_area"},
		{"占GDP", ""}, // wordings that hold one of an indicator and mean none
		{"失业保险", ""},
		{"出口退税", ""},
	} {
		t.Run(c.wording, func(t *testing.T) {
			got, n := d.Concepts.Prefix(c.wording + "增长")
			require.Equal(t, len(c.wording), n)
			assert.Equal(t, c.want, got.ID)
			_, n = d.Concepts.Suffix("全市" + c.wording)
			assert.GreaterOrEqual(t, n, len(c.wording))
		})
	}
	for _, none := range []string{"失业", "生产", "增加值", "工业", "收入", "总额", "人口", "指数", "全市"} {
		assert.False(t, d.Concepts.Has(none), none)
	}
}

// TestConceptsAreWhole holds what a table of this kind is made for.
func TestConceptsAreWhole(t *testing.T) {
	d, err := Load(nil)
	require.NoError(t, err)
	ids := map[string]*Concept{}
	for _, w := range d.Concepts.Words() {
		c, _ := d.Concepts.Get(w)
		require.NotNil(t, c, w)
		if c.ID == "" {
			continue
		}
		ids[c.ID] = c
		assert.False(t, strings.HasPrefix(w, "全市") || strings.HasPrefix(w, "全省"), "%s: where it holds is no part of a wording", w)
		assert.Contains(t, c.Measures, c.Percent, c.ID)
		named, ok := d.Concepts.Get(c.Chinese)
		assert.True(t, ok && named.ID == c.ID, c.ID)
	}
	gdp, unemployment, cpi := ids["gdp"], ids["surveyed_unemployment"], ids["cpi"]
	assert.Equal(t, "growth", gdp.Percent)
	assert.Equal(t, "rate", unemployment.Percent)
	assert.Equal(t, []string{"more", "less"}, []string{gdp.Better, unemployment.Better})
	assert.Equal(t, gdp, d.ConceptsByID()["gdp"])
	assert.True(t, gdp.Has("level"))
	assert.False(t, unemployment.Has("level"))
	assert.True(t, gdp.Takes("CNY", "currency"))
	assert.False(t, gdp.Takes("m2", "area"))
	assert.True(t, unemployment.Takes("%", "ratio"))
	assert.True(t, cpi.Takes("", ""))
	assert.False(t, gdp.Takes("", ""))
}

func TestConceptOverlay(t *testing.T) {
	const head = "# id\tchinese\tenglish\twordings\tunits\tmeasures\tpercent\tbetter\tsource\n"
	for _, c := range []struct{ name, row, want string }{
		{"id", "Own\t自有指标\town\t-\t-\tlevel\tlevel\tmore\tours\n", "2:1: \"Own\" is not of a-z"},
		{"unit", "own\t自有指标\town\t-\tquux\tlevel\tlevel\tmore\tours\n", "2:16: \"quux\" is no dimension and no code"},
		{"measure", "own\t自有指标\town\t-\t-\tsize\tsize\tmore\tours\n", "\"size\" is none of growth level"},
		{"better", "own\t自有指标\town\t-\t-\tlevel\tlevel\tup\tours\n", "\"up\" is none of more less"},
		{"percent", "own\t自有指标\town\t-\t-\tlevel\trate\tmore\tours\n", "\"rate\" is none of its measures"},
		{"taken", "own\t自有指标\town\tGDP\t-\tlevel\tlevel\tmore\tours\n", "\"GDP\" is a wording of gdp already"},
		{"taken_by_itself", "own\t自有指标\town\t自有{甲,甲}\t-\tlevel\tlevel\tmore\tours\n", "\"自有甲\" is a wording of own already"},
		{"none", "own\t自有指标\town\t占GDP\t-\tlevel\tlevel\tmore\tours\n", "\"占GDP\" of 非指标 is a wording of own"},
		{"open", "own\t自有指标\town\t自有{甲,乙\t-\tlevel\tlevel\tmore\tours\n", "a choice is written"},
		{"closed", "own\t自有指标\town\t自有甲}乙\t-\tlevel\tlevel\tmore\tours\n", "a choice is written"},
		{"nested", "own\t自有指标\town\t自有{甲,{乙,丙}}\t-\tlevel\tlevel\tmore\tours\n", "a choice is written"},
		{"empty", "own\t自有指标\town\t{甲,}{乙,}\t-\tlevel\tlevel\tmore\tours\n", "a wording may be empty"},
		{"many", "own\t自有指标\town\t" + strings.Repeat("{甲,乙}", 12) + "\t-\tlevel\tlevel\tmore\tours\n", "more than 3000 wordings"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(fstest.MapFS{"concepts.tsv": {Data: []byte(head + c.row)}})
			require.ErrorContains(t, err, "dict/")
			require.ErrorContains(t, err, c.want)
		})
	}
	d, err := Load(fstest.MapFS{"concepts.tsv": {Data: []byte(head +
		"gdp\t地区生产总值\tours\t-\tcurrency\tgrowth|level\tgrowth\tmore\tours\nown\t自有指标\town\t自有{甲,乙,}类\t-\tlevel\tlevel\tmore\tours\n")}})
	require.NoError(t, err)
	for _, w := range []string{"自有指标", "自有甲类", "自有乙类", "自有类"} {
		c, _ := d.Concepts.Get(w)
		require.NotNil(t, c, w)
		assert.Equal(t, "own", c.ID)
	}
	assert.False(t, d.Concepts.Has("GDP"), "a row of one's own replaces the built-in one")
}
