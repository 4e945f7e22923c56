// The shapes of this slice's JSON.

#include "features/contacts/api_json.h"

namespace sonae::contacts {

namespace {

using http::field;
using http::Schema;

constexpr std::size_t generous = 4'000;  ///< longer than any limit of ours, so that the limit itself can speak

std::vector<Schema::Field> typed_fields() {
  std::vector<Schema::Field> fields{field("purpose", purpose_schema())};
  for (const char* name : {"kind", "name", "person", "phone", "extension", "hours", "language", "mail", "page",
                           "alternative", "contract_number", "country", "site", "tell_what", "tell_within", "tell_by"})
    fields.push_back(field(name, Schema::string(generous)));
  fields.push_back(field("expires", Schema::date().nullable()));
  fields.push_back(field("prefecture", Schema::integer(0, prefectures)));
  return fields;
}

std::vector<Schema::Field> shown_fields() {
  auto fields = typed_fields();
  fields.push_back(field("dial", Schema::string()));
  fields.push_back(field("wrong_on", Schema::date().nullable()));
  return fields;
}

Schema said_schema() {
  std::vector<Schema::Field> fields;
  for (const Part part : all_parts()) fields.push_back(field(std::string(name_of(part)), Schema::string(generous)));
  return Schema::object(std::move(fields));
}

Schema language() { return Schema::enumeration({"ja", "en"}); }

}  // namespace

Schema purpose_schema() {
  std::vector<std::string> names;
  for (const Purpose purpose : all_purposes()) names.emplace_back(name_of(purpose));
  return Schema::enumeration(std::move(names));
}

Schema details_schema() {
  auto fields = typed_fields();
  fields.push_back(field("agreed_with", Schema::string(generous)));
  fields.push_back(field("agreed_on", Schema::date().nullable()));
  fields.push_back(field("note", Schema::string(generous)));
  fields.push_back(http::optional("version", Schema::integer(1)));
  // What is left out is empty: few contacts have every part.
  for (Schema::Field& one : fields) one.required = one.name == "purpose" || one.name == "name";
  return Schema::object(std::move(fields));
}

Schema contact_schema() {
  auto fields = shown_fields();
  fields.push_back(field("id", Schema::uuid()));
  fields.push_back(field("agreed_with", Schema::string()));
  fields.push_back(field("agreed_on", Schema::date().nullable()));
  fields.push_back(field("note", Schema::string()));
  fields.push_back(field("last_result", Schema::string()));
  fields.push_back(field("last_called_on", Schema::date().nullable()));
  fields.push_back(field("version", Schema::integer(1)));
  return Schema::object(std::move(fields));
}

Schema need_schema() {
  return Schema::object({field("purpose", purpose_schema()), field("needed", Schema::boolean()),
                         field("proposed", Schema::boolean()), field("reason", Schema::string()),
                         field("page", Schema::string()), field("version", Schema::integer(0))});
}

Schema readiness_schema() {
  const Schema finding = Schema::object({field("gap", Schema::string()), field("subject", Schema::string()),
                                         field("purpose", purpose_schema().nullable()),
                                         field("weight", Schema::enumeration({"low", "medium", "high"})),
                                         field("text", Schema::string()), field("remedy", Schema::string())});
  return Schema::object({field("findings", Schema::array(finding)), field("ready", Schema::boolean()),
                         field("needed", Schema::integer(0)), field("reached", Schema::integer(0)),
                         field("last_test", Schema::date().nullable())});
}

Schema test_schema() {
  const Schema call = Schema::object({field("contact", Schema::uuid()), field("purpose", purpose_schema()),
                                      field("name", Schema::string()), field("phone", Schema::string()),
                                      field("dial", Schema::string()), field("result", Schema::string()),
                                      field("new_phone", Schema::string()), field("note", Schema::string()),
                                      field("called_on", Schema::date().nullable()),
                                      field("called_by", Schema::string()), field("version", Schema::integer(1))});
  return Schema::object({field("id", Schema::uuid()), field("started_on", Schema::date()),
                         field("started_by", Schema::string()), field("finished_on", Schema::date().nullable()),
                         field("finished_by", Schema::string()), field("cancelled", Schema::boolean()),
                         field("calls", Schema::array(call))});
}

Schema words_schema() {
  return Schema::object({field("purpose", purpose_schema()), field("language", language()),
                         field("said", said_schema()), field("version", Schema::integer(0))});
}

Schema card_schema() {
  const Schema link =
      Schema::object({field("id", Schema::uuid()), field("revoked_at", Schema::integer(0).nullable()),
                      field("uses", Schema::integer(0)), field("last_used_on", Schema::date().nullable())});
  return Schema::object({field("id", Schema::uuid()), field("number", Schema::integer(1)),
                         field("site", Schema::string()), field("language", language()), field("ask", Schema::string()),
                         field("book_version", Schema::integer(0)), field("issued_on", Schema::date()),
                         field("issued_by", Schema::string()), field("link", link.nullable())});
}

Schema face_schema() {
  const Schema words =
      Schema::object({field("purpose", purpose_schema()), field("language", language()), field("said", said_schema())});
  return Schema::object({field("company", Schema::string()), field("site", Schema::string()),
                         field("number", Schema::integer(0)), field("issued_on", Schema::date().nullable()),
                         field("ask", Schema::string()), field("calls", Schema::array(Schema::object(shown_fields()))),
                         field("words", Schema::array(words))});
}

}  // namespace sonae::contacts
