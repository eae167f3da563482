package name

import (
	"maps"
	"slices"
	"strings"

	"github.com/huiyao/huiyao/dict"
)

// placeContext is what a document's places tell about each other.
type placeContext struct {
	region    string
	provinces map[string]int // by the first two digits of the code
	cities    map[string]int // by the first four
	countries map[string]bool
	named     []*dict.Place // the countries in the order of their first mention
	home      string        // the code of the division that the document is about, cut to its own digits
}

func newPlaceContext(region string) *placeContext {
	return &placeContext{region: region, provinces: map[string]int{}, cities: map[string]int{}, countries: map[string]bool{}}
}

// titleWeight is what a mention in a heading counts.
const titleWeight = 4

// learn takes the spots of a sentence.
func (c *placeContext) learn(spots []spot, heading bool) {
	weight := 1
	if heading {
		weight = titleWeight
	}
	for i := range spots {
		c.count(&spots[i], weight)
	}
}

// count takes what a spot names where that is one thing only, and what country it may name.
func (c *placeContext) count(sp *spot, weight int) {
	for _, n := range sp.names {
		if n.Place.Level == dict.LevelCountry && !c.countries[n.Place.Name] {
			c.countries[n.Place.Name] = true
			c.named = append(c.named, n.Place)
		}
	}
	p := sp.only()
	if p == nil || len(p.Code) != 6 {
		return
	}
	c.provinces[p.Code[:2]] += weight
	if p.Level != dict.LevelProvince {
		c.cities[p.Code[:4]] += weight
	}
}

// only returns what a spot names where it can be one thing only, nil otherwise.
func (s *spot) only() *dict.Place {
	var found *dict.Place
	for _, n := range s.names {
		if n.Weak {
			continue
		}
		if found != nil {
			return nil
		}
		found = n.Place
	}
	return found
}

// settle decides which province, and which city of it, the document is about: one that has
// more than half of all mentions.
func (c *placeContext) settle() {
	c.home = most(c.provinces)
	if c.home == "" {
		return
	}
	within := map[string]int{}
	for code, n := range c.cities {
		if strings.HasPrefix(code, c.home) {
			within[code] = n
		}
	}
	if city := most(within); city != "" && 2*within[city] > c.provinces[c.home] {
		c.home = city
	}
}

// most returns the key with more than half of the sum, "" where there is none.
func most(counts map[string]int) string {
	sum, best := 0, ""
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		sum += counts[k]
		if best == "" || counts[k] > counts[best] {
			best = k
		}
	}
	if 2*counts[best] > sum {
		return best
	}
	return ""
}

// What speaks for one of several places of a name.
const (
	weightListed   = 3  // the name is on a list
	weightAdjacent = 20 // what it is a part of stands before it
	weightNear     = 6  // and elsewhere in the sentence
	weightHome     = 5  // it is in the division that the document is about
	weightNamed    = 2  // what it is a part of is named somewhere
	weightSibling  = 4  // it stands in a list with others of its kind
	weightRegion   = 8  // it is where the document is from
	enough         = 5  // for a name that is on no list
)

var levelWeights = map[string]int{
	dict.LevelCountry: 6, dict.LevelProvince: 6, dict.LevelRegion: 5, dict.LevelPrefecture: 4, dict.LevelNatural: 3, dict.LevelCounty: 2, dict.LevelTown: 1, "": 3,
}

var regionDigits = map[string]string{"TW": "71", "HK": "81", "MO": "82"}

// surroundings are the places that stand around one in its sentence.
type surroundings struct {
	before  *dict.Place   // right before it
	earlier []*dict.Place // in the sentence, in order
	beside  *dict.Place   // in a list with it, before or after
}

// weigh returns how much speaks for a reading, and how much of that is said by what stands
// around it and in the document.
func (c *placeContext) weigh(n dict.PlaceName, around *surroundings) (all, said int) {
	p := n.Place
	if q := around.before; q != nil && contains(q, p) && (q.Level != dict.LevelCountry || !n.Weak) {
		said += weightAdjacent
	}
	for _, q := range around.earlier {
		if contains(q, p) && q.Level != dict.LevelCountry {
			said += weightNear
			break
		}
	}
	if q := around.beside; q != nil && q != p && siblings(p, q) {
		said += weightSibling
	}
	if len(p.Code) == 6 {
		if c.home != "" && strings.HasPrefix(p.Code, c.home) {
			said += weightHome
		}
		if p.Level == dict.LevelCounty && c.cities[p.Code[:4]] > 0 {
			said += weightNamed
		}
		if p.Level != dict.LevelProvince && c.provinces[p.Code[:2]] > 0 {
			said += weightNamed
		}
		switch digits, abroad := regionDigits[c.region], p.Code[0] == '7' || p.Code[0] == '8'; {
		case digits == p.Code[:2]:
			said += weightRegion
		case abroad && p.Level != dict.LevelProvince && p.Level != dict.LevelPrefecture && said < weightNear:
			all -= weightRegion
		}
	}
	all += said + levelWeights[p.Level]
	if !n.Weak {
		all += weightListed
	}
	return all, said
}

// choose returns the reading for which the most speaks, and whether what stands around says
// so. The place is nil where two are alike.
func (c *placeContext) choose(names []dict.PlaceName, around *surroundings) (best dict.PlaceName, said int, alike bool) {
	top := 0
	for i, n := range names {
		w, s := c.weigh(n, around)
		switch {
		case i == 0 || w > top:
			best, top, said, alike = n, w, s, false
		case w == top:
			alike = true
		}
	}
	return best, said, alike
}

// contains reports whether q is a part of p.
func contains(p, q *dict.Place) bool {
	if p == q {
		return false
	}
	if p.Level == dict.LevelCountry {
		return p.ISO == "CN" && (q.Code != "" || q.Level == dict.LevelNatural) || q.Foreign && q.City && q.ISO == p.ISO && p.ISO != ""
	}
	if p.Code == "" || q.Code == "" {
		return false
	}
	switch p.Level {
	case dict.LevelProvince:
		return p.Code[:2] == q.Code[:2] && q.Level != dict.LevelProvince
	case dict.LevelPrefecture:
		return p.Code[:4] == q.Code[:4] && (q.Level == dict.LevelCounty || q.Level == dict.LevelTown)
	}
	return false
}

// siblings reports whether two places are parts of the same one.
func siblings(p, q *dict.Place) bool {
	if p.Level != q.Level || p.Code == "" || q.Code == "" {
		return false
	}
	switch p.Level {
	case dict.LevelProvince:
		return true
	case dict.LevelPrefecture:
		return p.Code[:2] == q.Code[:2]
	}
	return p.Code[:4] == q.Code[:4] || p.Code[:2] == q.Code[:2] && p.Code[2] == q.Code[2] && p.Code[0] == '1'
}
