#pragma once
// The man page of caldera, made of the same options as each verb's --help.

#include <string>
#include <vector>

#include "experiments/study/verb.h"

namespace caldera {

/// A page for man(1), in the language of man(7): what each of the verbs does, its options, and its
/// example.
std::string manual(const std::vector<Verb>& verbs);

}  // namespace caldera
