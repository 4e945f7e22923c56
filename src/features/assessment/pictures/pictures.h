#pragma once
// Radar, heat map, trend and progress of a sheet: the numbers of the totals as drawings, each with one plain sentence
// that says what it means and with the same numbers as a table (screens.md 5 and 7).
//
// Every picture is made from the rows of the actor's scope alone: a manager's pictures know the own departments only.
// NotFound: no such assessment, or another company's. Permission: SheetRead.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/assessment/assessment.h"
#include "features/assessment/pictures/mapped_years.h"
#include "features/assessment/target/rules_target.h"
#include "formats/drawing/drawing.h"

namespace sonae::assessment::pictures {

enum class Name : std::uint8_t { Radar, HeatMap, Trend, Progress };
[[nodiscard]] std::optional<Name> parse_name(std::string_view name);  ///< "radar" "heatmap" "trend" "progress"
[[nodiscard]] std::string_view name_of(Name name);

/// Everything the pictures of one sheet are made from.
struct Material {
  Sheet sheet;
  std::optional<Sheet> previous;  ///< the year before: the radar's dashed line
  std::vector<Sheet> earlier;     ///< one per earlier fiscal year, newest first, at most `trend_years`
  std::vector<std::pair<std::string, std::string>> departments;  ///< id and name, parents before children
  target::Goal goal;                                             ///< empty: nothing was promised yet
};
constexpr std::size_t trend_years = 7;

/// `only`: just what this picture needs; nothing: what all of them do.
Result<Material> load(db::Tx& tx, const Actor& actor, const Id<Assessment>& id,
                      std::optional<Name> only = std::nullopt);

enum class Lines : std::uint8_t { Overall, Levels };
struct Wish {
  double width = 640;   ///< CSS pixels
  double height = 240;  ///< trend only; the others are as high as they need
  TotalsOptions options;
  Lines lines = Lines::Overall;  ///< trend only
  int most = 0;                  ///< heat map only: at most so many departments, the weakest; 0: all
  double row_height = 24;        ///< heat map only
  std::string language = "ja";
};

struct Value {
  std::string text;              ///< as people read it
  std::optional<double> number;  ///< for a workbook's cell
};
struct Picture {
  std::string title;
  std::string sentence;
  drawing::Drawing drawing;
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;
};
/// Links in the drawing are queries of the sheet's page: "department=…&label=…".
[[nodiscard]] Picture draw(const Material& material, Name name, const Wish& wish);

/// A PNG that stands alone on a slide: title above, sentence below, twice the size. Errors as drawing::to_png.
[[nodiscard]] Result<std::string> to_png(const Picture& picture, const Material& material, const Wish& wish);
/// The table as a workbook of one sheet, numbers as numbers.
[[nodiscard]] Result<std::string> to_xlsx(const Picture& picture, const Material& material, const Wish& wish);

}  // namespace sonae::assessment::pictures
