#pragma once
// Frameworks as data: the packs under data/frameworks (SCHEMA.md there), built into the binary. A pack carries numbers,
// levels, labels, our own short topics and help; never the official wording, which comes from the user's own workbook.
// How sure each line is travels with it (`Confidence`) and is shown.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sonae::frameworks {

enum class Confidence : std::uint8_t {
  Confirmed,  ///< number, level and topic stand in a published mapping
  Likely,     ///< inferred; shown as such
  Guess,      ///< only the number and probably the label are known: no topic, no help
};
[[nodiscard]] std::string_view name_of(Confidence confidence);  ///< "confirmed" "likely" "guess"

/// A text of ours in both languages.
struct Text {
  std::string ja;
  std::string en;
  [[nodiscard]] bool empty() const { return ja.empty() && en.empty(); }
  [[nodiscard]] const std::string& in(std::string_view language) const { return language == "en" ? en : ja; }
};

/// What to do about one item, in our words.
struct Help {
  Text wants;                  ///< what the item asks for
  std::vector<Text> evidence;  ///< what counts, one thing each
  Text owner;                  ///< who usually owns it
  Text first_step;             ///< what to do this week
};

struct Label {
  std::string key;  ///< the Japanese name without brackets' width differences; items name it
  Text name;
  Text purpose;
  int first = 0;  ///< numbers of its items, inclusive
  int last = 0;
};

/// One thing that an item asks for, and the kinds of facts that speak for it.
struct Support {
  Text text;                       ///< what is asked, in our words
  Text name;                       ///< how a drafted basis calls the proof
  std::vector<std::string> kinds;  ///< core/facts/kinds.h; "tasks.duty_done/organisation": that duty's only
  int months = 0;                  ///< how old a fact may be; 0: as long as it stands
};

struct Item {
  int no = 0;
  std::optional<int> level;  ///< absent: not known
  std::string label;         ///< key of a Label
  Text topic;                ///< empty for Guess
  Text owner_hint;
  Confidence confidence = Confidence::Guess;
  std::vector<std::string> sources;
  std::vector<int> builds_on;  ///< items that must be complete before this one can be
  std::optional<Help> help;
  std::vector<Support> supports;  ///< empty: nothing known
};

/// A criterion or requirement of the SCS scheme. Requirements have no parent.
struct Criterion {
  std::string id;      ///< "4-1-7-2"
  std::string parent;  ///< "4-1-7"
  int star = 0;        ///< 3 or 4: the lowest star that asks for it
  Text title;
  std::vector<int> guideline;  ///< numbers of the industry guideline 2.3 that the publisher refers to
  std::vector<std::string> iso27001;
};
struct Area {
  int no = 0;
  Text name;
  std::string csf;  ///< function of NIST CSF 2.0, "GV" …
};

/// Middle class of the SCS scheme, "4-1".
struct Class {
  std::string id;
  Text name;
};

struct Pack {
  std::string id;       ///< "jama-japia", "scs"
  std::string version;  ///< "2.3", "2026-03"
  Text name;
  std::string released;       ///< ISO day or month; "" when unknown
  std::vector<Text> caveats;  ///< what is not known about it, for the screen
  std::vector<std::string> sources;
  std::vector<Label> labels;
  std::vector<Item> items;  ///< by number
  std::string maps_to;      ///< SCS: "jama-japia 2.3"
  std::vector<Area> areas;
  std::vector<Class> classes;
  std::vector<Criterion> requirements;
  std::vector<Criterion> criteria;

  [[nodiscard]] const Item* find_item(int no) const;
  [[nodiscard]] const Label* find_label(std::string_view key) const;
};

/// A thing wrong with a pack: where (JSON pointer, after the file's name) and what, in English: packs are
/// written by engineers.
struct Problem {
  std::string place;
  std::string what;
};

/// One file's name and bytes.
struct PackFile {
  std::string_view name;
  std::string_view bytes;
};

struct Loaded {
  std::vector<Pack> packs;  ///< those without problems, in the order of id, then version
  std::vector<Problem> problems;
};
/// Reads and validates packs that may inherit from each other. Never stops at the first problem.
[[nodiscard]] Loaded load_packs(std::span<const PackFile> files);

/// What is wrong inside one pack (numbers, labels, levels, texts, references); empty when nothing is.
[[nodiscard]] std::vector<Problem> validate(const Pack& pack);
/// References between packs: every guideline number of a scheme exists in the guideline that it maps to.
[[nodiscard]] std::vector<Problem> validate_references(std::span<const Pack> packs);

/// The packs of this binary; ends the process when they do not validate, which the tests exclude.
[[nodiscard]] std::span<const Pack> embedded_packs();
/// What `sonae frameworks check` prints; empty when all is well.
[[nodiscard]] std::vector<Problem> check_embedded_packs();
/// Nothing when this binary has no such pack.
[[nodiscard]] const Pack* find_pack(std::string_view id, std::string_view version);

/// Criteria and requirements of the SCS pack that refer to this guideline number.
[[nodiscard]] std::vector<const Criterion*> criteria_for(const Pack& scheme, int guideline_no);

}  // namespace sonae::frameworks
