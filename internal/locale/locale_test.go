package locale

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/liuzl/gocc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write zh-Hant.yaml, and zh-Hans.yaml in its form")

const (
	simplified  = "zh-Hans.yaml"
	traditional = "zh-Hant.yaml"
)

var heads = map[string]string{
	simplified:  "# Messages in Chinese, simplified script. The English text is the key; sorted by it. After a\n# change run make generate, which makes zh-Hant.yaml.\n",
	traditional: "# Made from zh-Hans.yaml by make generate. Do not edit.\n",
}

// form returns entries as they stand in the file name.
func form(t *testing.T, name string, entries []entry) string {
	t.Helper()
	out, err := yaml.MarshalWithOptions(entries, yaml.UseLiteralStyleIfMultiline(true), yaml.IndentSequence(false))
	require.NoError(t, err)
	return heads[name] + string(out)
}

// TestTraditionalIsUpToDate holds zh-Hant.yaml against what OpenCC makes of zh-Hans.yaml,
// and both against their form: sorted, each message once, none empty.
func TestTraditionalIsUpToDate(t *testing.T) {
	data, err := os.ReadFile(simplified) // not the embedded one: it may just have changed
	require.NoError(t, err)
	var entries []entry
	require.NoError(t, yaml.UnmarshalWithOptions(data, &entries, yaml.Strict()))
	require.NotEmpty(t, entries)
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.English, b.English) })
	for i, e := range entries {
		assert.NotEmpty(t, strings.TrimSpace(e.English))
		assert.NotEmpty(t, strings.TrimSpace(e.Chinese), e.English)
		assert.False(t, i > 0 && e.English == entries[i-1].English, "twice: %s", e.English)
	}
	want := map[string]string{simplified: form(t, simplified, entries)}
	converter, err := gocc.New("s2twp")
	require.NoError(t, err)
	for i := range entries {
		entries[i].Chinese, err = converter.Convert(entries[i].Chinese)
		require.NoError(t, err)
	}
	want[traditional] = form(t, traditional, entries)
	for _, name := range []string{simplified, traditional} {
		if *update {
			require.NoError(t, os.WriteFile(name, []byte(want[name]), 0o666))
			continue
		}
		got, err := os.ReadFile(name)
		require.NoError(t, err)
		assert.Equal(t, want[name], string(got), "run make generate")
	}
}

func TestFromEnvironment(t *testing.T) {
	const none = "File %s"
	for name, c := range map[string]struct {
		env  map[string]string
		want string
	}{
		"nothing":               {nil, "Usage:"},
		"english":               {map[string]string{"LANG": "en_US.UTF-8"}, "Usage:"},
		"another_language":      {map[string]string{"LANG": "fr_FR.UTF-8"}, "Usage:"},
		"no_locale":             {map[string]string{"LANG": "%%%"}, "Usage:"},
		"mainland":              {map[string]string{"LANG": "zh_CN.UTF-8"}, "默认"},
		"singapore":             {map[string]string{"LANG": "zh_SG.utf8"}, "默认"},
		"bare":                  {map[string]string{"LANG": "zh"}, "默认"},
		"taiwan":                {map[string]string{"LANG": "zh_TW.UTF-8"}, "預設"},
		"hong_kong":             {map[string]string{"LANG": "zh_HK"}, "預設"},
		"macau":                 {map[string]string{"LANG": "zh_MO.UTF-8"}, "預設"},
		"script":                {map[string]string{"LANG": "zh-Hant"}, "預設"},
		"modifier":              {map[string]string{"LANG": "zh_CN.UTF-8@pinyin"}, "默认"},
		"other_encoding":        {map[string]string{"LANG": "zh_CN.GB18030"}, "Usage:"},
		"C":                     {map[string]string{"LANG": "C"}, "Usage:"},
		"C_in_UTF-8":            {map[string]string{"LANG": "C.UTF-8"}, "Usage:"},
		"LC_ALL_first":          {map[string]string{"LC_ALL": "C", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}, "Usage:"},
		"LC_MESSAGES_next":      {map[string]string{"LC_MESSAGES": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, "預設"},
		"empty_is_not_set":      {map[string]string{"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, "默认"},
		"LANGUAGE_before":       {map[string]string{"LANGUAGE": "zh_TW:en", "LANG": "en_US.UTF-8"}, "預設"},
		"LANGUAGE_english":      {map[string]string{"LANGUAGE": "en:zh_CN", "LANG": "zh_CN.UTF-8"}, "Usage:"},
		"LANGUAGE_unknown_next": {map[string]string{"LANGUAGE": "ja:zh_HK", "LANG": "en_US.UTF-8"}, "預設"},
		"LANGUAGE_not_with_C":   {map[string]string{"LANGUAGE": "zh_CN", "LANG": "C"}, "Usage:"},
		"LANGUAGE_alone":        {map[string]string{"LANGUAGE": "zh_CN"}, "Usage:"},
	} {
		t.Run(name, func(t *testing.T) {
			c1 := FromEnvironment(func(name string) string { return c.env[name] })
			if c.want == "Usage:" {
				assert.Nil(t, c1)
				assert.Equal(t, "Usage:", c1.Text("Usage:"))
				return
			}
			require.NotNil(t, c1)
			assert.Contains(t, c1.Text(" (default %s)"), c.want)
			assert.Equal(t, none, c1.Text(none), "what it does not have stays English")
		})
	}
}
