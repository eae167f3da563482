package standard

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-ego/gse"
	"github.com/liuzl/gocc"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline"
)

// dense are the reports of the corpus that the benchmarks read: a figure, a count or a body in
// every 38 bytes. Plain are those of testdata/plain, written as most reports are, with one
// in some 300. Add none, or figures of before and after cannot be compared. BENCH_TEXTS
// names a folder with other texts (*.txt, *.md) to read in their place.
var dense = []string{
	"figures-list.hans.txt", "government-work-report.hans.txt", "hongkong-bulletin.hant.txt", "meeting-minutes.hans.txt",
	"ministry-press.hans.txt", "regional-forum.hant.txt", "statistics-bulletin.hans.txt", "taiwan-budget.hant.txt",
	"task-list.hans.txt", "wrapped-lines.hans.txt",
}

// texts are inputs of one kind and their size.
type texts struct {
	kind string
	raw  [][]byte
	size int64
}

func readTexts(b *testing.B, kind string, paths []string) texts {
	b.Helper()
	require.NotEmpty(b, paths)
	t := texts{kind: kind}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		require.NoError(b, err)
		t.raw, t.size = append(t.raw, data), t.size+int64(len(data))
	}
	return t
}

// reports returns the inputs.
func reports(b *testing.B) []texts {
	b.Helper()
	in := func(folder string) (paths []string) {
		for _, pattern := range []string{"*.md", "*.txt"} {
			found, err := filepath.Glob(filepath.Join(folder, pattern))
			require.NoError(b, err)
			paths = append(paths, found...)
		}
		return paths
	}
	if folder := os.Getenv("BENCH_TEXTS"); folder != "" {
		return []texts{readTexts(b, filepath.Base(folder), in(folder))}
	}
	var corpus []string
	for _, name := range dense {
		corpus = append(corpus, filepath.Join("../../corpus", name))
	}
	return []texts{readTexts(b, "plain", in("testdata/plain")), readTexts(b, "dense", corpus)}
}

// each runs a benchmark on every kind of inputs.
func each(b *testing.B, bench func(b *testing.B, t texts)) {
	b.Helper()
	for _, t := range reports(b) {
		b.Run(t.kind, func(b *testing.B) { bench(b, t) })
	}
}

func benchStages(b *testing.B, types ...string) []pipeline.Stage {
	b.Helper()
	d, err := dict.Load(nil)
	require.NoError(b, err)
	stages, err := Stages(d, Options{Types: types})
	require.NoError(b, err)
	return stages
}

// run takes one report through stages.
func run(b *testing.B, stages []pipeline.Stage, d *pipeline.Doc) {
	b.Helper()
	for _, s := range stages {
		if err := s.Run(context.Background(), d); err != nil {
			b.Fatal(err)
		}
	}
}

// remembered is a Tokenizer that cuts a text once.
type remembered struct {
	tokenizer extractors.Tokenizer
	tokens    map[string][]extractors.Token
}

func (r remembered) AppendTokens(to []extractors.Token, text string, at int) []extractors.Token {
	tokens, ok := r.tokens[text]
	if !ok {
		tokens = r.tokenizer.AppendTokens(nil, text, 0)
		r.tokens[text] = tokens
	}
	for _, t := range tokens {
		to = append(to, extractors.Token{Span: t.Span.Shift(at), Tag: t.Tag})
	}
	return to
}

// BenchmarkStage measures each stage with the fields before it given.
func BenchmarkStage(b *testing.B) { each(b, benchStage) }

func benchStage(b *testing.B, t texts) {
	raw, size := t.raw, t.size
	stages := benchStages(b)
	docs := make([]pipeline.Doc, len(raw)) // as they come to the stage
	for i := range raw {
		docs[i] = pipeline.Doc{ID: "report.txt", Source: "report.txt", Raw: raw[i]}
	}
	for k, s := range stages {
		b.Run(s.Name(), func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for i := range docs {
					d := docs[i]
					run(b, stages[k:k+1], &d)
				}
			}
		})
		for i := range docs {
			run(b, stages[k:k+1], &docs[i])
		}
		if s.Name() != "segment" {
			continue
		}
		b.Run("tokens", func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for i := range docs {
					for j := range docs[i].Sentences {
						docs[i].Tokenizer.AppendTokens(nil, docs[i].Sentences[j].Text, 0)
					}
				}
			}
		})
		for i := range docs { // extract is measured with the tokens given
			docs[i].Tokenizer = remembered{docs[i].Tokenizer, map[string][]extractors.Token{}}
			d := docs[i]
			run(b, stages[k+1:k+2], &d)
		}
	}
}

// BenchmarkExtractor measures each extractor on its own, the tokens given. What others
// have found before it is found again: task_count holds the work of quantity.
func BenchmarkExtractor(b *testing.B) { each(b, benchExtractor) }

