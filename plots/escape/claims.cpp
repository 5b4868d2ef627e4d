// Runs that start in a minimum of low accuracy. Judged: it is a minimum, since its smallest
// curvature is above zero by more than the error bound; and without noise no run leaves it,
// provided that it had steps enough. Reported: for each batch size and learning rate the mean epoch
// of the escape; for pairs of equal η/B the ratio of these.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "plots/escape/settings.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

constexpr const char* escapes = "monitoring/escape.h5";

Claim minimum_row(const EscapeStudy& study) {
  const Trap& trap = study.trap;
  return {
      .quantity = "trap: smallest curvature less its error bound",
      .seed = study.seed,
      .expected = "> 0",
      .ours = trap.curvature - trap.curvature_bound,
      .band = Band{0, std::numeric_limits<double>::infinity(), "a minimum has it above zero"},
      .could_not_tell = "a deep minimum from a shallow one; exactly zero passes",
      .kind = ClaimKind::certificate,
      .remark = fmt::format("gradient {:.1g}, at norm {:.3g}", trap.gradient_norm, trap.distance)};
}

/// Steps of the run that was quickest to escape, counted as epochs times batches an epoch; infinity
/// if none has.
double quickest_steps(const EscapeStudy& study) {
  double quickest = std::numeric_limits<double>::infinity();
  for (const EscapeSetting& setting : study.settings)
    for (const double epoch : setting.epochs)
      if (setting.batch < study.examples && !std::isnan(epoch))
        quickest = std::min(quickest, epoch * std::ceil(study.examples / setting.batch));
  return quickest;
}

/// An escape without memory that is as quick without noise would have a chance of exp(−10) to be
/// missed in ten times the steps.
constexpr double enough = 10;

/// All examples in one batch, a step an epoch. That a run does escape tells whatever the limit is.
Claim noiseless_row(const EscapeStudy& study) {
  const std::string quantity = "all examples in one batch: runs that escape";
  const auto whole = std::ranges::find(study.settings, study.examples, &EscapeSetting::batch);
  if (whole == study.settings.end())
    return absent(quantity, study.seed,
                  fmt::format("no run has batches of all {} examples", study.examples));
  const double quickest = quickest_steps(study);
  Claim row{.quantity = quantity,
            .seed = study.seed,
            .expected = "none",
            .ours = static_cast<double>(whole->escaped()),
            .could_not_tell =
                fmt::format("none from an escape that takes more than {} steps", study.limit),
            .remark = fmt::format("of {} in {} steps; quickest escape with noise: {} steps",
                                  whole->runs.size(), study.limit, number_text(quickest))};
  if (whole->escaped() == 0 && study.limit < enough * quickest) {
    row.remark += fmt::format("; not judged: fewer than {} times as many", enough);
    return row;
  }
  row.band = Band{0, 0, "descent stays in a basin"};
  row.kind = ClaimKind::own;
  return row;
}

std::string remark_of(const EscapeSetting& setting, double limit) {
  if (setting.escaped() == 0)
    return fmt::format("none of {} in {} epochs", setting.runs.size(), limit);
  std::string text = "by seed";
  for (const double epoch : setting.epochs) text += fmt::format(" {}", number_text(epoch));
  const auto [least, most] = std::ranges::minmax(setting.epochs);
  if (setting.escaped() == setting.runs.size() && setting.runs.size() > 1 && least > 1)
    text += fmt::format("; memoryless: {:.2g}",
                        memoryless_chance(setting.runs.size(), most / (least - 1)));
  return text;
}

std::vector<Claim> make(const RunFiles& files) {
  const EscapeStudy study = load_escape(files.like(escapes).front());
  std::vector<Claim> rows = {minimum_row(study), noiseless_row(study)};
  for (const EscapeSetting& setting : study.settings)
    rows.push_back(
        reported(fmt::format("batch {}, rate {}: epoch of escape", setting.batch, setting.rate),
                 study.seed, setting.mean_epochs(), remark_of(setting, study.limit)));
  for (const auto& [a, b] : equal_noise(study))
    rows.push_back(reported("epochs, same eta/B: ratio", study.seed,
                            b->mean_epochs() / a->mean_epochs(),
                            fmt::format("batch {}, rate {} to batch {}, rate {}", b->batch, b->rate,
                                        a->batch, a->rate)));
  return rows;
}

const ClaimsRegistration escape(
    {.name = "escape",
     .part = Part::monitoring,
     .source =
         "Claimed: arXiv 2505.06597: what delays learning is a minimum of low accuracy. No "
         "numbers are\npublished. memoryless: the chance that times lie so near each other if "
         "the escape were a rare\nevent without memory.",
     .runs = {escapes},
     .make = make});

}  // namespace
}  // namespace caldera
