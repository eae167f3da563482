// Package dict holds the word lists and rules that extraction works with: tab-separated
// tables (*.tsv) and rules (rules/EXTRACTOR/*.yaml), embedded in the program, checked
// strictly when they are loaded, and the structures to look things up in them.
package dict

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed *.tsv rules
var embedded embed.FS

// Dict is the loaded data. It is not changed after Load and safe for concurrent use.
type Dict struct {
	// RegionWords tell where a text is from: "HK", "TW", "MO" or "CN".
	RegionWords *Lexicon[string]

	// NumeralRoles says what each character does in a numeral.
	NumeralRoles *NumeralTable
	// NotApproximator holds words that end in 数 or 上 and are no 数百, 上千: 人数, 以上.
	NotApproximator *Lexicon[struct{}]
	Units           *Lexicon[UnitReadings]
	MeasureWords    *Lexicon[*MeasureWord]
	// FixedWords hold a numeral that counts nothing: 一体化, 三农. The value is the class.
	FixedWords *Lexicon[string]
	// Before and After are the modifiers on either side of a quantity. After's 以上 and
	// 以下 have the values above and below: what bounds a target has reached a fact.
	Before, After *Lexicon[string]
	// Changes are the words that set a quantity's change.
	Changes *Lexicon[string]
	// Roles are the words that make a quantity a target or a limit.
	Roles *Lexicon[string]
	// TaskNouns are the nouns that count as items of work, with their class.
	TaskNouns *Lexicon[string]
	// Words are the small lists of lists.tsv.
	Words Words
	// PersonNouns are nouns whose bare count has the unit person: 1400万农民.
	PersonNouns *Lexicon[struct{}]

	// Moods tell plans from facts: a sentence that begins with an "imperative" and holds
	// nothing "past" says what is to be done.
	Moods *Lexicon[string]
	// TableWords tell what a header or label of a table says of its cells: that they are
	// changes ("growth", "decline", "difference", "change", "yoy", "qoq", "mom"), plans ("target"),
	// units ("unit"), numbers of rows and ranks ("serial"), notes ("note"), what its labels
	// are ("measures", "things"), nothing of what is measured ("value", "total"), or which
	// units fit ("ratio", "count", for what ends in them).
	TableWords *Lexicon[string]
	// Past are the words of Moods that tell what was.
	Past *Lexicon[struct{}]
	// TimeWords are words for times: 今年, 上半年, 近日.
	TimeWords *Lexicon[TimeWord]
	// Calendar are the words that dates, spans and clock times are made of.
	Calendar *Lexicon[CalendarWord]

	// Concepts are the statistical indicators, by wording. No value is nil; that of a
	// wording that means none (占GDP) has no ID.
	Concepts *Lexicon[*Concept]
	// OwnPlaces are words that speak for the document's own place, or one above it, with
	// the level meant: 全省, 我市, 本港.
	OwnPlaces *Lexicon[string]
	// JointWords are words that stand for several before a noun: 城乡 for 城镇 and 农村.
	JointWords *Lexicon[[]string]
	// TimeFrames are words that set the time which what follows them holds for: 过去五年.
	TimeFrames *Lexicon[TimeFrame]

	// Rules are those that keep or reject a number, in their order.
	Rules []*Rule

	// Classes says which class words have in a sentence.
	Classes *Classes

	// Places holds the names of places.
	Places *Gazetteer

	// Names holds what names of persons are made of.
	Names Names
	// Meetings and Documents hold what names of meetings and titles of documents are made of.
	Meetings  *Meetings
	Documents *Documents

	// Bodies holds the names of bodies, places and heads that names of bodies end in.
	Bodies *BodyTerms

	// Numerals are the characters of NumeralRoles as a list.
	Numerals *Lexicon[NumeralRole]
	// Characters are single characters that decide where things begin and end.
	Characters Characters

	// Automaton finds in one pass over a text the words of all lists at once.
	Automaton *Automaton

	lists  map[string]Matcher // that rules name in their slots: see readLists
	tables []Table
	hash   string
}

