// Catch2's main: version 2 is asked for it by a macro, version 3 brings one in a library.
#define CATCH_CONFIG_MAIN
#include "tests/catch.h"
