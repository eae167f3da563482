"""Reads the tables of `huiyao export` with the programs that people use and compares
them with the records they were made from: every row, every value.

    python tables.py HUIYAO WORKDIR RECORDS...
    python tables.py HUIYAO WORKDIR RUN

Of files of records, there must be every type and every word that is looked for; the folder
of a batch run is taken as it is. Prints a line for each form and exits with 1 on the first difference.
"""

import csv
import datetime
import json
import math
import pathlib
import sqlite3
import subprocess
import sys
from decimal import Decimal

import duckdb
import openpyxl
import pandas
import pyarrow.parquet

TYPES = ["document", "quantity", "task_count", "body", "time", "person", "place", "meeting", "named_document", "number", "error"]
DECIMALS = {(table, key) for table in ("quantity", "number") for key in ("value", "value_to", "base_value")}
DATES = {("document", "date"), ("promises", "target_date"), ("promises", "outcome_date"), ("panel", "date")}


def fail(message):
    sys.exit(f"tables.py: {message}")


def same(form, table, row, column, want, got):
    if want != got or isinstance(want, bool) != isinstance(got, bool):
        fail(f"{form}: {table} row {row} {column}: want {want!r}, got {got!r}")


def load(path):
    """Returns type -> list of flat rows. Numbers are Decimal where they are decimals."""
    tables = {t: [] for t in TYPES}
    for file in sorted(path.glob("records-*.jsonl")) if path.is_dir() else [path]:
        for line in open(file, encoding="utf-8"):
            record = json.loads(line, parse_float=Decimal)
            flat = {}
            for key, value in record.items():
                if isinstance(value, dict):
                    for below, number in value.items():
                        flat[f"{key}_{below}"] = number
                elif (record["type"], key) in DECIMALS and value is not None:
                    flat[key] = Decimal(value)
                else:
                    flat[key] = value
            tables[record["type"]].append(flat)
    return tables


