package dict

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"

	"github.com/cockroachdb/apd/v3"
)

//go:generate go run gen.go

// compiled is what Compile made of the built-in data. A test fails where it is out of date.
//
//go:embed compiled.bin
var compiled string

const magic = "huiyao dict 18\n"

// Compile returns the built-in data of d, which Parse has read, in the form that Load
// opens: the look-up structures as they lie in memory, and their values. The same data
// gives the same bytes.
func Compile(d *Dict) []byte {
	c := codec{writing: true, out: []byte(magic), renumbered: map[int][]int{}}
	c.out = binary.LittleEndian.AppendUint32(c.out, fingerprint())
	d.code(&c)
	return c.out
}

// open returns the dictionary in data, which Compile has made, and false where the
// built-in data is no longer what it was made of.
func open(data string) (*Dict, bool) {
	head := len(magic) + 4
	if len(data) < head || data[:len(magic)] != magic || binary.LittleEndian.Uint32([]byte(data[len(magic):head])) != fingerprint() {
		return nil, false
	}
	d := &Dict{}
	c := codec{in: data[head:]}
	d.code(&c)
	return d, !c.failed && c.in == ""
}

// fingerprint returns a checksum of the embedded files, so that no one works with compiled
// data that is out of date.
func fingerprint() uint32 {
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	buffer := make([]byte, 64<<10)
	_ = fs.WalkDir(embedded, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		f, err := embedded.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.CopyBuffer(sum, f, buffer)
		return err
	}) // embedded files can be read
	return sum.Sum32()
}

// codec writes values to out or, with the same calls, reads them from in. So there is one
// description of the form for both ways.
type codec struct {
	writing bool
	out     []byte
	in      string
	failed  bool
	// renumbered are the new numbers of values, by the number that their list has in the
	// automaton, while writing.
	renumbered map[int][]int
}

func (c *codec) fail() { c.failed, c.in = true, "" }

// take returns the next n bytes of in.
func (c *codec) take(n int) string {
	if n < 0 || n > len(c.in) {
		c.fail()
		return ""
	}
	s := c.in[:n]
	c.in = c.in[n:]
	return s
}

// number codes a number that is not below zero.
func number[T ~int | ~int32 | ~int64 | ~uint8 | ~uint16 | ~uint64](c *codec, n *T) {
	if c.writing {
		c.out = binary.AppendUvarint(c.out, uint64(*n))
		return
	}
	v := uint64(0)
	for shift := 0; shift < 64 && len(c.in) > 0; shift += 7 {
		b := c.in[0]
		c.in = c.in[1:]
		v |= uint64(b&0x7F) << shift
		if b < 0x80 {
			*n = T(v)
			return
		}
	}
	c.fail()
}

func flag(c *codec, b *bool) {
	n := 0
	if *b {
		n = 1
	}
	number(c, &n)
	*b = n == 1
}

// text codes a string. One that is read shares the memory of in.
func text(c *codec, s *string) {
	n := len(*s)
	number(c, &n)
	if c.writing {
		c.out = append(c.out, *s...)
		return
	}
	*s = c.take(n)
}

// list codes a slice; an empty one is read as nil.
func list[T any](c *codec, l *[]T, each func(*codec, *T)) {
	n := len(*l)
	number(c, &n)
	if !c.writing {
		if n > len(c.in) { // every element takes a byte and more
			c.fail()
			return
		}
		if n > 0 {
			*l = make([]T, n)
		}
	}
	for i := range *l {
		each(c, &(*l)[i])
	}
}

// optional codes a pointer that may be nil.
func optional[T any](c *codec, p **T, each func(*codec, *T)) {
	set := *p != nil
	if flag(c, &set); !set {
		return
	}
	if !c.writing {
		*p = new(T)
	}
	each(c, *p)
}

// nothingMore codes what has no content.
func nothingMore(*codec, *struct{}) {}

