#include "features/assessment/pictures/pictures.h"

#include <algorithm>
#include <array>
#include <set>

#include "formats/picture/picture.h"
#include "platform/messages/messages.h"

namespace sonae::assessment::pictures {

namespace {

constexpr std::array<std::string_view, 4> names = {"radar", "heatmap", "trend", "progress"};

/// "label=%E6%96%B9" for the sheet's own filters.
std::string parameter(std::string_view name, std::string_view value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out = std::string(name) + "=";
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                       c == '_' || c == '.' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

/// 853 -> "85.3%", nothing -> "－".
Value rate(const std::optional<int>& per_mille) {
  if (!per_mille) return {picture::percent(per_mille), std::nullopt};
  return {std::to_string(*per_mille / 10) + "." + std::to_string(*per_mille % 10) + "%",
          static_cast<double>(*per_mille) / 10};
}
Value count(int number) { return {std::to_string(number), static_cast<double>(number)}; }
Value words(std::string text) { return {std::move(text), std::nullopt}; }

class Artist {
 public:
  Artist(const Material& material, const Wish& wish)
      : material_(material),
        wish_(wish),
        facts_(facts_of(material.sheet)),
        totals_(count_totals(facts_, wish.options)) {}

  Picture radar() const {
    Picture made = titled("pictures.radar.title");
    std::map<std::string, std::optional<int>> before;
    if (material_.previous)
      for (const Tally& tally : count_totals(facts_of(*material_.previous), wish_.options).labels)
        before[tally.key] = tally.rate;
    made.columns = {say("pictures.column.label"), say("pictures.column.now"), say("pictures.column.before"),
                    say("pictures.column.change"), say("pictures.column.items")};
    std::vector<picture::Spoke> spokes;
    for (const Tally& tally : totals_.labels) {
      const std::optional<int> last = before.contains(tally.key) ? before.at(tally.key) : std::nullopt;
      spokes.push_back({tally.key, tally.rate, last, ""});
      made.rows.push_back(
          {words(tally.key), rate(tally.rate), rate(last), change(tally.rate, last), count(tally.items)});
    }
    made.drawing = picture::radar(spokes, wish_.width, {say("pictures.radar.now"), say("pictures.radar.before")});
    made.sentence = range_sentence();
    return made;
  }

  Picture heat_map() const {
    Picture made = titled("pictures.heatmap.title");
    picture::HeatMap map;
    made.columns = {say("pictures.column.department")};
    for (const Tally& label : totals_.labels) {
      map.columns.push_back(label.key);
      made.columns.push_back(label.key);
    }
    struct Weakest {
      int rate = 1001;
      std::string department;
      std::string label;
    } weakest;
    int below_half = 0;
    const auto all = departments();
    const auto shown = weakest_of(all);
    for (const auto& [id, name] : shown) {
      picture::HeatRow row{name, {}};
      std::vector<Value> cells = {words(name)};
      std::map<std::string, std::optional<int>> rates;
      for (const Tally& tally : count_totals(of_department(id), wish_.options).labels) rates[tally.key] = tally.rate;
      for (const Tally& label : totals_.labels) {
        const bool theirs = rates.contains(label.key);
        const std::optional<int> value = theirs ? rates[label.key] : std::nullopt;
        const std::string query =
            theirs ? parameter("department", id.empty() ? "none" : id) + "&" + parameter("label", label.key) : "";
        row.cells.push_back({value, query,
                             theirs
                                 ? say("pictures.heatmap.cell",
                                       {{"department", name}, {"label", label.key}, {"rate", picture::percent(value)}})
                                 : ""});
        cells.push_back(rate(value));
        if (value && *value < 500) ++below_half;
        if (value && *value < weakest.rate) weakest = {*value, name, label.key};
      }
      map.rows.push_back(std::move(row));
      made.rows.push_back(std::move(cells));
    }
    map.row_height = wish_.row_height;
    made.drawing = picture::heat_map(map, wish_.width);
    if (weakest.rate > 1000)
      made.sentence = say("pictures.none");
    else if (weakest.rate == 1000)
      made.sentence = say("pictures.heatmap.complete");
    else
      made.sentence = say("pictures.heatmap.sentence", {{"department", weakest.department},
                                                        {"label", weakest.label},
                                                        {"rate", picture::percent(weakest.rate)},
                                                        {"count", std::to_string(below_half)}});
    if (shown.size() < all.size())
      made.sentence += say("pictures.heatmap.weakest",
                           {{"shown", std::to_string(shown.size())}, {"departments", std::to_string(all.size())}});
    return made;
  }

  Picture trend() const {
    Picture made = titled("pictures.trend.title");
    const MappedYears mapped = map_years(material_.sheet, material_.earlier);
    std::vector<Totals> years;
    picture::Trend shape;
    for (const MappedYear& year : mapped.years) {
      years.push_back(count_totals(year.answers, wish_.options));
      shape.points.push_back(std::to_string(year.fiscal_year));
    }
    const auto add_line = [&](const std::string& name, const auto& rate_of) {
      picture::Series line{name, {}};
      for (const Totals& totals : years) line.values.push_back(rate_of(totals));
      shape.series.push_back(std::move(line));
    };
    add_line(say("pictures.trend.overall"), [](const Totals& totals) { return totals.overall.rate; });
    if (wish_.lines == Lines::Levels) {
      for (const Tally& level : years.back().levels) {
        if (level.key == "none") continue;
        add_line("Lv" + level.key, [&](const Totals& totals) { return rate_in(totals.levels, level.key); });
      }
    }
    add_goal_line(mapped, shape);
    made.columns = {say("pictures.column.year"), say("pictures.column.compared")};
    for (const auto& line : shape.series) made.columns.push_back(line.name);
    for (std::size_t i = 0; i < years.size(); ++i) {
      std::vector<Value> row = {words(shape.points[i]), count(mapped.items)};
      for (const auto& line : shape.series) row.push_back(rate(line.values[i]));
      made.rows.push_back(std::move(row));
    }
    made.sentence = trend_sentence(mapped, shape.series.front().values);
    if (shape.series.size() == 1) shape.series.front().name.clear();
    made.drawing = picture::trend(shape, wish_.width, wish_.height);
    return made;
  }

  Picture progress() const {
    Picture made = titled("pictures.progress.title");
    made.columns = {say("pictures.column.department"), say("pictures.column.items"),
                    say("pictures.progress.full"),     say("pictures.progress.half"),
                    say("pictures.progress.none"),     say("pictures.progress.not_applicable"),
                    say("pictures.progress.open")};
    std::vector<picture::Progress> rows;
    int finished = 0;
    const Tally* slowest = nullptr;
    std::string slowest_name;
    const auto all = departments();
    for (const auto& [id, name] : all) {
      const auto tally = std::ranges::find(totals_.departments, id, &Tally::key);
      const std::string done = std::to_string(tally->items - tally->unanswered) + "/" + std::to_string(tally->items);
      const std::string spoken =
          say("pictures.progress.row", {{"department", name},
                                        {"answered", std::to_string(tally->items - tally->unanswered)},
                                        {"items", std::to_string(tally->items)}});
      rows.push_back({name, tally->complete + tally->not_applicable, tally->in_progress, tally->not_started,
                      tally->unanswered, done, parameter("department", id.empty() ? "none" : id), spoken});
      made.rows.push_back({words(name), count(tally->items), count(tally->complete), count(tally->in_progress),
                           count(tally->not_started), count(tally->not_applicable), count(tally->unanswered)});
      if (tally->unanswered == 0) ++finished;
      if (tally->unanswered > 0 && (slowest == nullptr || tally->unanswered > slowest->unanswered)) {
        slowest = &*tally;
        slowest_name = name;
      }
    }
    made.drawing = picture::progress(rows, wish_.width,
                                     {say("pictures.progress.full_legend"), say("pictures.progress.half"),
                                      say("pictures.progress.none"), say("pictures.progress.open")});
    if (all.empty())
      made.sentence = say("pictures.none");
    else if (slowest == nullptr)
      made.sentence = say("pictures.progress.all", {{"departments", std::to_string(all.size())}});
    else
      made.sentence = say("pictures.progress.sentence", {{"departments", std::to_string(all.size())},
                                                         {"finished", std::to_string(finished)},
                                                         {"name", slowest_name},
                                                         {"open", std::to_string(slowest->unanswered)}});
    return made;
  }

 private:
  [[nodiscard]] std::string say(std::string_view key, const Args& args = {}) const {
    return messages::say(wish_.language, key, args);
  }
  [[nodiscard]] Picture titled(std::string_view key) const {
    Picture made;
    made.title = say(key);
    return made;
  }

  /// Those that have items in scope, in the company's order; items that nobody has stand last.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> departments() const {
    std::set<std::string> present;
    for (const Tally& tally : totals_.departments) present.insert(tally.key);
    std::vector<std::pair<std::string, std::string>> found;
    for (const auto& one : material_.departments)
      if (present.contains(one.first)) found.push_back(one);
    if (present.contains("")) found.emplace_back("", say("pictures.nobody"));
    return found;
  }
  [[nodiscard]] std::vector<AnswerFacts> of_department(const std::string& id) const {
    std::vector<AnswerFacts> own;
    for (const AnswerFacts& answer : facts_)
      if (answer.department == id) own.push_back(answer);
    return own;
  }

  /// The wished number of departments with the lowest rates, in the company's order.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> weakest_of(
      const std::vector<std::pair<std::string, std::string>>& all) const {
    if (wish_.most <= 0 || all.size() <= static_cast<std::size_t>(wish_.most)) return all;
    std::vector<std::pair<int, std::string>> ranked;
    for (const auto& one : all) ranked.emplace_back(rate_in(totals_.departments, one.first).value_or(1001), one.first);
    std::ranges::stable_sort(ranked, {}, [](const auto& one) { return one.first; });
    ranked.resize(static_cast<std::size_t>(wish_.most));
    std::vector<std::pair<std::string, std::string>> kept;
    for (const auto& one : all)
      if (std::ranges::find(ranked, one.first, [](const auto& rank) { return rank.second; }) != ranked.end())
        kept.push_back(one);
    return kept;
  }

