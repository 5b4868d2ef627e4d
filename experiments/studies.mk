# The studies: which run needs which, and which figure needs which runs. Included by the Makefile.
# A study is its run files under results/<profile>/<study>/.

SEEDS_smoke := 1
SEEDS_study := 1 2 3
SEEDS_paper := 1 2 3
SEEDS       := $(SEEDS_$(PROFILE))

# Minima at β = 0 to connect; those of SEEDS are the first points of their origin sweeps.
MINIMA_smoke := 1 2
MINIMA_study := 1 2 3 4 5
MINIMA_paper := 1 2 3 4 5
MINIMA       := $(MINIMA_$(PROFILE))
MODES        := $(filter-out 1,$(MINIMA))
minimum       = $(RESULTS)/$(if $(filter $(1),$(SEEDS)),origin_sweep,minima)/seed$(1).h5

# The published path has 501 values of beta up to 5e-6. In far fewer epochs a path of the same kind
# takes a stronger pull and smaller steps.
MODE_GRID_smoke := --beta-step 2e-5 --beta-max 2e-4 --subset 3000
MODE_GRID_study := --beta-step 2e-6 --beta-max 4e-5 --learning-rate 0.0005 --max-epochs 8 --patience 2
MODE_GRID_paper := --beta-step 1e-8 --beta-max 5e-6

SWEEPS       := $(SEEDS:%=$(RESULTS)/origin_sweep/seed%.h5)
FIRST        := $(RESULTS)/origin_sweep/seed1.h5
CHECKPOINTS  := $(patsubst %,$(RESULTS)/checkpoints/T%_after.h5,1 2 3 4 5)
T4           := $(RESULTS)/checkpoints/T4_after.h5
PATH_T4      := $(RESULTS)/pathfinder/to_t4.h5
SPECTRUM     := $(RESULTS)/path_spectrum/to_t4.h5
OTHER_MINIMA := $(patsubst %,$(RESULTS)/minima/seed%.h5,$(filter-out $(SEEDS),$(MINIMA)))
MODE_PATHS   := $(MODES:%=$(RESULTS)/modes/path_to_%.h5)
MODE_CURVES  := $(MODES:%=$(RESULTS)/modes/curves_to_%.h5)
FAST         := $(RESULTS)/robustness/fast.h5
RELU         := $(RESULTS)/generalisation/relu.h5
FASHION_RUN  := $(RESULTS)/generalisation/fashion.h5
CNN          := $(RESULTS)/generalisation/cnn.h5
FALLING      := $(SEEDS:%=$(RESULTS)/hysteresis/seed%.h5)
CLASSROOM    := $(RESULTS)/classroom/run.h5
BASINS       := $(RESULTS)/basins/planes.h5

include experiments/theory.mk
include experiments/monitoring.mk

RUNS := $(SWEEPS) $(CHECKPOINTS) $(PATH_T4) $(SPECTRUM) $(OTHER_MINIMA) $(MODE_PATHS) \
  $(MODE_CURVES) $(FAST) $(RELU) $(FASHION_RUN) $(CNN) $(FALLING) $(CLASSROOM) $(BASINS) \
  $(THEORY) $(MONITORING)

# In this order make starts what can be started, and what has waited only when it has come to the end
# and begins again. So what waits for nothing comes first: then there is something to look at within
# minutes, and the long chains are begun in time.
FIGURES := $(patsubst %,$(RESULTS)/figures/%.svg,classroom linear_cascade complexity cnn \
  generalisation robustness origin_sweep path_spectrum hysteresis mode_connectivity digits basins folds \
  curvature_change $(MONITORING_FIGURES))

# By the times of the study profile, numbers of points and numbers of images: 10 hours without the
# spectra of Fig. 3, and for each of their 1118 points some 180 products of 1.03 s and a third more for
# orthogonalising.
ifeq ($(PROFILE),paper)
$(info paper: about 48 hours on 2 cores, of which 38 are the spectra of Fig. 3. Stop it whenever you \
  like: started again, it goes on where it was.)
endif

# Elsewhere the other core has work of its own.
SPECTRUM_THREADS_smoke := 1
SPECTRUM_THREADS_study := 1
SPECTRUM_THREADS_paper := $(JOBS)

runs: $(RUNS)  ## Run all studies side by side; an interrupted run goes on where it was

# $(call run,program and options). A run is keyed by its configuration: newer programs or data do not
# make it again, so these are order-only. RUN_OPTIONS="--threads 2": what does not change a bit.
define run
@mkdir -p $(@D)
@$(BUILD)/caldera $(1) --profile $(PROFILE) $(RUN_OPTIONS) --out $@
endef

$(SWEEPS): $(RESULTS)/origin_sweep/seed%.h5: | programs data
	$(call run,origin_sweep --seed $* --data $(DATA))

# The weights on both sides of a transition; T<k>_before.h5 is written just before T<k>_after.h5.
define checkpoint
@mkdir -p $(RESULTS)/checkpoints
@$(BUILD)/caldera transition_checkpoints --profile $(PROFILE) --sweep $(FIRST) \
  --transition $(1) --data $(DATA) --out $(RESULTS)/checkpoints/T$(1)
