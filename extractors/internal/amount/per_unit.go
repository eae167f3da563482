package amount

import (
	"strings"

	"github.com/huiyao/huiyao/dict"
)

// perUnit reads / and a second unit where text begins with them and makes a compound of the
// two: 元/吨 is CNY/t. It returns what it took, and nil for no second unit.
func (r *Reader) perUnit(text, region, code string) (*dict.Unit, int) {
	after, ok := strings.CutPrefix(text, "/")
	if !ok {
		if after, ok = strings.CutPrefix(text, "／"); !ok {
			return nil, 0
		}
	}
	unit, word, n := r.UnitAt(after, region)
	switch {
	case n == 0:
		return nil, 0
	case unit != nil:
		code += "/" + unit.Code
	default:
		code += "/" + word.Unit
	}
	return &dict.Unit{Code: code, Dimension: "rate"}, len(text) - len(after) + n
}
