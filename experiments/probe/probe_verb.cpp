// Curvature of a model's error, asked from the command line.
//
// Sample runs:
//   caldera probe spectrum --model model.h5 --top 30 --bottom 10 --out spectrum.h5
//   caldera probe density --model model.h5 --subset 10000 --out density.h5
//   caldera probe trace --model model.h5 --method hutch++ --relative-error 0.01
//   caldera probe curvature --model seed1.h5 --point 20 --subset 1000
//
// Description: each probe linearises the error of the model once, asks for products of its
// curvature matrix with directions, prints a table in which every number has an error, and writes a
// run file if --out is given. probes/ says how each is computed. Status 1: a requested accuracy was
// not reached; what was reached is printed and written, and a second start says 1 again.

#include "experiments/probe/questions.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

constexpr std::int64_t most_directions = 1000000000;
constexpr WholeRange pairs{0, 1000};

/// The options of a probe, and what all probes are given.
template <class Of>
struct Asked {
  Question question;
  Of of = {};
};

template <class Of>
std::shared_ptr<Asked<Of>> asked(CommandLine& line, const Of& of = {}) {
  const auto o = std::make_shared<Asked<Of>>();
  o->of = of;
  add_target_options(line, o->question.target);
  line.add("--out", o->question.out, "Run file to write; default: none");
  return o;
}

/// `fewest`: what the estimate of a standard error needs.
void add_sampling_options(CommandLine& line, Sampling& sampling, std::int64_t fewest) {
  line.add("--relative-error", sampling.relative_error, relative_error_range,
           "Requested standard error, as a share of the value");
  line.add("--absolute-error", sampling.absolute_error, not_negative, "Requested standard error");
  line.add("--max-samples", sampling.most_samples, {fewest, most_directions},
           "Random directions at most");
}

struct SpectrumOptions {
  EigenOptions eigen;
  bool vectors = false;
};

Body prepare_spectrum(CommandLine& line) {
  const auto o = asked<SpectrumOptions>(line);
  EigenOptions& eigen = o->of.eigen;
  line.add("--top", eigen.top, pairs, "So many of the largest; 10 without this and the next two");
  line.add("--bottom", eigen.bottom, pairs, "So many of the smallest");
  line.add("--largest-magnitude", eigen.largest_magnitude, pairs, "Or so many of largest magnitude")
      .excluding("--top");
  line.add("--tol", eigen.tolerance, tolerance_range, "Largest residual, as a share of the norm");
  line.add("--block", eigen.block, {1, 1000}, "Vectors multiplied at once");
  line.add("--max-products", eigen.max_products, {1, 1000000000}, "Products at most");
  line.add("--vectors", o->of.vectors, "Write the eigenvectors too");
  line.when_parsed([&line, &eigen] {
    if (!line.has("--top") && !line.has("--bottom") && !line.has("--largest-magnitude"))
      eigen.top = 10;
  });
  return [o] { return ask_spectrum(o->question, o->of.eigen, o->of.vectors); };
}

Body prepare_density(CommandLine& line) {
  const auto o = asked<DensityOptions>(line);
  line.add("--steps", o->of.steps, {1, 10000}, "Lanczos steps a start vector");
  line.add("--starts", o->of.sampling.most_samples, {2, most_directions}, "Start vectors");
  line.add("--width", o->of.width, not_negative, "Of the smoothing; 0: 1 % of the spectrum");
  line.add("--points", o->of.grid_points, {2, 10000000},
           "Of the grid; more if its step would be longer than the width");
  return [o] { return ask_density(o->question, o->of); };
}

Body prepare_trace(CommandLine& line) {
  const auto o = asked<TraceEstimateOptions>(line);
  add_sampling_options(line, o->of.sampling, 2);
  line.add("--method", o->of.method, "hutchinson or hutch++");
  line.add("--sketch", o->of.sketch, {1, 10000}, "Directions of the sketch of hutch++");
  line.add("--frobenius", o->of.frobenius, "The Frobenius norm, too");
  line.add("--diagonal", o->of.diagonal, "The diagonal, too");
  return [o] { return ask_trace(o->question, o->of); };
}

Body prepare_curvature(CommandLine& line) {
  const auto o = asked<Sampling>(line, {.relative_error = 0.05});
  add_sampling_options(line, o->of, 3);
  return [o] { return ask_curvature(o->question, o->of); };
}

const Registration verbs[] = {
    Registration({.name = "probe spectrum",
                  .summary = "Certified eigenvalues of a model's curvature.",
                  .example = "caldera probe spectrum --model model.h5 --top 30 --bottom 10",
                  .prepare = prepare_spectrum,
                  .group = VerbGroup::first}),
    Registration(
        {.name = "probe density",
         .summary = "Density of all eigenvalues of a model's curvature.",
         .example = "caldera probe density --model model.h5 --subset 10000 --out density.h5",
         .prepare = prepare_density,
         .group = VerbGroup::first}),
    Registration(
        {.name = "probe trace",
         .summary = "Trace, Frobenius norm and diagonal of a model's curvature.",
         .example = "caldera probe trace --model model.h5 --method hutch++ --relative-error 0.01",
         .prepare = prepare_trace,
         .group = VerbGroup::first}),
    Registration({.name = "probe curvature",
                  .summary = "Scalar curvature of the error surface at a model.",
                  .example = "caldera probe curvature --model seed1.h5 --point 20 --subset 1000",
                  .prepare = prepare_curvature,
                  .group = VerbGroup::first}),
};

}  // namespace
}  // namespace caldera
