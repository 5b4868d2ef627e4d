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

#include "experiments/probe/questions.h"
#include "experiments/program.h"

namespace caldera {
namespace {

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
    if (*eigen) return ask_spectrum(question, eigen_options, vectors);
    if (*slq) return ask_density(question, density_options);
    if (*sum) return ask_trace(question, trace_options);
    return ask_curvature(question, curvature_sampling);
  });
}
