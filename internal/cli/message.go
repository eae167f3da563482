package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/huiyao/huiyao/internal/locale"
)

// A message is a format and what goes into it. It is English until it is written for the
// user: what gets into records, pages and files is the same in every language.
type message struct {
	format string
	args   []any
}

// say returns a message, which may be an argument of another.
func say(format string, args ...any) message { return message{format, args} }

func (m message) String() string { return fmt.Sprintf(m.format, m.args...) }

// in returns the message in the language of a catalogue, and so the messages and errors
// that are its arguments.
func (m message) in(c *locale.Catalogue) string {
	args := make([]any, len(m.args))
	for i, a := range m.args {
		switch a := a.(type) {
		case message:
			args[i] = a.in(c)
		case error:
			args[i] = inLanguage(a, c)
		default:
			args[i] = a
		}
	}
	return fmt.Sprintf(strings.ReplaceAll(c.Text(m.format), "%w", "%s"), args...)
}

// problem is an error with a message. What it wraps with %w can be found by errors.Is.
type problem struct {
	message
	english error
}

func (p *problem) Error() string { return p.english.Error() }
func (p *problem) Unwrap() error { return errors.Unwrap(p.english) }

// errorf is fmt.Errorf for this package.
func errorf(format string, args ...any) error {
	return &problem{say(format, args...), fmt.Errorf(format, args...)}
}

// foundError ends a command that did its work and found something to complain about.
type foundError struct{ error }

func (e foundError) Unwrap() error { return e.error }

// found returns a foundError.
func found(format string, args ...any) error { return foundError{errorf(format, args...)} }

// resumable ends an interrupted command that can go on later; it says how.
type resumable struct{ error }

// canGoOn returns a resumable.
func canGoOn(format string, args ...any) error { return resumable{errorf(format, args...)} }

// inLanguage returns an error in the language of a catalogue. Errors of other packages, and
// what they wrap, are English.
func inLanguage(err error, c *locale.Catalogue) string {
	switch e := err.(type) {
	case *problem:
		return e.in(c)
	case foundError:
		return inLanguage(e.error, c)
	case resumable:
		return inLanguage(e.error, c)
	case interface{ Unwrap() []error }:
		var lines []string
		for _, err := range e.Unwrap() {
			lines = append(lines, inLanguage(err, c))
		}
		return strings.Join(lines, "\n")
	}
	return err.Error()
}

// message writes a message, each of its lines with the program's name before it.
func (s *Streams) message(format string, args ...any) {
	for line := range strings.Lines(say(format, args...).in(s.Language)) {
		fmt.Fprintf(s.Err, "huiyao: %s\n", strings.TrimSuffix(line, "\n"))
	}
}

// flagError says in our own words what is wrong with a flag.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var empty *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	dashes := func(name, shorthands string) string {
		if shorthands != "" {
			return "-" + name
		}
		return "--" + name
	}
	switch {
	case errors.As(err, &unknown):
		err = errorf("unknown flag: %s", dashes(unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames()))
	case errors.As(err, &empty):
		err = errorf("flag needs a value: %s", dashes(empty.GetSpecifiedName(), empty.GetSpecifiedShortnames()))
	case errors.As(err, &wrong):
		err = errorf("invalid argument %q for --%s: %w", wrong.GetValue(), wrong.GetFlag().Name, wrong.Unwrap())
	}
	return seeHelp(c, err)
}

// arguments returns a check that there are so many arguments; a most below 0 is no limit.
func arguments(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch n := len(args); {
		case n > 0 && most == 0:
			return seeHelp(c, errorf("unknown command %q for %q", args[0], c.CommandPath()))
		case n < least && most < 0:
			return seeHelp(c, errorf("arguments: at least %d needed, %d given", least, n))
		case n < least || most >= 0 && n > most:
			return seeHelp(c, errorf("arguments: %d needed, %d given", most, n))
		}
		return nil
	}
}

// requiredFlags returns an error where a flag is missing that c does not run without.
func requiredFlags(c *cobra.Command) error {
	var missing []string
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Annotations[cobra.BashCompOneRequiredFlag] != nil && !f.Changed {
			missing = append(missing, "--"+f.Name)
		}
	})
	if len(missing) > 0 {
		return seeHelp(c, errorf("required flags not set: %s", join(missing)))
	}
	return nil
}

// seeHelp adds to err where the command's help is.
func seeHelp(c *cobra.Command, err error) error {
	return errorf("%w\nsee %s --help", err, c.CommandPath())
}

// headings are the words of cobra's help that are no command's own.
var headings = []string{
	"Usage:", "Examples:", "Available Commands:", "Flags:",
	`Use "{{.CommandPath}} [command] --help" for more information about a command.`,
}

const defaultIs = " (default %s)"

// translate puts the help of root and of all commands below it into the language of a
// catalogue.
func translate(root *cobra.Command, catalogue *locale.Catalogue) {
	if catalogue == nil {
		return
	}
	root.InitDefaultHelpCmd()
	var pairs []string
	for _, h := range headings {
		pairs = append(pairs, h, catalogue.Text(h))
	}
	root.SetUsageTemplate(strings.NewReplacer(pairs...).Replace(root.UsageTemplate()))
	each(root, func(c *cobra.Command) {
		c.Short = catalogue.Text(c.Short)
		c.Long = paragraphs(c.Long, catalogue.Text)
		c.Flags().VisitAll(func(f *pflag.Flag) {
			f.Usage = catalogue.Text(f.Usage)
			if none := zero(f); f.DefValue != none {
				f.Usage += say(defaultIs, f.DefValue).in(catalogue)
				f.DefValue = none // or pflag would say it in English
			}
		})
	})
}

// paragraphs returns a help text with each of its paragraphs, which are messages of their
// own, replaced. One that is set in is a message without the space before its lines.
func paragraphs(text string, replace func(string) string) string {
	const in = "  "
	all := strings.Split(text, "\n\n")
	for i, p := range all {
		if strings.HasPrefix(p, in) {
			p = strings.ReplaceAll(strings.TrimPrefix(p, in), "\n"+in, "\n")
			all[i] = in + strings.ReplaceAll(replace(p), "\n", "\n"+in)
		} else {
			all[i] = replace(p)
		}
	}
	return strings.Join(all, "\n\n")
}

// zero returns the default of a flag that help does not mention.
func zero(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "bool":
		return "false"
	case "int", "int64":
		return "0"
	case "duration":
		return "0s"
	case "stringSlice":
		return "[]"
	}
	return ""
}

// each calls do for a command and all below it.
func each(c *cobra.Command, do func(*cobra.Command)) {
	do(c)
	for _, sub := range c.Commands() {
		each(sub, do)
	}
}
