package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
	"github.com/spf13/pflag"
)

func newMan(s *Streams) *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:   "man [COMMAND]...",
		Short: "Print the manual page of a command, or write all pages",
		Long: `man prints the manual page of a command, without one that of huiyao, in the form that
the program man reads. With --out it writes the pages of all commands into a folder, a
file for each: put them into a folder man1 of the manual path. They say the same as
--help. The same version gives the same bytes.`,
		Example: `  huiyao man extract | man -l -
  huiyao man golden check > huiyao-golden-check.1
  huiyao man --out /usr/local/share/man/man1`,
		ValidArgsFunction: commands,
		RunE: func(c *cobra.Command, args []string) error {
			about, rest, err := c.Root().Find(args)
			if err == nil && len(rest) > 0 {
				err = arguments(0, 0)(about, rest) // a command is asked for that has none below it
			}
			if err != nil {
				return err
			}
			if out == "" {
				page, err := s.manual(about)
				if err != nil {
					return err
				}
				_, err = s.Out.Write(page)
				return err
			}
			if err := os.MkdirAll(out, 0o777); err != nil {
				return err
			}
			return s.writeManuals(about, out)
		},
	}
	c.Flags().StringVar(&out, "out", "", "write a file for each command to the folder `DIR`")
	complete(c, "out", folders)
	return c
}

// commands completes the names of commands, one below the other.
func commands(c *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	about, rest, err := c.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []cobra.Completion
	for _, sub := range about.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, cobra.CompletionWithDesc(sub.Name(), sub.Short))
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// writeManuals writes the pages of a command and of all below it.
func (s *Streams) writeManuals(c *cobra.Command, dir string) error {
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			if err := s.writeManuals(sub, dir); err != nil {
				return err
			}
		}
	}
	page, err := s.manual(c)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, strings.ReplaceAll(c.CommandPath(), " ", "-")+".1"), page, 0o666)
}

// manual returns the manual page of a command, in troff. The command's own texts are then
// in Markdown: its help is not what it was.
func (s *Streams) manual(c *cobra.Command) ([]byte, error) {
	c.DisableAutoGenTag = true
	c.Short, c.Long = escaper.Replace(c.Short), markdown(c.Long)
	c.Flags().VisitAll(func(f *pflag.Flag) {
		_, text := pflag.UnquoteUsage(f)
		f.Usage = escaper.Replace(strings.ReplaceAll(text, "\n", " "))
	})
	title := strings.ToUpper(strings.ReplaceAll(c.CommandPath(), " ", "-"))
	var page bytes.Buffer
	err := doc.GenMan(c, &doc.GenManHeader{Title: title, Section: "1", Date: &noDate, Source: "huiyao " + version, Manual: "huiyao"}, &page)
	if err != nil {
		return nil, err
	}
	// A date would be that of the build: the version says more.
	replace := []string{noDate.Format("Jan 2006"), ""}
	for _, h := range manualHeadings {
		replace = append(replace, ".SH "+h+"\n", ".SH "+s.Language.Text(h)+"\n")
	}
	if s.Language != nil {
		replace = append(replace, ".nh\n", ".nh\n.ad l\n") // no spaces between words to make wider
	}
	return noDefault.ReplaceAll([]byte(strings.NewReplacer(replace...).Replace(page.String())), []byte("$1")), nil
}

// noDefault is a flag with a default that says nothing.
var noDefault = regexp.MustCompile(`(?m)^((?:\\fB-\w\\fP, )?\\fB--[a-z-]+\\fP)\[?=(?:""|0|0s|\[\]|false)\]?$`)

// manualHeadings are the headings of a manual page.
var manualHeadings = []string{"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLE", "SEE ALSO"}

// noDate stands where a date is wanted and there is none.
var noDate = time.Unix(0, 0).UTC()

// escaper makes text of what Markdown would take for markup.
var escaper = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`, "&", `\&`)

// markdown returns the help text of a command in Markdown: lines that are set in stay as
// they are.
func markdown(text string) string {
	var b strings.Builder
	set := false
	for line := range strings.Lines(text) {
		if in := strings.HasPrefix(line, "  ") || set && line == "\n"; in != set {
			set = in
			b.WriteByte('\n')
		}
		if set {
			b.WriteString("    " + line)
		} else {
			b.WriteString(escaper.Replace(line))
		}
	}
	return b.String()
}
