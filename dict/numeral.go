package dict

import (
	"slices"
	"strconv"
	"unicode/utf8"
)

// RoleKind is what a character does in a numeral.
type RoleKind uint8

const (
	RoleNone   RoleKind = iota
	RoleArabic          // 0–9 and full-width forms
	RoleDigit           // 一 … 九, 〇, 两, and the formal 壹 …
	RoleSmall           // 十 百 千: Value is the exponent of ten
	RoleBig             // 万 亿 兆: Value is the exponent of ten
	RoleTens            // 廿 卅: so many tens
	RolePoint           // a decimal point
	RoleSome            // 几 数 before a scale
	RoleMany            // 多 余 after a figure; Value 1 for 来
	RoleZero            // a letter typed for 〇 between digits: O
)

// NumeralRole says what a character does in a numeral. The zero NumeralRole is that of
// the characters that have no place in one.
type NumeralRole struct {
	Kind   RoleKind
	Value  int
	Formal bool
}

var roleKinds = map[string]NumeralRole{
	"arabic":       {Kind: RoleArabic},
	"digit":        {Kind: RoleDigit},
	"formal":       {Kind: RoleDigit, Formal: true},
	"small":        {Kind: RoleSmall},
	"small_formal": {Kind: RoleSmall, Formal: true},
	"big":          {Kind: RoleBig},
	"tens":         {Kind: RoleTens},
	"point":        {Kind: RolePoint},
	"some":         {Kind: RoleSome},
	"many":         {Kind: RoleMany},
	"zero":         {Kind: RoleZero},
}

// NumeralTable gives the role of every character.
type NumeralTable struct {
	index [1 << 16]uint8 // character -> index into roles
	roles []NumeralRole  // the first is that of all others
}

// At returns the role of a character.
func (t *NumeralTable) At(r rune) NumeralRole {
	if uint32(r) >= uint32(len(t.index)) {
		return NumeralRole{}
	}
	return t.roles[t.index[r]]
}

// AddStarts adds the characters that have a role.
func (t *NumeralTable) AddStarts(to *Starts) {
	for r, i := range t.index {
		if i != 0 {
			to.add(rune(r))
		}
	}
}

func (t *NumeralTable) set(r rune, role NumeralRole) {
	i := slices.Index(t.roles, role)
	if i < 0 {
		i = len(t.roles)
		t.roles = append(t.roles, role)
	}
	t.index[r] = uint8(i)
}

// loadNumerals reads numerals.tsv.
func loadNumerals(l *loader) *NumeralTable {
	table := &NumeralTable{roles: []NumeralRole{{}}}
	for _, r := range l.rows("numerals.tsv", []string{"character", "role", "value", "source"}) {
		c, size := utf8.DecodeRuneInString(r.cells[0])
		if size != len(r.cells[0]) || c > 0xFFFF {
			l.faults = append(l.faults, r.fault(0, "%q is not one character of the basic plane", r.cells[0]))
			continue
		}
		role, ok := roleKinds[r.cells[1]]
		if !ok {
			l.faults = append(l.faults, r.fault(1, "unknown role %q", r.cells[1]))
			continue
		}
		value, err := strconv.Atoi(r.cells[2])
		if err != nil || value < 0 || value > 12 {
			l.faults = append(l.faults, r.fault(2, "value %q is not a whole number from 0 to 12", r.cells[2]))
			continue
		}
		role.Value = value
		table.set(c, role)
	}
	return table
}