// lexicon codes a lexicon. Values that are coded alike are kept once.
func lexicon[T any](c *codec, l **Lexicon[T], each func(*codec, *T)) {
	if c.writing {
		var renumbered []int
		if c.out, renumbered = (*l).compile(c.out, each); c.renumbered != nil {
			c.renumbered[(*l).id] = renumbered
		}
		return
	}
	var forward trie
	number(c, &forward.shift)
	flag(c, &forward.plain)
	for _, part := range forward.parts() {
		text(c, part)
	}
	if c.failed || len(forward.slots) != 8<<(64-forward.shift) || len(forward.starts) != startsSize || len(forward.singles) != startsSize || len(forward.pairs) == 0 || len(forward.triples) == 0 {
		c.fail()
		return
	}
	var n int
	number(c, &n)
	values := make([]T, min(n, maxEntries))
	for i := range values {
		each(c, &values[i])
	}
	*l = newLexicon(forward, values)
}

// compile appends the lexicon in the form that lexicon reads, and returns the new number of
// each value, too.
func (l *Lexicon[T]) compile(out []byte, each func(*codec, *T)) (_ []byte, renumbered []int) {
	var values [][]byte
	index := map[string]int{}
	renumbered = make([]int, len(l.values))
	for i := range l.values {
		v := codec{writing: true}
		each(&v, &l.values[i])
		at, ok := index[string(v.out)]
		if !ok {
			at = len(values)
			index[string(v.out)] = at
			values = append(values, v.out)
		}
		renumbered[i] = at
	}
	entries := l.forward.entries()
	for i := range entries {
		entries[i].value = renumbered[entries[i].value]
	}
	forward := growTrie(entries, false)
	c := codec{writing: true, out: out}
	number(&c, &forward.shift)
	flag(&c, &forward.plain)
	for _, part := range forward.parts() {
		text(&c, part)
	}
	n := len(values)
	number(&c, &n)
	for _, v := range values {
		c.out = append(c.out, v...)
	}
	return c.out, renumbered
}

// code codes the whole dictionary.
func (d *Dict) code(c *codec) {
	text(c, &d.hash)
	list(c, &d.tables, func(c *codec, t *Table) {
		text(c, &t.Name)
		number(c, &t.Entries)
		number(c, &t.Own)
	})
	if !c.writing {
		d.NumeralRoles = &NumeralTable{}
	}
	d.NumeralRoles.code(c)
	lexicon(c, &d.RegionWords, text)
	lexicon(c, &d.NotApproximator, nothingMore)
	lexicon(c, &d.Units, newUnitCoder().readings)
	lexicon(c, &d.MeasureWords, func(c *codec, m **MeasureWord) {
		if !c.writing {
			*m = &MeasureWord{}
		}
		text(c, &(*m).Surface)
		text(c, &(*m).Unit)
		list(c, &(*m).Counts, text)
		flag(c, &(*m).Careful)
	})
	lexicon(c, &d.FixedWords, text)
	lexicon(c, &d.Before, text)
	lexicon(c, &d.After, text)
	lexicon(c, &d.Changes, text)
	lexicon(c, &d.Roles, text)
	lexicon(c, &d.TaskNouns, text)
	lexicon(c, &d.PersonNouns, nothingMore)
	lexicon(c, &d.Moods, text)
	lexicon(c, &d.TableWords, text)
	lexicon(c, &d.Past, nothingMore)
	lexicon(c, &d.OwnPlaces, text)
	lexicon(c, &d.JointWords, func(c *codec, members *[]string) { list(c, members, text) })
	lexicon(c, &d.TimeFrames, func(c *codec, t *TimeFrame) {
		number(c, &t.from)
		number(c, &t.to)
		number(c, &t.against)
	})
	lexicon(c, &d.TimeWords, func(c *codec, t *TimeWord) {
		text(c, &t.Kind)
		text(c, &t.Value)
	})
	lexicon(c, &d.Calendar, func(c *codec, w *CalendarWord) {
		text(c, &w.Kind)
		text(c, &w.Value)
	})
	if !c.writing {
		d.Classes = &Classes{}
	}
	d.Classes.code(c)
	if !c.writing {
		d.Meetings, d.Documents = &Meetings{}, &Documents{}
	}
	d.Meetings.code(c)
	d.Documents.code(c)
	d.codeLists(c)
	lexicon(c, &d.Concepts, codeConcept)
	list(c, &d.Rules, func(c *codec, r **Rule) {
		if !c.writing {
			*r = &Rule{}
		}
		(*r).code(c, d.lists)
	})
	d.Names.code(c)
	if !c.writing {
		d.Places, d.Bodies = &Gazetteer{}, &BodyTerms{}
	}
	var places shared[Place]
	if c.writing {
		d.Places.share(&places)
		d.Bodies.share(&places)
	}
	list(c, &places.all, func(c *codec, p *Place) { p.code(c) })
	d.Places.code(c, &places)
	d.Bodies.code(c, &places)
	if c.failed {
		return
	}
	if !c.writing {
		d.characterLists()
		d.Automaton = &Automaton{}
	}
	d.Automaton.code(c, d.members())
}

