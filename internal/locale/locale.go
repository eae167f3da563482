// Package locale has the catalogues of the program's messages and tells from the
// environment which of them to use.
//
// The text of a message in English is its key. Catalogues are data: zh-Hans.yaml, written
// by hand, and zh-Hant.yaml, made from it by OpenCC's conversion to Taiwan's script and
// words.
package locale

import (
	"embed"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/language"
)

//go:generate go test -run ^TestTraditionalIsUpToDate$ -update .

//go:embed *.yaml
var files embed.FS

// tags are the languages of the messages.
var tags = []language.Tag{language.English, language.SimplifiedChinese, language.TraditionalChinese}

// Catalogue holds messages in one language other than English. Nil is English.
type Catalogue struct {
	texts map[string]string // by the English text
}

// entry is a message in a catalogue's file.
type entry struct {
	English string `yaml:"en"`
	Chinese string `yaml:"zh"`
}

// Text returns a message, or a format for one, in the catalogue's language; English where
// it does not have it.
func (c *Catalogue) Text(english string) string {
	if c != nil {
		if text, ok := c.texts[english]; ok {
			return text
		}
	}
	return english
}

// Has reports whether the catalogue has a message.
func (c *Catalogue) Has(english string) bool {
	_, ok := c.texts[english]
	return ok
}

// FromEnvironment returns the catalogue of the language that the environment asks for:
// the first of LC_ALL, LC_MESSAGES and LANG that is set names a locale, as POSIX has it;
// before it come the languages of LANGUAGE, as GNU gettext has it, unless the locale is
// C or POSIX. Chinese is traditional where script, Taiwan, Hong Kong or Macau say so.
// Other languages, and locales with another encoding than UTF-8, give English: nil.
func FromEnvironment(getenv func(string) string) *Catalogue {
	var locale string
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale = getenv(name); locale != "" {
			break
		}
	}
	name, encoding, _ := strings.Cut(strings.SplitN(locale, "@", 2)[0], ".")
	switch encoding = strings.ToLower(strings.ReplaceAll(encoding, "-", "")); {
	case name == "" || name == "C" || name == "POSIX", encoding != "" && encoding != "utf8":
		return nil
	}
	var wanted []language.Tag
	for _, name := range append(strings.Split(getenv("LANGUAGE"), ":"), name) {
		name, _, _ = strings.Cut(name, ".")
		if tag, err := language.Parse(name); err == nil && name != "" {
			wanted = append(wanted, tag)
		}
	}
	if _, i, confidence := language.NewMatcher(tags).Match(wanted...); confidence > language.No && i > 0 {
		return open(tags[i])
	}
	return nil
}

// open reads the catalogue of a language. The files are embedded and tested: they have no
// faults.
func open(tag language.Tag) *Catalogue {
	entries, err := read(tag.String() + ".yaml")
	if err != nil {
		panic(err)
	}
	c := &Catalogue{texts: make(map[string]string, len(entries))}
	for _, e := range entries {
		c.texts[e.English] = e.Chinese
	}
	return c
}

// read returns the entries of a catalogue's file in their order.
func read(name string) ([]entry, error) {
	data, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var entries []entry
	if err := yaml.UnmarshalWithOptions(data, &entries, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("locale: %s: %w", name, err)
	}
	return entries, nil
}

// Chinese returns the catalogues of both scripts, simplified first.
func Chinese() []*Catalogue {
	return []*Catalogue{open(language.SimplifiedChinese), open(language.TraditionalChinese)}
}

// Texts returns the English texts of all messages of the catalogue, in no order.
func (c *Catalogue) Texts() []string {
	texts := make([]string, 0, len(c.texts))
	for t := range c.texts {
		texts = append(texts, t)
	}
	return texts
}
