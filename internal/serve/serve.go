// Package serve is a small web server for one machine: a page to paste a report into or
// drop a file on, and the records as JSON for programs. It keeps nothing of what it reads.
package serve

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/review"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/jsonl"
	"github.com/huiyao/huiyao/pipeline/source"
	"github.com/huiyao/huiyao/pipeline/standard"
)

// Limits where Options have none.
const (
	DefaultMaxSize    = 8 << 20
	DefaultTimeout    = 30 * time.Second
	DefaultConcurrent = 2
)

// Options are the settings of a server. Dict is needed.
type Options struct {
	Dict       *dict.Dict
	Version    string
	Lang       string        // of the pages; "" is that of the browser
	MaxSize    int64         // of a request and of what it unpacks to, in bytes; 0 means DefaultMaxSize
	Timeout    time.Duration // for one request; 0 means DefaultTimeout
	Concurrent int           // how many requests are worked on at once; 0 means DefaultConcurrent
	Hosts      []string      // names by which clients may call it, beside localhost and addresses
	Remote     bool          // clients may call it by addresses other than loopback
	Log        io.Writer     // for faults of connections; nil for none
}

// Server answers requests. Make it with New. It is an http.Handler and safe for
// concurrent use.
type Server struct {
	options Options
	handler http.Handler
	slots   chan struct{}
	openapi []byte
}

// ErrBusy means that all slots stayed taken for as long as a request may wait.
var ErrBusy = errors.New("the server is busy: try again later")

// New returns a server. Faults of the word lists and rules come out here.
func New(o Options) (*Server, error) {
	o.MaxSize = cmp.Or(o.MaxSize, DefaultMaxSize)
	o.Timeout = cmp.Or(o.Timeout, DefaultTimeout)
	o.Concurrent = cmp.Or(o.Concurrent, DefaultConcurrent)
	if o.MaxSize < 1 || o.Timeout < 0 || o.Concurrent < 1 {
		return nil, errors.New("serve: the limits must be above 0")
	}
	if _, err := standard.Stages(o.Dict, standard.Options{}); err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	s := &Server{options: o, slots: make(chan struct{}, o.Concurrent)}
	var err error
	if s.openapi, err = describe(o); err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.form)
	mux.HandleFunc("GET /review", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusSeeOther) })
	mux.HandleFunc("POST /review", s.review)
	mux.HandleFunc("POST /api/extract", s.extract)
	mux.HandleFunc("GET /openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(s.openapi)
	})
	s.handler = s.guard(http.NewCrossOriginProtection().Handler(mux))
	return s, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Serve answers the connections of l until ctx is cancelled; then it takes no new ones
// and returns when those under way have ended, or after the time for one request.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	faults := s.options.Log
	if faults == nil {
		faults = io.Discard
	}
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       s.options.Timeout,
		WriteTimeout:      3 * s.options.Timeout, // reading, waiting and working come before
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          log.New(faults, "", 0),
	}
	stopped := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		c, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.options.Timeout)
		defer cancel()
		stopped <- server.Shutdown(c)
	})
	err := server.Serve(l)
	if !stop() && errors.Is(err, http.ErrServerClosed) {
		err = <-stopped
	}
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// guard refuses requests that a page of another site has made the browser send, by a name
// that it let point here, and sets what all answers say to browsers.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		if !s.known(r.Host) {
			fail(w, http.StatusMisdirectedRequest, fmt.Errorf("the server is not called %q", r.Host))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// known reports whether a client may call the server by the value of its Host header. An
// address cannot be made to point elsewhere; a name can.
func (s *Server) known(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if name == "localhost" || slices.ContainsFunc(s.options.Hosts, func(h string) bool { return strings.EqualFold(h, name) }) {
		return true
	}
	address, err := netip.ParseAddr(name)
	return err == nil && (s.options.Remote || address.Unmap().IsLoopback())
}

// request is what a client wants to have read.
type request struct {
	ID     string   `json:"id"`
	Text   *string  `json:"text"`
	HTML   *string  `json:"html"`
	Date   string   `json:"date"`
	Types  []string `json:"types"`
	raw    []byte
	format source.Format
}

// Errors for requests that cannot be read.
var (
	errMedia    = errors.New("the content type must be text/plain, text/html, application/json or application/octet-stream")
	errEmpty    = errors.New("there is nothing to read")
	errSeveral  = errors.New("the file holds several documents: a page shows one; use huiyao review")
	errUnicode  = errors.New("the body is not valid Unicode")
	errOneInput = errors.New(`exactly one of "text" and "html" is needed`)
)

