package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/internal/batch"
	"github.com/huiyao/huiyao/pipeline/source"
	"github.com/huiyao/huiyao/pipeline/standard"
)

func newBatch(s *Streams) *cobra.Command {
	var o settings
	var in inputs
	var shardSize, compress, metrics, part string
	var quiet bool
	var stages standard.Options
	var run batch.Options
	c := &cobra.Command{
		Use:   "batch [FILE|DIR|-]... --out DIR",
		Short: "Run over any number of reports, again and again, into a folder",
		Long: `batch reads reports as extract does and writes into a folder:

  records-00000.jsonl …  the records, as extract prints them, cut into shards
  documents.jsonl        the "document" records alone
  errors.jsonl           the "error" records alone
  manifest.json          version, data, options, each input with its hash and its place
                         in the shards, each output with its hash
  SHA256SUMS             for sha256sum --check
  run.json               when, where and how fast; the only file that differs between
                         two runs over the same inputs

A document whose bytes were seen before is not worked on again, unless the program,
the word lists or the options have changed. A run that was killed at any moment is
started again with the same command, goes on from there, and ends with the same
bytes. Where there is a manifest.json, the run was finished and all files are whole.

The folder must be empty or from an earlier run. What is kept for the next run lies in
DIR/.huiyao-batch, which may be removed.

--shard divides a run among machines or the tasks of a cluster: each works on those
documents whose ids fall to it, the lines of JSONL and what archives hold like files,
and writes to a folder of its own. huiyao merge then makes of the folders what one run
would have written.

Exit codes: 0 fine; 1 some documents failed, see errors.jsonl; 2 the command line, the
data files or the folder are wrong; 130 interrupted.`,
		Example: `  huiyao batch reports/ --out dataset
  huiyao batch --date 2024-05-13 --compress zstd --shard-size 256MiB a/ b/ --out dataset
  huiyao batch reports/ --out dataset --quiet --metrics /var/lib/node_exporter/huiyao.prom
  huiyao batch reports/ --shard 0/8 --out parts/0    # and 1/8 to 7/8, anywhere`,
		Args:              arguments(1, -1),
		ValidArgsFunction: anyFiles,
		RunE: func(c *cobra.Command, args []string) error {
			if run.Out == "" {
				return seeHelp(c, errorf("no folder for the output: --out DIR"))
			}
			from, err := in.options(s.In)
			if err != nil {
				return err
			}
			if compress != "" {
				if err := oneOf("--compress", compress, string(batch.Zstd), string(batch.Gzip)); err != nil {
					return err
				}
			}
			if part != "" {
				if run.Part, err = parsePart(part); err != nil {
					return errorf("--shard: %w", err)
				}
				from.Want = run.Part.Wants
			}
			if run.ShardSize, err = parseSize(shardSize); err != nil {
				return errorf("--shard-size: %w", err)
			}
			if o.workers < 1 {
				return errorf("--workers is %d: at least one is needed", o.workers)
			}
			words, err := o.load()
			if err != nil {
				return err
			}
			stages.Date, stages.MaxUnpacked = o.date, packed(from)
			if run.Stages, err = standard.Stages(words, stages); err != nil {
				return err
			}
			if run.Docs, err = source.Docs(args, from); err != nil {
				return err
			}
			if run.Build, err = build(); err != nil {
				return err
			}
			run.Inputs, run.Workers, run.Timeout, run.Compress = args, o.workers, in.timeout, batch.Compression(compress)
			run.Version, run.Data = version, words.Hash()
			run.Settings = batchSettings{append([]string{}, stages.Types...), stages.Date, stages.WithText, in.format, from.MaxSize, from.MaxUnpacked, from.MaxRatio, from.MaxNesting, from.MaxEntries}
			p := newProgress(s, quiet, metrics, args)
			run.Progress = p.set
			if err := p.start(); err != nil {
				return err
			}
			stats, err := batch.Run(c.Context(), run)
			metricsErr := p.stop()
			if err := p.end(stats, err, run.Out); err != nil {
				return err
			}
			return metricsErr
		},
	}
	f := c.Flags()
	f.StringVar(&run.Out, "out", "", "write to the folder `DIR`")
	f.StringVar(&part, "shard", "", "work on part i of n parts of the documents, `i/n`, the first being 0/n")
	f.StringVar(&shardSize, "shard-size", "64MiB", "begin a new shard before one has more than `SIZE` bytes of records; no document is split")
	f.StringVar(&compress, "compress", "", "compress the shards: `METHOD` zstd or gzip")
	f.BoolVar(&run.Fresh, "fresh", false, "forget what earlier runs have done and work on all documents")
	f.BoolVar(&quiet, "quiet", false, "no progress and no summary")
	f.StringVar(&metrics, "metrics", "", "keep the state of the run in `FILE`, in the text format of Prometheus")
	typesFlag(c, &stages.Types, "write only facts of these `TYPES`: quantity, task_count, body, time, person, place, meeting, named_document, number (default all but number)")
	f.BoolVar(&stages.WithText, "with-text", false, "put the document's text, which the offsets count in, into its record")
	complete(c, "out", folders)
	complete(c, "metrics", anyFiles)
	values(c, "compress", string(batch.Zstd), string(batch.Gzip))
	in.flags(c)
	o.flags(c)
	return c
}

