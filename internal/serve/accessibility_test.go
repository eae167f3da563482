//go:build browser

package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/internal/review"
)

// heard is a page as a screen reader gets it: the nodes of Chromium's accessibility tree.
type heard struct {
	nodes map[accessibility.NodeID]*accessibility.Node
	order []*accessibility.Node
}

// hear returns what a screen reader gets of the page now.
func (b *tab) hear() heard {
	b.t.Helper()
	var result accessibility.GetFullAXTreeResult
	b.run(chromedp.Func(func(ctx context.Context, t *chromedp.Target) (err error) {
		result, err = cdp.Call(ctx, t, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		return err
	}))
	h := heard{nodes: map[accessibility.NodeID]*accessibility.Node{}}
	for _, n := range result.Nodes {
		h.nodes[n.NodeID] = n
		if !n.Ignored {
			h.order = append(h.order, n)
		}
	}
	require.NotEmpty(b.t, h.order)
	return h
}

func said(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	var s any
	if err := json.Unmarshal(v.Value, &s); err != nil || s == nil {
		return ""
	}
	return fmt.Sprint(s)
}

func property(n *accessibility.Node, name accessibility.PropertyName) string {
	for _, p := range n.Properties {
		if p.Name == name {
			return said(p.Value)
		}
	}
	return ""
}

// with returns the nodes of a role, in order.
func (h heard) with(role string) []*accessibility.Node {
	var out []*accessibility.Node
	for _, n := range h.order {
		if said(n.Role) == role {
			out = append(out, n)
		}
	}
	return out
}

// names returns the names of the nodes of a role below a node of another.
func (h heard) names(role, within string) []string {
	out := []string{}
	for _, n := range h.with(role) {
		for up := h.nodes[n.ParentID]; up != nil; up = h.nodes[up.ParentID] {
			if said(up.Role) == within {
				out = append(out, said(n.Name))
				break
			}
		}
	}
	return out
}

// text returns all words below a node.
func (h heard) text(n *accessibility.Node) string {
	if said(n.Role) == "StaticText" {
		return said(n.Name)
	}
	var b strings.Builder
	for _, id := range n.ChildIDs {
		if c := h.nodes[id]; c != nil {
			b.WriteString(h.text(c))
		}
	}
	return b.String()
}

// operable are the roles of what can be operated: each needs a name.
var operable = []string{
	"button", "link", "textbox", "searchbox", "combobox", "listbox", "option", "checkbox", "radio", "switch", "tab", "menuitem", "slider", "spinbutton",
	"Date", "DisclosureTriangle", "image", "img", "canvas", "dialog", "tabpanel", "region", "form", "search", "article", "table", "group",
}

func checkNames(b *tab, h heard) {
	b.t.Helper()
	var without []string
	for _, n := range h.order {
		role := said(n.Role)
		named := slices.Contains(operable, role) && role != "group" || property(n, accessibility.PropertyNameFocusable) == "true" && role != "RootWebArea" && role != "listitem"
		if named && strings.TrimSpace(said(n.Name)) == "" {
			without = append(without, fmt.Sprintf("%s %v", role, h.text(n)))
		}
	}
	assert.Empty(b.t, without, "a screen reader does not know what these are")
}

func TestBrowserScreenReader(t *testing.T) {
	address, r := write(t, "regional-forum.hant.txt", corpus(t), review.Options{})
	b := open(t, address)
	h := b.hear()
	for _, role := range []string{"banner", "main", "contentinfo", "search"} {
		assert.Len(t, h.with(role), 1, role)
	}
	assert.Contains(t, h.names("region", "main"), "Records")
	checkNames(b, h)
	headings := h.with("heading")
	require.NotEmpty(t, headings)
	assert.Equal(t, "1", property(headings[0], accessibility.PropertyNameLevel))
	assert.Equal(t, "長江中游三省共商協同發展重點工作", said(headings[0].Name))

	// Every piece of the text that a record marks is a link in it, by its words.
	pieces := eval[[]string](b, `Array.from(document.querySelectorAll("#report a"), (e) => e.textContent)`)
	require.Greater(t, len(pieces), 50)
	assert.Equal(t, pieces, h.names("link", "article"))
	covered := map[string]bool{}
	for _, f := range eval[[]string](b, `Array.from(document.querySelectorAll("#report a"), (e) => e.dataset.f.split(" ")).flat()`) {
		covered[f] = true
	}
	assert.Len(t, covered, len(r.Facts))

	// The lists have every record, a tab each; the tab that is chosen says so.
	listed := 0
	for i, name := range []string{"quantities", "tasks", "bodies", "names"} {
		b.run(chromedp.Click(chromedp.CSS(`#tab-` + name)))
		h = b.hear()
		tabs := h.with("tab")
		require.Greater(t, len(tabs), 3)
		for j, tab := range tabs {
			assert.Equal(t, j == i, property(tab, accessibility.PropertyNameSelected) == "true", said(tab.Name))
		}
		require.Len(t, h.with("tabpanel"), 1)
		links := h.names("link", "tabpanel")
		want := eval[[]string](b, `Array.from(document.querySelectorAll("#`+name+` a.go"), (e) => e.textContent)`)
		assert.Equal(t, want, links)
		listed += len(links)
		checkNames(b, h)
	}
	assert.Equal(t, len(r.Facts), listed)

	// What a filter does is said without the focus moving there.
	live := func() (text, how string) {
		for _, n := range b.hear().with("status") {
			if property(n, accessibility.PropertyNameLive) == "polite" {
				return b.hear().text(n), property(n, accessibility.PropertyNameLive)
			}
		}
		return "", ""
	}
	text, _ := live()
	assert.Equal(t, fmt.Sprintf("%d of %d records", len(r.Facts), len(r.Facts)), text)
	b.run(chromedp.Click(chromedp.CSS(`.chip.k-body`)))
	text, _ = live()
	assert.Equal(t, fmt.Sprintf("%d of %d records", len(r.Facts)-r.Document.Counts.Body, len(r.Facts)), text)
	boxes := b.hear().with("checkbox")
	require.NotEmpty(t, boxes)
	unchecked := 0
	for _, box := range boxes {
		if property(box, accessibility.PropertyNameChecked) == "false" {
			unchecked++
			assert.Contains(t, said(box.Name), "body")
		}
	}
	assert.Equal(t, 1, unchecked)
	b.run(chromedp.Click(chromedp.CSS(`#filters [type="reset"]`)))

	// The card of a record describes the mark that has the focus.
	b.run(away, chromedp.Focus(chromedp.CSS(`[name="rule"]`)), chromedp.KeyEvent(kb.Tab))
	b.wait(`!document.getElementById("card").hidden && document.activeElement.matches("#report a")`)
	var focused []string
	for _, n := range b.hear().with("link") {
		if property(n, accessibility.PropertyNameFocused) == "true" {
			focused = append(focused, said(n.Name))
			assert.Contains(t, said(n.Description), said(n.Name))
		}
	}
	assert.Equal(t, pieces[:1], focused)
	b.clean(address)
}

func TestBrowserScreenReaderOfServer(t *testing.T) {
	address := served(t)
	b := open(t, address+"/")
	h := b.hear()
	for _, role := range []string{"banner", "main", "contentinfo"} {
		assert.Len(t, h.with(role), 1, role)
	}
	checkNames(b, h)
	require.Len(t, h.with("textbox"), 1)
	assert.NotEmpty(t, said(h.with("textbox")[0].Name))
	b.run(chromedp.Click(chromedp.CSS(".primary")))
	b.wait(`document.querySelector(".error") !== null`)
	h = b.hear()
	alerts := h.with("alert")
	require.Len(t, alerts, 1, "a fault is said at once")
	assert.NotEmpty(t, h.text(alerts[0]))
	checkNames(b, h)
}

// TestBrowserAxe runs axe-core over the pages: the rules of WCAG 2.2 A and AA, contrast
// among them, and those of good practice, in light and dark, on a desk and on a phone.
// AXE names its script.
func TestBrowserAxe(t *testing.T) {
	path := os.Getenv("AXE")
	require.NotEmpty(t, path, "AXE does not name axe.min.js: run make test-browser")
	axe, err := os.ReadFile(path)
	require.NoError(t, err)
	report, _ := write(t, "regional-forum.hant.txt", corpus(t), review.Options{})
	chinese, _ := write(t, "regional-forum.hant.txt", corpus(t), review.Options{Lang: review.Chinese})
	var empty bytes.Buffer
	require.NoError(t, review.Page(&empty, extracted(t, "empty.txt", "没有记录。"), review.Options{}))
	none := filepath.Join(t.TempDir(), "empty.html")
	require.NoError(t, os.WriteFile(none, empty.Bytes(), 0o666))
	server := served(t)
	for name, p := range map[string]struct {
		address string
		before  []action
	}{
		"report":         {report, nil},
		"report_card":    {report, []action{chromedp.Evaluate[chromedp.Void](`document.querySelector("#report a").click()`)}},
		"report_tasks":   {chinese, []action{chromedp.Click(chromedp.CSS(`#tab-tasks`))}},
		"report_bodies":  {report, []action{chromedp.Click(chromedp.CSS(`#tab-bodies`))}},
		"report_charts":  {report, []action{chromedp.Click(chromedp.CSS(`#tab-charts`)), chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach((d) => { d.open = true; })`)}},
		"report_nothing": {"file://" + (&url.URL{Path: none}).EscapedPath(), nil},
		"index":          {writeIndex(t) + "/index.html", []action{chromedp.SendKeys(chromedp.CSS("#find"), "投资")}},
		"serve":          {server + "/", nil},
		"serve_fault":    {server + "/", []action{chromedp.Click(chromedp.CSS(".primary")), chromedp.WaitVisible(chromedp.CSS(".error"))}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, view := range []struct {
				scheme string
				width  int64
			}{{"light", 1360}, {"dark", 1360}, {"light", 390}} {
				b := open(t, p.address, command(page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}), prefers(view.scheme), chromedp.EmulateViewport(view.width, 900))
				b.run(p.before...)
				b.run(chromedp.Evaluate[chromedp.Void](string(axe) + "; 0"))
				found, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](`axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then((r) => {
						if (r.passes.length < 15) return ["only " + r.passes.length + " rules were looked at"];
						return r.violations.flatMap((v) => v.nodes.slice(0, 4).map((n) => v.id + ": " + n.target + " " + n.html.slice(0, 120) + " " + n.any.concat(n.all, n.none).map((c) => c.message).join("; ")));
					})`, chromedp.EvalAwaitPromise))
				require.NoError(t, err)
				assert.Empty(t, found, "%s, %d wide", view.scheme, view.width)
			}
		})
	}
}

// served starts a server and returns its address.
func served(t *testing.T) string {
	t.Helper()
	s := newServer(t, Options{})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	t.Cleanup(func() { cancel(); assert.NoError(t, <-ended) })
	return "http://" + l.Addr().String()
}
