#pragma once
// What processes that run one program together send to each other: all of MPI that is used, and the only
// place that knows of it. With CALDERA_MPI=OFF (messages_alone.cpp) there is one process, and nothing is sent.
//
// Each function is called by all ranks, from the thread that called open(), and returns when this rank has
// what it is to get. A message that cannot be delivered ends all ranks, in the words of MPI. Programs start
// and end by ranks.h, which says what happens when one rank fails.

#include <cstddef>
#include <span>

/// Messages between the ranks of MPI.
namespace caldera::messages {

/// Whether this build has MPI.
bool are_possible();

/// Starts MPI. At most once a process; only if are_possible().
void open();
/// Ends it, once all ranks have come here. What open() has not started is left alone.
void close();

/// Number of ranks: 1 before open() and after close().
std::size_t count();
/// Which of them this is, from 0.
std::size_t number();

/// all ← what each rank has, one behind the other. Equal lengths of `mine`.
void gather(std::span<const std::byte> mine, std::span<std::byte> all);

/// text ← that of one rank. Equal lengths.
void broadcast(std::span<char> text, std::size_t from);

/// Part q of `sent` goes to rank q, and part q of `received` comes from it. The parts lie one behind the
/// other; lengths have an entry a rank. Fewer than 2³¹ numbers on either side.
void exchange(std::span<const double> sent, std::span<const std::size_t> sent_lengths,
              std::span<double> received, std::span<const std::size_t> received_lengths);

/// Part q of `all` comes from rank q; this rank has filled in its own. Fewer than 2³¹ numbers.
void complete(std::span<double> all, std::span<const std::size_t> lengths);

}  // namespace caldera::messages
