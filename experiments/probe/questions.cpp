#include "experiments/probe/questions.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "experiments/probe/report.h"
#include "experiments/run/atomic_file.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/option_checks.h"
#include "experiments/study/progress.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

/// A request, from one start to the next: what was asked, and of what.
struct Request {
  const Question& question;
  Target target;
  RunIdentity identity;

  Request(const Question& asked, const std::string& study, const Configuration& options)
      : question(asked), target(asked.target), identity(target.identity(study)) {
    identity.configuration.insert(options.begin(), options.end());
  }
};

ExitStatus status_of(bool reached) { return reached ? success : negative_finding; }

/// The status of an earlier answer, if its run file is there already.
std::optional<ExitStatus> earlier_answer(const Request& request) {
  const auto& out = request.question.out;
  if (!out || !run_is_complete(*out, request.identity)) return std::nullopt;
  print_out("probe: {} is complete already\n", out->string());
  return status_of(RunFile(*out).scalar<std::int64_t>(reached_dataset) != 0);
}

/// Answers a request, unless it was answered before: `compute` does the work, and returns a report.
int answer(Request& request, const std::function<ProbeReport()>& compute) {
  if (const auto earlier = earlier_answer(request)) return *earlier;
  const auto& out = request.question.out;
  if (out) prepare_output(*out);
  const double error = request.target.error();
  const ProbeReport report = compute();
  if (out) {
    RunWriter file(*out, request.identity);
    file.scalar("/error", error, {"nat", "mean cross-entropy of the examples"});
    write(report, file);
    file.commit();
  }
  print_out("{}\nmean cross-entropy {:.10g} nat\n", request.target.description(), error);
  print(report);
  if (out) print_out("probe: {} written to {}\n", request.identity.study, out->string());
  return status_of(report.reached);
}

// ---- spectrum ----------------------------------------------------------------------------------

/// What depends on the dimension, and on what is wanted together.
void check_extent(const EigenOptions& o, std::size_t wanted, std::size_t dim) {
  check_count("--top, --bottom and --largest-magnitude together", wanted, 1,
              static_cast<std::int64_t>(dim));
  check_count("--max-products", o.max_products, static_cast<std::int64_t>(2 * wanted + o.block),
              1000000000);
}

}  // namespace

int ask_spectrum(const Question& question, EigenOptions options, bool with_vectors) {
  options.seed = static_cast<std::uint64_t>(question.target.seed);
  Configuration configuration = configuration_of(options);
  configuration["vectors"] = std::int64_t{with_vectors};
  Request request(question, "spectrum", configuration);
  const std::size_t wanted = options.top + options.bottom + options.largest_magnitude;
  check_extent(options, wanted, request.target.dim());
  return answer(request, [&] {
    Progress progress("probe spectrum");
    options.watch = [&](std::size_t products, std::size_t converged) {
      progress.show(static_cast<double>(converged) / static_cast<double>(wanted),
                    fmt::format("{} products", products));
    };
    return report_of(eigenpairs(request.target.matrix(), options), with_vectors);
  });
}

namespace {

// ---- probes that draw random directions --------------------------------------------------------

/// The matrix, with a progress bar that runs to a number of products.
class Watched : public SymmetricOperator {
 public:
  Watched(SymmetricOperator& a, const std::string& title, std::size_t most)
      : a_(a), progress_(title), most_(most) {}
  std::size_t dim() const override { return a_.dim(); }
  void apply(ConstMatrix<double> v, Matrix<double> out) override {
    progress_.show(static_cast<double>(products_) / static_cast<double>(most_),
                   fmt::format("{} products", products_));
    a_.apply(v, out);
    products_ = std::min(products_ + v.rows, most_);
  }

 private:
  SymmetricOperator& a_;
  Progress progress_;
  std::size_t products_ = 0, most_;
};

/// With a limit below the samples that are drawn before the first look, they are the limit.
Sampling limited(Sampling sampling, std::int64_t seed) {
  sampling.least_samples = std::min(sampling.least_samples, sampling.most_samples);
  sampling.seed = static_cast<std::uint64_t>(seed);
  return sampling;
}

}  // namespace

namespace {

constexpr std::size_t finest_grid = 100000;  ///< points, if a narrow --width needs them

}  // namespace

int ask_density(const Question& question, DensityOptions options) {
  options.sampling = limited(options.sampling, question.target.seed);
  options.most_grid_points = std::max(options.grid_points, finest_grid);
  Request request(question, "density", configuration_of(options));
  return answer(request, [&] {
    Watched matrix(request.target.matrix(), "probe density",
                   options.steps * options.sampling.most_samples);
    return report_of(spectral_density(matrix, options));
  });
}

namespace {

Configuration configuration_of(const TraceEstimateOptions& o) {
  Configuration result = configuration_of(o.sampling);
  result.merge(Configuration{{"diagonal", std::int64_t{o.diagonal}},
                             {"frobenius", std::int64_t{o.frobenius}},
                             {"method", o.method},
                             {"sketch", static_cast<std::int64_t>(o.sketch)}});
  return result;
}

}  // namespace

int ask_trace(const Question& question, TraceEstimateOptions options) {
  check_one_of("--method", options.method, {"hutchinson", "hutch++"});
  options.sampling = limited(options.sampling, question.target.seed);
  const bool sketched = options.method == "hutch++";
  if (!sketched) options.sketch = 0;
  Request request(question, "trace", configuration_of(options));
  return answer(request, [&] {
    const Sampling& sampling = options.sampling;
    Watched matrix(request.target.matrix(), "probe trace",
                   sampling.most_samples + 2 * options.sketch);
    ProbeReport report;
    report.add("trace", "nat", "trace of the matrix",
               sketched ? hutch_plus_plus_trace(matrix, options.sketch, sampling)
                        : hutchinson_trace(matrix, sampling));
    if (options.frobenius)
      report.add("frobenius_norm", "nat", "Frobenius norm of the matrix",
                 frobenius_norm(matrix, sampling));
    if (options.diagonal)
      report.add("diagonal", "diagonal of the matrix", estimate_diagonal(matrix, sampling));
    return report;
  });
}

int ask_curvature(const Question& question, Sampling sampling) {
  sampling = limited(sampling, question.target.seed);
  Request request(question, "curvature", configuration_of(sampling));
  return answer(request, [&] {
    Watched matrix(request.target.matrix(), "probe curvature", sampling.most_samples + 1);
    return report_of(scalar_curvature(matrix, request.target.gradient(), sampling));
  });
}

}  // namespace caldera
