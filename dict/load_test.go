package dict

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLoad(t *testing.T) {
	d, err := Load(nil)
	require.NoError(t, err)
	require.Len(t, d.Hash(), 64)
	again, err := Load(nil)
	require.NoError(t, err)
	require.Equal(t, d.Hash(), again.Hash())
}
