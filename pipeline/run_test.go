package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/huiyao/huiyao/record"
)

// stage is a Stage made of a function.
type stage struct {
	name string
	run  func(ctx context.Context, d *Doc) error
}

func (s stage) Name() string                          { return s.name }
func (s stage) Run(ctx context.Context, d *Doc) error { return s.run(ctx, d) }

// upper is a first stage, output a last one.
var (
	upper  = stage{"upper", func(_ context.Context, d *Doc) error { d.Text = strings.ToUpper(string(d.Raw)); return nil }}
	output = stage{"output", func(_ context.Context, d *Doc) error {
		if d.Failure != nil {
			d.Output = fmt.Appendf(nil, "%s failed in %s: %s\n", d.ID, d.Failure.Stage, d.Failure.Message)
			return nil
		}
		d.Output = []byte(d.ID + " " + d.Text + "\n")
		return nil
	}}
)

func docs(n int) iter.Seq[*Doc] {
	return func(yield func(*Doc) bool) {
		for i := range n {
			if !yield(&Doc{ID: strconv.Itoa(i), Raw: []byte("x" + strconv.Itoa(i))}) {
				return
			}
		}
	}
}

// collect returns a sink and the lines that it was given.
func collect() (func(*Doc) error, *[]string) {
	var lines []string
	return func(d *Doc) error {
		lines = append(lines, strings.TrimSuffix(string(d.Output), "\n"))
		return nil
	}, &lines
}

func TestRunKeepsOrder(t *testing.T) {
	for _, workers := range []int{0, 1, 8} {
		t.Run(fmt.Sprint(workers, "_workers"), func(t *testing.T) {
			slow := stage{"slow", func(_ context.Context, d *Doc) error {
				if n, _ := strconv.Atoi(d.ID); n%7 == 0 {
					time.Sleep(time.Millisecond)
				}
				return nil
			}}
			sink, lines := collect()
			summary, err := Run(context.Background(), Options{Workers: workers}, docs(300), []Stage{upper, slow, output}, sink)
			require.NoError(t, err)
			require.Len(t, *lines, 300)
			for i, line := range *lines {
				require.Equal(t, fmt.Sprintf("%d X%d", i, i), line)
			}
			assert.Equal(t, 300, summary.Documents)
			assert.Zero(t, summary.Failed)
			assert.EqualValues(t, 10*2+90*3+200*4, summary.Read)
			assert.EqualValues(t, 10*5+90*7+200*9, summary.Written)
		})
	}
}

func TestRunGoesOnAfterFailures(t *testing.T) {
	middle := stage{"middle", func(_ context.Context, d *Doc) error {
		switch d.ID {
		case "1":
			return errors.New("middle: too hard")
		case "2":
			panic("oops")
		case "3":
			var none []int
			_ = none[3]
		}
		return nil
	}}
	after := stage{"after", func(_ context.Context, d *Doc) error {
		if d.Failure != nil || d.ID != "0" && d.ID != "5" {
			return errors.New("must not run")
		}
		return nil
	}}
	in := func(yield func(*Doc) bool) {
		for d := range docs(6) {
			if d.ID == "4" {
				d.Failure = record.NewError(d.ID, "source", errors.New("not there"))
			}
			if !yield(d) {
				return
			}
		}
	}
	sink, lines := collect()
	summary, err := Run(context.Background(), Options{Workers: 3}, in, []Stage{upper, middle, after, output}, sink)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"0 X0",
		"1 failed in middle: middle: too hard",
		"2 failed in middle: panic: oops",
		"3 failed in middle: panic: runtime error: index out of range [3] with length 0",
		"4 failed in source: not there",
		"5 X5",
	}, *lines)
	assert.Equal(t, 4, summary.Failed)
	assert.Equal(t, 6, summary.Documents)
}

