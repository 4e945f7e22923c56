#pragma once
// Ids are UUIDv7 in lower-case text: sortable by time, unguessable across companies (AZ08).

#include <array>
#include <compare>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace sonae {

/// True for exactly 36 characters, lower-case hexadecimal, dashes in their places. Any UUID version.
[[nodiscard]] bool is_uuid(std::string_view text);

/// UUIDv7 of `now` with ten random bytes (version and variant bits are set over them).
[[nodiscard]] std::string make_uuid7(Instant now, const std::array<std::byte, 10>& random);

/// An id of one kind of thing. `Id<User>` and `Id<Item>` do not mix. Default-made ids are empty and
/// never stored.
template <typename Tag>
class Id {
 public:
  Id() = default;
  /// Nothing unless `text` is a UUID.
  [[nodiscard]] static std::optional<Id> parse(std::string_view text) {
    if (!is_uuid(text)) return std::nullopt;
    return Id(std::string(text));
  }
  /// From a value that the store or `new_id` made; not checked again.
  [[nodiscard]] static Id trusted(std::string text) { return Id(std::move(text)); }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  explicit Id(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// A thing of another slice, known only by kind and id.
struct EntityRef {
  std::string kind;
  std::string id;
  friend auto operator<=>(const EntityRef&, const EntityRef&) = default;
};

}  // namespace sonae
