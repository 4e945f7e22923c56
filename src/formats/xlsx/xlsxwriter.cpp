// The functions of libxlsxwriter that create.cpp calls.
#include <xlsxwriter.h>

#include "base/shared_library.h"

namespace sonae::xlsx {
namespace {
constexpr SharedLibrary xlsxwriter("libxlsxwriter.so.4");
}  // namespace

// clang-format off
SONAE_FORWARD(xlsxwriter, char*, lxw_strerror, (lxw_error error), (error))

SONAE_FORWARD(xlsxwriter, lxw_workbook*, workbook_new, (const char* file), (file))
SONAE_FORWARD(xlsxwriter, lxw_format*, workbook_add_format, (lxw_workbook* book), (book))
SONAE_FORWARD(xlsxwriter, lxw_worksheet*, workbook_add_worksheet, (lxw_workbook* book, const char* name), (book, name))
SONAE_FORWARD(xlsxwriter, lxw_error, workbook_set_properties, (lxw_workbook* book, lxw_doc_properties* properties),
              (book, properties))
SONAE_FORWARD(xlsxwriter, lxw_error, workbook_close, (lxw_workbook* book), (book))

SONAE_FORWARD(xlsxwriter, void, format_set_align, (lxw_format* format, uint8_t alignment), (format, alignment))
SONAE_FORWARD(xlsxwriter, void, format_set_bg_color, (lxw_format* format, lxw_color_t color), (format, color))
SONAE_FORWARD(xlsxwriter, void, format_set_bold, (lxw_format* format), (format))
SONAE_FORWARD(xlsxwriter, void, format_set_border, (lxw_format* format, uint8_t style), (format, style))
SONAE_FORWARD(xlsxwriter, void, format_set_font_name, (lxw_format* format, const char* name), (format, name))
SONAE_FORWARD(xlsxwriter, void, format_set_font_size, (lxw_format* format, double size), (format, size))
SONAE_FORWARD(xlsxwriter, void, format_set_num_format, (lxw_format* format, const char* code), (format, code))
SONAE_FORWARD(xlsxwriter, void, format_set_text_wrap, (lxw_format* format), (format))
SONAE_FORWARD(xlsxwriter, void, format_set_unlocked, (lxw_format* format), (format))

SONAE_FORWARD(xlsxwriter, lxw_error, worksheet_data_validation_range,
              (lxw_worksheet* sheet, lxw_row_t first_row, lxw_col_t first_column, lxw_row_t last_row,
               lxw_col_t last_column, lxw_data_validation* rule),
              (sheet, first_row, first_column, last_row, last_column, rule))
SONAE_FORWARD(xlsxwriter, void, worksheet_fit_to_pages, (lxw_worksheet* sheet, uint16_t width, uint16_t height),
              (sheet, width, height))
SONAE_FORWARD(xlsxwriter, void, worksheet_freeze_panes, (lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column),
              (sheet, row, column))
SONAE_FORWARD(xlsxwriter, lxw_error, worksheet_repeat_rows, (lxw_worksheet* sheet, lxw_row_t first, lxw_row_t last),
              (sheet, first, last))
SONAE_FORWARD(xlsxwriter, lxw_error, worksheet_set_column,
              (lxw_worksheet* sheet, lxw_col_t first, lxw_col_t last, double width, lxw_format* format),
              (sheet, first, last, width, format))
SONAE_FORWARD(xlsxwriter, void, worksheet_set_landscape, (lxw_worksheet* sheet), (sheet))
SONAE_FORWARD(xlsxwriter, void, worksheet_set_paper, (lxw_worksheet* sheet, uint8_t paper), (sheet, paper))
SONAE_FORWARD(xlsxwriter, lxw_error, worksheet_write_blank,
              (lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, lxw_format* format), (sheet, row, column, format))
SONAE_FORWARD(xlsxwriter, lxw_error, worksheet_write_number,
              (lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, double number, lxw_format* format),
              (sheet, row, column, number, format))
SONAE_FORWARD(xlsxwriter, lxw_error, worksheet_write_string,
              (lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const char* text, lxw_format* format),
              (sheet, row, column, text, format))
// clang-format on

}  // namespace sonae::xlsx
