#include "platform/http/schema.h"

#include <algorithm>

#include "base/id.h"
#include "base/text.h"
#include "base/time.h"

namespace sonae::http {

namespace {

constexpr std::size_t max_problems = 20;

std::string_view name_of(Schema::Kind kind) {
  switch (kind) {
    case Schema::Kind::Any:
      return "any";
    case Schema::Kind::Object:
    case Schema::Kind::Map:
      return "object";
    case Schema::Kind::Array:
      return "array";
    case Schema::Kind::String:
      return "string";
    case Schema::Kind::Integer:
      return "integer";
    case Schema::Kind::Number:
      return "number";
    case Schema::Kind::Boolean:
      return "boolean";
  }
  return "any";
}

bool has_kind(const json::value& value, Schema::Kind kind) {
  switch (kind) {
    case Schema::Kind::Any:
      return true;
    case Schema::Kind::Object:
    case Schema::Kind::Map:
      return value.is_object();
    case Schema::Kind::Array:
      return value.is_array();
    case Schema::Kind::String:
      return value.is_string();
    case Schema::Kind::Integer:
      return value.is_int64();
    case Schema::Kind::Number:
      return value.is_number();
    case Schema::Kind::Boolean:
      return value.is_bool();
  }
  return false;
}

// One step of a JSON pointer (RFC 6901). A name that the client made up is cut: it only has to be recognised.
std::string step(std::string_view name) {
  std::string out = "/";
  for (const char c : text::prefix(name, 64)) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

class Check {
 public:
  void value(const json::value& value, const Schema& schema, const std::string& place) {
    if (full() || (schema.can_be_null && value.is_null())) return;
    if (!has_kind(value, schema.kind)) return problem(place, "error.field.type." + std::string(name_of(schema.kind)));
    switch (schema.kind) {
      case Schema::Kind::Object:
        return object(value.get_object(), schema, place);
      case Schema::Kind::Array:
        return array(value.get_array(), schema, place);
      case Schema::Kind::Map:
        return map(value.get_object(), schema, place);
      case Schema::Kind::String:
        return string(value.get_string(), schema, place);
      case Schema::Kind::Integer:
        return integer(value.get_int64(), schema, place);
      default:
        return;
    }
  }
  std::vector<FieldError> problems;

 private:
  [[nodiscard]] bool full() const { return problems.size() >= max_problems; }
  void problem(std::string place, std::string key, Args args = {}) {
    if (!full()) problems.push_back({std::move(place), std::move(key), std::move(args)});
  }

  void object(const json::object& object, const Schema& schema, const std::string& place) {
    for (const Schema::Field& field : schema.fields) {
      const json::value* found = object.if_contains(field.name);
      if (found != nullptr)
        value(*found, field.schema, place + step(field.name));
      else if (field.required)
        problem(place + step(field.name), "error.field.missing");
    }
    for (const auto& member : object) {
      const auto known = [&](const Schema::Field& field) { return field.name == std::string_view(member.key()); };
      if (std::ranges::none_of(schema.fields, known)) problem(place + step(member.key()), "error.field.unknown");
    }
  }

  void array(const json::array& array, const Schema& schema, const std::string& place) {
    if (array.size() > schema.max_length)
      return problem(place, "error.field.too_many", {{"limit", std::to_string(schema.max_length)}});
    for (std::size_t i = 0; i < array.size() && !full(); ++i)
      value(array[i], *schema.item, place + "/" + std::to_string(i));
  }

  void map(const json::object& object, const Schema& schema, const std::string& place) {
    if (object.size() > schema.max_length)
      return problem(place, "error.field.too_many", {{"limit", std::to_string(schema.max_length)}});
    for (const auto& member : object) {
      if (full()) return;
      const std::string_view key = member.key();
      if (text::has_forbidden_control(key)) problem(place + step("?"), "error.field.control");
      value(member.value(), *schema.item, place + step(key));
    }
  }

  void string(std::string_view value, const Schema& schema, const std::string& place) {
    if (!schema.choices.empty()) {
      if (std::ranges::find(schema.choices, value) == schema.choices.end()) {
        std::string choices;
        for (const std::string& choice : schema.choices) choices += (choices.empty() ? "\"" : ", \"") + choice + "\"";
        problem(place, "error.field.choice", {{"choices", choices}});
      }
      return;
    }
    if (schema.format == "uuid" && !is_uuid(value)) return problem(place, "error.field.uuid");
    if (schema.format == "date" && !Date::parse_iso(value)) return problem(place, "error.field.date");
    if (text::length(value) > schema.max_length)
      return problem(place, "error.field.too_long", {{"limit", std::to_string(schema.max_length)}});
    if (text::has_forbidden_control(value)) problem(place, "error.field.control");
  }

  void integer(std::int64_t value, const Schema& schema, const std::string& place) {
    if (value < schema.minimum || value > schema.maximum)
      problem(place, "error.field.range",
              {{"minimum", std::to_string(schema.minimum)}, {"maximum", std::to_string(schema.maximum)}});
  }
};

void write_object(const Schema& schema, json::object& out) {
  json::object properties;
  json::array required;
  for (const Schema::Field& field : schema.fields) {
    properties[field.name] = field.schema.openapi();
    if (field.required) required.emplace_back(field.name);
  }
  out["properties"] = std::move(properties);
  if (!required.empty()) out["required"] = std::move(required);
  out["additionalProperties"] = false;
}

void write_string(const Schema& schema, json::object& out) {
  if (!schema.choices.empty()) {
    json::array choices;
    for (const std::string& choice : schema.choices) choices.emplace_back(choice);
    if (schema.can_be_null) choices.emplace_back(nullptr);
    out["enum"] = std::move(choices);
  } else if (!schema.format.empty()) {
    out["format"] = schema.format;
  } else {
    out["maxLength"] = schema.max_length;
  }
}

}  // namespace

Schema Schema::any() { return {}; }

Schema Schema::object(std::vector<Field> fields) {
  Schema schema;
  schema.kind = Kind::Object;
  schema.fields = std::move(fields);
  return schema;
}

Schema Schema::array(Schema item, std::size_t max_items) {
  Schema schema;
  schema.kind = Kind::Array;
  schema.item = std::make_shared<const Schema>(std::move(item));
  schema.max_length = max_items;
  return schema;
}

Schema Schema::map(Schema value) {
  Schema schema;
  schema.kind = Kind::Map;
  schema.item = std::make_shared<const Schema>(std::move(value));
  return schema;
}

Schema Schema::string(std::size_t max_length) {
  Schema schema;
  schema.kind = Kind::String;
  schema.max_length = max_length;
  return schema;
}

Schema Schema::enumeration(std::vector<std::string> values) {
  Schema schema;
  schema.kind = Kind::String;
  schema.choices = std::move(values);
  return schema;
}

Schema Schema::integer(std::int64_t minimum, std::int64_t maximum) {
  Schema schema;
  schema.kind = Kind::Integer;
  schema.minimum = minimum;
  schema.maximum = maximum;
  return schema;
}

Schema Schema::number() {
  Schema schema;
  schema.kind = Kind::Number;
  return schema;
}

Schema Schema::boolean() {
  Schema schema;
  schema.kind = Kind::Boolean;
  return schema;
}

Schema Schema::uuid() {
  Schema schema = string(36);
  schema.format = "uuid";
  return schema;
}

Schema Schema::date() {
  Schema schema = string(10);
  schema.format = "date";
  return schema;
}

Schema Schema::nullable() const {
  Schema schema = *this;
  schema.can_be_null = true;
  return schema;
}

Schema Schema::described(std::string text) const {
  Schema schema = *this;
  schema.description = std::move(text);
  return schema;
}

Result<void> Schema::check(const json::value& body, std::string_view root) const {
  Check check;
  check.value(body, *this, std::string(root));
  if (check.problems.empty()) return {};
  Error error{ErrorKind::Invalid, "error.body", {}, {}, std::move(check.problems)};
  return std::unexpected(std::move(error));
}

json::value Schema::openapi() const {
  json::object out;
  if (kind != Kind::Any) {
    if (can_be_null)
      out["type"] = json::array{json::value(name_of(kind)), json::value("null")};
    else
      out["type"] = name_of(kind);
  }
  if (!description.empty()) out["description"] = description;
  switch (kind) {
    case Kind::Object:
      write_object(*this, out);
      break;
    case Kind::Array:
      out["items"] = item->openapi();
      out["maxItems"] = max_length;
      break;
    case Kind::Map:
      out["additionalProperties"] = item->openapi();
      break;
    case Kind::String:
      write_string(*this, out);
      break;
    case Kind::Integer:
      if (minimum != INT64_MIN) out["minimum"] = minimum;
      if (maximum != INT64_MAX) out["maximum"] = maximum;
      break;
    default:
      break;
  }
  return out;
}

}  // namespace sonae::http