// Table says how much a table, or a folder of rules, holds.
type Table struct {
	Name    string // the file's path below dict/, a folder's with a slash at the end
	Entries int    // rows or rules, a user's own included
	Own     int    // those that are a user's own
}

// Tables returns what was loaded, in the order of loading. It must not be changed.
func (d *Dict) Tables() []Table { return d.tables }

// Hash returns the SHA-256, in hexadecimal, of all data files as loaded, a user's own
// included: two runs with the same program version and the same hash give the same bytes.
func (d *Dict) Hash() string { return d.hash }

// Load returns the built-in data as compiled (see Compile) or, where it has changed since
// then or the files of overlay, nil for none, are to be laid over it, what Parse returns:
// that takes longer and is the same.
func Load(overlay fs.FS) (*Dict, error) {
	if overlay == nil {
		if d, ok := open(compiled); ok {
			return d, nil
		}
	}
	return Parse(overlay)
}

// Parse reads the built-in data and lays the files of overlay over it, nil for none. A
// file of overlay has the name and form of a built-in one; its rows replace the built-in
// rows with the same first column and add to the others. All faults found are
// returned at once, joined, each an *Error with its place.
func Parse(overlay fs.FS) (*Dict, error) {
	l := loader{overlay: overlay}
	d := &Dict{}
	d.RegionWords = loadTable(&l, "region_words.tsv", []string{"word", "region", "source"}, func(r row) (string, error) {
		return oneOf(r, 1, "CN", "HK", "MO", "TW")
	})
	d.NumeralRoles = loadNumerals(&l)
	d.NotApproximator = loadTable(&l, "not_approximators.tsv", []string{"word", "source"}, nothing)
	d.Units = loadUnits(&l)
	d.MeasureWords = loadMeasureWords(&l)
	d.FixedWords = loadTable(&l, "fixed_words.tsv", []string{"word", "class", "source", "note"}, func(r row) (string, error) {
		return oneOf(r, 1, "date", "idiom", "name", "ordinal", "place", "policy", "word")
	})
	d.Before, d.After = loadModifiers(&l)
	d.Changes = loadTable(&l, "changes.tsv", []string{"word", "change", "source"}, func(r row) (string, error) {
		return oneOf(r, 1, "decrease", "increase")
	})
	d.Roles = loadTable(&l, "roles.tsv", []string{"word", "role", "source"}, func(r row) (string, error) {
		return oneOf(r, 1, "limit", "target")
	})
	d.TaskNouns = loadTable(&l, "task_nouns.tsv", []string{"noun", "class", "source"}, func(r row) (string, error) {
		return oneOf(r, 1, "action", "agreement", "aspect", "document", "group", "issue", "measure", "project", "target", "task")
	})
	d.PersonNouns = loadTable(&l, "person_nouns.tsv", []string{"noun", "source"}, nothing)
	d.TableWords = loadTable(&l, "table_words.tsv", []string{"word", "kind", "source"}, func(r row) (string, error) {
		return oneOf(r, 1, "change", "count", "decline", "difference", "growth", "measures", "mom", "note", "qoq", "ratio", "serial", "target", "things", "total", "unit", "value", "yoy")
	})
	d.Meetings = l.meetings()
	d.Documents = l.documents()
	d.Moods = loadTable(&l, "moods.tsv", []string{"word", "mood", "source"}, func(r row) (string, error) {
		return oneOf(r, 1, "imperative", "past")
	})
	var past []string
	for _, w := range d.Moods.Words() {
		if mood, _ := d.Moods.Get(w); mood == "past" {
			past = append(past, w)
		}
	}
	d.Past = NewLexicon(past, make([]struct{}, len(past)))
	d.TimeWords = loadTable(&l, "time_words.tsv", []string{"word", "kind", "value", "source"}, func(r row) (TimeWord, error) {
		kind, err := oneOf(r, 1, "part", "relative", "same", "vague", "year")
		return TimeWord{kind, r.cell(2)}, err
	})
	d.OwnPlaces = loadTable(&l, "own_places.tsv", []string{"word", "level", "source"}, func(r row) (string, error) {
		return oneOf(r, 1, "city", "country", "county", "here", "own", "province", "world")
	})
	d.JointWords = loadTable(&l, "joint_words.tsv", []string{"word", "members", "source"}, func(r row) ([]string, error) { return r.list(1), nil })
	d.TimeFrames = loadTable(&l, "time_frames.tsv", []string{"word", "from", "to", "against", "source"}, readTimeFrame)
	d.Calendar = loadCalendar(&l)
	d.readLists(&l)
	d.Words = l.words(d.lists)
	d.Concepts = loadConcepts(&l, d)
	d.Classes = loadClasses(&l)
	d.Rules = loadRules(&l, d.lists)
	d.Names = loadNames(&l)
	places, listed := loadGazetteer(&l)
	d.Places, d.Bodies = places, loadBodies(&l, listed)
	l.unknown()
	if len(l.faults) > 0 {
		return nil, errors.Join(l.faults...)
	}
	d.characterLists()
	var err error
	if d.Automaton, err = newAutomaton(d.members()); err != nil {
		return nil, err
	}
	d.tables, d.hash = l.tables, l.sum()
	return d, nil
}

