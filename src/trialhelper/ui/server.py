"""Everything that stands around Streamlit's own server: headers, language, the page without JavaScript, errors and logs.

`make_app_parts` gives the keyword arguments of `st.App`. Every answer of the server passes through `Shell`, which adds
the security headers, writes the language and the caller's words into the one HTML page, and keeps closed what we do not
offer. The hash of the page's own script is taken from the page that is being sent, so a new Streamlit needs no change here.

It must never look at an answer, let a browser or a proxy keep a page or a download, let a query, a visitor's address or
the text of an exception reach a log, or hold wording for people: every sentence is passed in.

Source: ST-01, ST-16 to ST-21, ST-27, ST-36 and ST-38 of the standards; CSP level 3, section 8.3 (hashes of scripts).
"""

from __future__ import annotations

import base64
import gc
import hashlib
import logging
import re
import threading
import traceback
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from http import HTTPStatus
from pathlib import Path, PurePath
from typing import Any, TypedDict
from urllib.parse import parse_qs

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trialhelper.ui import style
from trialhelper.ui.focus import SCRIPT
from trialhelper.words import LANGUAGES

__all__ = ["PAPER", "AppParts", "Sentences", "keep_answers_out_of_logs", "make_app_parts"]

PAPER = "/paper"
"""The page for people without JavaScript, and for those who would rather have it on paper."""

CLOSED = ("/_stcore/agent", "/_stcore/metrics")
NOT_PAGES = ("/static/", "/media/", "/component/", "/_stcore/")

HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

PACKAGE = Path(__file__).parents[1]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sentences:
    """What the shell says, each by language ("en" or "es"): all of it written elsewhere, in the catalogues."""

    title: Callable[[str], str]
    """Plain text: the title before the first step has set its own."""
    no_script: Callable[[str], str]
    """A piece of HTML for a browser without JavaScript; links to `PAPER`."""
    paper: Callable[[str], str]
    """The whole HTML document behind `PAPER`. It may carry its own style, but no script."""
    sorry: Callable[[], tuple[str, str]]
    """When a step failed: one sentence, and the label of the button that runs it again. May ask the session for its language."""


class AppParts(TypedDict):
    middleware: list[Middleware]
    routes: list[BaseRoute]
    lifespan: Callable[[st.App], AbstractAsyncContextManager[dict[str, Any] | None]]
    on_script_error: Callable[[Exception], bool]


def make_app_parts(sentences: Sentences, warm_up: Callable[[], object]) -> AppParts:
    """The keyword arguments of `st.App` for the form: `app = st.App(script, **make_app_parts(sentences, warm_up))`.

    `warm_up` is called once, before the first visitor: it imports and loads what every step needs (the rule base, the
    pages). Streamlit walks the whole heap for garbage after every step; what is there by then is left out of that walk,
    which makes a step about five times as fast.
    """

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any] | None]:
        with keep_answers_out_of_logs():
            warm_up()
            gc.collect()
            gc.freeze()
            try:
                yield None
            finally:
                gc.unfreeze()

    def paper(request: Request) -> HTMLResponse:
        return HTMLResponse(sentences.paper(_language(request.scope)))

    def on_script_error(error: Exception) -> bool:
        log.error("a step failed: %s", describe(error))
        sentence, again = sentences.sorry()
        style.draw()  # a callback fails before the page has drawn anything
        st.error(sentence)
        st.button(again, key="th-again")
        return True  # Streamlit then shows nothing of its own

    return AppParts(
        middleware=[Middleware(Shell, sentences=sentences)],
        routes=[Route(PAPER, paper)],
        lifespan=lifespan,
        on_script_error=on_script_error,
    )


# ---- headers and the page ----


class Shell:
    """ASGI middleware around the whole server, outside Streamlit's own."""

    def __init__(self, app: ASGIApp, sentences: Sentences) -> None:
        self.app = app
        self.sentences = sentences

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(send, scope, self.sentences)
        if any(closed in scope["path"] for closed in CLOSED):
            await _plain(HTTPStatus.NOT_FOUND)(scope, receive, answer.send)
            return
        if answer.may_be_page:
            scope = _whole_and_fresh(scope)
        try:
            await self.app(scope, receive, answer.send)
        except Exception as error:  # Starlette would log its text, and answer without our headers
            log.error("a request failed: %s", describe(error))
            if not answer.started:
                await _plain(HTTPStatus.INTERNAL_SERVER_ERROR)(scope, receive, answer.send)


