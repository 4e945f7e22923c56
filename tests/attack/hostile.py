#!/usr/bin/env python3
"""hostile.py: every hostile workbook of the generators, sent to the server and given to the command line (IN05-IN07).

Each is refused with a sentence in both languages; nothing that is stored changes; the server stays as it was."""

import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import zipfile

import server
from server import case, run

sys.path.insert(0, os.path.join(server.TREE, "tests", "generators"))
import make_workbooks  # noqa: E402
import raw_workbook  # noqa: E402

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
# What tells a person that nothing of the inside was dumped on them.
INSIDE = re.compile(r"\.cpp|std::|terminate|Boost|exception|errno|0x[0-9a-f]{6}|/tmp/|signal \d", re.IGNORECASE)


def more_hostile(folder):
    """Files that the generators do not make: too big for one request, random, half filled, and honest ones turned."""
    made = {}

    def put(name, data):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)
        made[name] = data
    dice = random.Random(8)
    put("random.xlsx", dice.randbytes(100_000))
    put("random_zip.xlsx", b"PK\x03\x04" + dice.randbytes(100_000))
    put("33_mib.xlsx", b"PK\x03\x04" + dice.randbytes(33 * 1024 * 1024))
    good = os.path.join(folder, "good.xlsx")
    make_workbooks.as_excel(good)
    with open(good, "rb") as file:
        honest = file.read()
    os.remove(good)
    put("tail_cut.xlsx", honest[:-30])
    for at in range(12):
        broken = bytearray(honest)
        for _ in range(40):
            broken[dice.randrange(len(broken))] ^= 1 << dice.randrange(8)
        put(f"flipped_{at}.xlsx", bytes(broken))
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    entries = [{"name": name, "data": data} for name, data in parts.items()]
    put("climbs_out.xlsx", raw_workbook.raw_zip(entries + [{"name": "../../etc/cron.d/sonae", "data": b"x"}]))
    put("absolute.xlsx", raw_workbook.raw_zip(entries + [{"name": "/etc/passwd", "data": b"x"}]))
    external = parts["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", b'<Relationship Id="rE" Type="x" TargetMode="External" '
                                                           b'Target="http://127.0.0.1:1/x"/></Relationships>')
    put("external.xlsx", raw_workbook.raw_zip([{**e, "data": external} if e["name"] == "xl/_rels/workbook.xml.rels" else e for e in entries]))
    return made


def at_the_terminal(folder, name):
    """What `sonae sheet inspect` says in both languages; (exit code, {language: sentence})."""
    said, codes = {}, set()
    for language in ("ja", "en"):
        result = run("sheet", "inspect", name, "--lang", language, cwd=folder)
        codes.add(result.returncode)
        said[language] = result.stderr.decode("utf-8", "replace")
    return codes, said


def sentence_problem(said):
    if not JAPANESE.search(said["ja"]) or "。" not in said["ja"]:
        return f"no Japanese sentence: {said['ja'][:120]!r}"
    # Headings and sheet names are quoted as they stand in the file, which may be Japanese.
    if len(re.findall(r"[A-Za-z]{2,}", said["en"])) < 5 or "。" in said["en"] or "." not in said["en"]:
        return f"no English sentence: {said['en'][:120]!r}"
    inside = INSIDE.search(said["ja"] + said["en"])
    return f"tells of the inside: {inside[0]}" if inside else ""


def state_of(company, secretariat, auditor, assessment):
    uploads = auditor.get("/api/v1/trail?action=assessment.workbook.upload").json["records"]
    saves = auditor.get("/api/v1/trail?action=assessment.answer").json["records"]
    return (secretariat.get(f"/api/v1/assessments/{assessment}").body, secretariat.get("/api/v1/assessments").body,
            len(uploads), saves[0]["sequence"] if saves else 0, sorted(blobs(company.data)))


def blobs(data):
    return [os.path.join(folder, name) for folder, _, names in os.walk(os.path.join(data, "blobs")) for name in names]


