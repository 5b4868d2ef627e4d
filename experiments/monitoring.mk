# The studies of watching training (docs/monitoring.md) and their figures. Included by studies.mk.

MONITORING :=
MONITORING_FIGURES :=
MONITORING_PLOTS :=
