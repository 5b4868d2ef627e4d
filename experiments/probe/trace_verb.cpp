// Trace and, if asked for, Frobenius norm and diagonal of a model's curvature
// (probes/spectrum/trace_estimates.h).
//
// Sample run:
//   caldera probe trace --model model.h5 --method hutch++ --relative-error 0.01

#include "caldera/probes/spectrum/trace_estimates.h"
#include "experiments/probe/question.h"
#include "experiments/probe/sampled.h"
#include "experiments/study/option_checks.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

struct Options {
  Question question;
  Sampling sampling{.relative_error = 0.01};
  std::string method = "hutchinson";  ///< or "hutch++"
  std::size_t sketch = 64;            ///< of hutch++
  bool frobenius = false, diagonal = false;
};

Configuration configuration_of(const Options& o) {
  Configuration result = caldera::configuration_of(o.sampling);
  result.merge(Configuration{{"diagonal", std::int64_t{o.diagonal}},
                             {"frobenius", std::int64_t{o.frobenius}},
                             {"method", o.method},
                             {"sketch", static_cast<std::int64_t>(o.sketch)}});
  return result;
}

int ask(Options options) {
  check_one_of("--method", options.method, {"hutchinson", "hutch++"});
  options.sampling = limited(options.sampling, options.question.target.seed);
  const bool sketched = options.method == "hutch++";
  if (!sketched) options.sketch = 0;
  Request request(options.question, "trace", configuration_of(options));
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

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  add_question_options(line, o->question);
  add_sampling_options(line, o->sampling, 2);
  line.add("--method", o->method, "hutchinson or hutch++");
  line.add("--sketch", o->sketch, {1, 10000}, "Directions of the sketch of hutch++");
  line.add("--frobenius", o->frobenius, "The Frobenius norm, too");
  line.add("--diagonal", o->diagonal, "The diagonal, too");
  return [o] { return ask(*o); };
}

const Registration verb(
    {.name = "probe trace",
     .summary = "Trace, Frobenius norm and diagonal of a model's curvature.",
     .example = "caldera probe trace --model model.h5 --method hutch++ --relative-error 0.01",
     .prepare = prepare,
     .group = VerbGroup::first,
     .on_ranks = true});

}  // namespace
}  // namespace caldera
