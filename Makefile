# The front door: `make help` lists what it opens. Logic is in tools/, compiling in CMakeLists.txt.

PROFILE ?= study
JOBS    ?= $(shell nproc)
GROUPS  ?= build run data
KILLS   ?= 50
KILLS_EACH ?= 3
SEED    ?= 1
RUNS    ?= 1000000

ifeq ($(filter $(PROFILE),smoke study paper),)
$(error PROFILE: expected smoke, study or paper, found '$(PROFILE)')
endif
ifeq ($(shell echo '$(JOBS)' | grep -xE '[1-9][0-9]*'),)
$(error JOBS: expected a positive number, found '$(JOBS)')
endif

SHELL       := /bin/bash
.SHELLFLAGS := -o pipefail -c
export DEPS MNIST_DIR FASHION_MNIST_DIR

# Several clones share one cache when CALDERA_CACHE names it.
DATA := $(abspath $(or $(CALDERA_CACHE),data))/mnist
export CALDERA_MNIST := $(DATA)
FASHION := $(abspath $(or $(CALDERA_CACHE),data))/fashion-mnist
export CALDERA_FASHION_MNIST := $(FASHION)

RESULTS := results/$(PROFILE)
BUILD   := build/release
REPORT  := $(RESULTS)/report/index.html

# A run has one thread: the cores are kept busy by running several side by side. A -j given by hand
# goes first.
MAKEFLAGS += -j$(JOBS)

.DEFAULT_GOAL := help
.PHONY: help deps data fashion-data configure build programs test reproduce runs figures verdict bench \
  verify-bits verify-smoke kill-test kill-studies check fuzz check-report clean

help:  ## List what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  \1|/p' Makefile experiments/studies.mk | while IFS='|' read -r target text; \
	  do printf '  make %-12s %s\n' $$target "$$text"; done
	@printf '%s\n' '' 'Variables' \
	  '  PROFILE=smoke|study|paper  how fine the sweeps are and how many seeds (now: $(PROFILE))' \
	  '  JOBS=n                     how many cores to use (now: $(JOBS))' \
	  '  DEPS=skip                  install nothing, only say what is missing' \
	  '  MNIST_DIR=folder           take MNIST from this folder' \
	  '  FASHION_MNIST_DIR=folder   take Fashion-MNIST from this folder' \
	  '  CALDERA_CACHE=folder       keep data there, for several clones (default: data)'

deps:  ## Install the Debian packages that are missing (GROUPS="bench verify": the optional ones)
	@tools/install_dependencies.sh $(GROUPS)

data: deps  ## Get MNIST and check it
	@tools/get_mnist.sh $(DATA)

# Status 3 is a gap, no failure: the script has said so.
fashion-data: deps  ## Get Fashion-MNIST and check it; without a source its figures stay out
	@tools/get_fashion_mnist.sh $(FASHION) || [ $$? -eq 3 ]

# CMake's own make must not take over our flags: its jobs are counted by --parallel.
CMAKE := MAKEFLAGS=--no-print-directory cmake

# Configured anew each time, which is quick: a pull may have brought targets that make itself would
# only learn of after asking for them.
configure: | deps  ## Configure the build
	@$(CMAKE) --preset release >/dev/null

build: programs  ## Compile everything
	@$(CMAKE) --build $(BUILD) --parallel $(JOBS)

# What `reproduce` needs: not the tests, which take longest to compile.
programs: configure
	@$(CMAKE) --build $(BUILD) --parallel $(JOBS) --target programs

test: build data fashion-data  ## Run all tests
	@ctest --test-dir $(BUILD) --output-on-failure --parallel $(JOBS)

reproduce: figures verdict  ## Everything: data, programs, runs, figures, the verdict and the report

include experiments/studies.mk

bench: build data  ## Measure speed, against PyTorch if it is installed
	@sh bench/bench.sh $(BUILD) $(DATA)

verify-bits: data  ## Compute the same bits with both compilers, all levels, paths and threads
	@tools/verify_bits.sh $(JOBS) $(DATA)

# Not part of `reproduce`, so that a wrong bit is not taken for a wrong figure.
verify-smoke: programs data  ## Compare the runs of PROFILE=smoke with their golden digests
	@tools/verify_smoke.sh $(BUILD) $(DATA)

# SEED=n: other moments.
kill-test: programs data  ## Kill a run KILLS times at random moments; nothing may be lost
	@tools/kill_test.sh $(KILLS) $(SEED) $(DATA) $(BUILD)

kill-studies: programs data  ## The same to each other program, KILLS_EACH times, after PROFILE=smoke
	@tools/kill_studies.sh $(KILLS_EACH) $(SEED) $(DATA) $(BUILD)

check: test  ## Run the tests with both compilers and under the sanitizers
	@tools/check.sh $(JOBS)

fuzz: deps  ## Fuzz all that reads input, RUNS inputs a target, under the sanitizers
	@tools/fuzz.sh $(RUNS) $(JOBS)

check-report:  ## Open the report in headless Chromium: no error, no request, every image there
	@tools/check_report.sh $(REPORT)

clean:  ## Remove build/; data and results stay
	rm -rf build
