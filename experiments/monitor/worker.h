#pragma once
// Reads snapshots on a thread of its own, in the order in which they come, so that training does
// not wait for its signals if there is a second core. The result depends on the snapshots alone,
// not on the time at which they are read.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "experiments/monitor/signal_table.h"
#include "experiments/monitor/snapshot.h"

namespace caldera {

/// What a snapshot gave.
struct Reading {
  Moment moment = Moment::step;
  Sample sample = {};
};

class Worker {
 public:
  /// `read` is called on the worker's thread, for one snapshot after the other; it may use them up.
  /// Throws InputError if the system has no room for its threads.
  explicit Worker(std::function<Reading(Snapshot&)> read);
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  /// Waits for the snapshot that is being read; those behind it are lost.
  ~Worker();

  /// A snapshot to be filled in, with whatever an earlier one left in its memory. Waits while very many
  /// are waiting to be read.
  Snapshot room();

  void submit(Snapshot snapshot);

  /// Waits until the first `count` of all readings are there, and returns those of them that no call
  /// before has returned, in order. Throws what `read` threw.
  std::vector<Reading> take(std::size_t count);

  /// Snapshots that were handed over, in all.
  std::size_t submitted() const { return submitted_; }

 private:
  void work();

  // As long as it takes to find eigenvalues, training need not wait: 1 MB each, if it comes to that.
  static constexpr std::size_t most_waiting = 100;

  std::function<Reading(Snapshot&)> read_;
  std::deque<Snapshot> waiting_;
  std::vector<Snapshot> spare_;  // were read; the last one's memory is still in a cache
  std::size_t submitted_ = 0;    // changed by the training thread alone, under the mutex
  std::size_t read_count_ = 0;
  std::size_t taken_ = 0;
  std::vector<Reading> readings_;  // those that have not been taken
  std::exception_ptr failure_;
  bool ending_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::thread thread_;
};

}  // namespace caldera
