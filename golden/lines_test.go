package golden

import (
	"bytes"
	"encoding/json"
)

// line is one record with what the tests look at.
type line struct {
	raw []byte

	Type  string `json:"type"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Rule  string `json:"rule"`
}

func lines(data []byte) []*line {
	var all []*line
	for raw := range bytes.Lines(data) {
		l := &line{raw: raw}
		_ = json.Unmarshal(raw, l) // an empty one where it is no record
		all = append(all, l)
	}
	return all
}
