"""The columns, and reading lines into them, held against huiyao export."""

import datetime
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from huiyao_spark import columns

HUIYAO = os.environ["HUIYAO"]
ROOT = Path(__file__).parents[2]


def huiyao(*args: str, stdin: bytes = b"") -> bytes:
    return subprocess.run([HUIYAO, *args], input=stdin, capture_output=True, check=True).stdout


def named(fields: Any) -> list[tuple[str, str]]:
    """Returns names and types; how the items of a list are called does not count."""
    return [(f.name, "list" if pa.types.is_list(f.type) else str(f.type)) for f in fields]


class Columns(unittest.TestCase):
    tables = columns.tables(huiyao("schema").decode())

    def test_rows_are_those_of_export(self) -> None:
        """The reviewed records, and hard ones, with every kind of value."""
        files = [*sorted((ROOT / "golden").glob("*.jsonl")), ROOT / "export" / "testdata" / "hard.jsonl"]
        lines = b"".join(f.read_bytes() for f in files).splitlines()
        with tempfile.TemporaryDirectory() as folder:
            huiyao("export", "-", "--to", "parquet", "--out", folder, stdin=b"\n".join(lines) + b"\n")
            for kind, of in self.tables.items():
                want = pq.read_table(f"{folder}/{kind}.parquet")
                mine = [line for line in lines if line.startswith(f'{{"type":"{kind}"'.encode())]
                with self.subTest(kind):
                    self.assertGreater(len(mine), 0)
                    got = columns.Parser(of).parse(mine)
                    self.assertEqual(named(want.schema), named(got.type))
                    self.assertEqual(want.to_pylist(), got.to_pylist())
                    self.assertEqual([f.name for f in want.schema], columns.spark_struct(of).names)

    def test_numbers_keep_their_digits(self) -> None:
        [line] = [
            line for line in (ROOT / "golden" / "regional-forum.hant.jsonl").read_bytes().splitlines()
            if line.startswith(b'{"type":"quantity"') and b'"text":"4800' in line
        ]  # fmt: skip
        for digits, double in [("0.1", 0.1), ("-3", -3.0), ("9" * 400, None), ("0.10000000000000000000001", 0.1)]:
            record = line.replace(b'"value":480000000000,', f'"value":{digits},'.encode())
            # What looks like a key in a text is none.
            record = record.replace(b'"section":"', rb'"section":"\",\"value\":5,')
            [row] = columns.Parser(self.tables["quantity"]).parse([record]).to_pylist()
            self.assertEqual((double, digits), (row["value"], row["value_text"]))
            self.assertEqual(json.loads(record)["section"], row["section"])

    def test_dates(self) -> None:
        record = json.loads((ROOT / "golden" / "regional-forum.hant.jsonl").read_text().splitlines()[0])
        for text, date in [("2024-05-13", datetime.date(2024, 5, 13)), ("", None)]:
            record["date"] = text
            [row] = columns.Parser(self.tables["document"]).parse([json.dumps(record).encode()]).to_pylist()
            self.assertEqual(date, row["date"])

    def test_unknown_keys_are_refused(self) -> None:
        with self.assertRaises(ValueError):
            columns.Parser(self.tables["error"]).parse([b'{"type":"error","doc":"","stage":"s","message":"m","new":1}'])


if __name__ == "__main__":
    unittest.main()
