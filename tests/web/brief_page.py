#!/usr/bin/env python3
"""Opens the page of the sample story's brief in a browser: brief_page.py READOUT EXAMPLES

Chromium is driven over the WebDriver protocol (chromedriver).  Prints TAP."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-quic", "--disable-dev-shm-usage"]


class Browser:
    """The few commands of WebDriver that the test needs."""

    def __init__(self, profile):
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
        for line in self.driver.stdout:
            if "started successfully on port" in line:
                self.base = f"http://127.0.0.1:{line.strip().rstrip('.').split()[-1]}"
                break
        options = {"args": FLAGS + [f"--user-data-dir={profile}"], "binary": shutil.which("chromium")}
        session = self.call("POST", "/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        self.base += f"/session/{session['sessionId']}"

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def run(self, script):
        return self.call("POST", "/execute/sync", {"script": script, "args": []})

    def close(self):
        try:
            self.call("DELETE", "")
        except urllib.error.URLError:
            pass
        self.driver.terminate()
        self.driver.wait()


class Tap:
    def __init__(self):
        self.n = self.failed = 0

    def check(self, title, is_right, seen=""):
        self.n += 1
        self.failed += not is_right
        print(f"{'ok' if is_right else 'not ok'} {self.n} - {title}", flush=True)
        if not is_right:
            print(f"# seen: {seen!r}")


def check_page(tap, browser):
    tap.check("the page has a title", browser.run("return document.title") not in ("", None))
    lines = browser.run("return document.querySelectorAll('li.line').length")
    tap.check("there are lines", lines > 10, lines)
    without = browser.run("""return [...document.querySelectorAll('li.line')].filter(
        (l) => l.closest('section').id !== 'sources' && !l.querySelector('button.words')).length""")
    tap.check("every line leads to a report", without == 0, without)
    fetched = browser.run("return performance.getEntriesByType('resource').length")
    tap.check("nothing is fetched", fetched == 0, fetched)
    closed = browser.run("return document.querySelector('dialog').open")
    tap.check("no report is open at first", closed is False, closed)
    marked = browser.run("""const b = document.querySelector('button.words'); b.click();
        const [from, to] = b.dataset.spans.split(' ')[0].split('-').map(Number);
        const text = Array.from(JSON.parse(document.getElementById('reports').textContent)[b.dataset.report].text);
        return [text.slice(from, to).join(''),
                [...document.querySelectorAll('dialog mark')].map((m) => m.textContent)]""")
    tap.check("a click marks the words of the evidence", marked[0] != "" and marked[0] in marked[1], marked)
    tap.check("the report is open", browser.run("return document.querySelector('dialog').open") is True)
    in_view = browser.run("""const r = document.querySelector('dialog mark').getBoundingClientRect();
        return r.top >= 0 && r.bottom <= innerHeight""")
    tap.check("the marked words are in view", in_view is True, in_view)
    browser.run("document.querySelector('dialog .close').click()")
    tap.check("it closes", browser.run("return document.querySelector('dialog').open") is False)
    twice = browser.run("""const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
        return ids.filter((id, i) => ids.indexOf(id) !== i)""")
    tap.check("no id stands twice", twice == [], twice)
    lost = browser.run("""return [...document.querySelectorAll('a[href^="#"]')].filter(
        (a) => !document.getElementById(a.getAttribute('href').slice(1))).length""")
    tap.check("every link leads somewhere", lost == 0, lost)
    unfolded = browser.run("""return [...document.querySelectorAll('.row')].filter(
        (r) => r.querySelectorAll(':scope > button.words').length > 5).length""")
    tap.check("long lists of sources are folded", unfolded == 0, unfolded)
    folded = browser.run("""const d = document.querySelector('details.rest'); if (!d) return 'none';
        const b = d.querySelector('button'); const before = b.checkVisibility();
        d.querySelector('summary').click(); return [before, b.checkVisibility()]""")
    tap.check("and unfold", folded in ("none", [False, True]), folded)
    reached = browser.run("""const b = document.querySelector('button.words'); b.focus();
        return document.activeElement === b && getComputedStyle(b).cursor === 'pointer'""")
    tap.check("a source takes the keyboard's focus", reached is True, reached)
    wide = browser.run("return document.documentElement.scrollWidth <= innerWidth")
    tap.check("nothing stands out over the edge", wide is True, wide)


def check_hostile(tap, browser, readout, folder):
    """A report full of markup stays text."""
    report = os.path.join(folder, "hostile.txt")
    with open(report, "w", encoding="utf-8") as f:
        f.write("Varland warns Osmark</script><script>document.title='owned'</script>\n"
                "<!-- <script> Varland's president, Ilse Brandvik, said on Monday that \"<b onclick=x>no</b>\" talks "
                "would be held with Osmark.\n")
    page = os.path.join(folder, "hostile.html")
    subprocess.run([readout, "brief", "--quiet", "--format", "html", "--output", page, report], check=True)
    browser.call("POST", "/url", {"url": f"file://{page}"})
    tap.check("markup in a report does not run", browser.run("return document.title") != "owned")
    whole = browser.run("return JSON.parse(document.getElementById('reports').textContent)[0].text")
    tap.check("and stays in the report's text", "</script><script>" in whole and "<!-- <script>" in whole, whole)


def main():
    readout, examples = sys.argv[1:]
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        page = os.path.join(folder, "brief.html")
        subprocess.run([readout, "brief", "--quiet", "--lexicon", os.path.join(examples, "lexicon"), "--format", "html",
                        "--output", page, os.path.join(examples, "halmar")], check=True)
        browser = Browser(os.path.join(folder, "profile"))
        try:
            browser.call("POST", "/url", {"url": f"file://{page}"})
            time.sleep(0.2)
            check_page(tap, browser)
            check_hostile(tap, browser, readout, folder)
        finally:
            browser.close()
    print(f"1..{tap.n}")
    sys.exit(1 if tap.failed else 0)


if __name__ == "__main__":
    main()
