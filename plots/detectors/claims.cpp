// Detectors of change. False alarms of every rule in every noise, on the held-out series, and in
// independent noise what of changes of 1 and 3 σ each rule finds, and after how many samples.
// Judged, in independent noise, is where it is known what to expect:
//   the baseline rule flags nothing: the mean of 50 samples is compared with that of 100, and the
//   difference of both has a deviation of σ √(1/50 + 1/100), of which 3 σ are 17;
//   the CUSUM's threshold was tuned to about one false alarm in 10 000 samples. So its
//   rate is compared with one, within a factor of two, and with the rate on the series that it was tuned
//   on, of which none is among the held-out ones. Where the errors are so large that a rule that never
//   flags would pass, it is reported.
// Of other rules nothing was tuned: two samples of one generator would agree whatever they do.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/detectors/record.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

constexpr const char* run = "monitoring/detectors.h5";

/// The place of a name; throws InputError if there is none.
std::size_t place_of(const RunFile& file, const std::vector<std::string>& names, const char* name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) file.refuse("/", fmt::format("the rule or noise {}", name), "others");
  return static_cast<std::size_t>(found - names.begin());
}

Claim never(std::int64_t seed, const DetectorAlarms& alarms) {
  return {.quantity = "baseline, independent: false alarms",
          .seed = seed,
          .expected = "0",
          .ours = alarms.rate,
          .band = Band{0, 0, "bounds at 17 deviations: 3 / √(1/50 + 1/100)"},
          .could_not_tell = "a rule that never flags at all",
          .kind = ClaimKind::own,
          .remark = fmt::format("+- {:.2g}", alarms.error)};
}

/// False alarms of the CUSUM. Judged, unless a rule that never flags would pass.
Claim against(const std::string& quantity, std::int64_t seed, const DetectorAlarms& alarms,
              double reference, const Band& band) {
  Claim row = reported("CUSUM, independent: false alarms" + quantity, seed, alarms.rate,
                       fmt::format("+- {:.2g}", alarms.error));
  row.reference = reference;
  const std::string range = fmt::format("{} to {}", number_text(band.low), number_text(band.high));
  if (band.low <= 0) {
    row.remark += "; not judged: a rule that never flags is within " + range;
    return row;
  }
  row.band = band;
  row.could_not_tell = "rates from " + range;
  row.kind = ClaimKind::own;
  return row;
}

Claim nominal(std::int64_t seed, const DetectorAlarms& alarms) {
  const double errors = 3 * alarms.error;
  Claim row = against("", seed, alarms, 1,
                      {0.5 - errors, 2 + errors, "half to twice the nominal rate +- 3 errors"});
  row.expected = "1";
  return row;
}

Claim as_tuned(std::int64_t seed, const DetectorAlarms& tuning, const DetectorAlarms& held_out) {
  const double errors = 3 * std::hypot(tuning.error, held_out.error);
  Claim row = against(", as tuned", seed, held_out, tuning.rate,
                      {tuning.rate - errors, tuning.rate + errors, "3 errors of the difference"});
  row.expected = "tuning " + number_text(tuning.rate);
  return row;
}

/// What a rule finds of jumps of 1 and 3 σ, held out.
std::vector<Claim> sensitivity(const DetectorTable& table, const DetectorCase& of,
                               std::int64_t seed) {
  std::vector<Claim> rows;
  for (const double size : {1, 3}) {
    const std::vector<DetectorFinds> finds = table.finds(of);
    const auto found = std::ranges::find_if(
        finds, [&](const DetectorFinds& row) { return row.ramp == 1 && row.size == size; });
    const std::string quantity =
        fmt::format("{}: jumps of {} sigma found", table.rules[of.rule], size);
    if (found == finds.end())
      rows.push_back(absent(quantity, seed, "the run has no such jump"));
    else
      rows.push_back(
          reported(quantity, seed, found->rate,
                   found->rate == 0 ? "" : fmt::format("after {:.3g} samples", found->mean_delay)));
  }
  return rows;
}

std::vector<Claim> make(const RunFiles& files) {
  const std::filesystem::path path = files.like(run).front();
  const DetectorTable table = load_detectors(path);
  const RunFile file(path);
  const auto seed = file.attribute<std::int64_t>("seed");
  const std::size_t independent = place_of(file, table.noises, "independent"),
                    baseline = place_of(file, table.rules, "baseline"),
                    cusum = place_of(file, table.rules, "CUSUM");
  const DetectorAlarms& held_out = table.alarms({cusum, independent, true});
  std::vector<Claim> rows = {never(seed, table.alarms({baseline, independent, true})),
                             nominal(seed, held_out),
                             as_tuned(seed, table.alarms({cusum, independent, false}), held_out)};
  for (std::size_t rule = 0; rule < table.rules.size(); ++rule)
    for (std::size_t noise = 0; noise < table.noises.size(); ++noise) {
      if (noise == independent && (rule == baseline || rule == cusum)) continue;  // judged above
      const DetectorAlarms& alarms = table.alarms({rule, noise, true});
      rows.push_back(
          reported(fmt::format("{}, {}: false alarms", table.rules[rule], table.noises[noise]),
                   seed, alarms.rate, fmt::format("+- {:.2g}", alarms.error)));
    }
  for (std::size_t rule = 0; rule < table.rules.size(); ++rule)
    for (const Claim& row : sensitivity(table, {rule, independent, true}, seed))
      rows.push_back(row);
  return rows;
}

const ClaimsRegistration detectors(
    {.name = "detectors",
     .part = Part::monitoring,
     .source =
         "Measured on synthetic series, other ones than those that a rule may be tuned on. "
         "False alarms are per\n10 000 samples. The expectations are ours: docs/monitoring.md.",
     .runs = {run},
     .make = make});

}  // namespace
}  // namespace caldera
