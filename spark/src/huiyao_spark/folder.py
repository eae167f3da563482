"""The output folder of a job, on any file system that Spark writes to."""

from __future__ import annotations

from typing import Any

from pyspark.sql import SparkSession


class Folder:
    """A folder on a Hadoop file system. Names are relative, with slashes."""

    def __init__(self, spark: SparkSession, path: str) -> None:
        jvm: Any = spark.sparkContext._jvm
        self._jvm = jvm
        base = jvm.org.apache.hadoop.fs.Path(path)
        jsc: Any = spark.sparkContext._jsc
        self._fs: Any = base.getFileSystem(jsc.hadoopConfiguration())
        self._base = self._fs.makeQualified(base)

    def _at(self, name: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(self._base, name) if name else self._base

    def path(self, name: str) -> str:
        """Returns the whole path of a name, as Spark takes it."""
        return str(self._at(name).toString())

    def read(self, name: str) -> str | None:
        """Returns the text of a file, None where there is none."""
        if not self._fs.exists(self._at(name)):
            return None
        stream = self._fs.open(self._at(name))
        try:
            return str(self._jvm.org.apache.commons.io.IOUtils.toString(stream, "UTF-8"))
        finally:
            stream.close()

    def write(self, name: str, text: str) -> None:
        """Writes a file that is there whole or not at all."""
        new = f"{name}.unfinished"
        stream = self._fs.create(self._at(new), True)
        stream.write(bytearray(text.encode()))
        stream.close()
        self.delete(name)
        if not self._fs.rename(self._at(new), self._at(name)):
            raise OSError(f"{self.path(name)}: cannot be renamed into place")

    def delete(self, name: str) -> None:
        """Removes a file, or a folder and what is in it; nothing where it is not there."""
        self._fs.delete(self._at(name), True)

    def names(self, name: str) -> list[str]:
        """Returns the names in a folder, sorted; none where it is not there."""
        if not self._fs.exists(self._at(name)):
            return []
        return sorted(str(s.getPath().getName()) for s in self._fs.listStatus(self._at(name)))
