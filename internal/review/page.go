package review

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"github.com/huiyao/huiyao/pipeline/simplify"
	"github.com/huiyao/huiyao/record"
)

//go:embed assets
var assets embed.FS

// asset returns an embedded file; that it is there is a matter of the build.
func asset(name string) string {
	b, err := assets.ReadFile("assets/" + name)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// code is the script and the style of the pages, each in one piece.
type code struct {
	Script template.JS
	Style  template.CSS

	scriptHash, styleHash string
}

var shared = sync.OnceValue(func() *code {
	library, _, _ := strings.Cut(asset("chart.umd.min.js"), "//# sourceMappingURL")
	licence := "/*\n" + asset("chart.LICENSE.txt") + "*/\n"
	return newCode(licence+library+"\n"+asset("review.js"), asset("review.css"))
})

// plain is the code of pages without charts.
var plain = sync.OnceValue(func() *code { return newCode(asset("review.js"), asset("review.css")) })

func newCode(script, style string) *code {
	return &code{template.JS(script), template.CSS(style), hash(script), hash(style)}
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// policy returns the content security policy of a page: its own script and style and
// nothing else. Text can only become text: no script may make markup of strings.
func (c *code) policy(serve bool) string {
	form := "'none'"
	if serve {
		form = "'self'"
	}
	return "default-src 'none'; script-src " + c.scriptHash + "; style-src " + c.styleHash +
		"; img-src data:; form-action " + form + "; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
}

var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{
		"grouped": grouped,
		"z":       simplify.Convert,
	}).ParseFS(assets, "assets/*.gohtml"))
})

// frame is what all pages have.
type frame struct {
	*code
	Lang    string
	Policy  string
	W       map[string]string
	Title   string
	Version string
	Home    string
	Serve   bool
}

func newFrame(o Options, c *code, title string) frame {
	return frame{c, tag(o.Lang), c.policy(o.Serve), words(o.Lang), title, o.Version, o.Home, o.Serve}
}

// reportPage is what the template of a report sees.
type reportPage struct {
	frame
	Report     *Report
	TextLang   string // language tag of the report
	Blocks     []block
	Entries    []*entry
	Quantities []*entry
	Tasks      []*entry
	Names      []*entry // times, persons, places, meetings and documents
	Numbers    []*entry
	Bodies     []*group
	Types      []choice
	Modifiers  []choice
	Roles      []choice
	Rules      []choice
	Charts     *charts
	Data       reportData
	Converts   bool // the simplified text differs
}

// reportData is what the page's script reads.
type reportData struct {
	Page      string            `json:"page"`
	Words     map[string]string `json:"words"`
	Entries   []*entry          `json:"entries"`
	Sentences [][2]string       `json:"sentences"`
	Lang      string            `json:"lang"`   // language tag of the report
	Simple    string            `json:"simple"` // "" where it is the text itself
	Charts    *charts           `json:"charts"`
}

// Page writes the page of a report to w. The same report and options give the same bytes.
// The errors are those of w. Safe for concurrent use.
func Page(w io.Writer, r *Report, o Options) error {
	p := reportPage{frame: newFrame(o, shared(), r.title()), Report: r, TextLang: r.language(), Converts: r.Text != r.Simple}
	p.Blocks = r.blocks
	d := &describer{words: p.W, known: map[string]int{}}
	c := newCollector(p.W)
	for i, f := range r.Facts {
		e := d.entry(f)
		e.ID, e.Lane, e.Piece = i, r.lanes[i], r.first[i]
		c.add(f, pieceHref("", e.Piece))
		p.Entries = append(p.Entries, e)
		switch e.Kind {
		case record.TypeQuantity:
			p.Quantities = append(p.Quantities, e)
		case record.TypeTaskCount:
			p.Tasks = append(p.Tasks, e)
		case record.TypeNumber:
			p.Numbers = append(p.Numbers, e)
		case record.TypeBody: // in groups, below
		default:
			p.Names = append(p.Names, e)
		}
	}
	p.Bodies = d.groups(r.Facts, p.Entries)
	p.Types = d.choices(p.Entries, "type", typeOrder, func(e *entry) string { return e.Kind })
	p.Modifiers = d.choices(p.Entries, "modifier", modifierOrder, func(e *entry) string { return e.Modifier })
	p.Roles = d.choices(p.Entries, "role", roleOrder, func(e *entry) string { return e.Role })
	p.Rules = d.choices(p.Entries, "", nil, func(e *entry) string { return e.Rule })
	p.Charts = c.charts()
	p.Data = reportData{
		Page: "report", Words: interfaceWords(p.W), Entries: p.Entries, Sentences: d.sentences,
		Lang: p.TextLang, Charts: p.Charts,
	}
	if p.Data.Entries == nil {
		p.Data.Entries = []*entry{}
	}
	if p.Data.Sentences == nil {
		p.Data.Sentences = [][2]string{}
	}
	if p.Converts {
		p.Data.Simple = r.Simple
	}
	if err := templates().ExecuteTemplate(w, "report", p); err != nil {
		return fmt.Errorf("review: %s: %w", r.Document.Doc, err)
	}
	return nil
}
