#include "plots/path_spectrum/eigenvalue_claims.h"

#include "plots/published/spectrum.h"
#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"

using namespace caldera;

namespace {

/// The published points: the ten largest eigenvalues, then copies of the tenth, and the fiftieth. Every other
/// one is negative, and the smallest comes first.
SpectrumOfPath as_published(double factor = 1, std::size_t count = 50) {
  SpectrumOfPath path;
  path.identity.seed = 5;
  for (const published::SpectrumPoint& point : published::spectrum.points) {
    SpectrumRow row;
    row.sweep.beta = point.beta;
    row.pairs.push_back({.value = -1e-9});
    for (std::size_t rank = 1; rank <= count; ++rank) {
      const std::size_t k = rank < 11 ? rank - 1 : rank < 50 ? 9 : 10;
      row.pairs.push_back({.value = (rank % 2 == 0 ? -1 : 1) * factor * point.magnitudes[k]});
    }
    path.rows.push_back(row);
  }
  return path;
}

constexpr const char* ten = "ten largest eigenvalues in the phases, out of band";
constexpr const char* fiftieth = "eigenvalue 50 in the phases, out of band";

}  // namespace

TEST_CASE("eigenvalue claims: the published ones pass, and shifted ones fail") {
  const std::vector<Claim> rows = eigenvalue_claims(as_published());
  REQUIRE(rows.size() == 3);
  test::check_words(rows);
  CHECK(test::failed(rows) == std::vector<std::string>{});
  CHECK(passes(test::row_of(rows, ten, 5)));
  CHECK(passes(test::row_of(rows, fiftieth, 5)));
  for (const double factor : {0.3, 2.0}) {
    const std::vector<Claim> shifted = eigenvalue_claims(as_published(factor));
    CHECK(fails(test::row_of(shifted, ten)));
    CHECK(fails(test::row_of(shifted, fiftieth)));
  }
}

TEST_CASE("eigenvalue claims: ranks that a run does not have are reported") {
  const std::vector<Claim> rows = eigenvalue_claims(as_published(1, 10));
  CHECK(passes(test::row_of(rows, ten)));
  CHECK(test::row_of(rows, fiftieth).kind == ClaimKind::reported);
  CHECK(test::row_of(rows, fiftieth).remark == "not judged: there are 10 eigenvalues a point");
}

TEST_CASE("eigenvalue claims: no published eigenvalue jumps beyond its noise, and that is said") {
  const Claim row = test::row_of(eigenvalue_claims(as_published()), "jumps of eigenvalues");
  CHECK(row.kind == ClaimKind::reported);
  CHECK_THAT(row.remark, Catch::StartsWith("not judged: no published change is beyond its noise"));
  for (const published::SpectrumPlace& jump : published::spectrum.jumps)
    for (std::size_t k = 0; k < published::eigenvalue_ranks.size(); ++k)
      CHECK(std::abs(jump.mean[k]) <= 4 * jump.deviation[k]);
}
