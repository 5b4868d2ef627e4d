// The curvature of a model's error along its gradient (probes/landscape/gradient_curvature.h).
//
// Sample run:
//   caldera probe gradient_curvature --model model.h5 --subset 1000

#include "experiments/probe/question.h"
#include "experiments/study/verb.h"
#include "caldera/probes/landscape/gradient_curvature.h"

namespace caldera {
namespace {

const Columns<GradientCurvature> columns = {
    {"value", "nat", "curvature along the gradient, g^T A g / g^T g", &GradientCurvature::value},
    {"residual", "nat", "an eigenvalue lies within value +- residual", &GradientCurvature::residual},
    {"gradient_norm", "nat", "norm of the gradient", &GradientCurvature::gradient_norm},
};

ProbeReport report_of(const GradientCurvature& found) {
  ProbeReport report;
  report.add_line("gradient_norm", found.gradient_norm);
  report.add_line("gradient_curvature", found.value);
  report.add_line("residual", found.residual);
  report.add_row("/gradient_curvature", columns, found);
  return report;
}

int ask(const Question& question) {
  Request request(question, "gradient_curvature", {});
  return answer(request, [&] {
    return report_of(gradient_curvature(request.target.matrix(), request.target.gradient()));
  });
}

Body prepare(CommandLine& line) {
  const auto question = std::make_shared<Question>();
  add_question_options(line, *question);
  return [question] { return ask(*question); };
}

const Registration verb({.name = "probe gradient_curvature",
                         .summary = "Curvature of a model's error along its gradient.",
                         .example = "caldera probe gradient_curvature --model model.h5 --subset 1000",
                         .prepare = prepare,
                         .group = VerbGroup::first});

}  // namespace
}  // namespace caldera
