// The company's profile and the steps of its first run.

#include "core/directory/profile.h"

#include <algorithm>

#include "core/directory/inputs.h"
#include "core/directory/store_people.h"
#include "platform/trail/trail.h"

namespace sonae::directory {

namespace {

constexpr std::size_t longest_step_key = 40;
constexpr std::size_t most_steps = 50;

std::string number_or_nothing(const std::optional<std::int64_t>& number) {
  return number ? std::to_string(*number) : std::string();
}

std::string fields_of(const Profile& profile) {
  return trail::fields_json({{"name", profile.name},
                             {"kana", profile.kana},
                             {"sites", number_or_nothing(profile.sites)},
                             {"headcount", number_or_nothing(profile.headcount)},
                             {"computers", number_or_nothing(profile.computers)},
                             {"fiscal_year_start", std::to_string(profile.fiscal_year_start)},
                             {"language", profile.language}});
}

Result<void> check_number(const std::optional<std::int64_t>& number, std::int64_t minimum, std::int64_t maximum,
                          std::string place) {
  if (number && (*number < minimum || *number > maximum))
    return fail_at(std::move(place), "error.field.range",
                   {{"minimum", std::to_string(minimum)}, {"maximum", std::to_string(maximum)}});
  return {};
}

bool is_step_key(std::string_view key) {
  return !key.empty() && key.size() <= longest_step_key &&
         std::ranges::all_of(key, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

}  // namespace

Result<Profile> get_profile(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::CompanyManage));
  auto found = TRY(store::find_profile(tx, actor.company));
  if (!found) return not_found();
  return std::move(*found);
}

Result<Profile> change_profile(db::WriteTx& tx, const Actor& actor, const Profile& profile, Instant now) {
  const Profile stored = TRY(get_profile(tx, actor));
  if (stored.version != profile.version) return conflict("directory.edit.conflict");
  Profile changed = profile;
  changed.name = TRY(clean_name(profile.name, "/name"));
  changed.kana = TRY(clean_optional_name(profile.kana, "/kana"));
  TRY(check_number(profile.sites, 1, 10'000, "/sites"));
  TRY(check_number(profile.headcount, 1, 1'000'000, "/headcount"));
  TRY(check_number(profile.computers, 0, 1'000'000, "/computers"));
  if (profile.fiscal_year_start < 1 || profile.fiscal_year_start > 12)
    return fail_at("/fiscal_year_start", "directory.company.month");
  if (!TRY(store::update_profile(tx, actor.company, changed))) return conflict("directory.edit.conflict");
  ++changed.version;
  TRY(trail::append(
      tx, trail::origin_of(actor),
      {"directory.company.change", {"company", actor.company.text()}, fields_of(stored), fields_of(changed), {}}, now));
  return changed;
}

std::string_view name_of(StepState state) {
  switch (state) {
    case StepState::Open:
      return "open";
    case StepState::Done:
      return "done";
    case StepState::Later:
      return "later";
  }
  die("a step state without a name");
}

std::optional<StepState> parse_step_state(std::string_view name) {
  for (const StepState state : {StepState::Open, StepState::Done, StepState::Later})
    if (name_of(state) == name) return state;
  return std::nullopt;
}

Result<std::vector<Step>> list_steps(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::CompanyManage));
  return store::list_steps(tx, actor.company);
}

Result<void> put_step(db::WriteTx& tx, const Actor& actor, const Step& step, Instant now) {
  const auto known = TRY(list_steps(tx, actor));
  if (!is_step_key(step.key)) return fail_at("/step", "directory.step.key");
  const auto stored = std::ranges::find(known, step.key, &Step::key);
  if (stored == known.end() && known.size() >= most_steps)
    return fail_at("/step", "directory.step.many", {{"limit", std::to_string(most_steps)}});
  const StepState before = stored == known.end() ? StepState::Open : stored->state;
  TRY(store::put_step(tx, actor.company, step, actor.user, now));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"directory.step.change",
                     {"step", step.key},
                     trail::fields_json({{"state", std::string(name_of(before))}}),
                     trail::fields_json({{"state", std::string(name_of(step.state))}}),
                     {}},
                    now));
  return {};
}

}  // namespace sonae::directory