// TimeWord is a word for a time.
type TimeWord struct {
	Kind  string // year (今年), part (上半年), relative (本月), same (去年同期) or vague (近日)
	Value string // a year's distance from the document's, the part in ISO 8601 (Q1, H1, 01/09), or ""
}

// readLists sets the word lists that rules name in their slots: the small ones of
// lists.tsv and the tables.
func (d *Dict) readLists(l *loader) {
	d.tableLists()
	words := map[string][]string{}
	var names []string
	for _, r := range l.rows("lists.tsv", []string{"list", "word", "source"}) {
		name := r.cells[0]
		if _, ok := d.lists[name]; ok {
			l.faults = append(l.faults, r.fault(0, "%q is the name of a table", name))
			continue
		}
		if words[name] == nil {
			names = append(names, name)
		}
		words[name] = append(words[name], r.cells[1])
	}
	for _, name := range names {
		d.lists[name] = NewLexicon(words[name], make([]struct{}, len(words[name])))
	}
}

// tableLists begins the lists with the tables that rules may name too.
func (d *Dict) tableLists() {
	d.lists = map[string]Matcher{"量词": d.MeasureWords, "单位": d.Units, "任务名词": d.TaskNouns, "约数前": d.Before, "约数后": d.After, "人群": d.PersonNouns}
}

func loadModifiers(l *loader) (before, after *Lexicon[string]) {
	var words, values [2][]string
	for _, r := range l.rows("modifiers.tsv", []string{"word", "side", "modifier", "source", "note"}) {
		side, err := oneOf(r, 1, "after", "before")
		if err != nil {
			l.faults = append(l.faults, err)
			continue
		}
		modifier, err := oneOf(r, 2, "about", "above", "at_least", "at_most", "below", "near", "over", "under")
		if err != nil {
			l.faults = append(l.faults, err)
			continue
		}
		i := 0
		if side == "after" {
			i = 1
		}
		words[i], values[i] = append(words[i], r.cells[0]), append(values[i], modifier)
	}
	return NewLexicon(words[0], values[0]), NewLexicon(words[1], values[1])
}

func nothing(row) (struct{}, error) { return struct{}{}, nil }

// loader reads tables from the embedded files and a user's folder, and keeps all faults.
type loader struct {
	overlay fs.FS
	read    []string // names of the files read, for hash and unknown
	tables  []Table
	hashed  []byte
	faults  []error
}

// rows returns the rows of a table, those of the overlay laid over the built-in ones.
func (l *loader) rows(file string, columns []string) []row {
	rows, own := l.readRows(file, columns)
	l.tables = append(l.tables, Table{file, len(rows), own})
	return rows
}

