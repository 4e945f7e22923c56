#include "app/demo.h"

#include <algorithm>
#include <map>
#include <random>

#include "base/json.h"
#include "core/directory/accounts.h"
#include "core/directory/directory.h"
#include "core/directory/profile.h"
#include "embedded/demo.h"
#include "features/assessment/assessment.h"
#include "features/assessment/own_form.h"
#include "features/assessment/workbooks.h"
#include "platform/clock.h"
#include "platform/session/totp.h"

namespace sonae::app {

namespace {

using assessment::AnswerField;
using assessment::Score;

constexpr std::int64_t day_ms = 86'400'000;
/// The floor of OWASP's advice; the first sign-in raises it to the product's own cost (AU01), so that making the demo
/// company does not take seconds of hashing.
constexpr session::HashCost demo_cost{2, 19 * 1024 * 1024};

const json::object& script() {
  static const json::value parsed = MUST(json::parse(embedded::demo().front().bytes));
  return parsed.get_object();
}

std::string text_at(const json::object& object, std::string_view key) {
  return std::string(object.at(key).as_string());
}

/// Numbers that are the same on every machine: the standard distributions are not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  std::string password() {
    // Without the letters and digits that are mistaken for each other when read from paper.
    static constexpr std::string_view alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    std::string word;
    for (int group = 0; group < 4; ++group) {
      if (group > 0) word += '-';
      for (int i = 0; i < 5; ++i) word += alphabet[below(alphabet.size())];
    }
    return word;
  }
  Bytes bytes(std::size_t count) {
    Bytes out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(static_cast<std::byte>(engine_() & 0xFFU));
    return out;
  }

 private:
  std::mt19937_64 engine_;
};

std::string filled(std::string text, const std::map<std::string, std::string>& values) {
  for (const auto& [name, value] : values) {
    const std::string hole = "{" + name + "}";
    for (std::size_t at = text.find(hole); at != std::string::npos; at = text.find(hole, at + value.size()))
      text.replace(at, hole.size(), value);
  }
  return text;
}

/// One item of the story: who owns it, how it stood last year, how it stands now.
struct Part {
  int no = 0;
  std::string department;  ///< key in the script
  Score last = Score::Unanswered;
  std::string last_basis;
  Score now = Score::Unanswered;
  std::string basis;
  std::optional<Date> due;
  assessment::OwnFormTexts texts;
};

class Story {
 public:
  Story(db::Database& database, const blobs::Store& blobs, const session::Keys& keys, std::uint64_t seed, Instant now)
      : database_(database),
        blobs_(blobs),
        keys_(keys),
        dice_(seed),
        now_(now),
        fiscal_year_(fiscal_year_of(date_in_zone(now, japan_offset_minutes), 4)) {}

  Result<std::vector<DemoAccount>> tell() {
    if (!TRY(database_.read([](db::Tx& tx) { return directory::list_companies(tx); })).empty())
      return conflict("app.demo.not_empty");
    TRY(make_company());
    TRY(make_accounts());
    plan_parts();
    TRY(make_sheets());
    return std::move(accounts_);
  }

 private:
  Result<void> make_company() {
    const Instant founded = now_.plus_ms(-420 * day_ms);
    const json::object& company = script().at("company").as_object();
    company_ = TRY(database_.write([&](db::WriteTx& tx) {
      return directory::create_company(
          tx, {text_at(company, "name"), static_cast<int>(company.at("fiscal_year_start").as_int64())}, founded);
    }));
    const Actor system = directory::system_actor(company_, "demo");
    return database_.write([&](db::WriteTx& tx) -> Result<void> {
      for (const json::value& value : script().at("departments").as_array()) {
        const json::object& department = value.as_object();
        const json::value& parent = department.at("parent");
        const auto made = TRY(directory::create_department(
            tx, system,
            {text_at(department, "name"),
             parent.is_string() ? departments_.at(std::string(parent.get_string())) : Id<Department>()},
            founded));
        departments_[text_at(department, "key")] = made.id;
        department_names_[text_at(department, "key")] = made.name;
      }
      // The company has been at work for years: its first run is behind it.
      for (const char* step : {"company", "target", "people", "roles", "last_year", "distribution", "welcome"})
        TRY(directory::put_step(tx, system, {step, directory::StepState::Done, {}}, founded));
      return {};
    });
  }

