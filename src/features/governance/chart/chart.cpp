#include "features/governance/chart/chart.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "base/day_words.h"
#include "features/governance/chart/layout.h"
#include "platform/messages/messages.h"

namespace sonae::governance::chart {

namespace {

constexpr std::size_t named_members = 8;

/// 2026/11/23 15:30 in Japan.
std::string stamp(Instant at) {
  constexpr std::int64_t minute_ms = 60'000;
  const Date day = date_in_zone(at, japan_offset_minutes);
  const std::int64_t minutes = (at.ms() / minute_ms + japan_offset_minutes) % (24 * 60);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%d/%d/%d %02d:%02d", day.year(), day.month(), day.day(),
                static_cast<int>(minutes / 60), static_cast<int>(minutes % 60));
  return text.data();
}

class Drawer {
 public:
  Drawer(const check::Report& report, const Wish& wish) : report_(report), on_(report.organisation), wish_(wish) {
    for (const Appointment& one : on_.appointments)
      if (one.stands_on(on_.today)) standing_.push_back(&one);
    for (const Place& place : on_.departments) children_[place.parent].push_back(&place);
    for (const Appointment* one : standing_)
      if (one->office == Office::Manager)
        (one->capacity == Capacity::Holder ? managers_ : deputies_)[one->department].push_back(one);
  }

  Chart run() {
    Boxes boxes;
    boxes.officer = office_box(Office::Ciso, Office::Ciso);
    boxes.committee = office_box(Office::CommitteeChair, Office::CommitteeMember);
    boxes.committee.title = say("governance.chart.committee");
    boxes.secretariat = office_box(Office::Secretariat, Office::Secretariat);
    boxes.audit = audit_box();
    boxes.audit_words = say("governance.chart.apart");
    boxes.continued = say("governance.chart.continued");
    const bool fold = wish_.fold && on_.departments.size() > unfolded_departments;
    for (const Place* top : tops()) {
      Column column;
      add(column, *top, 0, fold, !fold || wish_.open.contains(top->id.text()));
      boxes.columns.push_back(std::move(column));
    }
    Chart chart;
    chart.title = say("governance.chart.title");
    chart.sentence = sentence();
    chart.pages = lay_out(boxes, {wish_.width, wish_.page_height, wish_.first_page_height});
    for (const char* column : {"office", "department", "name", "belongs_to", "from", "until"})
      chart.columns.push_back(say(std::string("governance.chart.column.") + column));
    chart.rows = rows();
    return chart;
  }

 private:
  using Holders = std::vector<const Appointment*>;

  [[nodiscard]] std::string say(std::string_view key, const Args& args = {}) const {
    return messages::say(wish_.language, key, args);
  }
  [[nodiscard]] Holders of(Office office, Capacity capacity) const {
    Holders found;
    for (const Appointment* one : standing_)
      if (one->office == office && one->capacity == capacity) found.push_back(one);
    return found;
  }

  /// A single company name at the top is not a department of its own: what stands below it are the columns.
  [[nodiscard]] std::vector<const Place*> tops() const {
    const auto roots = children_.find(Id<Department>());
    if (roots == children_.end()) return {};
    if (roots->second.size() != 1) return roots->second;
    const auto below = children_.find(roots->second.front()->id);
    if (below == children_.end()) return roots->second;
    std::vector<const Place*> all = roots->second;
    all.insert(all.end(), below->second.begin(), below->second.end());
    return all;
  }
  [[nodiscard]] bool is_lone_root(const Place& place) const {
    const auto& roots = children_.at(Id<Department>());
    return place.parent.empty() && roots.size() == 1 && children_.contains(place.id);
  }

