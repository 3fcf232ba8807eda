"""Pages for people who open the service in a browser: whole in themselves, nothing from elsewhere.

A page's style and script stand in it, and its Content-Security-Policy names them by their sums, so
that nothing else runs. What is put into a page is escaped; what a page receives it shows as text.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

import orjson
from starlette.responses import HTMLResponse

from graph_api.questions.catalogue import Question, catalogue
from schema.errors import PhakhiError


def console_page() -> HTMLResponse:
    """A place to run documents, the planners' questions at hand."""
    return _response(_console(), script=_text("console.js"))


def home_page() -> HTMLResponse:
    """What this is, and where to go."""
    return _response(_home())


def error_page(status: int, error: PhakhiError) -> HTMLResponse:
    """A failure, in both languages."""
    page = _filled(
        "error.html", status=str(status), thai=escape(error.th), english=escape(error.en)
    )
    return _response(page, status=status)


@cache
def _console() -> str:
    return _filled("console.html", questions=_data(), script=_text("console.js"))


@cache
def _home() -> str:
    return _filled("home.html", questions="\n".join(map(_item, catalogue().values())))


def _item(question: Question) -> str:
    thai, english = escape(question.thai), escape(question.english)
    return (
        f'<li><a href="/graphql#{question.name}">{thai}</a> <span lang="en">· {english}</span></li>'
    )


def _data() -> str:
    """The questions as JSON that cannot end the element it stands in."""
    listed = [
        {
            "name": item.name,
            "th": item.thai,
            "en": item.english,
            "document": item.document,
            "variables": {one.name: "" for one in item.variables if one.required},
        }
        for item in catalogue().values()
    ]
    return orjson.dumps(listed).decode().replace("<", "\\u003c")


def _filled(name: str, **values: str) -> str:
    return Template(_text(name)).substitute(values, style=_text("page.css"))


def _response(page: str, status: int = 200, script: str = "") -> HTMLResponse:
    policy = ["default-src 'none'", f"style-src {_sum(_text('page.css'))}"]
    if script:
        policy += [f"script-src {_sum(script)}", "connect-src 'self'"]
    policy += ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]
    headers = {"content-security-policy": "; ".join(policy), "cache-control": "no-cache"}
    return HTMLResponse(page, status, headers)


def _sum(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _text(name: str) -> str:
    return files(__name__).joinpath(name).read_text("utf-8")
