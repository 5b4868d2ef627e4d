#pragma once
// Carries exceptions out of an OpenMP region: none may leave a thread of it.

#include <exception>
#include <mutex>

namespace caldera {

/// Keeps the first exception of several threads for the one that waits for them:
///
///     FirstFailure failure;
///     #pragma omp parallel for
///     for (…) failure.guard([&] { … });
///     failure.rethrow();
class FirstFailure {
 public:
  /// Calls work(). Whatever it throws stays here: kept if it is the first, dropped otherwise. May be
  /// called from several threads at once.
  template <class Work>
  void guard(const Work& work) noexcept {
    try {
      work();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
    }
  }

  /// The exception that was kept; null if there is none. After the threads have ended.
  const std::exception_ptr& kept() const { return failure_; }

  /// Throws it, if there is one.
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace caldera
