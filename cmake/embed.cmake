# Files become part of the binary: sonae_embed(target bundle root GLOB...) gives
#   std::span<const sonae::EmbeddedFile> sonae::embedded::<bundle>();
# in "embedded/<bundle>.h", names relative to root, sorted. The assembler's .incbin keeps big assets cheap to build.
function(sonae_embed target bundle root)
  set(files)
  foreach(pattern ${ARGN})
    file(GLOB_RECURSE found CONFIGURE_DEPENDS RELATIVE ${root} ${root}/${pattern})
    list(APPEND files ${found})
  endforeach()
  list(REMOVE_DUPLICATES files)
  list(SORT files)
  set(folder ${CMAKE_BINARY_DIR}/embedded)
  set(assembly ".section .rodata\n")
  set(table "")
  set(externs "")
  set(depends)
  set(index 0)
  foreach(file ${files})
    string(APPEND assembly ".balign 16\n.global sonae_${bundle}_${index}_begin\n.hidden sonae_${bundle}_${index}_begin\n"
      "sonae_${bundle}_${index}_begin:\n.incbin \"${file}\"\n"
      ".global sonae_${bundle}_${index}_end\n.hidden sonae_${bundle}_${index}_end\nsonae_${bundle}_${index}_end:\n")
    string(APPEND externs "extern \"C\" const char sonae_${bundle}_${index}_begin[];\nextern \"C\" const char sonae_${bundle}_${index}_end[];\n")
    string(APPEND table "      {\"${file}\", {sonae_${bundle}_${index}_begin, static_cast<std::size_t>(sonae_${bundle}_${index}_end - sonae_${bundle}_${index}_begin)}},\n")
    list(APPEND depends ${root}/${file})
    math(EXPR index "${index} + 1")
  endforeach()
  string(APPEND assembly ".section .note.GNU-stack,\"\",@progbits\n")
  file(CONFIGURE OUTPUT ${folder}/${bundle}.h CONTENT
"#pragma once
#include <span>

#include \"base/embedded.h\"

namespace sonae::embedded {
std::span<const EmbeddedFile> ${bundle}();
}
" @ONLY)
  file(CONFIGURE OUTPUT ${folder}/${bundle}.cpp CONTENT
"#include \"embedded/${bundle}.h\"

#include <vector>

${externs}
namespace sonae::embedded {
std::span<const EmbeddedFile> ${bundle}() {
  static const std::vector<EmbeddedFile> files = {
${table}  };
  return files;
}
}  // namespace sonae::embedded
" @ONLY)
  file(CONFIGURE OUTPUT ${folder}/${bundle}.S CONTENT "${assembly}" @ONLY)
  # -I lets .incbin name files relative to the root, so that no path of the build machine gets into the object.
  set_source_files_properties(${folder}/${bundle}.S PROPERTIES OBJECT_DEPENDS "${depends}"
    COMPILE_OPTIONS "-Wa,-I${root}")
  target_sources(${target} PRIVATE ${folder}/${bundle}.cpp ${folder}/${bundle}.S)
  target_include_directories(${target} PRIVATE ${CMAKE_BINARY_DIR})
endfunction()
