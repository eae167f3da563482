"""DataFrames of documents in, DataFrames of records out."""

from __future__ import annotations

import atexit
import base64
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyspark import SparkFiles, TaskContext
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as sql

from huiyao_spark import columns, files, process

if TYPE_CHECKING:
    from pyspark import Accumulator

Rows = Iterator[Any]  # of pyarrow.RecordBatch
Source = Callable[[Rows, process.Counts, "Task"], Iterator[bytes]]  # blocks of records

CONTENTS = ("text", "html", "binary")
KEYS = {"text": "text", "html": "html", "binary": "data"}


class Huiyao:
    """The huiyao program, shipped to all executors of a session, and what it has done there.

    ``documents``, ``errors`` and ``bytes`` are accumulators: documents read, documents that gave
    an error, bytes of documents. Spark adds for each task that ends, so they count twice what
    was worked on twice (an executor lost, a DataFrame read again): they are for a look at a run,
    not for its books.
    """

    def __init__(
        self,
        spark: SparkSession,
        program: str = "huiyao",
        *,
        types: Iterable[str] = (),
        date: str = "",
        with_text: bool = False,
        dictionary: str = "",
        max_size: str = "",
        timeout: str = "",
    ) -> None:
        """Ships the program. It has to run on this machine and on those of the executors.

        The other arguments are the flags of ``huiyao extract``; dictionary is the folder of
        ``--dict``. A wrong one is a ValueError with the words of the program.
        """
        path = shutil.which(program)
        if path is None:
            raise ValueError(f"huiyao: {program}: no such program")
        flags = [f"--types={','.join(types)}"] if types else []
        flags += [f"--{k}={v}" for k, v in [("date", date), ("max-size", max_size), ("timeout", timeout)] if v]
        flags += ["--with-text"] if with_text else []
        words = [f"--dict={dictionary}"] if dictionary else []
        _ask(path, "extract", "--input-format=jsonl", "--stream", *flags, *words, "-")

        self.version, _, self.data = _ask(path, "version", *words).splitlines()
        self.version, self.data = self.version.removeprefix("huiyao "), self.data.removeprefix("data sha256:")
        self.flags = tuple(flags)
        self.spark = spark
        self.tables = columns.tables(_ask(path, "schema"))
        self.program = hashlib.sha256(Path(path).read_bytes()).hexdigest()
        context = spark.sparkContext
        self.documents = context.accumulator(0)
        self.errors = context.accumulator(0)
        self.bytes = context.accumulator(0)

        # Spark keeps shipped files by name: a name with a hash is one content.
        self._folder = Path(tempfile.mkdtemp(prefix="huiyao-spark-"))
        atexit.register(shutil.rmtree, self._folder, ignore_errors=True)
        name = f"huiyao-{self.program[:12]}"
        context.addFile(str(shutil.copy(path, self._folder / name)))
        archive = ""
        if dictionary:
            archive = "huiyao-words-" + self.data[:12]
            _zip(self._folder / f"{archive}.zip", Path(dictionary), "*.tsv")
            context.addArchive(f"{self._folder / archive}.zip#{archive}")
        package = Path(__file__).parent
        if package.is_dir():  # else it came with --py-files
            _zip(self._folder / "huiyao_spark.zip", package.parent, "huiyao_spark/*.py")
            context.addPyFile(str(self._folder / "huiyao_spark.zip"))
        self._task = Task(name, archive, self.flags)

    def extract(
        self,
        df: DataFrame,
        *,
        id: str,
        text: str | None = None,
        html: str | None = None,
        binary: str | None = None,
        source: str | None = None,
        as_lines: bool = False,
    ) -> DataFrame:
        """Returns the records of the documents in df, one in each row.

        id, source and one of text, html and binary name columns of df; binary holds files of any
        kind that huiyao reads, but archives. The columns of the result are ``type`` and one
        struct for each type of record, null but for that of the row: take one with ``records``.
        A document that cannot be read gives an error record. A task fails, and Spark runs it
        again, only when the program dies.

        With as_lines the one column of the result, ``value``, holds the records as JSON Lines,
        many in a row: written with ``.write.text`` they are what huiyao extract prints.
        """
        return self._map(df.select(*_selected(df, id, text, html, binary, source)), _rows, as_lines)

    def extract_files(
        self, tasks: Iterable[Iterable[files.Entry]], *, archives: bool = False, as_lines: bool = False
    ) -> DataFrame:
        """Returns the records of files, as extract does; tasks are the files of each task.

        With archives each file holds many documents (WARC, zip, tar, JSON Lines) and has a
        process of its own; without, such a file gives an error record.
        """
        of_each = [list(task) for task in tasks]
        context = self.spark.sparkContext
        rdd = context.parallelize(of_each, max(1, len(of_each))).flatMap(lambda task: task)
        schema = sql.StructType()
        for field in files.Entry._fields:
            schema.add(field, sql.LongType() if field == "size" else sql.StringType(), False)
        return self._map(self.spark.createDataFrame(rdd, schema), _archives if archives else _files, as_lines)

    def _map(self, df: DataFrame, source: Source, as_lines: bool) -> DataFrame:
        tables, task = self.tables, self._task
        documents, errors, size = self.documents, self.errors, self.bytes
        out = sql.StructType()
        if as_lines:
            out.add("value", sql.StringType(), False)
        else:
            out.add("type", sql.StringType(), False)
            for kind, of in tables.items():
                out.add(kind, columns.spark_struct(of))

        def extracted(batches: Iterable[Any]) -> Iterable[Any]:
            counts = process.Counts()
            try:
                blocks = source(_counted(iter(batches), size), counts, task)
                yield from _whole(blocks) if as_lines else _parsed(blocks, tables)
            finally:
                documents.add(counts.documents)
                errors.add(counts.errors)

        return df.mapInArrow(extracted, out)


