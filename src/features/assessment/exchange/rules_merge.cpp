#include "features/assessment/exchange/rules_merge.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace sonae::assessment::exchange {

namespace {

constexpr std::array all_fields = {MergeField::Score, MergeField::Basis, MergeField::Due};
constexpr std::array all_takes = {Take::Theirs, Take::Ours, Take::Both};

std::string tidy(std::string_view text) {
  const auto clean = text::clean_free_text(text);
  return std::string(text::trim(clean ? std::string_view(*clean) : text));
}

/// Nothing when the file says nothing about the field.
std::optional<std::string> text_in(const FileAnswer& file, MergeField field) {
  switch (field) {
    case MergeField::Score:
      return file.score ? std::optional(std::string(text_of(*file.score))) : std::nullopt;
    case MergeField::Basis:
      return file.basis ? std::optional(tidy(*file.basis)) : std::nullopt;
    case MergeField::Due:
      if (!file.due) return std::nullopt;
      return *file.due ? (*file.due)->iso() : std::string();
  }
  return std::nullopt;
}

MergeState state_of(const std::string& base, const std::string& file, const std::string& now) {
  if (file == now) return MergeState::Same;
  if (file == base) return MergeState::Ours;
  return now == base ? MergeState::Theirs : MergeState::Conflict;
}

std::string place_of(const MergeCell& cell) {
  return "/items/" + std::to_string(cell.no) + "/" + std::string(name_of(cell.field));
}

Take take_by_state(MergeState state) { return state == MergeState::Theirs ? Take::Theirs : Take::Ours; }

}  // namespace

std::string_view name_of(MergeField field) {
  switch (field) {
    case MergeField::Score:
      return "score";
    case MergeField::Basis:
      return "basis";
    case MergeField::Due:
      return "due";
  }
  die("a field without a name");
}

std::optional<MergeField> parse_merge_field(std::string_view name) {
  for (const MergeField field : all_fields)
    if (name_of(field) == name) return field;
  return std::nullopt;
}

std::string_view name_of(MergeState state) {
  switch (state) {
    case MergeState::Theirs:
      return "theirs";
    case MergeState::Ours:
      return "ours";
    case MergeState::Same:
      return "same";
    case MergeState::Conflict:
      return "conflict";
  }
  die("a state without a name");
}

std::string_view name_of(Take take) {
  switch (take) {
    case Take::Theirs:
      return "theirs";
    case Take::Ours:
      return "ours";
    case Take::Both:
      return "both";
  }
  die("a choice without a name");
}

std::optional<Take> parse_take(std::string_view name) {
  for (const Take take : all_takes)
    if (name_of(take) == name) return take;
  return std::nullopt;
}

std::string text_in(const AnswerValues& values, MergeField field) {
  switch (field) {
    case MergeField::Score:
      return std::string(text_of(values.score));
    case MergeField::Basis:
      return tidy(values.basis);
    case MergeField::Due:
      return values.due ? values.due->iso() : std::string();
  }
  die("a field without a value");
}

std::vector<MergeCell> compare_three_ways(std::span<const MergeItem> items) {
  std::vector<MergeCell> cells;
  for (const MergeItem& item : items) {
    for (const MergeField field : all_fields) {
      const auto file = text_in(item.file, field);
      if (!file) continue;
      std::string base = text_in(item.base, field);
      std::string now = text_in(item.now, field);
      if (base == *file && *file == now) continue;
      const MergeState state = state_of(base, *file, now);
      cells.push_back({item.no, field, state, std::move(base), *file, std::move(now)});
    }
  }
  return cells;
}

int count_differences(const AnswerValues& values, const FileAnswer& file) {
  return static_cast<int>(std::ranges::count_if(all_fields, [&](MergeField field) {
    const auto said = text_in(file, field);
    return said && *said != text_in(values, field);
  }));
}

Result<std::vector<MergeChange>> decide(std::span<const MergeCell> cells, std::span<const Choice> choices) {
  std::vector<FieldError> problems;
  for (const Choice& choice : choices) {
    const bool known = std::ranges::any_of(
        cells, [&](const MergeCell& cell) { return cell.no == choice.no && cell.field == choice.field; });
    if (!known)
      problems.push_back({"/items/" + std::to_string(choice.no) + "/" + std::string(name_of(choice.field)),
                          "exchange.merge.unknown_cell",
                          {{"no", std::to_string(choice.no)}}});
  }
  std::vector<MergeChange> changes;
  for (const MergeCell& cell : cells) {
    std::optional<Take> take;
    for (const Choice& choice : choices)
      if (choice.no == cell.no && choice.field == cell.field) take = choice.take;
    const Args at = {{"no", std::to_string(cell.no)}};
    if (!take && cell.state == MergeState::Conflict) {
      problems.push_back({place_of(cell), "exchange.merge.undecided", at});
      continue;
    }
    if (take == Take::Both && cell.field != MergeField::Basis) {
      problems.push_back({place_of(cell), "exchange.merge.not_joinable", at});
      continue;
    }
    const Take chosen = take.value_or(take_by_state(cell.state));
    std::string to = chosen == Take::Theirs ? cell.file
                     : chosen == Take::Both ? join_texts(cell.now, cell.file)
                                            : cell.now;
    if (to != cell.now) changes.push_back({cell.no, cell.field, cell.now, std::move(to)});
  }
  if (problems.empty()) return changes;
  return std::unexpected(
      Error{ErrorKind::Invalid, problems.front().key, problems.front().args, "", std::move(problems)});
}

std::string join_texts(const std::string& ours, const std::string& theirs) {
  if (theirs.empty() || ours.find(theirs) != std::string::npos) return ours;
  if (ours.empty() || theirs.find(ours) != std::string::npos) return theirs;
  return ours + "\n" + theirs;
}

}  // namespace sonae::assessment::exchange