// parsePart reads a part such as 0/8.
func parsePart(s string) (*batch.Part, error) {
	index, count, _ := strings.Cut(s, "/")
	i, err := strconv.ParseUint(index, 10, 31)
	n, err2 := strconv.ParseUint(count, 10, 31)
	if err != nil || err2 != nil || i >= n {
		return nil, errorf("%q is none of 0/n, 1/n … up to n-1/n, n being the number of parts", s)
	}
	return &batch.Part{Index: int(i), Count: int(n)}, nil
}

// batchSettings are the options that records depend on, as they stand in a manifest.
type batchSettings struct {
	Types       []string `json:"types"` // none means the default
	Date        string   `json:"date"`
	WithText    bool     `json:"with_text"`
	InputFormat string   `json:"input_format"`
	MaxSize     int64    `json:"max_size"`
	MaxUnpacked int64    `json:"max_unpacked"`
	MaxRatio    int64    `json:"max_ratio"`
	MaxNesting  int      `json:"max_nesting"`
	MaxEntries  int      `json:"max_entries"`
}

// build returns the hash of the program itself: while a version is in the making, its
// number says little.
func build() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// units are the endings of sizes.
var units = []struct {
	ending string
	bytes  int64
}{
	{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"kB", 1e3}, {"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"B", 1}, {"", 1},
}

// parseSize reads a number of bytes such as 64MiB.
func parseSize(s string) (int64, error) {
	for _, u := range units {
		if digits, ok := strings.CutSuffix(s, u.ending); ok {
			n, err := strconv.ParseInt(digits, 10, 64)
			if err != nil || n < 1 || n > math.MaxInt64/u.bytes {
				break
			}
			return n * u.bytes, nil
		}
	}
	return 0, errorf("%q is no size such as 64MiB, 500MB or 1000", s)
}

// end returns how the command ends, and says what was done.
func (p *progress) end(stats batch.Stats, err error, out string) error {
	if errors.Is(err, batch.ErrInterrupted) {
		return canGoOn("%d documents are done and kept in %s; start the same command again to go on", stats.Documents, out)
	}
	if err != nil {
		return err
	}
	if !p.quiet {
		took := time.Since(p.began)
		p.s.message("%d documents in %s: %d new, %d as before, %d failed; %s of records in %s",
			stats.Documents, round(took), stats.Documents-stats.Reused-stats.Failed, stats.Reused, stats.Failed, size(stats.Written), shards(stats))
	}
	return failedIn(out, stats)
}

// failedIn returns how a command ends whose documents failed in part, nil if none did.
func failedIn(out string, stats batch.Stats) error {
	if stats.Failed == 0 {
		return nil
	}
	return found("%d of %d documents failed; %s/errors.jsonl says why", stats.Failed, stats.Documents, strings.TrimSuffix(out, "/"))
}

// shards says how many shards a run has.
func shards(stats batch.Stats) message {
	if stats.Shards == 1 {
		return say("%d shard", stats.Shards)
	}
	return say("%d shards", stats.Shards)
}
