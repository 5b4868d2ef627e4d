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

#include "experiments/number_options.h"
#include "experiments/probe/questions.h"
#include "experiments/program.h"

namespace caldera {
namespace {

constexpr std::int64_t most_directions = 1000000000;

CLI::App* add_probe(CLI::App& app, const std::string& name, const std::string& text,
                    Question& question) {
  CLI::App* const probe = app.add_subcommand(name, text);
  add_target_options(*probe, question.target);
  probe->add_option("--out", question.out, "Run file to write; default: none");
  return probe;
}

/// `fewest`: what the estimate of a standard error needs.
void add_sampling_options(CLI::App& probe, Sampling& sampling, std::int64_t fewest) {
  add_number(probe, "--relative-error", sampling.relative_error, relative_error_range,
             "Requested standard error, as a share of the value")
      ->capture_default_str();
  add_number(probe, "--absolute-error", sampling.absolute_error, not_negative,
             "Requested standard error")
      ->capture_default_str();
  add_number(probe, "--max-samples", sampling.most_samples, {fewest, most_directions},
             "Random directions at most")
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
  constexpr WholeRange pairs{0, 1000};
  CLI::Option* const top = add_number(*eigen, "--top", eigen_options.top, pairs,
                                      "So many of the largest; 10 without this and the next two");
  CLI::Option* const bottom =
      add_number(*eigen, "--bottom", eigen_options.bottom, pairs, "So many of the smallest");
  CLI::Option* const largest =
      add_number(*eigen, "--largest-magnitude", eigen_options.largest_magnitude, pairs,
                 "Or so many of largest magnitude")
          ->excludes(top);
  add_number(*eigen, "--tol", eigen_options.tolerance, tolerance_range,
             "Largest residual, as a share of the norm")
      ->capture_default_str();
  add_number(*eigen, "--block", eigen_options.block, {1, 1000}, "Vectors multiplied at once")
      ->capture_default_str();
  add_number(*eigen, "--max-products", eigen_options.max_products, {1, 1000000000},
             "Products at most")
      ->capture_default_str();
  eigen->add_flag("--vectors", vectors, "Write the eigenvectors too");

  CLI::App* const slq = add_probe(app, "density", "Density of all eigenvalues", question);
  DensityOptions density_options;
  add_number(*slq, "--steps", density_options.steps, {1, 10000}, "Lanczos steps a start vector")
      ->capture_default_str();
  add_number(*slq, "--starts", density_options.sampling.most_samples, {2, most_directions},
             "Start vectors")
      ->capture_default_str();
  add_number(*slq, "--width", density_options.width, not_negative,
             "Of the smoothing; 0: 1 % of the spectrum");
  add_number(*slq, "--points", density_options.grid_points, {2, 10000000},
             "Of the grid; more if its step would be longer than the width")
      ->capture_default_str();

  CLI::App* const sum = add_probe(app, "trace", "Trace, Frobenius norm, diagonal", question);
  TraceOptions trace_options;
  add_sampling_options(*sum, trace_options.sampling, 2);
  sum->add_option("--method", trace_options.method, "hutchinson or hutch++")
      ->capture_default_str();
  add_number(*sum, "--sketch", trace_options.sketch, {1, 10000},
             "Directions of the sketch of hutch++")
      ->capture_default_str();
  sum->add_flag("--frobenius", trace_options.frobenius, "The Frobenius norm, too");
  sum->add_flag("--diagonal", trace_options.diagonal, "The diagonal, too");

  CLI::App* const ricci =
      add_probe(app, "curvature", "Scalar curvature of the error surface", question);
  Sampling curvature_sampling{.relative_error = 0.05};
  add_sampling_options(*ricci, curvature_sampling, 3);

  return run_program(app, argc, argv, [&] {
    if (!*top && !*bottom && !*largest) eigen_options.top = 10;
    if (*eigen) return ask_spectrum(question, eigen_options, vectors);
    if (*slq) return ask_density(question, density_options);
    if (*sum) return ask_trace(question, trace_options);
    return ask_curvature(question, curvature_sampling);
  });
}
