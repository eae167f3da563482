//go:build browser

package serve

import (
	"encoding/json"

	"github.com/huiyao/huiyao/record"
)

// jsonModifier returns the modifier of a fact as its record has it, "" for none.
func jsonModifier(f record.Fact) (string, error) {
	b, err := json.Marshal(f)
	if err != nil {
		return "", err
	}
	var m struct{ Modifier string }
	return m.Modifier, json.Unmarshal(b, &m)
}
