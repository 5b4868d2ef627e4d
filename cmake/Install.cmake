# What `cmake --install` puts where, and `cpack` into which Debian package: the libraries with their headers
# (libcaldera-dev), and the program (caldera).

include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/caldera)

install(TARGETS caldera_arithmetic caldera_autograd caldera_nn caldera_training caldera_series
    caldera_probes caldera_detectors caldera_signals
  EXPORT calderaTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT libcaldera-dev)
install(DIRECTORY autograd nn probes DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/caldera
  COMPONENT libcaldera-dev FILES_MATCHING PATTERN *.h
  # Of these only our own .cpp files know (docs/Doxyfile leaves them out, too).
  PATTERN gemm_*.h EXCLUDE PATTERN cpu_check.h EXCLUDE PATTERN largest_entry.h EXCLUDE
  PATTERN require.h EXCLUDE PATTERN row.h EXCLUDE PATTERN rule_checks.h EXCLUDE
  PATTERN sparse_row.h EXCLUDE PATTERN strided.h EXCLUDE)
install(EXPORT calderaTargets NAMESPACE caldera:: DESTINATION ${package} COMPONENT libcaldera-dev)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/calderaConfig.cmake.in
  ${PROJECT_BINARY_DIR}/calderaConfig.cmake INSTALL_DESTINATION ${package})
# 0.x: another minor version may have another interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/calderaConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
# In the build folder the package has the component digest alone: -Dcaldera_DIR=<build folder>.
configure_file(${PROJECT_SOURCE_DIR}/cmake/CalderaDigest.cmake ${PROJECT_BINARY_DIR}/CalderaDigest.cmake COPYONLY)
install(FILES ${PROJECT_BINARY_DIR}/calderaConfig.cmake ${PROJECT_BINARY_DIR}/calderaConfigVersion.cmake
    ${PROJECT_SOURCE_DIR}/cmake/CalderaDigest.cmake
  DESTINATION ${package} COMPONENT libcaldera-dev)

install(FILES ${PROJECT_SOURCE_DIR}/LICENSE RENAME copyright
  DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libcaldera-dev COMPONENT libcaldera-dev)
if(NOT CALDERA_PROGRAMS)
  return()
endif()

install(PROGRAMS ${PROJECT_BINARY_DIR}/caldera DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT caldera)
install(FILES ${PROJECT_BINARY_DIR}/caldera.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT caldera)
install(FILES ${PROJECT_BINARY_DIR}/caldera.bash RENAME caldera
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT caldera)
install(FILES ${PROJECT_BINARY_DIR}/_caldera
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT caldera)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE RENAME copyright
  DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/caldera COMPONENT caldera)
install(FILES ${PROJECT_SOURCE_DIR}/docs/licences.md
  DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/caldera COMPONENT caldera)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "the caldera authors")
set(CPACK_COMPONENTS_ALL caldera libcaldera-dev)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "the caldera authors <caldera@localhost>")
set(CPACK_DEBIAN_CALDERA_PACKAGE_NAME caldera)
set(CPACK_DEBIAN_CALDERA_PACKAGE_SECTION science)
set(CPACK_DEBIAN_CALDERA_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_CALDERA_PACKAGE_RECOMMENDS "gnuplot-nox, fonts-dejavu-core, libopenblas0-pthread")
set(CPACK_DEBIAN_LIBCALDERA-DEV_PACKAGE_NAME libcaldera-dev)
set(CPACK_DEBIAN_LIBCALDERA-DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBCALDERA-DEV_PACKAGE_DEPENDS "cmake, g++, libfmt-dev, libssl-dev")
include(CPack)
