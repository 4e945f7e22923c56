#include "core/frameworks/pack_reader.h"

#include <algorithm>
#include <initializer_list>

#include "base/json.h"

namespace sonae::frameworks {

namespace {

constexpr std::size_t max_pack_bytes = 4 * 1024 * 1024;
constexpr std::int64_t schema_number = 1;

/// One JSON object and its place. Every getter reports what is wrong and gives an empty value.
class Reader {
 public:
  Reader(const json::value& value, std::string place, std::vector<Problem>& problems)
      : place_(std::move(place)), problems_(problems) {
    if (value.is_object())
      object_ = &value.as_object();
    else
      complain("", "must be an object");
  }

  void allow(std::initializer_list<std::string_view> keys) {
    if (!object_) return;
    for (const auto& member : *object_)
      if (std::find(keys.begin(), keys.end(), std::string_view(member.key())) == keys.end())
        complain(member.key(), "is not known");
  }

  [[nodiscard]] const json::value* find(std::string_view key) const {
    return object_ ? object_->if_contains(key) : nullptr;
  }

  std::string text(std::string_view key, bool required = true) {
    const json::value* value = find(key);
    if (value && value->is_string()) return std::string(value->as_string());
    if (value || required) complain(key, "must be a text");
    return "";
  }

  std::optional<int> number(std::string_view key, bool required = true) {
    const json::value* value = find(key);
    if (value && value->is_int64() && value->as_int64() >= 0 && value->as_int64() <= 9999)
      return static_cast<int>(value->as_int64());
    if (value || required) complain(key, "must be a number from 0 to 9999");
    return std::nullopt;
  }

  Text both(std::string_view key, bool required = true) {
    const json::value* value = find(key);
    if (!value) {
      if (required) complain(key, "is missing");
      return {};
    }
    return both(*value, place_ + "/" + std::string(key));
  }

  /// Calls `body(value, place)` for each element of the array.
  template <typename Body>
  void each(std::string_view key, bool required, Body&& body) {
    const json::value* value = find(key);
    if (!value || !value->is_array()) {
      if (value || required) complain(key, "must be a list");
      return;
    }
    std::size_t index = 0;
    for (const json::value& element : value->as_array())
      body(element, place_ + "/" + std::string(key) + "/" + std::to_string(index++));
  }

  std::vector<int> numbers(std::string_view key) {
    std::vector<int> all;
    each(key, false, [&](const json::value& value, const std::string& place) {
      if (value.is_int64() && value.as_int64() > 0 && value.as_int64() <= 9999)
        all.push_back(static_cast<int>(value.as_int64()));
      else
        problems_.push_back({place, "must be a number from 1 to 9999"});
    });
    return all;
  }

  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> all;
    each(key, false, [&](const json::value& value, const std::string& place) {
      if (value.is_string())
        all.emplace_back(value.as_string());
      else
        problems_.push_back({place, "must be a text"});
    });
    return all;
  }

  std::vector<Text> boths(std::string_view key) {
    std::vector<Text> all;
    each(key, false, [&](const json::value& value, const std::string& place) { all.push_back(both(value, place)); });
    return all;
  }

  void complain(std::string_view key, std::string what) {
    problems_.push_back({key.empty() ? place_ : place_ + "/" + std::string(key), std::move(what)});
  }

 private:
  Text both(const json::value& value, const std::string& place) {
    Reader inner(value, place, problems_);
    inner.allow({"ja", "en"});
    Text text{inner.text("ja"), inner.text("en")};
    if (inner.object_ && (text.ja.empty() || text.en.empty()))
      problems_.push_back({place, "must have a Japanese and an English text"});
    return text;
  }

