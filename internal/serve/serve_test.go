package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/standard"
)

const report = "會議確定了三項任務，總投資6700多億元。<script>alert(1)</script>\n"

func newServer(t *testing.T, o Options) *Server {
	t.Helper()
	var err error
	o.Dict, err = dict.Load(nil)
	require.NoError(t, err)
	s, err := New(o)
	require.NoError(t, err)
	return s
}

// ask sends a request with headers given as name, value, name, value.
func ask(s http.Handler, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://127.0.0.1:8080"+target, strings.NewReader(body))
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// multi returns a form and its content type.
func multi(t *testing.T, fields map[string]string, file, content string) (string, string) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, v := range fields {
		require.NoError(t, m.WriteField(k, v))
	}
	if file != "" {
		w, err := m.CreateFormFile("file", file)
		require.NoError(t, err)
		_, err = io.WriteString(w, content)
		require.NoError(t, err)
	}
	require.NoError(t, m.Close())
	return b.String(), m.FormDataContentType()
}

// direct returns what extract writes for a text.
func direct(t *testing.T, s *Server, id, text, date string) string {
	t.Helper()
	stages, err := standard.Stages(s.options.Dict, standard.Options{Date: date})
	require.NoError(t, err)
	d := &pipeline.Doc{ID: id, Source: id, Raw: []byte(text), Format: "text"}
	for _, stage := range stages {
		require.NoError(t, stage.Run(t.Context(), d))
	}
	return string(d.Output)
}

func TestExtract(t *testing.T) {
	s := newServer(t, Options{})
	want := direct(t, s, "request", report, "")
	w := ask(s, "POST", "/api/extract", report, "Content-Type", "text/plain; charset=utf-8", "Accept", "application/x-ndjson")
	require.Equal(t, http.StatusOK, w.Code, w.Body)
	assert.Equal(t, "application/x-ndjson", w.Header().Get("Content-Type"))
	assert.Equal(t, want, w.Body.String(), "the bytes that extract writes")

	w = ask(s, "POST", "/api/extract", report, "Content-Type", "text/plain")
	assert.Equal(t, "application/json", w.Header().Get("Content-Type"))
	var got struct{ Records []json.RawMessage }
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &got))
	assert.Len(t, got.Records, strings.Count(want, "\n"))

	body, err := json.Marshal(map[string]any{"id": "a.txt", "text": report, "date": "2024-05-13"})
	require.NoError(t, err)
	w = ask(s, "POST", "/api/extract", string(body), "Content-Type", "application/json", "Accept", "application/x-ndjson")
	assert.Equal(t, direct(t, s, "a.txt", report, "2024-05-13"), w.Body.String())

	w = ask(s, "POST", "/api/extract?types=body,number&with_text=true&id=page", "<title>会议</title><p>国务院第<b>一</b>次</p>", "Content-Type", "text/html", "Accept", "application/x-ndjson")
	assert.Contains(t, w.Body.String(), `"text":"国务院第一次\n"`)
	assert.Contains(t, w.Body.String(), `"type":"number","doc":"page"`)
	assert.NotContains(t, w.Body.String(), `"type":"quantity"`)
}

func TestExtractRefuses(t *testing.T) {
	s := newServer(t, Options{MaxSize: 1000})
	const plain, inJSON = "text/plain", "application/json"
	tests := []struct {
		name, target, media, body string
		want                      int
		detail                    string
	}{
		{"nothing", "", plain, "", 400, "nothing to read"},
		{"too large", "", plain, strings.Repeat("议", 400), 413, "too large"},
		{"too large in JSON", "", inJSON, `{"text":"` + strings.Repeat("议", 400) + `"}`, 413, "too large"},
		{"no content type", "", "", report, 415, "content type"},
		{"other content type", "", "image/png", report, 415, "content type"},
		{"form", "", "application/x-www-form-urlencoded", "text=1", 415, "content type"},
		{"no JSON", "", inJSON, "{", 400, "description"},
		{"two values", "", inJSON, `{"text":"a"}{}`, 400, "more than one"},
		{"unknown key", "", inJSON, `{"text":"a","txet":"b"}`, 400, "txet"},
		{"neither", "", inJSON, `{}`, 400, "exactly one"},
		{"both", "", inJSON, `{"text":"a","html":"b"}`, 400, "exactly one"},
		{"half a pair", "", inJSON, `{"text":"\ud83d"}`, 400, "Unicode"},
		{"unknown type", "?types=quantities", plain, report, 400, "quantities"},
		{"bad date", "?date=2024-13-01", plain, report, 400, "2024-13-01"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := ask(s, "POST", "/api/extract"+test.target, test.body, "Content-Type", test.media)
			assert.Equal(t, test.want, w.Code)
			assert.Equal(t, "application/problem+json", w.Header().Get("Content-Type"))
			var p problem
			require.NoError(t, json.Unmarshal(w.Body.Bytes(), &p))
			assert.Equal(t, test.want, p.Status)
			assert.Contains(t, p.Detail, test.detail)
		})
	}
	assert.Equal(t, http.StatusMethodNotAllowed, ask(s, "GET", "/api/extract", "").Code)
	assert.Equal(t, http.StatusNotFound, ask(s, "GET", "/etc/passwd", "").Code)
}

