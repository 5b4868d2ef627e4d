#pragma once
// A claim of a study about its runs: a quantity, our value, what it is compared with, and which
// deviations this comparison would not notice. Bands come from published runs, or from theory and
// are stated in advance; never from our runs.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace caldera {

enum class ClaimKind {
  published,    ///< judged against a published number
  certificate,  ///< judged: a bound that the program proves of its own result
  own,          ///< judged against a bound of ours that was fixed beforehand
  reported,     ///< not judged
  missing,      ///< a run file that should be there and is not: a failure
  absent        ///< a result that the runs should have and have not: a failure
};

/// "published", "certificate", "own bound", "reported", "missing" or "absent".
const char* name(ClaimKind kind);

/// Where a value must lie, and why.
struct Band {
  double low = 0, high = 0;
  std::string source;
};

struct Claim {
  std::string quantity = {};
  std::optional<std::int64_t> seed = {};  ///< or the number of a pair or transition; none: of all
  std::string expected = {};              ///< published or exact, as printed; empty: there is none
  double reference = 0;                   ///< the same as a number, or the middle of a range
  double ours = 0;                        ///< NaN if the run does not show it
  std::optional<Band> band = {};          ///< of a claim that is judged
  std::string could_not_tell = {};        ///< what passes although it is not the same
  ClaimKind kind = ClaimKind::reported;
  std::string remark = {};
};

/// A number as the verdict prints it: four digits, or "none" for NaN.
std::string number_text(double value);

/// The largest of the values; NaN if one of them is, so that what is not known does not pass; and
/// NaN of none. std::max would pass over a NaN.
double largest(const std::vector<double>& values);

bool is_judged(const Claim& claim);

/// Judged, and low ≤ ours ≤ high.
bool passes(const Claim& claim);

/// Missing or absent, or judged and not within the band. NaN fails.
bool fails(const Claim& claim);

/// Why it fails, in words: "2.31 is above 0.9 .. 1.1 (a pitchfork has 1)". Empty if it does not.
std::string failure(const Claim& claim);

/// A quantity that is not judged.
Claim reported(const std::string& quantity, std::optional<std::int64_t> seed, double ours,
               const std::string& remark);

/// A run file that should be there and is not.
Claim missing(const std::string& quantity, const std::string& remark);

/// A result that the runs should have and have not.
Claim absent(const std::string& quantity, std::optional<std::int64_t> seed,
             const std::string& remark);

}  // namespace caldera
