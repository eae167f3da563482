# Needs Go alone. `make race`, a part of check, also takes a C compiler where there is one;
# `make eval` also takes python3 and the shared measures where they are there, and
# `make test-readers` needs Python and PyPI, `make test-spark` Java 17 besides.

GO       ?= go
SHARED   ?= ../shared
REPORT   ?= corpus/regional-forum.hant.txt
TIMEOUT  ?= 4m
FUZZTIME ?= 60s
COUNT    ?= 1
RACE     ?= ./pipeline ./pipeline/standard ./golden ./internal/batch
BIN      := bin/huiyao
BENCHSTAT := golang.org/x/perf/cmd/benchstat@v0.0.0-20260908200009-22c9c6c9d4da
GOFMT     = "$$($(GO) env GOROOT)/bin/gofmt"

export CGO_ENABLED = 0
export GOFLAGS = -mod=readonly

.PHONY: run build test test-readers test-spark bench-spark test-browser test-release pictures release check lint generate mutate race golden-update eval bench fuzz clean

# The main job on one report: records to standard output.
run: build
	@$(BIN) extract $(REPORT)

# The words about the build go to standard error: the output of run is records alone.
build:
	@echo "$(GO) build -trimpath -o $(BIN) ./cmd/huiyao" >&2
	@$(GO) build -trimpath -o $(BIN) ./cmd/huiyao

test:
	$(GO) test -timeout $(TIMEOUT) ./...

