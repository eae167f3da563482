package extractors

import (
	"github.com/huiyao/huiyao/dict"
)

// Regions as they stand in Document.Region.
const (
	RegionMainland = "CN"
	RegionHongKong = "HK"
	RegionMacao    = "MO"
	RegionTaiwan   = "TW"
)

// Region returns where a document is from, as its own words tell: the region that has
// the most distinct region words in the simplified text, the mainland where two are even
// or none is there. A text in simplified script (script is "simplified" or "none") needs
// at least three words of another region and twice as many as of the mainland, since
// mainland papers write about Hong Kong too. The script alone says nothing: mainland
// texts are often converted by machine.
//
// Time is linear in the text. Safe for concurrent use.
func Region(words *dict.Lexicon[string], simple, script string) string {
	counts := map[string]int{}
	seen := map[string]bool{}
	for i := words.Next(simple, 0); i < len(simple); i = words.Next(simple, i) {
		region, n := words.Prefix(simple[i:])
		if word := simple[i : i+n]; !seen[word] {
			seen[word] = true
			counts[region]++
		}
		i += n
	}
	best, most := RegionMainland, counts[RegionMainland]
	for _, region := range []string{RegionHongKong, RegionTaiwan, RegionMacao} {
		n := counts[region]
		if (script == "simplified" || script == "none") && (n < 3 || n < 2*counts[RegionMainland]) {
			continue
		}
		switch {
		case n > most:
			best, most = region, n
		case n == most && n > 0:
			best = RegionMainland
		}
	}
	return best
}