  Box office_box(Office head, Office rest) {
    Box box;
    box.title = office_words(wish_.language, head, Capacity::Holder);
    if (wish_.linked) box.link = "office=" + std::string(name_of(head));
    for (const Appointment* one : of(head, Capacity::Holder))
      box.lines.push_back(head == rest ? one->name : say("governance.chart.chair", {{"name", one->name}}));
    if (box.lines.empty()) vacant(box, head, {});
    if (head != rest) add_members(box, of(rest, Capacity::Holder));
    for (const Appointment* one : of(head, Capacity::Deputy))
      box.lines.push_back(say("governance.chart.deputy", {{"name", one->name}}));
    finish(box);
    return box;
  }
  void add_members(Box& box, const Holders& members) const {
    for (std::size_t i = 0; i < std::min(members.size(), named_members); ++i) box.lines.push_back(members[i]->name);
    if (members.size() > named_members)
      box.lines.push_back(say("governance.chart.more", {{"count", std::to_string(members.size() - named_members)}}));
  }

  Box audit_box() {
    Box box;
    box.title = office_words(wish_.language, Office::Auditor, Capacity::Holder);
    if (wish_.linked) box.link = "office=auditor";
    for (const Appointment* one : of(Office::Auditor, Capacity::Holder))
      box.lines.push_back(one->department.empty() ? one->name
                                                  : say("governance.chart.audits",
                                                        {{"name", one->name}, {"department", one->department_name}}));
    if (box.lines.empty()) vacant(box, Office::Auditor, {});
    finish(box);
    return box;
  }

  void vacant(Box& box, Office office, const Id<Department>& department) const {
    box.vacant = true;
    box.lines.push_back(say("governance.chart.vacant"));
    const auto known = std::ranges::find_if(report_.vacancies, [&](const Vacancy& one) {
      return one.office == office && one.department == department && one.expected;
    });
    if (known != report_.vacancies.end())
      box.lines.push_back(say("governance.chart.expected", {{"day", day_words(*known->expected)}}));
  }
  static void finish(Box& box) {
    box.label = box.title;
    for (const std::string& line : box.lines) box.label += " " + line;
  }

  void add(Column& column, const Place& place, int depth, bool fold, bool open) {
    Box box;
    box.title = place.name;
    box.depth = depth;
    if (wish_.linked) box.link = "department=" + place.id.text();
    if (const auto own = managers_.find(place.id); own != managers_.end())
      for (const Appointment* one : own->second) box.lines.push_back(one->name);
    else if (check::is_managed(on_, place.id))
      box.lines.push_back(say("governance.chart.inherited"));
    else
      vacant(box, Office::Manager, place.id);
    if (const auto own = deputies_.find(place.id); own != deputies_.end())
      for (const Appointment* one : own->second)
        box.lines.push_back(say("governance.chart.deputy", {{"name", one->name}}));
    const auto below = children_.find(place.id);
    const bool ends = below == children_.end() || is_lone_root(place);
    if (fold && depth == 0 && !ends) {
      const Args args = {{"count", std::to_string(count_below(place.id))},
                         {"vacant", std::to_string(vacant_below(place.id))}};
      box.lines.push_back(say(open ? "governance.chart.folded_open" : "governance.chart.folded", args));
      box.link = "open=" + unfolded_after(place.id.text());
    }
    finish(box);
    column.push_back(std::move(box));
    if (ends || !open) return;
    for (const Place* child : below->second) add(column, *child, depth + 1, false, true);
  }
  /// Everything that is unfolded once this one was pressed.
  [[nodiscard]] std::string unfolded_after(const std::string& pressed) const {
    std::set<std::string> open = wish_.open;
    if (open.erase(pressed) == 0) open.insert(pressed);
    std::string list;
    for (const std::string& id : open) list += (list.empty() ? "" : ",") + id;
    return list;
  }
  [[nodiscard]] std::size_t count_below(const Id<Department>& top) const {
    const auto below = children_.find(top);
    if (below == children_.end()) return 0;
    std::size_t count = below->second.size();
    for (const Place* child : below->second) count += count_below(child->id);
    return count;
  }
  [[nodiscard]] std::size_t vacant_below(const Id<Department>& top) const {
    const auto below = children_.find(top);
    if (below == children_.end()) return 0;
    std::size_t count = 0;
    for (const Place* child : below->second)
      count += (check::is_managed(on_, child->id) ? 0U : 1U) + vacant_below(child->id);
    return count;
  }

