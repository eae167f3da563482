package budget

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBudget(t *testing.T) {
	b := New(1000, 1<<40)
	require.NoError(t, b.Text(base+ratio*1000))
	assert.ErrorIs(t, b.Text(1), ErrLimit)
	require.NoError(t, b.Cells(maxCells))
	assert.ErrorIs(t, b.Cells(1), ErrLimit)
	assert.Equal(t, int64(baseUnpacked+ratioUnpacked*1000), b.Unpacked())

	b = New(1000, 10)
	require.NoError(t, b.Text(10))
	assert.ErrorContains(t, b.Text(1), "text of more than 10 bytes")
	assert.Equal(t, int64(10), b.Unpacked())
}
