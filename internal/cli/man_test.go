package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/pflag"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// macros are those that a page may use: a line that begins with another dot would be lost.
var macros = regexp.MustCompile(`^\.(nh|TH|SH|PP|EX|EE|RS|RE|TP)( |$)`)

// TestManualPages wants a page for every command, with each of its flags and every word of
// its help, in lines that troff takes as they are meant.
func TestManualPages(t *testing.T) {
	dir := t.TempDir()
	s := &Streams{}
	require.NoError(t, s.writeManuals(newRoot(s), dir))
	for _, c := range leaves() {
		name := strings.ReplaceAll(c.CommandPath(), " ", "-") + ".1"
		page, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		require.True(t, bytes.HasPrefix(page, []byte(".nh\n.TH \"")), name)
		for line := range strings.Lines(string(page)) {
			line = strings.TrimSuffix(line, "\n")
			if strings.HasPrefix(line, ".") {
				assert.Regexp(t, macros, line, name)
			}
			assert.False(t, strings.HasPrefix(line, "'"), "%s: %s", name, line)
		}
		read := words(strings.NewReplacer(`\-`, "-", `\\`, `\`, `\fB`, "", `\fP`, "", `\&`, "", `\[la]`, "<", `\[ra]`, ">", `\[bs]`, `\`).Replace(string(page)))
		for _, section := range []string{".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH OPTIONS", ".SH EXAMPLE"} {
			assert.Contains(t, read, words(section), name)
		}
		assert.Contains(t, read, words(c.Short), name)
		assert.Contains(t, read, words(c.Example), name)
		for paragraph := range strings.SplitSeq(c.Long, "\n\n") {
			assert.Contains(t, read, words(paragraph), name)
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			assert.Contains(t, read, "--"+f.Name, name)
			assert.Contains(t, read, words(strings.ReplaceAll(f.Usage, "`", "")), name)
		})
	}
}

// words returns text with one space between its words.
func words(text string) string { return strings.Join(strings.Fields(text), " ") }
