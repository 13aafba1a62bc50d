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
    """One request: method, path, fields of query or form, cookies, head, and a body of JSON."""

    def __init__(self, method, path, fields, cookies, headers, json_body):
        self.method, self.path, self.fields, self.cookies = method, path, fields, cookies
        self.headers, self.json = headers, json_body


def serve(bind):
    """Serves what `bind(address)` returns: a function from a call to a page.

    Prints its address as JSON. Ends when standard input does, so that no server outlives its judge.
    """

    class Handler(http.server.BaseHTTPRequestHandler):
        timeout = 20

        def do_GET(self):
            self.reply()

        def do_DELETE(self):
            self.reply()

        def do_POST(self):
            self.reply(self.body())

        def do_PUT(self):
            self.reply(self.body())

        def body(self):
            length = int(self.headers.get("Content-Length", "0"))
            return self.rfile.read(length).decode()

        def reply(self, body=None):
            try:
                answer = answered(self.call(body))
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

        def call(self, body):
            form = "form" in self.headers.get("Content-Type", "")
            fields = body if form else urllib.parse.urlsplit(self.path).query
            fields = urllib.parse.parse_qsl(fields, keep_blank_values=True, strict_parsing=bool(fields))
            held = http.cookies.SimpleCookie(self.headers.get("Cookie", ""))
            cookies = {name: morsel.value for name, morsel in held.items()}
            told = None if form or not body else json.loads(body)
            path = urllib.parse.urlsplit(self.path).path
            return Call(self.command, path, dict(fields), cookies, self.headers, told)

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    address = f"http://127.0.0.1:{server.server_address[1]}"
    answered = bind(address)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"address": address}), flush=True)
    sys.stdin.read()
    os._exit(0)
