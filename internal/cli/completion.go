package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// shells are the shells that there is a completion script for.
var shells = []string{"bash", "zsh", "fish", "powershell"}

func newCompletion(s *Streams) *cobra.Command {
	return &cobra.Command{
		Use:   "completion " + strings.Join(shells, "|"),
		Short: "Print a script that completes commands in a shell",
		Long: `completion prints a script for a shell, which then completes commands, flags, their
values and the names of files with the Tab key. The script asks the program itself,
so it need not be made anew with each version.

bash needs the package bash-completion. For all new shells put the script where the
shell looks for such:

  bash        /etc/bash_completion.d/huiyao, or for one user
              ~/.local/share/bash-completion/completions/huiyao
  zsh         a file _huiyao in a folder of $fpath, with compinit in ~/.zshrc
  fish        ~/.config/fish/completions/huiyao.fish
  powershell  a file that $PROFILE runs`,
		Example: `  source <(huiyao completion bash)
  huiyao completion bash > ~/.local/share/bash-completion/completions/huiyao
  huiyao completion zsh > "${fpath[1]}/_huiyao"
  huiyao completion fish > ~/.config/fish/completions/huiyao.fish
  huiyao completion powershell >> huiyao.ps1`,
		Args:                  arguments(1, 1),
		ValidArgs:             shells,
		DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			root := c.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(s.Out, true)
			case "zsh":
				return root.GenZshCompletion(s.Out)
			case "fish":
				return root.GenFishCompletion(s.Out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(s.Out)
			}
			return seeHelp(c, oneOf("SHELL", args[0], shells...))
		},
	}
}

// What arguments and values of flags are, for completion. Where nothing is said there is
// nothing to complete.
var (
	anyFiles    = completeFiles(cobra.ShellCompDirectiveDefault)
	folders     = completeFiles(cobra.ShellCompDirectiveFilterDirs)
	recordFiles = completeFiles(cobra.ShellCompDirectiveFilterFileExt, "jsonl", "ndjson", "gz", "zst") // and folders: runs
)

// completeFiles returns a completion by file names: those with the endings, or folders.
func completeFiles(how cobra.ShellCompDirective, endings ...string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return endings, how
	}
}

// first returns a completion for the first n arguments.
func first(n int, complete cobra.CompletionFunc) cobra.CompletionFunc {
	return func(c *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) >= n {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return complete(c, args, begun)
	}
}

// values makes a flag of c complete its fixed values.
func values(c *cobra.Command, flag string, all ...string) {
	complete(c, flag, cobra.FixedCompletions(all, cobra.ShellCompDirectiveNoFileComp))
}

// lists makes a flag of c complete its fixed values in a list with commas, each once.
func lists(c *cobra.Command, flag string, all ...string) {
	complete(c, flag, func(_ *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		before := begun[:strings.LastIndex(begun, ",")+1]
		var out []cobra.Completion
		for _, v := range all {
			if !slices.Contains(strings.Split(before, ","), v) {
				out = append(out, before+v)
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	})
}

// complete makes a flag of c complete its values by a function.
func complete(c *cobra.Command, flag string, by cobra.CompletionFunc) {
	if err := c.RegisterFlagCompletionFunc(flag, by); err != nil {
		panic(fmt.Sprintf("%s: %v", c.CommandPath(), err)) // wrong from the first start on
	}
}
