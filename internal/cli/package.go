package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/dataset"
	"github.com/huiyao/huiyao/internal/runs"
)

func newPackage(s *Streams) *cobra.Command {
	var o dataset.Options
	var dir string
	c := &cobra.Command{
		Use:   "package RUN|RECORDS",
		Short: "Make a dataset of records that others can cite and load",
		Long: `package reads a file of records ("-" is standard input) or the folder of a batch run
and makes a folder of

  records.jsonl, schema.json        the records and their JSON Schema
  tables/NAME.csv, NAME.parquet     a table for each type, as huiyao export writes them
  datapackage.json, croissant.json  descriptions in the forms of Frictionless and Croissant
  DATA_DICTIONARY.md, README.md     what the columns mean; a card with counts
  manifest.json                     of a batch run: what it was made from
  SHA256SUMS                        checksums of all of these

The same records and flags give the same bytes. The folder --out must be empty.`,
		Example: `  huiyao package records.jsonl --out dataset/ --name city-reports --license CC-BY-4.0 \
    --title "Reports of ten cities" --description "Figures from reports of 2020 to 2024." \
    --creator "Institute of Cities" --version 1.0.0 --date 2026-01-31 --url https://example.org/reports
  cd dataset && sha256sum --check SHA256SUMS`,
		Args:              arguments(1, 1),
		ValidArgsFunction: first(1, recordFiles),
		RunE: func(c *cobra.Command, args []string) error {
			run, err := runs.Open(args[0], s.In)
			if err != nil {
				return err
			}
			if args[0] != "-" {
				// Of a file it is no folder, of a run by other means there may be none.
				manifest, err := os.ReadFile(filepath.Join(args[0], dataset.ManifestFile))
				if err == nil {
					o.Manifest = manifest
				} else if info, failed := os.Stat(args[0]); failed == nil && info.IsDir() && !errors.Is(err, fs.ErrNotExist) {
					return err
				}
			}
			o.Program = "huiyao " + version
			result, err := dataset.Write(c.Context(), run.Records(), dir, o)
			if err != nil {
				return err
			}
			s.message("%d records in %d files", result.Records, len(result.Files))
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&dir, "out", "", "the folder `DIR` to write to; it is made where it is not there")
	f.StringVar(&o.Name, "name", "", "short `NAME` of the dataset: a to z, digits, - _ and .")
	f.StringVar(&o.Title, "title", "", "its `TITLE` (default the name)")
	f.StringVar(&o.Description, "description", "", "what it is, in a `TEXT` of a sentence or more")
	f.StringVar(&o.License, "license", "", "its `LICENCE`: an SPDX id such as CC-BY-4.0, or a URL")
	f.StringVar(&o.URL, "url", "", "the `URL` where it is found")
	f.StringVar(&o.Creator, "creator", "", "`WHO` has made it")
	f.StringVar(&o.Version, "version", "", "its `VERSION`")
	f.StringVar(&o.Date, "date", "", "date of its publication, `YYYY-MM-DD`")
	f.StringVar(&o.Cite, "cite", "", "how to cite it, a `TEXT`")
	complete(c, "out", folders)
	required(c, "out", "name", "description", "license")
	return c
}
