# The front door: `make help` lists what it opens. Logic is in tools/, compiling in CMakeLists.txt.

PROFILE ?= study
JOBS    ?= $(shell nproc)
GROUPS  ?= build run data
KILLS   ?= 50
SEED    ?= 1

ifeq ($(filter $(PROFILE),smoke study paper),)
$(error PROFILE: expected smoke, study or paper, found '$(PROFILE)')
endif
ifeq ($(shell echo '$(JOBS)' | grep -xE '[1-9][0-9]*'),)
$(error JOBS: expected a positive number, found '$(JOBS)')
endif

SHELL       := /bin/bash
.SHELLFLAGS := -o pipefail -c
export DEPS MNIST_DIR

# Several clones share one cache when CALDERA_CACHE names it.
DATA := $(abspath $(or $(CALDERA_CACHE),data))/mnist
export CALDERA_MNIST := $(DATA)

SEEDS_smoke := 1
SEEDS_study := 1 2 3
SEEDS_paper := 1 2 3
SEEDS       := $(SEEDS_$(PROFILE))

RESULTS  := results/$(PROFILE)
SWEEPS   := $(SEEDS:%=$(RESULTS)/origin_sweep/seed%.h5)
PATH_T4  := $(RESULTS)/pathfinder/to_t4.h5
SPECTRUM := $(RESULTS)/path_spectrum/to_t4.h5
RUNS     := $(SWEEPS) $(PATH_T4) $(SPECTRUM)
PLOTS    := figure2 figure3
FIGURES  := $(PLOTS:%=$(RESULTS)/figures/%.svg)
BUILD    := build/release
REPORT   := $(RESULTS)/report/index.html

# A run has one thread, so on two cores three runs side by side take 1.5 run lengths, but two and
# then one take 2: with more than one job, all seeds run at once. A -j given by hand goes first.
MAKEFLAGS += -j$(if $(filter 1,$(JOBS)),1,$(words $(SEEDS)))

.DEFAULT_GOAL := help
.PHONY: help deps data configure build programs test reproduce runs figures verdict bench verify-bits \
  verify-smoke kill-test check check-report clean

help:  ## List what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  \1|/p' Makefile | while IFS='|' read -r target text; \
	  do printf '  make %-12s %s\n' $$target "$$text"; done
	@printf '%s\n' '' 'Variables' \
	  '  PROFILE=smoke|study|paper  how fine the sweep is and how many seeds (now: $(PROFILE))' \
	  '  JOBS=n                     how many cores to use (now: $(JOBS))' \
	  '  DEPS=skip                  install nothing, only say what is missing' \
	  '  MNIST_DIR=folder           take MNIST from this folder' \
	  '  CALDERA_CACHE=folder       keep data there, for several clones (default: data)'

deps:  ## Install the Debian packages that are missing (GROUPS="bench verify": the optional ones)
	@tools/install_dependencies.sh $(GROUPS)

data: deps  ## Get MNIST and check it
	@tools/get_mnist.sh $(DATA)

# CMake's own make must not take over our flags: its jobs are counted by --parallel.
CMAKE := MAKEFLAGS=--no-print-directory cmake

# Configured anew each time, which is quick: a pull may have brought targets that make itself would
# only learn of after asking for them.
configure: | deps  ## Configure the build
	@$(CMAKE) --preset release >/dev/null

build: configure  ## Compile everything
	@$(CMAKE) --build $(BUILD) --parallel $(JOBS)

# What `reproduce` needs: not the tests, which take longest to compile.
programs: configure
	@$(CMAKE) --build $(BUILD) --parallel $(JOBS) --target programs

test: build data  ## Run all tests
	@ctest --test-dir $(BUILD) --output-on-failure --parallel $(JOBS)

reproduce: figures verdict  ## Everything: data, programs, runs, figures, the verdict and the report

runs: $(RUNS)  ## Run the studies, all seeds side by side; an interrupted run goes on where it was

# A run is keyed by its configuration: newer programs or data do not make it again, so these are
# order-only. Of runs side by side only the first draws its progress on a terminal, because bars
# would overprint each other; the others write to a pipe.
TO_DO := $(filter-out $(wildcard $(SWEEPS)),$(SWEEPS))
PIPED := $(if $(filter-out 1,$(JOBS)),$(wordlist 2,$(words $(SWEEPS)),$(TO_DO)))
$(SWEEPS): $(RESULTS)/origin_sweep/seed%.h5: | programs data
	@mkdir -p $(@D)
	@$(BUILD)/experiments/origin_sweep --profile $(PROFILE) --seed $* --data $(DATA) --out $@ \
	  $(if $(filter $@,$(PIPED)),2>&1 | cat)

# From the minimum at beta = 0 towards the weights just after the fourth transition.
$(PATH_T4): $(RESULTS)/origin_sweep/seed1.h5 | programs data
	@mkdir -p $(@D)
	@$(BUILD)/experiments/pathfinder --profile $(PROFILE) --start $< --start-point 0 \
	  --reference $< --reference-transition 4 --data $(DATA) --threads $(JOBS) --out $@

$(SPECTRUM): $(PATH_T4) | programs data
	@mkdir -p $(@D)
	@$(BUILD)/experiments/path_spectrum --profile $(PROFILE) --path $< --data $(DATA) \
	  --threads $(JOBS) --out $@

# Programs write results whole or not at all: nothing for make to clear away when interrupted.
.PRECIOUS: $(RUNS)

figures: $(FIGURES)  ## Draw the figures from the runs

# `programs` may have made the program anew. The empty recipe makes make look at the file's time
# instead of taking that for granted, so figures are drawn again only if it has.
$(PLOTS:%=$(BUILD)/plots/%): programs ;

# A figure is the end of its study: each rule refreshes the report, so that there is something to
# look at while other studies run.
REFRESH := $(BUILD)/plots/verdict --runs $(RESULTS) --report $(REPORT) --partial

$(RESULTS)/figures/figure2.svg: $(BUILD)/plots/figure2 $(SWEEPS)
	@mkdir -p $(@D)
	@$< --runs $(RESULTS)/origin_sweep --out $(basename $@)
	@$(REFRESH)

$(RESULTS)/figures/figure3.svg: $(BUILD)/plots/figure3 $(SPECTRUM)
	@mkdir -p $(@D)
	@$< --run $(SPECTRUM) --out $(basename $@)
	@$(REFRESH)

verdict: figures  ## Compare with the published figures, write the report; status 1 if a row fails
	@$(BUILD)/plots/verdict --runs $(RESULTS) --out $(RESULTS)/verdict.txt --report $(REPORT)

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

check: test  ## Run the tests with both compilers and under the sanitizers
	@tools/check.sh $(JOBS)

check-report:  ## Open the report in headless Chromium: no error, no request, every image there
	@tools/check_report.sh $(REPORT)

clean:  ## Remove build/; data and results stay
	rm -rf build