def upload_both(person, data, name):
    answers = {}
    for language in ("ja", "en"):
        speak(person, language)
        answers[language] = person.upload("/api/v1/workbooks", data, name)
    return answers


def speak(person, language):
    """The language of the account, and of the browser for what is refused before the account is known."""
    person.language = language
    person.send("PATCH", "/api/v1/me", {"language": language})


def server_side(company, folder, expected):
    secretariat, auditor = company.enter("secretariat"), company.enter("auditor")
    assessment = secretariat.get("/api/v1/assessments").json["assessments"][0]["id"]
    speak(secretariat, "ja")
    before = state_of(company, secretariat, auditor, assessment)
    harmless = []
    for name in sorted(expected):
        with open(os.path.join(folder, name), "rb") as file:
            data = file.read(34 * 1024 * 1024)
        answers = upload_both(secretariat, data, name)
        statuses = {answer.status for answer in answers.values()}
        said, found = {}, False
        for language, answer in answers.items():
            if answer.status == 201:
                # Readable, but not the sheet: the page goes on to the columns by hand, with a sentence.
                inspection = answer.json["inspection"]
                found = found or inspection["found"]
                said[language] = inspection["problem"] or ""
            else:
                said[language] = answer.json["error"]["message"]
        if statuses == {201}:
            harmless.append(name)
            case(f"{name} by upload: stays an honest workbook or says why not", "" if found else sentence_problem(said))
        else:
            problem = sentence_problem(said) if statuses <= {413, 422} else f"{statuses} {said}"
            wanted = expected[name]
            codes = {answer.code for answer in answers.values()}
            if not problem and wanted and codes != {wanted} and statuses != {413}:
                problem = f"{codes}, not {wanted}"
            case(f"{name} by upload: refused with a sentence", problem)
    speak(secretariat, "ja")
    after = state_of(company, secretariat, auditor, assessment)
    same = after[:2] == before[:2] and after[3] == before[3]
    case("the stored sheet and the list of sheets are byte for byte as before", "" if same else "something was changed")
    kept = len(after[4]) - len(before[4])
    case("only files that can be read are kept", "" if kept <= len(harmless) else f"{kept} files of {len(harmless)}")
    case("the server is healthy", "" if company.server.healthy() else "it is not")
    case("the server was never restarted by anything", "" if company.server.process.poll() is None else "it ended")
    worried = [line[:200] for line in company.server.log().splitlines() if '"status":500' in line]
    case("no upload ended in an inner error", "; ".join(worried[:3]))
    forms(secretariat)
    between(company, secretariat, assessment)


def forms(person):
    """Multipart bodies that are none."""
    edge = "multipart/form-data; boundary=x"
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
    tricks = {"nothing": (edge, b""), "no end": (edge, part + b"PK"), "no boundary": ("multipart/form-data", part + b"\r\n--x--\r\n"),
              "another boundary": (edge.replace("=x", "=y"), part + b"\r\n--x--\r\n"), "two files": (edge, part + b"PK\r\n" + part + b"PK\r\n--x--\r\n"),
              "another field": (edge, part.replace(b'"file"', b'"other"') + b"PK\r\n--x--\r\n"),
              "no name": (edge, part.replace(b' name="file";', b"") + b"PK\r\n--x--\r\n"),
              "a thousand parts": (edge, (part + b"\r\n") * 1000 + b"--x--\r\n"),
              "a long boundary": ("multipart/form-data; boundary=" + "x" * 300, part),
              "a name that climbs": (edge, part.replace(b"a.xlsx", b"../../../../etc/passwd") + b"\r\n--x--\r\n"),
              "a header without end": (edge, b"--x\r\n" + b"A: " + b"y" * 100_000)}
    wrong = []
    for name, (kind, body) in tricks.items():
        person.new_address()
        answer = person.send("POST", "/api/v1/workbooks", raw=body, headers={"Content-Type": kind})
        if answer.status not in (400, 413, 415, 422):
            wrong.append(f"{name}: {answer.status}")
    case(f"{len(tricks)} forms that are none are refused", "; ".join(wrong))


