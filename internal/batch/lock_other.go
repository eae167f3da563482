//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package batch

import (
	"fmt"
	"os"
	"runtime"
)

// tryLock fails: without a lock that ends with its process two runs could meet.
func tryLock(*os.File) error {
	return fmt.Errorf("cannot lock a folder on %s", runtime.GOOS)
}
