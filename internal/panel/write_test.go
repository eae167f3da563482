package panel

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestScaled(t *testing.T) {
	for number_, want := range map[string]string{
		"5.2": "5.2", "-0.1": "-0.1", "9999": "9999", "10000": "1万", "12000000": "1200万", "24679000000": "246.79亿",
		"5670000000000": "5.67万亿", "-2000000000": "-20亿", "12345.5": "12345.5", "0": "0",
	} {
		d := number(t, number_)
		assert.Equal(t, want, Scaled(&d))
	}
}

func TestWriteText(t *testing.T) {
	growth := figure{doc: "a", value: "5", modifier: "about", unit: "%", change: "increase", role: "target", period: "2025", concept: "gdp", measure: "growth"}
	reached := growth
	reached.doc, reached.value, reached.modifier, reached.role = "b", "5.4", "", "actual"
	jobs := figure{doc: "a", value: "440000", modifier: "at_least", unit: "person", role: "target", period: "2026", concept: "urban_new_jobs", measure: "level"}
	promises := Promises(run(t, []string{"2025-01-15", "2026-01-20"}, jobs, growth, reached), better)
	var b strings.Builder
	require.NoError(t, WriteText(&b, promises, true))
	assert.Equal(t, `place  period  indicator       measure  promised      reported  difference  status
某省   2025    gdp             growth   ~5%           5.4%      +0.4%       met
    a: a 5
    b: b 5.4
某省   2026    urban_new_jobs  level    ≥44万 person                        open
    a: a 440000
`, b.String())
	line, err := promises[0].JSON()
	require.NoError(t, err)
	assert.Contains(t, string(line), `"status":"open","target":440000,"target_to":null`)
}