def digits(number):
    """The exact digits of a Decimal as the records have them."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text


def double(number):
    value = float(number)
    return None if math.isinf(value) else value


def expect(tables, text_lists=False, dates=True):
    """The rows as forms with binary numbers have them."""
    for table, rows in tables.items():
        for n, row in enumerate(rows):
            out = {}
            for key, value in row.items():
                if (table, key) in DECIMALS:
                    out[key] = None if value is None else double(value)
                    out[key + "_text"] = None if value is None else digits(value)
                elif (table, key) in DATES and dates:
                    out[key] = datetime.date.fromisoformat(value) if value else None
                elif isinstance(value, list) and text_lists:
                    out[key] = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
                else:
                    out[key] = value
            yield table, n, out


def counted(form, tables, table, got):
    if got != len(tables[table]):
        fail(f"{form}: {table} has {got} rows, the records are {len(tables[table])}")


PANEL = ("place_code", "place", "period", "concept", "measure", "role", "value_text", "unit", "modifier", "change", "doc", "start", "end")


def in_panel(quantity):
    return (quantity["place"] or quantity["place_code"]) and quantity["period"] and quantity["concept"] and quantity["measure"]


def panel_rows(tables):
    """What the panel must hold: of each figure of a document its first mention."""
    rows = {}
    for q in tables["quantity"]:
        if in_panel(q):
            to = "" if q["value_to"] is None else digits(q["value_to"])
            key = (q["doc"], q["place_code"] or q["place"], to, q["basis"].removeprefix("yoy"), digits(q["value"]),
                   *(q[k] for k in ("period", "concept", "measure", "role", "unit", "modifier", "change")))
            rows.setdefault(key, [digits(q["value"]) if k == "value_text" else q[k] for k in PANEL])
    return sorted(rows.values(), key=repr)


def check_panel(form, tables, names, rows):
    got = sorted(([row[names.index(k)] for k in PANEL] for row in rows), key=repr)
    want = panel_rows(tables)
    if got != want:
        fail(f"{form}: the panel has {len(got)} rows, the records {len(want)}, or other values: {[p for p in zip(want, got) if p[0] != p[1]][:1]}")


def check_promises(form, tables, names, rows):
    """A row for each target of the panel, and outcomes that stand there."""
    targets = [row for row in panel_rows(tables) if row[PANEL.index("role")] == "target"]
    if len(rows) != len(targets):
        fail(f"{form}: {len(rows)} promises, the panel has {len(targets)} targets")
    outcomes = {(row[PANEL.index("doc")], row[PANEL.index("start")]) for row in panel_rows(tables) if row[PANEL.index("role")] == "actual"}
    for row in rows:
        promise = dict(zip(names, row))
        if (promise["status"] == "open") != (promise["outcome_text"] is None):
            fail(f"{form}: {promise}")
        if promise["status"] != "open" and (promise["outcome_doc"], promise["outcome_start"]) not in outcomes:
            fail(f"{form}: no such outcome: {promise}")


def compare(form, tables, read, **how):
    """read(table) gives (names, rows)."""
    found = {}
    for table in TYPES:
        names, rows = read(table)
        counted(form, tables, table, len(rows))
        found[table] = (names, rows)
    cells = 0
    check_panel(form, tables, *read("panel"))
    check_promises(form, tables, *read("promises"))
    for table, n, want in expect(tables, **how):
        names, rows = found[table]
        if list(want) != list(names):
            fail(f"{form}: {table} has the columns {names}, want {list(want)}")
        for column, got in zip(names, rows[n]):
            same(form, table, n, column, want[column], got)
            cells += 1
    print(f"{form}: {sum(map(len, tables.values()))} rows, {cells} cells are right")


def check_csv(out, tables, encoding):
    def read(table):
        with open(out / f"{table}.csv", encoding=encoding, newline="") as f:
            rows = list(csv.reader(f))
        frame = pandas.read_csv(out / f"{table}.csv", encoding=encoding, dtype=str, keep_default_na=False)
        if frame.values.tolist() != rows[1:]:
            fail(f"csv: pandas reads {table} in another way")
        return rows[0], rows[1:]

    cells = 0
    for table, rows in tables.items():
        names, got = read(table)
        counted("csv", tables, table, len(got))
        for n, row in enumerate(rows):
            if list(row) != names:
                fail(f"csv: {table} has the columns {names}, want {list(row)}")
            for column, cell in zip(names, got[n]):
                want = row[column]
                if want is None:
                    want = ""
                elif isinstance(want, bool):
                    want = str(want).lower()
                elif isinstance(want, Decimal):
                    want = digits(want)
                elif isinstance(want, list):
                    want, cell = want, json.loads(cell)
                elif isinstance(want, int):
                    want = str(want)
                else:
                    if cell[:1] in tuple("=+-@\t\r＝＋－＠"):
                        fail(f"csv: {table} row {n} {column}: {cell!r} could be run as a formula")
                    cell = cell.removeprefix("'")
                same("csv", table, n, column, want, cell)
                cells += 1
    print(f"csv, {encoding}: {sum(map(len, tables.values()))} rows, {cells} cells are right")


def check_xlsx(out, tables):
    book = openpyxl.load_workbook(out / "huiyao.xlsx")
    if book.sheetnames != ["columns", *TYPES, "panel", "promises"]:
        fail(f"xlsx: sheets {book.sheetnames}")
    cells = 0
    for name in book.sheetnames:
        sheet = book[name]
        if sheet.freeze_panes != "A2" or sheet.auto_filter.ref.replace("$", "") != sheet.dimensions:
            fail(f"xlsx: {name}: header at {sheet.freeze_panes}, filter over {sheet.auto_filter.ref} of {sheet.dimensions}")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    fail(f"xlsx: {name} {cell.coordinate} is a formula")
    read = {t: list(book[t].iter_rows(values_only=True)) for t in TYPES}
    for table in TYPES:
        counted("xlsx", tables, table, len(read[table]) - 1)
    for table, n, want in expect(tables, text_lists=True):
        names, row = read[table][0], read[table][n + 1]
        if list(want) != list(names):
            fail(f"xlsx: {table} has the columns {names}, want {list(want)}")
        for column, got in zip(names, row):
            value = want[column]
            if value == "":
                value = None
            if isinstance(got, datetime.datetime):
                got = got.date()
            if isinstance(value, float):  # 15 digits
                if got is None or not math.isclose(value, got, rel_tol=1e-14):
                    fail(f"xlsx: {table} row {n} {column}: want {value!r}, got {got!r}")
            else:
                same("xlsx", table, n, column, value, got)
            cells += 1
    if book["panel"].max_row - 1 != len(panel_rows(tables)):
        fail(f"xlsx: the panel has {book['panel'].max_row - 1} rows")
    frame = pandas.read_excel(out / "huiyao.xlsx", sheet_name=None)
    for table in TYPES:
        counted("xlsx with pandas", tables, table, len(frame[table]))
    print(f"xlsx: {sum(map(len, tables.values()))} rows, {cells} cells are right")


def check_parquet(out, tables):
    def read(table):
        t = pyarrow.parquet.read_table(out / f"{table}.parquet")
        if len(pandas.read_parquet(out / f"{table}.parquet")) != t.num_rows:
            fail(f"parquet with pandas: {table} has other rows than with pyarrow")
        return t.column_names, [list(row.values()) for row in t.to_pylist()]

    compare("parquet", tables, read)


def check_sqlite(out, tables, whole):
    db = sqlite3.connect(out / "huiyao.sqlite")

    def read(table):
        cursor = db.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
        names = [c[0] for c in cursor.description]
        rows = [list(row) for row in cursor]
        for row in rows:
            for i, name in enumerate(names):
                if (table, name) in DATES and row[i] is not None:
                    row[i] = datetime.date.fromisoformat(row[i])
                elif name == "complete":
                    row[i] = bool(row[i])
        return names, rows

    compare("sqlite", tables, read, text_lists=True)
    if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        fail("sqlite: the database is not whole")
    # Words of two characters and more, found in either script by the full-text table,
    # against a search of all sentences.
    for column, word in [("simplified", "企业"), ("sentence", "企業"), ("simplified", "项目"), ("simplified", "高新区"), ("simplified", "技术合同"), ("sentence", "𠮷家")]:
        scan = db.execute(f"SELECT count(*) FROM sentence WHERE {column} LIKE ?", (f"%{word}%",)).fetchone()[0]
        phrase = column + ' : "' + " ".join(word) + '"'
        found = db.execute("SELECT count(*) FROM sentence_search WHERE sentence_search MATCH ?", (phrase,)).fetchone()[0]
        if found != scan or whole and not scan:
            fail(f"sqlite: {word} stands in {scan} sentences, {found} are found")
    print("sqlite: words are found")


def check_duckdb(out, tables, form):
    db = duckdb.connect()
    db.execute(f"SET file_search_path = '{out}'")
    db.execute((out / "duckdb.sql").read_text(encoding="utf-8"))

    def read(table):
        cursor = db.execute(f'SELECT * FROM "{table}"')
        names = [c[0] for c in cursor.description]
        return names, [list(row) for row in cursor.fetchall()]

    compare(f"duckdb from {form}", tables, read)
    want = len(panel_rows(tables))
    file = len(pandas.read_csv(out / "panel.csv")) if form == "csv" else len(pandas.read_parquet(out / "panel.parquet"))
    if file != want:
        fail(f"{form}: the panel has {file} rows, the records have {want}")
    uncommented = db.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND schema_name = 'main' AND NOT internal"
        " AND column_name NOT LIKE '%\\_text' ESCAPE '\\'"
    ).fetchall()
    if uncommented:
        fail(f"duckdb: no comment on {uncommented}")


def main():
    huiyao, work, *inputs = sys.argv[1:]
    work = pathlib.Path(work)
    work.mkdir(parents=True, exist_ok=True)
    whole = not pathlib.Path(inputs[0]).is_dir()
    if whole:
        records = work / "records.jsonl"
        records.write_bytes(b"".join(pathlib.Path(p).read_bytes() for p in sorted(inputs)))
    else:
        records = pathlib.Path(inputs[0])
    tables = load(records)
    for table in TYPES if whole else TYPES[:4]:
        if not tables[table]:
            fail(f"the records have no {table}: nothing would be compared")

    def export(forms, *flags):
        out = work / forms.replace(",", "_")
        subprocess.run([huiyao, "export", records, "--to", forms, "--out", out, *flags], check=True)
        return out

    out = export("csv,duckdb-sql")
    check_csv(out, tables, "utf-8-sig")
    check_duckdb(out, tables, "csv")
    check_csv(export("csv", "--no-bom"), tables, "utf-8")
    out = export("xlsx,parquet,sqlite,duckdb-sql")
    check_xlsx(out, tables)
    check_parquet(out, tables)
    check_sqlite(out, tables, whole)
    check_duckdb(out, tables, "parquet")


if __name__ == "__main__":
    main()
