"""For spark-submit and python -m huiyao_spark."""

import sys

from huiyao_spark.job import main

if __name__ == "__main__":
    sys.exit(main())
