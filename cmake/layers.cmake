# One static library per folder, all sources found by name: adding a file needs no edit here.
# `*_test.cpp` beside the code becomes the layer's test program, run by ctest case by case.
function(sonae_layer name folder)
  cmake_parse_arguments(ARG "" "" "USES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "/module/")  # built as libraries of their own that are loaded on demand
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  if(NOT sources)
    add_library(sonae_${name} INTERFACE)
    target_link_libraries(sonae_${name} INTERFACE sonae_flags ${ARG_USES})
  else()
    add_library(sonae_${name} STATIC ${sources})
    target_link_libraries(sonae_${name} PUBLIC sonae_flags ${ARG_USES})
  endif()
  if(SONAE_TESTS AND tests)
    add_executable(${name}_tests ${tests})
    target_link_libraries(${name}_tests PRIVATE sonae_${name} sonae_test_support GTest::gtest GTest::gmock
      GTest::gtest_main)
    set_target_properties(${name}_tests PROPERTIES SONAE_TEST ON)
    target_compile_definitions(${name}_tests PRIVATE SONAE_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
      SONAE_BINARY_DIR="${CMAKE_BINARY_DIR}")
    add_test(NAME ${name}_tests COMMAND ${name}_tests)
    set_tests_properties(${name}_tests PROPERTIES TIMEOUT 600)
  endif()
endfunction()
