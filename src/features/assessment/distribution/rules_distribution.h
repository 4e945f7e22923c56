#pragma once
// Which department should answer which item. Pure.
//
// In this order: what is assigned already stays; the department of last year's answer; the department that the
// workbook's 担当領域 names; the one that our own hint names. An area is a word of its own for a trade (IT, 総務, 人事,
// 調達 …): it means the department whose name says the same trade, and where a company has none of it, the one that
// usually does that work there (in a small company 総務 keeps the contracts and the computers). 各部門 means nobody in
// particular, so nobody is proposed for it alone.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sonae::assessment::distribution {

struct Candidate {
  std::string id;
  std::string name;
  int depth = 0;  ///< 0: top. Of two that fit alike the upper one is proposed: it can hand items on.
};
struct ItemHints {
  int no = 0;
  std::string assigned;   ///< id of the department that has it now; empty: nobody
  std::string last_year;  ///< id of the department that answered it last year; empty: unknown
  std::string area;       ///< 担当領域 of the workbook
  std::string hint;       ///< owner hint of our pack, Japanese
};

enum class Reason : std::uint8_t {
  Nothing,   ///< no department is proposed
  Assigned,  ///< as it is
  LastYear,
  Area,
  Hint,
};
[[nodiscard]] std::string_view name_of(Reason reason);  ///< "nothing" "assigned" "last_year" "area" "hint"

struct Proposal {
  int no = 0;
  std::string department;  ///< id; empty with Reason::Nothing
  Reason reason = Reason::Nothing;
  std::string because;  ///< the text that named it: the area or the hint
};

/// One per item, in their order. Ids that are no candidate any more (a department that is gone) count as nobody.
[[nodiscard]] std::vector<Proposal> propose(std::span<const ItemHints> items, std::span<const Candidate> departments);

/// The department that a text such as "IT・情報セキュリティ" names; empty when none does.
[[nodiscard]] std::string department_for(std::string_view text, std::span<const Candidate> departments);
/// All that it names, each part for itself, in its order and without doubles.
[[nodiscard]] std::vector<std::string> departments_in(std::string_view text, std::span<const Candidate> departments);
/// Whether it says 各部門: everybody's work.
[[nodiscard]] bool names_every_department(std::string_view text);

}  // namespace sonae::assessment::distribution
