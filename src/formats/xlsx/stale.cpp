#include "formats/xlsx/stale.h"

#include <algorithm>
#include <map>
#include <utility>

namespace sonae::xlsx {

namespace {

constexpr std::uint32_t rows_per_bucket = 32;
constexpr std::uint32_t widest_bucketed = 16;      // references over more buckets stand in the wide list
constexpr std::size_t max_tests = 50'000'000;      // containment tests: about half a second
constexpr std::size_t max_references = 4'000'000;  // of all formulas
constexpr std::uint64_t max_array_cells = 100'000;

struct Formula {
  std::size_t sheet = 0;
  Area cells;  ///< one cell, or all that an array formula fills
  bool unknown = false;
  bool stale = false;
};

/// A reference seen from the sheet it points to.
struct Watch {
  std::size_t formula = 0;
  Area area;
};

struct Watches {
  std::map<std::uint32_t, std::vector<Watch>> by_bucket;
  std::vector<Watch> wide;
};

}  // namespace

class FormulaGraph::Edges {
 public:
  Edges(FormulaScope scope, std::size_t sheets) : scope_(std::move(scope)), watches_(sheets), arrays_(sheets) {}

  void begin_sheet(std::size_t sheet) {
    sheet_ = sheet;
    shared_.clear();
  }

  void cell(const CellMark& mark) {
    Formula formula{sheet_, {mark.place, mark.place}, false, false};
    const bool array = mark.formula.type == "array" || mark.formula.type == "dataTable";
    if (const auto area = array ? parse_area(mark.formula.area) : std::nullopt) {
      formula.cells = *area;
      arrays_[sheet_].push_back(*area);
    }
    const std::size_t index = formulas_.size();
    const int own = static_cast<int>(sheet_);
    if (mark.formula.type == "dataTable") {
      formula.unknown = true;
    } else if (mark.formula.type == "shared" && mark.formula.text.empty()) {
      follow_shared(mark, index, formula);
    } else {
      Dependencies found = read_dependencies(mark.formula.text, own, scope_);
      formula.unknown = found.unknown;
      for (const Reference& reference : found.references) watch(index, reference);
      if (mark.formula.type == "shared")
        shared_.insert_or_assign(std::string(mark.formula.shared_index), std::pair(mark.place, std::move(found)));
    }
    formulas_.push_back(formula);
  }

  [[nodiscard]] bool spent() const { return spent_; }

  Stale spread(const std::vector<std::set<Place>>& changed) {
    spent_ = true;
    Stale result;
    result.cells.resize(watches_.size());
    for (std::size_t i = 0; i < formulas_.size(); ++i)
      if (formulas_[i].unknown || everything_) mark_stale(i, result);
    for (std::size_t sheet = 0; sheet < changed.size(); ++sheet)
      for (const Place place : changed[sheet]) queue_.emplace_back(sheet, place);
    while (!queue_.empty() && !everything_) {
      const auto [sheet, place] = queue_.back();
      queue_.pop_back();
      visit(sheet, place, result);
    }
    if (everything_)
      for (std::size_t i = 0; i < formulas_.size(); ++i) mark_stale(i, result);
    result.arrays = std::move(arrays_);
    return result;
  }

 private:
  void follow_shared(const CellMark& mark, std::size_t index, Formula& formula) {
    const auto first = shared_.find(mark.formula.shared_index);
    if (first == shared_.end()) {
      formula.unknown = true;
      return;
    }
    const auto& [place, found] = first->second;
    formula.unknown = found.unknown;
    const std::int64_t rows = static_cast<std::int64_t>(mark.place.row) - place.row;
    const std::int64_t columns = static_cast<std::int64_t>(mark.place.column) - place.column;
    for (const Reference& reference : found.references) watch(index, moved(reference, rows, columns));
  }

  void watch(std::size_t formula, const Reference& reference) {
    if (++references_ > max_references) {
      everything_ = true;
      return;
    }
    for (int sheet = std::max(reference.first_sheet, 0); sheet <= reference.last_sheet; ++sheet) {
      if (static_cast<std::size_t>(sheet) >= watches_.size()) break;
      Watches& watches = watches_[static_cast<std::size_t>(sheet)];
      const std::uint32_t first = reference.area.first.row / rows_per_bucket;
      const std::uint32_t last = reference.area.last.row / rows_per_bucket;
      if (last - first >= widest_bucketed) {
        watches.wide.push_back({formula, reference.area});
        continue;
      }
      for (std::uint32_t bucket = first; bucket <= last; ++bucket)
        watches.by_bucket[bucket].push_back({formula, reference.area});
    }
  }

  void visit(std::size_t sheet, Place place, Stale& result) {
    Watches& watches = watches_[sheet];
    test(watches.wide, place, result);
    const auto bucket = watches.by_bucket.find(place.row / rows_per_bucket);
    if (bucket != watches.by_bucket.end()) test(bucket->second, place, result);
  }

  void test(std::vector<Watch>& watches, Place place, Stale& result) {
    tests_ += watches.size();
    if (tests_ > max_tests) {
      everything_ = true;
      return;
    }
    // Formulas already known to be stale leave the list, so that long chains do not test them again.
    std::size_t kept = 0;
    for (std::size_t i = 0; i < watches.size(); ++i) {
      const Watch watch = watches[i];
      if (!formulas_[watch.formula].stale && watch.area.contains(place)) mark_stale(watch.formula, result);
      if (!formulas_[watch.formula].stale) watches[kept++] = watch;
    }
    watches.resize(kept);
  }

  void mark_stale(std::size_t index, Stale& result) {
    Formula& formula = formulas_[index];
    if (std::exchange(formula.stale, true)) return;
    result.any = true;
    const Area& area = formula.cells;
    const std::uint64_t count =
        static_cast<std::uint64_t>(area.last.row - area.first.row + 1) * (area.last.column - area.first.column + 1);
    if (count > max_array_cells) everything_ = true;
    const Place last = count > max_array_cells ? area.first : area.last;
    for (std::uint32_t row = area.first.row; row <= last.row; ++row)
      for (std::uint32_t column = area.first.column; column <= last.column; ++column) {
        result.cells[formula.sheet].insert({row, column});
        queue_.emplace_back(formula.sheet, Place{row, column});
      }
  }

  FormulaScope scope_;
  std::size_t sheet_ = 0;
  std::map<std::string, std::pair<Place, Dependencies>, std::less<>> shared_;
  std::vector<Formula> formulas_;
  std::vector<Watches> watches_;
  std::vector<std::vector<Area>> arrays_;
  std::vector<std::pair<std::size_t, Place>> queue_;
  std::size_t references_ = 0;
  std::size_t tests_ = 0;
  bool everything_ = false;
  bool spent_ = false;
};

FormulaGraph::FormulaGraph(FormulaScope scope, std::size_t sheets)
    : edges_(std::make_unique<Edges>(std::move(scope), sheets)) {}
FormulaGraph::~FormulaGraph() = default;

void FormulaGraph::begin_sheet(std::size_t sheet) { edges_->begin_sheet(sheet); }
void FormulaGraph::cell(const CellMark& mark) {
  if (mark.formula.present) edges_->cell(mark);
}
Stale FormulaGraph::spread(const std::vector<std::set<Place>>& changed) { return edges_->spread(changed); }
bool FormulaGraph::spent() const { return edges_->spent(); }

}  // namespace sonae::xlsx