func benchExtractor(b *testing.B, t texts) {
	raw, size := t.raw, t.size
	stages := benchStages(b)
	d, err := dict.Load(nil)
	require.NoError(b, err)
	all := extractors.All(d)
	docs := make([]extractors.Document, len(raw))
	for i := range raw {
		doc := pipeline.Doc{ID: "report.txt", Source: "report.txt", Raw: raw[i]}
		run(b, stages[:4], &doc)
		docs[i] = extractors.Document{ID: doc.ID, Text: doc.Simple, Original: doc.Text, Sentences: doc.Sentences,
			Date: doc.Date, Tokenizer: remembered{doc.Tokenizer, map[string][]extractors.Token{}}}
		docs[i].SetRegion(d)
	}
	for _, e := range all {
		for _, doc := range docs {
			e.Extract(&doc)
		}
		b.Run(e.Name(), func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for i := range docs {
					doc := docs[i]
					e.Extract(&doc)
				}
			}
		})
	}
}

// BenchmarkWhole measures all stages, one document after another, beside gse's and gocc's
// work on the same texts alone.
func BenchmarkWhole(b *testing.B) { each(b, benchWhole) }

func benchWhole(b *testing.B, t texts) {
	raw, size := t.raw, t.size
	b.Run("huiyao", func(b *testing.B) {
		stages := benchStages(b)
		run(b, stages, &pipeline.Doc{ID: "warm", Raw: raw[0]})
		b.SetBytes(size)
		b.ReportAllocs()
		for b.Loop() {
			for i := range raw {
				run(b, stages, &pipeline.Doc{ID: "report.txt", Source: "report.txt", Raw: raw[i]})
			}
		}
	})
	b.Run("gse.Segment", func(b *testing.B) {
		seg := wholeGSE(b)
		b.SetBytes(size)
		b.ReportAllocs()
		for b.Loop() {
			for i := range raw {
				seg.Segment(raw[i])
			}
		}
	})
	b.Run("gocc.Convert", func(b *testing.B) {
		convert, err := gocc.New("t2s")
		require.NoError(b, err)
		b.SetBytes(size)
		b.ReportAllocs()
		for b.Loop() {
			for i := range raw {
				if _, err := convert.Convert(string(raw[i])); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

func wholeGSE(b *testing.B) *gse.Segmenter {
	b.Helper()
	seg := &gse.Segmenter{NotLoadHMM: true, SkipLog: true}
	require.NoError(b, seg.LoadDictEmbed("zh_s"))
	return seg
}

// BenchmarkSideBySide takes the texts through all stages, then through gse, then through
// gocc, and so on in turn, so that a busy machine slows all of them alike. It reports the
// speed in the median round, and how many times as fast as each huiyao is: the median of
// the rounds' ratios, which one slow round does not change, and the ratio of the fastest
// rounds of each, which a busy machine changes least.
func BenchmarkSideBySide(b *testing.B) { each(b, benchSideBySide) }

func benchSideBySide(b *testing.B, t texts) {
	raw, size := t.raw, t.size
	stages := benchStages(b)
	seg := wholeGSE(b)
	convert, err := gocc.New("t2s")
	require.NoError(b, err)
	work := []func(text []byte){
		func(text []byte) {
			run(b, stages, &pipeline.Doc{ID: "report.txt", Source: "report.txt", Raw: text})
		},
		func(text []byte) { seg.Segment(text) },
		func(text []byte) {
			if _, err := convert.Convert(string(text)); err != nil {
				b.Fatal(err)
			}
		},
	}
	spent := make([][]float64, len(work)) // seconds of each round
	for b.Loop() {
		for k, f := range work {
			start := time.Now()
			for i := range raw {
				f(raw[i])
			}
			spent[k] = append(spent[k], time.Since(start).Seconds())
		}
	}
	b.ReportMetric(float64(size)/1e6/median(spent[0]), "MB/s")
	for k, peer := range []string{"gse", "gocc"} {
		ratios := make([]float64, len(spent[0]))
		for i := range ratios {
			ratios[i] = spent[k+1][i] / spent[0][i]
		}
		b.ReportMetric(median(ratios), "x_"+peer)
		b.ReportMetric(slices.Min(spent[k+1])/slices.Min(spent[0]), "best_x_"+peer)
	}
}

func median(of []float64) float64 {
	sorted := slices.Sorted(slices.Values(of))
	return sorted[len(sorted)/2]
}

// BenchmarkLoad measures what a run waits for before its first document.
func BenchmarkLoad(b *testing.B) {
	b.Run("huiyao", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			benchStages(b)
		}
	})
	b.Run("gse", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			wholeGSE(b)
		}
	})
}

// BenchmarkLength shows that time is linear in a document's length: the MB/s stay.
func BenchmarkLength(b *testing.B) {
	var all strings.Builder
	for _, t := range reports(b) {
		for i := range t.raw {
			all.Write(t.raw[i])
			all.WriteString("\n\n")
		}
	}
	stages := benchStages(b)
	for _, times := range []int{1, 8, 64} {
		text := []byte(strings.Repeat(all.String(), times))
		b.Run(map[int]string{1: "x1", 8: "x8", 64: "x64"}[times], func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				run(b, stages, &pipeline.Doc{ID: "report.txt", Source: "report.txt", Raw: text})
			}
		})
	}
}
