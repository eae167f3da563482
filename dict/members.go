package dict

import (
	"maps"
	"slices"
	"unicode/utf8"
)

// Characters are lists of single characters.
type Characters struct {
	Hard  *Lexicon[struct{}] // ，；。！？, over which no word goes
	Open  *Lexicon[struct{}] // 《〈
	Close *Lexicon[struct{}] // 》〉
	Quote *Lexicon[struct{}] // “「‘『", which open what is quoted
	Level *Lexicon[struct{}] // what the words for a kind of division end with: 省市区县州
	Half  *Lexicon[struct{}] // of numbers without a numeral: 半小时, 翻番
}

// characterLists sets Characters and Numerals.
func (d *Dict) characterLists() {
	set := func(characters string) *Lexicon[struct{}] {
		var words []string
		for _, r := range characters {
			words = append(words, string(r))
		}
		return NewLexicon(words, make([]struct{}, len(words)))
	}
	d.Characters = Characters{set("，；。！？"), set("《〈"), set("》〉"), set("“「‘『\""), set("省市区县州"), set("半翻")}
	var words []string
	var roles []NumeralRole
	for r, i := range d.NumeralRoles.index {
		if i != 0 && utf8.ValidRune(rune(r)) {
			words, roles = append(words, string(rune(r))), append(roles, d.NumeralRoles.roles[i])
		}
	}
	d.Numerals = NewLexicon(words, roles)
}

// members returns the lists whose words the automaton finds, in the order of their numbers:
// to let it find another list, add it here. Lists of common single characters that are only
// asked about at a few places, as those of names are, stay out: each of their words would be
// found everywhere.
func (d *Dict) members() []member {
	b, c, p := d.Bodies, &d.Characters, d.Places
	all := []member{
		c.Hard, c.Open, c.Close, c.Quote, c.Level, c.Half, d.Numerals,
		d.RegionWords, d.NotApproximator, d.Units, d.MeasureWords, d.FixedWords, d.Before, d.After, d.Changes, d.Roles,
		d.TaskNouns, d.PersonNouns, d.Moods, d.Past, d.TimeWords, d.Calendar, d.Concepts, d.OwnPlaces,
		b.Terms, b.Heads, b.Pointing, b.Signs, b.WeakSigns, b.Places, b.Letters,
		p.Names, p.Heads, p.Letters, d.Names.Family, d.Names.Titles,
		d.Meetings.Heads, d.Meetings.Fixed, d.Documents.Heads, d.Documents.Fixed, d.Documents.Verbs,
	}
	for _, name := range d.smallLists() {
		if l, ok := d.lists[name].(*Lexicon[struct{}]); ok {
			all = append(all, l)
		}
	}
	return all
}

// smallLists returns the names of the lists of lists.tsv, in order.
func (d *Dict) smallLists() (names []string) {
	for _, name := range slices.Sorted(maps.Keys(d.lists)) {
		if l, ok := d.lists[name].(*Lexicon[struct{}]); ok && l != d.PersonNouns {
			names = append(names, name)
		}
	}
	return names
}
