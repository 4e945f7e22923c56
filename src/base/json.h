#pragma once
// JSON for api.cpp files, the command line and stored documents. Reading is strict (IN03): depth 64, UTF-8 only,
// no duplicate keys, no NUL, nothing after the value.

#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sonae::json {

using boost::json::array;
using boost::json::object;
using boost::json::value;

constexpr std::size_t max_depth = 64;

/// Invalid ("error.json", args: reason in English, position as a byte offset) for anything that is not exactly
/// one strict JSON value of at most `max_bytes`.
[[nodiscard]] Result<value> parse(std::string_view text, std::size_t max_bytes = 1024 * 1024);

/// Compact UTF-8 text; keys in the order in which they were put in.
[[nodiscard]] std::string write(const value& value);
/// Two-space indent and a final newline, for files that people read.
[[nodiscard]] std::string write_pretty(const value& value);

}  // namespace sonae::json
