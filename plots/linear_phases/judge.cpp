#include "plots/linear_phases/judge.h"

#include <fmt/format.h>

namespace caldera {

void PhaseJudge::known(const std::string& quantity, double formula, double ours, double margin,
                       const std::string& remark) {
  rows.push_back(
      {.quantity = quantity,
       .seed = seed,
       .expected = fmt::format("{:.12g}", formula),
       .reference = formula,
       .ours = ours,
       .band = Band{formula - margin, formula + margin, fmt::format("formula +- {:g}", margin)},
       .could_not_tell = fmt::format("a shift by less than {:g}", margin),
       .kind = ClaimKind::own,
       .remark = remark});
}

void PhaseJudge::deviation(const std::string& quantity, const std::vector<double>& deviations) {
  known(quantity, 0, largest(deviations), 1e-8,
        fmt::format("largest deviation of {} numbers", deviations.size()));
}

void PhaseJudge::counted(const std::string& quantity, std::size_t formula, std::size_t ours,
                         const std::string& could_not_tell) {
  known(quantity, static_cast<double>(formula), static_cast<double>(ours), 0, "");
  rows.back().could_not_tell = could_not_tell;
}

std::size_t count_learned(const std::string& learned) {
  return static_cast<std::size_t>(std::ranges::count(learned, '1'));
}

std::vector<double> tree_betas(const std::vector<PhaseMinimum>& minima) {
  std::vector<double> betas;
  for (const PhaseMinimum& minimum : minima) betas.push_back(minimum.beta);
  std::ranges::sort(betas);
  betas.erase(std::unique(betas.begin(), betas.end()), betas.end());
  return betas;
}

}  // namespace caldera
