# Front door: aliases for what people do.  The build itself is Meson's (meson.build).
READOUT = build/src/cli/readout

.PHONY: brief check build test quick asan clang fuzz format check-format check-static eval bench install clean

# What is missing is installed, then the program is built and prints the brief of the sample story.
brief:
	@tools/setup
	@$(MAKE) --no-print-directory release
	@build-release/src/cli/readout brief --lexicon examples/lexicon examples/halmar

# Everything that must hold before a change goes in, except sanitizers (make asan).
check:
	@tools/setup --check
	@$(MAKE) --no-print-directory test check-layers check-format

.PHONY: release
release:
	@test -f build-release/build.ninja || meson setup build-release --buildtype=release -Dtests=false
	@ninja -C build-release --quiet

build:
	@test -f build/build.ninja || meson setup build
	@ninja -C build --quiet

test: build
	@meson test -C build --print-errorlogs --quiet
	@tools/count-tests build/meson-logs/testlog.json

quick: build
	@meson test -C build --print-errorlogs --quiet --suite unit --suite cases

# All tests with clang, address and undefined-behavior sanitizers.
asan:
	@test -d build-asan || CC=clang meson setup build-asan -Db_sanitize=address,undefined \
	  -Db_lundef=false >/dev/null
	@ninja -C build-asan --quiet
	@meson test -C build-asan --print-errorlogs --quiet -t 5
	@tools/count-tests build-asan/meson-logs/testlog.json

# Each fuzz target for FUZZ_SECONDS, beginning with its seeds (fuzz/README.md).
FUZZ_SECONDS = 20
FUZZ_TARGETS = text jsonl conllu model net story robots page input
fuzz:
	@test -d build-fuzz || CC=clang meson setup build-fuzz -Dfuzz=true \
	  -Db_sanitize=address,undefined -Db_lundef=false >/dev/null
	@ninja -C build-fuzz --quiet $(FUZZ_TARGETS:%=fuzz/fuzz_%)
	@for t in $(FUZZ_TARGETS); do mkdir -p build-fuzz/found/$$t; echo "fuzz_$$t"; \
	  build-fuzz/fuzz/fuzz_$$t -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 -rss_limit_mb=2048 -entropic=0 \
	  -artifact_prefix=build-fuzz/ build-fuzz/found/$$t fuzz/seeds/$$t 2>build-fuzz/$$t.log || \
	  { tail -30 build-fuzz/$$t.log; exit 1; }; grep '^stat::number' build-fuzz/$$t.log; done

# Both compilers, no warnings.
warnings:
	@for cc in gcc clang; do \
	  test -d build-$$cc || CC=$$cc meson setup build-$$cc --werror --buildtype=release >/dev/null; \
	  ninja -C build-$$cc --quiet || exit 1; done

SOURCES = $(wildcard include/*.h src/*/*.c src/*/*.h tests/*/*.c tests/unit/*/*.c train/*.c fuzz/*.[ch])

format:
	clang-format -i $(SOURCES)

check-format:
	@clang-format --dry-run --Werror $(SOURCES)

.PHONY: check-layers warnings
check-layers:
	@tools/check-layers src/LAYERS src/*/*.c src/*/*.h

check-static:
	@cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
	  --suppress=missingIncludeSystem --error-exitcode=1 -I include -I src \
	  $(filter %.c,$(filter src/%,$(SOURCES)))

eval: build
	@eval/run

bench: release
	@bench/run

install: release
	meson install -C build-release

clean:
	rm -rf build build-release build-asan build-fuzz build-gcc build-clang
