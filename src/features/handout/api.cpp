#include "features/handout/api.h"

#include "core/directory/directory.h"
#include "features/handout/sheet.h"
#include "formats/drawing/render.h"
#include "platform/messages/messages.h"

namespace sonae::handout {

void add_routes(http::Router& router, notices::Services services) {
  http::Route route;
  route.method = http::Method::Get;
  route.pattern = "/api/v1/notices/paper/print";
  route.permission = Permission::CompanyManage;
  route.scope = RowScope::Company;
  route.summary = "The list for people whom no mail reaches, as A4 PDF with a QR code of the sign-in page.";
  route.cost = http::Cost::Heavy;
  route.handler = [services](const http::Context& context) -> Result<http::Response> {
    Cover cover;
    cover.now = context.now;
    cover.zone_offset_minutes = services.post.zone_offset_minutes;
    cover.address = services.post.link_base();
    const auto people = TRY(services.database.read([&](db::Tx& tx) -> Result<std::vector<notices::PaperPerson>> {
      cover.company = TRY(directory::get_company(tx, context.who().company)).name;
      return notices::list_paper(tx, context.who(), services.keys, services.post);
    }));
    const std::string& language = context.who().language;
    const auto document = TRY(sheet_of(people, cover, language));
    return http::Response::download(TRY(drawing::to_pdf(document)), "application/pdf",
                                    messages::say(language, "handout.file"));
  };
  router.add(std::move(route));
}

}  // namespace sonae::handout
