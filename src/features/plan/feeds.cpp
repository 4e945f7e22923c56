#include "features/plan/feeds.h"

#include "base/bytes.h"
#include "core/directory/directory.h"
#include "core/tasks/tasks.h"
#include "features/plan/store.h"
#include "formats/ics/ics.h"
#include "platform/clock.h"
#include "platform/messages/messages.h"
#include "platform/session/secrets.h"
#include "platform/trail/trail.h"

namespace sonae::plan {

namespace {

constexpr std::size_t id_length = 36;
constexpr std::size_t secret_length = 43;

/// The token names its company, so that the hash is looked up within it.
std::optional<Id<Company>> company_of(std::string_view token) {
  if (token.size() != id_length + 1 + secret_length || token[id_length] != '.') return std::nullopt;
  return Id<Company>::parse(token.substr(0, id_length));
}

Result<void> record(db::WriteTx& tx, const Actor& actor, const char* action, const std::string& id, Instant now) {
  TRY(trail::append(tx, trail::origin_of(actor), {action, {"calendar_feed", id}, "", "", {}}, now));
  return {};
}

ics::Event event_of(const tasks::Task& task, const std::string& language, Instant now) {
  ics::Event event;
  event.uid = task.id + "@sonae";
  event.first = task.due;
  event.last = task.due;
  const std::string title = task.title.empty() ? messages::say(language, task.title_key, task.args) : task.title;
  event.summary = messages::say(language, "plan.feed.due", {{"title", title}});
  if (task.starts)
    event.description = messages::say(language, "plan.feed.starts",
                                      {{"starts", task.starts->iso()}, {"progress", std::to_string(task.progress)}});
  event.sequence = task.version;
  event.stamp = now;
  event.priority = task.harm == tasks::Harm::High ? 1 : task.harm == tasks::Harm::Medium ? 5 : 9;
  return event;
}

}  // namespace

Result<std::optional<Feed>> find_feed(db::Tx& tx, const Actor& actor) {
  return store::find_feed(tx, actor.company, actor.user);
}

Result<NewFeed> make_feed(db::WriteTx& tx, const Actor& actor, Instant now) {
  TRY(store::revoke_feeds(tx, actor.company, actor.user, now));
  NewFeed made{{new_id<Feed>(now).text(), now}, actor.company.text() + "." + session::new_token()};
  TRY(store::insert_feed(tx, actor.company, actor.user, made.feed, sha256(made.token)));
  TRY(record(tx, actor, "plan.feed.make", made.feed.id, now));
  return made;
}

Result<void> revoke_feed(db::WriteTx& tx, const Actor& actor, std::string_view id, Instant now) {
  const auto feed = TRY(store::find_feed(tx, actor.company, actor.user));
  if (!feed || feed->id != id) return not_found();
  TRY(store::revoke_feeds(tx, actor.company, actor.user, now));
  return record(tx, actor, "plan.feed.revoke", feed->id, now);
}

Result<std::string> read_feed(db::Tx& tx, const directory::Accounts& accounts, std::string_view token, Instant now) {
  const auto company = company_of(token);
  if (!company) return not_found();
  const auto user = TRY(store::find_reader(tx, *company, sha256(token)));
  if (!user) return not_found();
  const auto actor = TRY(accounts.load_actor(tx, *company, *user));
  if (!actor) return not_found();
  const std::string company_name = TRY(directory::get_company(tx, *company)).name;
  ics::Calendar calendar;
  calendar.name = messages::say(actor->language, "plan.feed.name", {{"company", company_name}});
  for (const tasks::Task& task : TRY(tasks::list_mine(tx, *actor)))
    calendar.events.push_back(event_of(task, actor->language, now));
  return ics::write(calendar);
}

}  // namespace sonae::plan
