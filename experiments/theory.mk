# The studies of the theory (docs/theory.md) and their figures. Included by studies.mk.

# Transitions whose folds are looked for.
FOLDS_smoke := 5
FOLDS_study := 1 2 3 4 5
FOLDS_paper := 1 2 3 4 5

LINEAR     := $(RESULTS)/theory/linear.h5
COMPLEXITY := $(RESULTS)/theory/complexity.h5
CURVATURE  := $(RESULTS)/theory/curvature.h5
FOLDS      := $(patsubst %,$(RESULTS)/theory/folds/T%.h5,$(FOLDS_$(PROFILE)))
THEORY     := $(LINEAR) $(COMPLEXITY) $(CURVATURE) $(FOLDS)
THEORY_PLOTS := figure_complexity figure_curvature figure_folds figure_linear

$(LINEAR): | programs
	$(call run,linear_cascade)

$(COMPLEXITY): | programs
	$(call run,complexity)

$(CURVATURE): $(FIRST) | programs data
	$(call run,curvature_change --sweep $(FIRST) --data $(DATA))

$(FOLDS): $(RESULTS)/theory/folds/T%.h5: $(FIRST) | programs data
	$(call run,folds --sweep $(FIRST) --transition $* --data $(DATA))

$(RESULTS)/figures/linear.svg: $(BUILD)/plots/figure_linear $(LINEAR)
	$(call figure,--run $(LINEAR))

$(RESULTS)/figures/complexity.svg: $(BUILD)/plots/figure_complexity $(COMPLEXITY)
	$(call figure,--run $(COMPLEXITY))

$(RESULTS)/figures/curvature.svg: $(BUILD)/plots/figure_curvature $(CURVATURE)
	$(call figure,--run $(CURVATURE))

$(RESULTS)/figures/folds.svg: $(BUILD)/plots/figure_folds $(FOLDS) $(FIRST)
	$(call figure,--runs $(RESULTS)/theory/folds --sweep $(FIRST))
