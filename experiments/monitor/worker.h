#pragma once
// Snapshots are read by a thread of their own, in the order in which they come, so that training does
// not wait for its signals where there is a second core. What is read depends on the snapshots alone:
// when it is read changes no bit.

#include <condition_variable>
#include <cstddef>
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
  /// `read` is called on the worker's thread, for one snapshot after the other.
  explicit Worker(std::function<Reading(const Snapshot&)> read);
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  /// Waits for the snapshot that is being read; those behind it are lost.
  ~Worker();

  /// Room for the next snapshot, with whatever an earlier one left in it. Waits while all room is
  /// taken by snapshots that have not been read.
  Snapshot& room();

  /// Hands over what room() gave.
  void submit();

  /// Waits until the first `count` of all readings are there, and returns those of them that no call
  /// before has returned, in order. Throws what `read` threw.
  std::vector<Reading> take(std::size_t count);

  /// Snapshots that were handed over, in all.
  std::size_t submitted() const { return submitted_; }

 private:
  void work();

  static constexpr std::size_t places = 8;

  std::function<Reading(const Snapshot&)> read_;
  std::vector<Snapshot> ring_{places};  // number k is in place k mod places
  std::size_t submitted_ = 0;           // changed by the training thread, under the mutex
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
