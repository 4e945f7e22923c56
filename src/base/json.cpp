#include "base/json.h"

#include <boost/json/basic_parser_impl.hpp>

#include <cmath>
#include <set>
#include <vector>

#include "base/text.h"

namespace sonae::json {

namespace {

// Boost.JSON keeps the last of two equal keys; a strict reader refuses them, so keys are watched while parsing.
class Checker {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);
  using Code = boost::system::error_code;

  std::string problem;

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) {
    keys_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, Code&) {
    keys_.pop_back();
    return true;
  }
  bool on_array_begin(Code&) { return true; }
  bool on_array_end(std::size_t, Code&) { return true; }
  bool on_key_part(boost::json::string_view part, std::size_t, Code&) {
    key_.append(part.data(), part.size());
    return true;
  }
  bool on_key(boost::json::string_view part, std::size_t, Code& code) {
    key_.append(part.data(), part.size());
    const bool fresh = keys_.back().insert(std::move(key_)).second;
    key_.clear();
    if (!fresh) return refuse(code, "the same key stands twice in one object");
    return check_nul(part, code);
  }
  bool on_string_part(boost::json::string_view part, std::size_t, Code& code) { return check_nul(part, code); }
  bool on_string(boost::json::string_view part, std::size_t, Code& code) { return check_nul(part, code); }
  bool on_number_part(boost::json::string_view, Code&) { return true; }
  bool on_int64(std::int64_t, boost::json::string_view, Code&) { return true; }
  bool on_uint64(std::uint64_t, boost::json::string_view, Code& code) {
    return refuse(code, "an integer is outside the range of 64 bits");
  }
  bool on_double(double number, boost::json::string_view, Code& code) {
    // 2e308 would become infinity, which JSON cannot say: it could be read but not written again.
    if (!std::isfinite(number)) return refuse(code, "a number is outside the range of a double");
    return true;
  }
  bool on_bool(bool, Code&) { return true; }
  bool on_null(Code&) { return true; }
  bool on_comment_part(boost::json::string_view, Code&) { return true; }
  bool on_comment(boost::json::string_view, Code&) { return true; }

 private:
  bool refuse(Code& code, const char* why) {
    problem = why;
    code = boost::json::error::syntax;
    return false;
  }
  bool check_nul(boost::json::string_view part, Code& code) {
    if (part.find('\0') != boost::json::string_view::npos) return refuse(code, "a string contains NUL");
    return true;
  }
  std::vector<std::set<std::string>> keys_;
  std::string key_;
};

std::unexpected<Error> bad(std::string reason, std::size_t position) {
  return invalid("error.json", {{"reason", std::move(reason)}, {"position", std::to_string(position)}});
}

void write_indented(const value& v, std::string& out, int indent) {
  const std::string pad(static_cast<std::size_t>(indent) * 2, ' ');
  if (v.is_object() && !v.get_object().empty()) {
    out += "{\n";
    bool first = true;
    for (const auto& [key, child] : v.get_object()) {
      if (!first) out += ",\n";
      first = false;
      out += pad + "  " + boost::json::serialize(boost::json::string(key)) + ": ";
      write_indented(child, out, indent + 1);
    }
    out += "\n" + pad + "}";
  } else if (v.is_array() && !v.get_array().empty()) {
    out += "[\n";
    bool first = true;
    for (const value& child : v.get_array()) {
      if (!first) out += ",\n";
      first = false;
      out += pad + "  ";
      write_indented(child, out, indent + 1);
    }
    out += "\n" + pad + "]";
  } else {
    out += boost::json::serialize(v);
  }
}

}  // namespace

Result<value> parse(std::string_view text, std::size_t max_bytes) {
  if (text.size() > max_bytes) return bad("the document is larger than allowed", max_bytes);
  if (!text::is_utf8(text)) return bad("the document is not UTF-8", 0);

  boost::json::parse_options options;
  options.max_depth = max_depth;
  boost::json::basic_parser<Checker> checker(options);
  boost::system::error_code code;
  const std::size_t read = checker.write_some(false, text.data(), text.size(), code);
  if (code) {
    const std::string& problem = checker.handler().problem;
    return bad(problem.empty() ? code.message() : problem, read);
  }
  for (const char rest : text.substr(read))
    if (rest != ' ' && rest != '\t' && rest != '\n' && rest != '\r') return bad("something follows the value", read);

  value parsed = boost::json::parse(boost::json::string_view(text.data(), text.size()), code, {}, options);
  if (code) return bad(code.message(), 0);
  return parsed;
}

std::string write(const value& value) { return boost::json::serialize(value); }

std::string write_pretty(const value& value) {
  std::string out;
  write_indented(value, out, 0);
  out += '\n';
  return out;
}

}  // namespace sonae::json
