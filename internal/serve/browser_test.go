//go:build browser

package serve

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/review"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/jsonl"
	"github.com/huiyao/huiyao/pipeline/standard"
)

const sample = "../../corpus/regional-forum.hant.txt"

// chromium starts the browser once for all tests; a machine without one fails them.
var chromium = sync.OnceValues(func() (context.Context, error) {
	path := os.Getenv("CHROMIUM")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path == "" {
			path, _ = exec.LookPath(name)
		}
	}
	if path == "" {
		return nil, fmt.Errorf("no Chromium on this machine: install it, or name it with CHROMIUM")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.DisableGPU, chromedp.WindowSize(1360, 900),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("lang", "en"),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // it cannot run as root otherwise
	}
	allocator, _ := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocator)
	return ctx, chromedp.Do(ctx)
})

func TestMain(m *testing.M) {
	code := m.Run()
	if ctx, err := chromium(); err == nil {
		_ = chromedp.Cancel(ctx)
	}
	os.Exit(code)
}

// action is what a tab can be made to do.
type action = chromedp.Action[chromedp.Void]

// command returns the action of sending a command of the protocol.
func command[P, R any](c cdp.Command[P, R], params P) action {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, params)
		return err
	})
}

// away takes the pointer off the report: what scrolls below it would open cards.
var away = chromedp.MouseEvent(chromedp.MouseMoved, 5, 5)

// prefers returns the action of setting the system's colours.
func prefers(scheme string) action {
	return command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
}

// tab is a tab of the browser that remembers what happened in it.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	requests []string
	faults   []string // exceptions, console errors, dialogs
}

// open opens a page in a tab of its own.
func open(t *testing.T, address string, before ...action) *tab {
	t.Helper()
	browser, err := chromium()
	require.NoError(t, err)
	b := &tab{t: t}
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithListener(func(e any) {
		b.mu.Lock()
		defer b.mu.Unlock()
		switch e := e.(type) {
		case *network.EventRequestWillBeSent:
			b.requests = append(b.requests, e.Request.URL)
		case *runtime.EventExceptionThrown:
			b.faults = append(b.faults, e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			if e.Type == "error" {
				b.faults = append(b.faults, fmt.Sprint("console: ", len(e.Args)))
			}
		case *log.EventEntryAdded:
			if e.Entry.Level == "error" {
				b.faults = append(b.faults, e.Entry.Text)
			}
		case *page.EventJavascriptDialogOpening:
			b.faults = append(b.faults, "dialog: "+e.Message)
		}
	}))
	t.Cleanup(cancel)
	ctx, cancelTime := context.WithTimeout(ctx, 60*time.Second)
	t.Cleanup(cancelTime)
	b.ctx = ctx
	b.run(command(network.Enable, network.EnableParams{}), command(log.Enable, cdp.Empty{}), command(page.Enable, page.EnableParams{}))
	b.run(append(before, chromedp.Navigate(address))...)
	return b
}

func (b *tab) run(actions ...action) {
	b.t.Helper()
	require.NoError(b.t, chromedp.Do(b.ctx, actions...))
}

// eval returns the value of an expression.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	require.NoError(b.t, err, expression)
	return v
}

// wait waits until an expression is true.
func (b *tab) wait(expression string) {
	b.t.Helper()
	// Not chromedp.Poll: that makes a function of a string, which the pages forbid.
	require.Eventually(b.t, func() bool {
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](expression))
		return err == nil && ok
	}, 10*time.Second, 20*time.Millisecond, expression)
}

// clean checks that nothing went wrong and that nothing was asked for but pages that
// begin with one of allowed.
func (b *tab) clean(allowed ...string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	assert.Empty(b.t, b.faults)
	assert.NotEmpty(b.t, b.requests)
	for _, r := range b.requests {
		ok := strings.HasPrefix(r, "data:")
		for _, a := range allowed {
			ok = ok || strings.HasPrefix(r, a)
		}
		assert.True(b.t, ok, "a request left the page: %s", r)
	}
}

