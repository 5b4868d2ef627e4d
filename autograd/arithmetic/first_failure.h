#pragma once
// Exceptions on the threads of OpenMP, which they must not leave.

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
  template <class Work>
  void guard(const Work& work) noexcept {
    try {
      work();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
    }
  }

  /// Throws it, if there is one.
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace caldera
