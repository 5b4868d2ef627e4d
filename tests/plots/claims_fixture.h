#pragma once
// What tests of claims ask for.

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "plots/report/studies.h"
#include "tests/catch.h"

namespace caldera::test {

/// A claim that passes from 0.0238 to 0.0258.
inline Claim judged(const std::string& quantity, double ours, ClaimKind kind = ClaimKind::published) {
  return {.quantity = quantity,
          .seed = 7,
          .expected = "0.0248",
          .reference = 0.0248,
          .ours = ours,
          .band = Band{0.0238, 0.0258, "4 % of T"},
          .could_not_tell = "a shift by 4 %",
          .kind = kind};
}

/// Each claim that is judged says where its band comes from, and what that could not tell apart.
inline void check_words(const std::vector<Claim>& claims) {
  for (const Claim& claim : claims) {
    CAPTURE(claim.quantity);
    CHECK(is_judged(claim) == claim.band.has_value());
    if (!is_judged(claim)) continue;
    CHECK_FALSE(claim.band->source.empty());
    CHECK_FALSE(claim.could_not_tell.empty());
  }
}

/// The claims of a study from the run files below a folder, with their words checked.
inline std::vector<Claim> checked_claims(const std::string& study,
                                         const std::filesystem::path& results) {
  std::vector<Claim> claims = claims_of(study, results);
  check_words(claims);
  return claims;
}

/// Any seed will do if none is given.
inline const Claim& row_of(const std::vector<Claim>& rows, const std::string& quantity,
                           std::optional<std::int64_t> seed = {}) {
  const auto found = std::ranges::find_if(rows, [&](const Claim& row) {
    return row.quantity == quantity && (!seed || row.seed == seed);
  });
  INFO(quantity);
  REQUIRE(found != rows.end());
  return *found;
}

/// The quantities that fail, one after the other.
inline std::vector<std::string> failed(const std::vector<Claim>& rows) {
  std::vector<std::string> names;
  for (const Claim& row : rows)
    if (fails(row)) names.push_back(row.quantity);
  return names;
}

inline std::ptrdiff_t count_judged(const std::vector<Claim>& rows) {
  return std::ranges::count_if(rows, is_judged);
}

}  // namespace caldera::test