// write writes the page of a text and returns its address and its report.
func write(t *testing.T, name, text string, o review.Options) (string, *review.Report) {
	t.Helper()
	r := extracted(t, name, text)
	path := filepath.Join(t.TempDir(), "page.html")
	var out bytes.Buffer
	require.NoError(t, review.Page(&out, r, o))
	require.NoError(t, os.WriteFile(path, out.Bytes(), 0o666))
	return "file://" + (&url.URL{Path: path}).EscapedPath(), r
}

func extracted(t *testing.T, name, text string) *review.Report {
	t.Helper()
	d, err := dict.Load(nil)
	require.NoError(t, err)
	stages, err := standard.Stages(d, standard.Options{})
	require.NoError(t, err)
	doc := &pipeline.Doc{ID: name, Source: name, Raw: []byte(text)}
	for _, s := range stages {
		require.NoError(t, s.Run(t.Context(), doc))
	}
	r, err := review.New(jsonl.Document(doc), doc)
	require.NoError(t, err)
	return r
}

func corpus(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(sample)
	require.NoError(t, err)
	return string(b)
}

// marked collects, for each fact, the texts of the pieces that name it.
const marked = `(() => {
	const out = [];
	document.querySelectorAll("#report [data-f]").forEach((e) => e.dataset.f.split(" ").forEach((f) => { out[f] = (out[f] || "") + e.textContent; }));
	return out;
})()`

func (b *tab) checkMarks(r *review.Report, simplified bool) {
	b.t.Helper()
	want := make([]string, 0, len(r.Facts))
	text := r.Text
	if simplified {
		text = r.Simple
	}
	runes := []rune(text)
	for _, f := range r.Facts {
		c := f.Where()
		want = append(want, string(runes[c.Start:c.End]))
		if !simplified {
			assert.Equal(b.t, c.Text, string(runes[c.Start:c.End]))
		}
	}
	assert.Equal(b.t, want, eval[[]string](b, marked))
	assert.Equal(b.t, text, eval[string](b, `document.getElementById("report").textContent`))
}

const cardInView = `(() => { const c = document.getElementById("card").getBoundingClientRect();
	return c.height > 20 && c.top >= 0 && c.left >= 0 && c.bottom <= innerHeight + 1 && c.right <= innerWidth + 1; })()`

