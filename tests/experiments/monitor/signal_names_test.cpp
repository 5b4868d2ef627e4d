#include "experiments/monitor/signal_names.h"

#include <algorithm>

#include "experiments/monitor/training_run.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/refusal.h"

namespace caldera::test {
namespace {

const NetworkShape shape{{12, 9, 7, 4}, Activation::sigmoid};
const MonitorOptions options{.every = 2, .probe_examples = 40, .curvature_every = 1,
                             .curvature_examples = 30, .top = 2};

void add_columns(const std::string& table, const SignalTable& samples,
                 std::vector<std::string>& names) {
  for (const Signal& signal : samples.signals) names.push_back(table + signal.name);
}

}  // namespace

TEST_CASE("the signals that a run will have are those that it has", "[monitor]") {
  TrainingPlan plan;
  plan.setup = {.shape = shape, .batch = 16, .stopping = {.max_epochs = 2, .patience = 2}};
  plan.start = initial_parameters(shape, 5);
  plan.betas = {0};
  plan.monitor = options;
  const TrainingData data = {synthetic_dataset(90, 12, 4), synthetic_dataset(40, 12, 4)};
  TrainingRun run(plan, data);
  while (!run.has_ended()) run.run_epoch();
  const Samples& samples = run.record().samples;
  std::vector<std::string> found;
  add_columns("step/", samples.steps, found);
  add_columns("epoch/", samples.epochs, found);
  add_columns("curvature/", samples.curvature, found);
  CHECK(signal_names(shape, options) == found);
}

TEST_CASE("a rule about a signal that does not exist is refused with those that do", "[monitor]") {
  const std::vector<std::string> names = signal_names(shape, options);
  const auto check_rule = [](const std::string& text, const std::vector<std::string>& known) {
    check_signals(parse_rule(text, {}), known);
  };
  CHECK_NOTHROW(check_rule("epoch/layer1_cka window note if curvature/eigenvalue2", names));
  CHECK_THAT(refusal([&] { check_rule("epoch/eror window note", names); }),
             Catch::Contains("rule: 'epoch/eror window note': expected one of epoch/step, ") &&
                 Catch::Contains(", epoch/error, ") && Catch::Contains("found 'epoch/eror'") &&
                 !Catch::Contains("step/gradient_norm"));
  CHECK_THAT(refusal([&] { check_rule("step/error cusum stop if curvature/eigenvalue3", names); }),
             Catch::Contains("curvature/eigenvalue2, curvature/trace") &&
                 Catch::Contains("found 'curvature/eigenvalue3'"));
  MonitorOptions never = options;
  never.curvature_every = 0;
  CHECK_THAT(refusal([&] { check_rule("curvature/trace window note", signal_names(shape, never)); }),
             Catch::Contains("expected no signal of curvature/, as --curvature-every is 0"));
}

}  // namespace caldera::test
