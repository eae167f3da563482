package main

import (
	"os"
	"syscall"
)

// peakMemory returns the greatest resident size in bytes that a finished process had.
func peakMemory(p *os.ProcessState) int64 { return p.SysUsage().(*syscall.Rusage).Maxrss * 1024 }
