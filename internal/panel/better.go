package panel

import (
	"sync"

	"github.com/huiyao/huiyao/dict"
)

var concepts = sync.OnceValues(func() (map[string]*dict.Concept, error) {
	d, err := dict.Load(nil)
	if err != nil {
		return nil, err
	}
	return d.ConceptsByID(), nil
})

// Better returns what Promises asks of an indicator, from the built-in list. Of one that is
// not in it, as a user's own, more is better.
func Better() (func(concept string) string, error) {
	all, err := concepts()
	if err != nil {
		return nil, err
	}
	return func(concept string) string {
		if c := all[concept]; c != nil {
			return c.Better
		}
		return "more"
	}, nil
}
