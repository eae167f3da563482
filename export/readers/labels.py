"""Reads the labels of `huiyao label` as the tools that they are for read them, and wants
every label to cover the text of its record.

    python labels.py HUIYAO WORKDIR FOLDER
"""

import json
import pathlib
import shutil
import subprocess
import sys

import spacy
from spacy.tokens import Doc


def fail(message):
    sys.exit(f"labels.py: {message}")


def main():
    huiyao, work, texts = sys.argv[1:]
    work = pathlib.Path(work)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    # Astral characters and \r\n in front of everything else.
    reports = work / "reports"
    reports.mkdir()
    for p in pathlib.Path(texts).glob("*.txt"):
        text = "😀𠮷家村\r\n" + p.read_text(encoding="utf-8").replace("\n", "\r\n")
        (reports / p.name).write_bytes(text.encode())
    records = work / "records.jsonl"
    with open(records, "wb") as f:
        subprocess.run([huiyao, "extract", reports], stdout=f, check=True)
    want = {}
    for line in open(records, encoding="utf-8"):
        r = json.loads(line)
        if r["type"] == "document":
            want[r["doc"]] = []
        else:
            want[r["doc"]].append((r["type"], r["start"], r["end"], r["text"]))
    total = sum(map(len, want.values()))
    if not total:
        fail("nothing was found: nothing would be compared")

    def label(form):
        out = work / form
        subprocess.run([huiyao, "label", records, "--texts", reports, "--to", form, "--out", out], check=True)
        return out

    def compare(form, doc, got):
        if got != want[doc]:
            fail(f"{form}: {doc}: {[p for p in zip(got, want[doc]) if p[0] != p[1]][:3]}")

    nlp = spacy.blank("zh")
    for line in open(label("spacy") / "spacy.jsonl", encoding="utf-8"):
        data = json.loads(line)
        doc = Doc(nlp.vocab).from_json(data, validate=True)
        if doc.text != data["text"]:
            fail("spacy: the tokens give another text")
        compare("spacy", data["doc"], [(s.label_, s.start_char, s.end_char, s.text) for s in doc.spans["sc"]])
        for label_, start, end, text in want[data["doc"]]:  # spaCy's own tokens are as fine
            span = nlp.make_doc(data["text"]).char_span(start, end)
            if span is None or span.text != text:
                fail(f"spacy: {label_} {text!r} does not lie on the borders of tokens")
            break

    def utf16(text, start, end):
        return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")

    for line in open(label("doccano") / "doccano.jsonl", encoding="utf-8"):
        data = json.loads(line)
        got = [(kind, utf16(data["text"], start, end)) for start, end, kind in data["label"]]
        if got != [(w[0], w[3]) for w in want[data["doc"]]]:
            fail(f"doccano: {data['doc']}")
    for task in json.load(open(label("label-studio") / "label-studio.json", encoding="utf-8")):
        got = []
        for r in task["predictions"][0]["result"]:
            if r["type"] == "labels":
                v = r["value"]
                got.append((v["labels"][0], utf16(task["data"]["text"], v["start"], v["end"])))
                if v["text"] != got[-1][1]:
                    fail(f"label-studio: {v}")
        if got != [(w[0], w[3]) for w in want[task["data"]["doc"]]]:
            fail(f"label-studio: {task['data']['doc']}")
    out = label("brat")
    for doc in want:
        text = (out / doc).read_text(encoding="utf-8")
        got = []
        for line in open(out / doc.replace(".txt", ".ann"), encoding="utf-8"):
            if line[0] == "T":
                _, span, words = line.rstrip("\n").split("\t")
                kind, parts = span.split(" ", 1)
                places = [tuple(map(int, p.split())) for p in parts.split(";")]
                if " ".join(text[a:b] for a, b in places) != words:
                    fail(f"brat: {doc}: {line}")
                got.append((kind, places[0][0], places[-1][1], text[places[0][0] : places[-1][1]]))
        compare("brat", doc, got)
    print(f"spacy, doccano, label-studio, brat: {total} labels of {len(want)} documents are right")


if __name__ == "__main__":
    main()
