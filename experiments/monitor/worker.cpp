#include "experiments/monitor/worker.h"

#include <cassert>
#include <iterator>

#include "caldera/autograd/arithmetic/arithmetic.h"

namespace caldera {

// Both this thread and the new one have a team of OpenMP's.
Worker::Worker(std::function<Reading(Snapshot&)> read) : read_(std::move(read)) {
  try_threads(2 * arithmetic().threads - 1);
  thread_ = std::thread([this] { work(); });
}

Worker::~Worker() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

Snapshot Worker::room() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return failure_ || waiting_.size() < most_waiting; });
  if (failure_) std::rethrow_exception(failure_);
  if (spare_.empty()) return {};
  Snapshot snapshot = std::move(spare_.back());
  spare_.pop_back();
  return snapshot;
}

void Worker::submit(Snapshot snapshot) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(snapshot));
    ++submitted_;
  }
  changed_.notify_all();
}

std::vector<Reading> Worker::take(std::size_t count) {
  assert(taken_ <= count && count <= submitted_);
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return failure_ || count <= read_count_; });
  if (failure_) std::rethrow_exception(failure_);
  const auto end = readings_.begin() + static_cast<std::ptrdiff_t>(count - taken_);
  std::vector<Reading> taken(std::make_move_iterator(readings_.begin()),
                             std::make_move_iterator(end));
  readings_.erase(readings_.begin(), end);
  taken_ = count;
  return taken;
}

void Worker::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
    if (ending_) return;
    Snapshot snapshot = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    Reading reading;
    std::exception_ptr failure;
    try {
      reading = read_(snapshot);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    spare_.push_back(std::move(snapshot));
    readings_.push_back(std::move(reading));
    ++read_count_;
    failure_ = failure;
    changed_.notify_all();
    if (failure_) return;
  }
}

}  // namespace caldera
