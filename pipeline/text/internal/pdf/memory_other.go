//go:build !unix

package pdf

// reserve returns false: the memory then is Go's.
func reserve(uint64) ([]byte, bool) { return nil, false }

func unreserve([]byte) {}
