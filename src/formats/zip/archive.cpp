#include "formats/zip/archive.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "formats/zip/bytes.h"
#include "formats/zip/deflate.h"

namespace sonae::zip {

namespace {

constexpr std::uint64_t end_signature = 0x06054b50;
constexpr std::uint64_t end64_signature = 0x06064b50;
constexpr std::uint64_t locator64_signature = 0x07064b50;
constexpr std::uint64_t central_signature = 0x02014b50;
constexpr std::uint64_t local_signature = 0x04034b50;
constexpr std::uint64_t end_size = 22;
constexpr std::uint64_t central_size = 46;
constexpr std::uint64_t local_size = 30;
constexpr std::uint64_t max_comment = 65535;
constexpr std::uint64_t in_extra = 0xFFFFFFFF;  // "the number stands in the zip64 field"
constexpr std::uint16_t flag_encrypted = 0x0001;
constexpr std::uint16_t flag_descriptor = 0x0008;
constexpr std::uint16_t flag_patch = 0x0020;
constexpr std::uint16_t flag_strong = 0x0040;
constexpr std::uint16_t flag_masked = 0x2000;
constexpr std::uint16_t stored = 0;
constexpr std::uint16_t deflated = 8;

std::unexpected<Error> broken(std::string_view reason, std::string_view member = {}) {
  return invalid("workbook.zip.broken", {{"reason", std::string(reason)}, {"part", std::string(member)}});
}

std::string canonical(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  for (const char c : name) out.push_back(c == '\\' ? '/' : (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c);
  if (out.starts_with('/')) out.erase(0, 1);
  return out;
}

struct Directory {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint64_t count = 0;
};

std::optional<std::uint64_t> find_end(std::string_view bytes) {
  if (bytes.size() < end_size) return std::nullopt;
  const std::uint64_t last = bytes.size() - end_size;
  const std::uint64_t first = last > max_comment ? last - max_comment : 0;
  const Reader reader(bytes);
  for (std::uint64_t at = last + 1; at-- > first;) {
    if (reader.number(at, 4) != end_signature) continue;
    // The comment must end exactly where the file ends, else the signature stands inside something else.
    if (at + end_size + reader.number(at + 20, 2).value_or(0) == bytes.size()) return at;
  }
  return std::nullopt;
}

Result<Directory> find_directory(std::string_view bytes) {
  const auto end = find_end(bytes);
  if (!end) return broken("no directory");
  const Reader reader(bytes);
  const auto field = [&](std::uint64_t offset, unsigned width) {
    return reader.number(*end + offset, width).value_or(0);
  };
  if (field(4, 2) != 0 || field(6, 2) != 0) return broken("split archive");
  Directory directory{.offset = field(16, 4), .size = field(12, 4), .count = field(10, 2)};
  if (field(8, 2) != field(10, 2)) return broken("member counts differ");
  if (directory.offset == in_extra || directory.size == in_extra || directory.count == 0xFFFF) {
    if (*end < 20 || reader.number(*end - 20, 4) != locator64_signature) return broken("no zip64 locator");
    const std::uint64_t at = reader.number(*end - 12, 8).value_or(0);
    if (!reader.has(at, 56) || reader.number(at, 4) != end64_signature) return broken("no zip64 directory");
    directory = {.offset = reader.number(at + 48, 8).value_or(0),
                 .size = reader.number(at + 40, 8).value_or(0),
                 .count = reader.number(at + 32, 8).value_or(0)};
  }
  if (!reader.has(directory.offset, directory.size) || directory.offset + directory.size > *end)
    return broken("directory outside the file");
  return directory;
}

/// Sizes and offset from the zip64 field, in the order in which the plain fields say "look there".
bool read_zip64(std::string_view extra, Member& member, bool with_offset) {
  const Reader reader(extra);
  std::uint64_t at = 0;
  while (reader.has(at, 4)) {
    const std::uint64_t id = reader.number(at, 2).value_or(0);
    const std::uint64_t size = reader.number(at + 2, 2).value_or(0);
    if (!reader.has(at + 4, size)) return false;
    if (id == 1) {
      const Reader field(extra.substr(static_cast<std::size_t>(at + 4), static_cast<std::size_t>(size)));
      std::uint64_t next = 0;
      const auto take = [&](std::uint64_t& value) {
        if (value != in_extra) return true;
        const auto number = field.number(next, 8);
        next += 8;
        if (number) value = *number;
        return number.has_value();
      };
      return take(member.unpacked) && take(member.packed) && (!with_offset || take(member.local_offset));
    }
    at += 4 + size;
  }
  return member.unpacked != in_extra && member.packed != in_extra && (!with_offset || member.local_offset != in_extra);
}

Result<std::pair<Member, std::uint64_t>> read_central(std::string_view bytes, std::uint64_t at) {
  const Reader reader(bytes);
  if (!reader.has(at, central_size) || reader.number(at, 4) != central_signature) return broken("bad directory entry");
  const auto field = [&](std::uint64_t offset, unsigned width) {
    return reader.number(at + offset, width).value_or(0);
  };
  const auto narrow = [&](std::uint64_t offset) { return static_cast<std::uint16_t>(field(offset, 2)); };
  Member member;
  member.version_made = narrow(4);
  member.version_needed = narrow(6);
  member.flags = narrow(8);
  member.method = narrow(10);
  member.time = narrow(12);
  member.date = narrow(14);
  member.crc = static_cast<std::uint32_t>(field(16, 4));
  member.packed = field(20, 4);
  member.unpacked = field(24, 4);
  member.internal_attributes = narrow(36);
  member.external_attributes = static_cast<std::uint32_t>(field(38, 4));
  member.local_offset = field(42, 4);
  const std::uint64_t name_size = field(28, 2);
  const std::uint64_t extra_size = field(30, 2);
  const std::uint64_t total = central_size + name_size + extra_size + field(32, 2);
  const auto name = reader.slice(at + central_size, name_size);
  const auto extra = reader.slice(at + central_size + name_size, extra_size);
  if (!name || !extra || !reader.has(at, total)) return broken("directory entry outside the file");
  if (name->empty() || name->find('\0') != std::string_view::npos) return broken("bad member name");
  member.name = std::string(*name);
  if (field(34, 2) != 0) return broken("split archive", member.name);
  if (!read_zip64(*extra, member, true)) return broken("bad zip64 field", member.name);
  return std::pair(std::move(member), total);
}

Result<void> check_kind(const Member& member) {
  const Args args = {{"part", member.name}};
  if ((member.flags & (flag_encrypted | flag_strong | flag_masked)) != 0)
    return invalid("workbook.zip.encrypted", args);
  if ((member.flags & flag_patch) != 0 || (member.method != stored && member.method != deflated))
    return invalid("workbook.zip.method", args);
  if (member.method == stored && member.packed != member.unpacked) return broken("stored sizes differ", member.name);
  return {};
}

/// The local header must tell the same story as the directory: two readers that each believe one of them would
/// otherwise see two different workbooks.
Result<void> check_local(std::string_view bytes, Member& member) {
  const Reader reader(bytes);
  const std::uint64_t at = member.local_offset;
  if (!reader.has(at, local_size) || reader.number(at, 4) != local_signature)
    return broken("no local header", member.name);
  const auto field = [&](std::uint64_t offset, unsigned width) {
    return reader.number(at + offset, width).value_or(0);
  };
  const std::uint64_t name_size = field(26, 2);
  const std::uint64_t extra_size = field(28, 2);
  const auto name = reader.slice(at + local_size, name_size);
  const auto extra = reader.slice(at + local_size + name_size, extra_size);
  if (!name || !extra) return broken("local header outside the file", member.name);
  const bool sizes_follow = (field(6, 2) & flag_descriptor) != 0;
  Member local;
  local.packed = field(18, 4);
  local.unpacked = field(22, 4);
  if (!sizes_follow && !read_zip64(*extra, local, false)) return broken("bad zip64 field", member.name);
  const bool blank = sizes_follow && field(14, 4) == 0;
  const bool same_sizes =
      blank || (field(14, 4) == member.crc && local.packed == member.packed && local.unpacked == member.unpacked);
  if (*name != member.name || field(6, 2) != member.flags || field(8, 2) != member.method || !same_sizes)
    return broken("local header and directory differ", member.name);
  member.data_offset = at + local_size + name_size + extra_size;
  if (!reader.has(member.data_offset, member.packed)) return broken("member outside the file", member.name);
  return {};
}

Result<void> check_overlaps(const std::vector<Member>& members, std::uint64_t directory_offset) {
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  for (std::size_t i = 0; i < members.size(); ++i) order.emplace_back(members[i].local_offset, i);
  std::ranges::sort(order);
  std::uint64_t free_from = 0;
  for (const auto& [offset, index] : order) {
    if (offset < free_from) return broken("members overlap", members[index].name);
    free_from = members[index].data_offset + members[index].packed;
  }
  if (free_from > directory_offset) return broken("members overlap the directory");
  return {};
}

}  // namespace

Result<Archive> Archive::open(std::string_view bytes, const Limits& limits) {
  if (bytes.size() > limits.packed_bytes)
    return invalid("workbook.file.too_big", {{"limit", std::to_string(limits.packed_bytes / (1024 * 1024))}});
  const Directory directory = TRY(find_directory(bytes));
  if (directory.count > limits.members)
    return invalid("workbook.zip.too_many",
                   {{"count", std::to_string(directory.count)}, {"limit", std::to_string(limits.members)}});
  Archive archive;
  archive.bytes_ = bytes;
  archive.limits_ = limits;
  std::uint64_t at = directory.offset;
  std::uint64_t total = 0;
  const std::string_view until_end = bytes.substr(0, static_cast<std::size_t>(directory.offset + directory.size));
  for (std::uint64_t i = 0; i < directory.count; ++i) {
    auto [member, size] = TRY(read_central(until_end, at));
    at += size;
    TRY(check_kind(member));
    TRY(check_local(bytes, member));
    const Args args = {{"part", member.name}, {"limit", std::to_string(limits.unpacked_bytes / (1024 * 1024))}};
    if (member.unpacked > limits.unpacked_bytes || total + member.unpacked > limits.unpacked_bytes)
      return invalid("workbook.zip.too_big", args);
    total += member.unpacked;
    if (member.unpacked > limits.ratio_free_bytes && member.unpacked / limits.ratio > member.packed)
      return invalid("workbook.zip.bomb", args);
    if (!archive.by_name_.emplace(canonical(member.name), archive.members_.size()).second)
      return invalid("workbook.zip.duplicate", {{"part", member.name}});
    archive.members_.push_back(std::move(member));
  }
  if (at != directory.offset + directory.size) return broken("directory longer than its entries");
  TRY(check_overlaps(archive.members_, directory.offset));
  return archive;
}

const Member* Archive::find(std::string_view name) const {
  const auto found = by_name_.find(canonical(name));
  return found == by_name_.end() ? nullptr : &members_[found->second];
}

Result<std::string> Archive::read(const Member& member) const {
  const std::string_view packed =
      bytes_.substr(static_cast<std::size_t>(member.data_offset), static_cast<std::size_t>(member.packed));
  // `open` has held member.unpacked, and the sum of all, to the limits; inflating stops one byte beyond it.
  std::optional<std::string> content = member.method == stored
                                           ? std::string(packed)
                                           : inflate_exactly(packed, static_cast<std::size_t>(member.unpacked));
  if (!content) return broken("size or compressed data wrong", member.name);
  if (crc_of(*content) != member.crc) return broken("checksum wrong", member.name);
  return std::move(*content);
}

Result<std::string> Archive::rewrite(const std::map<std::string, std::string>& replacements) const {
  std::string out;
  out.reserve(bytes_.size() + 4096);
  std::string directory;
  std::size_t replaced = 0;
  for (const Member& old : members_) {
    Member member = old;
    std::string fresh;
    std::string_view data =
        bytes_.substr(static_cast<std::size_t>(old.data_offset), static_cast<std::size_t>(old.packed));
    if (const auto found = replacements.find(old.name); found != replacements.end()) {
      ++replaced;
      fresh = deflate_bytes(found->second);
      data = fresh;
      member.method = deflated;
      member.crc = crc_of(found->second);
      member.unpacked = found->second.size();
      member.packed = fresh.size();
      member.version_needed = 20;
    }
    // Sizes are known, so no descriptor follows the data and no zip64 field is needed below 4 GiB.
    member.flags = static_cast<std::uint16_t>(member.flags & ~flag_descriptor);
    member.local_offset = out.size();
    if (out.size() + data.size() > std::numeric_limits<std::uint32_t>::max() / 2)
      return internal("archive too long to write");
    const auto common = [&member](std::string& to) {
      put(to, member.version_needed < 45 ? member.version_needed : 20, 2);
      put(to, member.flags, 2);
      put(to, member.method, 2);
      put(to, member.time, 2);
      put(to, member.date, 2);
      put(to, member.crc, 4);
      put(to, member.packed, 4);
      put(to, member.unpacked, 4);
      put(to, member.name.size(), 2);
      put(to, 0, 2);
    };
    put(out, local_signature, 4);
    common(out);
    out += member.name;
    out += data;
    put(directory, central_signature, 4);
    put(directory, member.version_made, 2);
    common(directory);
    put(directory, 0, 2);
    put(directory, 0, 2);
    put(directory, member.internal_attributes, 2);
    put(directory, member.external_attributes, 4);
    put(directory, member.local_offset, 4);
    directory += member.name;
  }
  if (replaced != replacements.size()) return internal("a part to replace is not in the archive");
  const std::size_t directory_offset = out.size();
  out += directory;
  put(out, end_signature, 4);
  put(out, 0, 4);
  put(out, members_.size(), 2);
  put(out, members_.size(), 2);
  put(out, directory.size(), 4);
  put(out, directory_offset, 4);
  put(out, 0, 2);
  return out;
}

}  // namespace sonae::zip
