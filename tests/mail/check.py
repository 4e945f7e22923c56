#!/usr/bin/python3
"""check.py: a demo company writes mails to a real mail server. Prints `ok` and `FAIL` lines."""

import datetime
import os
import signal
import sqlite3
import sys
import tempfile
import time
import uuid

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "attack"))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import server  # noqa: E402
from postbox import PASSWORD, USER, Postbox, make_authority  # noqa: E402
from server import Client, case  # noqa: E402

ADDRESSES = {"sato": "sato@example.jp", "yamamoto": "yamamoto@example.jp", "tanaka": "tanaka@example.jp"}
ASKED = "9/18まで：自己評価 6項目のご回答"
OUTSIDE = "https://sonae.example.jp"


def offset_for(hour):
    """The offset of a zone in which it is about this hour now: quiet hours do not depend on when the test runs."""
    difference = (hour - datetime.datetime.now(datetime.timezone.utc).hour + 11) % 24 - 11
    return f"{'-' if difference < 0 else '+'}{abs(difference):02}:00"


class Outside(Client):
    """A browser that knows the company by its configured address."""

    origin = OUTSIDE


class House(server.Company):
    """A demo company whose notices can be written from outside, as a deed would."""

    def enter(self, role, at=0):
        return Outside(self.server).sign_in(self.account(role, at))

    def database(self):
        return sqlite3.connect(os.path.join(self.data, "sonae.db"), timeout=20)

    def give_addresses(self):
        """Only what a test tells is mailed: what the company had to tell of its own year by itself is taken away."""
        end = time.monotonic() + 20
        with self.database() as database:
            while time.monotonic() < end:
                begun = database.execute("select count(*) from job_days").fetchone()[0]
                open_jobs = database.execute("select count(*) from jobs where kind <> 'notices.compose'").fetchone()[0]
                if begun > 0 and open_jobs == 0:
                    break
                time.sleep(0.1)
            for table in ("notices", "tasks", "schedules"):
                database.execute(f"delete from {table}")
            for login, address in ADDRESSES.items():
                database.execute("update users set mail = ? where login = ?", (address, login))

    def tell(self, login, subject, urgency="soon", key="", made_ago=0, text=""):
        now = int(time.time() * 1000)
        with self.database() as database:
            company, user = database.execute("select company_id, id from users where login = ?", (login,)).fetchone()
            database.execute(
                "insert into notices (company_id, id, user_id, kind, notice_key, subject_key, text_key, args, subject, body, link, urgency, "
                "made_at, state, settled_at, mail_id) values (?, ?, ?, 'test.asked', ?, '', '', '{}', ?, ?, '/plan', ?, ?, 'waiting', null, '')",
                (company, str(uuid.uuid4()), user, key or str(uuid.uuid4()), subject, text, urgency, now - made_ago))
            database.execute(
                "insert into jobs (company_id, kind, job_key, id, payload, asked, taken, due_at, tries, given_up, holder, leased_until, "
                "fence, trouble) values (?, 'notices.compose', '', ?, '', 1, 0, 0, 0, 0, '', 0, 0, '') on conflict (company_id, kind, "
                "job_key) do update set asked = asked + 1, due_at = 0", (company, str(uuid.uuid4())))
            database.commit()

    def mails(self, state):
        with self.database() as database:
            return database.execute("select count(*) from mail_outbox where state = ?", (state,)).fetchone()[0]

    def wait_for(self, state, count, seconds=30):
        end = time.monotonic() + seconds
        while self.mails(state) != count and time.monotonic() < end:
            time.sleep(0.05)
        return self.mails(state)


def form(port, security="starttls", version=0, **more):
    return {"host": "localhost", "port": port, "security": security, "user": USER, "password": PASSWORD,
            "sender_address": "sonae@example.jp", "sender_name": "備え 事務局", "reply_to": "jimukyoku@example.jp",
            "version": version, **more}


def save(administrator, **settings):
    version = administrator.get("/api/v1/settings/mail").json["version"]
    return administrator.send("PUT", "/api/v1/settings/mail", form(version=version, **settings))


def test_mail(administrator, to="kanri@example.jp"):
    return administrator.send("POST", "/api/v1/settings/mail/test", {"to": to})


