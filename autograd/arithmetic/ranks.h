#pragma once
// Processes that run the same program on the same input and share out what goes over a whole data set
// (nn/objective/sharding.h). Everything else each of them does for itself, to the same bits, so all know
// the same; only the first writes files and prints.
//
// All take the same steps in the same order. Where they meet (agree), one that has failed says so: all throw
// what it threw, so none waits for another, and what is caught on one is caught on all. One that failed
// where the others do not meet ends the program: it says why, the others end with its status.
//
// With one rank every function does only what its caller would have done without it.

#include <cstdint>
#include <exception>
#include <functional>
#include <stdexcept>

#include "caldera/autograd/arithmetic/messages.h"

/// Processes that run one program together.
namespace caldera::ranks {

inline std::size_t count() { return messages::count(); }      ///< 1 unless start() found others
inline std::size_t number() { return messages::number(); }    ///< which of them this is, from 0
inline bool is_first() { return messages::number() == 0; }    ///< the one that writes and prints

/// Joins the others, if a launcher has started several: mpirun, or srun with PMI. Throws InputError if
/// this build cannot.
void start();

/// What the other ranks throw when one has come to its end early.
struct Ended : std::runtime_error {
  /// With the status that it ends with.
  explicit Ended(int with) : std::runtime_error("another rank has ended"), status(with) {}
  int status;  ///< the one that it ends with
};

/// All ranks meet. Throws on all of them what the first that failed brings as `failure`; if none does,
/// InputError unless all have come with the same number `step`, such as the size of what they are about to
/// exchange. InputError, NonFiniteError and std::bad_alloc keep their types.
void agree(const std::exception_ptr& failure, std::uint64_t step);

/// The first rank works, while the others wait. Throws on all what it throws there. What work() changes
/// all ranks have seen as it was before, and see as it is afterwards.
void on_first(const std::function<void()>& work);

/// How a program ends.
struct Ending {
  int status;   ///< for main to return
  bool speaks;  ///< whether it is this rank that says why
};

/// Meets the others for the last time: `failed` ends all of them with its status. Throws as agree() does.
/// leave() comes next, after the last word.
Ending end(int status, bool failed);

/// Parts from the other ranks. After Ended too.
void leave();

}  // namespace caldera::ranks
