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
