#pragma once
// The shape of a JSON body, said once: the router refuses what does not fit (422 with a JSON pointer, unknown fields
// included: AZ03), and openapi.json is written from the same value.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace sonae::http {

class Schema {
 public:
  enum class Kind : std::uint8_t { Any, Object, Array, Map, String, Integer, Number, Boolean };
  struct Field;

  [[nodiscard]] static Schema any();
  [[nodiscard]] static Schema object(std::vector<Field> fields);
  [[nodiscard]] static Schema array(Schema item, std::size_t max_items = 10'000);
  [[nodiscard]] static Schema map(Schema value);  ///< object with free keys
  /// `max_length` in code points. Control characters other than tab and line ends are refused (IN04).
  [[nodiscard]] static Schema string(std::size_t max_length = 10'000);
  [[nodiscard]] static Schema enumeration(std::vector<std::string> values);
  [[nodiscard]] static Schema integer(std::int64_t minimum = INT64_MIN, std::int64_t maximum = INT64_MAX);
  [[nodiscard]] static Schema number();
  [[nodiscard]] static Schema boolean();
  [[nodiscard]] static Schema uuid();
  [[nodiscard]] static Schema date();  ///< "2026-09-30"

  [[nodiscard]] Schema nullable() const;
  [[nodiscard]] Schema described(std::string text) const;

  /// Invalid ("error.body") with one FieldError per problem, at most 20: keys error.field.missing, .unknown,
  /// .type.<kind>, .too_long (arg limit), .too_many (arg limit), .range (args minimum, maximum), .choice (arg choices),
  /// .date, .uuid, .control. `root` stands before every JSON pointer.
  [[nodiscard]] Result<void> check(const json::value& body, std::string_view root = "") const;
  /// As OpenAPI 3.1 writes it.
  [[nodiscard]] json::value openapi() const;

  Kind kind = Kind::Any;
  bool can_be_null = false;
  std::string description;
  std::vector<Field> fields;           ///< Object
  std::shared_ptr<const Schema> item;  ///< Array, Map
  std::vector<std::string> choices;    ///< String
  std::size_t max_length = 10'000;     ///< String, in code points; Array: items
  std::string format;                  ///< "", "uuid", "date"
  std::int64_t minimum = INT64_MIN;
  std::int64_t maximum = INT64_MAX;
};

struct Schema::Field {
  std::string name;
  Schema schema;
  bool required = true;
};

[[nodiscard]] inline Schema::Field field(std::string name, Schema schema) {
  return {std::move(name), std::move(schema), true};
}
[[nodiscard]] inline Schema::Field optional(std::string name, Schema schema) {
  return {std::move(name), std::move(schema), false};
}

}  // namespace sonae::http
