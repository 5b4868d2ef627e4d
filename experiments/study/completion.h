#pragma once
// What the shell offers after "caldera": verbs, and the options of each.

#include <string>
#include <vector>

#include "experiments/study/verb.h"

namespace caldera {

/// A script for `source`. `shell`: bash or zsh; throws InputError for another.
///
///     source <(caldera completion bash)
std::string completion(const std::vector<Verb>& verbs, const std::string& shell);

}  // namespace caldera
