#include "caldera/autograd/tape_objective.h"

#include <optional>
#include <stdexcept>
#include <vector>

#include "caldera/autograd/derivatives.h"

namespace caldera {

double TapeObjective::value(std::span<const double> theta) {
  ++replays_;
  y_.tape->bind_parameters(theta);
  y_.tape->forward();
  y_.tape->unbind_parameters();  // θ need not outlive the call
  return y_.tape->value(y_)(0, 0);
}

double TapeObjective::value_and_gradient(std::span<const double> theta, std::span<double> out) {
  ++replays_;
  return gradient<double>(y_, theta, out);
}

class TapeObjective::Hessian : public SymmetricOperator {
 public:
  Hessian(TapeObjective& objective, std::span<const double> theta)
      : objective_(objective), theta_(theta.begin(), theta.end()) {
    linearize();
  }

  std::size_t dim() const override { return theta_.size(); }

  void apply(ConstMatrix<double> v, Matrix<double> out) override {
    if (replay_ != objective_.replays_) linearize();
    for (std::size_t i = 0; i < v.rows; ++i) at_theta_->hvp(v.row(i), out.row(i));
  }

 private:
  void linearize() {
    at_theta_.emplace(objective_.y_, theta_);
    replay_ = ++objective_.replays_;
  }

  TapeObjective& objective_;
  std::vector<double> theta_;
  std::optional<Linearization<double>> at_theta_;
  std::size_t replay_ = 0;
};

std::unique_ptr<SymmetricOperator> TapeObjective::linearize(std::span<const double> theta, Curvature kind) {
  if (kind != Curvature::hessian)
    throw std::invalid_argument("a scalar on a tape has a Hessian only");
  return std::make_unique<Hessian>(*this, theta);
}

}  // namespace caldera
