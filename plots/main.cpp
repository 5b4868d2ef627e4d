// The program `caldera`: its verbs are the files that are linked into it
// (experiments/study/verb.h).

#include <malloc.h>

#include "experiments/study/verb.h"

namespace {

/// What is freed stays with the program, for what it allocates next. By default much of it goes back to the
/// kernel, and the pages that come anew are cleared one by one, which can take a fifth of a study's time.
void keep_freed_memory() {
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the most that glibc takes
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
}

}  // namespace

int main(int argc, char** argv) {
  keep_freed_memory();
  return caldera::run_caldera({argv + 1, argv + argc});
}
