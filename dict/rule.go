package dict

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"math/bits"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Rule is one file of rules/FOLDER: what may stand around a number, what the number and its
// unit must be, and what that makes of it. Rules are asked in their order; the first that
// fits decides.
type Rule struct {
	ID       string        `yaml:"id"`       // FOLDER.NAME, as the file is called
	Order    int           `yaml:"order"`    // its place among the rules; where two are even, by ID
	Note     string        `yaml:"note"`     // for the linguist who reads it next
	Source   string        `yaml:"source"`   // where the rule is from
	Patterns []string      `yaml:"patterns"` // any of them
	Number   Condition     `yaml:"number"`   // what the number itself must be
	Unit     UnitCondition `yaml:"unit"`     // what its unit must be
	Within   string        `yaml:"within"`   // what must enclose it: title or quotation
	Outcome  Outcome       `yaml:"outcome"`  // what the number is: measured, or what else
	Examples []Example     `yaml:"examples"`

	Compiled []*Pattern `yaml:"-"`
	file     string
}

// Condition narrows the numbers that a rule is about. The zero Condition takes all.
type Condition struct {
	Written string   `yaml:"written"` // "arabic" or "chinese"
	Digits  []int    `yaml:"digits"`  // so many digits and nothing else: no scale, point or separator
	Length  int      `yaml:"length"`  // at most so many characters
	Min     *int64   `yaml:"min"`
	Max     *int64   `yaml:"max"`
	Whole   bool     `yaml:"whole"`    // a whole number
	Plain   bool     `yaml:"plain"`    // no modifier inside it and no range
	Form    []string `yaml:"form"`     // has one of these: see NumberForms
	NotForm []string `yaml:"not_form"` // has none of these
	Region  string   `yaml:"region"`   // CN, HK, MO or TW: only in texts from there
}

// NumberForms are the words for the form of a number: with a decimal point, a scale, one of 万
// and more, thousands separators, a minus; a scale without a figure; 三分之一; 百分之三.
var NumberForms = []string{"point", "scale", "big", "grouped", "negative", "bare", "fraction", "percent"}

// UnitCondition narrows the units of the numbers that a rule is about. The zero UnitCondition
// takes all.
type UnitCondition struct {
	Kind         []string `yaml:"kind"`          // one of these: see UnitKinds
	Care         string   `yaml:"care"`          // "careful" or "free"
	Code         []string `yaml:"code"`          // one of these units
	NotCode      []string `yaml:"not_code"`      // none of these
	Dimension    []string `yaml:"dimension"`     // one of these
	NotDimension []string `yaml:"not_dimension"` // none of these
	Words        string   `yaml:"words"`         // its words are on that list
	// List is the list of Words.
	List Matcher `yaml:"-"`
}

// UnitKinds are the kinds of units: none at all, a unit of measurement, a measure word, a
// measure word that is a noun (三省), 大 before a noun (六大领域).
var UnitKinds = []string{"none", "unit", "word", "noun", "great"}

// Example is a text with the words that the rule finds in it, "" where it must find none.
type Example struct {
	Text string `yaml:"text"`
	Find string `yaml:"find"`
}

// RuleIndex finds the rules that may fit a number by the characters next to it. Make it with
// NewRuleIndex. It is safe for concurrent use.
type RuleIndex struct {
	// A bit for each rule with a pattern that wants this character there; those of
	// character 0 take any.
	next, before map[rune][]uint64
	after        map[rune][]uint64 // likewise behind the unit, of patterns with {量}
}

// NewRuleIndex returns the index of the rules, whose order it keeps.
func NewRuleIndex(rules []*Rule) *RuleIndex {
	x := &RuleIndex{map[rune][]uint64{}, map[rune][]uint64{}, map[rune][]uint64{}}
	size := (len(rules) + 63) / 64
	add := func(to map[rune][]uint64, r rune, i int) {
		if to[r] == nil {
			to[r] = make([]uint64, size)
		}
		to[r][i/64] |= 1 << (i % 64)
	}
	all := []map[rune][]uint64{x.next, x.before, x.after}
	for _, to := range all {
		to[0] = make([]uint64, size)
	}
	for i, r := range rules {
		for _, p := range r.Compiled {
			if p.amount {
				add(x.after, p.next, i)
			} else {
				add(x.next, p.next, i)
			}
			add(x.before, p.before, i)
		}
	}
	for _, to := range all {
		for r, set := range to {
			for k := range set {
				to[r][k] |= to[0][k]
			}
		}
	}
	return x
}

