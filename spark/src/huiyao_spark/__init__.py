"""huiyao on Apache Spark: Spark hands out the documents, the huiyao program reads them."""

from huiyao_spark.frames import Huiyao, extract, records

__all__ = ["Huiyao", "extract", "records"]