func TestBrowserReport(t *testing.T) {
	address, r := write(t, "regional-forum.hant.txt", corpus(t), review.Options{})
	b := open(t, address)
	total := len(r.Facts)
	require.Greater(t, total, 50)

	t.Run("marks", func(t *testing.T) { b.t = t; b.checkMarks(r, false) })

	t.Run("filters", func(t *testing.T) {
		b.t = t
		counts := r.Document.Counts
		shown := func() string { return eval[string](b, `document.getElementById("shown").textContent`) }
		assert.Equal(t, fmt.Sprintf("%d of %d records", total, total), shown())
		b.run(chromedp.Click(chromedp.CSS(`.chip.k-body`)))
		assert.Equal(t, fmt.Sprintf("%d of %d records", total-counts.Body, total), shown())
		assert.Zero(t, eval[int](b, `document.querySelectorAll("#report .k-body, #report .l0-body, #report .l1-body").length`))
		assert.Equal(t, counts.Body, eval[int](b, `document.querySelectorAll("#bodies [data-r][hidden]").length`))
		assert.Zero(t, eval[int](b, `document.querySelectorAll("#bodies .group:not([hidden])").length`))
		b.run(chromedp.Click(chromedp.CSS(`#filters [type="reset"]`)))
		for _, by := range []struct{ field, value string }{{"modifier", "over"}, {"role", "target"}, {"rule", "body.list"}} {
			b.run(chromedp.SetValue(chromedp.CSS(`[name="`+by.field+`"]`), by.value), chromedp.Evaluate[chromedp.Void](`document.querySelector('[name="`+by.field+`"]').dispatchEvent(new Event("input", {bubbles: true}))`))
			want := 0
			for _, f := range r.Facts {
				if fieldOf(t, f, by.field) == by.value {
					want++
				}
			}
			require.Positive(t, want, by)
			assert.Equal(t, fmt.Sprintf("%d of %d records", want, total), shown(), by)
			assert.Equal(t, want, eval[int](b, `document.querySelectorAll("#side [data-r]:not([hidden])").length`), by)
			b.run(chromedp.Click(chromedp.CSS(`#filters [type="reset"]`)))
			b.wait(fmt.Sprintf(`document.getElementById("shown").textContent === "%d of %d records"`, total, total))
		}
		b.run(chromedp.SendKeys(chromedp.CSS(`[name="q"]`), "4800"))
		b.wait(`document.querySelectorAll("#side [data-r]:not([hidden])").length === 1`)
		b.run(chromedp.Click(chromedp.CSS(`#filters [type="reset"]`)))
		b.checkMarks(r, false)
	})

	t.Run("jumps", func(t *testing.T) {
		b.t = t
		b.run(chromedp.Click(chromedp.CSS(`#quantities li:nth-last-child(2) a.go`)))
		b.wait(`!document.getElementById("card").hidden && document.activeElement.matches("#report a")`)
		target := eval[string](b, `location.hash`)
		assert.Equal(t, target, "#"+eval[string](b, `document.activeElement.id`))
		b.wait(cardInView)
		assert.Equal(t, eval[string](b, `document.querySelector("#quantities li:nth-last-child(2) a.go").textContent`),
			eval[string](b, `document.querySelector("#card strong").textContent`))
		// On to another list and back by the browser's own way.
		b.run(chromedp.Click(chromedp.CSS(`#tab-bodies`)), chromedp.Click(chromedp.CSS(`#bodies .mentions a.go`)))
		b.wait(`location.hash !== "` + target + `" && !document.getElementById("card").hidden`)
		b.run(chromedp.Click(chromedp.CSS(`#card .links a`)))
		b.wait(`location.hash.startsWith("#r") && document.activeElement.matches("#bodies [data-r]") && document.getElementById("card").hidden`)
		b.run(away, chromedp.Evaluate[chromedp.Void](`history.back()`))
		b.wait(`location.hash.startsWith("#p") && document.activeElement.matches("#report a") && document.getElementById("card").matches(".pinned:not([hidden])")`)
		b.run(chromedp.KeyEvent(kb.Escape))
		b.wait(`document.getElementById("card").hidden`)
	})

	t.Run("pointer", func(t *testing.T) {
		b.t = t
		b.run(chromedp.ScrollIntoView(chromedp.CSS(`#report a.k-task_count`)))
		at := eval[[]float64](b, `(() => { const c = document.querySelector("#report a.k-quantity.l1-task_count").getClientRects()[0]; return [c.left + c.width / 2, c.top + c.height / 2]; })()`)
		b.run(chromedp.MouseEvent(chromedp.MouseMoved, at[0], at[1]))
		b.wait(cardInView)
		assert.Equal(t, 2, eval[int](b, `document.querySelectorAll("#card .record").length`), "both facts that lie over each other")
		b.run(away)
		b.wait(`document.getElementById("card").hidden`)
		b.run(chromedp.MouseClickXY(at[0], at[1]))
		b.wait(`document.getElementById("card").classList.contains("pinned")`)
		b.run(chromedp.Click(chromedp.CSS(`#card .close`)))
		b.wait(`document.getElementById("card").hidden`)
	})

	t.Run("keyboard", func(t *testing.T) {
		b.t = t
		b.run(away, chromedp.Evaluate[chromedp.Void](`document.activeElement.blur(); scrollTo(0, 0)`))
		assert.Equal(t, 1, eval[int](b, `document.querySelectorAll('#report a[tabindex="0"]').length`))
		b.run(chromedp.Focus(chromedp.CSS(`[name="rule"]`)), chromedp.KeyEvent(kb.Tab))
		b.wait(`document.activeElement.matches("#report a")`)
		b.run(chromedp.KeyEvent(kb.Home))
		first := eval[string](b, `document.activeElement.id`)
		assert.Equal(t, "p1", first)
		b.run(chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowLeft))
		b.wait(`document.activeElement.id === "p2" && document.activeElement.getAttribute("aria-describedby") === "card-records"`)
		b.run(chromedp.KeyEvent(kb.Enter))
		b.wait(`document.getElementById("card").contains(document.activeElement)`)
		b.run(chromedp.KeyEvent(kb.Escape))
		b.wait(`document.getElementById("card").hidden && document.activeElement.id === "p2"`)
		b.run(chromedp.Focus(chromedp.CSS(`#tab-quantities`)))
		b.run(chromedp.Click(chromedp.CSS(`#tab-quantities`)), chromedp.KeyEvent(kb.ArrowRight))
		b.wait(`document.activeElement.id === "tab-tasks" && document.querySelector("#tasks").checkVisibility() && !document.querySelector("#quantities").checkVisibility()`)
	})

	t.Run("script", func(t *testing.T) {
		b.t = t
		b.run(chromedp.Click(chromedp.CSS(`#script`)))
		b.checkMarks(r, true)
		assert.Equal(t, "长江中游三省共商协同发展重点工作", eval[string](b, `document.getElementById("title").textContent`))
		assert.Equal(t, "zh-Hans", eval[string](b, `document.getElementById("report").lang`))
		b.run(chromedp.Click(chromedp.CSS(`#script`)))
		b.checkMarks(r, false)
		assert.Equal(t, "zh-Hant", eval[string](b, `document.getElementById("report").lang`))
	})

	t.Run("colours", func(t *testing.T) {
		b.t = t
		dark := `getComputedStyle(document.documentElement).getPropertyValue("--paper").trim()`
		light := eval[string](b, dark)
		checkContrast(b)
		b.run(prefers("dark"))
		assert.NotEqual(t, light, eval[string](b, dark))
		checkContrast(b)
		choose := func(v string) {
			b.run(chromedp.Evaluate[chromedp.Void](`(() => { const s = document.getElementById("theme"); s.value = "` + v + `"; s.dispatchEvent(new Event("change")); })()`))
		}
		choose("light")
		assert.Equal(t, light, eval[string](b, dark))
		b.run(prefers("light"))
		choose("dark")
		assert.NotEqual(t, light, eval[string](b, dark))
		checkContrast(b)
		choose("")
	})

	t.Run("charts", func(t *testing.T) {
		b.t = t
		b.run(chromedp.Click(chromedp.CSS(`#tab-charts`)))
		b.wait(`document.querySelectorAll("#charts canvas").length === 4`)
		b.wait(`Array.from(document.querySelectorAll("#charts canvas")).every((c) => {
			const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
			const seen = new Set();
			for (let i = 0; i < d.length; i += 4) if (d[i + 3]) seen.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]);
			return c.width > 200 && c.height > 60 && seen.size > 3; })`)
		b.run(chromedp.Evaluate[chromedp.Void](`(() => { const s = document.querySelector("#chart-units .pick"); s.value = "1"; s.dispatchEvent(new Event("change")); })()`))
	})

	t.Run("landmarks", func(t *testing.T) {
		b.t = t
		assert.Equal(t, "1 1 1 1 1", eval[string](b, `["header", "main", "#side", "footer", "h1"].map((s) => document.querySelectorAll(s).length).join(" ")`))
		assert.Empty(t, eval[[]string](b, `Array.from(document.querySelectorAll("button, input, select, a[href], canvas, aside, section, [role]")).filter((e) =>
			!(e.textContent.trim() || e.getAttribute("aria-label") || e.getAttribute("aria-labelledby") || e.labels && e.labels.length && e.labels[0].textContent.trim())).map((e) => e.outerHTML.slice(0, 80))`), "without a name")
		assert.Equal(t, eval[int](b, `document.querySelectorAll("[id]").length`), eval[int](b, `new Set(Array.from(document.querySelectorAll("[id]"), (e) => e.id)).size`))
	})
	b.t = t
	b.clean(address)
}