class Task:
    """What a task has to know of the program."""

    def __init__(self, program: str, archive: str, flags: tuple[str, ...]) -> None:
        self._program, self._archive, self._flags = program, archive, flags

    def command(self, *more: str) -> list[str]:
        """Returns the command line on this executor, with as many workers as the task has cores."""
        context = TaskContext.get()
        words = [f"--dict={SparkFiles.get(self._archive)}"] if self._archive else []
        return [
            SparkFiles.get(self._program), "extract", "--input-format=jsonl",
            f"--workers={context.cpus() if context else 1}", *self._flags, *words, *more, "-",
        ]  # fmt: skip


def extract(
    df: DataFrame,
    *,
    id: str,
    text: str | None = None,
    html: str | None = None,
    binary: str | None = None,
    source: str | None = None,
    huiyao: Huiyao | str = "huiyao",
) -> DataFrame:
    """Returns the records of the documents in df: Huiyao.extract, with the program named or the
    one in the path."""
    tool = Huiyao(df.sparkSession, huiyao) if isinstance(huiyao, str) else huiyao
    return tool.extract(df, id=id, text=text, html=html, binary=binary, source=source)


def records(df: DataFrame, kind: str) -> DataFrame:
    """Returns the records of one type in what extract gave, with the columns of huiyao export."""
    return df.where(F.col("type") == kind).select(f"{kind}.*")


def _ask(path: str, *args: str) -> str:
    english = {**os.environ, "LC_ALL": "C", "LANG": "C"}
    done = subprocess.run([path, *args], stdin=subprocess.DEVNULL, capture_output=True, check=False, env=english)
    if done.returncode != 0:
        raise ValueError(done.stderr.decode(errors="replace").strip())
    return done.stdout.decode()


def _zip(to: Path, folder: Path, pattern: str) -> None:
    with zipfile.ZipFile(to, "w") as archive:
        for path in sorted(folder.glob(pattern)):
            # Without the times of the files: Spark refuses other bytes under a name that it has.
            archive.writestr(zipfile.ZipInfo(str(path.relative_to(folder))), path.read_bytes())


