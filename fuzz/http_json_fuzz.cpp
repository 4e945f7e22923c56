// Strict JSON (IN03): what is accepted is written and read again as the same value; a schema never trips over it.
// Doubles may differ in their last digits: the library rounds them, and no stored value is one.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "base/json.h"
#include "platform/http/schema.h"

using namespace sonae;

namespace {

bool is_same(const json::value& a, const json::value& b) {
  if (a.is_double() && b.is_number()) {
    const double x = a.get_double();
    const double y = b.to_number<double>();
    return std::abs(x - y) <= 1e-9 * std::max(std::abs(x), std::abs(y));
  }
  if (a.is_array() && b.is_array()) return std::ranges::equal(a.get_array(), b.get_array(), is_same);
  if (a.is_object() && b.is_object())
    return std::ranges::equal(a.get_object(), b.get_object(), [](const auto& x, const auto& y) {
      return x.key() == y.key() && is_same(x.value(), y.value());
    });
  return a == b;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const http::Schema schema = http::Schema::object(
      {http::field("no", http::Schema::integer(1, 999)), http::field("due", http::Schema::date().nullable()),
       http::optional("edits",
                      http::Schema::array(http::Schema::object({http::optional("id", http::Schema::uuid())}), 20)),
       http::optional("columns", http::Schema::map(http::Schema::string(10)))});
  const auto parsed = json::parse(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!parsed) return 0;
  static_cast<void>(schema.check(*parsed));
  const auto again = json::parse(json::write(*parsed), 64 * 1024 * 1024);
  if (!again) die("what was written cannot be read");
  if (!is_same(*parsed, *again)) die("the value changed on its way");
  return 0;
}
