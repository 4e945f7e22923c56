# Warnings and hardening for every target (docs/security: SC06). Kept in one place so that no target can
# forget one; the reproducible-build flags (SC03) make the bytes independent of where the tree lies.
add_library(sonae_flags INTERFACE)
target_compile_features(sonae_flags INTERFACE cxx_std_23)

# Fuzz targets find wrong reads only where the libraries under them are watched too.
if(SONAE_FUZZ)
  if(NOT SONAE_SANITIZE)
    set(SONAE_SANITIZE "address,undefined")
  endif()
  target_compile_options(sonae_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
target_include_directories(sonae_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)

target_compile_options(sonae_flags INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wformat=2 -Wconversion -Wsign-conversion -Wshadow
    -Wimplicit-fallthrough -Werror=format-security -Werror=return-type>
  -fstack-protector-strong -fno-delete-null-pointer-checks -fno-strict-overflow -fno-strict-aliasing
  -fvisibility=hidden -ffile-prefix-map=${CMAKE_SOURCE_DIR}=. -fdebug-prefix-map=${CMAKE_SOURCE_DIR}=.
  -ffile-prefix-map=${CMAKE_BINARY_DIR}=build -fdebug-prefix-map=${CMAKE_BINARY_DIR}=build)
# The sanitizers' own code makes g++ see uninitialised values where there are none; other builds judge the warnings.
if(SONAE_WERROR AND NOT SONAE_SANITIZE)
  target_compile_options(sonae_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Werror>)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(sonae_flags INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wtrampolines -Wbidi-chars=any -Wuse-after-free=3>
    -ftrivial-auto-var-init=zero -fstack-clash-protection)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|amd64")
    target_compile_options(sonae_flags INTERFACE -fcf-protection=full)
  elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64")
    target_compile_options(sonae_flags INTERFACE -mbranch-protection=standard)
  endif()
endif()

# What a test program says itself need not be fast, and is a third of all code to compile.
set(sonae_is_test $<BOOL:$<TARGET_PROPERTY:SONAE_TEST>>)
if(SONAE_SANITIZE)
  target_compile_options(sonae_flags INTERFACE -fsanitize=${SONAE_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(sonae_flags INTERFACE -fsanitize=${SONAE_SANITIZE})
  target_compile_options(sonae_flags INTERFACE $<${sonae_is_test}:-O0>)
else()
  # _GLIBCXX_ASSERTIONS keeps every operator[] and optional access checked in the shipped binary.
  target_compile_definitions(sonae_flags INTERFACE _GLIBCXX_ASSERTIONS)
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    # Functions and lines are what a crash report needs; all of -g takes two fifths of the compile time for the rest.
    target_compile_options(sonae_flags INTERFACE
      $<IF:${sonae_is_test},-O0;-U_FORTIFY_SOURCE,-O2;-g1;-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=3>)
  endif()
  target_link_options(sonae_flags INTERFACE -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack
    -Wl,-z,separate-code -Wl,--as-needed -Wl,--build-id=sha1)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-DNDEBUG")
set(CMAKE_C_FLAGS_RELEASE "-DNDEBUG")
