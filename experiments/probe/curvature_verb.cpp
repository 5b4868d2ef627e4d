// The scalar curvature of the error surface at a model (probes/landscape/scalar_curvature.h).
//
// Sample run:
//   caldera probe curvature --model seed1.h5 --point 20 --subset 1000

#include "caldera/probes/landscape/scalar_curvature.h"

#include "experiments/probe/question.h"
#include "experiments/probe/sampled.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

struct Options {
  Question question;
  Sampling sampling{.relative_error = 0.05};
};

const Columns<ScalarCurvature> curvature_columns = {
    {"gradient_squared_norm", "nat^2", "squared norm of the gradient",
     &ScalarCurvature::gradient_squared_norm},
    {"curvature_along_gradient", "nat^3", "g^T H g", &ScalarCurvature::curvature_along_gradient},
    {"image_squared_norm", "nat^4", "squared norm of H g", &ScalarCurvature::image_squared_norm},
};

ProbeReport report_of(const ScalarCurvature& found) {
  ProbeReport report;
  report.add("scalar_curvature", "nat^2", "scalar curvature of the error surface", found.curvature);
  const auto unrequested = [](Estimate estimate) { return estimate.reached = true, estimate; };
  report.add("trace", "nat", "trace of the Hessian", unrequested(found.trace));
  report.add("squared_frobenius_norm", "nat^2", "trace of the squared Hessian",
             unrequested(found.squared_frobenius_norm));
  report.add_line("gradient_squared_norm", found.gradient_squared_norm);
  report.add_line("curvature_along_gradient", found.curvature_along_gradient);
  report.add_line("image_squared_norm", found.image_squared_norm);
  report.add_row("", curvature_columns, found);
  return report;
}

int ask(const Question& question, Sampling sampling) {
  sampling = limited(sampling, question.target.seed);
  Request request(question, "curvature", configuration_of(sampling));
  return answer(request, [&] {
    Watched matrix(request.target.matrix(), "probe curvature", sampling.most_samples + 1);
    return report_of(scalar_curvature(matrix, request.target.gradient(), sampling));
  });
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  add_question_options(line, o->question);
  add_sampling_options(line, o->sampling, 3);
  return [o] { return ask(o->question, o->sampling); };
}

const Registration verb({.name = "probe curvature",
                         .summary = "Scalar curvature of the error surface at a model.",
                         .example = "caldera probe curvature --model seed1.h5 --point 20 --subset 1000",
                         .prepare = prepare,
                         .group = VerbGroup::first,
                         .on_ranks = true});

}  // namespace
}  // namespace caldera