// checkContrast holds the colours that text is written with against those behind it: WCAG
// AA wants 4.5 to 1 for text and 3 to 1 for lines and marks.
func checkContrast(b *tab) {
	b.t.Helper()
	low := eval[[]string](b, `(() => {
		const style = getComputedStyle(document.documentElement), probe = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
		const light = (name) => {
			probe.fillStyle = style.getPropertyValue("--" + name).trim(); probe.fillRect(0, 0, 1, 1);
			const c = Array.from(probe.getImageData(0, 0, 1, 1).data).slice(0, 3).map((v) => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
			return .2126 * c[0] + .7152 * c[1] + .0722 * c[2];
		};
		const ratio = (a, b) => { const x = light(a), y = light(b); return (Math.max(x, y) + .05) / (Math.min(x, y) + .05); };
		const out = [], check = (a, b, least) => { const r = ratio(a, b); if (r < least) out.push(a + " on " + b + ": " + r.toFixed(2)); };
		const kinds = ["quantity", "task_count", "body", "number"];
		["paper", "desk", "panel", "mark"].concat(kinds.map((k) => "t-" + k)).forEach((g) => check("ink", g, 4.5));
		["paper", "desk", "panel"].forEach((g) => { check("ink-2", g, 4.5); check("c-quantity", g, 4.5); check("focus", g, 3); });
		kinds.forEach((k) => { check("c-" + k, "paper", 3); check("c-" + k, "panel", 3); });
		return out;
	})()`)
	assert.Empty(b.t, low)
}

