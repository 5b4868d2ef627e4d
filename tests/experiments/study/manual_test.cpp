// The man page and the completion of a verb that is made up.

#include "experiments/study/manual.h"

#include <memory>

#include "experiments/study/completion.h"
#include "tests/catch.h"
#include "tests/refusal.h"

namespace caldera {
namespace {

using Catch::Contains;

const std::vector<Verb> verbs = {{.name = "toast slice",
                                  .summary = "Toasts a slice, don't ask.",
                                  .example = "caldera toast slice --minutes 3",
                                  .prepare = [](CommandLine& line) -> Body {
                                    const auto minutes = std::make_shared<int>(2);
                                    line.add("--minutes", *minutes, {1, 9}, "How long").required();
                                    const auto is_dark = std::make_shared<bool>(false);
                                    line.add("--dark", *is_dark, ".dark");
                                    line.add_note("a\\b");
                                    return [minutes, is_dark] { return success; };
                                  },
                                  .takes = "3 minutes"}};

}  // namespace

TEST_CASE("the man page has a verb's options, and no text is a request of roff") {
  const std::string page = manual(verbs);
  CHECK_THAT(
      page,
      Contains(".SS caldera toast slice\nToasts a slice, don\\(aqt ask.\n") &&
          Contains(".TP\n.B \\-\\-minutes \\fIWHOLE\\fR\nHow long; 1 to 9. Default: 2. "
                   "Required.\n") &&
          Contains(".B \\-\\-dark\n\\&.dark.\n") &&
          Contains("\nExample: caldera toast slice \\-\\-minutes 3\n.fi\nIt takes 3 minutes.\n") &&
          Contains("\na\\(rsb\n"));
}

TEST_CASE("the completion has a verb's words, and which options take a value") {
  const std::string bash = completion(verbs, "bash"), zsh = completion(verbs, "zsh");
  CHECK_THAT(bash, Contains("local verbs='toast'\n") &&
                       Contains("    toast) seconds='slice' ;;\n") &&
                       Contains("    'toast slice') options='--help --minutes --dark' "
                                "with_value=' --minutes ' ;;\n"));
  CHECK(zsh == "autoload -U +X bashcompinit && bashcompinit\n" + bash);
  CHECK_THAT(test::refusal([] { completion(verbs, "fish"); }),
             Contains("shell: expected bash or zsh, found 'fish'"));
}

}  // namespace caldera
