#include "core/frameworks/frameworks.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/facts/kinds.h"
#include "core/frameworks/pack_reader.h"
#include "embedded/frameworks.h"

namespace sonae::frameworks {

namespace {

std::string pack_name(const Pack& pack) { return pack.id + " " + pack.version; }

/// Problems of one pack, each under "<id> <version>/…".
class Validator {
 public:
  explicit Validator(const Pack& pack) : pack_(pack) {}

  std::vector<Problem> run() {
    if (pack_.id.empty() || pack_.version.empty()) add("", "needs an id and a version");
    if (pack_.items.empty() && pack_.criteria.empty()) add("", "has neither items nor criteria");
    labels();
    items();
    scheme();
    return std::move(problems_);
  }

 private:
  void add(const std::string& place, std::string what) {
    problems_.push_back({pack_name(pack_) + place, std::move(what)});
  }

  void labels() {
    int next = 1;
    std::set<std::string> keys;
    for (const Label& label : pack_.labels) {
      const std::string place = "/labels/" + label.key;
      if (!keys.insert(label.key).second) add(place, "occurs twice");
      if (label.first != next || label.last < label.first)
        add(place, "must start at number " + std::to_string(next) + " and not be empty");
      next = label.last + 1;
    }
    if (!pack_.labels.empty() && next != static_cast<int>(pack_.items.size()) + 1)
      add("/labels", "must cover every item: they end at " + std::to_string(next - 1));
  }

  void items() {
    int next = 1;
    for (const Item& item : pack_.items) {
      const std::string place = "/items/" + std::to_string(item.no);
      if (item.no != next++) add(place, "numbers must run from 1 without a gap");
      if (item.level && (*item.level < 1 || *item.level > 3)) add(place, "level must be 1, 2 or 3");
      const Label* label = pack_.find_label(item.label);
      if (!label)
        add(place, "label '" + item.label + "' is not in the list of labels");
      else if (item.no < label->first || item.no > label->last)
        add(place, "lies outside the range of its label");
      by_confidence(item, place);
      supports(item, place + "/supports");
      for (const int base : item.builds_on)
        if (base == item.no || !pack_.find_item(base)) add(place, "builds on a number that is not another item");
      if (item.help) help(*item.help, place + "/help");
    }
  }

  void supports(const Item& item, const std::string& place) {
    constexpr std::size_t most = 8;
    if (item.supports.size() > most) add(place, "must be at most 8");
    for (const Support& support : item.supports) {
      if (support.kinds.empty()) add(place, "needs a kind of fact");
      for (const std::string& kind : support.kinds)
        if (!facts::find_kind(std::string_view(kind).substr(0, kind.find('/'))))
          add(place, "names an unknown kind of fact: " + kind);
    }
  }

  void by_confidence(const Item& item, const std::string& place) {
    if (item.confidence == Confidence::Guess) {
      if (!item.topic.empty() || item.help || item.level || !item.owner_hint.empty() || !item.supports.empty())
        add(place, "a guess carries number and label only");
      return;
    }
    if (item.topic.empty()) add(place, "needs a topic");
    if (item.sources.empty()) add(place, "needs a source");
    if (item.confidence != Confidence::Confirmed) return;
    if (!item.level) add(place, "a confirmed item needs a level");
    if (!item.help) add(place, "a confirmed item needs help");
  }

  void help(const Help& help, const std::string& place) {
    constexpr std::size_t most_evidence = 6;
    if (help.wants.empty() || help.owner.empty() || help.first_step.empty()) add(place, "has an empty text");
    if (help.evidence.empty() || help.evidence.size() > most_evidence) add(place, "needs one to six kinds of evidence");
    for (const Text& evidence : help.evidence)
      if (evidence.empty()) add(place, "has an empty kind of evidence");
  }

  void scheme() {
    std::map<std::string, int> stars;
    for (const Criterion& requirement : pack_.requirements) {
      if (!stars.emplace(requirement.id, requirement.star).second) add("/" + requirement.id, "occurs twice");
      classes(requirement);
      star(requirement);
    }
    std::set<std::string> ids;
    std::map<std::string, int> lowest;
    for (const Criterion& criterion : pack_.criteria) {
      const std::string place = "/" + criterion.id;
      if (!ids.insert(criterion.id).second) add(place, "occurs twice");
      star(criterion);
      if (!stars.contains(criterion.parent) || !criterion.id.starts_with(criterion.parent + "-"))
        add(place, "its requirement '" + criterion.parent + "' does not exist");
      const auto [it, first] = lowest.emplace(criterion.parent, criterion.star);
      if (!first) it->second = std::min(it->second, criterion.star);
    }
    for (const auto& [id, star] : stars) {
      const auto it = lowest.find(id);
      if (it == lowest.end())
        add("/" + id, "has no criteria");
      else if (it->second != star)
        add("/" + id, "must have the lowest star of its criteria");
    }
  }

  void star(const Criterion& criterion) {
    if (criterion.star != 3 && criterion.star != 4) add("/" + criterion.id, "star must be 3 or 4");
    if (criterion.title.empty()) add("/" + criterion.id, "needs a title");
  }

