#pragma once
// The company's people as a table: looked at before anything is stored, taken in all at once, given out again.

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "features/people/plan.h"
#include "features/people/table.h"
#include "formats/csv/csv.h"
#include "platform/db/db.h"

namespace sonae::people {

/// What stands now, as an import needs it. CompanyManage.
[[nodiscard]] Result<Known> load_known(db::Tx& tx, const Actor& actor, Instant now);

struct Import {
  Table table;
  Headings headings;
  std::string source;       ///< the file's name
  std::string fingerprint;  ///< of the plan that the person saw
  bool good_rows_only = false;
  std::optional<bool> make_departments = {};  ///< as in Known
  std::set<std::string> leavers = {};         ///< ids of missing people whom the person confirmed one by one
  Date left_on = {};                          ///< their last day
};
struct Imported {
  directory::Imported done;
  std::size_t left_out = 0;  ///< rows with problems
};
/// CompanyManage. Conflict ("directory.people.changed") when the plan is no longer the one that was seen; Invalid
/// ("people.import.problems", arg count) when rows have problems and the person did not say to leave them out,
/// ("people.import.nothing") when nothing would change. Errors of make_plan and directory::import_people. Nobody leaves
/// who was not confirmed.
[[nodiscard]] Result<Imported> import_table(db::WriteTx& tx, const Actor& actor, const Import& import, Instant now,
                                            const directory::LeftHooks& left = {});

/// Headings and one line per person who has not left, as the import reads them. CompanyManage.
[[nodiscard]] Result<std::vector<std::vector<std::string>>> export_people(db::Tx& tx, const Actor& actor, Instant now);
/// The headings of a table, in the language of the page.
[[nodiscard]] std::vector<std::string> headings_in(std::string_view language);

/// Invalid ("people.export.lost", arg characters) when CP932 cannot hold everything.
[[nodiscard]] Result<std::string> write_people_csv(const std::vector<std::vector<std::string>>& table,
                                                   csv::Encoding encoding);
/// A workbook whose cells keep leading zeros when somebody types into them; `guide` adds a sheet that says what belongs
/// where and rows to type into.
enum class Guide : std::uint8_t { Without, With };
[[nodiscard]] Result<std::string> write_people_workbook(const std::vector<std::vector<std::string>>& table,
                                                        std::string_view language, Guide guide);

}  // namespace sonae::people
