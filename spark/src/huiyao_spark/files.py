"""Finds the files of a job and reads them where a task runs.

Files are those that ``huiyao batch`` would find, with the ids and sources that it gives them:
names that begin with a dot and label files are left out. Beside local paths, those that every executor has under
the same name, there are the file systems that Arrow reaches (``s3://``, ``gs://``, ``hdfs://``).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import pyarrow.fs

LABELS = (".gold.jsonl", ".ann.jsonl")
OPEN = 16 << 10  # bytes that opening a file counts as


class Entry(NamedTuple):
    """A file of the inputs."""

    id: str  # of its document, or what the ids of its documents begin with
    source: str
    root: str  # the folder that was searched, a local path or a URI
    path: str  # below root
    size: int
    stamp: str  # tells a file that was changed from the one before

    @property
    def local(self) -> bool:
        """Whether root is a path and no URI."""
        return "://" not in self.root

    @property
    def whole(self) -> str:
        """The whole path or URI."""
        return f"{self.root.rstrip('/')}/{self.path}"


def find(inputs: Iterable[str]) -> list[Entry]:
    """Returns the files of the inputs, files or folders, in the order of huiyao batch.

    Raises FileNotFoundError for an input that is not there.
    """
    found: list[Entry] = []
    for given in inputs:
        if "://" in given:
            found += _remote(given)
        elif os.path.isdir(given):
            found += _folder(given, os.path.abspath(given))
        else:
            info = os.stat(given)
            folder, name = os.path.split(os.path.abspath(given))
            found.append(Entry(name, given, folder, name, info.st_size, str(info.st_mtime_ns)))
    return found


def _folder(given: str, root: str) -> Iterator[Entry]:
    def below(at: str) -> Iterator[Entry]:
        # As if whole paths were sorted: a folder's name counts with the slash after it.
        with os.scandir(os.path.join(root, at)) as listed:
            all_of = [e for e in listed if not e.name.startswith(".") and not e.name.endswith(LABELS)]
        folders = {e.name for e in all_of if e.is_dir(follow_symlinks=False)}
        for e in sorted(all_of, key=lambda e: os.fsencode(e.name + "/" if e.name in folders else e.name)):
            path = f"{at}{e.name}"
            if e.name in folders:
                yield from below(path + "/")
            else:
                info = e.stat(follow_symlinks=False)
                yield Entry(
                    path, os.path.normpath(os.path.join(given, path)), root, path, info.st_size, str(info.st_mtime_ns)
                )

    yield from below("")


def _remote(uri: str) -> Iterator[Entry]:
    system, base = pyarrow.fs.FileSystem.from_uri(uri)
    info = system.get_file_info(base)
    if info.type == pyarrow.fs.FileType.NotFound:
        raise FileNotFoundError(f"{uri}: no such file or folder")
    if info.type == pyarrow.fs.FileType.File:
        root, _, name = uri.rpartition("/")
        yield Entry(name, uri, root, name, info.size, str(info.mtime_ns))
        return
    listed = system.get_file_info(pyarrow.fs.FileSelector(base, recursive=True))
    entries = []
    for f in listed:
        path = f.path[len(base.rstrip("/")) + 1 :]
        if (
            f.type == pyarrow.fs.FileType.File
            and not path.endswith(LABELS)
            and not any(p.startswith(".") for p in path.split("/"))
        ):
            entries.append(Entry(path, f"{uri.rstrip('/')}/{path}", uri, path, f.size, str(f.mtime_ns)))
    yield from sorted(entries, key=lambda e: e.path.encode())


def pack(entries: Sequence[Entry], size: int, at_most: int | None = None) -> list[list[Entry]]:
    """Returns the entries in runs of one root with about size bytes each, at_most many if given."""
    packs: list[list[Entry]] = []
    full = 0
    for e in entries:
        cost = e.size + OPEN
        if packs and packs[-1][0].root == e.root and full + cost <= size and len(packs[-1]) != at_most:
            packs[-1].append(e)
            full += cost
        else:
            packs.append([e])
            full = cost
    return packs


def _open(e: Entry) -> Any:
    system, path = pyarrow.fs.FileSystem.from_uri(e.root)
    return system.open_input_stream(f"{path.rstrip('/')}/{e.path}", compression=None)


def read(e: Entry) -> bytes:
    """Returns the bytes of a file that is not local."""
    with _open(e) as f:
        return bytes(f.read())


@contextmanager
def on_disk(e: Entry) -> Iterator[tuple[str, str]]:
    """Gives a local folder and a path in it: the file itself, or a copy that goes again."""
    if e.local:
        yield e.root, e.path
        return
    with tempfile.TemporaryDirectory(prefix="huiyao-") as folder:
        name = os.path.basename(e.path)
        with _open(e) as f, open(os.path.join(folder, name), "wb") as to:
            shutil.copyfileobj(f, to, 1 << 20)
        yield folder, name
