package cli

import (
	"net"
	"net/netip"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/internal/review"
	"github.com/huiyao/huiyao/internal/serve"
)

func newServe(s *Streams) *cobra.Command {
	var o settings
	var addr, maxSize string
	var run serve.Options
	c := &cobra.Command{
		Use:   "serve",
		Short: "Read reports in a browser on this machine",
		Long: `serve answers a browser: a page to paste a report into or drop a file on, which gives
the page that review draws. Programs send reports to /api/extract and get the records;
/openapi.json describes how. Nothing that it reads is kept or sent on.

It can be reached from this machine only, unless --allow-remote is given; it knows no
users and no passwords, so give that only in a network that you trust, and name with
--host what clients call the server. An interrupt lets the requests under way end.`,
		Example: `  huiyao serve
  huiyao serve --addr 127.0.0.1:9000 --max-size 2MiB
  curl -s --data-binary @report.txt -H 'Content-Type: text/plain' http://127.0.0.1:8080/api/extract`,
		Args: arguments(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			if err := reachable(addr, run.Remote); err != nil {
				return seeHelp(c, err)
			}
			if run.Lang != "" {
				if err := oneOf("--lang", run.Lang, review.English, review.Chinese); err != nil {
					return err
				}
			}
			var err error
			if run.MaxSize, err = parseSize(maxSize); err != nil {
				return errorf("--max-size: %w", err)
			}
			if run.MaxSize < 1 || run.Timeout <= 0 || run.Concurrent < 1 {
				return errorf("--max-size, --timeout and --concurrent must be above 0")
			}
			if run.Dict, err = o.load(); err != nil {
				return err
			}
			run.Version, run.Log = version, s.Err
			server, err := serve.New(run)
			if err != nil {
				return err
			}
			var listen net.ListenConfig
			l, err := listen.Listen(c.Context(), "tcp", addr)
			if err != nil {
				return err
			}
			s.message("listening on http://%s", l.Addr())
			if err := server.Serve(c.Context(), l); err != nil {
				return err
			}
			s.message("stopped")
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&addr, "addr", "127.0.0.1:8080", "the `ADDRESS:PORT` to listen on; port 0 takes a free one")
	f.BoolVar(&run.Remote, "allow-remote", false, "let --addr be one that other machines can reach")
	f.StringSliceVar(&run.Hosts, "host", nil, "a `NAME` by which clients may call the server, beside localhost and its address")
	f.StringVar(&run.Lang, "lang", "", "`LANGUAGE` of the pages: en or zh (default the browser's)")
	f.StringVar(&maxSize, "max-size", sizeText(serve.DefaultMaxSize), "the `SIZE` of a report, and of what it unpacks to, at most")
	f.DurationVar(&run.Timeout, "timeout", serve.DefaultTimeout, "give a request up after this `TIME`")
	f.IntVar(&run.Concurrent, "concurrent", runtime.GOMAXPROCS(0), "work on `N` requests at once, by default one for each processor; others wait")
	values(c, "lang", review.English, review.Chinese)
	f.Lookup("concurrent").DefValue = "0" // the same words on every machine
	o.dictFlag(c)
	return c
}

// reachable returns an error for an address that other machines can reach, unless they may.
func reachable(addr string, remote bool) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return errorf("--addr %s: %w", addr, err)
	}
	if remote || host == "localhost" {
		return nil
	}
	if ip, err := netip.ParseAddr(host); err != nil || !ip.Unmap().IsLoopback() {
		return errorf("--addr %s: other machines could reach it; say --allow-remote if they may", addr)
	}
	return nil
}
