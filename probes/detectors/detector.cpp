#include "caldera/probes/detectors/detector.h"

namespace caldera {

namespace {

std::vector<Flag> flags_of(std::span<const double> series, const WindowRule& rule) {
  return window_flags(series, rule);
}
std::vector<Flag> flags_of(std::span<const double> series, const BaselineRule& rule) {
  return baseline_flags(series, rule);
}
std::vector<Flag> flags_of(std::span<const double> series, const CusumRule& rule) {
  return cusum_flags(series, rule);
}

std::string name_of(const WindowRule& rule) { return rule.moving ? "window, moving" : "window"; }
std::string name_of(const BaselineRule& rule) {
  return rule.scale == BaselineScale::means ? "baseline of means" : "baseline";
}
std::string name_of(const CusumRule&) { return "CUSUM"; }

}  // namespace

std::vector<Flag> find_flags(std::span<const double> series, const Detector& detector) {
  return std::visit([&](const auto& rule) { return flags_of(series, rule); }, detector);
}

std::string name(const Detector& detector) {
  return std::visit([](const auto& rule) { return name_of(rule); }, detector);
}

}  // namespace caldera
