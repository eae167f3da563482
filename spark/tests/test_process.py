"""The processes of a task: answers, errors, programs that die."""

import base64
import io
import json
import os
import sys
import threading
import unittest
import zipfile
from collections.abc import Iterator

from huiyao_spark import process

HUIYAO = [os.environ["HUIYAO"], "extract", "--input-format=jsonl", "-"]


def line(name: str, **keys: str) -> process.Line:
    return process.Line(name, json.dumps({"id": name, **keys}).encode())


def program(code: str) -> list[str]:
    """Returns the command of a program that is none of ours."""
    return [sys.executable, "-c", code]


class Stream(unittest.TestCase):
    def records(self, lines: list[process.Line], command: list[str] | None = None) -> list[dict[str, object]]:
        self.counts = process.Counts()
        blocks = process.stream(command or [*HUIYAO, "--stream"], iter(lines), self.counts)
        return [json.loads(record) for block in blocks for record in block.split(b"\n")]

    def test_errors_have_the_id_of_their_row(self) -> None:
        lines = [
            line("a", text="确定了42项任务。"), line("", text="x"), line("b"), process.Line("c", b"nonsense"),
            line("stdin:1", data="iVBORw0KGgo="), line("d", text=""),
        ]  # fmt: skip
        got = self.records(lines)
        heads = [(r["type"], r["doc"]) for r in got if r["type"] in ("document", "error")]
        kinds = ["document", "error", "error", "error", "error", "document"]
        self.assertEqual(list(zip(kinds, [x.id for x in lines], strict=True)), heads)
        self.assertEqual((2, 4), (self.counts.documents, self.counts.errors))
        messages = [r["message"] for r in got if r["type"] == "error"]
        self.assertEqual('source: : bad line: no "id", or an empty one', messages[0])
        self.assertTrue(str(messages[2]).startswith("source: c: bad line: not JSON"), messages[2])

    def test_many_more_than_a_pipe_holds(self) -> None:
        text = "确定了42项任务,同比增长3.5%。\n" * 200
        lines = [line(str(i), text=text) for i in range(300)]
        got = self.records(lines)
        self.assertEqual([str(i) for i in range(300)], [r["doc"] for r in got if r["type"] == "document"])
        self.assertGreater(len(got), 300 * 400)

    def test_nothing(self) -> None:
        self.assertEqual([], self.records([]))

    def test_a_program_that_dies_fails_the_task(self) -> None:
        document = '{\\"type\\":\\"document\\",\\"doc\\":\\"a\\"}'
        for name, code in {
            "at_once": "raise SystemExit(3)",
            "usage": "import sys; sys.stdin.read(); raise SystemExit(2)",
            "killed": "import os, sys; sys.stdin.readline(); os.kill(os.getpid(), 9)",
            "in_a_record": 'import sys; sys.stdin.read(); print("{", end="")',
            "unanswered": f'import sys; sys.stdin.read(); print("{document}")',
            "stops_reading": f'import sys; sys.stdin.readline(); print("{document}")',
        }.items():
            with self.subTest(name), self.assertRaises(process.HuiyaoDied) as caught:
                self.records([line("a", text="x" * 100_000)] * 50, program(code))
            self.assertIn("huiyao ended", str(caught.exception))

    def test_messages_do_not_fill_a_pipe(self) -> None:
        code = (
            "import sys\n"
            "for _ in sys.stdin:\n"
            "  sys.stderr.write('m' * 200_000)\n"
            '  print(\'{"type":"document","doc":"a"}\')\n'
        )
        self.assertEqual(5, len(self.records([line("a", text="x")] * 5, program(code))))

    def test_a_fault_of_the_rows_is_told_as_it_is(self) -> None:
        def rows() -> Iterator[process.Line]:
            yield line("a", text="x")
            raise KeyError("row")

        with self.assertRaises(KeyError):
            list(process.stream([*HUIYAO, "--stream"], rows(), process.Counts()))

    def test_stopping_early_ends_the_program(self) -> None:
        before = threading.active_count()
        blocks = process.stream(
            [*HUIYAO, "--stream"], (line(str(i), text="一" * 9999) for i in range(9999)), process.Counts()
        )
        next(blocks)
        blocks.close()  # type: ignore[attr-defined]
        for thread in threading.enumerate():
            if thread.name == "huiyao-lines":
                thread.join(10)
        self.assertEqual(before, threading.active_count())


class Run(unittest.TestCase):
    def test_an_archive_has_many_documents(self) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as z:
            z.writestr("a", "")
            z.writestr("b", "")
        archive = base64.b64encode(packed.getvalue()).decode()
        counts = process.Counts()
        blocks = list(process.run(HUIYAO, line("z", data=archive).json, counts))
        self.assertEqual(["z/a", "z/b"], [json.loads(r)["doc"] for b in blocks for r in b.split(b"\n")])
        self.assertEqual((2, 0), (counts.documents, counts.errors))

    def test_a_program_that_dies_fails_the_task(self) -> None:
        for code in ("raise SystemExit(3)", "import os; os.kill(os.getpid(), 9)"):
            with self.assertRaises(process.HuiyaoDied):
                list(process.run(program(code), b"x" * 1_000_000, process.Counts()))


if __name__ == "__main__":
    unittest.main()
