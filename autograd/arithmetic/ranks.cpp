#include "caldera/autograd/arithmetic/ranks.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera::ranks {

namespace {

enum class State : std::int64_t { well, input, non_finite, memory, other, ended };

/// What each rank says where they meet.
struct Word {
  State state = State::well;
  std::int64_t status = 0;   // of one that has ended
  std::uint64_t length = 0;  // of its message
  std::uint64_t step = 0;
};

/// Steps that are no sizes of sums.
constexpr std::uint64_t last_step = std::numeric_limits<std::uint64_t>::max(), before_work = last_step - 1,
                        after_work = last_step - 2;

struct Failure {
  State state;
  std::string text;
};

Failure described(const std::exception_ptr& failure) {
  if (!failure) return {State::well, ""};
  try {
    std::rethrow_exception(failure);
  } catch (const InputError& error) {
    return {State::input, error.what()};
  } catch (const NonFiniteError& error) {
    return {State::non_finite, error.what()};
  } catch (const std::bad_alloc&) {
    return {State::memory, ""};
  } catch (const std::exception& error) {
    return {State::other, error.what()};
  }
}

[[noreturn]] void throw_again(const Failure& failure) {
  if (failure.state == State::input) throw InputError(failure.text);
  if (failure.state == State::non_finite) throw NonFiniteError(failure.text);
  if (failure.state == State::memory) throw std::bad_alloc();
  throw std::runtime_error(failure.text);
}

std::vector<Word> gathered(const Word& mine) {
  std::vector<Word> words(count());
  messages::gather(std::as_bytes(std::span(&mine, 1)), std::as_writable_bytes(std::span(words)));
  return words;
}

/// The first rank of which this holds.
template <class Condition>
std::optional<std::size_t> first_that(const std::vector<Word>& words, const Condition& holds) {
  const auto found = std::ranges::find_if(words, holds);
  if (found == words.end()) return std::nullopt;
  return static_cast<std::size_t>(found - words.begin());
}

std::optional<std::size_t> first_ended(const std::vector<Word>& words) {
  return first_that(words, [](const Word& word) { return word.state == State::ended; });
}

/// Throws what the first failed rank brings; `mine` is what this one does.
void check(const std::vector<Word>& words, const Failure& mine, const std::exception_ptr& failure) {
  if (const auto failed = first_that(words, [](const Word& word) { return word.state != State::well; })) {
    Failure theirs{words[*failed].state, std::string(words[*failed].length, ' ')};
    if (*failed == number()) theirs.text = mine.text;
    messages::broadcast(theirs.text, *failed);
    if (*failed == number()) std::rethrow_exception(failure);
    throw_again(theirs);
  }
  const auto apart = first_that(words, [&](const Word& word) { return word.step != words[0].step; });
  if (apart)
    throw InputError("ranks", "number " + std::to_string(*apart), "the same step as of the first",
                     "another", "start all on the same input, on one file system");
}

/// The variable in which a launcher says how many it has started, and what it says. OpenMPI's mpirun; what
/// speaks PMI; srun.
std::pair<std::string, unsigned long> started_together() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"})
    if (const char* const text = std::getenv(name)) return {name, std::strtoul(text, nullptr, 10)};
  return {"", 1};
}

}  // namespace

void start() {
  const auto [variable, processes] = started_together();
  if (processes <= 1 || count() > 1) return;
  if (!messages::are_possible())
    throw InputError("ranks", variable, "1 process, as this build has no MPI", std::to_string(processes),
                     "build with CALDERA_MPI=ON, or start one");
  messages::open();
  if (count() != processes)
    throw InputError("ranks", variable, std::to_string(processes) + " that know of each other",
                     std::to_string(count()), "use the launcher of the MPI of this build (srun --mpi=pmix)");
}

void agree(const std::exception_ptr& failure, std::uint64_t step) {
  if (count() == 1) {
    if (failure) std::rethrow_exception(failure);
    return;
  }
  const Failure mine = described(failure);
  const std::vector<Word> words = gathered({mine.state, 0, mine.text.size(), step});
  if (const auto rank = first_ended(words)) throw Ended(static_cast<int>(words[*rank].status));
  check(words, mine, failure);
}

void on_first(const std::function<void()>& work) {
  if (count() == 1) return work();
  agree(nullptr, before_work);
  std::exception_ptr failure;
  try {
    if (is_first()) work();
  } catch (...) {
    failure = std::current_exception();
  }
  agree(failure, after_work);
}

Ending end(int status, bool failed) {
  if (count() == 1) return {status, true};
  const std::vector<Word> words =
      gathered({failed ? State::ended : State::well, status, 0, last_step});
  if (const auto rank = first_ended(words))
    return {static_cast<int>(words[*rank].status), *rank == number()};
  check(words, {State::well, ""}, nullptr);
  return {status, is_first()};
}

void leave() { messages::close(); }

}  // namespace caldera::ranks