// body reads the request of a program.
func (s *Server) body(w http.ResponseWriter, r *http.Request) (request, error) {
	query := r.URL.Query()
	in := request{ID: query.Get("id"), Date: query.Get("date")}
	for _, t := range query["types"] {
		in.Types = append(in.Types, strings.Split(t, ",")...)
	}
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return in, errMedia
	}
	switch media {
	case "text/plain":
		in.format = source.Text
	case "text/html":
		in.format = source.HTML
	case "application/octet-stream":
		in.format = source.Auto
	case "application/json":
	default:
		return in, errMedia
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, s.options.MaxSize))
	if err != nil {
		return in, err
	}
	in.raw = raw
	in.raw = raw
	if media == "application/json" {
		d := json.NewDecoder(bytes.NewReader(raw))
		d.DisallowUnknownFields()
		if err := d.Decode(&in); err != nil {
			return in, fmt.Errorf("the body is not what the description wants: %w", err)
		}
		if d.More() {
			return in, errors.New("the body holds more than one JSON value")
		}
		text := in.Text
		switch {
		case (in.Text == nil) == (in.HTML == nil):
			return in, errOneInput
		case in.Text != nil:
			in.format = source.Text
		default:
			text, in.format = in.HTML, source.HTML
		}
		// Half a surrogate pair, and bytes that are no UTF-8, become U+FFFD in silence.
		const lost = "\ufffd"
		if strings.Count(*text, lost) > bytes.Count(raw, []byte(lost))+bytes.Count(bytes.ToLower(raw), []byte(`\ufffd`)) {
			return in, errUnicode
		}
		in.raw = []byte(*text)
	}
	if in.format == source.Auto {
		in.format = byName(in.ID)
	}
	in.ID = cmp.Or(in.ID, "request")
	if len(in.raw) == 0 {
		return in, errEmpty
	}
	return in, nil
}

// run takes what a client sent through the stages with last at their end and gives each
// document to sink.
func (s *Server) run(ctx context.Context, in request, last pipeline.Stage, sink func(*pipeline.Doc) error) error {
	ctx, cancel := context.WithTimeout(ctx, s.options.Timeout)
	defer cancel()
	select {
	case s.slots <- struct{}{}:
	case <-ctx.Done():
		return ErrBusy
	}
	defer func() { <-s.slots }()
	stages, err := standard.StagesTo(last, s.options.Dict, standard.Options{Types: in.Types, Date: in.Date})
	if err != nil {
		return badRequest{err}
	}
	docs, err := source.Docs([]string{"-"}, source.Options{
		Format: in.format, Stdin: bytes.NewReader(in.raw), MaxSize: s.options.MaxSize, MaxUnpacked: s.options.MaxSize, MaxEntries: 1000,
	})
	if err != nil {
		return err
	}
	named := func(yield func(*pipeline.Doc) bool) {
		for d := range docs {
			// What is read from standard input is called so.
			d.ID = in.ID + strings.TrimPrefix(d.ID, "stdin")
			d.Source = d.ID
			if d.Failure != nil {
				d.Failure.Doc = d.ID
			}
			if !yield(d) {
				return
			}
		}
	}
	_, err = pipeline.Run(ctx, pipeline.Options{Workers: 1, Timeout: s.options.Timeout}, named, stages, sink)
	return err
}

// badRequest is an error that the client can mend.
type badRequest struct{ error }

func (e badRequest) Unwrap() error { return e.error }

// extract answers with records.
func (s *Server) extract(w http.ResponseWriter, r *http.Request) {
	in, err := s.body(w, r)
	if err != nil {
		fail(w, status(err, http.StatusBadRequest), err)
		return
	}
	var out bytes.Buffer
	withText := r.URL.Query().Get("with_text") == "true"
	if err := s.run(r.Context(), in, jsonl.New(jsonl.Options{WithText: withText}), func(d *pipeline.Doc) error {
		out.Write(d.Output)
		return nil
	}); err != nil {
		fail(w, status(err, http.StatusInternalServerError), err)
		return
	}
	w.Header().Set("Vary", "Accept")
	if strings.Contains(r.Header.Get("Accept"), "application/x-ndjson") {
		w.Header().Set("Content-Type", "application/x-ndjson")
		_, _ = w.Write(out.Bytes())
		return
	}
	w.Header().Set("Content-Type", "application/json")
	lines := bytes.TrimSuffix(out.Bytes(), []byte("\n"))
	_, _ = fmt.Fprintf(w, "{\"records\":[%s]}\n", bytes.ReplaceAll(lines, []byte("\n"), []byte(",\n")))
}

