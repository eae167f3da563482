"""huiyao-spark: reads files on a cluster and writes their records into a folder.

The inputs are cut into parts, which are done one after the other. Where OUT/_parts/NAME.json is,
the part was finished and all its files are whole; the same command again goes on behind it. A
part counts as the same while its files, the program, the word lists and the options are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pyspark import StorageLevel
from pyspark.sql import DataFrame, SparkSession

from huiyao_spark import files
from huiyao_spark.columns import spark_struct
from huiyao_spark.folder import Folder
from huiyao_spark.frames import Huiyao, records

PARTS = "_parts"
MANIFEST = "manifest.json"
FORMAT = "huiyao spark 1"
UNITS = {"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40, "": 1}


def size(text: str) -> int:
    """Reads a number of bytes such as 16MiB."""
    for ending, factor in UNITS.items():
        digits = text.removesuffix(ending)
        if digits.isdecimal() and (ending == "" or digits != text) and int(digits) > 0:
            return int(digits) * factor
    raise argparse.ArgumentTypeError(f"{text!r} is no size such as 16MiB or 1TiB")


def arguments(args: Sequence[str] | None) -> argparse.Namespace:
    """Reads the command line."""
    p = argparse.ArgumentParser(prog="huiyao-spark", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="files or folders, that every executor sees under this name, or URIs"
    )
    p.add_argument(
        "--out", required=True, metavar="DIR", help="folder or URI for the records; empty, or from an earlier run"
    )
    p.add_argument(
        "--input-format", choices=["files", "archives", "parquet"], default="files",
        help="files: each is a document (text, HTML, DOCX, PDF …), many in a task;\n"
        "archives: each holds many (WARC, zip, tar, JSON Lines), one in a task;\n"
        "parquet: each row is a document, in the columns that the flags below name",
    )  # fmt: skip
    p.add_argument(
        "--output",
        choices=["parquet", "jsonl"],
        default="parquet",
        help="a table for each type of record, or lines as huiyao extract prints them",
    )
    p.add_argument("--huiyao", default="huiyao", metavar="FILE", help="the program (default: that in the path)")
    for name, holds in [
        ("id", "the document's id"),
        ("text", "plain text"),
        ("html", "a page"),
        ("binary", "the bytes of a file"),
        ("source", "where it is from"),
    ]:
        p.add_argument(
            f"--{name}",
            metavar="COLUMN",
            default="id" if name == "id" else None,
            help=f"parquet: the column with {holds}",
        )
    p.add_argument("--types", default="", help="as for huiyao extract, as are the next five")
    p.add_argument("--date", default="")
    p.add_argument("--with-text", action="store_true")
    p.add_argument("--dict", default="", metavar="DIR")
    p.add_argument("--max-size", default="")
    p.add_argument("--timeout", default="")
    p.add_argument(
        "--task-size", type=size, default="16MiB", metavar="SIZE", help="bytes of files in a task (default 16MiB)"
    )
    p.add_argument(
        "--part-size", type=size, default="1TiB", metavar="SIZE", help="bytes of files in a part (default 1TiB)"
    )
    o = p.parse_args(args)
    given = [c for c in (o.text, o.html, o.binary) if c]
    if o.input_format == "parquet" and len(given) != 1:
        p.error("--input-format parquet wants one of --text, --html and --binary")
    if o.input_format != "parquet" and (given or o.source or o.id != "id"):
        p.error("--id, --text, --html, --binary and --source go with --input-format parquet")
    return o


@dataclass(frozen=True)
class Part:
    """Some of the inputs, and a hash of all that its records depend on."""

    name: str
    identity: str
    entries: tuple[files.Entry, ...]


def plan(entries: Sequence[files.Entry], size: int, settings: object) -> list[Part]:
    """Cuts the entries into parts."""
    parts = []
    for number, of in enumerate(files.pack(entries, size)):
        identity = hashlib.sha256(json.dumps([settings, of]).encode()).hexdigest()
        parts.append(Part(f"{number:05d}", identity, tuple(of)))
    return parts


class Job:
    """A run over inputs into a folder."""

    def __init__(self, spark: SparkSession, o: argparse.Namespace) -> None:
        self.spark, self.o = spark, o
        self.tool = Huiyao(
            spark, o.huiyao, types=[t for t in o.types.split(",") if t], date=o.date, with_text=o.with_text,
            dictionary=o.dict, max_size=o.max_size, timeout=o.timeout,
        )  # fmt: skip
        self.out = Folder(spark, o.out)
        self.settings: dict[str, Any] = {
            "manifest": FORMAT, "version": self.tool.version, "program": self.tool.program, "data": self.tool.data,
            "flags": self.tool.flags, "input_format": o.input_format, "output": o.output,
            "columns": self.columns,
        }  # fmt: skip

    @property
    def kinds(self) -> list[str]:
        """The tables of the output."""
        return list(self.tool.tables) if self.o.output == "parquet" else ["records"]

    def run(self) -> dict[str, Any]:
        """Does what is not done and returns the manifest."""
        names = self.out.names("")
        if names and not {PARTS, MANIFEST} & set(names):
            raise ValueError(f"{self.o.out}: is neither empty nor from an earlier run")
        entries = files.find(self.o.inputs)
        if not entries:
            raise ValueError("no files in the inputs")
        parts = plan(entries, self.o.part_size, self.settings)
        done = {p.name: self.finished(p) for p in parts}
        kept = {f"{p.name}.json" for p in parts if done[p.name]}
        old = [n for n in self.out.names(PARTS) if n not in kept]
        manifest = self.out.read(MANIFEST)
        if manifest is not None and all(done.values()) and not old:
            print(f"huiyao-spark: all {len(parts)} parts are there", file=sys.stderr)
            return dict(json.loads(manifest))
        # A manifest says that all is there, a file of a part that the part is: they go before.
        self.out.delete(MANIFEST)
        for name in old:
            self.out.delete(f"{PARTS}/{name}")
        for kind in self.out.names(""):
            for name in self.out.names(kind) if kind != PARTS else []:
                if name.startswith("part=") and (
                    f"{name.removeprefix('part=')}.json" not in kept or kind not in self.kinds
                ):
                    self.out.delete(f"{kind}/{name}")
        for part in parts:
            what = "is there"
            if done[part.name] is None:
                done[part.name] = self.do(part)
                what = "is done"
            print(f"huiyao-spark: part {part.name} of {len(parts)} {what}: {len(part.entries)} files", file=sys.stderr)
        whole = {
            **self.settings,
            "rows": {k: sum(d["rows"].get(k, 0) for d in done.values() if d) for k in self.tool.tables},
            "parts": [done[p.name] for p in parts],
        }  # fmt: skip
        self.out.write(MANIFEST, json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
        return whole

    def finished(self, part: Part) -> dict[str, Any] | None:
        """Returns what was noted of a part that is done as it is wanted."""
        note = self.out.read(f"{PARTS}/{part.name}.json")
        try:
            of = json.loads(note or "null")
        except ValueError:
            return None
        return of if isinstance(of, dict) and of.get("identity") == part.identity else None

    def do(self, part: Part) -> dict[str, Any]:
        """Writes the records of a part, and last the note that it is done."""
        rows: dict[str, int] = {}
        if self.o.output == "jsonl":
            self.records(part, as_lines=True).write.mode("overwrite").text(self.out.path(f"records/part={part.name}"))
        else:
            frame = self.records(part, as_lines=False).persist(StorageLevel.DISK_ONLY)
            try:
                for kind in self.kinds:
                    to = self.out.path(f"{kind}/part={part.name}")
                    records(frame, kind).write.mode("overwrite").parquet(to, compression="zstd")
                    rows[kind] = self.spark.read.schema(spark_struct(self.tool.tables[kind])).parquet(to).count()
            finally:
                frame.unpersist()
        note = {
            "part": part.name, "identity": part.identity, "files": len(part.entries),
            "bytes": sum(e.size for e in part.entries), "rows": rows,
        }  # fmt: skip
        self.out.write(f"{PARTS}/{part.name}.json", json.dumps(note) + "\n")
        return note

    def records(self, part: Part, as_lines: bool) -> DataFrame:
        """Returns the records of a part."""
        if self.o.input_format == "parquet":
            return self.tool.extract(self.table(part), **self.columns, as_lines=as_lines)
        archives = self.o.input_format == "archives"
        tasks = files.pack(part.entries, self.o.task_size, at_most=1 if archives else None)
        return self.tool.extract_files(tasks, archives=archives, as_lines=as_lines)

    @property
    def columns(self) -> dict[str, Any]:
        """The columns that the flags name."""
        return {k: getattr(self.o, k) for k in ("id", "text", "html", "binary", "source")}

    def table(self, part: Part) -> DataFrame:
        """Returns the rows of a part of the Parquet files."""
        # What stands in a file's name is no pattern.
        return self.spark.read.option("__globPaths__", "false").parquet(*[e.whole for e in part.entries])


def main(args: Sequence[str] | None = None) -> int:
    """Runs the job and returns its exit code: 0 done, 2 wrong command line or inputs."""
    o = arguments(args)
    spark = (
        SparkSession.builder.appName("huiyao")
        .config("spark.sql.files.maxPartitionBytes", o.task_size)
        .config("spark.sql.execution.arrow.maxBytesPerBatch", 16 << 20)
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", 1000)
        .getOrCreate()
    )
    try:
        job = Job(spark, o)
        manifest = job.run()
    except (ValueError, OSError) as e:
        print(f"huiyao-spark: {e}", file=sys.stderr)
        return 2
    finally:
        spark.stop()
    print(f"huiyao-spark: {json.dumps(manifest['rows'])}", file=sys.stderr)
    return 0
