#include "app/demo/appointments.h"

#include "features/governance/appointments.h"

namespace sonae::app::demo {

namespace {

const json::object& said() { return script().at("appointments").as_object(); }

governance::NewAppointment appointment_of(const World& world, const json::object& entry, int number) {
  governance::NewAppointment made;
  made.office = *governance::parse_office(text_at(entry, "office"));
  if (entry.contains("deputy")) made.capacity = governance::Capacity::Deputy;
  if (entry.contains("management")) made.rank = governance::Rank::Management;
  if (entry.contains("department")) made.department = world.departments.at(text_at(entry, "department"));
  made.user = world.people.at(text_at(entry, "login"));
  made.from = *Date::make(world.fiscal_year, 4, 1);
  made.letter_no = filled(text_at(said(), "letter"), {{"n", std::to_string(number)}});
  made.letter_date = made.from.plus_days(-7);
  return made;
}

}  // namespace

Result<void> make_appointments(World& world) {
  const Actor secretary = TRY(world.actor(text_at(said(), "secretary")));
  const Instant written = world.days_ago(3);
  return world.database.write([&](db::WriteTx& tx) -> Result<void> {
    int number = 0;
    for (const json::value& value : said().at("list").as_array())
      TRY(governance::appoint(tx, secretary, appointment_of(world, value.as_object(), ++number), written));
    governance::RecordVacancy vacancy;
    vacancy.office = governance::Office::Manager;
    vacancy.department = world.departments.at(text_at(said(), "vacant"));
    vacancy.reason = text_at(said(), "vacancy_reason");
    vacancy.expected = world.day(45);
    TRY(governance::record_vacancy(tx, secretary, vacancy, written));
    return {};
  });
}

}  // namespace sonae::app::demo
