#include "app/demo/demo.h"

#include "app/demo/appointments.h"
#include "app/demo/contacts.h"
#include "app/demo/duties.h"
#include "app/demo/notices.h"
#include "app/demo/organisation.h"
#include "app/demo/programme.h"
#include "app/demo/sheets.h"
#include "core/directory/directory.h"
#include "platform/clock.h"

namespace sonae::app {

Result<std::vector<DemoAccount>> make_demo(db::Database& database, const blobs::Store& blobs, const session::Keys& keys,
                                           std::uint64_t seed, Instant now) {
  if (!TRY(database.read([](db::Tx& tx) { return directory::list_companies(tx); })).empty())
    return conflict("app.demo.not_empty");
  const int fiscal_year = fiscal_year_of(date_in_zone(now, japan_offset_minutes), 4);
  demo::World world{database, blobs, keys, demo::Dice(seed), now, fiscal_year};
  TRY(demo::make_people(world));
  TRY(demo::make_organisation(world));
  const demo::Plan plan = demo::make_plan(world);
  const demo::Sheets sheets = TRY(demo::make_sheets(world, plan));
  TRY(demo::make_work(world, plan, sheets.current));
  TRY(demo::make_appointments(world));
  TRY(demo::make_contacts(world));
  TRY(demo::make_notices(world));
  TRY(demo::make_duties(world));
  TRY(demo::make_programme(world));
  TRY(demo::give_new_days(world));
  return std::move(world.accounts);
}

std::string credentials_json(const std::vector<DemoAccount>& accounts) {
  json::array list;
  for (const DemoAccount& account : accounts)
    list.push_back(json::object{
        {"login", account.login},
        {"name", account.name},
        {"password", account.password},
        {"role", account.role},
        {"department", account.department},
        {"totp_secret", account.totp_secret.empty() ? json::value(nullptr) : json::value(account.totp_secret)}});
  return json::write_pretty(json::object{{"company", demo::text_at(demo::script().at("company").as_object(), "name")},
                                         {"accounts", std::move(list)}});
}

}  // namespace sonae::app
