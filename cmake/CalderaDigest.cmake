# Regression tests of HDF5 files to the last bit, for any project. Needs nothing else of caldera but the
# program: docs/digests.md.
#
#   include(.../CalderaDigest.cmake)
#   caldera_add_digest_test(NAME <test> FILE <file.h5> EXPECT <golden.txt> [IGNORE <path>...])
#
# adds the test `caldera digest --expect <golden.txt> [--ignore <path>...] <file.h5>`. It fails if the
# file has another digest than the line of that file in the list, if it is not there, and if it is refused.
# A relative FILE lies in the current binary folder, a relative EXPECT in the current source folder.
#
# The program is CALDERA_PROGRAM if that is set, or else the target caldera::caldera, or else what is found
# in the PATH.

# Sets <variable> to the program.
function(caldera_find_program variable)
  if(NOT CALDERA_PROGRAM AND TARGET caldera::caldera)
    set(${variable} $<TARGET_FILE:caldera::caldera> PARENT_SCOPE)
    return()
  endif()
  find_program(CALDERA_PROGRAM caldera DOC "the program caldera, for tests of digests")
  if(NOT CALDERA_PROGRAM)
    message(FATAL_ERROR "no program caldera: name it by -DCALDERA_PROGRAM=<path>")
  endif()
  set(${variable} ${CALDERA_PROGRAM} PARENT_SCOPE)
endfunction()

function(caldera_add_digest_test)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "NAME;FILE;EXPECT" "IGNORE")
  foreach(needed NAME FILE EXPECT)
    if(NOT ARG_${needed})
      message(FATAL_ERROR "caldera_add_digest_test: ${needed} is missing")
    endif()
  endforeach()
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "caldera_add_digest_test: ${ARG_UNPARSED_ARGUMENTS}: not an argument")
  endif()
  get_filename_component(file "${ARG_FILE}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_BINARY_DIR}")
  get_filename_component(expected "${ARG_EXPECT}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
  list(TRANSFORM ARG_IGNORE PREPEND "--ignore=")
  caldera_find_program(program)
  add_test(NAME "${ARG_NAME}" COMMAND "${program}" digest --expect "${expected}" ${ARG_IGNORE} "${file}")
endfunction()
