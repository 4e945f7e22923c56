// Checkpoints as files: what an auditor keeps outside the reach of whoever runs the server.

#include "base/json.h"
#include "platform/trail/merkle.h"
#include "platform/trail/trail.h"

namespace sonae::trail {

namespace {

std::unexpected<Error> bad(std::string place) {
  return invalid("audit.checkpoint.file", {{"place", std::move(place)}});
}

bool is_hex(const std::string& text, std::size_t unit) { return text.size() % unit == 0 && from_hex(text).has_value(); }

Result<std::string> text_of(const json::object& object, std::string_view key, const std::string& place) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_string()) return bad(place + "/" + std::string(key));
  return std::string(value->as_string());
}

Result<std::int64_t> integer_of(const json::object& object, std::string_view key, const std::string& place) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_int64() || value->as_int64() < 0) return bad(place + "/" + std::string(key));
  return value->as_int64();
}

Result<Checkpoint> read_one(const json::value& value, const std::string& place) {
  if (!value.is_object()) return bad(place);
  const json::object& object = value.as_object();
  Checkpoint out;
  out.company = TRY(text_of(object, "company", place));
  out.size = TRY(integer_of(object, "size", place));
  out.root = TRY(text_of(object, "root", place));
  out.at = Instant(TRY(integer_of(object, "at", place)));
  if (object.contains("peaks")) out.peaks = TRY(text_of(object, "peaks", place));
  if (out.root.size() != 64 || !is_hex(out.root, 64)) return bad(place + "/root");
  if (!is_hex(out.peaks, 64)) return bad(place + "/peaks");
  return out;
}

}  // namespace

std::string write_checkpoints(const std::vector<Checkpoint>& checkpoints) {
  json::array list;
  for (const Checkpoint& one : checkpoints) {
    list.push_back(json::object{
        {"company", one.company}, {"size", one.size}, {"root", one.root}, {"peaks", one.peaks}, {"at", one.at.ms()}});
  }
  return json::write_pretty(json::object{{"checkpoints", std::move(list)}});
}

Result<std::vector<Checkpoint>> read_checkpoints(std::string_view text) {
  const auto document = json::parse(text, 16 * 1024 * 1024);
  if (!document || !document->is_object()) return bad("/");
  const auto* list = document->as_object().if_contains("checkpoints");
  if (list == nullptr || !list->is_array()) return bad("/checkpoints");
  std::vector<Checkpoint> out;
  for (const json::value& value : list->as_array()) {
    out.push_back(TRY(read_one(value, "/checkpoints/" + std::to_string(out.size()))));
  }
  return out;
}

}  // namespace sonae::trail
