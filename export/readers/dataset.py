"""Checks the folder of `huiyao package` with the programs of its descriptions.

    python dataset.py HUIYAO WORKDIR RECORDS...
    python dataset.py HUIYAO WORKDIR RUN

Exits with 1 on the first fault.
"""

import hashlib
import json
import logging
import math
import pathlib
import shutil
import subprocess
import sys

import frictionless
import mlcroissant


def fail(message):
    sys.exit(f"dataset.py: {message}")


def main():
    huiyao, work, *inputs = sys.argv[1:]
    work = pathlib.Path(work)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    records = source = work / "in.jsonl"
    if pathlib.Path(inputs[0]).is_dir():
        source = pathlib.Path(inputs[0])
        inputs = source.glob("records-*.jsonl")
    records.write_bytes(b"".join(pathlib.Path(p).read_bytes() for p in sorted(inputs)))
    out = work / "dataset"
    flags = {
        "name": "corpus", "title": "The corpus: \"its\" records", "description": "Records of the corpus.",
        "license": "Apache-2.0", "creator": "The project", "version": "1.0.0", "date": "2026-01-31",
        "url": "https://example.org/corpus", "cite": "The project (2026): corpus",
    }
    subprocess.run([huiyao, "package", source, "--out", out, *(f"--{k}={v}" for k, v in flags.items())], check=True)
    counts = {}
    with open(records, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row in rows:
        counts[row["type"]] = counts.get(row["type"], 0) + 1

    sums = dict(reversed(line.split("  ", 1)) for line in (out / "SHA256SUMS").read_text().splitlines())
    files = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    if files != set(sums) | {"SHA256SUMS"}:
        fail(f"SHA256SUMS names {sorted(sums)}, there are {sorted(files)}")
    for name, want in sums.items():
        if hashlib.sha256((out / name).read_bytes()).hexdigest() != want:
            fail(f"SHA256SUMS is wrong about {name}")
    if (out / "records.jsonl").read_bytes() != records.read_bytes():
        fail("records.jsonl is not what went in")

    report = frictionless.validate(str(out / "datapackage.json"))
    if not report.valid:
        fail(f"frictionless: {report.flatten(['title', 'rowNumber', 'fieldName', 'type', 'note', 'message'])[:5]} {report.errors}")
    package = frictionless.Package(str(out / "datapackage.json"))
    for name, want in counts.items():
        got = len(package.get_resource(name).read_rows())
        if got != want:
            fail(f"frictionless reads {got} rows of {name}, the records are {want}")
    print(f"frictionless: {len(report.tasks)} resources are valid")

    warnings = []

    class Collect(logging.Handler):
        def emit(self, entry):
            if entry.levelno >= logging.WARNING:
                warnings.append(entry.getMessage())

    logging.getLogger().addHandler(Collect())
    logging.getLogger("absl").addHandler(Collect())
    dataset = mlcroissant.Dataset(jsonld=str(out / "croissant.json"))
    issues = dataset.metadata.ctx.issues
    if issues.errors or issues.warnings or warnings:
        fail(f"mlcroissant: {issues.errors} {issues.warnings} {warnings}")
    for name, want in counts.items():
        got = list(dataset.records(record_set=name))
        if len(got) != want:
            fail(f"mlcroissant reads {len(got)} rows of {name}, the records are {want}")
        for row, record in zip(got, [r for r in rows if r["type"] == name]):
            for key in ("doc", "sentence", "unit", "value", "count", "items", "name", "complete"):
                if key not in record:
                    continue
                value = row[f"{name}/{key}"]
                if isinstance(value, bytes):
                    value = value.decode()
                if key == "items":
                    value = [v.decode() if isinstance(v, bytes) else v for v in value]
                if key == "value" and isinstance(record[key], (int, float)) and not math.isfinite(float(record[key] if record[key] < 10**308 else "inf")):
                    continue
                if value != record[key] and not (key == "value" and isinstance(record[key], (int, float)) and value == float(record[key])):
                    fail(f"mlcroissant: {name}.{key} is {value!r}, want {record[key]!r}")
    print(f"mlcroissant: {sum(counts.values())} rows are right")


if __name__ == "__main__":
    main()
