#pragma once
// The verdict as JSON (RFC 8259, UTF-8), for programs. What a claim does not have is null, and so
// is a number that is not finite.
//
//   {"schema": 1,
//    "outcome": "pass",              or "incomplete" or "fail" (plots/report/verdict_table.h)
//    "headline": "Pass: …",
//    "passed_over": [{"path": "notes/a.h5", "reason": "…"}],
//    "studies": [
//     {"study": "origin sweep", "source": "…",
//      "has_run": true,
//      "claims": [
//       {"quantity": "T1 beta", "seed": 1, "judged_against": "published", "published": "0.0248",
//        "reference": 0.0248, "ours": 0.0245, "low": 0.0238, "high": 0.0258, "source": "4 % of T",
//        "could_not_tell": "…", "verdict": "pass", "remark": "…", "failure": null}]}]}

#include <string>
#include <vector>

#include "plots/report/run_list.h"
#include "plots/report/verdict_table.h"

namespace caldera {

/// A string of JSON, in its quotes.
std::string json_text(const std::string& text);

std::string verdict_json(const std::vector<StudyVerdict>& studies,
                         const std::vector<UnreadFile>& passed_over);

}  // namespace caldera
