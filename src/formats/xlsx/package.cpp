#include "formats/xlsx/package.h"

#include <algorithm>

#include "base/text.h"

namespace sonae::xlsx {

namespace {

struct Relation {
  std::string type;
  std::string target;  ///< part name
};
using RelationMap = std::map<std::string, Relation>;

std::string_view key_of(xml::Trouble trouble) {
  switch (trouble) {
    case xml::Trouble::Doctype:
      return "workbook.xml.doctype";
    case xml::Trouble::Deep:
      return "workbook.xml.deep";
    case xml::Trouble::Attributes:
      return "workbook.xml.attributes";
    case xml::Trouble::LongText:
      return "workbook.xml.long_text";
    case xml::Trouble::Encoding:
      return "workbook.xml.encoding";
    case xml::Trouble::None:
    case xml::Trouble::Malformed:
      break;
  }
  return "workbook.xml.malformed";
}

/// "/xl/workbook.xml" + "../media/a.png" -> "media/a.png"; "" when the target leaves the package.
std::string resolve(std::string_view source, std::string_view target) {
  std::vector<std::string_view> steps;
  const auto walk = [&steps](std::string_view path) {
    while (!path.empty()) {
      const std::size_t slash = std::min(path.find('/'), path.size());
      const std::string_view step = path.substr(0, slash);
      path.remove_prefix(std::min(slash + 1, path.size()));
      if (step.empty() || step == ".") continue;
      if (step != "..")
        steps.push_back(step);
      else if (!steps.empty())
        steps.pop_back();
    }
  };
  if (!target.starts_with('/')) {
    const std::size_t folder = source.rfind('/');
    if (folder != std::string_view::npos) walk(source.substr(0, folder));
  }
  walk(target);
  std::string out;
  for (const std::string_view step : steps) {
    if (!out.empty()) out += '/';
    out += step;
  }
  return out;
}

/// The last word of a relationship type, the same in strict and transitional files.
std::string_view last_word(std::string_view type) { return type.substr(type.rfind('/') + 1); }

Result<RelationMap> read_relations(const zip::Archive& archive, std::string_view source) {
  const std::size_t slash = source.rfind('/');
  const std::string folder(slash == std::string_view::npos ? "" : source.substr(0, slash + 1));
  const std::string part =
      folder + "_rels/" + std::string(slash == std::string_view::npos ? source : source.substr(slash + 1)) + ".rels";
  RelationMap relations;
  const zip::Member* member = archive.find(part);
  if (member == nullptr) return relations;
  const std::string document = TRY(archive.read(*member));
  xml::Scanner scanner(document, spaces);
  while (true) {
    const xml::Event event = scanner.next();
    if (event == xml::Event::Done) return relations;
    if (event == xml::Event::Broken) return broken_part(scanner, part);
    if (event != xml::Event::Start || scanner.local() != "Relationship") continue;
    if (scanner.attribute_text("TargetMode") == "External") continue;
    relations[scanner.attribute_text("Id")] = {scanner.attribute_text("Type"),
                                               resolve(source, scanner.attribute_text("Target"))};
  }
}

std::unexpected<Error> not_a_workbook(std::string_view kind) { return invalid("workbook.file." + std::string(kind)); }

/// The directory of a compound file names its streams in UTF-16; the streams tell what the file is.
bool has_stream(std::string_view bytes, std::string_view name) {
  std::string wide;
  for (const char c : name) {
    wide.push_back(c);
    wide.push_back('\0');
  }
  return bytes.find(wide) != std::string_view::npos;
}

bool looks_like_text(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  return std::ranges::none_of(head, [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u < 0x20 && u != '\t' && u != '\n' && u != '\r' && u != 0x1B;
  });
}

std::unexpected<Error> refuse_foreign(std::string_view bytes) {
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
    if (has_stream(bytes, "EncryptedPackage")) return not_a_workbook("encrypted");
    if (has_stream(bytes, "Workbook") || has_stream(bytes, "Book")) return not_a_workbook("xls");
    return not_a_workbook("not_zip");
  }
  // BIFF of the years before compound files.
  if (bytes.starts_with("\x09\x08") || bytes.starts_with("\x09\x04") || bytes.starts_with("\x09\x02"))
    return not_a_workbook("xls");
  if (bytes.starts_with("%PDF")) return not_a_workbook("pdf");
  if (bytes.starts_with("PK")) return not_a_workbook("cut_off");
  const std::string_view head = bytes.substr(0, 512);
  if (head.find("<html") != std::string_view::npos || head.find("<?mso-application") != std::string_view::npos ||
      head.find("<table") != std::string_view::npos)
    return not_a_workbook("disguised");
  return not_a_workbook(looks_like_text(bytes) ? "csv" : "not_zip");
}

bool is_blank(std::string_view bytes) { return bytes.find_first_not_of('\0') == std::string_view::npos; }

}  // namespace

std::unexpected<Error> broken_part(const xml::Scanner& scanner, std::string_view part) {
  return invalid(std::string(key_of(scanner.trouble())),
                 {{"part", std::string(part)}, {"line", std::to_string(scanner.line())}},
                 "byte " + std::to_string(scanner.begin()));
}

