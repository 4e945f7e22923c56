// The shapes of what the routes answer, for openapi.json.

#include "features/assessment/versions/api_json.h"

namespace sonae::assessment::versions {

namespace {

using http::field;
using http::Schema;

Schema numbers() { return Schema::array(Schema::integer()); }
Schema named() { return Schema::object({field("id", Schema::uuid()), field("name", Schema::string())}); }
Schema sheet_ref() {
  return Schema::object(
      {field("id", Schema::uuid()), field("fiscal_year", Schema::integer()), field("title", Schema::string())});
}
Schema item() {
  return Schema::object({field("no", Schema::integer()), field("level", Schema::integer().nullable()),
                         field("label", Schema::string()), field("condition", Schema::string()),
                         field("criteria", Schema::string())})
      .nullable();
}
Schema marks() {
  return Schema::array(Schema::object({field("kind", Schema::enumeration({"kept", "removed", "added"})),
                                       field("text", Schema::string())}))
      .nullable();
}
Schema counts() { return Schema::map(Schema::integer()); }
Schema basis() {
  return Schema::enumeration({"wording", "numbers"})
      .described("What items were recognised by; numbers where one side has only our topics.");
}

}  // namespace

Schema entry_schema() {
  return Schema::object({field("side", Schema::string()), field("framework", Schema::string()),
                         field("version", Schema::string()), field("name", Schema::string()),
                         field("source", Schema::enumeration({"workbook", "pack"})),
                         field("variant", Schema::integer()), field("items", Schema::integer()),
                         field("created_at", Schema::integer().nullable()), field("fiscal_years", numbers())});
}

Schema change_schema() {
  return Schema::object(
      {field("kind", Schema::enumeration({"unchanged", "renumbered", "reworded", "added", "removed"})),
       field("from", item()), field("to", item()), field("condition", marks()), field("criteria", marks())});
}

Schema comparison_schema() {
  return Schema::object({field("from", entry_schema()), field("to", entry_schema()), field("basis", basis()),
                         field("same_version", Schema::boolean()), field("counts", counts()),
                         field("rows", Schema::array(change_schema()))});
}

Schema sheet_comparison_schema() {
  return Schema::object({field("sheet", sheet_ref()), field("source", sheet_ref().nullable()),
                         field("carried_over", Schema::boolean()), field("comparison", comparison_schema().nullable()),
                         field("departments", Schema::array(Schema::object(
                                                  {field("department", named().nullable()), field("again", numbers()),
                                                   field("open", numbers()), field("carried", Schema::integer())})))});
}

Schema carry_preview_schema() {
  return Schema::object(
      {field("source", sheet_ref()), field("basis", basis()), field("carried", Schema::integer()),
       field("renumbered", Schema::integer()), field("reworded", Schema::integer()), field("added", Schema::integer()),
       field("open", Schema::integer()), field("removed", Schema::integer()),
       field("in_workbook", Schema::integer().described("Answered in the workbook itself, which then stands.")),
       field("departments",
             Schema::array(Schema::object({field("department", named().nullable()), field("carried", Schema::integer()),
                                           field("reworded", numbers()), field("added", numbers()),
                                           field("open", numbers())})))});
}

Schema kept_schema() {
  const Schema side = Schema::object({field("side", Schema::string()), field("name", Schema::string())});
  return Schema::object(
      {field("id", Schema::uuid()), field("assessment", Schema::uuid()), field("fiscal_year", Schema::integer()),
       field("from", side), field("to", side), field("counts", counts()), field("note", Schema::string()),
       field("at", Schema::integer()), field("by", Schema::string()),
       field("departments",
             Schema::array(Schema::object({field("department", named().nullable()), field("numbers", numbers()),
                                           field("carried", Schema::integer())})))});
}

Schema trend_schema() {
  return Schema::object(
      {field("years",
             Schema::array(Schema::object({field("fiscal_year", Schema::integer()), field("assessment", Schema::uuid()),
                                           field("title", Schema::string()),
                                           field("answers", Schema::enumeration({"handed_in", "sheet"}))}))),
       field(
           "series",
           Schema::array(Schema::object(
               {field("key", Schema::string().described("overall, or the level: 1, 2, 3, none")),
                field("years", Schema::array(Schema::object(
                                   {field("rate", Schema::integer().nullable()), field("items", Schema::integer()),
                                    field("points", Schema::integer()), field("max_points", Schema::integer())})))}))),
       field("mapped_items", Schema::integer()), field("of_items", Schema::integer()),
       field("note", Schema::string())});
}

Schema scs_schema() {
  const Schema standing =
      Schema::enumeration({"met", "partly", "not_met", "not_applicable", "unanswered", "not_asked"});
  const Schema criterion =
      Schema::object({field("id", Schema::string()), field("star", Schema::integer(3, 4)),
                      field("title", Schema::string()), field("standing", standing),
                      field("confidence", Schema::enumeration({"confirmed", "likely", "guess"}).nullable()),
                      field("items", Schema::array(Schema::object({field("guideline_no", Schema::integer()),
                                                                   field("no", Schema::integer().nullable()),
                                                                   field("score", Schema::string())})))});
  const Schema requirement = Schema::object({field("id", Schema::string()), field("star", Schema::integer(3, 4)),
                                             field("title", Schema::string()), field("standing", standing),
                                             field("criteria", Schema::array(criterion))});
  return Schema::object(
      {field("sheet", sheet_ref()),
       field("scheme",
             Schema::object({field("id", Schema::string()), field("version", Schema::string()),
                             field("name", Schema::string()), field("caveats", Schema::array(Schema::string()))})),
       field("guideline", Schema::object({field("id", Schema::string()), field("version", Schema::string()),
                                          field("name", Schema::string())})),
       field("trust", Schema::enumeration({"same", "mapped", "assumed"})), field("partial", Schema::boolean()),
       field("star3", counts()), field("star4", counts()),
       field("areas", Schema::array(Schema::object({field("no", Schema::integer()), field("name", Schema::string()),
                                                    field("csf", Schema::string()), field("star3", counts()),
                                                    field("star4", counts()),
                                                    field("requirements", Schema::array(requirement))})))});
}

}  // namespace sonae::assessment::versions
