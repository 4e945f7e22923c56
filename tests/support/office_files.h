#pragma once
// Containers of office documents with nothing in them but their table of contents: for tests that ask what a file is.

#include <cstdint>
#include <string>
#include <vector>

namespace sonae::support {

/// A zip whose entries are empty; `flags` goes into each (1: encrypted).
inline std::string zip_names(const std::vector<std::string>& names, std::uint16_t flags = 0) {
  const auto little = [](std::uint64_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
    return out;
  };
  std::string files;
  std::string directory;
  for (const std::string& name : names) {
    const std::string sizes = little(0, 4) + little(0, 4) + little(0, 4) + little(name.size(), 2) + little(0, 2);
    directory += std::string("PK\x01\x02", 4) + little(20, 2) + little(20, 2) + little(flags, 2) + little(0, 6) +
                 sizes + little(0, 6) + little(0, 4) + little(files.size(), 4) + name;
    files += std::string("PK\x03\x04", 4) + little(20, 2) + little(flags, 2) + little(0, 6) + sizes + name;
  }
  const std::uint64_t count = names.size();
  return files + directory + std::string("PK\x05\x06", 4) + little(0, 4) + little(count, 2) + little(count, 2) +
         little(directory.size(), 4) + little(files.size(), 4) + little(0, 2);
}

/// A compound file's first bytes and the names of its streams.
inline std::string compound_file(const std::vector<std::string>& streams) {
  std::string bytes = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
  bytes.resize(512, '\0');
  for (const std::string& name : streams)
    for (const char c : name + std::string(2, '\0')) {
      bytes += c;
      bytes += '\0';
    }
  return bytes;
}

}  // namespace sonae::support
