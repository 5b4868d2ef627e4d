// How soft is a chain of springs? Its smallest curvature falls with the square of its length.
//
// Sample runs:
//   caldera toy --out toy.h5
//   caldera toy --longest 512 --out longer.h5
//
// Description: E(θ) = ½ Σ (θ_{i+1} − θ_i)² is the energy of a chain whose n masses sit between two
// walls, θ_0 = θ_{n+1} = 0. Its Hessian has 2 on the diagonal and −1 beside it, and the eigenvalues
// 4 sin²(kπ / 2(n + 1)), k = 1 … n. Lanczos finds the smallest from products alone, for n = 4, 8,
// 16 …, and certifies each.

#include <fmt/format.h>

#include <memory>

#include "caldera/probes/spectrum/lanczos.h"
#include "experiments/run/atomic_file.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"
#include "experiments/toy/record.h"

namespace caldera {
namespace {

struct Options {
  std::string profile = "study";
  std::size_t longest = 0;
  std::filesystem::path out = "toy.h5";
};

/// The Hessian of the energy.
class Chain : public SymmetricOperator {
 public:
  explicit Chain(std::size_t masses) : masses_(masses) {}
  std::size_t dim() const override { return masses_; }
  void apply(ConstMatrix<double> v, Matrix<double> out) override {
    for (std::size_t i = 0; i < v.rows; ++i)
      for (std::size_t j = 0; j < masses_; ++j)
        out(i, j) = 2 * v(i, j) - (j > 0 ? v(i, j - 1) : 0) - (j + 1 < masses_ ? v(i, j + 1) : 0);
  }

 private:
  std::size_t masses_;
};

ToyRow row_of(std::size_t masses) {
  Chain chain(masses);
  const EigenSummary summary = eigenpairs(chain, {.bottom = 1, .tolerance = 1e-10, .basis = 128});
  const Eigenpair& lowest = summary.pairs.front();
  return {.dimension = static_cast<std::int64_t>(masses),
          .smallest = lowest.value,
          .bound = lowest.bound,
          .converged = lowest.converged};
}

int run(const Options& options) {
  // 1. What the run is. An earlier result of the same run is left as it is.
  const StudyRun run(options.out, "toy", options.profile, 0,
                     {{"longest", static_cast<std::int64_t>(options.longest)}});
  if (is_complete(run)) return success;
  prepare_output(options.out);

  // 2. One chain after the other.
  std::vector<ToyRow> rows;
  for (std::size_t masses = 4; masses <= options.longest; masses *= 2)
    rows.push_back(row_of(masses));

  // 3. What was found, and the run file.
  for (const ToyRow& row : rows)
    print_out("toy: {} masses: {:.6g} +- {:.1g}\n", row.dimension, row.smallest, row.bound);
  write_run(run, fmt::format("{} chains", rows.size()),
            [&](RunWriter& file) { toy_columns.write(file, "/toy", rows); });
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add_profile(o->profile);
  line.add("--longest", o->longest, {16, 64, 256}, {4, 512}, "Masses of the longest chain");
  add_output_options(line, o->out);
  return [o] { return run(*o); };
}

std::vector<PlannedRun> plan(const std::string&) {
  return {{.files = {"toy/run.h5"}, .is_quick = true}};
}

const Registration verb({.name = "toy",
                         .summary = "Find how soft a chain of springs is.",
                         .example = "caldera toy --out toy.h5",
                         .prepare = prepare,
                         .plan = plan});

}  // namespace
}  // namespace caldera