func TestRunWritesWhyTheLastStageFailed(t *testing.T) {
	last := stage{"last", func(ctx context.Context, d *Doc) error {
		if d.Failure == nil && d.ID == "1" {
			d.Output = []byte("half a li")
			return errors.New("cannot say")
		}
		return output.run(ctx, d)
	}}
	sink, lines := collect()
	_, err := Run(context.Background(), Options{Workers: 2}, docs(3), []Stage{upper, last}, sink)
	require.NoError(t, err)
	assert.Equal(t, []string{"0 X0", "1 failed in last: cannot say", "2 X2"}, *lines)
}

func TestRunEndsWhenNothingCanBeWritten(t *testing.T) {
	last := stage{"last", func(context.Context, *Doc) error { return errors.New("no") }}
	sink, lines := collect()
	_, err := Run(context.Background(), Options{Workers: 2}, docs(100), []Stage{upper, last}, sink)
	require.ErrorContains(t, err, "pipeline: document ")
	require.ErrorContains(t, err, "last: no")
	assert.Empty(t, *lines)
	_, err = Run(context.Background(), Options{}, docs(1), nil, sink)
	assert.EqualError(t, err, "pipeline: no stages")
}

func TestRunEndsWithTheSink(t *testing.T) {
	full := errors.New("disk full")
	n := 0
	summary, err := Run(context.Background(), Options{Workers: 4}, docs(1000), []Stage{upper, output}, func(*Doc) error {
		if n++; n > 5 {
			return full
		}
		return nil
	})
	assert.ErrorIs(t, err, full)
	assert.Equal(t, 5, summary.Documents)
	assert.Equal(t, 6, n, "not called again")
}

func TestRunGivesUpWhatTakesTooLong(t *testing.T) {
	stuck := make(chan struct{})
	defer close(stuck)
	slow := stage{"slow", func(ctx context.Context, d *Doc) error {
		switch d.ID {
		case "1": // does not look at the time
			<-stuck
		case "2":
			<-ctx.Done()
			return ctx.Err()
		}
		return nil
	}}
	sink, lines := collect()
	summary, err := Run(context.Background(), Options{Workers: 2, Timeout: 50 * time.Millisecond}, docs(4), []Stage{upper, slow, output}, sink)
	require.NoError(t, err)
	assert.Equal(t, 2, summary.Failed)
	assert.Equal(t, []string{
		"0 X0",
		"1 failed in pipeline: pipeline: 1: took longer than the limit of 50ms",
		"2 failed in pipeline: pipeline: 2: took longer than the limit of 50ms",
		"3 X3",
	}, *lines)
}

func TestRunStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	slow := stage{"slow", func(ctx context.Context, d *Doc) error {
		// By the document, not by how many came here: the first ones must get through
		// however long their workers are held up.
		if n, _ := strconv.Atoi(d.ID); n >= 20 {
			<-ctx.Done()
			return ctx.Err() // must not become an error record
		}
		return nil
	}}
	var lines []string
	summary, err := Run(ctx, Options{Workers: 4}, docs(1000), []Stage{upper, slow, output}, func(d *Doc) error {
		lines = append(lines, string(d.Output))
		if len(lines) == 10 {
			cancel()
		}
		return nil
	})
	assert.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, 10, summary.Documents)
	require.Len(t, lines, 10)
	for i, line := range lines {
		assert.Equal(t, fmt.Sprintf("%d X%d\n", i, i), line)
	}
}

func TestRunDoesNotWaitForABlockedSource(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	hang := make(chan struct{})
	defer close(hang)
	in := func(yield func(*Doc) bool) {
		yield(&Doc{ID: "0"})
		<-hang
	}
	sink, lines := collect()
	_, err := Run(ctx, Options{Workers: 2}, in, []Stage{upper, output}, func(d *Doc) error { defer cancel(); return sink(d) })
	assert.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, []string{"0 "}, *lines)
}

func TestRunBeforeItBegins(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	sink, lines := collect()
	_, err := Run(ctx, Options{Workers: 2}, docs(10), []Stage{upper, output}, sink)
	assert.ErrorIs(t, err, context.Canceled)
	assert.Empty(t, *lines)
}

