# Finds what tools/dependencies.txt names. The packages and the reasons for them are given there.
# Catch2, which only the tests need, is looked for in tests/.

# Of the engine. Whoever takes it in may bring the libraries along (tests/foreign).
find_package(OpenMP REQUIRED COMPONENTS CXX)
if(NOT TARGET OpenSSL::Crypto)
  find_package(OpenSSL REQUIRED COMPONENTS Crypto)
endif()
if(NOT TARGET fmt::fmt)
  find_package(fmt REQUIRED)
endif()
if(CALDERA_MPI)
  enable_language(C)  # its calls are of C
  find_package(MPI REQUIRED COMPONENTS C)
endif()
if(NOT CALDERA_PROGRAMS)
  return()
endif()

# Of the programs.
if(POLICY CMP0167)
  cmake_policy(SET CMP0167 NEW)  # Boost is found by its own files; older releases of CMake do so too
endif()
enable_language(C)  # for finding HDF5
find_package(HDF5 REQUIRED COMPONENTS C)
find_package(CLI11 REQUIRED)
find_package(Boost REQUIRED COMPONENTS iostreams filesystem)
find_path(GNUPLOT_IOSTREAM_INCLUDE_DIR gnuplot-iostream.h REQUIRED)

# The libraries' own headers are not ours to warn about.
add_library(caldera_hdf5 INTERFACE)
target_include_directories(caldera_hdf5 SYSTEM INTERFACE ${HDF5_C_INCLUDE_DIRS})
target_link_libraries(caldera_hdf5 INTERFACE ${HDF5_C_LIBRARIES})

add_library(caldera_gnuplot INTERFACE)
target_include_directories(caldera_gnuplot SYSTEM INTERFACE ${GNUPLOT_IOSTREAM_INCLUDE_DIR})
# filesystem: the header calls it, although we use none of its temporary files.
target_link_libraries(caldera_gnuplot INTERFACE Boost::iostreams Boost::filesystem)