class _Answer:
    """One answer on its way out: held back and rewritten if it is a page, else sent on as it comes."""

    def __init__(self, send: Send, scope: Scope, sentences: Sentences) -> None:
        self._send = send
        self._language = _language(scope)
        self._sentences = sentences
        self._is_head = scope["method"] == "HEAD"
        self._is_download = "/media/" in scope["path"]
        self._page: Message | None = None
        self._body = bytearray()
        self.may_be_page = scope["method"] in ("GET", "HEAD") and not any(part in scope["path"] for part in NOT_PAGES)
        self.started = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            is_html = headers.get("content-type", "").startswith("text/html")
            if is_html and self.may_be_page and message["status"] == HTTPStatus.OK:
                self._page = message
                return
            _secure(headers, is_kept=not (is_html or self._is_download))
        elif message["type"] == "http.response.body":
            if self._page is not None:
                self._body += message.get("body", b"")
                if message.get("more_body"):
                    return
                message = {**message, "body": await self._send_page_start(self._page)}
            if self._is_head:
                message = {**message, "body": b""}
        await self._send(message)

    async def _send_page_start(self, page: Message) -> bytes:
        """Sends the headers of the page, and gives its body."""
        title, no_script = self._sentences.title(self._language), self._sentences.no_script(self._language)
        body, hashes = _rewritten(bytes(self._body), self._language, title, no_script)
        headers = MutableHeaders(scope=page)
        for name in ("etag", "last-modified", "accept-ranges"):
            del headers[name]
        headers["Content-Length"] = str(len(body))
        headers["Content-Language"] = self._language
        _secure(headers, is_kept=False, hashes=hashes)
        await self._send(page)
        return body


def _secure(headers: MutableHeaders, *, is_kept: bool, hashes: Iterable[str] = ()) -> None:
    headers.update(HEADERS)
    headers["Content-Security-Policy"] = policy(hashes)
    if not is_kept:
        headers["Cache-Control"] = "no-store"


def policy(hashes: Iterable[str] = ()) -> str:
    """The Content-Security-Policy of ST-38: this server and no other, and only the scripts whose hashes are given."""
    scripts = " ".join(["'self'", *(f"'sha256-{value}'" for value in hashes)])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
        "object-src 'none'"
    )


@lru_cache(maxsize=16)
def _rewritten(body: bytes, language: str, title: str, no_script: str) -> tuple[bytes, tuple[str, ...]]:
    """Streamlit's page in the visitor's language, and the hashes of the scripts that may run in it; `PAPER` as it is."""
    page = body.decode()
    if '<div id="root">' not in page:
        return body, ()
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    page = re.sub(r'<html lang="[^"]*"', f'<html lang="{language}"', page, count=1)
    page = page.replace("<title>Streamlit</title>", f"<title>{escape(title)}</title>", 1)
    page = re.sub(r'\s*<link rel="service-desc"[^>]*>', "", page)
    page = re.sub(r"(<noscript>).*?(</noscript>)", lambda tags: tags[1] + no_script + tags[2], page, count=1, flags=re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in (*scripts, SCRIPT))
    return page.encode(), tuple(base64.b64encode(digest).decode() for digest in digests)


def _language(scope: Scope) -> str:
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[-1]
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _whole_and_fresh(scope: Scope) -> Scope:
    """The same request, but answered with the page: not with "not modified", a part of it, or a compressed form of it."""
    left_out = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range"}
    headers = [(name, value) for name, value in scope["headers"] if name.lower() not in left_out]
    return {**scope, "method": "GET", "headers": headers}


def _plain(status: HTTPStatus) -> PlainTextResponse:
    return PlainTextResponse(status.phrase, status_code=status)


# ---- errors and logs ----


def describe(error: BaseException) -> str:
    """What a log may say of an exception: its class and the last line of our code, never its text: it could hold an answer."""
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    ours = [(name, line) for name, line in frames if name.startswith(str(PACKAGE))]
    place = "".join(f" at {PurePath(name).name}:{line}" for name, line in (ours or frames)[-1:])
    return type(error).__name__ + place


@contextmanager
def keep_answers_out_of_logs() -> Iterator[None]:
    """While it holds, no log record of this process carries an exception's text, a query, or a visitor's address.

    Streamlit writes the whole traceback of a failed step before it asks `on_script_error`, past every logger where `rich`
    is installed; its loggers come as they are needed, each with its own handler. So records are mended where they are made.
    """
    make = logging.getLogRecordFactory()
    report = threading.excepthook
    is_rich = st.get_option("logger.enableRich")
    st.set_option("logger.enableRich", False)
    logging.setLogRecordFactory(lambda *args, **kwargs: _scrubbed(make(*args, **kwargs)))
    logging.captureWarnings(True)
    threading.excepthook = lambda args: log.error("a thread failed: %s", args.exc_type.__name__)
    try:
        yield
    finally:
        logging.setLogRecordFactory(make)
        logging.captureWarnings(False)
        threading.excepthook = report
        st.set_option("logger.enableRich", is_rich)


def _scrubbed(record: logging.LogRecord) -> logging.LogRecord:
    record.msg = type(record.msg).__name__ if isinstance(record.msg, BaseException) else record.msg
    if isinstance(record.args, tuple):
        record.args = tuple(_safe(arg) for arg in record.args)
        if record.name.startswith("uvicorn") and record.msg.startswith('%s - "'):
            record.args = ("-", *record.args[1:])
    if record.exc_info and record.exc_info[1]:
        record.msg, record.args = f"{record.msg} ({describe(record.exc_info[1])})", ()
        record.exc_info = None
    if record.name == "py.warnings":
        text = record.getMessage()
        record.msg, record.args = text.split("Warning:")[0] + "Warning", ()
    return record


def _safe(arg: object) -> object:
    safe = type(arg).__name__ if isinstance(arg, BaseException) else arg
    return safe.partition("?")[0] if isinstance(safe, str) else safe
