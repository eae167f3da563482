package batch

import (
	"syscall"
	"testing"
)

// smallDisk mounts a file system of two megabytes for the test.
func smallDisk(t *testing.T) (dir string, ok bool) {
	dir = t.TempDir()
	if syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m") != nil {
		return "", false
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir, true
}