func TestBrowserPhone(t *testing.T) {
	address, r := write(t, "regional-forum.hant.txt", corpus(t), review.Options{Lang: review.Chinese})
	b := open(t, address, chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch))
	noScroll := `document.documentElement.scrollWidth <= innerWidth`
	assert.True(t, eval[bool](b, noScroll))
	assert.True(t, eval[bool](b, `document.querySelector("#report").checkVisibility() && !document.querySelector("#quantities").checkVisibility()`))
	b.checkMarks(r, false)
	b.run(chromedp.ScrollIntoView(chromedp.CSS(`#report a.k-body`)), chromedp.Click(chromedp.CSS(`#report a.k-body`)))
	b.wait(cardInView)
	b.run(chromedp.Click(chromedp.CSS(`#card .links a`)))
	b.wait(`document.querySelector("#bodies").checkVisibility() && !document.querySelector("#report").checkVisibility()`)
	for _, name := range []string{"quantities", "tasks", "charts"} {
		b.run(chromedp.Click(chromedp.CSS(`#tab-` + name)))
		b.wait(`document.querySelector("#` + name + `").checkVisibility()`)
		assert.True(t, eval[bool](b, noScroll), name)
	}
	b.run(chromedp.Click(chromedp.CSS(`#tab-tasks`)), chromedp.Click(chromedp.CSS(`#tasks a.go`)))
	b.wait(`document.querySelector("#report").checkVisibility() && document.activeElement.matches("#report a")`)
	small := eval[[]string](b, `Array.from(document.querySelectorAll("#tabs button, .chip, #more")).filter((e) => e.offsetHeight && e.offsetHeight < 24).map((e) => e.id || e.className)`)
	assert.Empty(t, small, "too small for a finger")
	b.clean(address)
}

func TestBrowserRunsNoScriptOfTheReport(t *testing.T) {
	text := `<script>document.title="run";window.ran=1</script>总投资6700多亿元</script><img src=x onerror="window.ran=2;alert(2)">` +
		`国家发展改革委"><svg onload="window.ran=3">会议确定了三项任务：<b>一</b>、javascript:alert(4)。<!-- ]]> ${alert(5)} \u003cscript>window.ran=6</script>`
	address, r := write(t, `"><script>window.ran=7</script>`, text, review.Options{})
	b := open(t, address)
	require.NotEmpty(t, r.Facts)
	b.checkMarks(r, false)
	assert.True(t, eval[bool](b, `window.ran === undefined && document.title !== "run"`))
	assert.Zero(t, eval[int](b, `document.querySelectorAll("#report script, #report img, #report svg, #report b").length`))
	for i := range r.Facts {
		b.run(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`location.hash = "#p%d"`, i+1)))
	}
	for _, id := range []string{"tasks", "bodies", "charts"} {
		b.run(chromedp.Click(chromedp.CSS("#tab-" + id)))
	}
	assert.True(t, eval[bool](b, `window.ran === undefined`))
	b.clean(address)
	// Were there a way in after all, the policy would still stand: no script but the own
	// one, no markup from strings, nothing to be sent.
	b.run(chromedp.Evaluate[chromedp.Void](`(() => { const s = document.createElement("script"); try { s.textContent = "window.ran=8"; document.body.append(s); } catch (e) {} })()`))
	assert.True(t, eval[bool](b, `(() => { try { document.body.insertAdjacentHTML("beforeend", "<i id=in></i>"); } catch (e) { return true; } return false; })()`))
	assert.True(t, eval[bool](b, `window.ran === undefined && !document.getElementById("in")`))
	sent, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`fetch("http://127.0.0.1:9/").then(() => "sent", (e) => e.name)`, chromedp.EvalAwaitPromise))
	require.NoError(t, err)
	assert.Equal(t, "TypeError", sent)
}

