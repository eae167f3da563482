package batch

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWriteMetrics(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "huiyao.prom")
	s := Stats{Documents: 10, Reused: 3, Failed: 2, Read: 100, Written: 2_000_000_000, Shards: 4}
	for range 2 {
		require.NoError(t, WriteMetrics(file, s, 1500*time.Millisecond, true))
	}
	assert.Equal(t, `# HELP huiyao_batch_documents_total Documents of the run, by outcome.
# TYPE huiyao_batch_documents_total counter
huiyao_batch_documents_total{outcome="processed"} 5
huiyao_batch_documents_total{outcome="reused"} 3
huiyao_batch_documents_total{outcome="failed"} 2
# HELP huiyao_batch_read_bytes_total Bytes of documents.
# TYPE huiyao_batch_read_bytes_total counter
huiyao_batch_read_bytes_total 100
# HELP huiyao_batch_written_bytes_total Bytes of records, before compression.
# TYPE huiyao_batch_written_bytes_total counter
huiyao_batch_written_bytes_total 2000000000
# HELP huiyao_batch_shards Shards begun.
# TYPE huiyao_batch_shards gauge
huiyao_batch_shards 4
# HELP huiyao_batch_duration_seconds How long the run has taken.
# TYPE huiyao_batch_duration_seconds gauge
huiyao_batch_duration_seconds 1.500
# HELP huiyao_batch_running 1 while the run is under way.
# TYPE huiyao_batch_running gauge
huiyao_batch_running 1
`, read(t, file))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 1, "nothing is left behind")
	require.NoError(t, os.Mkdir(filepath.Join(dir, "folder"), 0o777))
	assert.Error(t, WriteMetrics(filepath.Join(dir, "folder"), s, 0, false))
	entries, err = os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 2)
}
