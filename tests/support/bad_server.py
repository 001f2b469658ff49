#!/usr/bin/env python3
"""An HTTP server on loopback that misbehaves: bad_server.py [FOLDER]

Prints "PLAIN CLOSED TLS LIMITED" - the ports of four servers on 127.0.0.1 - and serves until its
standard input ends, a minute at most.  CLOSED answers 503 for robots.txt, TLS has a certificate
that nobody signed, LIMITED has a robots.txt with Crawl-delay.  /files/ is FOLDER.
/_log gives the requests seen so far, one a line: path, User-Agent, If-None-Match."""
import gzip
import http.server
import os
import pathlib
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import zlib

ROBOTS = "User-agent: *\nDisallow: /\n\nUser-agent: readout\nDisallow: /private\nAllow: /private/open\n"
PAGE = b"<html><title>Talks</title><p>Varland and Osmark agreed to talk on Monday.</p></html>\n"
log, counts, lock = [], {}, threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", **fields):
        self.send_response_only(status)
        fields.setdefault("Content_Length", len(body))
        for name, value in fields.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path = self.path
        with lock:
            log.append(f"{path} {self.headers.get('User-Agent')} {self.headers.get('If-None-Match')}")
            counts[path] = counts.get(path, 0) + 1
            n = counts[path]
        try:
            self.serve(path, n)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def serve(self, path, n):
        name = path.split("?")[0].strip("/").replace("/", "_").replace(".", "_") or "page"
        if path.startswith("/files/"):
            return self.file(path)
        getattr(self, "get_" + name, self.missing)(n)

    def missing(self, _):
        self.answer(404, b"no such page")

    def get_robots_txt(self, _):
        kind = self.server.kind
        if kind == "closed":
            return self.answer(503, b"later")
        text = ROBOTS if kind != "limited" else "User-agent: *\nCrawl-delay: 7\n"
        self.answer(200, text.encode(), Content_Type="text/plain")

    def get__log(self, _):
        self.answer(200, ("\n".join(log) + "\n").encode(), Content_Type="text/plain")

    def get_page(self, _):
        self.answer(200, PAGE, Content_Type="text/html; charset=utf-8")

    def get_private(self, n):
        self.get_page(n)

    get_private_open = get_private

    def get_kept(self, _):
        if self.headers.get("If-None-Match") == '"v1"':
            return self.answer(304, ETag='"v1"', Content_Length=None)
        self.answer(200, PAGE, ETag='"v1"', Last_Modified="Mon, 21 Feb 2022 10:00:00 GMT", Content_Type="text/html")

    def get_moved(self, _):
        self.answer(302, Location="/kept")

    def get_gzip(self, _):
        self.answer(200, gzip.compress(PAGE), Content_Encoding="gzip", Content_Type="text/html")

    def get_bomb(self, _):
        pack = zlib.compressobj(9, zlib.DEFLATED, 31)
        block = b"\0" * (1 << 20)
        body = b"".join(pack.compress(block) for _ in range(64)) + pack.flush()
        self.answer(200, body, Content_Encoding="gzip")

    def get_bombs(self, _):
        body = gzip.compress(gzip.compress(gzip.compress(b"\0" * (8 << 20))))
        self.answer(200, body, Content_Encoding="gzip, gzip, gzip")

    def get_bad_gzip(self, _):
        self.answer(200, b"this is not gzip", Content_Encoding="gzip")

    def get_endless(self, _):
        self.answer(200, Content_Length=None, Connection="close")
        self.close_connection = True
        until = time.time() + 10
        while time.time() < until:
            self.wfile.write(b"words " * 4096)

    def get_drip(self, _):
        self.answer(200, Content_Length=1000)
        for _ in range(100):
            self.wfile.write(b"w")
            self.wfile.flush()
            time.sleep(0.1)

    def get_silent(self, _):
        time.sleep(5)
        self.close_connection = True

    def get_short(self, _):
        self.answer(200, PAGE, Content_Length=len(PAGE) + 100)
        self.close_connection = True

    def get_long(self, _):
        self.answer(200, PAGE, Content_Length=20)
        self.close_connection = True

    def get_large(self, _):
        self.answer(200, b"", Content_Length=1 << 40)
        self.close_connection = True

    def get_chunked_cut(self, _):
        self.answer(200, b"10\r\n0123456789", Content_Length=None, Transfer_Encoding="chunked")
        self.close_connection = True

    def get_recovers(self, n):
        if n < 3:
            return self.answer(503, b"later")
        self.get_page(n)

    def get_busy(self, n):
        if n < 2:
            return self.answer(429, b"slower", Retry_After="3")
        self.get_page(n)

    def get_very_busy(self, _):
        self.answer(429, b"slower", Retry_After="7200")

    def get_loop(self, _):
        self.answer(302, Location="/loop")

    def get_to_private(self, _):
        self.answer(302, Location=f"http://127.0.0.2:{self.server.server_port}/page")

    def get_to_mapped(self, _):
        self.answer(302, Location=f"http://[::ffff:127.0.0.2]:{self.server.server_port}/page")

    def get_to_file(self, _):
        self.answer(302, Location="file:///etc/hostname")

    def get_to_disallowed(self, _):
        self.answer(302, Location="/private/page")

    def get_to_nowhere(self, _):
        self.answer(302)

    def get_odd_headers(self, _):
        self.wfile.write(b"HTTP/1.1 200 F\xfcr Sie\r\nContent-Type: text/html; charset=\xff\xfe\r\n"
                         b"ETag: \"\xe9t\xe9\"\r\nX-\xe4: \x01\x02\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE)

    def get_huge_headers(self, _):
        self.answer(200, PAGE, **{f"X_{i}": "y" * 1000 for i in range(200)})

    def get_huge_header(self, _):
        self.answer(200, PAGE, X="y" * 300000)

    def get_no_http(self, _):
        self.wfile.write(b"\x00\x01\x02 what is this\r\n\r\n")
        self.close_connection = True

    def get_empty(self, _):
        self.answer(200)

    def get_hangs_up(self, _):
        self.close_connection = True

    def file(self, path):
        file = pathlib.Path(sys.argv[1]) / os.path.basename(path)
        if not file.is_file():
            return self.missing(0)
        body = file.read_bytes().replace(b"@BASE@", f"http://127.0.0.1:{self.server.server_port}/files".encode())
        kind = {".html": "text/html", ".xml": "application/rss+xml"}.get(file.suffix, "text/plain")
        tag = f'"{zlib.crc32(body):x}"'
        if self.headers.get("If-None-Match") == tag:
            return self.answer(304, ETag=tag, Content_Length=None)
        self.answer(200, body, Content_Type=kind, ETag=tag)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, kind, context=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.kind = kind
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_):
        pass


def unsigned_certificate():
    with tempfile.TemporaryDirectory() as folder:
        pem = os.path.join(folder, "both.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
                        "-keyout", pem, "-out", pem + "c"], check=True, stderr=subprocess.DEVNULL, timeout=20)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem + "c", pem)
        return context


threading.Timer(60, lambda: os._exit(1)).start()
servers = [Server("plain"), Server("closed"), Server("tls", unsigned_certificate()), Server("limited")]
print(*(s.server_port for s in servers), flush=True)
sys.stdin.read()
os._exit(0)
