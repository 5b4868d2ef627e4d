#pragma once
// What the claims about a run of linear_phases have in common.

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

#include "experiments/linear_phases/record.h"
#include "plots/linear_phases/closed_forms.h"
#include "plots/report/claim.h"

namespace caldera {

/// A run and the rows of its verdict.
struct PhaseJudge {
  LinearPhases run;
  std::int64_t seed = 0, points = 0;  ///< options of the run
  std::vector<Claim> rows = {};

  std::size_t modes() const { return run.singular_values.size(); }
  /// number: from 1.
  LinearMode mode(std::size_t number, std::size_t depth) const {
    return {run.singular_values[number - 1], depth};
  }

  /// A row for a number that is known exactly, to be met within ± margin.
  void known(const std::string& quantity, double formula, double ours, double margin,
             const std::string& remark);
  /// A row for the largest of several deviations from closed forms, none of which may exceed 1e-8.
  void deviation(const std::string& quantity, const std::vector<double>& deviations);
  /// A row for a whole number.
  void counted(const std::string& quantity, std::size_t formula, std::size_t ours,
               const std::string& could_not_tell);
};

/// What counts could not tell apart.
inline constexpr const char* other_places =
    "others from these, as many: that is for their positions";
inline constexpr const char* near_zero =
    "eigenvalues with a sign that are nearer to zero than 1e-10";

/// What is not there: no band has it.
inline constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

/// The rows of a table that are of a depth; and of a β.
template <class Row>
std::vector<Row> of_depth(const std::vector<Row>& rows, std::size_t depth) {
  std::vector<Row> result;
  std::ranges::copy_if(rows, std::back_inserter(result),
                       [&](const Row& row) { return row.depth == depth; });
  return result;
}
template <class Row>
std::vector<Row> of_beta(const std::vector<Row>& rows, double beta) {
  std::vector<Row> result;
  std::ranges::copy_if(rows, std::back_inserter(result),
                       [&](const Row& row) { return row.beta == beta; });
  return result;
}

/// The number of modes that are learned: of '1' in the text.
std::size_t count_learned(const std::string& learned);

/// β of the trees of one depth, rising.
std::vector<double> tree_betas(const std::vector<PhaseMinimum>& minima);

/// Adds the rows about the trees of a depth.
void judge_trees(PhaseJudge& judge, std::size_t depth);

}  // namespace caldera
