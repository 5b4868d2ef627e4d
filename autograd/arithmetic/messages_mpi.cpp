// The ranks of MPI: CALDERA_MPI=ON.

#define OMPI_SKIP_MPICXX  // only what C has
#define MPICH_SKIP_MPICXX
#include <mpi.h>

#include <cassert>
#include <limits>
#include <vector>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/messages.h"

namespace caldera::messages {

namespace {

int ranks = 1, rank = 0;

int length(std::size_t numbers) {
  assert(numbers <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
  return static_cast<int>(numbers);
}

/// Parts that lie one behind the other, as MPI wants them.
struct Parts {
  explicit Parts(std::span<const std::size_t> of) {
    std::size_t first = 0;
    for (const std::size_t numbers : of) {
      lengths.push_back(length(numbers));
      firsts.push_back(length(first));
      first += numbers;
    }
  }
  std::vector<int> lengths, firsts;
};

}  // namespace

bool are_possible() { return true; }

void open() {
  int provided = 0;
  // Threads compute; only the one that starts MPI sends.
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
  if (provided < MPI_THREAD_FUNNELED)
    throw InputError("MPI", "this build's library", "MPI_THREAD_FUNNELED, which threads in a rank need",
                     "less", "build with another MPI");
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
}

void close() {
  int started = 0, ended = 0;
  MPI_Initialized(&started);
  MPI_Finalized(&ended);
  if (started && !ended) MPI_Finalize();
  ranks = 1, rank = 0;
}

std::size_t count() { return static_cast<std::size_t>(ranks); }
std::size_t number() { return static_cast<std::size_t>(rank); }

void gather(std::span<const std::byte> mine, std::span<std::byte> all) {
  assert(all.size() == mine.size() * count());
  const int bytes = length(mine.size());
  MPI_Allgather(mine.data(), bytes, MPI_BYTE, all.data(), bytes, MPI_BYTE, MPI_COMM_WORLD);
}

void broadcast(std::span<char> text, std::size_t from) {
  MPI_Bcast(text.data(), length(text.size()), MPI_CHAR, static_cast<int>(from), MPI_COMM_WORLD);
}

void exchange(std::span<const double> sent, std::span<const std::size_t> sent_lengths,
              std::span<double> received, std::span<const std::size_t> received_lengths) {
  assert(sent_lengths.size() == count() && received_lengths.size() == count());
  const Parts to(sent_lengths), from(received_lengths);
  MPI_Alltoallv(sent.data(), to.lengths.data(), to.firsts.data(), MPI_DOUBLE, received.data(),
                from.lengths.data(), from.firsts.data(), MPI_DOUBLE, MPI_COMM_WORLD);
}

void complete(std::span<double> all, std::span<const std::size_t> lengths) {
  assert(lengths.size() == count());
  const Parts parts(lengths);
  MPI_Allgatherv(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, all.data(), parts.lengths.data(),
                 parts.firsts.data(), MPI_DOUBLE, MPI_COMM_WORLD);
}

}  // namespace caldera::messages
