# How every file is compiled. What could change a rounding is here and nowhere else. A project that
# uses the libraries inherits none of it: caldera_settings is linked privately.

if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Release, Debug or RelWithDebInfo" FORCE)
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)  # the libraries may become part of a shared one
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
# Assertions stay on in Release: a broken invariant must not become a number in a file.
set(CMAKE_CXX_FLAGS_RELEASE "-O3")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g")

# A negative control for the bit tests: allowing contraction must change the digests.
set(CALDERA_FP_CONTRACT off CACHE STRING "-ffp-contract: anything but off breaks the contract")
set(CALDERA_SANITIZE "" CACHE STRING "for instance address,undefined or thread")
option(CALDERA_FUZZ "Build the fuzzers of tests/fuzz; clang only, see the preset fuzz" OFF)
# For developers and CI (CMakePresets.json, tools/check.sh, .ci/run): a compiler that is newer than this
# release warns of more, which must not stop anyone who only wants to run it.
option(CALDERA_WERROR "Treat warnings as errors" OFF)
# Saves a quarter of the time to compile. A file still includes what it uses: the preset clang,
# and whoever uses clang-tidy, compile without.
option(CALDERA_PRECOMPILE "Read the headers that most files include once, not for each file"
  ${PROJECT_IS_TOP_LEVEL})

# Headers are included as "caldera/autograd/tape.h", from here and from where they are installed.
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/include)
file(CREATE_LINK ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/include/caldera SYMBOLIC)

# What a processor needs to have is checked in autograd/arithmetic/arithmetic.cpp; of x86-64, not every one does.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  set(CALDERA_X86_64 ON)
endif()

add_library(caldera_settings INTERFACE)
target_include_directories(caldera_settings INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(caldera_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow
  $<$<BOOL:${CALDERA_WERROR}>:-Werror>
  $<$<STREQUAL:$<CONFIG>,>:-O3>         # taken into a project that sets no build type
  $<$<BOOL:${CALDERA_X86_64}>:-march=x86-64-v3>  # AVX2 and FMA are the baseline
  -ffp-contract=${CALDERA_FP_CONTRACT}  # fused only where std::fma is written
  # Neither of these changes a result; both only let sqrt and selects be vectorised.
  -fno-math-errno -fno-trapping-math)
if(CALDERA_SANITIZE)
  target_compile_options(caldera_settings INTERFACE
    -fsanitize=${CALDERA_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)  # lines are what reports name
  target_link_options(caldera_settings INTERFACE -fsanitize=${CALDERA_SANITIZE})
endif()

# caldera_add_library(<name> <sources...> DEPENDS <targets...>): a library of the engine, which other
# projects use as caldera::<name without caldera_>.
function(caldera_add_library name)
  cmake_parse_arguments(ARG "" "" "DEPENDS" ${ARGN})
  add_library(${name} STATIC ${ARG_UNPARSED_ARGUMENTS})
  string(REPLACE caldera_ "" short ${name})
  add_library(caldera::${short} ALIAS ${name})
  target_compile_features(${name} PUBLIC cxx_std_20)
  target_include_directories(${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_link_libraries(${name} PUBLIC ${ARG_DEPENDS} PRIVATE $<BUILD_INTERFACE:caldera_settings>)
  set_target_properties(${name} PROPERTIES EXPORT_NAME ${short})
endfunction()

# caldera_precompile(<targets...>): they read cmake/precompiled.h compiled, which they all share: what
# decides how a header is read (flags, standard) is the same for all of them.
function(caldera_precompile)
  if(NOT CALDERA_PRECOMPILE)
    return()
  endif()
  target_precompile_headers(caldera_autograd PRIVATE ${PROJECT_SOURCE_DIR}/cmake/precompiled.h)
  foreach(target ${ARGN})
    target_precompile_headers(${target} REUSE_FROM caldera_autograd)
  endforeach()
endfunction()
