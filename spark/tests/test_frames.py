"""extract on DataFrames, in a Spark of this process."""

import json
import os
import stat
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import ClassVar

os.environ["PYSPARK_PYTHON"] = sys.executable

from pyspark.sql import DataFrame, SparkSession

from huiyao_spark import Huiyao, extract, files, records

HUIYAO = os.environ["HUIYAO"]
TEXT = "会议确定了42项任务。"


class Frames(unittest.TestCase):
    spark: ClassVar[SparkSession]

    @classmethod
    def setUpClass(cls) -> None:
        cls.spark = (
            SparkSession.builder.master("local[2,3]")  # a task has three tries
            .config("spark.ui.enabled", False).config("spark.driver.host", "127.0.0.1")
            .config("spark.log.level", "ERROR").config("spark.ui.showConsoleProgress", False)
            .getOrCreate()
        )  # fmt: skip

    @classmethod
    def tearDownClass(cls) -> None:
        cls.spark.stop()

    def frame(self, *rows: tuple[object, ...], of: str = "id string, text string") -> DataFrame:
        return self.spark.createDataFrame(list(rows), of)

    def test_contents(self) -> None:
        tool = Huiyao(self.spark, HUIYAO)
        for kind, content in [
            ("text", TEXT),
            ("html", f"<p>{TEXT}"),
            ("binary", "會議確定了42項任務。".encode("big5")),
        ]:
            with self.subTest(kind):
                of = "key int, c binary" if kind == "binary" else "key int, c string"
                found = tool.extract(self.frame((7, content), of=of), id="key", source="key", **{kind: "c"})  # type: ignore[arg-type]
                [document] = records(found, "document").collect()
                self.assertEqual(("7", "7"), (document.doc, document.source))
                [task] = records(found, "task_count").collect()
                self.assertEqual((42, "7"), (task["count"], task.doc))
                [quantity] = records(found, "quantity").collect()
                self.assertEqual((42.0, "42", None), (quantity.value, quantity.value_text, quantity.value_to_text))

    def test_errors_are_rows_and_counted(self) -> None:
        tool = Huiyao(self.spark, HUIYAO)
        found = tool.extract(
            self.frame(("a", TEXT), ("b", None), (None, TEXT), ("d", "")).repartition(3), id="id", text="text"
        )
        rows = found.collect()
        errors = {r.error.doc: r.error.message for r in rows if r.type == "error"}
        self.assertEqual({"b", ""}, set(errors))
        self.assertEqual('source: b: bad line: none of "text", "html", "data" and "path"', errors["b"])
        self.assertEqual(["a", "d"], sorted(r.document.doc for r in rows if r.type == "document"))
        size = 2 * len(TEXT.encode())
        self.assertEqual((2, 2, size), (tool.documents.value, tool.errors.value, tool.bytes.value))

    def test_lines_are_those_of_extract(self) -> None:
        rows = [(str(i), f"{TEXT}同比增长{i}.5%。") for i in range(2000)]
        tool = Huiyao(self.spark, HUIYAO)
        found = tool.extract(self.frame(*rows).coalesce(1), id="id", text="text", as_lines=True)
        got = "".join(r.value + "\n" for r in found.collect())
        lines = "\n".join(json.dumps({"id": i, "text": t}) for i, t in rows)
        want = subprocess.run(
            [HUIYAO, "extract", "--input-format=jsonl", "-"], input=lines.encode(), capture_output=True
        )
        self.assertEqual(want.stdout.decode(), got)

    def test_options_and_own_words(self) -> None:
        with tempfile.TemporaryDirectory() as words:
            source = Path(__file__).parents[2] / "dict" / "measure_words.tsv"
            head = source.read_text().splitlines()[0]
            Path(words, "measure_words.tsv").write_text(f"{head}\n甏\t甏\tthing\tfree\tXinhua Dictionary\ta jar\n")
            df = self.frame(("a", "收到12甏酒。"))
            units = {}
            for name, tool in [
                ("built in", Huiyao(self.spark, HUIYAO, types=["quantity"])),
                ("own", Huiyao(self.spark, HUIYAO, types=["quantity"], dictionary=words, with_text=True)),
            ]:
                found = tool.extract(df, id="id", text="text").collect()
                units[name] = [r.quantity.unit for r in found if r.type == "quantity"]
                self.assertEqual({"document", "quantity"} if units[name] else {"document"}, {r.type for r in found})
            self.assertEqual(["甏"], units["own"])
            self.assertNotEqual(units["own"], units["built in"])

    def test_a_task_is_run_again_when_the_program_dies(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            dying = Path(folder, "huiyao")
            # Dies at its first task in the middle of an answer.
            dying.write_text(
                f'#!/bin/sh\ncase "$*" in *--workers=*) if mkdir {folder}/died 2>/dev/null; then\n'
                f'read line; printf \'{{"type":"document"\'; kill -9 $$; fi;; esac\nexec {HUIYAO} "$@"\n'
            )
            dying.chmod(dying.stat().st_mode | stat.S_IXUSR)
            found = extract(self.frame(("a", TEXT)).coalesce(1), id="id", text="text", huiyao=str(dying))
            self.assertEqual(["document", "quantity", "task_count"], [r.type for r in found.collect()])
            self.assertTrue(Path(folder, "died").is_dir())

    def test_wrong_arguments(self) -> None:
        tool = Huiyao(self.spark, HUIYAO)
        for columns in ({}, {"text": "text", "html": "text"}):
            with self.assertRaises(ValueError):
                tool.extract(self.frame(("a", TEXT)), id="id", **columns)  # type: ignore[arg-type]
        for arguments in (
            {"types": ["quantities"]},
            {"date": "2024-13-01"},
            {"dictionary": "nowhere"},
            {"timeout": "soon"},
        ):
            with self.subTest(arguments), self.assertRaisesRegex(ValueError, "^huiyao: "):
                Huiyao(self.spark, HUIYAO, **arguments)
        with self.assertRaisesRegex(ValueError, "no such program"):
            Huiyao(self.spark, "/nowhere/huiyao")


class Files(unittest.TestCase):
    def test_found_in_the_order_of_batch(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for name in (
                "b.txt",
                "a/z.txt",
                "a.txt",
                "a-b.txt",
                ".hidden",
                ".git/config",
                "a/.swp",
                "文.txt",
                "a.gold.jsonl",
                "a.ann.jsonl",
            ):
                path = Path(folder, "in", name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("一")
            Path(folder, "in", "link").symlink_to("nowhere")
            given = f"{folder}/in"
            out = subprocess.run([HUIYAO, "extract", given], capture_output=True).stdout.splitlines()
            want = [json.loads(r)["doc"] for r in out]
            self.assertEqual(want, [e.id for e in files.find([given])])
            remote = files.find([f"file://{given}"])
            self.assertEqual(sorted(set(want) - {"link"}), sorted(e.id for e in remote))
            self.assertFalse(any(e.local for e in remote))
            self.assertEqual("一".encode(), files.read(remote[0]))
            with files.on_disk(remote[0]) as (root, name):
                self.assertEqual("一", Path(root, name).read_text())
            with self.assertRaises(FileNotFoundError):
                files.find([f"{folder}/none"])

    def test_packs_by_bytes(self) -> None:
        entries = [
            files.Entry(str(i), "", root, str(i), size, "")
            for i, (root, size) in enumerate([("a", 10), ("a", 10), ("a", 1 << 20), ("b", 1), ("b", 1)])
        ]
        ids = [[e.id for e in pack] for pack in files.pack(entries, 50_000)]
        self.assertEqual([["0", "1"], ["2"], ["3", "4"]], ids)
        self.assertEqual([1] * 5, [len(p) for p in files.pack(entries, 50_000, at_most=1)])


if __name__ == "__main__":
    unittest.main()
