package extractors

import (
	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// Regions as they stand in Document.Region.
const (
	RegionMainland = "CN"
	RegionHongKong = "HK"
	RegionMacao    = "MO"
	RegionTaiwan   = "TW"
)

// SetRegion sets d.Region to where the document is from, as its own words tell: the region
// that has the most distinct region words in its sentences, and more than twice those of the
// mainland, whose papers write about the others too; the mainland where two are even or none
// is there. The script says nothing: mainland texts are often converted by machine,
// and a text and its conversion are from the same region.
//
// Time is linear in the text.
func (d *Document) SetRegion(words *dict.Dict) {
	counts := map[string]int{}
	seen := map[string]bool{}
	for i := range d.Sentences {
		end := 0
		l := d.lattice(words, i)
		for w := range lexis.All(l, words.RegionWords, span.Span{End: len(l.Text())}) {
			if w.Span.Start < end {
				continue
			}
			end = w.Span.End
			if word := w.Span.Of(l.Text()); !seen[word] {
				seen[word] = true
				counts[w.Value]++
			}
		}
	}
	best, most := RegionMainland, 2*counts[RegionMainland]
	for _, region := range []string{RegionHongKong, RegionTaiwan, RegionMacao} {
		switch n := counts[region]; {
		case n > most:
			best, most = region, n
		case n == most && n > 0:
			best = RegionMainland
		}
	}
	d.Region = best
}
