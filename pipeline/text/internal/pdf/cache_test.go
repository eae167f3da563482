package pdf

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCacheFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "huiyao")
	t.Setenv(CacheVariable, folder)
	assert.Equal(t, folder, cacheFolder(), "it is made")
	if runtime.GOOS != "windows" {
		info, err := os.Stat(folder)
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o700), info.Mode().Perm())
		require.NoError(t, os.Chmod(folder, 0o777))
		assert.Empty(t, cacheFolder(), "others can write to it")
	}
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	for _, name := range []string{"off", "relative", file, filepath.Join(file, "below")} {
		t.Setenv(CacheVariable, name)
		assert.Empty(t, cacheFolder(), name)
	}
}

func TestRemoveCached(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"wazero-v1-amd64-linux", "other"} {
		require.NoError(t, os.Mkdir(filepath.Join(folder, name), 0o700))
	}
	removeCached(folder)
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.Len(t, entries, 1, "what is not ours stays")
	assert.Equal(t, "other", entries[0].Name())
}