def _selected(
    df: DataFrame, id: str, text: str | None, html: str | None, binary: str | None, source: str | None
) -> list[Any]:
    given = {k: v for k, v in zip(CONTENTS, (text, html, binary), strict=True) if v is not None}
    if len(given) != 1:
        raise ValueError(f"extract: one of {', '.join(CONTENTS)} has to name a column, not {len(given)}")
    [(kind, column)] = given.items()
    content = df[column] if kind == "binary" else df[column].cast("string")
    selected = [df[id].cast("string").alias("id"), content.alias(kind)]
    return selected + ([df[source].cast("string").alias("source")] if source is not None else [])


def _counted(batches: Rows, size: Accumulator[int]) -> Rows:
    total = 0
    try:
        for batch in batches:
            for name in ("size",) if "size" in batch.schema.names else CONTENTS:
                if name in batch.schema.names:
                    column = batch.column(name)
                    lengths = column if name == "size" else pa.compute.binary_length(column)
                    total += pa.compute.sum(lengths).as_py() or 0
            yield batch
    finally:
        size.add(total)


def _rows(batches: Rows, counts: process.Counts, task: Task) -> Iterator[bytes]:
    def lines() -> Iterator[process.Line]:
        for batch in batches:
            kind = next(k for k in CONTENTS if k in batch.schema.names)
            names = batch.column("id").to_pylist()
            contents = batch.column(kind)
            sources = batch.column("source").to_pylist() if "source" in batch.schema.names else [None] * len(names)
            for name, content, source in zip(names, contents, sources, strict=True):
                yield _line(name, KEYS[kind], content.as_py(), source)

    yield from process.stream(task.command("--stream"), lines(), counts)


def _line(name: str | None, key: str, content: str | bytes | None, source: str | None) -> process.Line:
    keys: dict[str, Any] = {"id": name or ""}
    if source is not None:
        keys["source"] = source
    if isinstance(content, bytes):
        keys[key] = base64.b64encode(content).decode()
    elif content is not None:
        keys[key] = content
    return process.Line(name or "", json.dumps(keys, ensure_ascii=False).encode())


def _entries(batches: Rows) -> Iterator[files.Entry]:
    for batch in batches:
        yield from (files.Entry(**row) for row in batch.to_pylist())


def _files(batches: Rows, counts: process.Counts, task: Task) -> Iterator[bytes]:
    entries = _entries(batches)
    first = next(entries, None)
    if first is None:
        return

    def lines() -> Iterator[process.Line]:
        for e in chain([first], entries):
            if e.local:
                keys = {"id": e.id, "source": e.source, "path": e.path}
                yield process.Line(e.id, json.dumps(keys, ensure_ascii=False).encode())
            else:
                yield _line(e.id, "data", files.read(e), e.source)

    # A task has the files of one root.
    more = [f"--paths={first.root}"] if first.local else []
    yield from process.stream(task.command("--stream", *more), lines(), counts)


def _archives(batches: Rows, counts: process.Counts, task: Task) -> Iterator[bytes]:
    for e in _entries(batches):
        with files.on_disk(e) as (root, path):
            line = json.dumps({"id": e.id, "source": e.source, "path": path}, ensure_ascii=False)
            yield from process.run(task.command(f"--paths={root}"), line.encode(), counts)


def _parsed(blocks: Iterator[bytes], tables: columns.Tables) -> Rows:
    parsers = {kind.encode(): (kind, columns.Parser(of)) for kind, of in tables.items()}
    empty = {kind: parser.struct for kind, parser in parsers.values()}
    at = len(b'{"type":"')
    for block in blocks:
        by_kind: dict[bytes, list[bytes]] = {kind: [] for kind in parsers}
        for line in block.split(b"\n"):
            by_kind[line[at : line.index(b'"', at)]].append(line)
        for name, lines in by_kind.items():
            if lines:
                kind, parser = parsers[name]
                array = parser.parse(lines)
                arrays = [pa.array([kind] * len(lines))]
                arrays += [array if k == kind else pa.nulls(len(lines), of) for k, of in empty.items()]
                yield pa.RecordBatch.from_arrays(arrays, names=["type", *empty])


def _whole(blocks: Iterator[bytes]) -> Rows:
    for block in blocks:
        yield pa.RecordBatch.from_arrays([pa.array([block], pa.string())], names=["value"])
