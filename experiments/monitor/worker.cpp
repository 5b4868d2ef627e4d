#include "experiments/monitor/worker.h"

#include <cassert>
#include <iterator>

namespace caldera {

Worker::Worker(std::function<Reading(const Snapshot&)> read)
    : read_(std::move(read)), thread_([this] { work(); }) {}

Worker::~Worker() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

Snapshot& Worker::room() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return failure_ || submitted_ < read_count_ + places; });
  if (failure_) std::rethrow_exception(failure_);
  return ring_[submitted_ % places];
}

void Worker::submit() {
  {
    const std::lock_guard lock(mutex_);
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
    changed_.wait(lock, [&] { return ending_ || read_count_ < submitted_; });
    if (ending_) return;
    const Snapshot& snapshot = ring_[read_count_ % places];
    lock.unlock();
    Reading reading;
    std::exception_ptr failure;
    try {
      reading = read_(snapshot);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    readings_.push_back(std::move(reading));
    ++read_count_;
    failure_ = failure;
    changed_.notify_all();
    if (failure_) return;
  }
}

}  // namespace caldera
