#include <charconv>

#include "formats/xlsx/package.h"

namespace sonae::xlsx {

namespace {

// Built-in formats that show dates, the East Asian ones (27-36, 50-58) included; 49 is "@".
NumberForm built_in_form(unsigned id) {
  if (id == 49) return NumberForm::Text;
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58))
    return NumberForm::Date;
  return NumberForm::Plain;
}

unsigned number_of(std::optional<std::string_view> raw) {
  unsigned value = 0;
  if (raw) std::from_chars(raw->data(), raw->data() + raw->size(), value);
  return value;
}

}  // namespace

bool is_date_format(std::string_view code) {
  // Only the first section counts; quoted text, escaped characters and [conditions] are no codes. [h] [m] [s] are.
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == ';') return false;
    if (c == '"') {
      i = code.find('"', i + 1);
      if (i == std::string_view::npos) return false;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      const std::size_t close = code.find(']', i);
      if (close == std::string_view::npos) return false;
      const std::string_view inside = code.substr(i + 1, close - i - 1);
      if (!inside.empty() && inside.find_first_not_of("hmsHMS") == std::string_view::npos) return true;
      i = close;
    } else if (std::string_view("yYmMdDhHsSgGeE").find(c) != std::string_view::npos) {
      // "General" and the exponent of "0.00E+00" are no dates.
      if (code.substr(i).starts_with("General") || code.substr(i).starts_with("GENERAL")) return false;
      const bool exponent = (c == 'E' || c == 'e') && i + 1 < code.size() && (code[i + 1] == '+' || code[i + 1] == '-');
      if (!exponent) return true;
    }
  }
  return false;
}

Result<std::vector<NumberForm>> read_styles(const zip::Archive& archive, const std::string& part) {
  std::vector<NumberForm> forms;
  if (part.empty()) return forms;
  const zip::Member* member = archive.find(part);
  if (member == nullptr) return broken_package("missing part", part);
  const std::string document = TRY(archive.read(*member));
  xml::Scanner scanner(document, spaces);
  std::map<unsigned, NumberForm> own;
  bool in_cells = false;
  while (true) {
    const xml::Event event = scanner.next();
    if (event == xml::Event::Done) return forms;
    if (event == xml::Event::Broken) return broken_part(scanner, part);
    if (event == xml::Event::Text || !is_main(scanner)) continue;
    if (scanner.local() == "cellXfs") in_cells = event == xml::Event::Start;
    if (event != xml::Event::Start) continue;
    if (scanner.local() == "numFmt") {
      const std::string code = scanner.attribute_text("formatCode");
      own[number_of(scanner.attribute("numFmtId"))] = code == "@"            ? NumberForm::Text
                                                      : is_date_format(code) ? NumberForm::Date
                                                                             : NumberForm::Plain;
    } else if (in_cells && scanner.local() == "xf") {
      const unsigned id = number_of(scanner.attribute("numFmtId"));
      const auto found = own.find(id);
      forms.push_back(found == own.end() ? built_in_form(id) : found->second);
    }
  }
}

}  // namespace sonae::xlsx
