"""Serves a built course on this machine."""

from __future__ import annotations

import errno
import functools
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from graders.adapters.site.build import build_site
from graders.faults import DataError, Fault

ADDRESS = "127.0.0.1"


class SiteHandler(SimpleHTTPRequestHandler):
    """Files with the types that browsers insist on for modules and WebAssembly, on any machine."""

    protocol_version = "HTTP/1.1"
    extensions_map: ClassVar[dict[str, str]] = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".mjs": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
        ".zip": "application/zip",
    }

    def end_headers(self) -> None:
        # Ask again each time: a rebuilt page with yesterday's grader would be worse than a slower one.
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A page that is missing is said by the course's own page, as on any host of static files."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", self.extensions_map[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: a line for each file would bury the address."""


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server for the folder, bound but not yet running; port 0 takes any that is free."""
    try:
        return ThreadingHTTPServer((ADDRESS, port), functools.partial(SiteHandler, directory=str(folder)))
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        cause = "is in use" if error.errno == errno.EADDRINUSE else "may not be opened"
        fault = Fault(f"port {port}", cause, f"stop what uses it, or take another: --port {port + 1}")
        raise DataError("the server", [fault]) from None


def serve_site(root: Path, port: int = 8000) -> None:
    """Build the course and serve it until Ctrl-C; says where to open it."""
    target = root / "site"
    with server(target, port) as running:  # before the build: a port in use is told at once
        build_site(root, target)
        print(
            f"\nGolden Thread is open at http://{ADDRESS}:{running.server_port}/ (Ctrl-C stops it)\n",
            flush=True,
        )
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print("Stopped.")