def between(company, person, assessment):
    """Somebody saves the very workbook in another program while we hold it: what they wrote is not lost on re-upload."""
    path = f"/api/v1/assessments/{assessment}"
    book = person.get(path + "/workbook")
    person.new_address()
    first = person.upload("/api/v1/workbooks", book.body, "自己評価（見本）.xlsx").json
    names = re.search(r"filename\*=UTF-8''([^;]+)", book.header("Content-Disposition") or "")
    case("the download's Japanese name travels encoded", "" if names and re.fullmatch(r"[\w%.~-]+", names[1]) else str(book.header("Content-Disposition")))
    with tempfile.TemporaryDirectory() as folder:
        exported, edited = os.path.join(folder, "a.xlsx"), os.path.join(folder, "b.xlsx")
        with open(exported, "wb") as file:
            file.write(book.body)
        items = json.loads(run("sheet", "inspect", exported).stdout)["items"]
        note = "ほかの人が表計算ソフトで書き足した文 2026年4月"
        answers = os.path.join(folder, "answers.json")
        with open(answers, "w", encoding="utf-8") as file:
            json.dump({"items": [{"no": items[0]["no"], "score": "1", "basis": note}]}, file)
        filled = run("sheet", "fill", exported, "--answers", answers, "--out", edited)
        case("the workbook is edited elsewhere", "" if filled.returncode == 0 else filled.stderr.decode())
        with open(edited, "rb") as file:
            changed = file.read()
    person.new_address()
    second = person.upload("/api/v1/workbooks", changed, "自己評価（見本）.xlsx").json
    one, two = first["inspection"]["counts"], second["inspection"]["counts"]
    case("the edited copy is taken as a workbook of its own", "" if first["workbook"] != second["workbook"] and one["items"] == two["items"] else f"{one} {two}")
    before = person.get(path).body
    person.new_address()
    started = person.send("POST", "/api/v1/assessments", {"workbook": second["workbook"], "fiscal_year": 2031, "title": "上書きの試し"})
    sheet = person.get(f"/api/v1/assessments/{started.json.get('assessment')}").json if started.status == 201 else {"answers": []}
    texts = {answer["no"]: answer["basis"] for answer in sheet["answers"]}
    case("what was written elsewhere is in the new sheet", "" if texts.get(items[0]["no"]) == note else f"{started.status} {texts.get(items[0]['no'])!r}")
    lost = [item["no"] for item in items[1:] if item["basis"] and texts.get(item["no"]) != item["basis"]]
    case("every other answer of the copy is there too", f"{lost}" if lost else "")
    old = json.loads(before)
    now = person.get(path).json
    case("the sheet that was there before is as it was", "" if old["answers"] == now["answers"] else "it was changed")


def command_line(folder, expected):
    for name in sorted(expected):
        codes, said = at_the_terminal(folder, name)
        if codes == {0} and not expected[name]:
            case(f"{name} at the terminal: read", "")
            continue
        problem = sentence_problem(said) if codes == {3} else f"exit {codes}: {said['en'][:200]!r}"
        if not problem and name not in said["ja"]:
            problem = f"does not name the file: {said['ja'][:120]!r}"
        case(f"{name} at the terminal: refused with a sentence that names it", problem)


def main():
    server.require_binary()
    with tempfile.TemporaryDirectory(prefix="sonae-hostile-") as folder, server.Company() as company:
        make_workbooks.bad(folder)
        with open(os.path.join(folder, "expected.json"), encoding="utf-8") as file:
            expected = json.load(file)
        expected.update(dict.fromkeys(more_hostile(folder), ""))
        command_line(folder, expected)
        server_side(company, folder, expected)
        left = subprocess.run(["pgrep", "-P", str(company.server.process.pid)], capture_output=True, text=True, check=False).stdout.split()
        case("no caged child is left behind", f"{left}" if left else "")
    server.finish()


main()
