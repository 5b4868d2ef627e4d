# The studies of watching training (docs/monitoring.md) and their figures. Included by studies.mk.

MONITORING :=
MONITORING_FIGURES :=

DETECTORS := $(RESULTS)/monitoring/detectors.h5
MONITORING += $(DETECTORS)
MONITORING_FIGURES += detectors

$(DETECTORS): | programs
	$(call run,detectors)

$(RESULTS)/figures/detectors.svg: $(DETECTORS)

LEARNING_RATES := $(RESULTS)/monitoring/learning_rates.h5
MONITORING += $(LEARNING_RATES)
MONITORING_FIGURES += learning_rates

$(LEARNING_RATES): | programs
	$(call run,learning_rates)

$(RESULTS)/figures/learning_rates.svg: $(LEARNING_RATES)

ESCAPE := $(RESULTS)/monitoring/escape.h5
MONITORING += $(ESCAPE)
MONITORING_FIGURES += escape

$(ESCAPE): $(FIRST) | programs data
	$(call run,escape --start $(FIRST) --data $(DATA))

$(RESULTS)/figures/escape.svg: $(ESCAPE)

# Training at the beta just behind the fourth transition, from the weights just before it.
FALL := $(RESULTS)/monitoring/fall.h5
FALL_WAY_smoke := --subset 60000 --max-epochs 3 --keep-steps 100
FALL_WAY_study := --max-epochs 4 --keep-steps 100
FALL_WAY_paper := --max-epochs 10 --keep-steps 50
MONITORING += $(FALL)

$(FALL): $(T4) | programs data
	$(call run,train --start $(RESULTS)/checkpoints/T4_before.h5 --beta-of $(T4) \
	  $(FALL_WAY_$(PROFILE)) --data $(DATA))

# How the minimum before the fourth transition disappears: the way from weights of the sweep, at β =
# 0.055 to 0.075, to those just after the transition; a plane with SLICE_START, at β = 0.064; and the
# plane that the run FALL, which falls through the transition, lies in best.
SLICE_POINTS_smoke := 29 35
SLICE_POINTS_study := 55 58 60 62 64 66 68 70 72 74
SLICE_POINTS_paper := $(shell seq 275 5 370)
SLICE_START_smoke  := 32
SLICE_START_study  := 64
SLICE_START_paper  := 320
SLICE_PLANE_study  := --images 5000

T4_BEFORE    := $(RESULTS)/checkpoints/T4_before.h5
SLICE_LINES  := $(SLICE_POINTS_$(PROFILE):%=$(RESULTS)/slices/line_from_%.h5)
SLICE_LAST   := $(RESULTS)/slices/line_from_T4.h5
SLICE_PLANE  := $(RESULTS)/slices/plane.h5
SLICE_FALL   := $(RESULTS)/slices/fall.h5
MONITORING += $(SLICE_LINES) $(SLICE_LAST) $(SLICE_PLANE) $(SLICE_FALL)
MONITORING_FIGURES += slices disappearance

$(SLICE_LINES): $(RESULTS)/slices/line_from_%.h5: $(FIRST) $(T4) | programs data
	$(call run,slices --model $(FIRST) --model-point $* --directions models --dimensions 1 \
	  --second $(T4) --data $(DATA))

$(SLICE_LAST): $(T4) | programs data
	$(call run,slices --model $(T4_BEFORE) --directions models --dimensions 1 --second $(T4) \
	  --data $(DATA))

$(SLICE_PLANE): $(FIRST) $(T4) $(FALL) | programs data
	$(call run,slices --model $(FIRST) --model-point $(SLICE_START_$(PROFILE)) --directions models \
	  --second $(T4) --third $(T4_BEFORE) --trajectory $(FALL) $(SLICE_PLANE_$(PROFILE)) \
	  --data $(DATA))

$(SLICE_FALL): $(T4) $(FALL) | programs data
	$(call run,slices --model $(T4) --directions pca --trajectory $(FALL) --trajectory-point 0 \
	  $(SLICE_PLANE_$(PROFILE)) --data $(DATA))

$(RESULTS)/figures/slices.svg: $(SLICE_FALL)

$(RESULTS)/figures/disappearance.svg: $(SLICE_PLANE) \
  $(SLICE_LINES) $(SLICE_LAST)
# An origin sweep as one long training. The baseline is a tenth of the samples of the steps.
WATCHED_GRID_smoke := --beta-step 0.006 --max-epochs 12 --curvature-every 20 --baseline 60
WATCHED_GRID_study := --subset 15000 --beta-step 0.001 --max-epochs 50 --curvature-every 5 --baseline 1800
WATCHED_GRID_paper := --beta-step 0.0002 --max-epochs 50 --curvature-every 5 --baseline 27000

WATCHED := $(RESULTS)/monitoring/watched_sweep.h5
MONITORING += $(WATCHED)
MONITORING_FIGURES += watched_sweep

$(WATCHED): | programs data
	$(call run,train $(WATCHED_GRID_$(PROFILE)) --beta-max 0.09 --patience 5 --keep-every 0 --data $(DATA))

$(RESULTS)/figures/watched_sweep.svg: $(WATCHED)
