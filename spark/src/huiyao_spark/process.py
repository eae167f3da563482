"""Drives huiyao processes on the machine where a task runs. docs/stream.md is the contract."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

BLOCK = 4 << 20  # bytes of records that are handed on together, at least
DOCUMENT = b'{"type":"document"'
ERROR = b'{"type":"error"'


class HuiyaoDied(RuntimeError):
    """The program ended before it had answered every line: Spark runs the task again."""


@dataclass(frozen=True)
class Line:
    """A line for the program."""

    id: str
    json: bytes  # without the end of the line


@dataclass
class Counts:
    """How many documents were answered with a document and with an error record."""

    documents: int = 0
    errors: int = 0


def start(command: Sequence[str], messages: IO[bytes]) -> subprocess.Popen[bytes]:
    """Starts the program. Its messages go to a file: nothing has to take them away."""
    # No more threads of Go's own than the workers asked for: the other cores have tasks too.
    [workers] = [a.removeprefix("--workers=") for a in command if a.startswith("--workers=")] or [""]
    own = {**os.environ, "GOMAXPROCS": workers} if workers else None
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=messages, env=own)


def stream(command: Sequence[str], lines: Iterable[Line], counts: Counts) -> Iterator[bytes]:
    """Yields the answers to the lines, in their order, in blocks of whole records.

    A thread writes the lines while the caller takes the blocks; both wait for the program, and
    the program for them, so that no more is under way than pipes and its window hold.
    """
    with tempfile.TemporaryFile() as messages:
        process = start(command, messages)
        assert process.stdin and process.stdout
        waiting: deque[str] = deque()  # the ids of the lines without an answer
        failed: list[BaseException] = []
        thread = threading.Thread(
            target=_write, args=(process.stdin, lines, waiting, failed), name="huiyao-lines", daemon=True
        )
        thread.start()
        try:
            for block in _blocks(process.stdout):
                yield _settle(block, waiting, counts)
            code = process.wait()
            if failed and not isinstance(failed[0], BrokenPipeError):
                raise failed[0]
            if code not in (0, 1) or failed:
                raise HuiyaoDied(f"huiyao ended with code {code}: {_tail(messages)}")
            thread.join()
            if waiting:
                raise HuiyaoDied(f"huiyao ended with {len(waiting)} lines unanswered: {_tail(messages)}")
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


def run(command: Sequence[str], line: bytes, counts: Counts) -> Iterator[bytes]:
    """Yields the records of a process that gets one line, whatever their number, in blocks."""
    with tempfile.TemporaryFile() as messages:
        process = start(command, messages)
        assert process.stdin and process.stdout
        try:
            process.stdin.write(line + b"\n")
            process.stdin.close()
            for block in _blocks(process.stdout):
                counts.documents += _begin(block, DOCUMENT)
                counts.errors += _begin(block, ERROR)
                yield block
            code = process.wait()
            if code not in (0, 1):
                raise HuiyaoDied(f"huiyao ended with code {code}: {_tail(messages)}")
        except BrokenPipeError as e:
            raise HuiyaoDied(f"huiyao ended with code {process.wait()}: {_tail(messages)}") from e
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


def _write(to: IO[bytes], lines: Iterable[Line], waiting: deque[str], failed: list[BaseException]) -> None:
    try:
        with to:
            for line in lines:
                waiting.append(line.id)
                to.write(line.json)
                to.write(b"\n")
    except BaseException as e:  # told by the thread that yields
        failed.append(e)


def _blocks(out: IO[bytes]) -> Iterator[bytes]:
    """Yields what comes in blocks of whole lines, the last without its end too."""
    parts: list[bytes] = []
    size = 0
    while more := os.read(out.fileno(), 1 << 18):
        parts.append(more)
        size += len(more)
        if size >= BLOCK and b"\n" in more:  # a line longer than a block is put together once
            whole, end, rest = b"".join(parts).rpartition(b"\n")
            if end:
                yield whole
            parts, size = [rest], len(rest)
    last = b"".join(parts)
    if last:
        if not last.endswith(b"\n"):
            raise HuiyaoDied("huiyao ended in the middle of a record")
        yield last[:-1]


def _begin(block: bytes, head: bytes) -> int:
    """Returns how many lines of block begin with head. No record has a line break in it."""
    return block.startswith(head) + block.count(b"\n" + head)


def _settle(block: bytes, waiting: deque[str], counts: Counts) -> bytes:
    """Takes the answered lines from waiting. An error gets the id of the row that it is about:
    the program could not always read it, and knows the line only."""
    documents, errors = _begin(block, DOCUMENT), _begin(block, ERROR)
    counts.documents += documents
    counts.errors += errors
    if not errors:
        for _ in range(documents):
            waiting.popleft()
        return block
    lines = block.split(b"\n")
    for i, line in enumerate(lines):
        if line.startswith(DOCUMENT):
            waiting.popleft()
        elif line.startswith(ERROR):
            lines[i] = _named(line, waiting.popleft())
    return b"\n".join(lines)


def _named(line: bytes, name: str) -> bytes:
    record = json.loads(line)
    if record["doc"] == name:
        return line
    record["message"] = record["message"].replace(f"source: {record['doc']}:", f"source: {name}:", 1)
    record["doc"] = name
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


def _tail(messages: IO[bytes]) -> str:
    size = messages.seek(0, os.SEEK_END)
    messages.seek(max(0, size - 2000))
    return messages.read().decode(errors="replace").strip() or "no message"
