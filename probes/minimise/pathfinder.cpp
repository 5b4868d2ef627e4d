#include "caldera/probes/minimise/pathfinder.h"

#include <cmath>

namespace caldera {

template <class T>
void follow_minimum(Minimiser<T>& minimiser, Regulariser<T> pull, std::span<const double> betas,
                    std::size_t first, std::span<T> theta,
                    const std::function<void(const PathPoint<T>&)>& visit) {
  for (std::size_t step = first; step < betas.size(); ++step) {
    pull.beta = betas[step];
    const MinimiserSummary summary = minimiser.minimise(theta, pull, step);
    visit({step, pull, summary, theta});
  }
}

template <class T>
void bisect_bracket(Minimiser<T>& minimiser, Regulariser<T> pull, std::size_t step, Bracket<T>& bracket) {
  pull.beta = (bracket.before.beta + bracket.after.beta) / 2;
  BracketEnd<T> middle{pull.beta, 0, {}, bracket.before.theta};
  middle.summary = minimiser.minimise(middle.theta, pull, step);
  middle.distance = pull.distance(middle.theta);
  const bool still_before = std::abs(middle.distance - bracket.before.distance) <
                            std::abs(middle.distance - bracket.after.distance);
  (still_before ? bracket.before : bracket.after) = std::move(middle);
}

template void follow_minimum(Minimiser<float>&, Regulariser<float>, std::span<const double>, std::size_t,
                             std::span<float>, const std::function<void(const PathPoint<float>&)>&);
template void follow_minimum(Minimiser<double>&, Regulariser<double>, std::span<const double>, std::size_t,
                             std::span<double>, const std::function<void(const PathPoint<double>&)>&);
template void bisect_bracket(Minimiser<float>&, Regulariser<float>, std::size_t, Bracket<float>&);
template void bisect_bracket(Minimiser<double>&, Regulariser<double>, std::size_t, Bracket<double>&);

}  // namespace caldera
