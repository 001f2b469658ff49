#!/usr/bin/env python3
"""UDPipe 1: with_udpipe.py MODEL speed FOLDER, ... gold FILE.conllu, ... raw FILE.txt"""
import os
import sys
import time

BEGIN = time.monotonic()
from ufal.udpipe import Model, Pipeline, ProcessingError  # noqa: E402


def run(pipeline, text):
    error = ProcessingError()
    done = pipeline.process(text, error)
    if error.occurred():
        raise SystemExit(error.message)
    return done


def main():
    model = Model.load(sys.argv[1])
    if not model:
        raise SystemExit(f"cannot read {sys.argv[1]}")
    text_in, mode = "tokenizer=ranges", sys.argv[2]
    default = Pipeline.DEFAULT
    pipeline = Pipeline(model, "conllu" if mode == "gold" else text_in, default, default, "conllu")
    if mode != "speed":
        with open(sys.argv[3], encoding="utf-8") as f:
            print(run(pipeline, f.read()))
        return
    texts = []
    for name in sorted(os.listdir(sys.argv[3])):
        with open(os.path.join(sys.argv[3], name), encoding="utf-8") as f:
            texts.append(f.read())
    loaded, cpu, tokens = time.monotonic() - BEGIN, time.process_time(), 0
    for text in texts:
        tokens += sum(line[:1].isdigit() for line in run(pipeline, text).splitlines())
    print(f"load {loaded:.3f} cpu {time.process_time() - cpu:.4f} tokens {tokens}")


if __name__ == "__main__":
    main()
