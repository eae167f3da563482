//go:build !unix

package pdf

import "os"

// private reports whether the folder is one: the user's own is by default.
func private(folder string) bool {
	info, err := os.Stat(folder)
	return err == nil && info.IsDir()
}
