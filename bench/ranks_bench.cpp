// Sample runs:
//   ranks_bench --data data/mnist
//   mpirun -n 2 ranks_bench --data data/mnist --images 10000 --rounds 9
//
// Description: times a block of Hessian-vector products on the training set, in double, and alone what
// ranks send for it: the sum over their groups (nn/objective/rank_sums.h). Prints the median of all turns,
// and the bytes that a rank sends for a block, by the formula given there. The network is fresh and random.

#include "bench/measurement.h"
#include "bench/seconds.h"
#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/ranks.h"
#include "caldera/nn/data/mnist.h"
#include "caldera/nn/models/network.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/nn/objective/group_tree.h"
#include "caldera/nn/objective/rank_sums.h"
#include "caldera/probes/series/median.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

struct Options {
  std::string folder = "data/mnist";
  int rounds = 5;
  std::size_t images = 60000, directions = 8;
};

/// Seconds of the sum over all ranks, of groups that are all there.
double seconds_of_sum(std::size_t size) {
  const std::size_t groups = Sharding{}.groups;
  const GroupRange own = groups_of_rank(groups, ranks::count(), ranks::number());
  std::vector<std::vector<double>> sums(groups);
  for (std::size_t g = own.first; g < own.last; ++g) sums[g].assign(size, 1);
  ranks::agree(nullptr, size);
  return seconds_of([&] { add_over_ranks(sums, size); });
}

/// What this rank sends for a sum.
double bytes_sent(std::size_t size) {
  const double ranks = static_cast<double>(ranks::count());
  const GroupRange own = groups_of_rank(Sharding{}.groups, ranks::count(), ranks::number());
  const double nodes = static_cast<double>(complete_subtrees(own, Sharding{}.groups).size());
  return static_cast<double>(sizeof(double) * size) * (1 + nodes) * (ranks - 1) / ranks;
}

int run(const Options& options) {
  const Dataset data = first_examples(load_mnist(options.folder, Split::train), options.images);
  const NetworkShape shape{{784, 128, 128, 10}, Activation::sigmoid};
  const std::vector<float> initial = initial_parameters(shape, 1);
  const std::vector<double> theta(initial.begin(), initial.end());
  DatasetObjective objective(shape, data);
  const std::size_t n = theta.size(), size = options.directions * n;
  std::vector<double> v(size), out(size), product, sum;
  const Stream stream{1, Purpose::probe_vector};
  for (std::size_t i = 0; i < size; ++i) v[i] = stream.sign(i);
  const auto hessian = objective.linearize(theta);
  for (int round = 0; round < options.rounds; ++round) {
    product.push_back(seconds_of([&] {
      hessian->apply({v.data(), options.directions, n}, {out.data(), options.directions, n});
    }));
    sum.push_back(seconds_of_sum(size));
  }
  print_measurement("block_of_products", median(product), "s");
  print_measurement("product", median(product) / static_cast<double>(options.directions), "s");
  print_measurement("sum_over_groups", 1000 * median(sum), "ms");
  print_measurement("sent_for_a_block", bytes_sent(size), "bytes", 9);
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--data", o->folder, "Folder with the four MNIST files");
  line.add("--rounds", o->rounds, {1, 1000}, "Turns of each");
  line.add("--images", o->images, {1, 60000}, "The first so many of the training set");
  line.add("--directions", o->directions, {1, 64}, "Products of a block");
  add_arithmetic_options(line);
  return [o] { return run(*o); };
}

}  // namespace
}  // namespace caldera

int main(int argc, char** argv) {
  return caldera::run_program(
      {.name = "ranks_bench",
       .summary = "Seconds of a block of Hessian-vector products on ranks, and of what they send for it.",
       .example = "ranks_bench --data data/mnist --rounds 5",
       .prepare = caldera::prepare,
       .on_ranks = true},
      {argv + 1, argv + argc});
}