  [[nodiscard]] std::string sentence() const {
    const auto unmanaged =
        std::ranges::count_if(on_.departments, [&](const Place& place) { return !check::is_managed(on_, place.id); });
    const auto size = on_.departments.size();
    std::int64_t vacancies = unmanaged;
    for (const Office office : {Office::Ciso, Office::CommitteeChair, Office::Secretariat, Office::Auditor})
      vacancies += of(office, Capacity::Holder).empty() ? 1 : 0;
    return say(vacancies == 0 ? "governance.chart.sentence_whole" : "governance.chart.sentence",
               {{"departments", std::to_string(size)},
                {"managed", std::to_string(static_cast<std::int64_t>(size) - unmanaged)},
                {"vacant", std::to_string(vacancies)}});
  }

  [[nodiscard]] std::vector<std::vector<std::string>> rows() const {
    std::vector<std::vector<std::string>> rows;
    for (const Office office : {Office::Ciso, Office::CommitteeChair, Office::Secretariat, Office::Auditor})
      if (of(office, Capacity::Holder).empty()) rows.push_back(vacant_row(office, ""));
    for (const Appointment* one : standing_)
      rows.push_back({office_words(wish_.language, one->office, one->capacity), one->department_name, one->name,
                      one->belongs_to_name, day_words(one->from), one->until ? day_words(*one->until) : ""});
    for (const Place& place : on_.departments)
      if (!check::is_managed(on_, place.id)) rows.push_back(vacant_row(Office::Manager, place.name));
    return rows;
  }
  [[nodiscard]] std::vector<std::string> vacant_row(Office office, const std::string& department) const {
    return {
        office_words(wish_.language, office, Capacity::Holder), department, say("governance.chart.vacant"), "", "", ""};
  }

  const check::Report& report_;
  const check::Organisation& on_;
  const Wish& wish_;
  Holders standing_;
  std::map<Id<Department>, std::vector<const Place*>> children_;
  std::map<Id<Department>, Holders> managers_;
  std::map<Id<Department>, Holders> deputies_;
};

}  // namespace

std::string office_words(std::string_view language, Office office, Capacity capacity) {
  const std::string words = messages::say(language, "governance.office." + std::string(name_of(office)));
  return capacity == Capacity::Holder ? words
                                      : messages::say(language, "governance.office.deputy", {{"office", words}});
}

Chart draw(const check::Report& report, const Wish& wish) { return Drawer(report, wish).run(); }

drawing::Document document(const check::Report& report, Paper paper, std::string_view language,
                           const std::string& company, Instant now) {
  drawing::Document made;
  made.landscape = true;
  made.sheet = paper == Paper::A3 ? drawing::Sheet::A3 : drawing::Sheet::A4;
  const drawing::Size size = drawing::paper_of(made);
  constexpr double frame = 52;     // header and footer of the page
  constexpr double heading = 110;  // title and sentence of the first page
  Wish wish;
  wish.width = size.width - 2 * drawing::margin;
  wish.page_height = size.height - 2 * drawing::margin - frame;
  wish.first_page_height = wish.page_height - heading;
  wish.fold = false;
  wish.language = language;
  Chart chart = draw(report, wish);
  made.imprint = {chart.title, company, now};
  made.head_right = company;
  made.foot_left = messages::say(language, "paper.output", {{"at", stamp(now)}});
  made.page_words = messages::say(language, "paper.page");
  made.blocks.emplace_back(drawing::Heading{chart.title, 1});
  made.blocks.emplace_back(drawing::Prose{chart.sentence});
  for (drawing::Drawing& page : chart.pages) made.blocks.emplace_back(drawing::Figure{std::move(page), chart.sentence});
  return made;
}

}  // namespace sonae::governance::chart
