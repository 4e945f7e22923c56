#pragma once
// The answers of an export as one text: a line per item "no<TAB>score<TAB>due<TAB>basis", with \n, \t, \r and \\ in
// the basis written so. Readable in the database, and the same answers give the same text. Pure.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "features/assessment/exchange/rules_merge.h"

namespace sonae::assessment::exchange {

using Snapshot = std::map<int, AnswerValues>;

[[nodiscard]] std::string write_snapshot(const Snapshot& answers);
/// Nothing for a text that write_snapshot did not make.
[[nodiscard]] std::optional<Snapshot> read_snapshot(std::string_view text);

}  // namespace sonae::assessment::exchange