// Fitting are the rules of an index that may fit a number between some characters.
type Fitting struct{ next, after, before []uint64 }

// Fitting returns the rules that may fit a number between these characters.
func (x *RuleIndex) Fitting(a Around) Fitting {
	pick := func(of map[rune][]uint64, r rune) []uint64 {
		if set := of[r]; set != nil {
			return set
		}
		return of[0]
	}
	return Fitting{pick(x.next, a.Next), pick(x.after, a.After), pick(x.before, a.Before)}
}

// Next returns the number of the first of the rules from the given one on, in the order that
// NewRuleIndex was given, -1 where there is none.
func (f Fitting) Next(from int) int {
	for k := from / 64; k < len(f.next); k++ {
		set := (f.next[k] | f.after[k]) & f.before[k]
		if k == from/64 {
			set &= ^uint64(0) << (from % 64)
		}
		if set != 0 {
			return k*64 + bits.TrailingZeros64(set)
		}
	}
	return -1
}

// ruleFolders are the folders of rules: those that reject a number, and those that keep one.
var ruleFolders = []string{"not_quantity", "quantity"}

// loadRules reads the rules of all folders, built-in ones first, a user's own laid over
// them by file name, in their order.
func loadRules(l *loader, lists map[string]Matcher) []*Rule {
	var rules []*Rule
	for _, folder := range ruleFolders {
		rules = append(rules, loadFolder(l, folder, lists)...)
	}
	slices.SortStableFunc(rules, func(a, b *Rule) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(a.ID, b.ID))
	})
	return rules
}

func loadFolder(l *loader, folder string, lists map[string]Matcher) []*Rule {
	files := map[string][]byte{}
	read := func(fsys fs.FS, mark string) (n int) {
		names, err := fs.Glob(fsys, path.Join("rules", folder, "*.yaml"))
		if err != nil {
			l.faults = append(l.faults, &Error{File: folder, Message: err.Error()})
		}
		for _, name := range names {
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				l.faults = append(l.faults, &Error{File: name, Message: err.Error()})
				continue
			}
			l.note(mark+name, data)
			files[name] = data
			n++
		}
		return n
	}
	read(embedded, "")
	own := 0
	if l.overlay != nil {
		own = read(l.overlay, "user/")
	}
	l.tables = append(l.tables, Table{path.Join("rules", folder) + "/", len(files), own})
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	var rules []*Rule
	for _, name := range names {
		r, faults := parseRule(name, files[name], lists)
		l.faults = append(l.faults, faults...)
		if len(faults) == 0 {
			rules = append(rules, r)
		}
	}
	return rules
}

