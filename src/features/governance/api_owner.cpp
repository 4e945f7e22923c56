#include "features/governance/api_owner.h"

#include "formats/docx/docx.h"
#include "formats/drawing/render.h"

namespace sonae::governance {

using http::field;
using http::Schema;

namespace {
Schema kinds() { return Schema::enumeration({"role", "department", "user"}); }
}  // namespace

Schema owner_form() { return Schema::object({field("kind", kinds()), field("id", Schema::string(64))}); }

Schema owner_schema() {
  return Schema::object({field("kind", kinds()), field("id", Schema::string()), field("name", Schema::string())});
}

tasks::Owner owner_in(const json::value& value) {
  const json::object& object = value.as_object();
  return owner_of(text_in(object, "kind"), text_in(object, "id")).value_or(tasks::Owner{});
}

json::value to_json(const tasks::Owner& owner, const OwnerNames& names, std::string_view language) {
  const OwnerColumns columns = columns_of(owner);
  return json::object{{"kind", columns.kind}, {"id", columns.id}, {"name", names.name_of(owner, language)}};
}

Schema standing_schema() {
  return Schema::object({field("state", Schema::enumeration({"none", "open", "done", "dropped"})),
                         field("note", Schema::string()), field("closed_at", Schema::integer().nullable())});
}

json::value to_json(const Standing& standing) {
  return json::object{{"state", standing.known ? tasks::name_of(standing.state) : "none"},
                      {"note", standing.note},
                      {"closed_at", or_null(standing.closed_at)}};
}

std::string text_in(const json::object& body, std::string_view name) {
  const auto* value = body.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

Date date_in(const json::object& body, std::string_view name) {
  const auto date = Date::parse_iso(text_in(body, name));
  if (!date) die("a date that its schema did not check");
  return *date;
}

json::value or_null(const std::optional<Instant>& at) { return at ? json::value(at->ms()) : json::value(nullptr); }

http::Response pdf_response(std::string bytes, std::string_view stem) {
  return http::Response::download(std::move(bytes), "application/pdf", std::string(stem) + ".pdf");
}

http::Schema::Field paper_format() { return http::optional("format", Schema::enumeration({"pdf", "docx"})); }

Result<http::Response> paper_response(const http::Context& context, const drawing::Document& document,
                                      std::string_view stem) {
  if (context.request.query_or("format", "pdf") != "docx") return pdf_response(TRY(drawing::to_pdf(document)), stem);
  return http::Response::download(TRY(docx::write(document)), std::string(docx::media_type),
                                  std::string(stem) + ".docx");
}

}  // namespace sonae::governance
