"""What the peers that serve have in common: one server on loopback that ends with its judge."""

import http.cookies
import http.server
import json
import os
import sys
import threading
import traceback
import urllib.parse


class Page:
    """An answer: status, kind and text, with what else belongs to its head."""

    def __init__(self, status, kind, text, headers=()):
        self.status, self.kind, self.text, self.headers = status, kind, text, headers


def page(text):
    return Page(200, "text/html; charset=utf-8", text)


def told(value, status=200):
    return Page(status, "application/json", json.dumps(value))


def found(address, headers=()):
    return Page(302, "text/plain", "", [("Location", address), *headers])


class Call:
    """One request: path, fields of query or form, cookies."""

    def __init__(self, path, fields, cookies):
        self.path, self.fields, self.cookies = path, fields, cookies


def serve(bind):
    """Serves what `bind(address)` returns: a function from a call to a page.

    Prints its address as JSON. Ends when standard input does, so that no server outlives its judge.
    """

    class Handler(http.server.BaseHTTPRequestHandler):
        timeout = 20

        def do_GET(self):
            self.reply(urllib.parse.urlsplit(self.path).query)

        def do_POST(self):
            length = int(self.headers.get("Content-Length", "0"))
            self.reply(self.rfile.read(length).decode())

        def reply(self, fields):
            try:
                answer = answered(self.call(fields))
            except Exception:
                answer = Page(500, "text/plain", traceback.format_exc())
            body = answer.text.encode()
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def call(self, fields):
            fields = urllib.parse.parse_qsl(fields, keep_blank_values=True, strict_parsing=bool(fields))
            held = http.cookies.SimpleCookie(self.headers.get("Cookie", ""))
            cookies = {name: morsel.value for name, morsel in held.items()}
            return Call(urllib.parse.urlsplit(self.path).path, dict(fields), cookies)

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    address = f"http://127.0.0.1:{server.server_address[1]}"
    answered = bind(address)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"address": address}), flush=True)
    sys.stdin.read()
    os._exit(0)
