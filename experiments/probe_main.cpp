// Curvature of a model's error, asked from the command line.
//
// Sample runs:
//   probe spectrum --model model.h5 --top 30 --bottom 10 --out spectrum.h5
//   probe density --model model.h5 --subset 10000 --out density.h5
//   probe trace --model model.h5 --method hutch++ --relative-error 0.01
//   probe curvature --model seed1.h5 --point 20 --subset 1000
//
// Description: each probe linearises the error of the model once, asks for products of its
// curvature matrix with directions, prints a table in which every number has an error, and writes a
// run file if --out is given. probes/ says how each is computed. Status 1: a requested accuracy was
// not reached; what was reached is printed and written, and a second start says 1 again.

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <functional>

#include "experiments/option_checks.h"
#include "experiments/probe_report.h"
#include "experiments/probe_target.h"
#include "experiments/program.h"
#include "experiments/progress.h"
#include "experiments/storage/atomic_file.h"

namespace caldera {
namespace {

/// What all probes are given.
struct Question {
  TargetOptions target;
  std::optional<std::filesystem::path> out;
};

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
  fmt::print("probe: {} is complete already\n", out->string());
  return status_of(RunFile(*out).scalar<std::int64_t>(reached_dataset) != 0);
}

/// Answers a request, unless it was answered before: `compute` does the work, and returns a report.
int answer(Request& request, const std::function<Report()>& compute) {
  if (const auto earlier = earlier_answer(request)) return *earlier;
  const auto& out = request.question.out;
  if (out) prepare_output(*out);
  const double error = request.target.error();
  fmt::print("{}\nmean cross-entropy {:.10g} nat\n", request.target.description(), error);
  std::fflush(stdout);
  const Report report = compute();
  print(report);
  if (out) {
    RunWriter file(*out, request.identity);
    file.scalar("/error", error, {"nat", "mean cross-entropy of the examples"});
    write(report, file);
    file.commit();
    fmt::print("probe: {} written to {}\n", request.identity.study, out->string());
  }
  return status_of(report.reached);
}

// ---- spectrum ----------------------------------------------------------------------------------

void check(const EigenOptions& o) {
  constexpr std::int64_t most_pairs = 1000;
  check_count("--top", o.top, 0, most_pairs);
  check_count("--bottom", o.bottom, 0, most_pairs);
  check_count("--largest-magnitude", o.largest_magnitude, 0, most_pairs);
  check_count("--block", o.block, 1, 1000);
  check_positive("--tol", o.tolerance);
}

/// What depends on the dimension, and on what is wanted together.
void check_extent(const EigenOptions& o, std::size_t wanted, std::size_t dim) {
  check_count("--top, --bottom and --largest-magnitude together", wanted, 1,
              static_cast<std::int64_t>(dim));
  check_count("--max-products", o.max_products, static_cast<std::int64_t>(2 * wanted + o.block),
              1000000000);
}

int spectrum(const Question& question, EigenOptions options, bool with_vectors) {
  check(options);
  if (options.top + options.bottom + options.largest_magnitude == 0) options.top = 10;
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

// ---- probes that draw random directions --------------------------------------------------------

/// The matrix, with a progress bar that runs to a number of products.
class Watched : public LinearOperator {
 public:
  Watched(LinearOperator& a, const std::string& title, std::size_t most)
      : a_(a), progress_(title), most_(most) {}
  std::size_t dim() const override { return a_.dim(); }
  void apply(ConstMatrix<double> v, Matrix<double> out) override {
    progress_.show(static_cast<double>(products_) / static_cast<double>(most_),
                   fmt::format("{} products", products_));
    a_.apply(v, out);
    products_ = std::min(products_ + v.rows, most_);
  }

 private:
  LinearOperator& a_;
  Progress progress_;
  std::size_t products_ = 0, most_;
};

constexpr std::int64_t most_directions = 1000000000;

/// `fewest`: what the estimate of a standard error needs.
void check(const Sampling& s, std::int64_t fewest) {
  check_not_negative("--relative-error", s.relative_error);
  check_not_negative("--absolute-error", s.absolute_error);
  check_count("--max-samples", s.most_samples, fewest, most_directions);
}

/// With a limit below the samples that are drawn before the first look, they are the limit.
Sampling limited(Sampling sampling, std::int64_t seed) {
  sampling.least_samples = std::min(sampling.least_samples, sampling.most_samples);
  sampling.seed = static_cast<std::uint64_t>(seed);
  return sampling;
}

int density(const Question& question, DensityOptions options) {
  check_count("--steps", options.steps, 1, 10000);
  check_count("--starts", options.sampling.most_samples, 2, most_directions);
  check_count("--points", options.grid_points, 2, 10000000);
  check_not_negative("--width", options.width);
  options.sampling = limited(options.sampling, question.target.seed);
  Request request(question, "density", configuration_of(options));
  return answer(request, [&] {
    Watched matrix(request.target.matrix(), "probe density",
                   options.steps * options.sampling.most_samples);
    return report_of(spectral_density(matrix, options));
  });
}

struct TraceOptions {
  Sampling sampling{.relative_error = 0.01};
  std::string method = "hutchinson";
  std::size_t sketch = 64;
  bool frobenius = false, diagonal = false;
};

Configuration configuration_of(const TraceOptions& o) {
  Configuration result = configuration_of(o.sampling);
  result.merge(Configuration{{"diagonal", std::int64_t{o.diagonal}},
                             {"frobenius", std::int64_t{o.frobenius}},
                             {"method", o.method},
                             {"sketch", static_cast<std::int64_t>(o.sketch)}});
  return result;
}

int trace(const Question& question, TraceOptions options) {
  check_one_of("--method", options.method, {"hutchinson", "hutch++"});
  check_count("--sketch", options.sketch, 1, 10000);
  check(options.sampling, 2);
  options.sampling = limited(options.sampling, question.target.seed);
  const bool sketched = options.method == "hutch++";
  if (!sketched) options.sketch = 0;
  Request request(question, "trace", configuration_of(options));
  return answer(request, [&] {
    const Sampling& sampling = options.sampling;
    Watched matrix(request.target.matrix(), "probe trace",
                   sampling.most_samples + 2 * options.sketch);
    Report report;
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

int curvature(const Question& question, Sampling sampling) {
  check(sampling, 3);
  sampling = limited(sampling, question.target.seed);
  Request request(question, "curvature", configuration_of(sampling));
  return answer(request, [&] {
    Watched matrix(request.target.matrix(), "probe curvature", sampling.most_samples + 1);
    return report_of(scalar_curvature(matrix, request.target.gradient(), sampling));
  });
}

// ---- the command line --------------------------------------------------------------------------

CLI::App* add_probe(CLI::App& app, const std::string& name, const std::string& text,
                    Question& question) {
  CLI::App* const probe = app.add_subcommand(name, text);
  add_target_options(*probe, question.target);
  probe->add_option("--out", question.out, "Run file to write; default: none");
  return probe;
}

void add_sampling_options(CLI::App& probe, Sampling& sampling) {
  probe.add_option("--relative-error", sampling.relative_error,
                   "Requested standard error, as a share of the value")
      ->capture_default_str();
  probe.add_option("--absolute-error", sampling.absolute_error, "Requested standard error")
      ->capture_default_str();
  probe.add_option("--max-samples", sampling.most_samples, "Random directions at most")
      ->capture_default_str();
}

}  // namespace
}  // namespace caldera

int main(int argc, char** argv) {
  using namespace caldera;
  CLI::App app("Curvature of a model's error: eigenvalues, their density, trace, scalar curvature.",
               "probe");
  app.footer("Example: probe spectrum --model model.h5 --top 30 --bottom 10 --out spectrum.h5\n"
             "probe spectrum --help lists the options of a probe.");
  app.require_subcommand(1);
  Question question;

  CLI::App* const eigen = add_probe(app, "spectrum", "Certified eigenvalues", question);
  EigenOptions eigen_options;
  bool vectors = false;
  CLI::Option* const top = eigen->add_option("--top", eigen_options.top,
                                             "So many of the largest (10 if none are asked for)");
  eigen->add_option("--bottom", eigen_options.bottom, "So many of the smallest");
  eigen->add_option("--largest-magnitude", eigen_options.largest_magnitude,
                    "Or so many of largest magnitude")
      ->excludes(top);
  eigen->add_option("--tol", eigen_options.tolerance, "Largest residual, as a share of the norm")
      ->capture_default_str();
  eigen->add_option("--block", eigen_options.block, "Vectors multiplied at once")
      ->capture_default_str();
  eigen->add_option("--max-products", eigen_options.max_products, "Products at most")
      ->capture_default_str();
  eigen->add_flag("--vectors", vectors, "Write the eigenvectors too");

  CLI::App* const slq = add_probe(app, "density", "Density of all eigenvalues", question);
  DensityOptions density_options;
  slq->add_option("--steps", density_options.steps, "Lanczos steps a start vector")
      ->capture_default_str();
  slq->add_option("--starts", density_options.sampling.most_samples, "Start vectors")
      ->capture_default_str();
  slq->add_option("--width", density_options.width, "Of the smoothing; 0: 1 % of the spectrum");
  slq->add_option("--points", density_options.grid_points, "Of the grid")->capture_default_str();

  CLI::App* const sum = add_probe(app, "trace", "Trace, Frobenius norm, diagonal", question);
  TraceOptions trace_options;
  add_sampling_options(*sum, trace_options.sampling);
  sum->add_option("--method", trace_options.method, "hutchinson or hutch++")
      ->capture_default_str();
  sum->add_option("--sketch", trace_options.sketch, "Directions of the sketch of hutch++")
      ->capture_default_str();
  sum->add_flag("--frobenius", trace_options.frobenius, "The Frobenius norm, too");
  sum->add_flag("--diagonal", trace_options.diagonal, "The diagonal, too");

  CLI::App* const ricci =
      add_probe(app, "curvature", "Scalar curvature of the error surface", question);
  Sampling curvature_sampling{.relative_error = 0.05};
  add_sampling_options(*ricci, curvature_sampling);

  return run_program(app, argc, argv, [&] {
    if (*eigen) return spectrum(question, eigen_options, vectors);
    if (*slq) return density(question, density_options);
    if (*sum) return trace(question, trace_options);
    return curvature(question, curvature_sampling);
  });
}
