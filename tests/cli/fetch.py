#!/usr/bin/env python3
"""Fetching by the program, from a server on loopback: fetch.py READOUT BAD_SERVER.  Prints TAP."""
import os
import pathlib
import subprocess
import sys
import tempfile

READOUT, SERVER = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
n = failed = 0


def check(title, is_right, seen=""):
    global n, failed
    n += 1
    failed += not is_right
    print(f"{'ok' if is_right else 'not ok'} {n} - {title}", flush=True)
    if not is_right:
        print("# seen: " + repr(seen))


def run(*words):
    return subprocess.run([READOUT, *words], capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL)


def fetch(*urls, private=True):
    return run("fetch", "--delay", "0", *["--allow-private"][: int(private)], "-o", "got", *urls)


def folder_tests(base):
    r = fetch(base + "/kept", private=False)
    check("loopback is refused", r.returncode == 3 and "no address in the open internet" in r.stderr, r)
    r = fetch(base + "/kept", base + "/private", base + "/nothing", "ftp://127.0.0.1/x")
    files = sorted(os.listdir("got"))
    check("one record", r.returncode == 0 and r.stdout == f"got/{files[0]}\n" and len(files) == 1, (r, files))
    check("the others are told with their reasons",
          all(w in r.stderr for w in ("/private: the site's robots.txt", "answers 404", "neither http nor https")), r)
    record = pathlib.Path("got", files[0]).read_bytes()
    check("a WARC record", record.startswith(b"WARC/1.1\r\nWARC-Type: response\r\n"), record[:60])
    check("with address and body", f"WARC-Target-URI: {base}/kept\r\n".encode() in record and b"agreed to talk" in record,
          record)
    os.utime(f"got/{files[0]}", (1, 1))
    r = fetch(base + "/kept")
    check("fetched again, it stays", r.returncode == 0 and os.stat(f"got/{files[0]}").st_mtime == 1, r)
    check("the server was asked for what changed", '/kept Readout/0.1.0 "v1"' in log(base), "")
    os.remove(f"got/{files[0]}")
    r = fetch("--strict", base + "/page", base + "/nothing")
    check("--strict tells of addresses that did not come", r.returncode == 1, r)
    check("fetch without a folder is misuse", run("fetch", base + "/page").returncode == 2, "")
    check("a delay that is none", run("fetch", "--delay", "soon", "-o", "got", base + "/page").returncode == 3, "")


def log(base):
    import urllib.request
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(base + "/_log", timeout=10) as answer:
        return answer.read().decode()


with tempfile.TemporaryDirectory() as work:
    os.chdir(work)
    os.mkdir("files")
    server = subprocess.Popen(["python3", SERVER, "files"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    ports = server.stdout.readline().split()
    try:
        folder_tests(f"http://127.0.0.1:{ports[0]}")
    finally:
        server.stdin.close()
        server.wait(10)
print(f"1..{n}")
sys.exit(failed > 0)
