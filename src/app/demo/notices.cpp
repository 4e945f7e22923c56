#include "app/demo/notices.h"

#include "core/notices/notices.h"
#include "platform/trail/trail.h"

namespace sonae::app::demo {

Result<void> make_notices(World& world) {
  const json::value parsed = MUST(json::parse(demo_file("notices.json")));
  for (const json::value& value : parsed.as_array()) {
    const json::object& said = value.as_object();
    notices::NewNotice notice;
    notice.to = world.people.at(text_at(said, "to"));
    notice.kind = text_at(said, "kind");
    notice.key = text_at(said, "key");
    notice.subject = text_at(said, "subject");
    notice.text = text_at(said, "text");
    notice.link = "/today";
    const Instant at = world.days_ago(number_at(said, "days_ago"));
    const Actor secretary = TRY(world.actor("sato"));
    TRY(world.database.write([&](db::WriteTx& tx) -> Result<void> {
      TRY(notices::tell(tx, world.company, notice, at));
      TRY(trail::append(tx, trail::origin_of(secretary),
                        {"notices.tell",
                         {"user", notice.to.text()},
                         "",
                         trail::fields_json({{"kind", notice.kind}, {"key", notice.key}}),
                         {}},
                        at));
      return {};
    }));
  }
  return {};
}

}  // namespace sonae::app::demo
