#pragma once
// ZIP as office packages use it, read strictly (IN05) and rewritten without touching the members that stay.
// Own code instead of a library because of two promises no packaged library gives together: the central directory
// and every local header must agree before a byte is used, and an unchanged member keeps its compressed bytes.
// Absent on purpose: encryption, methods other than stored and deflate, archives in several pieces, extraction to disk.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sonae::zip {

/// IN05. Sheets of this product's kind reach 1 MiB unpacked; Excel's own limit of a million rows is out of scope.
struct Limits {
  std::uint64_t packed_bytes = 32ULL * 1024 * 1024;
  std::uint64_t unpacked_bytes = 256ULL * 1024 * 1024;
  std::uint64_t ratio = 200;                    ///< unpacked to packed, per member
  std::uint64_t ratio_free_bytes = 256 * 1024;  ///< members up to this size are not a bomb, whatever their ratio
  std::uint64_t members = 2000;
};

struct Member {
  std::string name;  ///< as stored
  std::uint16_t method = 0;
  std::uint16_t flags = 0;
  std::uint32_t crc = 0;
  std::uint64_t packed = 0;
  std::uint64_t unpacked = 0;
  std::uint64_t local_offset = 0;  ///< of the local header
  std::uint64_t data_offset = 0;   ///< of the compressed bytes
  std::uint16_t version_made = 20;
  std::uint16_t version_needed = 20;
  std::uint16_t time = 0;
  std::uint16_t date = 0;
  std::uint16_t internal_attributes = 0;
  std::uint32_t external_attributes = 0;
};

/// A view of an archive; `bytes` must outlive it.
class Archive {
 public:
  /// Checks the directory, every local header against it, limits, names and overlaps. Invalid `workbook.zip.broken`
  /// (reason), `.too_big`, `.bomb`, `.too_many`, `.duplicate`, `.encrypted`, `.method`; args name the member.
  [[nodiscard]] static Result<Archive> open(std::string_view bytes, const Limits& limits = {});

  [[nodiscard]] const std::vector<Member>& members() const { return members_; }
  /// Names are compared as package part names are: ASCII case does not count, "\" is "/", a leading "/" is ignored.
  [[nodiscard]] const Member* find(std::string_view name) const;

  /// The unpacked bytes. Sizes are counted while inflating and the checksum is compared; the sum over all calls is
  /// held to Limits::unpacked_bytes. Invalid as `open`.
  [[nodiscard]] Result<std::string> read(const Member& member) const;

  /// The archive with some members' contents replaced (by stored name): order, names, times and attributes stay, the
  /// compressed bytes of all other members too. Depends on nothing but its input. Internal when a name is unknown.
  [[nodiscard]] Result<std::string> rewrite(const std::map<std::string, std::string>& replacements) const;

 private:
  std::string_view bytes_;
  Limits limits_;
  std::vector<Member> members_;
  std::map<std::string, std::size_t, std::less<>> by_name_;
};

}  // namespace sonae::zip
