#!/usr/bin/env python3
"""Fetching by the program, from a server on loopback: fetch.py READOUT BAD_SERVER GUIDE.  Prints TAP."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

READOUT, SERVER, GUIDE = (os.path.abspath(path) for path in sys.argv[1:4])
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


TOWNS = "Kaldor", "Port Tresk", "Osmark", "Halmar", "Lund"


def make_page(name, title, text):
    pathlib.Path("files", name).write_text(
        f"<!DOCTYPE html><html><head><title>{title} - Northern Wire</title></head><body>"
        f"<nav><a href='/'>Home</a> <a href='/world'>World</a></nav><article><h1>{title}</h1><p>{text}</p></article>"
        "<footer>All rights reserved.</footer></body></html>\n")


def make_feed(name="feed.xml", towns=TOWNS):
    """An RSS feed whose items lead to pages."""
    items = []
    for i, town in enumerate(towns):
        make_page(f"{i}.html", f"Council of {town} meets",
                  f"The council of {town} met on Monday, the mayor said. About {i + 2},000 people came to the square of {town}.")
        items.append(f"<item><title>Council of {town} meets</title><link>@BASE@/{i}.html</link>"
                     f"<pubDate>Mon, 1{i} Mar 2024 18:00:00 GMT</pubDate>"
                     f"<description>The council of {town} met &amp;amp; agreed.</description></item>")
    pathlib.Path("files", name).write_text(
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Northern Wire</title>'
        "<link>@BASE@/</link><description>News</description>" + "\n".join(items) + "</channel></rss>\n")


def watch(base, story, *more, feed="feed.xml"):
    return [READOUT, "watch", story, "--feed", f"{base}/files/{feed}", "--allow-private", "--once", *more]


def texts(story):
    r = run("story", story)
    return sorted(d["path"] for d in json.loads(r.stdout)["documents"]) if r.returncode == 0 else r.stderr


def asked(base, seen):
    return [line.split()[0] for line in log(base)[len(seen):].splitlines() if "/files/" in line and ".html" in line]


def kill_at(words, n_lines):
    """Runs a watch and kills it when it has told of n pages."""
    p = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    for line in p.stderr:
        n_lines -= "fetched" in line
        if n_lines == 0:
            break
    p.kill()
    p.communicate(timeout=10)


def watch_tests(base):
    make_feed()
    start = log(base)
    kill_at(watch(base, "a.story", "--delay", "1"), 2)
    check("killed after two pages", not os.path.exists("a.story"), "")
    r = subprocess.run(watch(base, "a.story", "--delay", "0"), capture_output=True, text=True, timeout=60)
    check("the next run ends what was begun", r.returncode == 0 and "5 added" in r.stderr, r)
    check("each page was asked for once", sorted(asked(base, start)) == [f"/files/{i}.html" for i in range(5)],
          asked(base, start))
    check("and is in the story", len(texts("a.story")) == 5, texts("a.story"))
    r = run("brief", "--quiet", "a.story")
    check("each as its article", "The council of Port Tresk met on Monday" in r.stdout, r)
    check("and nothing around it", "World" not in r.stdout and "All rights" not in r.stdout, r)
    start = log(base)
    kill_at(watch(base, "b.story", "--delay", "0"), 5)
    r = subprocess.run(watch(base, "b.story", "--delay", "0"), capture_output=True, text=True, timeout=60)
    check("killed before or while the pages were added", r.returncode == 0 and len(texts("b.story")) == 5, r)
    check("no page was asked for twice", len(asked(base, start)) == 5, asked(base, start))
    start = log(base)
    r = subprocess.run(watch(base, "b.story", "--delay", "0"), capture_output=True, text=True, timeout=60)
    check("a round without news", r.returncode == 0 and "added" not in r.stderr and not asked(base, start), r)
    check("the feed was asked for what changed", "/files/feed.xml Readout/0.1.0 \"" in log(base)[len(start):], "")
    make_feed(towns=TOWNS + ("Varland",))
    r = subprocess.run(watch(base, "b.story", "--delay", "0"), capture_output=True, text=True, timeout=60)
    check("a new page is added", "1 added" in r.stderr and len(texts("b.story")) == 6, r)
    pathlib.Path("files/none.txt").write_text("The council met on Monday.\n")
    r = subprocess.run(watch(base, "b.story", "--delay", "0", feed="none.txt"), capture_output=True, text=True, timeout=60)
    check("what is no feed is told", r.returncode == 3 and "is it a feed?" in r.stderr, r)
    r = run("fetch", "--allow-private", "--delay", "0", "--into", "c.story", f"{base}/files/1.html", f"{base}/files/2.html")
    check("fetch --into a story", r.returncode == 0 and len(texts("c.story")) == 2, r)
    pathlib.Path("d.story").write_text("This is no story, and will not become one.\n" * 20)
    for _ in range(2):
        r = run("fetch", "--allow-private", "--delay", "0", "--into", "d.story", f"{base}/files/1.html")
        check("a story that cannot be written is told", r.returncode == 3 and "d.story" in r.stderr, r)
    check("and what came is kept", len(os.listdir("d.story.pages")) == 1, os.listdir("d.story.pages"))
    check("watch needs a feed", run("watch", "c.story", "--once").returncode == 2, "")


def guide_tests(base, guide):
    """Every command of the guide works, with the server's address for varland.example."""
    make_feed("feed")
    make_page("talks.html", "Talks", "Varland agreed to talk, the minister said.")
    make_page("ferry.html", "Ferry", "Osmark held a ferry on Monday.")
    os.environ["PATH"] = os.path.dirname(READOUT) + ":" + os.environ["PATH"]
    for block in pathlib.Path(guide).read_text().split("```sh\n")[1:]:
        for line in block.split("```")[0].splitlines():
            command = line.replace("https://varland.example", base + "/files")
            for name in "fetch", "watch":
                command = command.replace(f"readout {name} ", f"readout {name} --allow-private --delay 0 ")
            r = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
            check(line.split("#")[0], r.returncode == 0, r)


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
        watch_tests(f"http://127.0.0.1:{ports[0]}")
        guide_tests(f"http://127.0.0.1:{ports[0]}", GUIDE)
    finally:
        server.stdin.close()
        server.wait(10)
print(f"1..{n}")
sys.exit(failed > 0)
