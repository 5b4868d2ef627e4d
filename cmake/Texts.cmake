# caldera_texts(<output> <text.md...>): writes all texts as one C++ source, text_files() of
# plots/report/text.h. CMake runs again, and writes it anew, when one of them has changed.
function(caldera_texts output)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${ARGN})
  set(entries "")
  foreach(file ${ARGN})
    file(READ ${file} content)
    file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR} ${file})
    string(APPEND entries "      {\"${name}\", R\"text(${content})text\"},\n")
  endforeach()
  file(GENERATE OUTPUT ${output} CONTENT "// Written by cmake/Texts.cmake.
#include \"plots/report/text.h\"

namespace caldera {

const std::vector<TextFile>& text_files() {
  static const std::vector<TextFile> files = {
${entries}  };
  return files;
}

}  // namespace caldera
")
endfunction()
