#include "base/shared_library.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>

#include "base/bytes.h"

namespace sonae {
namespace {

std::string contents(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}

TEST(SharedLibrary, CallsTheFunctionOfTheLibrary) {
  EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const SharedLibrary mathematics("libm.so.6");
  SharedFunction<double (*)(double)> root(mathematics, "sqrt");
  EXPECT_EQ(root(9.0), 3.0);
  EXPECT_EQ(root(16.0), 4.0);
}

// A function that an installed library does not have would be noticed by the first user only.
TEST(SharedLibrary, HasEveryFunctionThatIsForwarded) {
  const std::regex library_form(R"re(constexpr SharedLibrary (\w+)\("([^"]+)"\))re");
  const std::regex forward_form(R"re(SONAE_FORWARD\((\w+),\s*([^(]+?),\s*(\w+),\s*\()re");
  std::size_t found = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(SONAE_SOURCE_DIR "/src")) {
    if (entry.path().extension() != ".cpp" || entry.path().string().ends_with("_test.cpp")) continue;
    const std::string text = contents(entry.path());
    std::map<std::string, std::string> libraries;
    for (std::sregex_iterator at(text.begin(), text.end(), library_form), end; at != end; ++at)
      libraries[(*at)[1]] = (*at)[2];
    for (std::sregex_iterator at(text.begin(), text.end(), forward_form), end; at != end; ++at, ++found) {
      const std::string name = libraries[(*at)[1]];
      EXPECT_NE(SharedLibrary(name.c_str()).find((*at)[3].str().c_str()), nullptr) << (*at)[3];
    }
  }
  EXPECT_GE(found, 70U);
}

TEST(SharedLibraryDeathTest, SaysWhichLibraryOrFunctionIsMissing) {
  EXPECT_DEATH(static_cast<void>(SharedLibrary("libnowhere.so.1").find("f")), "libnowhere");
  EXPECT_DEATH(static_cast<void>(SharedLibrary("libm.so.6").find("no_such_function")), "no_such_function");
}

}  // namespace
}  // namespace sonae