def shape(house, administrator, box):
    """STARTTLS, sign-in, and the words of one mail and of a collected one."""
    saved = save(administrator, port=box.port)
    case("the settings are kept and the password is not shown",
         "" if saved.status == 200 and saved.json["has_password"] and PASSWORD not in saved.body.decode() else str(saved.body[:300]))
    tested = test_mail(administrator).json
    case("the test mail arrives through STARTTLS with sign-in",
         "" if tested["sent"] and box.mails and box.mails[-1].secured and box.mails[-1].user == USER else str(tested))
    house.tell("sato", ASKED, text="営業部の項目です。")
    got = box.wait(2)
    if len(got) < 2:
        case("a notice becomes a mail", house.server.log()[-600:])
        return
    mail = got[1]
    message = mail.message
    case("the Japanese subject is read back as it was written",
         "" if message["subject"] == f"【Sonae】{ASKED}" else repr(message["subject"]))
    case("nothing but ASCII stands in the head", "" if mail.raw.split(b"\r\n\r\n")[0].isascii() else "other bytes")
    encoded = [line for line in mail.raw.split(b"\r\n\r\n")[0].split(b"\r\n") if b"=?" in line]
    case("lines with encoded words are as short as the standard says",
         "" if len(encoded) > 3 and all(len(line) <= 76 for line in encoded) else str(encoded))
    sender, to = message["from"].addresses[0], message["to"].addresses[0]
    case("sender, recipient and where answers go are right",
         "" if (sender.display_name, sender.addr_spec, to.display_name, to.addr_spec, message["reply-to"].addresses[0].addr_spec,
                mail.sender, mail.recipients)
         == ("備え 事務局", "sonae@example.jp", "佐藤 花子", "sato@example.jp", "jimukyoku@example.jp", "sonae@example.jp",
             ["sato@example.jp"]) else str(message.items()))
    text, page = mail.body("plain"), mail.body("html")
    case("the first line says what and by when", "" if text.splitlines()[0] == ASKED else text[:80])
    links = [word for word in text.split() if word.startswith("http")]
    case("there is one link, to the configured address", "" if links == [f"{OUTSIDE}/plan"] else str(links))
    case("why it came and whom to ask stand below",
         "" if "担当として登録されている佐藤 花子様" in text and "事務局（" in text and "返信しても届きます" in text else text)
    case("the HTML says the same, without pictures or anything to fetch",
         "" if ASKED in page and "佐藤 花子様" in page and not any(word in page for word in ("<img", "src=", "<link", "<script", "url("))
         and page.count("http") == 2 else page)
    case("it is marked as sent by a machine and dated",
         "" if message["auto-submitted"] == "auto-generated" and message["date"].datetime and message["message-id"] else str(message.items()))

    day = 30 * 3600 * 1000
    for number in range(3):
        house.tell("sato", f"{number + 1}件目のお知らせ", urgency="digest", made_ago=day)
    got = box.wait(3)
    collected = got[-1].body("plain") if len(got) == 3 else ""
    case("three notices of the day become one mail",
         "" if all(f"{number}. {number}件目のお知らせ" in collected for number in (1, 2, 3))
         and got[-1].message["subject"].endswith("ほか2件") else f"{len(got)} mails: {collected}")
    house.tell("sato", "毎朝のまとめで届くもの", urgency="digest")
    house.tell("sato", "急ぎのもの")
    case("what can wait is not mailed at once",
         "" if len(box.wait(4)) == 4 and "まとめで届く" not in box.mails[-1].body("plain") else str(len(box.mails)))


def no_secrets(house, box):
    everything = b"".join(mail.raw + mail.body("plain").encode() + mail.body("html").encode() for mail in box.mails)
    secrets = [account["password"] for account in house.accounts] + [PASSWORD, "token="]
    case("no mail holds a secret", "" if not any(secret.encode() in everything for secret in secrets) else "found one")
    with open(os.path.join(house.data, "sonae.db"), "rb") as file:
        stored = file.read()
    if os.path.exists(os.path.join(house.data, "sonae.db-wal")):
        with open(os.path.join(house.data, "sonae.db-wal"), "rb") as file:
            stored += file.read()
    case("the password of the mail server lies sealed in the database and in no log",
         "" if PASSWORD.encode() not in stored and PASSWORD not in house.server.log() else "found it")