// What cannot be read is a record, as everywhere.
func TestUnreadableIsARecord(t *testing.T) {
	s := newServer(t, Options{})
	w := ask(s, "POST", "/api/extract?id=x.gz", "\x1f\x8b\x08broken", "Content-Type", "application/octet-stream", "Accept", "application/x-ndjson")
	assert.Equal(t, http.StatusOK, w.Code)
	assert.Contains(t, w.Body.String(), `{"type":"error","doc":"x.gz"`)
}

func TestHostsAndOrigins(t *testing.T) {
	local := newServer(t, Options{})
	named := newServer(t, Options{Hosts: []string{"reports.example"}})
	remote := newServer(t, Options{Remote: true})
	tests := []struct {
		name    string
		server  *Server
		headers []string
		want    int
	}{
		{"own page", local, []string{"Origin", "http://127.0.0.1:8080", "Sec-Fetch-Site", "same-origin"}, 200},
		{"no browser", local, nil, 200},
		{"localhost", local, []string{"Host", "LOCALHOST:8080"}, 200},
		{"IPv6", local, []string{"Host", "[::1]:8080"}, 200},
		{"other site", local, []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"other port", local, []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"other origin", local, []string{"Origin", "http://evil.example"}, 403},
		{"file", local, []string{"Origin", "null"}, 403},
		{"rebound name", local, []string{"Host", "evil.example:8080", "Origin", "http://evil.example:8080", "Sec-Fetch-Site", "same-origin"}, 421},
		{"address from outside", local, []string{"Host", "192.0.2.1:8080"}, 421},
		{"no host", local, []string{"Host", ":8080"}, 421},
		{"own name", named, []string{"Host", "Reports.example."}, 200},
		{"remote by address", remote, []string{"Host", "192.0.2.1:8080"}, 200},
		{"remote by unknown name", remote, []string{"Host", "evil.example"}, 421},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := ask(test.server, "POST", "/api/extract", report, append([]string{"Content-Type", "text/plain"}, test.headers...)...)
			assert.Equal(t, test.want, w.Code, w.Body)
			assert.Empty(t, w.Header().Get("Access-Control-Allow-Origin"))
			assert.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"))
			assert.Equal(t, "same-origin", w.Header().Get("Cross-Origin-Resource-Policy"))
			assert.Contains(t, w.Header().Get("Content-Security-Policy"), "frame-ancestors 'none'")
		})
	}
	w := ask(local, "OPTIONS", "/api/extract", "", "Origin", "http://evil.example", "Access-Control-Request-Method", "POST")
	assert.NotEqual(t, http.StatusOK, w.Code)
	assert.Empty(t, w.Header().Get("Access-Control-Allow-Origin"))
}

