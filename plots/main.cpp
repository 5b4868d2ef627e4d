// The program `caldera`: its verbs are the files that are linked into it
// (experiments/study/verb.h).

#include "experiments/study/verb.h"

int main(int argc, char** argv) { return caldera::run_caldera({argv + 1, argv + argc}); }