def refusals(administrator, box, foreign):
    """What must not be sent, and what is said about it."""
    asked = box.handler.seen
    wrong = save(administrator, port=foreign.port)
    answer = test_mail(administrator).json
    case("a certificate of an authority that nobody trusts is refused",
         "" if wrong.status == 200 and not answer["sent"] and answer["reason"] == "certificate" and not foreign.mails else str(answer))
    by_number = save(administrator, port=box.port, host="127.0.0.1")
    answer = test_mail(administrator).json
    case("a certificate for another name is refused",
         "" if by_number.status == 200 and answer["reason"] == "certificate" and box.handler.seen == asked else str(answer))
    save(administrator, port=box.port, password="falsch")
    answer = test_mail(administrator).json
    case("a wrong password is told as such", "" if answer["reason"] == "login" and answer["code"] == 535 else str(answer))
    for place, settings in {"/sender_address": {"sender_address": "a@b.jp\r\nBcc: all@example.jp"}, "/host": {"host": "http://x/"},
                            "/port": {"port": 22}, "/reply_to": {"reply_to": "無効な宛先"},
                            "/security": {"security": "none", "host": "mail.example.jp"}}.items():
        answer = save(administrator, **{"port": box.port, **settings})
        case(f"a bad {place[1:]} is refused at its place", "" if answer.status == 422 and place in answer.places else f"{answer.status} {answer.places}")
    answer = test_mail(administrator, "a@example.jp\r\nRCPT TO:<all@example.jp>")
    case("a line end in the recipient of the test reaches no server", "" if answer.status == 422 else str(answer.status))


def without_tls(administrator, plain):
    save(administrator, port=plain.port)
    answer = test_mail(administrator).json
    case("a server without STARTTLS gets neither password nor mail",
         "" if answer["reason"] == "no_tls" and not plain.mails else str(answer))


def implicit(administrator, box):
    save(administrator, port=box.port, security="tls")
    answer = test_mail(administrator).json
    case("TLS from the first byte works as well", "" if answer["sent"] and len(box.mails) == 1 and box.mails[0].user == USER else str(answer))


def refused_recipients(house, administrator, box):
    save(administrator, port=box.port)
    box.handler.answers["tanaka@example.jp"] = "550 5.1.1 no such mailbox"
    box.handler.answers["yamamoto@example.jp"] = "451 4.7.1 greylisted, try again"
    before = len(box.mails)
    house.tell("tanaka", "届かない宛先")
    house.tell("yamamoto", "あとで届く宛先")
    house.tell("sato", "ふつうに届く宛先")
    box.wait(before + 1)
    house.wait_for("failed", 1)
    view = administrator.get("/api/v1/settings/mail").json
    lost = view["undelivered"]
    case("what the server refuses for good is shown with its words",
         "" if len(lost) == 1 and lost[0]["address"] == "tanaka@example.jp" and lost[0]["reason"] == "recipient"
         and lost[0]["code"] == 550 and "no such mailbox" in lost[0]["reply"] else str(lost))
    case("what it puts off waits, and the others arrive",
         "" if view["waiting"] == 1 and view["state"]["down_since"] is None and len(box.mails) == before + 1 else str(view))
    secretariat = house.enter("secretariat")
    people = secretariat.get("/api/v1/notices/paper").json["people"]
    case("whoever is not reached stands on the list to print",
         "" if [(person["why"], [line["subject"] for line in person["lines"]]) for person in people if person["mail"] == "tanaka@example.jp"]
         == [("bad_address", ["届かない宛先"])] else str(people))
    box.handler.answers.clear()
    again = administrator.send("POST", f"/api/v1/settings/mail/undelivered/{lost[0]['id']}/resend", {})
    got = box.wait(before + 2)
    case("sent again, it arrives", "" if again.status == 204 and any(mail.recipients == ["tanaka@example.jp"] for mail in got[before:]) else str(again.body))


def away(house, administrator, box):
    """The server is down: nothing is lost, the page says since when, and what waited arrives once."""
    box.stop()
    before = len(box.mails)
    began = time.time() * 1000
    for number in range(5):
        house.tell("sato", f"止まっている間のお知らせ{number}")
        time.sleep(0.3)
    end = time.monotonic() + 30
    view = administrator.get("/api/v1/settings/mail").json
    while view["state"]["down_since"] is None and time.monotonic() < end:
        time.sleep(0.1)
        view = administrator.get("/api/v1/settings/mail").json
    state = view["state"]
    case("the page says since when the server is away, and why",
         "" if state["down_since"] and began - 1000 <= state["down_since"] <= time.time() * 1000 and state["reason"] == "unreachable"
         and state["next_try_at"] > state["down_since"] else str(state))
    since = state["down_since"]
    administrator.send("POST", "/api/v1/settings/mail/send", {})
    time.sleep(1.5)
    state = administrator.get("/api/v1/settings/mail").json["state"]
    case("another try does not make it later", "" if state["down_since"] == since else str(state))
    metrics = administrator.get("/metrics").body.decode()
    case("the metrics show it", "" if "sonae_mail_servers_down 1" in metrics and "sonae_mail_waiting 0" not in metrics else metrics[-800:])
    waiting = house.mails("waiting")
    house.server.end(signal.SIGKILL)  # between the commit and the sending
    house.server.start()
    box.start()
    administrator.send("POST", "/api/v1/settings/mail/send", {})
    house.wait_for("waiting", 0)
    arrived = [mail.body("plain") for mail in box.mails[before:]]
    times = [sum(f"止まっている間のお知らせ{number}" in text.replace("\r", "") for text in arrived) for number in range(5)]
    case("after kill -9 and the server's return all arrive, each once",
         "" if waiting > 0 and times == [1] * 5 and len(arrived) == waiting else f"{waiting} waited, {len(arrived)} arrived: {times}")
    state = administrator.get("/api/v1/settings/mail").json["state"]
    case("and the page says that all is well", "" if state["down_since"] is None and state["last_sent_at"] else str(state))
    return administrator


