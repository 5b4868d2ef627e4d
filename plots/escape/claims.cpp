#include "plots/escape/claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "plots/escape/settings.h"

namespace caldera {

namespace {

Comparison minimum_row(const EscapeStudy& study) {
  const Trap& trap = study.trap;
  return {"trap: smallest curvature less its error bound",
          study.seed,
          "> 0",
          0,
          trap.curvature - trap.curvature_bound,
          Tolerance{std::numeric_limits<double>::min(), std::numeric_limits<double>::infinity(),
                    "a minimum"},
          fmt::format("gradient {:.1g}, at norm {:.3g}", trap.gradient_norm, trap.distance)};
}

/// The batch of all examples is the largest.
Comparison noiseless_row(const EscapeStudy& study) {
  const EscapeSetting& whole = *std::ranges::max_element(study.settings, {}, &EscapeSetting::batch);
  return {"all examples in one batch: runs that escape",
          study.seed,
          "none",
          0,
          static_cast<double>(whole.escaped()),
          Tolerance{0, 0, "descent stays in a basin"},
          fmt::format("of {} in {} epochs", whole.runs.size(), study.limit)};
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

}  // namespace

std::vector<Comparison> compare_escape(const std::filesystem::path& run) {
  const EscapeStudy study = load_escape(run);
  std::vector<Comparison> rows = {minimum_row(study), noiseless_row(study)};
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

}  // namespace caldera
