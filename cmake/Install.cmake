# What `cmake --install` puts where: the libraries and their headers, and the program.

include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/caldera)

install(TARGETS caldera_arithmetic caldera_autograd caldera_nn caldera_training caldera_series
    caldera_probes caldera_detectors caldera_signals
  EXPORT calderaTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library)
install(DIRECTORY autograd nn probes DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/caldera COMPONENT library
  FILES_MATCHING PATTERN *.h)
install(EXPORT calderaTargets NAMESPACE caldera:: DESTINATION ${package} COMPONENT library)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/calderaConfig.cmake.in
  ${PROJECT_BINARY_DIR}/calderaConfig.cmake INSTALL_DESTINATION ${package})
# 0.x: another minor version may have another interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/calderaConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/calderaConfig.cmake ${PROJECT_BINARY_DIR}/calderaConfigVersion.cmake
  DESTINATION ${package} COMPONENT library)