// readRows returns the rows and how many of them are the overlay's.
func (l *loader) readRows(file string, columns []string) (_ []row, own int) {
	l.read = append(l.read, file)
	data, err := embedded.ReadFile(file)
	if err != nil {
		l.faults = append(l.faults, &Error{File: file, Message: "is not built in"})
		return nil, 0
	}
	l.note(file, data)
	rows, faults := parseTable(file, data, columns...)
	l.faults = append(l.faults, faults...)
	if l.overlay == nil {
		return rows, 0
	}
	data, err = fs.ReadFile(l.overlay, file)
	if errors.Is(err, fs.ErrNotExist) {
		return rows, 0
	}
	if err != nil {
		l.faults = append(l.faults, &Error{File: file, Message: err.Error()})
		return rows, 0
	}
	l.note("user/"+file, data)
	laid, faults := parseTable(file, data, columns...)
	l.faults = append(l.faults, faults...)
	// In lists.tsv the first column is the list's name: own words are added to it.
	key := func(r row) string { return r.cells[0] }
	if file == "lists.tsv" {
		key = func(r row) string { return r.cells[0] + "\t" + r.cells[1] }
	}
	replaced := map[string]bool{}
	for _, r := range laid {
		replaced[key(r)] = true
	}
	rows = slices.DeleteFunc(rows, func(r row) bool { return replaced[key(r)] })
	return append(rows, laid...), len(laid)
}

func (l *loader) note(file string, data []byte) {
	sum := sha256.Sum256(data)
	l.hashed = fmt.Appendf(l.hashed, "%s %x\n", file, sum)
}

func (l *loader) sum() string {
	sum := sha256.Sum256(l.hashed)
	return hex.EncodeToString(sum[:])
}

// unknown reports files of the overlay that no table has: a misspelt name must not be
// passed over in silence.
func (l *loader) unknown() {
	if l.overlay == nil {
		return
	}
	entries, err := fs.ReadDir(l.overlay, ".")
	if err != nil {
		l.faults = append(l.faults, &Error{File: ".", Message: err.Error()})
		return
	}
	for _, e := range entries {
		if !e.IsDir() && strings.HasSuffix(e.Name(), ".tsv") && !slices.Contains(l.read, e.Name()) {
			l.faults = append(l.faults, &Error{File: e.Name(), Message: "no table has this name; the tables are " + strings.Join(l.read, " ")})
		}
	}
	folders, err := fs.ReadDir(l.overlay, "rules")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		l.faults = append(l.faults, &Error{File: "rules", Message: err.Error()})
	}
	for _, e := range folders {
		if !slices.Contains(ruleFolders, e.Name()) {
			l.faults = append(l.faults, &Error{File: "rules/" + e.Name(), Message: "no rules have this folder; they are rules/not_quantity and rules/quantity"})
		}
	}
}

// loadTable reads a table whose first column is its key into a lexicon. A key that
// stands in more than one row is a fault.
func loadTable[T any](l *loader, file string, columns []string, read func(row) (T, error)) *Lexicon[T] {
	var words []string
	var values []T
	seen := map[string]int{}
	for _, r := range l.rows(file, columns) {
		v, err := read(r)
		if err != nil {
			l.faults = append(l.faults, err)
			continue
		}
		if line, ok := seen[r.cells[0]]; ok {
			l.faults = append(l.faults, r.fault(0, "%q stands in line %d already", r.cells[0], line))
			continue
		}
		seen[r.cells[0]] = r.line
		words, values = append(words, r.cells[0]), append(values, v)
	}
	return NewLexicon(words, values)
}

// oneOf returns the cell in column i, which must be one of the values.
func oneOf(r row, i int, values ...string) (string, error) {
	if !slices.Contains(values, r.cells[i]) {
		return "", r.fault(i, "%q is none of %s", r.cells[i], strings.Join(values, " "))
	}
	return r.cell(i), nil
}