// parseRule reads one rule strictly: no unknown or doubled keys, no value without quotes
// (bare 010 would become 8), an id that is the file's name, a source, examples.
func parseRule(name string, data []byte, lists map[string]Matcher) (*Rule, []error) {
	fail := func(line, column int, format string, args ...any) []error {
		return []error{&Error{name, line, column, fmt.Sprintf(format, args...)}}
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		line, column, message := yamlPlace(err)
		return nil, fail(line, column, "%s", message)
	}
	var bare []error
	for _, doc := range tree.Docs {
		ast.Walk(visitor(func(n ast.Node) {
			if pair, ok := n.(*ast.MappingValueNode); ok {
				bare = append(bare, unquoted(name, pair)...)
			}
		}), doc.Body)
	}
	if len(bare) > 0 {
		return nil, bare
	}
	r := &Rule{file: name}
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict(), yaml.DisallowUnknownField()).Decode(r); err != nil {
		line, column, message := yamlPlace(err)
		return nil, fail(line, column, "%s", message)
	}
	folder, file := path.Split(strings.TrimPrefix(name, "rules/"))
	folderName := strings.TrimSuffix(folder, "/")
	want := folderName + "." + strings.TrimSuffix(file, ".yaml")
	var faults []error
	check := func(ok bool, format string, args ...any) {
		if !ok {
			faults = append(faults, fail(0, 0, format, args...)...)
		}
	}
	check(r.ID == want, "id is %q, the file's name makes it %q", r.ID, want)
	check(r.Note != "", "has no note")
	check(r.Source != "", "has no source")
	check(len(r.Patterns) > 0, "has no patterns")
	check(slices.Contains([]string{"", "arabic", "chinese"}, r.Number.Written), "number.written is %q, want arabic or chinese", r.Number.Written)
	check(r.Order > 0, "has no order")
	check(r.Outcome != Undecided, "has no outcome")
	check((folderName == "quantity") == (r.Outcome == Measured), "outcome is %q: rules/quantity/ keeps numbers as measured, rules/not_quantity/ rejects them", r.Outcome)
	check(r.Within == "" || r.Within == "title" || r.Within == "quotation", "within is %q, want title or quotation", r.Within)
	for _, c := range []struct {
		key          string
		values, from []string
	}{{"number.form", r.Number.Form, NumberForms}, {"number.not_form", r.Number.NotForm, NumberForms}, {"unit.kind", r.Unit.Kind, UnitKinds}, {"unit.dimension", r.Unit.Dimension, Dimensions}, {"unit.not_dimension", r.Unit.NotDimension, Dimensions}} {
		for _, v := range c.values {
			check(slices.Contains(c.from, v), "%s is %q, want one of %s", c.key, v, strings.Join(c.from, " "))
		}
	}
	check(slices.Contains([]string{"", "careful", "free"}, r.Unit.Care), "unit.care is %q, want careful or free", r.Unit.Care)
	check(r.Unit.find(lists), "unit.words: no list is called %q", r.Unit.Words)
	check(slices.Contains([]string{"", "CN", "HK", "MO", "TW"}, r.Number.Region), "number.region is %q, want CN, HK, MO or TW", r.Number.Region)
	hits, misses := 0, 0
	for _, e := range r.Examples {
		if e.Find == "" {
			misses++
		} else {
			hits++
			check(strings.Contains(e.Text, e.Find), "example %q does not hold %q", e.Text, e.Find)
		}
	}
	check(hits > 0 && misses > 0, "needs one example that it finds and one look-alike with find: \"\"")
	for _, p := range r.Patterns {
		c, err := parsePatterns(p, lists)
		if err != nil {
			faults = append(faults, fail(0, 0, "%v", err)...)
			continue
		}
		r.Compiled = append(r.Compiled, c...)
	}
	return r, faults
}

// find sets the list that the condition names, and reports whether there is one.
func (u *UnitCondition) find(lists map[string]Matcher) bool {
	if u.Words == "" {
		return true
	}
	m, ok := lists[u.Words]
	u.List = m
	return ok
}

type visitor func(ast.Node)

func (v visitor) Visit(n ast.Node) ast.Visitor { v(n); return v }

// unquoted reports a scalar value without quotes, whole numbers and true or false apart.
func unquoted(file string, pair *ast.MappingValueNode) []error {
	s, ok := pair.Value.(*ast.StringNode)
	if !ok {
		return nil
	}
	t := s.GetToken()
	if t == nil || strings.HasPrefix(strings.TrimSpace(t.Origin), `"`) || strings.HasPrefix(strings.TrimSpace(t.Origin), "'") {
		return nil
	}
	return []error{&Error{file, t.Position.Line, t.Position.Column, fmt.Sprintf("value %s is not quoted", t.Value)}}
}

// yamlPlace returns the place and the text of a YAML fault.
func yamlPlace(err error) (line, column int, message string) {
	var y yaml.Error
	if errors.As(err, &y) && y.GetToken() != nil {
		return y.GetToken().Position.Line, y.GetToken().Position.Column, y.GetMessage()
	}
	return 0, 0, err.Error()
}
