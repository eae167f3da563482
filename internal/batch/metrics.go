package batch

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// WriteMetrics replaces the file with the state of a run in the text format of
// Prometheus, for the textfile collector of its node exporter. A reader finds the old
// file or the new one, never a part of one. Running says whether the run is under way.
func WriteMetrics(file string, s Stats, took time.Duration, running bool) error {
	var b bytes.Buffer
	metric := func(name, kind, help string, samples ...any) {
		fmt.Fprintf(&b, "# HELP huiyao_batch_%s %s\n# TYPE huiyao_batch_%[1]s %[3]s\n", name, help, kind)
		for i := 0; i < len(samples); i += 2 {
			fmt.Fprintf(&b, "huiyao_batch_%s%s %v\n", name, samples[i], samples[i+1])
		}
	}
	metric("documents_total", "counter", "Documents of the run, by outcome.",
		`{outcome="processed"}`, s.Documents-s.Reused-s.Failed, `{outcome="reused"}`, s.Reused, `{outcome="failed"}`, s.Failed)
	metric("read_bytes_total", "counter", "Bytes of documents.", "", s.Read)
	metric("written_bytes_total", "counter", "Bytes of records, before compression.", "", s.Written)
	metric("shards", "gauge", "Shards begun.", "", s.Shards)
	metric("duration_seconds", "gauge", "How long the run has taken.", "", fmt.Sprintf("%.3f", took.Seconds()))
	up := 0
	if running {
		up = 1
	}
	metric("running", "gauge", "1 while the run is under way.", "", up)

	temporary, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+".*")
	if err != nil {
		return err
	}
	_, err = temporary.Write(b.Bytes())
	if err == nil {
		err = temporary.Chmod(0o644) // the collector is another user
	}
	if closeErr := temporary.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(temporary.Name(), file)
	}
	if err != nil {
		_ = os.Remove(temporary.Name())
	}
	return err
}