// form shows the empty form.
func (s *Server) form(w http.ResponseWriter, r *http.Request) {
	s.show(w, http.StatusOK, func(out io.Writer) error {
		return review.Form(out, review.Input{}, review.Options{Lang: s.lang(r, ""), Version: s.options.Version})
	})
}

// review answers the form with the page of a report.
func (s *Server) review(w http.ResponseWriter, r *http.Request) {
	in, err := s.posted(w, r)
	options := review.Options{Lang: s.lang(r, r.PostFormValue("lang")), Version: s.options.Version, Home: "/", Serve: true}
	var page []byte
	if err == nil {
		n := 0
		err = s.run(r.Context(), in, review.NewStage(options), func(d *pipeline.Doc) error {
			n++
			switch {
			case n > 1:
				return badRequest{errSeveral}
			case d.Failure != nil:
				return unreadable{errors.New(d.Failure.Message)}
			}
			page = d.Output
			return nil
		})
		if err == nil && n == 0 {
			err = badRequest{errEmpty}
		}
	}
	if err != nil {
		if media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); media != "multipart/form-data" {
			fail(w, status(err, http.StatusBadRequest), err)
			return
		}
		s.show(w, status(err, http.StatusInternalServerError), func(out io.Writer) error {
			kept := review.Input{Text: r.PostFormValue("text"), Date: in.Date, Error: err.Error()}
			return review.Form(out, kept, review.Options{Lang: options.Lang, Version: options.Version})
		})
		return
	}
	s.show(w, http.StatusOK, func(out io.Writer) error {
		_, err := out.Write(page)
		return err
	})
}

// unreadable is the error of a document that could not be read.
type unreadable struct{ error }

// posted reads the form.
func (s *Server) posted(w http.ResponseWriter, r *http.Request) (request, error) {
	r.Body = http.MaxBytesReader(w, r.Body, s.options.MaxSize+64<<10) // the form around it
	// All in memory: nothing of a report is left on the disk.
	if err := r.ParseMultipartForm(s.options.MaxSize + 128<<10); err != nil {
		return request{}, badRequest{err}
	}
	in := request{ID: "pasted.txt", Date: r.PostFormValue("date"), format: source.Text, raw: []byte(r.PostFormValue("text"))}
	if f, header, err := r.FormFile("file"); err == nil {
		defer f.Close()
		if header.Filename != "" || header.Size > 0 {
			raw, err := io.ReadAll(f)
			if err != nil {
				return in, err
			}
			in.ID, in.raw = cmp.Or(header.Filename, "file"), raw
			in.format = byName(in.ID)
		}
	}
	if len(bytes.TrimSpace(in.raw)) == 0 {
		return in, badRequest{errEmpty}
	}
	return in, nil
}

// byName returns the format of a file that its bytes do not always tell.
func byName(name string) source.Format {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm":
		return source.HTML
	case ".jsonl":
		return source.JSONL
	case ".csv":
		return source.CSV
	}
	return source.Auto
}

// show writes a page.
func (s *Server) show(w http.ResponseWriter, code int, write func(io.Writer) error) {
	var out bytes.Buffer
	if err := write(&out); err != nil {
		fail(w, http.StatusInternalServerError, err)
		return
	}
	// The page itself names what may run in it.
	w.Header().Set("Content-Security-Policy", "frame-ancestors 'none'")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(code)
	_, _ = w.Write(out.Bytes())
}

// lang returns the language of a page: the one asked for, the server's, the browser's.
func (s *Server) lang(r *http.Request, asked string) string {
	if asked == review.English || asked == review.Chinese {
		return asked
	}
	if s.options.Lang != "" {
		return s.options.Lang
	}
	if strings.HasPrefix(strings.ToLower(r.Header.Get("Accept-Language")), "zh") {
		return review.Chinese
	}
	return review.English
}

// status returns the status code for an error, other where the error tells none.
func status(err error, other int) int {
	var large *http.MaxBytesError
	var bad badRequest
	var unread unreadable
	switch {
	case errors.As(err, &large):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, errMedia):
		return http.StatusUnsupportedMediaType
	case errors.Is(err, ErrBusy), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return http.StatusServiceUnavailable
	case errors.As(err, &unread):
		return http.StatusUnprocessableEntity
	case errors.As(err, &bad):
		return http.StatusBadRequest
	}
	return other
}

// fail answers with an error as RFC 9457 has it.
func fail(w http.ResponseWriter, code int, err error) {
	if code == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "5")
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(problem{http.StatusText(code), code, err.Error()})
}

type problem struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
}
