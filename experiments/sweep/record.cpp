#include "experiments/sweep/record.h"

#include <set>
#include <string>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/columns.h"

namespace caldera {

namespace {

// The words of science.md §1: which loss is minimised and which is reported differ by a factor in
// the penalty, and both are kept.
const Columns<SweepRow> columns = {
    {"beta", "1", "regularisation strength beta", &SweepRow::beta},
    {"epochs", "epoch", "epochs used at this beta", &SweepRow::epochs},
    {"training_error_running", "nat", "mean cross-entropy, running mean over the last epoch",
     &SweepRow::training_error_running},
    {"training_error", "nat", "mean cross-entropy of the training set at the final weights",
     &SweepRow::training_error},
    {"test_error", "nat", "mean cross-entropy of the test set at the final weights",
     &SweepRow::test_error},
    {"training_accuracy", "%", "correct answers on the training set", &SweepRow::training_accuracy},
    {"test_accuracy", "%", "correct answers on the test set", &SweepRow::test_accuracy},
    {"minimised_training_loss", "nat", "training error plus the minimised penalty",
     &SweepRow::minimised_training_loss},
    {"minimised_test_loss", "nat", "test error plus the minimised penalty",
     &SweepRow::minimised_test_loss},
    {"reported_training_loss", "nat", "training error plus the reported penalty",
     &SweepRow::reported_training_loss},
    {"reported_test_loss", "nat", "test error plus the reported penalty",
     &SweepRow::reported_test_loss},
    {"distance", "1", "Euclidean distance of the parameters from the reference",
     &SweepRow::distance},
    {"pull_curvature", "1", "curvature that the pull adds to the Hessian of the error",
     &SweepRow::pull_curvature},
    {"error_gradient_norm", "nat", "Euclidean norm of the gradient of the training error",
     &SweepRow::error_gradient_norm},
    {"loss_gradient_norm", "nat", "Euclidean norm of the gradient of the minimised training loss",
     &SweepRow::loss_gradient_norm},
    {"test_accuracy_by_class", "%", "correct answers on the test set, by true class",
     &SweepRow::test_accuracy_by_class, "NaN: a class without examples"},
};

std::vector<double> column(const std::vector<SweepRow>& rows, double SweepRow::*member) {
  std::vector<double> values;
  for (const SweepRow& row : rows) values.push_back(row.*member);
  return values;
}

}  // namespace

void write_sweep(RunWriter& file, const std::vector<SweepRow>& rows) {
  columns.write(file, "/sweep", rows);
}

std::vector<SweepRow> read_sweep(const RunFile& file) {
  return columns.read_filled(file, "/sweep");
}

std::vector<Transition> find_transitions(const std::vector<SweepRow>& rows) {
  const std::vector<double> beta = column(rows, &SweepRow::beta);
  const std::vector<double> error = column(rows, &SweepRow::training_error_running);
  const std::vector<double> distance = column(rows, &SweepRow::distance);
  return find_transitions(SweepCurve{beta, error, distance});
}

Transition transition_number(std::size_t number, const std::vector<SweepRow>& rows,
                             const std::filesystem::path& sweep) {
  const std::vector<Transition> found = find_transitions(rows);
  if (number < 1 || number > found.size())
    throw InputError("transition", sweep.string(),
                     "one of the " + std::to_string(found.size()) + " that are found",
                     std::to_string(number), "name one of them");
  return found[number - 1];
}

std::vector<std::size_t> points_to_visit(const std::vector<SweepRow>& rows,
                                         const std::vector<Transition>& transitions,
                                         std::size_t every) {
  std::set<std::size_t> points = {rows.size() - 1};
  for (std::size_t i = 0; i < rows.size(); i += every) points.insert(i);
  for (const Transition& transition : transitions)
    points.insert({transition.left, transition.right});
  return {points.begin(), points.end()};
}

}  // namespace caldera
