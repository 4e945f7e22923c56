#include "app/demo/plan.h"

#include <algorithm>

namespace sonae::app::demo {

namespace {

using assessment::Score;

class Planner {
 public:
  explicit Planner(World& world) : world_(world), dice_(world.dice) {}

  Plan make() {
    Plan plan;
    plan.pack = *frameworks::find_pack("jama-japia", "2.3");
    for (const frameworks::Item& item : plan.pack.items) plan.parts.push_back(part_of(item));
    make_old_version(plan);
    return plan;
  }

 private:
  Part part_of(const frameworks::Item& item) {
    Part part;
    part.no = item.no;
    part.label = item.label;
    part.department = owner_of(item);
    put_texts(part, item);
    part.before[0] = standing(score_for(item, 26, 34), item, world_.fiscal_year - 2);
    part.before[1] = standing(later_than(part.before[0].score, item, 30), item, world_.fiscal_year - 1);
    plan_this_year(part, item);
    return part;
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

  void put_texts(Part& part, const frameworks::Item& item) {
    const json::object& versions = script().at("versions").as_object();
    const json::array& aspects = script().at("aspects").as_array();
    const std::map<std::string, std::string> words = {
        {"label", item.label},
        {"aspect", std::string(aspects[static_cast<std::size_t>(item.no) % aspects.size()].as_string())}};
    part.condition = item.topic.empty() ? filled(text_at(script(), "sample_condition"), words) : item.topic.ja;
    part.old_condition = part.condition;
    const json::array& reworded = versions.at("reworded_labels").as_array();
    const bool changed =
        std::ranges::any_of(reworded, [&](const json::value& v) { return v.as_string() == item.label; });
    if (item.topic.empty() && changed) part.old_condition = filled(text_at(versions, "old_condition"), words);
    if (const auto* old = versions.at("old_wording").as_object().if_contains(std::to_string(item.no)))
      part.old_condition = old->as_string();
    const std::size_t lines = 1 + dice_.below(3);
    for (std::size_t i = 0; i < lines; ++i)
      part.criteria += (i == 0 ? "・" : "\n・") +
                       filled(std::string(script().at("sample_criteria").as_array()[i].as_string()), words);
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

  Score later_than(Score before, const frameworks::Item& item, int better) {
    if (before == Score::Complete || before == Score::NotApplicable) return before;
    if (dice_.chance(better)) return Score::Complete;
    return before == Score::InProgress ? before : score_for(item, 10, 50);
  }

  Standing standing(Score score, const frameworks::Item& item, int year) {
    const json::array& choices = script().at("basis").as_object().at(assessment::text_of(score)).as_array();
    const json::object& rules = script().at("rules").as_object();
    const auto* rule = rules.if_contains(item.label);
    return {score,
            filled(std::string(choices[dice_.below(choices.size())].as_string()),
                   {{"rule", rule == nullptr ? text_at(script(), "general_rule") : std::string(rule->as_string())},
                    {"clause", std::to_string(3 + dice_.below(18))},
                    {"year", std::to_string(year - static_cast<int>(dice_.below(2)))},
                    {"next", std::to_string(year + 1)},
                    {"month", std::to_string(1 + dice_.below(3))}})};
  }

  void plan_this_year(Part& part, const frameworks::Item& item) {
    // Manufacturing is late and quality has begun; elsewhere one in ten was not looked at yet.
    if (dice_.chance(part.department == "seizou" ? 55 : part.department == "hinsho" ? 45 : 9)) return;
    part.now = standing(later_than(part.before[1].score, item, 42), item, world_.fiscal_year);
    if (part.now.score == Score::Complete && dice_.chance(6)) part.now.basis = text_at(script(), "weak_basis");
    if (part.now.score == Score::InProgress) part.due = world_.day(14 + static_cast<std::int64_t>(dice_.below(80)));
  }

  /// The years before had an item less here and one more there, so that some numbers have moved.
  static void make_old_version(Plan& plan) {
    const json::object& versions = script().at("versions").as_object();
    const json::object& dropped = versions.at("dropped").as_object();
    const json::array& fresh = versions.at("new_items").as_array();
    plan.old_pack = plan.pack;
    plan.old_pack.version = "2.2";
    plan.old_pack.items.clear();
    int no = 0;
    for (std::size_t i = 0; i < plan.parts.size(); ++i) {
      Part& part = plan.parts[i];
      const bool is_new = std::ranges::any_of(fresh, [&](const json::value& v) { return v.as_int64() == part.no; });
      if (!is_new) {
        part.old_no = ++no;
        frameworks::Item item = plan.pack.items[i];
        item.no = no;
        plan.old_pack.items.push_back(std::move(item));
      }
      if (part.no != number_at(dropped, "after")) continue;
      frameworks::Item gone = plan.pack.items[i];
      gone.no = ++no;
      gone.label = text_at(dropped, "label");
      gone.level = number_at(dropped, "level");
      plan.old_pack.items.push_back(std::move(gone));
      plan.dropped_no = no;
      plan.dropped.condition = text_at(dropped, "text");
    }
  }

  World& world_;
  Dice& dice_;
};

}  // namespace

Plan make_plan(World& world) { return Planner(world).make(); }

}  // namespace sonae::app::demo
