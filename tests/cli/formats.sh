#!/bin/sh
# What reports come in: made here, added together, each read with its text, facts and way back.
# formats.sh READOUT
set -u
readout=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
count=0
failed=0
check() {
  count=$((count + 1))
  if why=$(set -eu; eval "$2" 2>&1); then
    echo "ok $count - $1"
  else
    failed=$((failed + 1))
    echo "not ok $count - $1"
    { echo "$why"; cat err 2>/dev/null; } | head -20 | sed 's/^/# /'
  fi
}
python3 - <<'P'
import gzip, io, tarfile, zipfile
prose = ("Varland closed its border with Osmark on Monday, officials said, after a week of talks that both sides "
         "had called useful, open and long. ")
page = ("<!DOCTYPE html><html lang=en><head><title>Border closed, officials say in Halmar</title>"
        "<meta property='og:site_name' content='The Halmar Post'><meta property='article:published_time' "
        "content='2022-02-14T08:00:00Z'></head><body><nav><a href=/>Home</a></nav><article>"
        + "".join(f"<p>{prose * 2} It is paragraph {i} &amp; not the last.</p>" for i in range(4))
        + "</article><footer>All rights</footer></body></html>")
feed = ("<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Osmark Wire</title>"
        "<entry><title>Envoy leaves</title><link href='https://wire.example/1'/><published>2022-02-15T10:00:00Z</published>"
        f"<content type='html'>&lt;p&gt;The envoy of Osmark left Halmar, the ministry said.&lt;/p&gt;</content></entry></feed>")
mail = ("From: \"A. Quill\" <quill@post.example>\r\nTo: desk@post.example\r\nSubject: =?utf-8?Q?Caf=C3=A9_talks?=\r\n"
        "Date: Wed, 16 Feb 2022 09:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\nThe caf=C3=A9 talks in Halmar ended on Tuesday, the min=\r\nister said.\r\n")
body = page.encode()
http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
warc = (b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/border\r\n"
        b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n" % len(http)) + http + b"\r\n\r\n"
open("page.html", "wb").write(body)
open("pages.warc.gz", "wb").write(gzip.compress(warc))
open("letter.eml", "w", newline="").write(mail)
open("box.mbox", "w", newline="").write("From quill Wed Feb 16\r\n" + mail + "\r\nFrom quill Wed Feb 16\r\n" + mail)
open("feed.xml", "w").write(feed)
open("note.md", "w").write("---\ntitle: A note\ndate: 2022-02-17\n---\n# A note\n\nThe **council** of Halmar met, [it said](x).\n")
open("wide.txt", "w", encoding="utf-16").write("The council of Halmar met on Monday, it said.")
open("item.json", "w").write('{\n "headline": "Calm",\n "versioncreated": "2022-02-18T00:00:00Z",\n "body_text": "Halmar is calm, it said."\n}')
with zipfile.ZipFile("mix.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.write("page.html", "in/page.html")
    z.write("feed.xml")
    z.write("letter.eml")
    z.writestr("broken.txt", b"\x00\x01\x02\x03\x04\x05\x06\x07")
    z.writestr("picture.png", b"\x89PNG")
with tarfile.open("mix.tgz", "w:gz") as t:
    t.add("mix.zip")
    t.add("note.md")
open("cut.zip", "wb").write(open("mix.zip", "rb").read()[:-200])
P
cat >verify.py <<'P'
"""Each stretch of the text leads to its bytes; prints one line a report."""
import json, sys
for line in open("out", encoding="utf-8"):
    r = json.loads(line)
    d = r["document"]
    raw = open(sys.argv[1], "rb").read() if len(sys.argv) > 1 else None
    for start, end, begin, behind in r.get("origin", []):
        words = r["text"][start:end].encode()
        assert begin < behind, (start, end)
        if raw is not None and len(words) == behind - begin:
            assert raw[begin:behind] == words, (words, raw[begin:behind])
    print(d["path"], "|", d["title"], "|", d["publisher"], "|", (d["published"] or {}).get("from"), "|", r["text"][:40].replace("\n", " "))
P
annotate() { timeout 60 "$readout" annotate "$@" >out 2>err; }
has() { grep -qF -- "$1" lines || { echo "not there: $1"; cat lines; return 1; }; }
check 'a page' 'annotate page.html; python3 verify.py page.html >lines
  has "page.html | Border closed, officials say in Halmar | The Halmar Post | 2022-02-14 | Varland closed"; ! grep -q "All rights" out'
check 'a compressed web archive' 'annotate pages.warc.gz; python3 verify.py page.html >lines
  has "pages.warc.gz#1 | Border closed, officials say in Halmar"; grep -q "https://post.example/border" out'
check 'a message' 'annotate letter.eml; python3 verify.py letter.eml >lines
  has "letter.eml | Café talks |"; has "| 2022-02-16 | The café talks in Halmar ended"'
check 'a mailbox' 'annotate box.mbox; python3 verify.py >lines; has "box.mbox#1 |"; has "box.mbox#2 |"'
check 'a feed' 'annotate feed.xml; python3 verify.py >lines
  has "feed.xml#1 | Envoy leaves | Osmark Wire | 2022-02-15 | The envoy of Osmark left"'
check 'Markdown' 'annotate note.md; python3 verify.py note.md >lines; has "note.md | A note |"; has "| 2022-02-17 | A note The council"'
check 'UTF-16' 'annotate wide.txt; python3 verify.py >lines; has "| The council of Halmar met"'
check 'one JSON document' 'annotate item.json; python3 verify.py >lines; has "item.json | Calm |"; has "2022-02-18"'
check 'a page on standard input' 'annotate - <page.html; python3 verify.py page.html >lines; has "| 2022-02-14 | Varland"'
check 'an archive of many kinds; what is broken in it is told and left out' 'annotate mix.tgz; python3 verify.py >lines
  has "mix.tgz/mix.zip/in/page.html"; has "mix.tgz/mix.zip/feed.xml#1"; has "mix.tgz/mix.zip/letter.eml"; has "mix.tgz/note.md"
  grep -qF "mix.tgz/mix.zip/broken.txt: is not text" err; ! grep -q picture err'
check 'an archive that is cut off' 'annotate cut.zip page.html || true; grep -q "cut.zip" err; grep -q "\"page.html\"" out'
check 'all of them make a story, which reads again from its file' '"$readout" add a.story mix.zip pages.warc.gz letter.eml feed.xml >out 2>err
  "$readout" story a.story --format json >b.json 2>>err; "$readout" add a.story note.md >>out 2>>err
  "$readout" story a.story --format json >c.json 2>>err; grep -q "Envoy leaves\|feed.xml#1" c.json'
echo "1..$count"
[ $failed = 0 ]
