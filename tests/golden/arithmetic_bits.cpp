// Bits of the lowest floor: products, elementary functions, sums, random numbers.

#include <fmt/format.h>

#include <bit>
#include <limits>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "tests/golden/computations.h"

namespace caldera::golden {
namespace {

// ---- products ----------------------------------------------------------------------------------

struct ProductShape {
  std::size_t m, k, n;  ///< A: m × k, B: k × n, C: m × n
};

/// A matrix of random numbers with `gap` more entries in memory after each row.
template <class T>
struct Padded {
  Padded(std::size_t rows, std::size_t cols, std::size_t gap, std::uint32_t trial)
      : memory(random_values<T>(rows * (cols + gap), trial)),
        view(memory.data(), rows, cols, cols + gap) {}
  std::vector<T> memory;
  Matrix<T> view;
};

/// A·B overwriting, and added to, what C held; a factor may be stored as its transpose.
/// The gaps in C are hashed too: a product must not write there.
template <class T>
void add_products(Step& step, const std::string& name, ProductShape s, bool a_transposed,
                  bool b_transposed, std::size_t gap) {
  const Padded<T> a(a_transposed ? s.k : s.m, a_transposed ? s.m : s.k, gap, 1);
  const Padded<T> b(b_transposed ? s.n : s.k, b_transposed ? s.k : s.n, gap, 2);
  const Factor<T> left = a_transposed ? transposed(a.view) : Factor<T>(a.view);
  const Factor<T> right = b_transposed ? transposed(b.view) : Factor<T>(b.view);
  for (const Update update : {Update::overwrite, Update::add}) {
    const Padded<T> c(s.m, s.n, gap, 3);
    gemm(left, right, c.view, update);
    step.add(name + (update == Update::add ? "+add" : ""), c.memory);
  }
}

/// The three products of a layer: Y = X Wᵀ, W̄ = Ȳᵀ X, X̄ = Ȳ W.
template <class T>
void layer_products(Record& record, std::size_t batch, std::size_t in, std::size_t out) {
  Step step{fmt::format("gemm/{}/{}x{}x{}", type_name<T>, batch, in, out)};
  add_products<T>(step, "forward", {batch, in, out}, false, true, 0);
  add_products<T>(step, "weights", {out, batch, in}, true, false, 0);
  add_products<T>(step, "inputs", {batch, out, in}, false, false, 0);
  record.push_back(step);
}

template <class T>
void odd_products(Record& record, ProductShape s) {
  Step step{fmt::format("gemm/{}/odd/{}x{}x{}", type_name<T>, s.m, s.k, s.n)};
  for (const bool a_transposed : {false, true})
    for (const bool b_transposed : {false, true})
      add_products<T>(step, fmt::format("{}{}", a_transposed ? 't' : 'n', b_transposed ? 't' : 'n'),
                      s, a_transposed, b_transposed, 3);
  record.push_back(step);
}

template <class T>
void products(Record& record) {
  for (const std::size_t batch : {64u, 500u})
    for (const auto& [in, out] :
         {std::pair<std::size_t, std::size_t>{784, 128}, {128, 128}, {128, 10}})
      layer_products<T>(record, batch, in, out);
  for (const ProductShape& s : {ProductShape{1, 1, 1},
                                {2, 3, 5},
                                {5, 256, 7},
                                {13, 257, 9},
                                {17, 513, 31},
                                {7, 300, 1},
                                {1, 255, 33},
                                {65, 100, 129},
                                {3, 1024, 16},
                                {37, 64, 10}})
    odd_products<T>(record, s);
}

// ---- elementary functions ----------------------------------------------------------------------

/// Numbers of both signs at even steps through the bit patterns, and so through all exponents:
/// zero, subnormal numbers, and normal ones almost up to infinity.
template <class T>
std::vector<T> whole_range(std::size_t count) {
  using Bits = elementary::Bits<T>;
  const Bits infinity = std::bit_cast<Bits>(std::numeric_limits<T>::infinity());
  const Bits stride = infinity / static_cast<Bits>(count / 2 - 1);
  std::vector<T> x;
  for (Bits i = 0; i < count / 2; ++i) {
    const T positive = std::bit_cast<T>(i * stride);
    x.push_back(positive);
    x.push_back(-positive);
  }
  return x;
}

/// Numbers on (−8, 8), where the functions are neither zero nor saturated.
template <class T>
std::vector<T> middle_range(std::size_t count) {
  std::vector<T> x = random_values<T>(count, 4);
  for (T& entry : x) entry *= 8;
  return x;
}

template <class T, class Function>
std::vector<T> map(const std::vector<T>& x, Function f) {
  std::vector<T> y;
  for (const T entry : x) y.push_back(f(entry));
  return y;
}

template <class T>
void elementary_functions(Record& record, const std::string& range, const std::vector<T>& x) {
  Step step{fmt::format("elementary/{}/{}", type_name<T>, range)};
  step.add("exp", map(x, [](T v) { return elementary::exp(v); }));
  step.add("log", map(x, [](T v) { return elementary::log(std::abs(v)); }));
  // A loop by entries here, and the vectorised one of the ops there: they must agree.
  for (const auto& [name, vectors, single] :
       {std::tuple{"sigmoid",
                   +[](std::span<const T> in, std::span<T> out) { elementary::sigmoid(in, out); },
                   +[](T v) { return elementary::sigmoid(v); }},
        std::tuple{"tanh",
                   +[](std::span<const T> in, std::span<T> out) { elementary::tanh(in, out); },
                   +[](T v) { return elementary::tanh(v); }}}) {
    std::vector<T> y(x.size());
    vectors(x, y);
    step.add(name, y);
    step.add(fmt::format("{} of one", name), map(x, single));
  }
  record.push_back(step);
}

template <class T>
void log1p_and_softplus(Record& record, const std::string& range, const std::vector<T>& x) {
  Step step{fmt::format("elementary/{}/{}/log1p and softplus", type_name<T>, range)};
  step.add("log1p", map(x, [](T v) { return elementary::log1p(v > -1 ? v : -1 / v); }));
  step.add("softplus", map(x, [](T v) { return elementary::softplus(v); }));
  record.push_back(step);
}

void sine_and_cosine(Record& record) {
  Step step{"elementary/turns"};
  const std::vector<double> turns = middle_range<double>(1 << 15);
  step.add("sine", map(turns, [](double u) { return elementary::sine_cosine_of_turns(u).sine; }));
  step.add("cosine",
           map(turns, [](double u) { return elementary::sine_cosine_of_turns(u).cosine; }));
  record.push_back(step);
}

// ---- sums --------------------------------------------------------------------------------------

template <class T>
void sums_of(Record& record, std::size_t length) {
  const std::vector<T> x = random_values<T>(length, 5), y = random_values<T>(length, 6);
  const std::span<const T> a(x), b(y);
  Step step{fmt::format("sums/{}/{}", type_name<T>, length)};
  step.add("sum", sum(a));
  step.add("dot", dot(a, b));
  step.add("squared_norm", squared_norm(a));
  step.add("norm", norm(a));
  step.add("squared_distance", squared_distance(a, b));
  record.push_back(step);
}

template <class T>
void column_sums_of(Record& record, std::size_t rows, std::size_t cols) {
  Step step{fmt::format("sums/{}/columns/{}x{}", type_name<T>, rows, cols)};
  const Padded<T> a(rows, cols, 3, 7);
  for (const bool add : {false, true}) {
    std::vector<T> target = random_values<T>(cols, 8);
    column_sums(ConstMatrix<T>(a.view), std::span<T>(target), add);
    step.add(add ? "added" : "overwritten", target);
  }
  record.push_back(step);
}

}  // namespace

void gemm_bits(const Request&, Record& record) {
  products<float>(record);
  products<double>(record);
}

void elementary_bits(const Request&, Record& record) {
  constexpr std::size_t count = 1 << 17;
  elementary_functions(record, "whole", whole_range<float>(count));
  elementary_functions(record, "middle", middle_range<float>(count));
  elementary_functions(record, "whole", whole_range<double>(count));
  elementary_functions(record, "middle", middle_range<double>(count));
  sine_and_cosine(record);
  log1p_and_softplus(record, "whole", whole_range<float>(count));
  log1p_and_softplus(record, "middle", middle_range<float>(count));
  log1p_and_softplus(record, "whole", whole_range<double>(count));
  log1p_and_softplus(record, "middle", middle_range<double>(count));
}

void sums_bits(const Request&, Record& record) {
  for (const std::size_t length :
       {1u, 15u, 16u, 17u, 4095u, 4096u, 4097u, 8192u, 12293u, 100003u}) {
    sums_of<float>(record, length);
    sums_of<double>(record, length);
  }
  column_sums_of<float>(record, 500, 128);
  column_sums_of<float>(record, 37, 11);
  column_sums_of<double>(record, 500, 128);
  column_sums_of<double>(record, 37, 11);
}

void random_bits(const Request&, Record& record) {
  for (const std::uint64_t seed : {1ull, 0x9e3779b97f4a7c15ull}) {
    const Stream stream{seed, Purpose::test_data, 9};
    std::vector<std::uint64_t> bits;
    std::vector<double> uniform, normal, sign;
    for (std::uint64_t i = 0; i < 10000; ++i) {
      bits.push_back(stream.bits(i));
      uniform.push_back(stream.uniform(i));
      normal.push_back(stream.normal(i));
      sign.push_back(stream.sign(i));
    }
    std::vector<std::uint32_t> order(60000);
    random_permutation(stream, order);
    Step step{fmt::format("random/seed {:#x}", seed)};
    step.add("bits", bits);
    step.add("uniform", uniform);
    step.add("normal", normal);
    step.add("sign", sign);
    step.add("permutation", order);
    record.push_back(step);
  }
}

}  // namespace caldera::golden