  Result<void> make_accounts() {
    const Instant joined = now_.plus_ms(-400 * day_ms);
    const Actor system = directory::system_actor(company_, "demo");
    session::PasswordHasher hasher(demo_cost);
    for (const json::value& value : script().at("accounts").as_array()) {
      const json::object& entry = value.as_object();
      DemoAccount account{text_at(entry, "login"),
                          text_at(entry, "name"),
                          dice_.password(),
                          text_at(entry, "role"),
                          department_names_.at(text_at(entry, "department")),
                          ""};
      const auto password = TRY(directory::prepare_password(hasher, account.password, false));
      const Bytes seed = entry.contains("factor") ? dice_.bytes(20) : Bytes();
      if (!seed.empty()) account.totp_secret = session::to_base32(seed);
      const auto role = parse_role(account.role);
      if (!role) return internal("demo role " + account.role);
      const auto user = TRY(database_.write([&](db::WriteTx& tx) -> Result<directory::UserView> {
        auto made = TRY(directory::create_user(
            tx, system, {account.login, account.name, {*role}, departments_.at(text_at(entry, "department"))}, password,
            joined));
        if (!seed.empty()) TRY(session::enrol_factor(tx, keys_, company_, made.id, seed, joined));
        return made;
      }));
      people_[account.login] = user.id;
      if (*role == Role::Manager) manager_of_[text_at(entry, "department")] = account.login;
      accounts_.push_back(std::move(account));
    }
    return {};
  }

  std::string owner_of(const frameworks::Item& item) {
    const json::object& shared = script().at("shared_labels").as_object();
    if (const auto* owners = shared.if_contains(item.label)) {
      const json::array& list = owners->as_array();
      return std::string(list[dice_.below(list.size())].as_string());
    }
    for (const auto& [area, department] : script().at("owners").as_object())
      if (item.owner_hint.ja.starts_with(std::string_view(area))) return std::string(department.as_string());
    return "soumu";
  }

  std::string basis_of(Score score, const frameworks::Item& item, int year) {
    const json::array& choices = script().at("basis").as_object().at(assessment::text_of(score)).as_array();
    const json::object& rules = script().at("rules").as_object();
    const auto* rule = rules.if_contains(item.label);
    return filled(std::string(choices[dice_.below(choices.size())].as_string()),
                  {{"rule", rule == nullptr ? text_at(script(), "general_rule") : std::string(rule->as_string())},
                   {"clause", std::to_string(3 + dice_.below(18))},
                   {"year", std::to_string(year - static_cast<int>(dice_.below(2)))},
                   {"next", std::to_string(year + 1)},
                   {"month", std::to_string(1 + dice_.below(3))}});
  }

  Score score_for(const frameworks::Item& item, int good, int partly) {
    if (item.level == 1) good += 15;
    const auto roll = static_cast<int>(dice_.below(100));
    if (roll < good) return Score::Complete;
    if (roll < good + partly) return Score::InProgress;
    // What a press shop may not have at all stands in the technical half of the guideline.
    const bool may_not_apply = item.no >= 70 && item.level != 1;
    return may_not_apply && dice_.chance(30) ? Score::NotApplicable : Score::NotStarted;
  }

  void plan_parts() {
    pack_ = frameworks::find_pack("jama-japia", "2.3");
    for (const frameworks::Item& item : pack_->items) {
      Part part;
      part.no = item.no;
      part.department = owner_of(item);
      part.last = score_for(item, 42, 26);
      part.last_basis = basis_of(part.last, item, fiscal_year_ - 1);
      plan_this_year(part, item);
      const std::map<std::string, std::string> label = {{"label", item.label}};
      part.texts.condition = item.topic.empty() ? filled(text_at(script(), "sample_condition"), label) : item.topic.ja;
      const std::size_t lines = 1 + dice_.below(3);
      for (std::size_t i = 0; i < lines; ++i)
        part.texts.criteria += (i == 0 ? "・" : "\n・") +
                               filled(std::string(script().at("sample_criteria").as_array()[i].as_string()), label);
      parts_.push_back(std::move(part));
    }
  }

  void plan_this_year(Part& part, const frameworks::Item& item) {
    // Manufacturing is late; elsewhere one in ten is open.
    if (dice_.chance(part.department == "seizou" ? 45 : 9)) return;
    const bool better = part.last == Score::Complete || dice_.chance(45);
    part.now = part.last == Score::NotApplicable ? part.last : better ? Score::Complete : score_for(item, 10, 60);
    part.basis = basis_of(part.now, item, fiscal_year_);
    if (part.now == Score::Complete && dice_.chance(8)) part.basis = text_at(script(), "weak_basis");
    if (part.now == Score::InProgress)
      part.due = date_in_zone(now_, japan_offset_minutes).plus_days(14 + static_cast<std::int64_t>(dice_.below(60)));
  }

  Result<Actor> actor(const std::string& login) {
    const directory::Accounts accounts;
    const auto found =
        TRY(database_.read([&](db::Tx& tx) { return accounts.load_actor(tx, company_, people_.at(login)); }));
    if (!found) return internal("demo account " + login);
    return *found;
  }

