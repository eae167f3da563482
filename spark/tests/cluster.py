"""Runs huiyao-spark on a cluster of this machine and compares what it writes with huiyao batch and
export: a master and two workers on loopback, the driver killed between two parts, an executor
killed in the middle of one.

    python cluster.py HUIYAO FOLDER     the test
    python cluster.py --growth 16 HUIYAO FOLDER     times for 1, 4 and 16 times the input
"""

import argparse
import contextlib
import gzip
import hashlib
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pyspark

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
KINDS = ("document", "quantity", "task_count", "body", "number", "error")
ENVIRONMENT = {
    **os.environ,
    "SPARK_HOME": str(Path(pyspark.__file__).parent),
    "SPARK_LOCAL_IP": HOST,
    "PYSPARK_PYTHON": sys.executable,
}
ENVIRONMENT.pop("PYTHONPATH", None)  # the executors get the package from the job
DRIVER = {**ENVIRONMENT, "PYTHONPATH": str(ROOT / "spark" / "src")}


BEGAN = time.monotonic()


def say(text: str) -> None:
    print(f"test-spark: {time.monotonic() - BEGAN:4.0f} s: {text}", flush=True)


def wait(what: str, seconds: float, until: Callable[[], Any], every: float = 0.2) -> Any:
    """Returns what until returns once it is true."""
    end = time.monotonic() + seconds
    while not (value := until()):
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(every)
    return value


def free_port() -> int:
    with socket.socket() as s:
        s.bind((HOST, 0))
        return int(s.getsockname()[1])