// codeLists codes the lists of lists.tsv.
func (d *Dict) codeLists(c *codec) {
	if !c.writing {
		d.tableLists()
	}
	names := d.smallLists()
	list(c, &names, text)
	for _, name := range names {
		l, _ := d.lists[name].(*Lexicon[struct{}])
		lexicon(c, &l, nothingMore)
		d.lists[name] = l
	}
	if !c.writing && !c.failed {
		l := loader{}
		if d.Words = l.words(d.lists); len(l.faults) > 0 {
			c.fail()
		}
	}
}

func (t *NumeralTable) code(c *codec) {
	list(c, &t.roles, func(c *codec, r *NumeralRole) {
		number(c, &r.Kind)
		number(c, &r.Value)
		flag(c, &r.Formal)
	})
	var set []rune
	for r, i := range t.index {
		if i != 0 {
			set = append(set, rune(r))
		}
	}
	list(c, &set, number[rune])
	for _, r := range set {
		if uint32(r) >= uint32(len(t.index)) {
			c.fail()
			return
		}
		number(c, &t.index[r])
	}
}

func (r *Rule) code(c *codec, lists map[string]Matcher) {
	text(c, &r.ID)
	number(c, &r.Order)
	text(c, &r.Note)
	text(c, &r.Source)
	list(c, &r.Patterns, text)
	r.Number.code(c)
	r.Unit.code(c)
	text(c, &r.Within)
	number(c, &r.Outcome)
	list(c, &r.Examples, func(c *codec, e *Example) {
		text(c, &e.Text)
		text(c, &e.Find)
	})
	text(c, &r.file)
	if c.writing {
		return
	}
	if int(r.Outcome) >= len(outcomes) || !r.Unit.find(lists) {
		c.fail()
		return
	}
	for _, source := range r.Patterns {
		p, err := parsePatterns(source, lists)
		if err != nil {
			c.fail()
			return
		}
		r.Compiled = append(r.Compiled, p...)
	}
}

func codeConcept(c *codec, p **Concept) {
	if !c.writing {
		*p = &Concept{}
	}
	x := *p
	text(c, &x.ID)
	text(c, &x.Chinese)
	text(c, &x.English)
	list(c, &x.Units, text)
	list(c, &x.Measures, text)
	text(c, &x.Percent)
	text(c, &x.Better)
}

func (n *Condition) code(c *codec) {
	text(c, &n.Written)
	list(c, &n.Digits, number[int])
	number(c, &n.Length)
	optional(c, &n.Min, number[int64])
	optional(c, &n.Max, number[int64])
	flag(c, &n.Whole)
	flag(c, &n.Plain)
	list(c, &n.Form, text)
	list(c, &n.NotForm, text)
	text(c, &n.Region)
}

func (u *UnitCondition) code(c *codec) {
	list(c, &u.Kind, text)
	text(c, &u.Care)
	for _, l := range []*[]string{&u.Code, &u.NotCode, &u.Dimension, &u.NotDimension} {
		list(c, l, text)
	}
	text(c, &u.Words)
}

// unitCoder codes units; equal factors are read once.
type unitCoder struct{ factors map[string]*apd.Decimal }

func newUnitCoder() *unitCoder { return &unitCoder{map[string]*apd.Decimal{}} }

func (u *unitCoder) readings(c *codec, readings *UnitReadings) {
	list(c, (*[]Unit)(readings), func(c *codec, x *Unit) {
		text(c, &x.Surface)
		text(c, &x.Code)
		text(c, &x.Dimension)
		text(c, &x.Base)
		u.decimal(c, &x.Factor.Over)
		u.decimal(c, &x.Factor.Under)
		text(c, &x.Region)
		flag(c, &x.Careful)
	})
}

