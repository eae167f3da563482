package dict

import (
	"slices"
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// Unit is one reading of a unit's surface form.
type Unit struct {
	Surface   string
	Code      string // as in the records' "unit"
	Dimension string // as in the records' "dimension"
	Base      string // unit that Factor leads to, "" for none
	Factor    Factor
	Region    string // CN, HK, TW, MO where the reading holds only there, else ""
	// Careful says that the word is more often something else, so that it is a unit only
	// where nothing speaks against it.
	Careful bool
}

// Factor is an exact fraction, Over/Under; Over nil means that there is none.
type Factor struct{ Over, Under *apd.Decimal }

// Dimensions are those of the records.
var Dimensions = []string{"area", "count", "currency", "data", "energy", "length", "mass", "multiple", "other", "person", "power", "rate", "ratio", "speed", "temperature", "time", "volume"}

// UnitReadings are the readings of one surface form, in the order of the table.
type UnitReadings []Unit

// In returns the reading that holds in a region: its own one first, else one that holds
// everywhere, else the mainland's. There is always one.
func (u UnitReadings) In(region string) *Unit {
	best := &u[0]
	rank := func(x *Unit) int {
		switch x.Region {
		case region:
			return 3
		case "":
			return 2
		case "CN":
			return 1
		}
		return 0
	}
	for i := range u {
		if rank(&u[i]) > rank(best) {
			best = &u[i]
		}
	}
	return best
}

func parseFactor(s string) (Factor, bool) {
	over, under, fraction := strings.Cut(s, "/")
	if !fraction {
		under = "1"
	}
	read := func(s string) *apd.Decimal {
		if s == "" || strings.Trim(s, "0123456789.") != "" {
			return nil
		}
		d, _, err := apd.NewFromString(s)
		if err != nil || d.IsZero() {
			return nil
		}
		return d
	}
	f := Factor{read(over), read(under)}
	return f, f.Over != nil && f.Under != nil
}

func loadUnits(l *loader) *Lexicon[UnitReadings] {
	var words []string
	var readings []UnitReadings
	at := map[string]int{}
	for _, r := range l.rows("units.tsv", []string{"surface", "unit", "dimension", "base", "factor", "region", "source", "note"}) {
		u := Unit{Surface: r.cells[0], Code: r.cells[1], Dimension: r.cells[2], Base: r.cell(3), Region: r.cell(5)}
		if !slices.Contains(Dimensions, u.Dimension) {
			l.faults = append(l.faults, r.fault(2, "unknown dimension %q", u.Dimension))
		}
		if r.cells[4] != "-" {
			f, ok := parseFactor(r.cells[4])
			if !ok {
				l.faults = append(l.faults, r.fault(4, "factor %q is not a fraction of positive decimals", r.cells[4]))
			}
			u.Factor = f
		}
		if r.cells[5] != "-" && !slices.Contains([]string{"CN", "HK", "MO", "TW"}, r.cells[5]) {
			l.faults = append(l.faults, r.fault(5, "unknown region %q", r.cells[5]))
		}
		u.Careful = strings.HasPrefix(r.cells[7], "context")
		i, ok := at[u.Surface]
		if !ok {
			i = len(words)
			at[u.Surface] = i
			words, readings = append(words, u.Surface), append(readings, nil)
		}
		for _, other := range readings[i] {
			if other.Region == u.Region && !other.Careful && !u.Careful {
				l.faults = append(l.faults, r.fault(0, "%q is %s and %s in the same region: the note of one must begin with context, for a rule that decides", u.Surface, other.Code, u.Code))
			}
		}
		if u.Factor.Over != nil && u.Base == "" {
			l.faults = append(l.faults, r.fault(3, "a factor needs the base that it leads to"))
		}
		readings[i] = append(readings[i], u)
	}
	return NewLexicon(words, readings)
}

// MeasureWord is a classifier or a noun that is counted without one.
type MeasureWord struct {
	Surface string
	Unit    string   // as in the records' "unit"
	Counts  []string // thing, person, event, work, noun …
	Careful bool     // mostly something else: taken only where nothing speaks against it
}

// CountsWork reports whether items of work are counted with the word (项, 个, 件 …).
func (m *MeasureWord) CountsWork() bool { return slices.Contains(m.Counts, "work") }

// Noun reports whether the word is a noun itself (三省, 24国).
func (m *MeasureWord) Noun() bool { return slices.Contains(m.Counts, "noun") }

func loadMeasureWords(l *loader) *Lexicon[*MeasureWord] {
	return loadTable(l, "measure_words.tsv", []string{"surface", "unit", "counts", "care", "source", "note"}, func(r row) (*MeasureWord, error) {
		m := &MeasureWord{Surface: r.cells[0], Unit: r.cells[1], Counts: strings.Split(r.cells[2], ",")}
		care, err := oneOf(r, 3, "careful", "free")
		m.Careful = care == "careful"
		return m, err
	})
}
