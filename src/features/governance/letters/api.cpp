#include "features/governance/letters/api.h"

#include <charconv>
#include <memory>

#include "base/json.h"
#include "core/directory/directory.h"
#include "features/governance/letters/documents.h"
#include "features/governance/letters/letters.h"
#include "formats/docx/docx.h"
#include "formats/drawing/render.h"
#include "platform/http/routes.h"
#include "platform/messages/messages.h"

namespace sonae::governance::letters {

namespace {

using http::Context;
using http::field;
using http::optional;
using http::Response;
using http::Schema;

constexpr std::string_view pdf_type = "application/pdf";

json::object to_json(const Edition& one) {
  return json::object{
      {"number", one.number}, {"published_on", one.published_on.iso()}, {"by", one.by}, {"note", one.note}};
}

Result<Response> as_file(const Context& context, const drawing::Document& document, const std::string& name) {
  if (context.request.query_or("format", "pdf") == "docx")
    return Response::download(TRY(docx::write(document)), std::string(docx::media_type), name + ".docx");
  return Response::download(TRY(drawing::to_pdf(document)), std::string(pdf_type), name + ".pdf");
}

class Api {
 public:
  explicit Api(Services services) : services_(services) {}

  Result<Response> appointment_letter(const Context& context) {
    const auto id = TRY(http::id_in<AppointmentTag>(context.request.parameter("appointment")));
    Appointment one;
    std::string company;
    TRY(services_.database.read([&](db::Tx& tx) -> Result<void> {
      one = TRY(get_appointment(tx, context.who(), id));
      company = TRY(directory::get_company(tx, context.who().company)).name;
      return {};
    }));
    const auto document = letter(one, company, context.who().language, context.now);
    return as_file(context, document, document.imprint.title + " " + one.name);
  }

  Result<Response> draft(const Context& context) {
    const Material material = TRY(load(context));
    const auto document = description(material.report, material.company, 0, context.who().language, context.now);
    return as_file(context, document, document.imprint.title);
  }

  Result<Response> editions(const Context& context) {
    json::array list;
    for (const Edition& one :
         TRY(services_.database.read([&](db::Tx& tx) { return list_editions(tx, context.who()); })))
      list.push_back(to_json(one));
    return Response::json(json::object{{"editions", std::move(list)}});
  }

  Result<Response> publish_now(const Context& context) {
    const Material material = TRY(load(context));
    const auto& note = context.body().at("note").as_string();
    Publish command{material.next, {note.data(), note.size()}, {}};
    // The document is of the company, not of whoever pressed: in the company's language, drawn before the transaction.
    command.document = TRY(
        drawing::to_pdf(description(material.report, material.company, material.next, material.language, context.now)));
    const Edition made = TRY(
        services_.database.write([&](db::WriteTx& tx) { return publish(tx, context.who(), command, context.now); }));
    return Response::json(to_json(made), 201);
  }

  Result<Response> edition_pdf(const Context& context) {
    const std::string& text = context.request.parameter("edition");
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return not_found();
    std::string bytes =
        TRY(services_.database.read([&](db::Tx& tx) { return edition_document(tx, context.who(), number); }));
    const std::string name =
        messages::say(context.who().language, "governance.description.file", {{"edition", std::to_string(number)}});
    return Response::download(std::move(bytes), std::string(pdf_type), name + ".pdf");
  }

 private:
  struct Material {
    check::Report report;
    std::string company;
    std::string language;
    int next = 1;
  };
  Result<Material> load(const Context& context) {
    return services_.database.read([&](db::Tx& tx) -> Result<Material> {
      TRY(require(context.who(), Permission::ProgrammeRead));
      const auto company = TRY(directory::get_company(tx, context.who().company));
      return Material{TRY(check::current(tx, context.who(), context.now)), company.name,
                      company.language.empty() ? "ja" : company.language, TRY(next_number(tx, context.who()))};
    });
  }

  Services services_;
};

}  // namespace

void add_routes(http::Router& router, Services services) {
  using enum http::Method;
  const auto api = std::make_shared<Api>(services);
  const Schema edition = Schema::object({field("number", Schema::integer(1)), field("published_on", Schema::date()),
                                         field("by", Schema::string()), field("note", Schema::string())});
  const auto route = [&](http::Method method, std::string pattern, Permission permission, std::string summary,
                         Result<Response> (Api::*action)(const Context&)) {
    return http::make_route(api, method, "/api/v1/governance" + std::move(pattern), {permission, RowScope::Company},
                            std::move(summary), action);
  };
  const std::vector<Schema::Field> format = {optional("format", Schema::enumeration({"pdf", "docx"}))};
  auto letter = http::heavy(route(Get, "/appointments/{appointment}/letter", Permission::ProgrammeRead,
                                  "The letter of an appointment as PDF or Word.", &Api::appointment_letter));
  letter.query = format;
  router.add(std::move(letter));
  auto draft = http::heavy(route(Get, "/description", Permission::ProgrammeRead,
                                 "The description of the organisation as it stands, as PDF or Word.", &Api::draft));
  draft.query = format;
  router.add(std::move(draft));
  router.add(http::answering(
      route(Get, "/editions", Permission::SignedIn, "Published editions of the description.", &Api::editions),
      Schema::object({field("editions", Schema::array(edition))})));
  router.add(http::heavy(http::with_forms(
      route(Post, "/editions", Permission::CompanyManage, "Publishes the description as it stands.", &Api::publish_now),
      Schema::object({field("note", Schema::string(2'000))}), edition)));
  router.add(
      route(Get, "/editions/{edition}/pdf", Permission::SignedIn, "A published edition as PDF.", &Api::edition_pdf));
}

}  // namespace sonae::governance::letters