func (u *unitCoder) decimal(c *codec, d **apd.Decimal) {
	s := ""
	if *d != nil {
		s = (*d).String()
	}
	text(c, &s)
	if c.writing || s == "" {
		return
	}
	v, ok := u.factors[s]
	if !ok {
		var err error
		if v, _, err = apd.NewFromString(s); err != nil {
			c.fail()
			return
		}
		u.factors[s] = v
	}
	*d = v
}

// code codes the names of bodies and their parts. What several terms share is kept in
// tables of its own, and the terms name it by its number.
func (b *BodyTerms) code(c *codec, places *shared[Place]) {
	var (
		bodies shared[NamedBody]
		heads  shared[BodyHead]
	)
	if c.writing {
		for _, t := range b.Terms.values {
			bodies.add(t.Bodies...)
			if t.Head != nil {
				heads.add(t.Head)
			}
		}
		heads.add(b.Heads.values...)
	}
	list(c, &bodies.all, func(c *codec, n *NamedBody) {
		text(c, &n.Name)
		text(c, &n.Kind)
		text(c, &n.Code)
		text(c, &n.Region)
	})
	list(c, &heads.all, func(c *codec, h *BodyHead) {
		text(c, &h.Head)
		text(c, &h.Kind)
		number(c, &h.Needs)
		text(c, &h.Full)
	})
	var room []BodyTerm
	lexicon(c, &b.Terms, func(c *codec, t **BodyTerm) {
		if !c.writing {
			if len(room) == 0 {
				room = make([]BodyTerm, 1024)
			}
			*t, room = &room[0], room[1:]
		}
		bodies.codeList(c, &(*t).Bodies)
		places.codeList(c, &(*t).Places)
		places.codeOptional(c, &(*t).Letter)
		heads.codeOptional(c, &(*t).Head)
		number(c, &(*t).Word)
	})
	lexicon(c, &b.Heads, heads.codeOptional)
	lexicon(c, &b.Pointing, nothingMore)
	lexicon(c, &b.Signs, nothingMore)
	lexicon(c, &b.WeakSigns, nothingMore)
	lexicon(c, &b.Places, nothingMore)
	lexicon(c, &b.Letters, places.codeOptional)
}

// share puts the places that names of bodies begin with into the table.
func (b *BodyTerms) share(places *shared[Place]) {
	for _, t := range b.Terms.values {
		places.add(t.Places...)
		if t.Letter != nil {
			places.add(t.Letter)
		}
	}
}

// shared is a table of what several others point to.
type shared[T any] struct {
	all   []T
	index map[*T]int // while writing
	room  []*T
}

func (s *shared[T]) add(pointers ...*T) {
	if s.index == nil {
		s.index = map[*T]int{}
	}
	for _, p := range pointers {
		if _, ok := s.index[p]; !ok {
			s.index[p] = len(s.all)
			s.all = append(s.all, *p)
		}
	}
}

// codeOptional codes a pointer into the table, 0 for nil.
func (s *shared[T]) codeOptional(c *codec, p **T) {
	n := 0
	if c.writing && *p != nil {
		n = s.index[*p] + 1
	}
	number(c, &n)
	switch {
	case c.writing || n == 0:
	case n > len(s.all):
		c.fail()
	default:
		*p = &s.all[n-1]
	}
}

func (s *shared[T]) codeList(c *codec, l *[]*T) {
	n := len(*l)
	number(c, &n)
	if !c.writing && n > 0 {
		if n > len(s.all) {
			c.fail()
			return
		}
		if len(s.room) < n {
			s.room = make([]*T, max(n, 1024))
		}
		*l, s.room = s.room[:n:n], s.room[n:]
	}
	for i := range *l {
		s.codeOptional(c, &(*l)[i])
	}
}

// stale returns why compiled is not what Compile makes of the built-in data, nil where it is.
func stale() error {
	d, err := Parse(nil)
	if err != nil {
		return err
	}
	if string(Compile(d)) != compiled {
		return fmt.Errorf("dict/compiled.bin is out of date: run go generate ./dict")
	}
	return nil
}
