# Which libraries the program brings along and which it takes from the system (docs/adr/0011).
#
# C++ libraries are compiled in, as Beast, Asio and CLI11 are anyway: the loader would look up thousands of names of theirs
# at every start. C libraries stay shared, so that the system's security updates reach them.
# Test programs take everything shared: they link faster, and nobody waits for their start.
if(SONAE_TESTS OR SONAE_FUZZ OR SONAE_SANITIZE)
  set(default OFF)
else()
  set(default ON)
endif()
option(SONAE_STATIC_CPP "Compile the C++ libraries (standard library, ICU, Boost, fmt) into the program" ${default})

find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(OpenSSL 3 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(PostgreSQL REQUIRED)
find_package(pugixml REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc)
find_package(ZLIB REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(zip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(xlsxwriter REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(qrencode REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(pangocairo REQUIRED IMPORTED_TARGET GLOBAL pangocairo cairo-pdf)

# The C++ libraries, whichever way they are linked. An archive stands before the shared library of the same name, whose
# headers and definitions it shares: --as-needed then leaves the shared one out.
add_library(sonae_json INTERFACE)
add_library(sonae_icu INTERFACE)
add_library(sonae_fmt INTERFACE)
add_library(sonae_toml INTERFACE)
add_library(sonae_xml INTERFACE)
if(SONAE_STATIC_CPP)
  find_library(BOOST_JSON_ARCHIVE libboost_json.a REQUIRED)
  find_library(BOOST_CONTAINER_ARCHIVE libboost_container.a REQUIRED)
  find_library(ICU_UC_ARCHIVE libicuuc.a REQUIRED)
  find_library(ICU_DATA_ARCHIVE libicudata.a REQUIRED)
  target_link_libraries(sonae_json INTERFACE ${BOOST_JSON_ARCHIVE} ${BOOST_CONTAINER_ARCHIVE} Boost::json)
  target_link_libraries(sonae_icu INTERFACE ${ICU_UC_ARCHIVE} ${ICU_DATA_ARCHIVE} ${CMAKE_DL_LIBS} Threads::Threads)
  target_link_libraries(sonae_fmt INTERFACE fmt::fmt-header-only)
  find_library(PUGIXML_ARCHIVE libpugixml.a REQUIRED)
  target_link_libraries(sonae_xml INTERFACE ${PUGIXML_ARCHIVE})
  target_compile_definitions(sonae_toml INTERFACE TOML_HEADER_ONLY=1)
else()
  target_link_libraries(sonae_json INTERFACE Boost::json)
  target_link_libraries(sonae_icu INTERFACE ICU::uc)
  target_link_libraries(sonae_fmt INTERFACE fmt::fmt)
  target_link_libraries(sonae_xml INTERFACE pugixml::pugixml)
  target_link_libraries(sonae_toml INTERFACE tomlplusplus::tomlplusplus)
endif()

# sonae_link_program(target): how the program that ships is linked. What an archive brings stays inside of it.
function(sonae_link_program target)
  if(SONAE_STATIC_CPP)
    target_link_options(${target} PRIVATE -static-libstdc++ -static-libgcc -Wl,--exclude-libs,ALL -Wl,-O1
      -Wl,-z,pack-relative-relocs)
  endif()
endfunction()
