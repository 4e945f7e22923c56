#pragma once
// Workbooks and archives made byte by byte, so that tests can also make what no library writes. Independent of the
// product's own writer.

#include <zlib.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace sonae::test {

struct ZipEntry {
  std::string name;
  std::string content;
  std::uint16_t flags = 0;
  std::uint16_t method = 0;  ///< 0 or 8; with 8 the content is compressed here
  bool wrong_crc = false;
  std::int64_t claimed_size = -1;  ///< unpacked size to write instead of the true one
  std::string local_name = {};     ///< name in the local header when it shall differ
};

inline void put_le(std::string& out, std::uint64_t value, int width) {
  for (int i = 0; i < width; ++i) out.push_back(static_cast<char>((value >> (8 * i)) & 0xFF));
}

inline std::string raw_deflate(const std::string& content) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, static_cast<uLong>(content.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

inline std::string zip(const std::vector<ZipEntry>& entries) {
  std::string out;
  std::string directory;
  for (const ZipEntry& entry : entries) {
    const std::string data = entry.method == 8 ? raw_deflate(entry.content) : entry.content;
    auto crc = static_cast<std::uint32_t>(
        crc32(0, reinterpret_cast<const Bytef*>(entry.content.data()), static_cast<uInt>(entry.content.size())));
    if (entry.wrong_crc) crc ^= 1;
    const std::uint64_t size =
        entry.claimed_size >= 0 ? static_cast<std::uint64_t>(entry.claimed_size) : entry.content.size();
    const std::string& local_name = entry.local_name.empty() ? entry.name : entry.local_name;
    const std::size_t offset = out.size();
    const auto common = [&](std::string& to, const std::string& name) {
      put_le(to, 20, 2);
      put_le(to, entry.flags, 2);
      put_le(to, entry.method, 2);
      put_le(to, 0x6000, 2);
      put_le(to, 0x5A21, 2);
      put_le(to, crc, 4);
      put_le(to, data.size(), 4);
      put_le(to, size, 4);
      put_le(to, name.size(), 2);
      put_le(to, 0, 2);
    };
    put_le(out, 0x04034b50, 4);
    common(out, local_name);
    out += local_name + data;
    put_le(directory, 0x02014b50, 4);
    put_le(directory, 20, 2);
    common(directory, entry.name);
    put_le(directory, 0, 2);  // comment, disk, attributes
    put_le(directory, 0, 2);
    put_le(directory, 0, 2);
    put_le(directory, 0, 4);
    put_le(directory, offset, 4);
    directory += entry.name;
  }
  const std::size_t at = out.size();
  out += directory;
  put_le(out, 0x06054b50, 4);
  put_le(out, 0, 4);
  put_le(out, entries.size(), 2);
  put_le(out, entries.size(), 2);
  put_le(out, directory.size(), 4);
  put_le(out, at, 4);
  put_le(out, 0, 2);
  return out;
}

constexpr const char* main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr const char* relation_space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of sheets given as (name, part text); `extra` goes into workbook.xml behind the sheets.
struct Book {
  std::vector<std::pair<std::string, std::string>> sheets;
  std::string shared_items;  ///< the <si> elements; none: no such part
  std::string styles;        ///< the part; none: no such part
  std::string properties;    ///< in workbook.xml before the sheets
  std::string extra;
  std::vector<ZipEntry> more;

  [[nodiscard]] std::vector<ZipEntry> entries() const {
    const std::string package = "http://schemas.openxmlformats.org/package/2006/relationships";
    std::string workbook = std::string("<workbook xmlns=\"") + main_space + "\" xmlns:r=\"" + relation_space + "\">" +
                           properties + "<sheets>";
    std::string relations = "<Relationships xmlns=\"" + package + "\">";
    std::vector<ZipEntry> out;
    out.push_back({"_rels/.rels", "<Relationships xmlns=\"" + package + "\"><Relationship Id=\"rId1\" Type=\"" +
                                      relation_space +
                                      "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"});
    int number = 0;
    for (const auto& [name, content] : sheets) {
      const std::string id = std::to_string(++number);
      workbook += "<sheet name=\"" + name + "\" sheetId=\"" + id + "\" r:id=\"rId" + id + "\"/>";
      relations += "<Relationship Id=\"rId" + id + "\" Type=\"" + relation_space +
                   "/worksheet\" Target=\"worksheets/sheet" + id + ".xml\"/>";
      out.push_back({"xl/worksheets/sheet" + id + ".xml", content, 0, 8});
    }
    const auto part = [&](const std::string& type, const std::string& file, const std::string& content) {
      if (content.empty()) return;
      relations +=
          "<Relationship Id=\"" + type + "\" Type=\"" + relation_space + "/" + type + "\" Target=\"" + file + "\"/>";
      out.push_back({"xl/" + file, content, 0, 8});
    };
    if (!shared_items.empty())
      part("sharedStrings", "sharedStrings.xml",
           std::string("<sst xmlns=\"") + main_space + "\">" + shared_items + "</sst>");
    part("styles", "styles.xml", styles);
    out.push_back({"xl/workbook.xml", workbook + "</sheets>" + extra + "</workbook>", 0, 8});
    out.push_back({"xl/_rels/workbook.xml.rels", relations + "</Relationships>"});
    out.insert(out.end(), more.begin(), more.end());
    return out;
  }
  [[nodiscard]] std::string bytes() const { return zip(entries()); }
};

/// A worksheet part around rows; `behind` follows sheetData.
inline std::string worksheet(const std::string& rows, const std::string& behind = {}, const std::string& before = {}) {
  return std::string("<worksheet xmlns=\"") + main_space + "\" xmlns:r=\"" + relation_space + "\">" + before +
         "<sheetData>" + rows + "</sheetData>" + behind + "</worksheet>";
}

/// "<c r=.. t=inlineStr>"
inline std::string text_cell(const std::string& name, const std::string& text) {
  return "<c r=\"" + name + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}
inline std::string number_cell(const std::string& name, const std::string& number) {
  return "<c r=\"" + name + "\"><v>" + number + "</v></c>";
}

}  // namespace sonae::test
