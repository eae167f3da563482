package dict

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseFactor(t *testing.T) {
	for _, c := range []struct{ text, over, under string }{
		{"1", "1", "1"}, {"0.001", "0.001", "1"}, {"2000/3", "2000", "3"}, {"1/2", "1", "2"},
	} {
		t.Run(c.text, func(t *testing.T) {
			f, ok := parseFactor(c.text)
			require.True(t, ok)
			assert.Equal(t, c.over, f.Over.Text('f'))
			assert.Equal(t, c.under, f.Under.Text('f'))
		})
	}
	for _, bad := range []string{"", "-", "0", "1/0", "-1", "1e3", "0,5", "1/", "/2", "1/2/3", "NaN"} {
		_, ok := parseFactor(bad)
		assert.False(t, ok, bad)
	}
}

func TestUnitReadingsIn(t *testing.T) {
	u := UnitReadings{{Code: "CNY", Region: "CN"}, {Code: "HKD", Region: "HK"}}
	assert.Equal(t, "HKD", u.In("HK").Code)
	assert.Equal(t, "CNY", u.In("CN").Code)
	assert.Equal(t, "CNY", u.In("TW").Code, "the mainland's where nothing else fits")
	everywhere := UnitReadings{{Code: "HKD", Region: "HK"}, {Code: "any"}}
	assert.Equal(t, "any", everywhere.In("TW").Code)
}

// TestUnitsAreConsistent holds what the columns of units.tsv must be to each other.
func TestUnitsAreConsistent(t *testing.T) {
	d, err := Load(nil)
	require.NoError(t, err)
	dimensions := map[string]string{} // of the base units
	data, err := embedded.ReadFile("units.tsv")
	require.NoError(t, err)
	rows, faults := parseTable("units.tsv", data, "surface", "unit", "dimension", "base", "factor", "region", "source", "note")
	require.Empty(t, faults)
	for i, r := range rows {
		surface := r.cells[0]
		if i > 0 && rows[i-1].cells[0] == surface {
			continue
		}
		readings, _ := d.Units.Get(surface)
		regions := map[string]bool{}
		for _, u := range readings {
			if u.Factor.Over == nil || u.Dimension == "rate" { // per person and the like: any base
				continue
			}
			assert.NotEmpty(t, u.Base, "%s: a factor leads to a base", surface)
			if regions[u.Region+u.Code] {
				t.Errorf("%s stands twice for %s in %q", surface, u.Code, u.Region)
			}
			regions[u.Region+u.Code] = true
			if want, ok := dimensions[u.Base]; ok {
				assert.Equal(t, want, u.Dimension, "%s: base %s has another dimension elsewhere", surface, u.Base)
			}
			dimensions[u.Base] = u.Dimension
		}
	}
}