def quiet_hours(house, box):
    house.server.end()
    options = list(house.server.options)
    options[options.index("--utc-offset") + 1] = offset_for(22)
    house.server.options = options
    house.server.start()
    before = len(box.mails)
    house.tell("sato", "夜のお知らせ")
    house.tell("sato", "夜でも知らせること", urgency="now")
    got = box.wait(before + 1)
    time.sleep(1.5)
    case("at night only what cannot wait is mailed",
         "" if len(box.mails) == before + 1 and "夜でも知らせること" in got[-1].body("plain") and "夜のお知らせ" not in got[-1].body("plain")
         else str(len(box.mails) - before))


def from_file(folder, ca, box):
    """The configuration file says it for all; a password that others may read is refused."""
    config = os.path.join(folder, "sonae.toml")
    with open(config, "w", encoding="utf-8") as file:
        file.write(f'smtp_host = "localhost"\nsmtp_port = {box.port}\nsmtp_user = "{USER}"\nsmtp_password = "{PASSWORD}"\n'
                   f'smtp_ca_file = "{ca}"\nmail_from = "sonae@example.jp"\nmail_from_name = "備え"\n')
    os.chmod(config, 0o644)
    data = os.path.join(folder, "none")
    open_to_all = server.run("serve", "--config", config, "--data", data)
    case("a password in a file that others may read is refused",
         "" if open_to_all.returncode == 3 and "600" in open_to_all.stderr.decode() else open_to_all.stderr.decode())
    listed = server.run("serve", "--help").stdout.decode()
    case("no option of the command line takes the password", "" if "--smtp-password " not in listed and "--smtp-password-file" in listed else listed)
    os.chmod(config, 0o600)
    with House("--config", config, "--external-url", OUTSIDE) as house:
        administrator = house.enter("administrator")
        view = administrator.get("/api/v1/settings/mail").json
        tested = test_mail(administrator).json
        case("the file's settings are shown and work",
             "" if view["source"] == "installation" and view["host"] == "localhost" and tested["sent"] else f"{view} {tested}")
        changed = administrator.send("PUT", "/api/v1/settings/mail", form(box.port))
        case("the page cannot change them", "" if changed.status == 409 else str(changed.status))


def main():
    server.require_binary()
    with tempfile.TemporaryDirectory(prefix="sonae-mail-") as folder:
        ca, *ours = make_authority(folder, "ours")
        _, *theirs = make_authority(folder, "theirs")
        boxes = {"good": Postbox(server.free_port(), "starttls", ours, signed_in=True),
                 "foreign": Postbox(server.free_port(), "starttls", theirs),
                 "tls": Postbox(server.free_port(), "tls", ours, signed_in=True),
                 "plain": Postbox(server.free_port())}
        for box in boxes.values():
            box.start()
        good = boxes["good"]
        try:
            with House("--smtp-ca-file", ca, "--external-url", OUTSIDE, "--utc-offset", offset_for(12)) as house:
                house.give_addresses()
                administrator = house.enter("administrator")
                shape(house, administrator, good)
                refusals(administrator, good, boxes["foreign"])
                without_tls(administrator, boxes["plain"])
                implicit(administrator, boxes["tls"])
                refused_recipients(house, administrator, good)
                away(house, administrator, good)
                quiet_hours(house, good)
                no_secrets(house, good)
                stopped = house.server.end()
                case("the server stops gracefully", "" if stopped == 0 else str(stopped))
            from_file(folder, ca, good)
        finally:
            for box in boxes.values():
                box.stop()
    server.finish()


if __name__ == "__main__":
    main()