  static std::optional<int> rate_in(const std::vector<Tally>& tallies, const std::string& key) {
    const auto found = std::ranges::find(tallies, key, &Tally::key);
    return found == tallies.end() ? std::nullopt : found->rate;
  }

  [[nodiscard]] Value change(const std::optional<int>& now, const std::optional<int>& before) const {
    if (!now || !before) return rate(std::nullopt);
    const int difference = *now - *before;
    const std::string sign = difference > 0 ? "+" : difference < 0 ? "-" : "±";
    const int size = std::abs(difference);
    return {sign + std::to_string(size / 10) + "." + std::to_string(size % 10), static_cast<double>(difference) / 10};
  }

  [[nodiscard]] std::string range_sentence() const {
    std::vector<Tally> known;
    std::ranges::copy_if(totals_.labels, std::back_inserter(known),
                         [](const Tally& tally) { return tally.rate.has_value(); });
    if (known.empty()) return say("pictures.none");
    const auto of = [](const Tally& tally) { return *tally.rate; };
    const auto low = std::ranges::min_element(known, {}, of);
    const auto high = std::ranges::max_element(known, {}, of);
    if (*low->rate == *high->rate)
      return say("pictures.radar.even", {{"rate", picture::percent(totals_.overall.rate)}});
    return say("pictures.radar.sentence", {{"rate", picture::percent(totals_.overall.rate)},
                                           {"low", low->key},
                                           {"low_rate", picture::percent(low->rate)},
                                           {"high", high->key},
                                           {"high_rate", picture::percent(high->rate)}});
  }

