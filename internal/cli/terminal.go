package cli

import "os"

// isTerminal reports whether in is a character device other than the null device.
func isTerminal(in any) bool {
	f, ok := in.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// movable reports whether out is a terminal that can go back to what it has written.
func movable(out any) bool { return isTerminal(out) && os.Getenv("TERM") != "dumb" }

// coloured reports whether out is a terminal with colours that are wanted: NO_COLOR, with
// any value, forbids them (no-color.org).
func coloured(out any) bool { return movable(out) && os.Getenv("NO_COLOR") == "" }