# Reads what export, label and package write with the programs that people use. Installs them from PyPI into
# out/readers, once for each change of their list: needs python3 with venv, 3.11 or later.
# The records are those of the corpus and, where they are there, a run over the shared texts.
READERS := out/readers
PYTHON  ?= python3
test-readers: build $(READERS)/installed
	$(READERS)/venv/bin/python export/readers/tables.py $(BIN) $(READERS)/tables golden/*.jsonl export/testdata/hard.jsonl
	$(READERS)/venv/bin/python export/readers/dataset.py $(BIN) $(READERS)/package golden/*.jsonl export/testdata/hard.jsonl
	$(READERS)/venv/bin/python export/readers/labels.py $(BIN) $(READERS)/labels corpus
	@if test -d $(SHARED)/gold/dev; then set -e -x; \
		$(BIN) batch $(SHARED)/gold/dev --types quantity,task_count,body,number --out $(READERS)/run; \
		$(READERS)/venv/bin/python export/readers/tables.py $(BIN) $(READERS)/run-tables $(READERS)/run; \
		$(READERS)/venv/bin/python export/readers/dataset.py $(BIN) $(READERS)/run-package $(READERS)/run; \
		$(READERS)/venv/bin/python export/readers/labels.py $(BIN) $(READERS)/run-labels $(SHARED)/gold/dev; \
	fi

$(READERS)/installed: export/readers/requirements.txt
	rm -rf $(READERS)
	$(PYTHON) -m venv $(READERS)/venv || { echo "test-readers: $(PYTHON) cannot make a virtual environment: install Python 3.11 or later with venv" >&2; exit 1; }
	$(READERS)/venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --prefer-binary --requirement export/readers/requirements.txt
	touch $@

# huiyao-spark on a cluster of this machine, an executor killed in the middle, against huiyao batch and export.
# Installs Spark from PyPI into out/spark, once for each change of the list: needs python3 with venv, 3.11 or later,
# and Java 17 or later.
SPARK := out/spark
test-spark: build $(SPARK)/installed
	cd spark && ../$(SPARK)/venv/bin/ruff check . && ../$(SPARK)/venv/bin/ruff format --check . && ../$(SPARK)/venv/bin/mypy
	cd spark && PYTHONPATH=src HUIYAO=$(CURDIR)/$(BIN) ../$(SPARK)/venv/bin/python -W ignore::ResourceWarning -m unittest discover -s tests
	$(SPARK)/venv/bin/python spark/tests/cluster.py $(BIN) $(SPARK)/test

# How long huiyao batch and huiyao-spark take for 1, 4 and 16 times 5,000 reports, for docs/benchmarks.md.
bench-spark: build $(SPARK)/installed
	$(SPARK)/venv/bin/python spark/tests/cluster.py --growth 16 $(BIN) $(SPARK)/growth

$(SPARK)/installed: spark/requirements.txt
	@command -v java >/dev/null || { echo "spark: no java: install Java 17 or later" >&2; exit 1; }
	rm -rf $(SPARK)
	$(PYTHON) -m venv $(SPARK)/venv || { echo "spark: $(PYTHON) cannot make a virtual environment: install Python 3.11 or later with venv" >&2; exit 1; }
	$(SPARK)/venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --prefer-binary --requirement spark/requirements.txt
	touch $@

# The pages and the server in a real Chromium, which has to be there: chromium in the path,
# or CHROMIUM=PATH. What a screen reader gets, colours among it, is checked by axe-core, which
# npm installs into out/axe.
AXE := out/axe/node_modules/axe-core/axe.min.js
test-browser: $(AXE)
	$(GO) vet -tags browser ./internal/serve
	AXE="$(CURDIR)/$(AXE)" $(GO) test -tags browser -count=1 -timeout 6m -run Browser ./internal/serve

$(AXE):
	@command -v npm >/dev/null || { echo "test-browser: npm is needed to install axe-core" >&2; exit 1; }
	npm install --prefix out/axe --no-save --ignore-scripts --no-audit --no-fund --loglevel error axe-core@4.14.1

# Writes the pictures of the documentation anew; needs Chromium and a Chinese font.
pictures:
	PICTURES="$(CURDIR)/docs/pictures" $(GO) test -tags browser -count=1 -timeout 3m -run BrowserPictures ./internal/serve

# Archives for all platforms with checksums and bills of materials, in out/release/VERSION.
# The version is that of the last tag, or VERSION=1.2.3; the time of the files that of the
# last commit, or SOURCE_DATE_EPOCH.
release:
	@version="$${VERSION:-$$(git describe --tags --match 'v[0-9]*' --dirty 2>/dev/null)}"; \
	test -n "$$version" || { echo "release: no tag names a version: say VERSION=1.2.3" >&2; exit 1; }; \
	SOURCE_DATE_EPOCH="$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct)}" \
		$(GO) run ./internal/release -version "$$version" -out "out/release/$${version#v}"

# Makes a release for all platforms, looks into it, and makes a part of it again elsewhere.
test-release:
	$(GO) vet -tags release ./internal/release
	$(GO) test -tags release -count=1 -timeout 40m -run TestRelease -v ./internal/release

check: lint race
	$(GO) vet ./...
	$(GO) mod verify

# Form of the code, and form and sense of the word lists and rules.
mutate: # names the rules of numbers, and their alternatives, without which nothing changes
	HUIYAO_MUTATE=1 go test ./extractors -run TestMutations -v

lint: build
	@unformatted="$$($(GOFMT) -l .)"; test -z "$$unformatted" || { echo "not as gofmt has it:"; echo "$$unformatted"; exit 1; }
	$(BIN) dict check
	CI=true $(GO) test -count=1 -run TestCompiledIsUpToDate ./dict

# Compiles the word lists and rules, and makes the messages in traditional script: run it
# after each change of dict/*.tsv, dict/rules and internal/locale/zh-Hans.yaml.
generate:
	$(GO) generate ./dict ./pipeline/... ./internal/locale

# The race detector needs cgo.
race:
	@if command -v "$$($(GO) env CC)" >/dev/null; then \
		echo "$(GO) test -race $(RACE)"; CGO_ENABLED=1 $(GO) test -timeout $(TIMEOUT) -race $(RACE); \
	else echo "no C compiler: the race detector is left out"; fi

# Writes the output for the corpus to golden/, and the README's example. Read the
# difference line by line.
golden-update:
	$(GO) test ./golden -update -v -run 'TestGolden|TestReadmeExample'

# Figures against hand labels: the corpus, and the shared texts where they are there.
eval: build
	$(BIN) eval corpus
	@if test -d $(SHARED)/gold/dev; then \
		echo "$(BIN) eval $(SHARED)/gold/dev"; $(BIN) eval $(SHARED)/gold/dev; \
	fi
	@if test -f $(SHARED)/eval/suites.py && command -v python3 >/dev/null; then \
		echo "suites.py"; python3 $(SHARED)/eval/suites.py --bin $(BIN) $(SHARED)/suites/*.jsonl; \
	fi

# All benchmarks, beside gse and gocc, and the whole beside them on the shared reports where
# they are there; figures to bench.txt. Where docs/bench.txt holds those of another version,
# benchstat compares: take COUNT=10 before you claim anything.
bench:
	$(GO) test -run '^$$' -bench . -benchmem -count $(COUNT) ./... | tee bench.txt
	@for texts in $(SHARED)/reports/mainland $(SHARED)/reports/traditional; do \
		if test -d $$texts; then \
			BENCH_TEXTS=$$(cd $$texts && pwd) $(GO) test -run '^$$' -bench SideBySide -benchtime 10s -count $(COUNT) ./pipeline/standard | tee -a bench.txt; \
		fi; \
	done
	@if test -f docs/bench.txt; then $(GO) run $(BENCHSTAT) docs/bench.txt bench.txt; fi

# Every fuzz target for FUZZTIME.
fuzz:
	@for p in $$($(GO) list ./...); do \
		for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
			echo "$(GO) test -fuzz ^$$f\$$ $$p"; \
			$(GO) test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) $$p || exit 1; \
		done; \
	done

clean:
	rm -rf bin
