#include "support/pdf.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <fstream>
#include <sstream>

#include "base/result.h"
#include "support/engines.h"

extern char** environ;

namespace sonae::support {

namespace {

/// Standard output of one of poppler's tools on a file that holds `bytes`.
std::string poppler(std::vector<std::string> words, const std::string& bytes, bool output_is_argument) {
  const TempFolder folder;
  const std::string input = (folder.path() / "in.pdf").string();
  const std::string output = (folder.path() / "out.txt").string();
  std::ofstream(input, std::ios::binary) << bytes;
  words.push_back(input);
  if (output_is_argument) words.push_back(output);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  if (!output_is_argument)
    posix_spawn_file_actions_addopen(&actions, 1, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t child = 0;
  int status = 1;
  if (posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ) != 0 ||
      waitpid(child, &status, 0) != child || status != 0)
    die(words[0] + " refused the bytes");
  posix_spawn_file_actions_destroy(&actions);
  std::ostringstream text;
  text << std::ifstream(output).rdbuf();
  return text.str();
}

std::string field(const std::string& text, const std::string& name) {
  const std::size_t at = text.find("\n" + name + ":");
  if (at == std::string::npos) return {};
  const std::size_t begin = text.find_first_not_of(' ', at + name.size() + 2);
  return text.substr(begin, text.find('\n', begin) - begin);
}

}  // namespace

PdfInfo pdf_info(const std::string& bytes) {
  const std::string text = "\n" + poppler({"pdfinfo"}, bytes, false);
  return {std::stoi(field(text, "Pages")), field(text, "Title"), field(text, "Page size")};
}

std::string pdf_text(const std::string& bytes, int page) {
  std::vector<std::string> words = {"pdftotext", "-layout", "-enc", "UTF-8"};
  if (page > 0)
    for (const char* flag : {"-f", "-l"}) words.insert(words.end(), {flag, std::to_string(page)});
  return poppler(words, bytes, true);
}

std::vector<std::string> pdf_fonts(const std::string& bytes) {
  std::istringstream lines(poppler({"pdffonts"}, bytes, false));
  std::vector<std::string> names;
  std::string line;
  std::getline(lines, line);
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    if (line.find(" yes yes ") == std::string::npos) die("not an embedded subset: " + line);
    names.push_back(line.substr(0, line.find(' ')));
  }
  return names;
}

}  // namespace sonae::support
