#include "formats/zip/create.h"

#include <cstdint>
#include <limits>

#include "formats/zip/bytes.h"
#include "formats/zip/deflate.h"

namespace sonae::zip {

namespace {

// APPNOTE.TXT 6.3.10, 4.3.7, 4.3.12 and 4.3.16.
constexpr std::uint32_t local_signature = 0x04034b50;
constexpr std::uint32_t central_signature = 0x02014b50;
constexpr std::uint32_t end_signature = 0x06054b50;
constexpr std::uint16_t version = 20;
constexpr std::uint16_t utf8_names = 1U << 11U;
constexpr std::uint16_t deflated = 8;
constexpr std::uint16_t first_day = 0x0021;  // 1980-01-01, the earliest there is
constexpr std::size_t most_members = 65'000;

/// The fields that local header and directory share.
std::string common_fields(const NewMember& member, std::string_view packed) {
  std::string out;
  put(out, version, 2);
  put(out, utf8_names, 2);
  put(out, deflated, 2);
  put(out, 0, 2);
  put(out, first_day, 2);
  put(out, crc_of(member.content), 4);
  put(out, packed.size(), 4);
  put(out, member.content.size(), 4);
  put(out, member.name.size(), 2);
  put(out, 0, 2);
  return out;
}

}  // namespace

Result<std::string> create(const std::vector<NewMember>& members) {
  if (members.size() > most_members) return internal("too many members for an archive");
  std::string out;
  std::string directory;
  for (const NewMember& member : members) {
    const std::string packed = deflate_bytes(member.content);
    if (out.size() + packed.size() > std::numeric_limits<std::int32_t>::max())
      return internal("archive too long to write");
    const std::string common = common_fields(member, packed);
    put(directory, central_signature, 4);
    put(directory, version, 2);
    directory += common;
    put(directory, 0, 2);  // comment
    put(directory, 0, 2);  // disk
    put(directory, 0, 2);  // internal attributes
    put(directory, 0, 4);  // external attributes
    put(directory, out.size(), 4);
    directory += member.name;
    put(out, local_signature, 4);
    out += common;
    out += member.name;
    out += packed;
  }
  const std::size_t start = out.size();
  out += directory;
  put(out, end_signature, 4);
  put(out, 0, 4);
  put(out, members.size(), 2);
  put(out, members.size(), 2);
  put(out, directory.size(), 4);
  put(out, start, 4);
  put(out, 0, 2);
  return out;
}

}  // namespace sonae::zip
