// The man page and the completion of the shell, for whoever installs caldera.
//
// Sample runs:
//   caldera manual > caldera.1; man -l caldera.1
//   source <(caldera completion bash)
//   source <(caldera completion zsh)

#include <memory>

#include "experiments/run/standard_output.h"
#include "experiments/study/completion.h"
#include "experiments/study/manual.h"

namespace caldera {
namespace {

Body prepare_manual(CommandLine&) {
  return [] {
    print_out("{}", manual(all_verbs()));
    return success;
  };
}

Body prepare_completion(CommandLine& line) {
  const auto shell = std::make_shared<std::string>();
  line.add("shell", *shell, "bash or zsh").required();
  return [shell] {
    print_out("{}", completion(all_verbs(), *shell));
    return success;
  };
}

const Registration man({.name = "manual",
                        .summary = "Print the man page of all verbs.",
                        .example = "caldera manual > caldera.1",
                        .prepare = prepare_manual,
                        .group = VerbGroup::file});

const Registration complete({.name = "completion",
                             .summary = "Print what completes verbs and options in a shell.",
                             .example = "caldera completion bash > caldera.bash",
                             .prepare = prepare_completion,
                             .group = VerbGroup::file});

}  // namespace
}  // namespace caldera