std::unexpected<Error> broken_package(std::string_view reason, std::string_view part) {
  return invalid("workbook.xlsx.broken", {{"reason", std::string(reason)}, {"part", std::string(part)}});
}

Result<zip::Archive> open_package(std::string_view bytes) {
  const zip::Limits limits;
  if (bytes.size() > limits.packed_bytes)
    return invalid("workbook.file.too_big", {{"limit", std::to_string(limits.packed_bytes / (1024 * 1024))}});
  if (is_blank(bytes)) return not_a_workbook("empty");
  if (!bytes.starts_with("PK\x03\x04")) return refuse_foreign(bytes);
  auto archive = zip::Archive::open(bytes, limits);
  if (!archive) {
    // Without the directory at its end the file was cut off on its way.
    if (archive.error().args.contains("reason") && archive.error().args.at("reason") == "no directory")
      return refuse_foreign(bytes);
    return archive;
  }
  if (archive->find("EncryptedPackage") != nullptr) return not_a_workbook("encrypted");
  if (archive->find("xl/workbook.bin") != nullptr) return not_a_workbook("xlsb");
  if (archive->find("content.xml") != nullptr && archive->find("META-INF/manifest.xml") != nullptr)
    return not_a_workbook("ods");
  if (archive->find("word/document.xml") != nullptr || archive->find("ppt/presentation.xml") != nullptr)
    return not_a_workbook("docx");
  return archive;
}

Result<WorkbookPart> read_workbook_part(const zip::Archive& archive) {
  WorkbookPart book;
  for (const auto& [id, relation] : TRY(read_relations(archive, "")))
    if (last_word(relation.type) == "officeDocument") book.name = relation.target;
  const zip::Member* member = archive.find(book.name);
  if (book.name.empty() || member == nullptr) return not_a_workbook("no_workbook");
  // As the archive spells it: the name under which it can be replaced.
  book.name = member->name;
  const std::string document = TRY(archive.read(*member));
  const RelationMap relations = TRY(read_relations(archive, book.name));
  for (const auto& [id, relation] : relations) {
    if (last_word(relation.type) == "sharedStrings") book.shared_strings = relation.target;
    if (last_word(relation.type) == "styles") book.styles = relation.target;
    if (last_word(relation.type) == "vbaProject") book.macros = true;
  }
  const auto truth = [](std::optional<std::string_view> raw) { return raw && (*raw == "1" || *raw == "true"); };
  xml::Scanner scanner(document, spaces);
  bool root = true;
  for (xml::Event event = scanner.next(); event != xml::Event::Done; event = scanner.next()) {
    if (event == xml::Event::Broken) return broken_part(scanner, book.name);
    if (event != xml::Event::Start) continue;
    if (std::exchange(root, false) && !is_main(scanner, "workbook")) return not_a_workbook("no_workbook");
    if (!is_main(scanner)) continue;
    if (scanner.local() == "workbookPr") {
      book.epoch_1904 = truth(scanner.attribute("date1904"));
    } else if (scanner.local() == "calcPr") {
      book.calculates_on_load = truth(scanner.attribute("fullCalcOnLoad"));
    } else if (scanner.local() == "sheet" && scanner.depth() == 3) {
      auto id = scanner.attribute(Space::Relations, "id");
      if (!id) id = scanner.attribute(StrictRelations, "id");
      const auto found = relations.find(std::string(id.value_or("")));
      const std::string name = scanner.attribute_text("name");
      book.tabs.push_back(name);
      if (found == relations.end()) return broken_package("sheet without part", name);
      if (last_word(found->second.type) != "worksheet") continue;
      const zip::Member* part = archive.find(found->second.target);
      if (part == nullptr) return broken_package("missing part", found->second.target);
      const std::string_view state = scanner.attribute("state").value_or("visible");
      book.sheets.push_back({name, part->name, state != "visible", static_cast<int>(book.tabs.size()) - 1});
    } else if (scanner.local() == "definedName") {
      DefinedName name;
      name.name = scanner.attribute_text("name");
      if (const auto local = scanner.attribute("localSheetId")) {
        const auto tab = std::ranges::all_of(*local, [](char c) { return c >= '0' && c <= '9'; }) && local->size() < 6
                             ? std::atoi(std::string(*local).c_str())
                             : -1;
        name.sheet = tab;
      }
      if (!read_text(scanner, name.formula)) return broken_part(scanner, book.name);
      book.names.push_back(std::move(name));
    }
  }
  // A definedName's localSheetId counts all tabs; ours counts worksheets.
  for (DefinedName& name : book.names) {
    if (name.sheet < 0) continue;
    const auto found = std::ranges::find(book.sheets, name.sheet, &SheetEntry::tab);
    name.sheet = found == book.sheets.end() ? -2 : static_cast<int>(found - book.sheets.begin());
  }
  std::erase_if(book.names, [](const DefinedName& name) { return name.sheet == -2; });
  if (book.sheets.empty()) return invalid("workbook.xlsx.no_sheets");
  return book;
}

}  // namespace sonae::xlsx