// writeIndex writes the pages of the corpus with their index and returns the address of
// their folder.
func writeIndex(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(folder, "pages"), 0o777))
	x := review.NewIndex(review.Options{})
	paths, err := filepath.Glob("../../corpus/*.han[st].txt")
	require.NoError(t, err)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		r := extracted(t, filepath.Base(path), string(text))
		href := "pages/" + strings.TrimSuffix(filepath.Base(path), ".txt") + ".html"
		var out bytes.Buffer
		require.NoError(t, review.Page(&out, r, review.Options{Home: "../index.html"}))
		require.NoError(t, os.WriteFile(filepath.Join(folder, href), out.Bytes(), 0o666))
		x.Add(r, href)
	}
	var out bytes.Buffer
	require.NoError(t, x.Write(&out))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "index.html"), out.Bytes(), 0o666))

	return "file://" + (&url.URL{Path: folder}).EscapedPath()
}

// writeReports writes an index of the State Council's reports, "" where they are not there.
func writeReports(t *testing.T) string {
	t.Helper()
	paths, err := filepath.Glob("../../../shared/reports/mainland/work_report_20[0-9][0-9].txt")
	require.NoError(t, err)
	if len(paths) == 0 {
		return ""
	}
	folder := t.TempDir()
	x := review.NewIndex(review.Options{})
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		name := filepath.Base(path)
		year := name[len("work_report_"):][:4]
		x.Add(extracted(t, name, year+"年国务院政府工作报告\n"+year+"年3月5日\n\n"+string(text)), "pages/"+name+".html")
	}
	var out bytes.Buffer
	require.NoError(t, x.Write(&out))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "index.html"), out.Bytes(), 0o666))
	return "file://" + (&url.URL{Path: folder}).EscapedPath()
}

func TestBrowserIndex(t *testing.T) {
	paths, err := filepath.Glob("../../corpus/*.han[st].txt")
	require.NoError(t, err)
	address := writeIndex(t)
	b := open(t, address+"/index.html")
	rows := `Array.from(document.querySelectorAll("#documents tbody tr")).filter((r) => !r.hidden)`
	assert.Equal(t, len(paths), eval[int](b, rows+`.length`))
	for _, q := range []string{"長江航務管理局", "长江航务管理局"} { // both reports, in either script
		b.run(chromedp.Evaluate[chromedp.Void](`document.getElementById("find").value = ""`), chromedp.SendKeys(chromedp.CSS("#find"), q))
		b.wait(rows + `.length === 2 && ` + rows + `.every((r) => r.textContent.includes("regional-forum"))`)
		b.wait(`document.querySelectorAll(".snippet mark").length === 2`)
	}
	b.run(chromedp.EmulateViewport(390, 780, chromedp.EmulateMobile))
	assert.True(t, eval[bool](b, `document.querySelector("main").checkVisibility() && document.documentElement.scrollWidth <= innerWidth`), "on a phone")
	b.run(chromedp.Click(chromedp.CSS(`tr:not([hidden]) a`)))
	b.wait(`document.getElementById("report") !== null`)
	b.run(chromedp.Click(chromedp.CSS(`a.home`)))
	b.wait(`document.getElementById("find") !== null`)
	b.clean(address)
}