  /// The promised items have a line of their own: the target is that all of them are reached.
  void add_goal_line(const MappedYears& mapped, picture::Trend& shape) const {
    if (material_.goal.empty()) return;
    picture::Series line{say("pictures.trend.goal"), {}};
    for (const MappedYear& year : mapped.years) {
      std::vector<AnswerFacts> promised;
      std::ranges::copy_if(year.answers, std::back_inserter(promised), [&](const AnswerFacts& answer) {
        return target::is_targeted(material_.goal, {answer.no, answer.level, answer.score, answer.due});
      });
      line.values.push_back(count_totals(promised, wish_.options).overall.rate);
    }
    shape.series.insert(shape.series.begin(), std::move(line));
    shape.target = picture::Target{1000, say("pictures.trend.target")};
  }

  [[nodiscard]] std::string trend_sentence(const MappedYears& mapped,
                                           const std::vector<std::optional<int>>& values) const {
    const std::string now = std::to_string(material_.sheet.summary.fiscal_year);
    const Args compared = {{"items", std::to_string(mapped.items)}, {"of", std::to_string(mapped.of_items)}};
    std::string sentence;
    if (mapped.years.size() < 2 || !values.front() || !values.back()) {
      sentence = say("pictures.trend.single", {{"year", now}, {"rate", picture::percent(values.back())}});
    } else {
      Args args = compared;
      args["first"] = std::to_string(mapped.years.front().fiscal_year);
      args["first_rate"] = picture::percent(values.front());
      args["last"] = now;
      args["last_rate"] = picture::percent(values.back());
      args["what"] = say(material_.goal.empty() ? "pictures.trend.what_all" : "pictures.trend.what_goal");
      sentence =
          say(mapped.items == mapped.of_items ? "pictures.trend.sentence_same" : "pictures.trend.sentence", args);
    }
    if (!mapped.incomparable.empty()) {
      std::string years;
      for (const int year : mapped.incomparable)
        years += (years.empty() ? "" : say("pictures.list")) + std::to_string(year);
      sentence += say("pictures.trend.incomparable", {{"years", years}});
    }
    return sentence;
  }

  const Material& material_;
  const Wish& wish_;
  std::vector<AnswerFacts> facts_;
  Totals totals_;
};

}  // namespace

std::optional<Name> parse_name(std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Name>(found - names.begin());
}

std::string_view name_of(Name name) { return names[static_cast<std::size_t>(name)]; }

Picture draw(const Material& material, Name name, const Wish& wish) {
  const Artist artist(material, wish);
  switch (name) {
    case Name::Radar:
      return artist.radar();
    case Name::HeatMap:
      return artist.heat_map();
    case Name::Trend:
      return artist.trend();
    case Name::Progress:
      return artist.progress();
  }
  return {};
}

}  // namespace sonae::assessment::pictures