func TestPages(t *testing.T) {
	s := newServer(t, Options{Version: "1.2.3"})
	w := ask(s, "GET", "/", "", "Accept-Language", "zh-TW,zh;q=0.9")
	assert.Equal(t, http.StatusOK, w.Code)
	assert.Contains(t, w.Body.String(), `<html lang="zh-Hans">`)

	body, media := multi(t, map[string]string{"text": strings.ReplaceAll(report, "\n", "\r\n"), "date": "", "lang": "en"}, "", "")
	w = ask(s, "POST", "/review", body, "Content-Type", media)
	require.Equal(t, http.StatusOK, w.Code, w.Body)
	doc, err := goquery.NewDocumentFromReader(w.Body)
	require.NoError(t, err)
	assert.Equal(t, report, doc.Find("#report").Text())
	assert.Equal(t, "6700多億元", doc.Find("#report a.k-quantity").Last().Text())
	assert.Equal(t, "/", doc.Find("a.home").AttrOr("href", ""))

	// A file goes before the text.
	body, media = multi(t, map[string]string{"text": "other"}, "<b>.html", "<p>国务院确定了<b>三项</b>任务。</p>")
	w = ask(s, "POST", "/review", body, "Content-Type", media)
	require.Equal(t, http.StatusOK, w.Code, w.Body)
	doc, err = goquery.NewDocumentFromReader(w.Body)
	require.NoError(t, err)
	assert.Equal(t, "国务院确定了三项任务。\n", doc.Find("#report").Text())
	assert.Contains(t, doc.Find(".meta").Text(), "<b>.html")

	// What is wrong stands above the form, which keeps what was pasted.
	body, media = multi(t, map[string]string{"text": "\n</textarea>" + report, "date": "2024-13-01"}, "", "")
	w = ask(s, "POST", "/review", body, "Content-Type", media)
	assert.Equal(t, http.StatusBadRequest, w.Code)
	doc, err = goquery.NewDocumentFromReader(w.Body)
	require.NoError(t, err)
	assert.Contains(t, doc.Find(".error").Text(), "2024-13-01")
	assert.Equal(t, "\n</textarea>"+report, doc.Find("textarea").Text())

	for name, content := range map[string]string{"empty.txt": "", "two.jsonl": `{"id":"a","text":"一"}` + "\n" + `{"id":"b","text":"二"}`, "broken.gz": "\x1f\x8b\x08"} {
		body, media = multi(t, nil, name, content)
		w = ask(s, "POST", "/review", body, "Content-Type", media)
		assert.GreaterOrEqual(t, w.Code, 400, name)
		assert.Contains(t, w.Body.String(), `class="error"`, name)
	}
	assert.Equal(t, http.StatusSeeOther, ask(s, "GET", "/review", "").Code)
	body, media = multi(t, map[string]string{"text": report}, "", "")
	assert.Equal(t, http.StatusForbidden, ask(s, "POST", "/review", body, "Content-Type", media, "Sec-Fetch-Site", "cross-site").Code)
}

func TestDescription(t *testing.T) {
	s := newServer(t, Options{Version: "1.2.3", MaxSize: 4321})
	w := ask(s, "GET", "/openapi.json", "")
	value, err := jsonschema.UnmarshalJSON(w.Body)
	require.NoError(t, err)
	api := value.(map[string]any)
	assert.Equal(t, "3.1.0", api["openapi"])
	assert.Equal(t, "1.2.3", api["info"].(map[string]any)["version"])
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource("openapi.json", value))
	for pointer, answer := range map[string]*httptest.ResponseRecorder{
		"Records": ask(s, "POST", "/api/extract?types=quantity,task_count,body,number", report, "Content-Type", "text/plain"),
		"Problem": ask(s, "POST", "/api/extract", report, "Content-Type", "a/b"),
	} {
		schema, err := compiler.Compile("openapi.json#/components/schemas/" + pointer)
		require.NoError(t, err)
		got, err := jsonschema.UnmarshalJSON(answer.Body)
		require.NoError(t, err)
		assert.NoError(t, schema.Validate(got), pointer)
	}
	schema, err := compiler.Compile("openapi.json#/components/schemas/Request")
	require.NoError(t, err)
	assert.NoError(t, schema.Validate(map[string]any{"text": "a", "types": []any{"body"}}))
	assert.Error(t, schema.Validate(map[string]any{"text": "a", "html": "b"}))
}

func TestBusy(t *testing.T) {
	s := newServer(t, Options{Concurrent: 1, Timeout: 50 * time.Millisecond})
	s.slots <- struct{}{} // someone else's work
	w := ask(s, "POST", "/api/extract", report, "Content-Type", "text/plain")
	assert.Equal(t, http.StatusServiceUnavailable, w.Code)
	assert.NotEmpty(t, w.Header().Get("Retry-After"))
	<-s.slots
	assert.Equal(t, http.StatusOK, ask(s, "POST", "/api/extract", report, "Content-Type", "text/plain").Code)
	assert.Empty(t, s.slots, "the slot is free again")
}

// TestStop cancels the server while a request is under way: that one is still answered.
func TestStop(t *testing.T) {
	s := newServer(t, Options{Concurrent: 1})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	s.slots <- struct{}{} // the request has to wait
	code := make(chan int, 1)
	go func() {
		r, err := http.Post("http://"+l.Addr().String()+"/api/extract", "text/plain", strings.NewReader(report))
		if err != nil {
			code <- 0
			return
		}
		defer r.Body.Close()
		code <- r.StatusCode
	}()
	time.Sleep(100 * time.Millisecond)
	cancel()
	require.Eventually(t, func() bool { // no new connections
		c, err := net.Dial("tcp", l.Addr().String())
		if err == nil {
			c.Close()
		}
		return err != nil
	}, 5*time.Second, 10*time.Millisecond)
	<-s.slots
	assert.Equal(t, http.StatusOK, <-code)
	assert.NoError(t, <-ended)
}
