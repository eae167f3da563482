//go:build unix

package pdf

import "golang.org/x/sys/unix"

// reserve returns size bytes of addresses that take memory only where they are written,
// and all of which is given back at once; false where there are none.
func reserve(size uint64) ([]byte, bool) {
	pages, err := unix.Mmap(-1, 0, int(size), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON)
	return pages, err == nil
}

func unreserve(pages []byte) { _ = unix.Munmap(pages) }
