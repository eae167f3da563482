package pdf

import (
	"os"
	"path/filepath"

	"github.com/tetratelabs/wazero"
)

// CacheVariable names the variable of the environment that says where compiled PDFium is
// kept: a folder, or "off" for nowhere. Unset it is the folder huiyao in the user's folder for caches.
const CacheVariable = "HUIYAO_CACHE"

// cacheFolder returns the folder in which compiled PDFium is kept, made if need be; "" where
// none is to be used, can be used, or is safe to use. What lies there is run, so nobody
// else may be able to write to it.
func cacheFolder() string {
	folder := os.Getenv(CacheVariable)
	switch folder {
	case "off":
		return ""
	case "":
		user, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		folder = filepath.Join(user, "huiyao")
	}
	if !filepath.IsAbs(folder) || os.MkdirAll(folder, 0o700) != nil || !private(folder) {
		return ""
	}
	return folder
}

// cached returns config with compiled code kept in folder, and whether it is. Files there
// are written under another name and renamed, so that several processes can share them,
// and hold a checksum and the versions that they are of.
func cached(config wazero.RuntimeConfig, folder string) (wazero.RuntimeConfig, bool) {
	if folder == "" {
		return config, false
	}
	cache, err := wazero.NewCompilationCacheWithDir(folder)
	if err != nil {
		return config, false
	}
	return config.WithCompilationCache(cache), true
}
