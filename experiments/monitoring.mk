# The studies of watching training (docs/monitoring.md) and their figures. Included by studies.mk.

MONITORING :=
MONITORING_FIGURES :=
MONITORING_PLOTS :=

DETECTORS := $(RESULTS)/monitoring/detectors.h5
MONITORING += $(DETECTORS)
MONITORING_FIGURES += detectors
MONITORING_PLOTS += figure_detectors

$(DETECTORS): | programs
	$(call run,detectors)

$(RESULTS)/figures/detectors.svg: $(BUILD)/plots/figure_detectors $(DETECTORS)
	$(call figure,--run $(DETECTORS))

LEARNING_RATES := $(RESULTS)/monitoring/learning_rates.h5
MONITORING += $(LEARNING_RATES)
MONITORING_FIGURES += learning_rates
MONITORING_PLOTS += figure_learning_rates

$(LEARNING_RATES): | programs
	$(call run,learning_rates)

$(RESULTS)/figures/learning_rates.svg: $(BUILD)/plots/figure_learning_rates $(LEARNING_RATES)
	$(call figure,--run $(LEARNING_RATES))

ESCAPE := $(RESULTS)/monitoring/escape.h5
MONITORING += $(ESCAPE)
MONITORING_FIGURES += escape
MONITORING_PLOTS += figure_escape

$(ESCAPE): $(FIRST) | programs data
	$(call run,escape --start $(FIRST) --data $(DATA))

$(RESULTS)/figures/escape.svg: $(BUILD)/plots/figure_escape $(ESCAPE)
	$(call figure,--run $(ESCAPE))

# Training at the beta just behind the fourth transition, from the weights just before it.
FALL := $(RESULTS)/monitoring/fall.h5
FALL_WAY_smoke := --subset 60000 --max-epochs 3 --keep-steps 100
FALL_WAY_study := --max-epochs 4 --keep-steps 100
FALL_WAY_paper := --max-epochs 10 --keep-steps 50
MONITORING += $(FALL)

$(FALL): $(T4) | programs data
	$(call run,train --start $(RESULTS)/checkpoints/T4_before.h5 --beta-of $(T4) \
	  $(FALL_WAY_$(PROFILE)) --data $(DATA))
