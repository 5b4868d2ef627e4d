# Writes ${OUTPUT}, a source file that knows the code's version, if the version has changed. Run at
# every build, so that the version is right without configuring again.
set(version unknown)
find_program(GIT git)
if(GIT)
  # No optional locks: asking must not disturb a git command that runs at the same time.
  execute_process(
    COMMAND ${CMAKE_COMMAND} -E env GIT_OPTIONAL_LOCKS=0 ${GIT} describe --always --tags --dirty
    WORKING_DIRECTORY ${SOURCE_DIR}
    RESULT_VARIABLE status OUTPUT_VARIABLE described
    ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(status EQUAL 0)
    set(version ${described})
  endif()
endif()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
#include "experiments/run/machine.h"

namespace caldera {

std::string code_version() { return "@version@"; }

}  // namespace caldera
]])
