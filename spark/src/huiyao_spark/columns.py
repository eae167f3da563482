"""The columns of each type of record, made from the JSON Schema that huiyao prints.

They are those of ``huiyao export --to parquet``: an object becomes a column for each of its
keys, a decimal a double and beside it all its digits as text, a date that is not known null.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json
from pyspark.sql import types as sql

EXACT = "_text"  # ends the name of the column with all digits of a decimal


class Kind(Enum):
    """What values a key of a record has."""

    TEXT = "string"
    DATE = "date"
    INTEGER = "integer"
    DECIMAL = "number"
    BOOLEAN = "boolean"
    LIST = "array"


ARROW = {
    Kind.TEXT: pa.string(),
    Kind.DATE: pa.date32(),
    Kind.INTEGER: pa.int64(),
    Kind.DECIMAL: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.LIST: pa.list_(pa.string()),
}
SPARK: dict[Kind, sql.DataType] = {
    Kind.TEXT: sql.StringType(),
    Kind.DATE: sql.DateType(),
    Kind.INTEGER: sql.LongType(),
    Kind.DECIMAL: sql.DoubleType(),
    Kind.BOOLEAN: sql.BooleanType(),
    Kind.LIST: sql.ArrayType(sql.StringType(), containsNull=False),
}


@dataclass(frozen=True)
class Column:
    """A key of a record, or a key of an object in it."""

    name: str
    path: tuple[str, ...]
    kind: Kind
    nullable: bool


Tables = dict[str, tuple[Column, ...]]


def tables(schema: str) -> Tables:
    """Returns the columns of each type of record, in the order of the schema."""
    of: Tables = {}
    for one in json.loads(schema)["oneOf"]:
        of[one["properties"]["type"]["const"]] = tuple(_columns(one["properties"], ()))
    return of


def _columns(properties: dict[str, Any], above: tuple[str, ...]) -> Iterator[Column]:
    for key, value in properties.items():
        path = (*above, key)
        nullable = False
        if "oneOf" in value:
            [value] = [v for v in value["oneOf"] if v["type"] != "null"]
            nullable = True
        if value["type"] == "object":
            yield from _columns(value["properties"], path)
            continue
        kind = Kind(value.get("x-column", value["type"]))
        yield Column("_".join(path), path, kind, nullable)


def spark_struct(columns: Sequence[Column]) -> sql.StructType:
    """Returns the columns as Spark declares them."""
    struct = sql.StructType()
    for c in columns:
        struct.add(c.name, SPARK[c.kind], c.nullable or c.kind in (Kind.DECIMAL, Kind.DATE))
        if c.kind is Kind.DECIMAL:
            struct.add(c.name + EXACT, sql.StringType(), c.nullable)
    return struct


def arrow_struct(columns: Sequence[Column]) -> Any:
    """Returns the columns as Arrow has them."""
    fields = []
    for c in columns:
        fields.append(pa.field(c.name, ARROW[c.kind]))
        if c.kind is Kind.DECIMAL:
            fields.append(pa.field(c.name + EXACT, pa.string()))
    return pa.struct(fields)


class Parser:
    """Reads the lines of one type of record into a struct array."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.struct = arrow_struct(columns)
        self._read = pyarrow.json.ParseOptions(explicit_schema=_wire(columns, 0), unexpected_field_behavior="error")
        decimals = [c.name for c in columns if c.kind is Kind.DECIMAL]
        # A number is read as the text that it is. The pattern finds keys only: inside a string
        # a quotation mark has a backslash before it.
        names = "|".join(map(re.escape, decimals))
        self._number = re.compile(rf',"({names})":(-?[0-9][^,}}]*)'.encode()) if decimals else None

    def parse(self, lines: Sequence[bytes]) -> Any:
        """Returns the struct array of the lines, which are at least one."""
        block = b"\n".join(lines)
        if self._number:
            block = self._number.sub(rb',"\1":"\2"', block)
        options = pyarrow.json.ReadOptions(use_threads=False, block_size=len(block) + 1)
        table = pyarrow.json.read_json(pa.BufferReader(block), options, self._read).combine_chunks()
        arrays = []
        for c in self.columns:
            array = table[c.path[0]]
            for key in c.path[1:]:
                array = pc.struct_field(array, key)
            array = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
            match c.kind:
                case Kind.DATE:
                    known = pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.string()), array)
                    arrays.append(pc.cast(known, pa.date32()))
                case Kind.DECIMAL:
                    # What no double can hold is null, and whole in its text.
                    number = pc.cast(array, pa.float64())
                    arrays.append(pc.if_else(pc.is_finite(number), number, pa.scalar(None, pa.float64())))
                    arrays.append(array)
                case _:
                    arrays.append(array)
        return pa.StructArray.from_arrays(arrays, fields=list(self.struct))


def _wire(columns: Sequence[Column], depth: int) -> Any:
    """Returns the schema of the lines, decimals and dates as text."""
    fields: dict[str, Any] = {}
    for c in columns:
        key = c.path[depth]
        if len(c.path) > depth + 1:
            if key not in fields:
                inner = [d for d in columns if d.path[: depth + 1] == c.path[: depth + 1]]
                fields[key] = pa.struct(list(_wire(inner, depth + 1)))
        else:
            fields[key] = pa.string() if c.kind in (Kind.DATE, Kind.DECIMAL) else ARROW[c.kind]
    return pa.schema(list(fields.items()))
