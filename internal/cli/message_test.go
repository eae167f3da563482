package cli

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/internal/locale"
)

// verbs are what stands in a format for an argument.
var verbs = regexp.MustCompile(`%(\[\d+\])?[-+# 0-9.]*[a-zA-Z%]`)

// messages returns all texts that the catalogues must have: the first argument of every
// function that makes a message, and the help of every command. It fails where an error is
// made in another way.
func messages(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{} // to the place
	put := func(text, place string) {
		if regexp.MustCompile(`\pL`).MatchString(verbs.ReplaceAllString(text, "")) {
			texts[text] = place
		}
	}
	paths, err := filepath.Glob("*.go")
	require.NoError(t, err)
	files := token.NewFileSet()
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, path, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			place := files.Position(call.Pos()).String()
			var name string
			switch f := call.Fun.(type) {
			case *ast.Ident:
				name = f.Name
			case *ast.SelectorExpr:
				name = f.Sel.Name
				if on, ok := f.X.(*ast.Ident); ok && (on.Name+"."+name == "errors.New" || on.Name+"."+name == "fmt.Errorf") && path != "message.go" {
					assert.Fail(t, "not a message", "%s: make errors with errorf, so that they can be Chinese", place)
				}
			}
			if !slices.Contains([]string{"message", "errorf", "say", "found", "canGoOn"}, name) {
				return true
			}
			switch format := call.Args[0].(type) {
			case *ast.BasicLit:
				text, err := strconv.Unquote(format.Value)
				require.NoError(t, err, place)
				put(text, place)
			default:
				assert.Equal(t, "message.go", path, "%s: the format is not a literal", place)
			}
			return true
		})
	}
	for _, h := range headings {
		put(h, "headings")
	}
	put(defaultIs, "defaultIs")
	for _, h := range manualHeadings {
		put(h, "manualHeadings")
	}
	root := newRoot(&Streams{})
	root.InitDefaultHelpCmd()
	each(root, func(c *cobra.Command) {
		put(c.Short, c.CommandPath())
		same := paragraphs(c.Long, func(p string) string {
			put(p, c.CommandPath())
			return p
		})
		assert.Equal(t, c.Long, same)
		c.Flags().VisitAll(func(f *pflag.Flag) { put(f.Usage, c.CommandPath()+" --"+f.Name) })
	})
	require.Greater(t, len(texts), 150)
	return texts
}

// TestCataloguesAreWhole wants every message in Chinese, and none that is not used.
func TestCataloguesAreWhole(t *testing.T) {
	texts := messages(t)
	for i, c := range locale.Chinese() {
		for text, place := range texts {
			assert.True(t, c.Has(text), "catalogue %d lacks %q of %s: add it to internal/locale/zh-Hans.yaml and run make generate", i, text, place)
		}
		for _, text := range c.Texts() {
			assert.Contains(t, texts, text, "catalogue %d has what no message says", i)
		}
	}
}

// names are what a text must say in every language: flags, files and placeholders of help.
var names = regexp.MustCompile(`--[a-z][a-z-]+|[A-Za-z_/.-]+\.(jsonl|json|html|csv|parquet|tsv|xlsx|sqlite|sql|ann|conll|txt|md|conf|xml)\b|[A-Z][A-Z0-9_]+|` + "`[^`]*`")

// TestTranslationsSayTheSame wants the verbs of a format, the flags, files and
// placeholders of a text, and lines no longer than a terminal, in every language.
func TestTranslationsSayTheSame(t *testing.T) {
	for _, c := range locale.Chinese() {
		for _, english := range c.Texts() {
			chinese := c.Text(english)
			assert.ElementsMatch(t, verbsOf(english), verbsOf(chinese), "%q", english)
			if slices.Contains(manualHeadings, english) {
				continue
			}
			assert.Subset(t, names.FindAllString(chinese, -1), names.FindAllString(english, -1), "%q", chinese)
			assert.Equal(t, strings.HasSuffix(english, "\n"), strings.HasSuffix(chinese, "\n"))
			assert.NotContains(t, chinese, "\t")
			if strings.Count(english, "\n") > 1 {
				for line := range strings.Lines(chinese) {
					width := 0
					for _, r := range strings.TrimSuffix(line, "\n") {
						if width++; r >= 0x2E80 {
							width++
						}
					}
					assert.LessOrEqual(t, width, 96, line)
				}
			}
		}
	}
}

// verbsOf returns the verbs of a format with the number of their argument.
func verbsOf(format string) []string {
	var out []string
	next := 1
	for _, v := range verbs.FindAllStringSubmatch(format, -1) {
		n := next
		if v[1] != "" {
			n, _ = strconv.Atoi(strings.Trim(v[1], "[]"))
		}
		next = n + 1
		verb := v[0][len(v[0])-1:]
		if verb == "w" || verb == "v" {
			verb = "s"
		}
		out = append(out, strconv.Itoa(n)+verb)
	}
	return out
}

func TestErrorsAreEnglishUntilTheyAreWritten(t *testing.T) {
	chinese := locale.Chinese()[0]
	err := errorf("--dict %s: %w", "words", errorf("not a folder"))
	assert.EqualError(t, err, "--dict words: not a folder")
	assert.Contains(t, inLanguage(err, chinese), "不是文件夹")
	assert.Equal(t, "--dict words: not a folder", inLanguage(err, nil))

	_, missing := os.Open("none")
	err = errors.Join(errorf("--out: %w", missing), found("%d golden files differ", 3))
	assert.ErrorIs(t, err, fs.ErrNotExist)
	var f foundError
	assert.ErrorAs(t, err, &f)
	assert.Equal(t, "--out: open none: no such file or directory\n3 golden files differ", err.Error())
	assert.Contains(t, inLanguage(err, chinese), "open none: no such file or directory\n3 ")
	assert.NotContains(t, inLanguage(err, chinese), "golden")
}