// TestRunBoundsWhatWaits holds the first document back: the others may run ahead, but not
// without limit, and all is finished when it is let go.
func TestRunBoundsWhatWaits(t *testing.T) {
	for _, c := range []struct {
		name    string
		options Options
		most    int64
	}{
		{"by_number", Options{Workers: 4, Window: 20}, 20},
		{"by_output", Options{Workers: 4, Window: 1000, Pending: 50_000}, 5 + 4 + 2},
		{"by_default", Options{Workers: 2}, 2 * windowPerWorker},
	} {
		t.Run(c.name, func(t *testing.T) {
			var taken atomic.Int64
			in := func(yield func(*Doc) bool) {
				for d := range docs(2000) {
					taken.Add(1)
					if !yield(d) {
						return
					}
				}
			}
			release := make(chan struct{})
			first := stage{"first", func(_ context.Context, d *Doc) error {
				if d.ID == "0" {
					<-release
				}
				return nil
			}}
			big := stage{"big", func(_ context.Context, d *Doc) error {
				d.Output = make([]byte, 10_000)
				return nil
			}}
			go func() {
				before := int64(-1)
				for before != taken.Load() { // until the source has come to rest
					before = taken.Load()
					time.Sleep(50 * time.Millisecond)
				}
				assert.LessOrEqual(t, before, c.most+1)
				assert.Greater(t, before, int64(c.options.Workers))
				close(release)
			}()
			summary, err := Run(context.Background(), c.options, in, []Stage{upper, first, big}, func(*Doc) error { return nil })
			require.NoError(t, err)
			assert.Equal(t, 2000, summary.Documents)
		})
	}
}

func TestRunReleasesWhatIsDone(t *testing.T) {
	_, err := Run(context.Background(), Options{}, docs(2), []Stage{upper, output}, func(d *Doc) error {
		assert.Nil(t, d.Raw)
		assert.Empty(t, d.Text)
		assert.NotEmpty(t, d.Output)
		return nil
	})
	require.NoError(t, err)
}

// TestRunProperties: any mix of slow, failing and panicking documents gives the same lines
// for any number of workers and any window.
func TestRunProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kinds := rapid.SliceOfN(rapid.IntRange(0, 5), 0, 60).Draw(t, "kinds")
		odd := stage{"odd", func(_ context.Context, d *Doc) error {
			i, _ := strconv.Atoi(d.ID)
			switch kinds[i] {
			case 1:
				return errors.New("bad")
			case 2:
				panic("worse")
			case 3:
				runtime.Gosched()
			case 4:
				d.Text = strings.Repeat(d.Text, 50)
			}
			return nil
		}}
		run := func(o Options) []string {
			sink, lines := collect()
			summary, err := Run(context.Background(), o, docs(len(kinds)), []Stage{upper, odd, output}, sink)
			require.NoError(t, err)
			require.Equal(t, len(kinds), summary.Documents)
			return *lines
		}
		one := run(Options{Workers: 1})
		many := run(Options{
			Workers: rapid.IntRange(2, 9).Draw(t, "workers"),
			Window:  rapid.IntRange(0, 20).Draw(t, "window"),
			Pending: rapid.Int64Range(0, 100).Draw(t, "pending"),
		})
		require.True(t, slices.Equal(one, many))
	})
}

func ExampleRun() {
	greet := stage{"greet", func(_ context.Context, d *Doc) error {
		d.Output = []byte("你好，" + d.ID + "\n")
		return nil
	}}
	in := slices.Values([]*Doc{{ID: "甲"}, {ID: "乙"}})
	summary, err := Run(context.Background(), Options{Workers: 2}, in, []Stage{greet}, func(d *Doc) error {
		_, err := fmt.Print(string(d.Output))
		return err
	})
	fmt.Println(summary.Documents, err)
	// Output:
	// 你好，甲
	// 你好，乙
	// 2 <nil>
}