  /// A workbook as the customer would send it, taken in as the page does it.
  Result<Id<assessment::Assessment>> start_sheet(int fiscal_year, const std::string& title, bool answered, Instant at) {
    std::map<int, assessment::OwnFormTexts> texts;
    for (const Part& part : parts_) {
      texts[part.no] = part.texts;
      if (!answered) continue;
      texts[part.no].score = assessment::text_of(part.last);
      texts[part.no].basis = part.last_basis;
    }
    const std::string bytes = TRY(assessment::make_own_form(*pack_, "ja", texts));
    const assessment::Inspection inspection = TRY(assessment::inspect_workbook(bytes));
    if (!inspection.found) return std::unexpected(inspection.problem);
    const Actor secretariat = TRY(actor("sato"));
    assessment::UploadedWorkbook upload;
    upload.file_name = text_at(script().at("sheet").as_object(), "file_name");
    upload.size = static_cast<std::int64_t>(bytes.size());
    upload.blob_hash = TRY(blobs_.put(bytes));
    return TRY(database_.write([&](db::WriteTx& tx) -> Result<assessment::Started> {
             upload = TRY(assessment::record_workbook(tx, secretariat, upload, at));
             return assessment::start_assessment(tx, secretariat, {fiscal_year, title, upload.id, std::nullopt},
                                                 inspection.sheet, at);
           }))
        .assessment;
  }

  /// The secretariat hands the items out, then each department answers its own.
  Result<void> answer(const Id<assessment::Assessment>& sheet, Instant begin) {
    assessment::SaveEdits handing_out{sheet, "demo-departments", {}};
    for (const Part& part : parts_)
      handing_out.edits.push_back(
          {part.no, 1, {{AnswerField::Department, "", departments_.at(part.department).text()}}});
    const Actor secretariat = TRY(actor("sato"));
    TRY(database_.write([&](db::WriteTx& tx) { return assessment::save_edits(tx, secretariat, handing_out, begin); }));

    Instant at = begin;
    for (const auto& [department, id] : departments_) {
      const auto manager = manager_of_.find(department);
      const Actor who = TRY(actor(manager == manager_of_.end() ? "sato" : manager->second));
      at = at.plus_ms(2 * day_ms);
      const auto criteria = criteria_counts();
      assessment::SaveEdits command{sheet, "demo-" + department, {}};
      for (const Part& part : parts_)
        if (part.department == department && part.now != Score::Unanswered)
          command.edits.push_back(answer_edit(part, who.name, criteria.at(part.no)));
      TRY(database_.write([&](db::WriteTx& tx) { return assessment::save_edits(tx, who, command, at); }));
    }
    return {};
  }

  std::map<int, std::size_t> criteria_counts() const {
    std::map<int, std::size_t> counts;
    for (const Part& part : parts_) counts[part.no] = assessment::split_criteria(part.texts.criteria).size();
    return counts;
  }

  static assessment::Edit answer_edit(const Part& part, const std::string& responder, std::size_t criteria) {
    assessment::Edit edit{part.no, 2, {}};
    edit.changes.push_back({AnswerField::Score, "", std::string(assessment::text_of(part.now))});
    edit.changes.push_back({AnswerField::Basis, "", part.basis});
    edit.changes.push_back({AnswerField::Responder, "", responder});
    if (part.due) edit.changes.push_back({AnswerField::Due, "", part.due->iso()});
    if (part.now == Score::Complete)
      edit.changes.push_back({AnswerField::Ticks, std::string(criteria, '0'), std::string(criteria, '1')});
    return edit;
  }

  Result<void> make_sheets() {
    const json::object& sheet = script().at("sheet").as_object();
    const auto titled = [&](int year) { return filled(text_at(sheet, "title"), {{"year", std::to_string(year)}}); };
    TRY(start_sheet(fiscal_year_ - 1, titled(fiscal_year_ - 1), true, now_.plus_ms(-365 * day_ms)));
    const auto current = TRY(start_sheet(fiscal_year_, titled(fiscal_year_), false, now_.plus_ms(-40 * day_ms)));
    TRY(answer(current, now_.plus_ms(-30 * day_ms)));
    const Actor secretariat = TRY(actor("sato"));
    TRY(database_.write([&](db::WriteTx& tx) {
      assessment::ChangeAssessment due;
      due.assessment = current;
      due.version = 1;
      due.due = date_in_zone(now_, japan_offset_minutes).plus_days(67);
      return assessment::change_assessment(tx, secretariat, due, now_.plus_ms(-5 * day_ms));
    }));
    return {};
  }

  db::Database& database_;
  const blobs::Store& blobs_;
  const session::Keys& keys_;
  Dice dice_;
  Instant now_;
  int fiscal_year_;
  const frameworks::Pack* pack_ = nullptr;
  Id<Company> company_;
  std::map<std::string, Id<Department>> departments_;
  std::map<std::string, std::string> department_names_;
  std::map<std::string, Id<User>> people_;
  std::map<std::string, std::string> manager_of_;
  std::vector<DemoAccount> accounts_;
  std::vector<Part> parts_;
};

}  // namespace

Result<std::vector<DemoAccount>> make_demo(db::Database& database, const blobs::Store& blobs, const session::Keys& keys,
                                           std::uint64_t seed, Instant now) {
  return Story(database, blobs, keys, seed, now).tell();
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
  return json::write_pretty(
      json::object{{"company", text_at(script().at("company").as_object(), "name")}, {"accounts", std::move(list)}});
}

}  // namespace sonae::app
