#pragma once
// The year as a picture, on paper and as a list: what the page, the PDF and the workbook show.

#include <string>
#include <vector>

#include "core/tasks/schedules.h"
#include "formats/picture/gantt.h"

namespace sonae::plan {

/// Everything a picture of the year needs, read in one transaction.
struct Material {
  tasks::Plan plan;
  std::vector<tasks::CompanyDay> company_days;
  std::string company;
  Date today;
  std::string language;
  std::vector<std::string> owners;  ///< one per row, in words
};
/// ProgrammeRead. NotFound like get_plan.
[[nodiscard]] Result<Material> load(db::Tx& tx, const Actor& actor, int year, const tasks::HandIn& hand_in, Date today);

/// What is proposed for the first plan, drawn like a plan that exists.
[[nodiscard]] Result<Material> load_proposal(db::Tx& tx, const Actor& actor, int year, const tasks::HandIn& hand_in,
                                             Date today);

/// Links of bars: the task's id (proposals: the duty).
[[nodiscard]] picture::GanttDrawing draw(const Material& material, double width);
/// What the picture means, in one sentence.
[[nodiscard]] std::string sentence_of(const Material& material);

/// The list: a heading and a row per task.
struct List {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};
[[nodiscard]] List list_of(const Material& material);

enum class Paper : std::uint8_t { A4, A3 };
/// Landscape; the year on one sheet as long as its rows fit, else on as many as they need.
[[nodiscard]] Result<std::string> to_pdf(const Material& material, Paper paper, Instant now);
[[nodiscard]] Result<std::string> to_xlsx(const Material& material);

}  // namespace sonae::plan
