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
// not reached; what was reached is printed and written.

#include <fmt/format.h>

#include "experiments/option_checks.h"
#include "experiments/probe_report.h"
#include "experiments/probe_target.h"
#include "experiments/program.h"
#include "experiments/progress.h"

namespace caldera {
namespace {

/// What all probes are given.
struct Question {
  TargetOptions target;
  std::optional<std::filesystem::path> out;
};

/// A run file that was asked for, and is there already.
bool is_complete(const Question& question, const RunIdentity& identity) {
  if (!question.out || !run_is_complete(*question.out, identity)) return false;
  fmt::print("probe: {} is complete already\n", question.out->string());
  return true;
}

/// Prints the answer and writes it if asked to.
int answer(const Question& question, const RunIdentity& identity, const Report& report,
           bool reached) {
  print(report);
  if (question.out) {
    RunWriter file(*question.out, identity);
    write(report, file);
    file.commit();
    fmt::print("probe: {} written to {}\n", identity.study, question.out->string());
  }
  return reached ? success : negative_finding;
}

// ---- spectrum ----------------------------------------------------------------------------------

int spectrum(const Question& question, EigenOptions options, bool with_vectors) {
  if (options.top + options.bottom + options.largest_magnitude == 0) options.top = 10;
  options.seed = static_cast<std::uint64_t>(question.target.seed);
  Target target(question.target);
  RunIdentity identity = target.identity("spectrum");
  identity.configuration.merge(configuration_of(options));
  if (is_complete(question, identity)) return success;
  fmt::print("{}\n", target.description());
  EigenSummary found;
  {
    Progress progress("probe spectrum");
    const auto wanted =
        static_cast<double>(options.top + options.bottom + options.largest_magnitude);
    options.watch = [&](std::size_t products, std::size_t converged) {
      progress.show(static_cast<double>(converged) / wanted, fmt::format("{} products", products));
    };
    found = eigenpairs(target.matrix(), options);
  }
  return answer(question, identity, report_of(found, with_vectors), found.converged);
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

int density(const Question& question, DensityOptions options) {
  options.sampling.seed = static_cast<std::uint64_t>(question.target.seed);
  Target target(question.target);
  RunIdentity identity = target.identity("density");
  identity.configuration.merge(configuration_of(options));
  if (is_complete(question, identity)) return success;
  fmt::print("{}\n", target.description());
  Watched matrix(target.matrix(), "probe density", options.steps * options.sampling.most_samples);
  const SpectralDensity found = spectral_density(matrix, options);
  const bool requested = options.sampling.relative_error > 0;
  return answer(question, identity, report_of(found), found.reached || !requested);
}

struct TraceOptions {
  Sampling sampling{.relative_error = 0.01};
  std::string method = "hutchinson";
  std::size_t sketch = 64;
  bool frobenius = false, diagonal = false;
};

int trace(const Question& question, TraceOptions options) {
  options.sampling.seed = static_cast<std::uint64_t>(question.target.seed);
  check_one_of("--method", options.method, {"hutchinson", "hutch++"});
  const bool sketched = options.method == "hutch++";
  Target target(question.target);
  RunIdentity identity = target.identity("trace");
  identity.configuration.merge(configuration_of(options.sampling));
  identity.configuration.merge(Configuration{
      {"diagonal", std::int64_t{options.diagonal}},
      {"frobenius", std::int64_t{options.frobenius}},
      {"method", options.method},
      {"sketch", sketched ? static_cast<std::int64_t>(options.sketch) : std::int64_t{0}}});
  if (is_complete(question, identity)) return success;
  fmt::print("{}\n", target.description());
  Watched matrix(target.matrix(), "probe trace",
                 options.sampling.most_samples + (sketched ? 2 * options.sketch : 0));
  const Estimate found = sketched
                             ? hutch_plus_plus_trace(matrix, options.sketch, options.sampling)
                             : hutchinson_trace(matrix, options.sampling);
  Report report;
  report.add("trace", "trace of the matrix", found);
  bool reached = found.reached;
  if (options.frobenius) {
    const Estimate norm = frobenius_norm(matrix, options.sampling);
    report.add("frobenius_norm", "Frobenius norm of the matrix", norm);
    reached = reached && norm.reached;
  }
  if (options.diagonal) {
    const DiagonalEstimate diagonal = estimate_diagonal(matrix, options.sampling);
    report.add("diagonal", "diagonal of the matrix", diagonal);
    reached = reached && diagonal.reached;
  }
  return answer(question, identity, report, reached);
}

int curvature(const Question& question, Sampling sampling) {
  sampling.seed = static_cast<std::uint64_t>(question.target.seed);
  Target target(question.target);
  RunIdentity identity = target.identity("curvature");
  identity.configuration.merge(configuration_of(sampling));
  if (is_complete(question, identity)) return success;
  fmt::print("{}\n", target.description());
  Watched matrix(target.matrix(), "probe curvature", sampling.most_samples + 1);
  const ScalarCurvature found = scalar_curvature(matrix, target.gradient(), sampling);
  return answer(question, identity, report_of(found), found.curvature.reached);
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
  EigenOptions eigen_options{.block = 8};
  bool vectors = false;
  eigen->add_option("--top", eigen_options.top, "So many of the largest (10 if none are asked for)");
  eigen->add_option("--bottom", eigen_options.bottom, "So many of the smallest");
  eigen->add_option("--largest-magnitude", eigen_options.largest_magnitude,
                    "Or so many of largest magnitude");
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
