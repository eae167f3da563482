//go:build !linux

package batch

import "testing"

func smallDisk(*testing.T) (dir string, ok bool) { return "", false }