func TestBrowserServe(t *testing.T) {
	address := served(t)
	b := open(t, address+"/")
	text := "會議確定了三項任務，總投資6700多億元。\n<script>window.ran=1</script>\n"
	b.run(chromedp.SetValue(chromedp.CSS("textarea"), text), chromedp.Click(chromedp.CSS(".primary")))
	b.wait(`document.getElementById("report") !== null && document.documentElement.classList.contains("ready")`)
	b.checkMarks(extracted(t, "pasted.txt", text), false)
	assert.True(t, eval[bool](b, `window.ran === undefined`))
	b.run(chromedp.Click(chromedp.CSS("a.home")))
	b.wait(`document.getElementById("read") !== null`)

	// A file dropped on the page.
	b.run(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`(() => { const d = new DataTransfer(); d.items.add(new File([%q], "dropped.txt", {type: "text/plain"}));
		dispatchEvent(new DragEvent("drop", {dataTransfer: d, bubbles: true, cancelable: true})); })()`, text)))
	b.wait(`document.getElementById("report") !== null && document.querySelector(".meta").textContent.includes("dropped.txt")`)
	b.wait(`document.documentElement.classList.contains("ready")`)
	b.checkMarks(extracted(t, "dropped.txt", text), false)

	// Nothing to read: the form says so.
	b.run(chromedp.Navigate(address+"/"), chromedp.Click(chromedp.CSS(".primary")))
	b.wait(`document.querySelector(".error") !== null`)
	b.mu.Lock()
	b.faults = nil // the browser counts the answer 400 as one
	b.mu.Unlock()
	b.clean(address)
}

// TestBrowserPictures writes the pictures of the documentation into the folder PICTURES.
func TestBrowserPictures(t *testing.T) {
	folder := os.Getenv("PICTURES")
	if folder == "" {
		t.Skip("PICTURES names no folder")
	}
	shoot := func(b *tab, name string) {
		time.Sleep(500 * time.Millisecond)
		png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), png, 0o666))
	}
	address, _ := write(t, "regional-forum.hant.txt", corpus(t), review.Options{})
	b := open(t, address, chromedp.EmulateViewport(1200, 800))
	b.run(chromedp.Click(chromedp.CSS(`#tab-tasks`)))
	b.run(chromedp.Click(chromedp.CSS(`#tasks li:nth-child(4) a.go`)))
	shoot(b, "review.png")
	b = open(t, address, chromedp.EmulateViewport(1200, 800),
		prefers("dark"))
	b.run(chromedp.Click(chromedp.CSS(`#tab-charts`)))
	shoot(b, "review-dark.png")
	b = open(t, address, chromedp.EmulateViewport(390, 780, chromedp.EmulateMobile))
	b.run(chromedp.Click(chromedp.CSS(`#report a.k-task_count`)))
	shoot(b, "review-phone.png")
	b = open(t, writeIndex(t)+"/index.html", chromedp.EmulateViewport(1200, 640))
	b.run(chromedp.SendKeys(chromedp.CSS("#find"), "投资"))
	shoot(b, "index.png")
	if address := writeReports(t); address != "" {
		b = open(t, address+"/index.html", chromedp.EmulateViewport(760, 330))
		require.True(t, eval[bool](b, `(() => {
			const figure = document.querySelector("#chart-promises"), pick = figure.querySelector("select");
			pick.value = Array.from(pick.options).find((o) => o.text.startsWith("国内生产总值, growth")).value;
			pick.dispatchEvent(new Event("change"));
			document.querySelectorAll("figure.chart").forEach((f) => { f.hidden = f !== figure; });
			return true;
		})()`))
		time.Sleep(500 * time.Millisecond) // the page grows shorter
		require.True(t, eval[bool](b, `(document.querySelector("#chart-promises").scrollIntoView(), true)`))
		shoot(b, "promises.png")
	}
	b = open(t, served(t)+"/", chromedp.EmulateViewport(1200, 640))
	b.run(chromedp.SetValue(chromedp.CSS("textarea"), "會議確定了三項任務，總投資6700多億元。"))
	shoot(b, "serve.png")
	if os.Getenv("PICTURES_ALL") == "" {
		return
	}
	b = open(t, address, chromedp.EmulateViewport(390, 780, chromedp.EmulateMobile))
	b.run(chromedp.Click(chromedp.CSS(`#tab-charts`)))
	shoot(b, "phone-charts.png")
	b.run(chromedp.Click(chromedp.CSS(`#more`)), chromedp.Click(chromedp.CSS(`#tab-bodies`)))
	shoot(b, "phone-bodies.png")
	b = open(t, writeIndex(t)+"/index.html", chromedp.EmulateViewport(390, 780, chromedp.EmulateMobile))
	shoot(b, "index-phone.png")
	b = open(t, address, chromedp.EmulateViewport(1200, 800))
	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF())
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "print.pdf"), pdf, 0o666))
}
