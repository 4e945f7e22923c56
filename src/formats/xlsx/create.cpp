#include "formats/xlsx/create.h"

#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <array>
#include <memory>

namespace sonae::xlsx {

namespace {

/// libxlsxwriter writes to a path only; an anonymous memory file gives it one without touching a disk.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("workbook", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }
  [[nodiscard]] Result<std::string> contents() const {
    const off_t size = lseek(descriptor_, 0, SEEK_END);
    if (size < 0) return internal("memory file");
    std::string bytes(static_cast<std::size_t>(size), '\0');
    std::size_t read_so_far = 0;
    while (read_so_far < bytes.size()) {
      const ssize_t got =
          pread(descriptor_, bytes.data() + read_so_far, bytes.size() - read_so_far, static_cast<off_t>(read_so_far));
      if (got <= 0) return internal("memory file");
      read_so_far += static_cast<std::size_t>(got);
    }
    return bytes;
  }

 private:
  int descriptor_;
};

using Formats = std::array<lxw_format*, 6>;

Formats make_formats(lxw_workbook* book) {
  Formats formats{};
  for (auto& format : formats) {
    format = workbook_add_format(book);
    format_set_font_name(format, "Yu Gothic");
    format_set_font_size(format, 10);
  }
  const auto framed = [&](Look look) {
    lxw_format* format = formats[static_cast<std::size_t>(look)];
    format_set_border(format, LXW_BORDER_THIN);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
  };
  format_set_bold(formats[static_cast<std::size_t>(Look::Title)]);
  format_set_font_size(formats[static_cast<std::size_t>(Look::Title)], 14);
  lxw_format* heading = framed(Look::Heading);
  format_set_bold(heading);
  format_set_bg_color(heading, 0xF2F2F2);
  framed(Look::Text);
  lxw_format* answer = framed(Look::Answer);
  format_set_bg_color(answer, 0xFFFDF2);
  format_set_unlocked(answer);
  format_set_num_format(framed(Look::Typed), "@");
  return formats;
}

lxw_error add_choices(lxw_worksheet* sheet, const NewChoices& choices) {
  std::vector<char*> values;  // the library declares them mutable and does not change them
  for (const std::string& value : choices.values) values.push_back(const_cast<char*>(value.c_str()));
  values.push_back(nullptr);
  lxw_data_validation validation{};
  validation.validate = LXW_VALIDATION_TYPE_LIST;
  validation.value_list = values.data();
  return worksheet_data_validation_range(sheet, choices.first_row, choices.column, choices.last_row, choices.column,
                                         &validation);
}

lxw_error write_sheet(lxw_worksheet* sheet, const NewSheet& wanted, const Formats& formats) {
  lxw_error worst = LXW_NO_ERROR;
  const auto note = [&](lxw_error error) {
    if (error != LXW_NO_ERROR) worst = error;
  };
  for (std::size_t i = 0; i < wanted.widths.size(); ++i)
    note(worksheet_set_column(sheet, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), wanted.widths[i], nullptr));
  for (const NewCell& cell : wanted.cells) {
    lxw_format* format = formats[static_cast<std::size_t>(cell.look)];
    if (cell.number)
      note(worksheet_write_number(sheet, cell.row, cell.column, *cell.number, format));
    else if (cell.text.empty())
      note(worksheet_write_blank(sheet, cell.row, cell.column, format));
    else
      note(worksheet_write_string(sheet, cell.row, cell.column, cell.text.c_str(), format));
  }
  for (const NewChoices& choices : wanted.choices) note(add_choices(sheet, choices));
  worksheet_freeze_panes(sheet, wanted.heading_row + 1, wanted.frozen_columns);
  note(worksheet_repeat_rows(sheet, wanted.heading_row, wanted.heading_row));
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 8);  // A3
  worksheet_fit_to_pages(sheet, 1, 0);
  return worst;
}

}  // namespace

Result<std::string> create(const std::vector<NewSheet>& sheets) {
  const MemoryFile file;
  lxw_workbook* book = workbook_new(file.path().c_str());
  if (book == nullptr) return internal("libxlsxwriter: no workbook");
  // A fixed creation time keeps the bytes the same for the same input.
  lxw_doc_properties properties{};
  properties.created = 1'767'225'600;  // 2026-01-01
  workbook_set_properties(book, &properties);
  const Formats formats = make_formats(book);
  lxw_error worst = LXW_NO_ERROR;
  for (const NewSheet& wanted : sheets) {
    lxw_worksheet* sheet = workbook_add_worksheet(book, wanted.name.c_str());
    if (sheet == nullptr) {
      worst = LXW_ERROR_SHEETNAME_LENGTH_EXCEEDED;
      continue;
    }
    if (const lxw_error error = write_sheet(sheet, wanted, formats); error != LXW_NO_ERROR) worst = error;
  }
  const lxw_error closed = workbook_close(book);
  if (worst != LXW_NO_ERROR) return internal(std::string("libxlsxwriter: ") + lxw_strerror(worst));
  if (closed != LXW_NO_ERROR) return internal(std::string("libxlsxwriter: ") + lxw_strerror(closed));
  return file.contents();
}

}  // namespace sonae::xlsx
