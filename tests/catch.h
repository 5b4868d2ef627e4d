#pragma once
// Catch2 under the names of its version 2, whichever of 2 and 3 is installed: Debian 12 has the former,
// Debian 13 and Ubuntu 24.04 the latter.

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#include <string>

namespace Catch {
using Matchers::EndsWith;
using Matchers::StartsWith;
inline auto Contains(const std::string& part) { return Matchers::ContainsSubstring(part); }
}  // namespace Catch
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
