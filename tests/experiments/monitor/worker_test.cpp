#include "experiments/monitor/worker.h"
#include "tests/catch.h"

#include <atomic>
#include <chrono>
#include <stdexcept>

namespace caldera::test {
namespace {

/// A reading that says which snapshot it is of.
Reading number_of(Snapshot& snapshot) {
  return {snapshot.moment, {{{"step", "1", ""}, static_cast<double>(snapshot.step)}}};
}

void hand_over(Worker& worker, std::int64_t step) {
  Snapshot snapshot = worker.room();
  snapshot.step = step;
  worker.submit(std::move(snapshot));
}

}  // namespace

TEST_CASE("a worker reads all snapshots in order, however slow it is") {
  for (const int microseconds : {0, 200}) {
    Worker worker([&](Snapshot& snapshot) {
      std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
      return number_of(snapshot);
    });
    std::vector<double> seen;
    for (std::int64_t step = 0; step < 300; ++step) {
      hand_over(worker, step);
      if (step % 30 == 29)  // all but the last nine
        for (const Reading& reading : worker.take(worker.submitted() - 9))
          seen.push_back(reading.sample.front().value);
      if (step % 30 == 29) CHECK(std::ssize(seen) == step + 1 - 9);
    }
    for (const Reading& reading : worker.take(300)) seen.push_back(reading.sample.front().value);
    REQUIRE(seen.size() == 300);
    for (std::size_t k = 0; k < 300; ++k) CHECK(seen[k] == static_cast<double>(k));
    CHECK(worker.take(300).empty());
  }
}

TEST_CASE("what a reading throws is thrown to whoever waits for it") {
  Worker worker([](Snapshot& snapshot) {
    if (snapshot.step == 3) throw std::runtime_error("the third");
    return number_of(snapshot);
  });
  for (std::int64_t step = 0; step <= 3; ++step) hand_over(worker, step);
  CHECK_THROWS_WITH(worker.take(4), "the third");
  CHECK_THROWS_WITH(worker.room(), "the third");
}

TEST_CASE("a worker that is given up ends without reading what waits") {
  std::atomic<int> count = 0;
  {
    Worker worker([&](Snapshot& snapshot) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      ++count;
      return number_of(snapshot);
    });
    for (std::int64_t step = 0; step < 8; ++step) hand_over(worker, step);
  }
  CHECK(count < 8);
}

}  // namespace caldera::test