  void classes(const Criterion& requirement) {
    const bool known = std::any_of(pack_.classes.begin(), pack_.classes.end(),
                                   [&](const Class& middle) { return requirement.id.starts_with(middle.id + "-"); });
    if (!known) add("/" + requirement.id, "belongs to no class");
  }

  const Pack& pack_;
  std::vector<Problem> problems_;
};

void inherit(ReadPack& read, const Pack& base) {
  Pack& pack = read.pack;
  pack.labels = base.labels;
  pack.items = base.items;
  const std::vector<int>& keep = read.inherits->keep_confirmed;
  for (Item& item : pack.items)
    if (item.confidence == Confidence::Confirmed && std::find(keep.begin(), keep.end(), item.no) == keep.end())
      item.confidence = Confidence::Likely;
}

const Loaded& embedded_loaded() {
  static const Loaded loaded = [] {
    std::vector<PackFile> files;
    for (const EmbeddedFile& file : embedded::frameworks()) files.push_back({file.name, file.bytes});
    return load_packs(files);
  }();
  return loaded;
}

}  // namespace

std::string_view name_of(Confidence confidence) {
  switch (confidence) {
    case Confidence::Confirmed:
      return "confirmed";
    case Confidence::Likely:
      return "likely";
    case Confidence::Guess:
      return "guess";
  }
  return "guess";
}

const Item* Pack::find_item(int no) const {
  const auto it = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.no == no; });
  return it == items.end() ? nullptr : &*it;
}

const Label* Pack::find_label(std::string_view key) const {
  const auto it = std::find_if(labels.begin(), labels.end(), [&](const Label& label) { return label.key == key; });
  return it == labels.end() ? nullptr : &*it;
}

std::vector<Problem> validate(const Pack& pack) { return Validator(pack).run(); }

std::vector<Problem> validate_references(std::span<const Pack> packs) {
  std::vector<Problem> problems;
  for (const Pack& pack : packs) {
    if (pack.criteria.empty()) continue;
    const auto target =
        std::find_if(packs.begin(), packs.end(), [&](const Pack& other) { return pack_name(other) == pack.maps_to; });
    if (target == packs.end()) {
      problems.push_back({pack_name(pack) + "/maps_to", "there is no pack '" + pack.maps_to + "'"});
      continue;
    }
    for (const auto* group : {&pack.requirements, &pack.criteria})
      for (const Criterion& criterion : *group)
        for (const int no : criterion.guideline)
          if (!target->find_item(no))
            problems.push_back({pack_name(pack) + "/" + criterion.id,
                                "refers to No. " + std::to_string(no) + ", which does not exist"});
  }
  return problems;
}

Loaded load_packs(std::span<const PackFile> files) {
  Loaded loaded;
  std::vector<ReadPack> reads;
  for (const PackFile& file : files) {
    const std::size_t before = loaded.problems.size();
    auto read = read_pack(file, loaded.problems);
    if (read && loaded.problems.size() == before) reads.push_back(std::move(*read));
  }
  std::set<std::string> names;
  for (ReadPack& read : reads) {
    if (!names.insert(pack_name(read.pack)).second) {
      loaded.problems.push_back({pack_name(read.pack), "occurs twice"});
      continue;
    }
    if (read.inherits) {
      const auto base = std::find_if(reads.begin(), reads.end(), [&](const ReadPack& other) {
        return pack_name(other.pack) == read.inherits->from && !other.inherits;
      });
      if (base == reads.end()) {
        loaded.problems.push_back({pack_name(read.pack) + "/inherits",
                                   "there is no pack '" + read.inherits->from + "' with items of its own"});
        continue;
      }
      inherit(read, base->pack);
    }
    const std::vector<Problem> problems = validate(read.pack);
    loaded.problems.insert(loaded.problems.end(), problems.begin(), problems.end());
    if (problems.empty()) loaded.packs.push_back(read.pack);
  }
  std::sort(loaded.packs.begin(), loaded.packs.end(),
            [](const Pack& a, const Pack& b) { return std::tie(a.id, a.version) < std::tie(b.id, b.version); });
  const std::vector<Problem> references = validate_references(loaded.packs);
  loaded.problems.insert(loaded.problems.end(), references.begin(), references.end());
  return loaded;
}

std::span<const Pack> embedded_packs() {
  const Loaded& loaded = embedded_loaded();
  if (!loaded.problems.empty())
    die("embedded pack: " + loaded.problems.front().place + " " + loaded.problems.front().what);
  return loaded.packs;
}

std::vector<Problem> check_embedded_packs() { return embedded_loaded().problems; }

const Pack* find_pack(std::string_view id, std::string_view version) {
  for (const Pack& pack : embedded_packs())
    if (pack.id == id && pack.version == version) return &pack;
  return nullptr;
}

std::vector<const Criterion*> criteria_for(const Pack& scheme, int guideline_no) {
  std::vector<const Criterion*> found;
  for (const auto* group : {&scheme.requirements, &scheme.criteria})
    for (const Criterion& criterion : *group)
      if (std::find(criterion.guideline.begin(), criterion.guideline.end(), guideline_no) != criterion.guideline.end())
        found.push_back(&criterion);
  return found;
}

}  // namespace sonae::frameworks
