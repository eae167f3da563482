package dict

import "strconv"

// Names are what names of persons are made of.
//
// A weight says how many times more often a character stands in names than in running text, as
// a power of 2: the sum over a name tells it from words.
type Names struct {
	Family *Lexicon[int] // family names of one or two characters: 王, 欧阳
	Given  *Lexicon[int] // characters of Chinese given names
	Sounds *Lexicon[int] // characters with which foreign names are written
	Titles *Lexicon[PersonTitle]
}

// PersonTitle is a word that stands beside a person's name.
type PersonTitle struct {
	Address bool // it is no position: 先生
}

// maxWeight bounds the weights of tables.
const maxWeight = 16

// loadNames reads family_names.tsv, given_names.tsv, transliteration.tsv and positions.tsv.
func loadNames(l *loader) Names {
	weight := func(r row) (int, error) {
		w, err := strconv.Atoi(r.cells[1])
		if err != nil || w < -maxWeight || w > maxWeight {
			return 0, r.fault(1, "%q is no whole number from %d to %d", r.cells[1], -maxWeight, maxWeight)
		}
		return w, nil
	}
	return Names{
		Family: loadTable(l, "family_names.tsv", []string{"name", "weight", "source"}, weight),
		Given:  loadTable(l, "given_names.tsv", []string{"character", "weight", "source"}, weight),
		Sounds: loadTable(l, "transliteration.tsv", []string{"character", "weight", "source"}, weight),
		Titles: loadTable(l, "positions.tsv", []string{"title", "use", "source"}, func(r row) (PersonTitle, error) {
			use, err := oneOf(r, 1, "address", "position")
			return PersonTitle{use == "address"}, err
		}),
	}
}

func (n *Names) code(c *codec) {
	weight := func(c *codec, w *int) {
		v := *w + maxWeight
		number(c, &v)
		*w = v - maxWeight
	}
	lexicon(c, &n.Family, weight)
	lexicon(c, &n.Given, weight)
	lexicon(c, &n.Sounds, weight)
	lexicon(c, &n.Titles, func(c *codec, t *PersonTitle) { flag(c, &t.Address) })
}
