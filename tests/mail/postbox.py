"""A mail server on the loopback (Debian's aiosmtpd) with STARTTLS, TLS from the first byte, sign-in and answers that a
test chooses. What it takes lies in `mails`, parsed by Python's own reader."""

import email
import email.policy
import logging
import os
import ssl
import subprocess
import time
import warnings

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

USER, PASSWORD = "sonae-post", "ひみつ no-one-sees-this 7731"


def make_authority(folder, name):
    """An authority of its own with a certificate for localhost. (authority's file, certificate, key)."""
    def path(end):
        return os.path.join(folder, f"{name}-{end}.pem")

    def openssl(*words):
        subprocess.run(["openssl", *words], check=True, capture_output=True)

    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
            "-subj", f"/CN={name} test authority", "-keyout", path("ca-key"), "-out", path("ca"))
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost", "-keyout", path("key"), "-out", path("request"))
    openssl("x509", "-req", "-days", "30", "-in", path("request"), "-CA", path("ca"), "-CAkey", path("ca-key"),
            "-CAcreateserial", "-copy_extensions", "copyall", "-out", path("certificate"))
    return path("ca"), path("certificate"), path("key")


class Mail:
    def __init__(self, envelope, secured, user):
        self.sender, self.recipients, self.secured, self.user = envelope.mail_from, envelope.rcpt_tos, secured, user
        self.raw = envelope.content
        self.message = email.message_from_bytes(envelope.content, policy=email.policy.default)

    def body(self, kind):
        return self.message.get_body((kind,)).get_content()


class Handler:
    def __init__(self):
        self.mails, self.answers, self.seen = [], {}, 0

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        self.seen += 1
        answer = self.answers.get(address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, session, envelope):
        self.mails.append(Mail(envelope, session.ssl is not None, session.auth_data))
        return "250 taken"


class Postbox:
    """`how`: "starttls", "tls" or "plain". With `signed_in`, nothing is taken without USER and PASSWORD."""

    def __init__(self, port, how="plain", certificate=None, signed_in=False):
        self.port, self.how, self.signed_in, self.handler, self.controller = port, how, signed_in, Handler(), None
        self.context = None
        if certificate:
            self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self.context.load_cert_chain(*certificate)

    def start(self):
        def judge(_server, _session, _envelope, _mechanism, data):
            good = data.login == USER.encode() and data.password == PASSWORD.encode()
            return AuthResult(success=good, handled=False, auth_data=data.login.decode() if good else None)

        more = {"hostname": "127.0.0.1", "port": self.port, "authenticator": judge, "auth_required": self.signed_in,
                "ready_timeout": 10}
        warnings.simplefilter("ignore")  # about sign-in without TLS, which one of these servers offers on purpose
        logging.getLogger("mail.log").setLevel(logging.CRITICAL)
        if self.how == "tls":
            self.controller = Controller(self.handler, ssl_context=self.context, auth_require_tls=False, **more)
        elif self.how == "starttls":
            self.controller = Controller(self.handler, tls_context=self.context, require_starttls=True, **more)
        else:
            self.controller = Controller(self.handler, auth_require_tls=False, **more)
        self.controller.start()
        return self

    def stop(self):
        if self.controller:
            self.controller.stop()
            self.controller = None

    @property
    def mails(self):
        return self.handler.mails

    def wait(self, count, seconds=30):
        """The mails, when there are that many or the time is over."""
        end = time.monotonic() + seconds
        while len(self.mails) < count and time.monotonic() < end:
            time.sleep(0.05)
        return self.mails
