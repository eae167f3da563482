package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/internal/batch"
)

func TestParseSize(t *testing.T) {
	for text, want := range map[string]int64{
		"1": 1, "1000": 1000, "12B": 12, "2KiB": 2048, "64MiB": 64 << 20, "3GiB": 3 << 30, "5kB": 5000, "5MB": 5_000_000, "2GB": 2_000_000_000,
	} {
		got, err := parseSize(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "MiB", "0", "-1", "1.5MiB", "1 MiB", "1TiB", "99999999999GiB", "0x10"} {
		_, err := parseSize(text)
		assert.Error(t, err, text)
	}
}

func TestProgressLines(t *testing.T) {
	in := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(in, "a.txt"), make([]byte, 3_000_000), 0o666))
	require.NoError(t, os.WriteFile(filepath.Join(in, ".hidden"), make([]byte, 9_000_000), 0o666))
	var out strings.Builder
	p := newProgress(&Streams{Err: &out}, false, "", []string{in, filepath.Join(in, "none")})
	p.measure()
	p.began = time.Now().Add(-10 * time.Second)
	p.set(batch.Stats{Changed: []string{"the program", "the options"}})
	p.set(batch.Stats{Documents: 7, Failed: 1, Read: 1_000_000})
	p.tick()
	p.set(batch.Stats{Documents: 9, Read: 4_000_000}) // more than the inputs have
	p.tick()
	assert.Equal(t, `huiyao: not as in the run before: the program, the options; all documents are worked on again
huiyao: 7 documents, 1 failed, 0.1 MB/s, about 20s left
huiyao: 9 documents, 0.4 MB/s
`, out.String())

	out.Reset()
	p = newProgress(&Streams{Err: &out}, true, "", nil)
	p.set(batch.Stats{Changed: []string{"the program"}})
	p.tick()
	require.NoError(t, p.end(batch.Stats{Documents: 1}, nil, "out"))
	assert.Empty(t, out.String())
}

func TestSize(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1.0 kB", 741_164: "741.2 kB", 2_500_000_000: "2.5 GB"} {
		assert.Equal(t, want, size(n))
	}
}