def answers(url: str) -> Any:
    """Returns what a status page says, None where it cannot be had yet."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return json.load(response)
    except (OSError, ValueError):  # a page that says that it is not there yet is no JSON
        return None


class Cluster:
    """A master and workers with one core each, and the jobs sent to them."""

    def __init__(self, folder: Path, workers: int) -> None:
        self.folder, self.port, self.web = folder, free_port(), free_port()
        self.processes: list[subprocess.Popen[bytes]] = []
        folder.mkdir(parents=True)
        self.group = Path(f"/sys/fs/cgroup/cpuacct/huiyao-{os.getpid()}")
        with contextlib.suppress(OSError):
            self.group.mkdir()
        self.master = self._start("master", "master.Master", "--port", str(self.port), "--webui-port", str(self.web))
        wait("master", 120, lambda: answers(f"http://{HOST}:{self.web}/json/"))
        self.workers = [
            self._start(
                f"worker-{i}", "worker.Worker", "--cores", "1", "--memory", "2g", "--webui-port", str(free_port()),
                "--work-dir", str(folder / f"work-{i}"), f"spark://{HOST}:{self.port}",
            )
            for i in range(workers)
        ]  # fmt: skip
        wait("workers", 120, lambda: answers(f"http://{HOST}:{self.web}/json/")["aliveworkers"] == workers)

    def cpu(self) -> float:
        """Returns the processor seconds of the workers and all below them; not a number where
        the kernel does not count them for us."""
        with contextlib.suppress(OSError):
            return int((self.group / "cpuacct.usage").read_text()) / 1e9
        return float("nan")

    def _start(self, name: str, kind: str, *args: str) -> subprocess.Popen[bytes]:
        command = [
            f"{ENVIRONMENT['SPARK_HOME']}/bin/spark-class",
            f"org.apache.spark.deploy.{kind}",
            "--host",
            HOST,
            *args,
        ]
        with open(self.folder / f"{name}.log", "wb") as log:
            p = subprocess.Popen(command, env=ENVIRONMENT, stdout=log, stderr=log, start_new_session=True)
        self.processes.append(p)
        if kind.startswith("worker"):
            with contextlib.suppress(OSError):
                (self.group / "cgroup.procs").write_text(str(p.pid))
        return p

    def submit(self, name: str, *args: str, web: int | None = None) -> subprocess.Popen[bytes]:
        """Starts a job with one executor on each worker."""
        events = self.folder / "events" / name
        events.mkdir(parents=True)
        conf = {
            "spark.executor.memory": "1g", "spark.executor.cores": "1", "spark.driver.host": HOST,
            "spark.eventLog.enabled": "true", "spark.eventLog.dir": events.as_uri(),
            "spark.eventLog.compress": "false", "spark.eventLog.rolling.enabled": "false",
            "spark.ui.enabled": "true" if web else "false", "spark.ui.port": str(web or 0), "spark.log.level": "WARN",
        }  # fmt: skip
        command = [f"{ENVIRONMENT['SPARK_HOME']}/bin/spark-submit", "--master", f"spark://{HOST}:{self.port}"]
        for key, value in conf.items():
            command += ["--conf", f"{key}={value}"]
        command += [str(ROOT / "spark" / "src" / "huiyao_spark" / "__main__.py"), *args]
        with open(self.folder / f"{name}.log", "wb") as log:
            p = subprocess.Popen(command, env=DRIVER, stdout=log, stderr=log, start_new_session=True)
        self.processes.append(p)
        return p

    def run(self, name: str, *args: str) -> None:
        """Runs a job to its end."""
        self.end(name, self.submit(name, *args))

    def end(self, name: str, job: subprocess.Popen[bytes]) -> None:
        """Waits for the end of a job, which has to be a good one."""
        if job.wait(900) != 0:
            raise RuntimeError(f"{name} ended with {job.returncode}:\n{self.log(name)[-4000:]}")

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()

    def events(self, name: str) -> Iterator[dict[str, Any]]:
        [log] = (self.folder / "events" / name).iterdir()
        with open(log) as lines:
            for line in lines:
                yield json.loads(line)

    def executors(self, worker: int) -> list[int]:
        """Returns the ids of the executors' processes that a worker has started."""
        found = []
        for folder in Path("/proc").iterdir():
            with contextlib.suppress(OSError, ValueError):
                pid = int(folder.name)
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                command = (folder / "cmdline").read_bytes()
                if parent == self.workers[worker].pid and b"CoarseGrainedExecutorBackend" in command:
                    found.append(pid)
        return found

    def kill(self, p: subprocess.Popen[bytes]) -> None:
        """Kills a process and all that it has started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(p.pid, signal.SIGKILL)
        p.wait()

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *_: object) -> None:
        for p in reversed(self.processes):
            self.kill(p)
        with contextlib.suppress(OSError):
            self.group.rmdir()


def reports(folder: Path, count: int) -> int:
    """Writes the corpus so often, with changes, and what cannot be read; returns its bytes."""
    files = sorted([*(ROOT / "corpus").glob("*.txt"), *(ROOT / "corpus").glob("*.html")])
    total = 0
    for i in range(count):
        file = files[i % len(files)]
        change = f"会议确定了{i}项任务。\n".encode()
        data = file.read_bytes()
        data = data.replace(b"</p>", change + b"</p>", 1) if file.suffix == ".html" else change + data
        if i % 500 == 499:
            data = [b"\x89PNG\r\n\x1a\n", b"\xe5\xb7\xa5\xff\xff", b"PK\x03\x04"][i // 500 % 3] + f"{i}".encode()
        path = folder / f"{i // 1000}" / f"{i:05d}{file.suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        total += len(data)
    return total


def archives(folder: Path) -> None:
    """Writes WARC and JSON Lines, one of them with bad lines."""
    texts = sorted((ROOT / "corpus").glob("*.txt"))
    (folder / "crawl").mkdir(parents=True)
    for n in range(3):
        with gzip.open(folder / "crawl" / f"{n}.warc.gz", "wb") as warc:
            for text in texts:
                page = f"<title>{n}</title><p>".encode() + text.read_bytes()
                body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
                head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{text.name}\r\n"
                warc.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n")
    lines = [json.dumps({"id": t.name, "text": t.read_text()}, ensure_ascii=False) for t in texts]
    (folder / "a.jsonl").write_text("\n".join([*lines, "{", '{"id":"x"}', ""]))


def rows(table: pa.Table) -> list[str]:
    """Returns the rows as sorted text, to be compared as a multiset."""
    return sorted(json.dumps(row, ensure_ascii=False, default=str) for row in table.to_pylist())


def equal(spark: Path, tables: Path) -> int:
    """Compares the Parquet that Spark wrote with that of export; returns how many rows there are."""
    total = 0
    for kind in KINDS:
        want = pq.read_table(tables / f"{kind}.parquet")
        got = ds.dataset(spark / kind, format="parquet").to_table()
        shape = [[(f.name, "list" if pa.types.is_list(f.type) else str(f.type)) for f in t.schema] for t in (want, got)]
        assert shape[0] == shape[1], f"{kind}: columns {shape[1]}, not {shape[0]}"
        a, b = rows(want), rows(got)
        assert len(a) == len(b), f"{kind}: {len(b)} rows, not {len(a)}"
        for x, y in zip(a, b, strict=True):
            assert x == y, f"{kind}:\n{y}\nand not\n{x}"
        manifest = json.loads((spark / "manifest.json").read_text())
        assert manifest["rows"][kind] == len(a), f"{kind}: manifest has {manifest['rows'][kind]} rows, not {len(a)}"
        total += len(a)
    return total


def batch(huiyao: str, inputs: Path, out: Path, workers: int = 2) -> float:
    """Runs huiyao batch; returns its seconds."""
    began = time.monotonic()
    code = subprocess.run(
        [huiyao, "batch", str(inputs), "--out", str(out), "--quiet", "--workers", str(workers)],
        stderr=subprocess.DEVNULL,
    ).returncode
    assert code in (0, 1), f"huiyao batch ended with {code}"
    return time.monotonic() - began


def exported(huiyao: str, inputs: Path, out: Path) -> Path:
    """Returns the folder of tables that batch and export make."""
    batch(huiyao, inputs, out / "batch")
    subprocess.run([huiyao, "export", str(out / "batch"), "--to", "parquet", "--out", str(out / "tables")], check=True)
    return out / "tables"


def tree(folder: Path) -> dict[str, str]:
    """Returns the hashes of the files below a folder."""
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


def killed_in_the_middle(cluster: Cluster, name: str, *args: str) -> None:
    """Runs a job and kills one of its executors while it works."""
    web = free_port()
    job = cluster.submit(name, *args, web=web)
    api = f"http://{HOST}:{web}/api/v1/applications"
    [app] = wait("application", 120, lambda: answers(api))

    def working() -> Any:
        assert job.poll() is None, f"{name} ended before an executor could be killed:\n{cluster.log(name)[-2000:]}"
        for s in answers(f"{api}/{app['id']}/stages?status=active") or []:
            if 5 <= s["numCompleteTasks"] <= s["numTasks"] - 10:
                return s
        return None

    stage = wait("the stage that extracts", 300, working, every=0.05)
    [pid] = cluster.executors(0)
    os.kill(pid, signal.SIGKILL)
    say(f"killed executor {pid} after {stage['numCompleteTasks']} of {stage['numTasks']} tasks")
    cluster.end(name, job)

    lost, again = 0, {}
    good = set()
    removed = []
    for e in cluster.events(name):
        if e["Event"] == "SparkListenerExecutorRemoved":
            removed.append(e["Removed Reason"])
        if e["Event"] == "SparkListenerTaskEnd":
            key = (e["Stage ID"], e["Task Info"]["Index"])
            if e["Task End Reason"]["Reason"] == "ExecutorLostFailure":
                lost += 1
                again[key] = e["Task Info"]["Attempt"]
            elif e["Task End Reason"]["Reason"] == "Success":
                good.add((*key, e["Task Info"]["Attempt"]))
    assert removed, "no executor was lost"
    assert lost > 0, "no task was lost with the executor"
    for (stage_id, index), attempt in again.items():
        assert any(g[:2] == (stage_id, index) and g[2] > attempt for g in good), f"task {index} was not run again"
    say(f"lost {len(removed)} executor ({removed[0]}), {lost} task run again")


def test(huiyao: str, folder: Path) -> None:
    size = reports(folder / "reports", 5000)
    archives(folder / "archives")
    tables = exported(huiyao, folder / "reports", folder / "one")
    say(f"5000 documents, {size / 1e6:.1f} MB")
    with Cluster(folder / "cluster", 2) as cluster:
        # 5000 documents and what opening them counts as are three parts.
        out = folder / "out"
        job = [str(folder / "reports"), "--out", str(out), "--huiyao", huiyao, "--task-size=1MiB", "--part-size=36MiB"]
        first = out / "_parts" / "00000.json"
        process = cluster.submit("first", *job)
        wait("the first part", 500, lambda: first.exists() or process.poll() is not None)
        assert process.poll() is None, f"ended before it was killed:\n{cluster.log('first')[-4000:]}"
        cluster.kill(process)
        parts = sorted(p.name for p in (out / "_parts").glob("0*.json"))
        assert parts == ["00000.json"] and not (out / "manifest.json").exists(), parts
        before = {k: tree(out / k / "part=00000") for k in KINDS}
        # As if the power had gone while the second part was written.
        (out / "quantity" / "part=00001").mkdir(exist_ok=True)
        (out / "quantity" / "part=00001" / "part-00000-half.zstd.parquet").write_bytes(b"PAR1")
        say("killed the driver behind the first part")

        killed_in_the_middle(cluster, "second", *job)
        assert before == {k: tree(out / k / "part=00000") for k in KINDS}, "the first part was done again"
        total = equal(out, tables)
        manifest, other = (json.loads((f / "manifest.json").read_text()) for f in (out, folder / "one" / "batch"))
        assert len(manifest["parts"]) == 3, manifest["parts"]
        assert (manifest["data"], manifest["version"]) == (other["data"], other["version"])
        say(f"{total} rows are those of huiyao batch and export, word lists {manifest['data'][:12]}")

        whole = tree(out)
        cluster.run("third", *job)
        assert "all 3 parts are there" in cluster.log("third") and tree(out) == whole, "a finished run was touched"

        tables = exported(huiyao, folder / "archives", folder / "two")
        cluster.run(
            "archives",
            str(folder / "archives"),
            "--input-format=archives",
            "--out",
            str(folder / "archived"),
            "--huiyao",
            huiyao,
        )
        say(f"archives: {equal(folder / 'archived', tables)} rows are the same")

        lines = [json.loads(line) for line in (folder / "archives" / "a.jsonl").read_text().splitlines()[:-2]]
        pages = pa.table({"url": [x["id"] for x in lines] + ["none"], "page": [x["text"] for x in lines] + [None]})
        pq.write_table(pages, folder / "pages.parquet")
        cluster.run(
            "rows", str(folder / "pages.parquet"), "--input-format=parquet", "--id=url", "--text=page", "--source=url",
            "--output=jsonl", "--out", str(folder / "lines"), "--huiyao", huiyao,
        )  # fmt: skip
        got = [p.read_bytes() for p in sorted((folder / "lines" / "records" / "part=00000").glob("*.txt"))]
        source = [json.dumps({"id": x["id"], "text": x["text"], "source": x["id"]}) for x in lines] + ['{"id":"none"}']
        want = subprocess.run(
            [huiyao, "extract", "--input-format=jsonl", "-"], input="\n".join(source).encode(), capture_output=True
        ).stdout  # fmt: skip
        assert b"".join(got) == want.replace(f"stdin:{len(source)}".encode(), b"none"), (
            "lines of rows differ from extract"
        )
        say(f"rows of Parquet: {len(want.splitlines())} lines are those of huiyao extract, byte for byte")
    say("passed")


def seconds(cluster: Cluster, name: str) -> float:
    """Returns the time from the start of the first stage to the end of the job: the start of Spark apart."""
    begin, end = 0, 0
    for e in cluster.events(name):
        if e["Event"] == "SparkListenerStageSubmitted":
            begin = begin or e["Stage Info"]["Submission Time"]
        if e["Event"] == "SparkListenerApplicationEnd":
            end = e["Timestamp"]
    return (end - begin) / 1000


def measured(cluster: Cluster | None, work: Callable[[], float]) -> str:
    """Returns the seconds that work says, and the processor seconds of the workers or, without a
    cluster, of our children."""

    def spent() -> float:
        of = resource.getrusage(resource.RUSAGE_CHILDREN)
        return cluster.cpu() if cluster else of.ru_utime + of.ru_stime

    before = spent()
    took = work()
    return f"{took:.1f} ({spent() - before:.1f})"


def growth(huiyao: str, folder: Path, most: int) -> None:
    """Prints times of batch, of export, and of Spark to lines and to Parquet, with two workers."""

    def export() -> float:
        began = time.monotonic()
        run = [huiyao, "export", str(folder / "batch"), "--to", "parquet", "--out", str(folder / "tables")]
        subprocess.run(run, check=True, stderr=subprocess.DEVNULL)
        return time.monotonic() - began

    say("documents | MB | seconds (processor seconds) of batch | export | spark jsonl | spark parquet")
    with Cluster(folder / "cluster", 2) as cluster:
        for times in [n for n in (1, 4, 16) if n <= most]:
            inputs = folder / f"reports-{times}"
            size = reports(inputs, 5000 * times)
            took = [measured(None, lambda at=inputs: batch(huiyao, at, folder / "batch")), measured(None, export)]  # type: ignore[misc]
            for output in ("jsonl", "parquet"):
                name = f"{output}-{times}"

                def spark(at: Path = inputs, output: str = output, name: str = name) -> float:
                    cluster.run(name, str(at), f"--output={output}", "--out", str(folder / "out"), "--huiyao", huiyao)
                    return seconds(cluster, name)

                took.append(measured(cluster, spark))
                shutil.rmtree(folder / "out")
            for done in ("batch", "tables", inputs.name):
                shutil.rmtree(folder / done)
            say(" | ".join([str(5000 * times), f"{size / 1e6:.1f}", *took]))


def main() -> None:
    p = argparse.ArgumentParser()
    p.add_argument("--growth", type=int, metavar="N", help="measure 1, 4 and 16 times the input, up to N times")
    p.add_argument("huiyao")
    p.add_argument("folder", type=Path)
    o = p.parse_args()
    shutil.rmtree(o.folder, ignore_errors=True)
    huiyao, folder = os.path.abspath(o.huiyao), o.folder.absolute()
    if o.growth:
        growth(huiyao, folder, o.growth)
    else:
        test(huiyao, folder)


if __name__ == "__main__":
    main()
