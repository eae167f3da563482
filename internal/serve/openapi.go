package serve

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/huiyao/huiyao/record"
)

//go:embed openapi.json
var description string

// describe returns the OpenAPI description of the server: the file with the schema of the
// records and the limits put in.
func describe(o Options) ([]byte, error) {
	schema, err := record.Schema()
	if err != nil {
		return nil, err
	}
	version, err := json.Marshal(o.Version)
	if err != nil {
		return nil, err
	}
	var all any
	out := strings.NewReplacer(
		`"RECORD"`, string(schema), `"VERSION"`, string(version), `MAXSIZE`, fmt.Sprint(o.MaxSize), `TIMEOUT`, o.Timeout.String(),
	).Replace(description)
	if err := json.Unmarshal([]byte(out), &all); err != nil {
		return nil, fmt.Errorf("openapi.json: %w", err)
	}
	return []byte(out), nil
}