endef

$(filter-out $(T4),$(CHECKPOINTS)): $(RESULTS)/checkpoints/T%_after.h5: $(FIRST) | programs data
	$(call checkpoint,$*)

# From the minimum at beta = 0 towards the weights just after the fourth transition, and the spectra on
# the way. One job, because it is the longest chain: else its later steps would wait for all others.
$(T4) $(PATH_T4) $(SPECTRUM) &: $(FIRST) | programs data
	$(call checkpoint,4)
	@mkdir -p $(dir $(PATH_T4) $(SPECTRUM))
	@$(BUILD)/caldera pathfinder --profile $(PROFILE) --start $(FIRST) --start-point 0 \
	  --reference $(T4) --data $(DATA) --out $(PATH_T4)
	@$(BUILD)/caldera path_spectrum --profile $(PROFILE) --path $(PATH_T4) --data $(DATA) \
	  --threads $(SPECTRUM_THREADS_$(PROFILE)) --out $(SPECTRUM)

$(OTHER_MINIMA): $(RESULTS)/minima/seed%.h5: | programs data
	$(call run,origin_sweep --seed $* --beta-max 0 --data $(DATA))

define mode
$(RESULTS)/modes/path_to_$(1).h5: $(call minimum,1) $(call minimum,$(1)) | programs data
	$$(call run,pathfinder --start $(call minimum,1) --start-point 0 \
	  --reference $(call minimum,$(1)) --reference-point 0 $(MODE_GRID_$(PROFILE)) --data $$(DATA))

$(RESULTS)/modes/curves_to_$(1).h5: $(RESULTS)/modes/path_to_$(1).h5 | programs data
	$$(call run,mode_connectivity --path $(RESULTS)/modes/path_to_$(1).h5 \
	  --start $(call minimum,1) --start-point 0 \
	  --reference $(call minimum,$(1)) --reference-point 0 --data $$(DATA))
endef
$(foreach k,$(MODES),$(eval $(call mode,$(k))))

$(FAST) $(RELU) $(CNN): | programs data
	$(call run,origin_sweep --case $(basename $(@F)) --data $(DATA))

# Without the data set there is no such run, and the figure shows the gap.
$(FASHION_RUN): | programs fashion-data
	@[ ! -e $(FASHION)/train-images-idx3-ubyte ] || { mkdir -p $(@D) && \
	  $(BUILD)/caldera origin_sweep --case fashion --data $(FASHION) --profile $(PROFILE) \
	  --out $@; }

$(FALLING): $(RESULTS)/hysteresis/seed%.h5: $(RESULTS)/origin_sweep/seed%.h5 | programs data
	$(call run,hysteresis --rising $< --data $(DATA))

$(CLASSROOM): | programs
	$(call run,classroom)

$(BASINS): $(FIRST) $(call minimum,2) $(CHECKPOINTS) | programs data
	$(call run,basins --sweep $(FIRST) --minimum $(call minimum,2) \
	  --checkpoints $(RESULTS)/checkpoints --data $(DATA))

# Programs write results whole or not at all: nothing for make to clear away when interrupted.
.PRECIOUS: $(RUNS)

figures: $(FIGURES)  ## Draw the figures from the runs

# All figures rest on the one program: when it has changed they are all drawn again, which takes seconds.
# `programs` may have made it anew. The empty recipe makes make look at the file's time
# instead of taking that for granted, so figures are drawn again only if it has.
$(BUILD)/caldera: programs ;

# A figure is the end of its study: the report is refreshed, so that there is something to look at while
# other studies run.
$(FIGURES): $(RESULTS)/figures/%.svg: $(BUILD)/caldera
	@mkdir -p $(@D)
	@$(BUILD)/caldera figure $* --results $(RESULTS) --out $(basename $@)
	@$(BUILD)/caldera verdict --runs $(RESULTS) --report $(REPORT) --partial

$(RESULTS)/figures/origin_sweep.svg: $(SWEEPS)

$(RESULTS)/figures/path_spectrum.svg: $(SPECTRUM)

$(RESULTS)/figures/mode_connectivity.svg: $(MODE_PATHS) $(MODE_CURVES)

$(RESULTS)/figures/robustness.svg: $(FAST) $(FIRST) $(PATH_T4)

$(RESULTS)/figures/generalisation.svg: $(RELU) $(FASHION_RUN)

$(RESULTS)/figures/cnn.svg: $(CNN)

$(RESULTS)/figures/hysteresis.svg: $(SWEEPS) $(FALLING)

$(RESULTS)/figures/classroom.svg: $(CLASSROOM)

$(RESULTS)/figures/basins.svg: $(BASINS)

$(RESULTS)/figures/digits.svg: $(SWEEPS) $(PATH_T4)

verdict: figures  ## Compare with the published figures, write the report; status 1 if a row fails
	@$(BUILD)/caldera verdict --runs $(RESULTS) --out $(RESULTS)/verdict.txt --report $(REPORT)