  std::string place_;
  std::vector<Problem>& problems_;
  const json::object* object_ = nullptr;
};

Label read_label(const json::value& value, const std::string& place, std::vector<Problem>& problems) {
  Reader reader(value, place, problems);
  reader.allow({"key", "name", "purpose", "first", "last"});
  return {reader.text("key"), reader.both("name"), reader.both("purpose"), reader.number("first").value_or(0),
          reader.number("last").value_or(0)};
}

Help read_help(const json::value& value, const std::string& place, std::vector<Problem>& problems) {
  Reader reader(value, place, problems);
  reader.allow({"wants", "evidence", "owner", "first_step"});
  return {reader.both("wants"), reader.boths("evidence"), reader.both("owner"), reader.both("first_step")};
}

Support read_support(const json::value& value, const std::string& place, std::vector<Problem>& problems) {
  Reader reader(value, place, problems);
  reader.allow({"text", "name", "kinds", "months"});
  return {reader.both("text"), reader.both("name"), reader.texts("kinds"), reader.number("months", false).value_or(0)};
}

Item read_item(const json::value& value, const std::string& place, std::vector<Problem>& problems) {
  Reader reader(value, place, problems);
  reader.allow(
      {"no", "level", "label", "topic", "owner_hint", "confidence", "sources", "builds_on", "help", "supports"});
  Item item;
  item.no = reader.number("no").value_or(0);
  item.level = reader.number("level", false);
  item.label = reader.text("label");
  item.topic = reader.both("topic", false);
  item.owner_hint = reader.both("owner_hint", false);
  item.sources = reader.texts("sources");
  item.builds_on = reader.numbers("builds_on");
  const std::string confidence = reader.text("confidence");
  if (confidence == "confirmed")
    item.confidence = Confidence::Confirmed;
  else if (confidence == "likely")
    item.confidence = Confidence::Likely;
  else if (confidence != "guess")
    reader.complain("confidence", "must be confirmed, likely or guess");
  if (const json::value* help = reader.find("help")) item.help = read_help(*help, place + "/help", problems);
  reader.each("supports", false, [&](const json::value& support, const std::string& where) {
    item.supports.push_back(read_support(support, where, problems));
  });
  return item;
}

Criterion read_criterion(const json::value& value, const std::string& place, bool has_parent,
                         std::vector<Problem>& problems) {
  Reader reader(value, place, problems);
  if (has_parent)
    reader.allow({"id", "parent", "star", "title", "guideline", "iso27001"});
  else
    reader.allow({"id", "star", "title", "guideline", "iso27001"});
  return {reader.text("id"),
          has_parent ? reader.text("parent") : "",
          reader.number("star").value_or(0),
          reader.both("title"),
          reader.numbers("guideline"),
          reader.texts("iso27001")};
}

void read_scheme(Reader& reader, Pack& pack, std::vector<Problem>& problems) {
  pack.maps_to = reader.text("maps_to", false);
  reader.each("areas", false, [&](const json::value& value, const std::string& place) {
    Reader area(value, place, problems);
    area.allow({"no", "name", "csf"});
    pack.areas.push_back({area.number("no").value_or(0), area.both("name"), area.text("csf")});
  });
  reader.each("classes", false, [&](const json::value& value, const std::string& place) {
    Reader middle(value, place, problems);
    middle.allow({"id", "name"});
    pack.classes.push_back({middle.text("id"), middle.both("name")});
  });
  reader.each("requirements", false, [&](const json::value& value, const std::string& place) {
    pack.requirements.push_back(read_criterion(value, place, false, problems));
  });
  reader.each("criteria", false, [&](const json::value& value, const std::string& place) {
    pack.criteria.push_back(read_criterion(value, place, true, problems));
  });
}

}  // namespace

std::optional<ReadPack> read_pack(const PackFile& file, std::vector<Problem>& problems) {
  const std::string name(file.name);
  const auto parsed = json::parse(file.bytes, max_pack_bytes);
  if (!parsed) {
    const Args& args = parsed.error().args;
    const auto reason = args.find("reason");
    problems.push_back({name, "is not strict JSON" + (reason == args.end() ? "" : ": " + reason->second)});
    return std::nullopt;
  }
  Reader reader(*parsed, name, problems);
  const json::value* schema = reader.find("schema");
  if (!schema || !schema->is_int64() || schema->as_int64() != schema_number) {
    reader.complain("schema", "must be 1");
    return std::nullopt;
  }
  reader.allow({"schema", "id", "version", "name", "released", "caveats", "sources", "inherits", "labels", "items",
                "maps_to", "areas", "classes", "requirements", "criteria"});
  ReadPack read;
  Pack& pack = read.pack;
  pack.id = reader.text("id");
  pack.version = reader.text("version");
  pack.name = reader.both("name");
  pack.released = reader.text("released", false);
  pack.caveats = reader.boths("caveats");
  pack.sources = reader.texts("sources");
  reader.each("labels", false, [&](const json::value& value, const std::string& place) {
    pack.labels.push_back(read_label(value, place, problems));
  });
  reader.each("items", false, [&](const json::value& value, const std::string& place) {
    pack.items.push_back(read_item(value, place, problems));
  });
  read_scheme(reader, pack, problems);
  if (const json::value* inherits = reader.find("inherits")) {
    Reader inner(*inherits, name + "/inherits", problems);
    inner.allow({"pack", "keep_confirmed"});
    read.inherits = Inheritance{inner.text("pack"), inner.numbers("keep_confirmed")};
  }
  return read;
}

}  // namespace sonae::frameworks
