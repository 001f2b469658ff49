#!/usr/bin/env python3
"""A story outlives kill -9, readers, a full disk and a read-only folder: story_killed.py READOUT EXAMPLES

`readout add --verbose` is killed at 200 moments chosen by chance (with a fixed seed): what it had
told as stored must be in the file, the file must be sound, and in the end the story must be the
one of all reports read at once."""
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

READOUT, EXAMPLES = map(os.path.abspath, sys.argv[1:3])
KILLS, LEAST_KILLS, MOST_SECONDS = 200, 30, 40
points = []


def point(title, is_right, why=""):
    points.append(is_right)
    print(f"{'ok' if is_right else 'not ok'} {len(points)} - {title}")
    if not is_right and why:
        print("# " + str(why).replace("\n", "\n# "))


def run(*words, **more):
    return subprocess.run([READOUT, *words], capture_output=True, text=True, check=False, **more)


def make_reports(folder, n):
    source = os.path.join(EXAMPLES, "halmar")
    names = sorted(x for x in os.listdir(source) if x.endswith(".txt"))
    for i in range(n):
        with open(os.path.join(source, names[i % len(names)]), encoding="utf-8") as f:
            text = f.read()
        with open(os.path.join(folder, f"{i:04}.txt"), "w", encoding="utf-8") as f:
            f.write(f"{text}\nReport number {i} of this day.\n")


def kept(story):
    """Paths in the file, and what SQLite says of it."""
    if not os.path.exists(story):
        return set(), "ok"
    db = sqlite3.connect(story)
    sound = db.execute("PRAGMA quick_check").fetchone()[0]
    has = db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'reports'").fetchone()[0]
    paths = {row[0] for row in db.execute("SELECT path FROM reports")} if has else set()
    db.close()
    return paths, sound


def kill_one(story, chance):
    """Paths that a run told as stored before it was killed, and whether it came to its end."""
    told, wanted, is_done = set(), chance.randrange(6), False
    child = subprocess.Popen([READOUT, "add", "--quiet", "--verbose", "--threads", "1", story, "reports"],
                             stdout=subprocess.PIPE, text=True)
    while len(told) < wanted:
        line = child.stdout.readline()
        if not line:
            is_done = True
            break
        told.add(line[len("stored "):].rstrip("\n"))
    time.sleep(chance.random() * 0.02)
    child.send_signal(signal.SIGKILL)
    told.update(line[len("stored "):].rstrip("\n") for line in child.stdout if line.endswith("\n"))
    child.wait()
    return told, is_done


def kill_many():
    chance, begin = random.Random(1), time.monotonic()
    kills, lost, broken, told, story = 0, [], [], set(), "0.story"
    while kills < KILLS and time.monotonic() - begin < MOST_SECONDS:
        new, is_done = kill_one(story, chance)
        told |= new
        kills += 1
        paths, sound = kept(story)
        if told - paths:
            lost.append((kills, sorted(told - paths)))
        if sound != "ok":
            broken.append((kills, sound))
        if is_done and kills < KILLS - 20:  # from the begin again
            story, told = f"{kills}.story", set()
    print(f"# killed {kills} times in {time.monotonic() - begin:.1f} s")
    point("killed often enough", kills >= LEAST_KILLS, kills)
    point("nothing that was told as stored is lost", not lost, lost[:3])
    point("the file is sound each time", not broken, broken[:3])
    point("it can be gone on with", run("add", "--quiet", story, "reports").returncode == 0)
    whole = run("story", "--quiet", "reports").stdout
    point("and is the story of all reports", whole and run("story", "--quiet", story).stdout == whole)
    check = run("check", story)
    point("check finds no fault", check.returncode == 0, check.stdout)


def read_while_adding():
    run("add", "--quiet", "read.story", "reports/0000.txt")
    child = subprocess.Popen([READOUT, "add", "--quiet", "read.story", "reports"])
    n, failed = 0, []
    while child.poll() is None:
        answer = run("brief", "--quiet", "read.story") if n % 3 == 0 else run("search", "read.story", "ferry")
        failed += [answer.stderr] if answer.returncode else []
        n += 1
    point("readers are served while reports are added", n > 0 and not failed and child.returncode == 0, failed[:2])


def limit_files():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))


def fill_the_disk():
    run("add", "--quiet", "full.story", "reports/0000.txt")
    before = run("story", "--quiet", "full.story").stdout
    answer = run("add", "--quiet", "full.story", "reports", preexec_fn=limit_files)
    point("a full disk is told", answer.returncode == 3 and "full.story: the story cannot" in answer.stderr, answer.stderr)
    paths, sound = kept("full.story")
    point("and leaves a sound file with its reports", sound == "ok" and "reports/0000.txt" in paths, sound)
    shutil.copy("full.story", "more.story")
    point("that can be added to", run("add", "--quiet", "more.story", "reports").returncode == 0 and bool(before))


def be_nobody():
    if os.geteuid() == 0:
        os.setuid(65534)


def lock_the_folder():
    os.makedirs("locked")
    shutil.copy("full.story", "locked/a.story")
    os.chmod("locked", 0o555)
    os.chmod(".", 0o755)
    answer = run("add", "--quiet", "locked/a.story", "reports", preexec_fn=be_nobody)
    point("a read-only folder is told", answer.returncode == 3 and "read-only" in answer.stderr, answer.stderr)
    answer = run("brief", "--quiet", "locked/a.story", preexec_fn=be_nobody)
    point("and its story can be read", answer.returncode == 0 and answer.stdout, answer.stderr)
    os.chmod("locked", 0o755)


def main():
    # memory, where there is some: a disk that is slow to sync would make this minutes
    work = tempfile.mkdtemp(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    os.chdir(work)
    os.makedirs("reports")
    make_reports("reports", 40)
    try:
        kill_many()
        read_while_adding()
        fill_the_disk()
        lock_the_folder()
    finally:
        os.chdir("/")
        shutil.rmtree(work)
    print(f"1..{len(points)}")
    return 0 if all(points) else 1


sys.exit(main())
