"""Gives a built page its Content-Security-Policy: nothing from elsewhere, no script but the built ones."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html import escape

from graders.faults import DataError, Fault

#: Beside the built pages, for servers that send the policy as a header.
HEADER_FILE = "content-security-policy.txt"
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"""type=["']?application/""")
_SOURCE = re.compile(r"\bsrc=")
_FIRST = '<meta charset="utf-8">'
_RULES = {
    "default-src": "'self'",
    # WebAssembly is what the grader runs on.
    "script-src": "'self' 'wasm-unsafe-eval'",
    # The theme sets colours and sizes in style attributes.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
#: What a meta element cannot say.
_HEADER_RULES = {"frame-ancestors": "'self'"}


def inline_hashes(html: str) -> list[str]:
    """The sources for script-src that allow just the page's inline scripts, in their order."""
    found = {
        hashlib.sha256(text.encode()).digest(): None
        for attributes, text in _SCRIPT.findall(html)
        if not _SOURCE.search(attributes) and not _DATA.search(attributes)
    }
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in found]


def with_policy(html: str, name: str = "the page") -> str:
    """The page with its policy in front of all that the policy is about; a fault calls it ``name``."""
    if html.count(_FIRST) != 1:
        cause = f"has {_FIRST} {html.count(_FIRST)} times, and its policy has to follow the only one"
        raise DataError("the site", [Fault(name, cause, "mend its template in docs/overrides")])
    content = escape(_policy(inline_hashes(html)), quote=False)
    return html.replace(_FIRST, f'{_FIRST}<meta http-equiv="Content-Security-Policy" content="{content}">')


def header_line(hashes: Iterable[str]) -> str:
    """The header that does for all pages together."""
    return f"Content-Security-Policy: {_policy(sorted(set(hashes)), _HEADER_RULES)}\n"


def _policy(hashes: Iterable[str], more: dict[str, str] | None = None) -> str:
    rules = {**_RULES, **(more or {})}
    rules["script-src"] = " ".join((rules["script-src"], *hashes))
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())
