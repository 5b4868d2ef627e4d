# The front door: `make help` lists what it opens. Logic is in tools/, compiling in CMakeLists.txt.

PROFILE ?= study
JOBS    ?= $(shell nproc)
GROUPS  ?= build run data
KILLS   ?= 50
KILLS_EACH ?= 3
EVERY   ?= 1
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

# Paths of targets are relative, so the clone's folder may have any name that CMake can write into its
# makefiles; what it cannot is refused here.
ifneq ($(shell printf %s "$$PWD" | grep '[][";:|<>?*\#]'),)
$(error the folder's name: expected none of " \ ; : | < > ? * [ ] and number signs, found $(CURDIR): rename it)
endif

# Several clones share one cache when CALDERA_CACHE names it. From the environment it is taken as it
# is, and the shell, not make, puts it into commands: any name will do.
from_environment = $(if $(filter environment%,$(origin $(1))),$(value $(1)),$($(1)))
CACHE := $(or $(call from_environment,CALDERA_CACHE),data)
CACHE := $(if $(filter /%,$(firstword $(CACHE))),,$(CURDIR)/)$(CACHE)
export CALDERA_MNIST         := $(CACHE)/mnist
export CALDERA_FASHION_MNIST := $(CACHE)/fashion-mnist
DATA    = "$$CALDERA_MNIST"
FASHION = "$$CALDERA_FASHION_MNIST"

# Of what programs allocate, the C library asks for large pages: two trainings side by side took an eighth less
# time on an EPYC, where Linux gives such pages on request, as Debian has it. No bit depends on it.
export GLIBC_TUNABLES ?= glibc.malloc.hugetlb=1

# PRESET=asan: by another build (CMakePresets.json), with results of its own below it.
PRESET  ?= release
BUILD   := build/$(PRESET)
RESULTS_OF_PRESET := $(if $(filter-out release,$(PRESET)),$(BUILD)/)results
RESULTS := $(RESULTS_OF_PRESET)/$(PROFILE)
REPORT  := $(RESULTS)/report/index.html

# A run has one thread: the cores are kept busy by running several side by side. A -j given by hand
# goes first, and so do those of the make that called for runs.
ifndef CALDERA_RULES
MAKEFLAGS += -j$(JOBS)
endif

.DEFAULT_GOAL := help
.PHONY: help deps test-deps data fashion-data configure build programs test reproduce planned runs figures \
  verdict status bench verify-bits verify-smoke verify-study kill-test kill-studies mutate-runs check fuzz \
  check-report check-ranks check-cluster check-distributions docs docs-figures clean

help:  ## List what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  \1|/p' Makefile | while IFS='|' read -r target text; \
	  do printf '  make %-19s %s\n' $$target "$$text"; done
	@printf '%s\n' '' 'Variables' \
	  '  PROFILE=smoke|study|paper  how fine the sweeps are and how many seeds (now: $(PROFILE))' \
	  '  JOBS=n                     how many cores to use (now: $(JOBS))' \
	  '  FORCE=1                    make all runs again, once; to go on after a stop leave it out' \
	  '  LAUNCH=command             start each run by this, as srun -n1 -c1 --exact' \
	  '  DEPS=skip                  install nothing, only say what is missing' \
	  '  MNIST_DIR=folder           take MNIST from this folder' \
	  '  FASHION_MNIST_DIR=folder   take Fashion-MNIST from this folder' \
	  '  CALDERA_CACHE=folder       keep data there, for several clones (default: data)'

deps:  ## Install the Debian packages that are missing (GROUPS="bench verify": the optional ones)
	@tools/install_dependencies.sh $(GROUPS)

test-deps: deps
	@tools/install_dependencies.sh test

data: deps  ## Get MNIST and check it
	@tools/get_mnist.sh $(DATA)

# Status 3 is a gap, no failure: the script has said so.
fashion-data: deps  ## Get Fashion-MNIST and check it; without a source its figures stay out
	@tools/get_fashion_mnist.sh $(FASHION) || [ $$? -eq 3 ]

# CMake's own make must not take over our flags: its jobs are counted by --parallel.
CMAKE := MAKEFLAGS=--no-print-directory cmake

# Configured anew each time, which is quick: a pull may have brought targets that make itself would
# only learn of after asking for them.
# WERROR=ON: warnings are errors, and stay so in this build until WERROR=OFF.
CONFIGURE = $(CMAKE) --preset $(PRESET) $(if $(WERROR),-DCALDERA_WERROR=$(WERROR)) >/dev/null

configure: | deps  ## Configure the build
	@$(CONFIGURE)

# After the programs, so that two builds never run in one folder; and configured once more, as Catch2
# may have come in the meantime.
build: programs test-deps  ## Compile everything
	@$(CONFIGURE)
	@$(CMAKE) --build $(BUILD) --parallel $(JOBS) --target all caldera_tests

# What `reproduce` needs: not the tests, which take longest to compile.
programs: configure
	@$(CMAKE) --build $(BUILD) --parallel $(JOBS) --target programs

test: build data fashion-data  ## Run all tests
	@ctest --test-dir $(BUILD) --output-on-failure --parallel $(JOBS)

# The rules of runs and figures are those of `caldera plan`, which is compiled first. A second make
# includes them: one for all that is asked for, so that no run is begun twice.
SINGLE  := $(filter $(RESULTS)/%,$(MAKECMDGOALS))
PLANNED := $(filter runs,$(MAKECMDGOALS)) $(SINGLE) \
  $(if $(filter figures verdict reproduce docs-figures,$(MAKECMDGOALS)),figures)

ifneq ($(filter-out 0 1,$(FORCE)),)
$(error FORCE: expected 1 or nothing, found '$(FORCE)')
endif
ifneq ($(and $(filter 1,$(FORCE)),$(SINGLE)),)
$(error FORCE=1 moves the whole of $(RESULTS) aside, not one run: move $(firstword $(SINGLE)) aside instead)
endif

ifdef CALDERA_RULES
export BUILD RESULTS PROFILE LAUNCH RUN_OPTIONS
include $(CALDERA_RULES)

figures: runs
	@tools/draw_figures.sh
else
planned: programs data fashion-data
	@[ "$(FORCE)" != 1 ] || tools/move_aside.sh $(RESULTS)
	@rules=$(BUILD)/plan-$(PROFILE).mk; \
	  $(BUILD)/caldera plan --profile $(PROFILE) --as make >$$rules.tmp-$$$$ && \
	  mv $$rules.tmp-$$$$ $$rules && \
	  { [ $(PROFILE) = smoke ] || $(BUILD)/caldera estimate --profile $(PROFILE) --jobs $(JOBS) --results $(RESULTS); } && \
	  $(MAKE) --no-print-directory CALDERA_RULES=$$rules $(or $(strip $(PLANNED)),figures)

runs: planned  ## Run all studies side by side; an interrupted run goes on where it was
figures: planned  ## Draw the figures from the runs
runs figures $(SINGLE): planned ;
endif

verdict: figures  ## Compare with the published figures, write the report; status 1 if a row fails
	@$(BUILD)/caldera verdict --runs $(RESULTS) --out $(RESULTS)/verdict.txt --report $(REPORT)

reproduce: figures verdict  ## Everything: data, programs, runs, figures, the verdict and the report

status: programs  ## What there is of the results, and what is left
	@$(BUILD)/caldera status --results $(RESULTS) --profile $(PROFILE)

bench: build data  ## Measure speed, against PyTorch if it is installed
	@bench/bench.sh $(BUILD) $(DATA)

# PROCESSORS="aarch64 riscv64 ppc64le": on these only, as qemu-user has them.
verify-bits: data  ## Compute the same bits with both compilers, all levels, paths and threads, and on other processors
	@tools/verify_bits.sh $(JOBS) $(DATA) $(PROCESSORS)

# Not part of `reproduce`, so that a wrong bit is not taken for a wrong figure.
verify-smoke: programs data  ## Compare the runs of PROFILE=smoke with their golden digests
	@tools/verify_digests.sh smoke $(BUILD) $(DATA) $(RESULTS_OF_PRESET)

verify-study: programs data  ## The same for PROFILE=study: the same bits as on another machine
	@tools/verify_digests.sh study $(BUILD) $(DATA) $(RESULTS_OF_PRESET)

# SEED=n: other moments.
kill-test: programs data  ## Kill a run KILLS times at random moments; nothing may be lost
	@tools/kill_test.sh $(KILLS) $(SEED) $(DATA) $(BUILD)

kill-studies: programs data  ## The same to each other program, KILLS_EACH times, after PROFILE=smoke
	@tools/kill_studies.sh $(KILLS_EACH) $(SEED) $(DATA) $(BUILD)

# EVERY=n: one change in so many, at random. CALDERA_MUTATED_STUDIES=1: what computes from runs instead of
# what draws and judges.
mutate-runs: build data  ## Change the runs of PROFILE=smoke in one place, in every way; no program may crash on one
	@CALDERA_MUTATED="$(RESULTS_OF_PRESET)/smoke" CALDERA_MUTATED_EVERY=$(EVERY) $(BUILD)/tests/caldera_tests "[mutants]"

check: WERROR := ON
check: test  ## Run the tests with both compilers and under the sanitizers
	@tools/check.sh $(JOBS)

# TARGETS="csv rules": these only.
fuzz: deps  ## Fuzz all that reads input, RUNS inputs a target, under the sanitizers
	@tools/fuzz.sh $(RUNS) $(JOBS) $(SEED) $(TARGETS)

# DISTRIBUTIONS="trixie noble": these only.
check-distributions: data fashion-data  ## Build and compare digests on other distributions
	@tools/check_distributions.sh $(JOBS) "$${CALDERA_MNIST%/mnist}" $(DISTRIBUTIONS)

check-cluster: programs data fashion-data  ## Run PROFILE=smoke by a small Slurm that is started here, with kills
	@tools/check_cluster.sh $(BUILD) $(DATA)

check-ranks: deps  ## Add up over ranks of MPI, in a small program: the bits are those of one process
	@tools/install_dependencies.sh ranks
	@$(CMAKE) --preset mpi >/dev/null
	@$(CMAKE) --build build/mpi --parallel $(JOBS) --target ranks_check
	@ctest --test-dir build/mpi --label-regex sums --output-on-failure

check-report:  ## Open the report in headless Chromium: no error, no request, every image there
	@tools/check_report.sh $(REPORT)

docs:  ## Make the reference of the public headers
	@tools/install_dependencies.sh docs
	@tools/make_docs.sh

# Of `paper`, whose runs take days, the figures are taken as they are there.
FIGURES_OF_DOCS := docs/figures/$(if $(filter paper,$(PROFILE)),paper/)
docs-figures: $(if $(filter paper,$(PROFILE)),,figures)  ## Take the figures that the docs show from the results of PROFILE=study or paper
	@for figure in $(FIGURES_OF_DOCS)*.png; do cp "$(RESULTS)/figures/$${figure##*/}" $(FIGURES_OF_DOCS) || exit; done

clean:  ## Remove build/; data and results stay
	rm -rf build
