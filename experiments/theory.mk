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

$(LINEAR): | programs
	$(call run,linear_cascade)

$(COMPLEXITY): | programs
	$(call run,complexity)

$(CURVATURE): $(FIRST) | programs data
	$(call run,curvature_change --sweep $(FIRST) --data $(DATA))

$(FOLDS): $(RESULTS)/theory/folds/T%.h5: $(FIRST) | programs data
	$(call run,folds --sweep $(FIRST) --transition $* --data $(DATA))

$(RESULTS)/figures/linear_cascade.svg: $(LINEAR)

$(RESULTS)/figures/complexity.svg: $(COMPLEXITY)

$(RESULTS)/figures/curvature_change.svg: $(CURVATURE)

$(RESULTS)/figures/folds.svg: $(FOLDS) $(FIRST)
