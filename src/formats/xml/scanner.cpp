#include "formats/xml/scanner.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "base/text.h"

namespace sonae::xml {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// ASCII punctuation and digits as XML's name productions have them; every other code point is let through, since
// names are only ever compared.
bool is_name_byte(char c, bool first) {
  const auto u = static_cast<unsigned char>(c);
  if (u >= 0x80 || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || u == '_') return true;
  return !first && ((u >= '0' && u <= '9') || u == '-' || u == '.');
}

bool has_control(std::string_view bytes) {
  return std::ranges::any_of(bytes, [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u < 0x20 && u != '\t' && u != '\n' && u != '\r';
  });
}

void append_code_point(std::string& out, char32_t c) {
  const auto byte = [&out](char32_t value) { out.push_back(static_cast<char>(static_cast<unsigned char>(value))); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | (c >> 6));
    byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    byte(0xE0 | (c >> 12));
    byte(0x80 | ((c >> 6) & 0x3F));
    byte(0x80 | (c & 0x3F));
  } else {
    byte(0xF0 | (c >> 18));
    byte(0x80 | ((c >> 12) & 0x3F));
    byte(0x80 | ((c >> 6) & 0x3F));
    byte(0x80 | (c & 0x3F));
  }
}

/// "&#x30A2;" without & and ;
bool append_reference(std::string_view name, std::string& out) {
  constexpr std::array<std::pair<std::string_view, char>, 5> entities = {
      {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};
  for (const auto& [entity, character] : entities) {
    if (entity == name) {
      out.push_back(character);
      return true;
    }
  }
  if (!name.starts_with('#')) return false;
  name.remove_prefix(1);
  const int base = name.starts_with('x') ? 16 : 10;
  if (base == 16) name.remove_prefix(1);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), value, base);
  if (name.empty() || error != std::errc() || end != name.data() + name.size()) return false;
  if (!is_char(value)) return false;
  append_code_point(out, value);
  return true;
}

}  // namespace

bool is_char(char32_t c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

bool decode(std::string_view raw, std::string& out, bool attribute) {
  out.reserve(out.size() + raw.size());
  for (std::size_t at = 0; at < raw.size();) {
    const std::size_t special = raw.find_first_of(attribute ? "&\r\n\t" : "&\r", at);
    out += raw.substr(at, special - at);
    if (special == std::string_view::npos) break;
    at = special + 1;
    if (raw[special] == '&') {
      const std::size_t end = raw.find(';', at);
      if (end == std::string_view::npos || !append_reference(raw.substr(at, end - at), out)) return false;
      at = end + 1;
      continue;
    }
    if (raw[special] == '\r' && at < raw.size() && raw[at] == '\n') ++at;
    out.push_back(attribute ? ' ' : '\n');
  }
  return true;
}

std::string escape(std::string_view text) {
  if (text.find_first_of("<>&\"\r") == std::string_view::npos) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\r':
        out += "&#13;";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

Scanner::Scanner(std::string_view document, std::span<const std::string_view> spaces, const Limits& limits)
    : document_(document), spaces_(spaces), limits_(limits) {
  if (document_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
  if (!text::is_utf8(document_)) {
    trouble_ = Trouble::Encoding;
    return;
  }
  const std::string_view rest = document_.substr(at_);
  if (rest.starts_with("<?xml") && rest.size() > 5 && is_space(rest[5])) {
    const std::string_view declaration = rest.substr(0, rest.find("?>"));
    const std::size_t encoding = declaration.find("encoding");
    if (encoding != std::string_view::npos) {
      std::string name = text::squash(declaration.substr(encoding + 8, 20));
      if (!name.starts_with("=\"utf-8\"") && !name.starts_with("='utf-8'") && !name.starts_with("=\"us-ascii\"") &&
          !name.starts_with("=\"utf8\""))
        trouble_ = Trouble::Encoding;
    }
  }
}

Event Scanner::refuse(Trouble trouble) {
  trouble_ = trouble;
  return Event::Broken;
}

std::size_t Scanner::line() const {
  const std::string_view before = document_.substr(0, std::min(begin_, document_.size()));
  return 1 + static_cast<std::size_t>(std::ranges::count(before, '\n'));
}

Event Scanner::next() {
  if (trouble_ != Trouble::None) return Event::Broken;
  if (close_next_) return close_current();
  while (at_ < document_.size()) {
    begin_ = at_;
    if (document_[at_] != '<') {
      const std::size_t stop = std::min(document_.find('<', at_), document_.size());
      if (!open_.empty()) return text_until(stop);
      // Outside the root only white space.
      skip_space();
      if (at_ != stop) return refuse(Trouble::Malformed);
      continue;
    }
    const std::string_view rest = document_.substr(at_);
    if (rest.starts_with("<!--")) {
      if (!skip_declaration("<!--", "-->")) return refuse(Trouble::Malformed);
    } else if (rest.starts_with("<?")) {
      if (!skip_declaration("<?", "?>")) return refuse(Trouble::Malformed);
    } else if (rest.starts_with("<![CDATA[") && !open_.empty()) {
      begin_ = at_ + 9;
      end_ = document_.find("]]>", begin_);
      if (end_ == std::string_view::npos || has_control(raw())) return refuse(Trouble::Malformed);
      if (end_ - begin_ > limits_.text_bytes) return refuse(Trouble::LongText);
      at_ = end_ + 3;
      cdata_ = true;
      return Event::Text;
    } else if (rest.starts_with("<!")) {
      return refuse(rest.starts_with("<!DOCTYPE") ? Trouble::Doctype : Trouble::Malformed);
    } else if (rest.starts_with("</")) {
      return end_tag();
    } else {
      return start_tag();
    }
  }
  begin_ = end_ = document_.size();
  return root_seen_ && open_.empty() ? Event::Done : refuse(Trouble::Malformed);
}

bool Scanner::skip_declaration(std::string_view opening, std::string_view closing) {
  const std::size_t end = document_.find(closing, at_ + opening.size());
  if (end == std::string_view::npos) return false;
  at_ = end + closing.size();
  return true;
}

Event Scanner::text_until(std::size_t stop) {
  end_ = stop;
  at_ = stop;
  cdata_ = false;
  if (stop - begin_ > limits_.text_bytes) return refuse(Trouble::LongText);
  if (has_control(raw())) return refuse(Trouble::Malformed);
  return Event::Text;
}

bool Scanner::append_text(std::string& out) const {
  if (!cdata_) return decode(raw(), out);
  const std::string_view text = raw();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r')
      out.push_back(text[i]);
    else if (i + 1 == text.size() || text[i + 1] != '\n')
      out.push_back('\n');
  }
  return true;
}

void Scanner::skip_space() {
  while (at_ < document_.size() && is_space(document_[at_])) ++at_;
}

/// A name without its colon; empty when none begins here.
std::string_view Scanner::read_name() {
  const std::size_t from = at_;
  if (at_ < document_.size() && is_name_byte(document_[at_], true)) {
    ++at_;
    while (at_ < document_.size() && is_name_byte(document_[at_], false)) ++at_;
  }
  return document_.substr(from, at_ - from);
}

Event Scanner::start_tag() {
  const std::size_t name_from = ++at_;
  prefix_ = {};
  local_ = read_name();
  if (at_ < document_.size() && document_[at_] == ':') {
    ++at_;
    prefix_ = local_;
    local_ = read_name();
    if (prefix_.empty()) return refuse(Trouble::Malformed);
  }
  if (local_.empty() || (open_.empty() && root_seen_)) return refuse(Trouble::Malformed);
  const std::string_view name = document_.substr(name_from, at_ - name_from);
  if (open_.size() >= limits_.depth) return refuse(Trouble::Deep);
  const std::size_t outside = bindings_.size();
  if (!read_attributes()) return Event::Broken;
  root_seen_ = true;
  space_ = space_of(prefix_);
  if (space_ == -2) return refuse(Trouble::Malformed);
  open_.push_back({name, space_, outside});
  end_ = at_;
  close_next_ = self_closing_;
  return Event::Start;
}

bool Scanner::read_attributes() {
  attributes_.clear();
  while (true) {
    const std::size_t before = at_;
    skip_space();
    if (at_ >= document_.size()) return refuse(Trouble::Malformed), false;
    const char c = document_[at_];
    if (c == '>') {
      self_closing_ = false;
      ++at_;
      return true;
    }
    if (c == '/') {
      self_closing_ = true;
      if (document_.substr(at_, 2) != "/>") return refuse(Trouble::Malformed), false;
      at_ += 2;
      return true;
    }
    if (before == at_) return refuse(Trouble::Malformed), false;
    Attribute attribute;
    attribute.local = read_name();
    if (at_ < document_.size() && document_[at_] == ':') {
      ++at_;
      attribute.prefix = attribute.local;
      attribute.local = read_name();
    }
    skip_space();
    if (attribute.local.empty() || at_ >= document_.size() || document_[at_] != '=')
      return refuse(Trouble::Malformed), false;
    ++at_;
    skip_space();
    if (at_ >= document_.size() || (document_[at_] != '"' && document_[at_] != '\''))
      return refuse(Trouble::Malformed), false;
    const char quote = document_[at_++];
    const std::size_t close = document_.find(quote, at_);
    if (close == std::string_view::npos) return refuse(Trouble::Malformed), false;
    attribute.raw = document_.substr(at_, close - at_);
    at_ = close + 1;
    if (attribute.raw.size() > limits_.text_bytes) return refuse(Trouble::LongText), false;
    if (attribute.raw.find('<') != std::string_view::npos || has_control(attribute.raw))
      return refuse(Trouble::Malformed), false;
    if (attributes_.size() >= limits_.attributes) return refuse(Trouble::Attributes), false;
    for (const Attribute& other : attributes_)
      if (other.local == attribute.local && other.prefix == attribute.prefix) return refuse(Trouble::Malformed), false;
    if (attribute.prefix == "xmlns")
      bindings_.push_back({attribute.local, known(attribute.raw)});
    else if (attribute.prefix.empty() && attribute.local == "xmlns")
      bindings_.push_back({{}, known(attribute.raw)});
    attributes_.push_back(attribute);
  }
}

Event Scanner::end_tag() {
  at_ += 2;
  const std::size_t name_from = at_;
  const std::size_t close = document_.find('>', at_);
  if (close == std::string_view::npos || open_.empty()) return refuse(Trouble::Malformed);
  std::string_view name = document_.substr(name_from, close - name_from);
  while (!name.empty() && is_space(name.back())) name.remove_suffix(1);
  if (name != open_.back().name) return refuse(Trouble::Malformed);
  at_ = close + 1;
  return close_current();
}

Event Scanner::close_current() {
  if (close_next_) begin_ = at_;
  close_next_ = false;
  end_ = at_;
  const Open closed = open_.back();
  const std::size_t colon = closed.name.find(':');
  prefix_ = colon == std::string_view::npos ? std::string_view{} : closed.name.substr(0, colon);
  local_ = colon == std::string_view::npos ? closed.name : closed.name.substr(colon + 1);
  space_ = closed.space;
  open_.pop_back();
  bindings_.resize(closed.bindings);
  attributes_.clear();
  return Event::End;
}

int Scanner::known(std::string_view uri) const {
  for (std::size_t i = 0; i < spaces_.size(); ++i)
    if (spaces_[i] == uri) return static_cast<int>(i);
  return -1;
}

/// -2: a prefix that nobody declared.
int Scanner::space_of(std::string_view prefix) const {
  for (std::size_t i = bindings_.size(); i-- > 0;)
    if (bindings_[i].prefix == prefix) return bindings_[i].space;
  return prefix.empty() || prefix == "xml" ? -1 : -2;
}

std::optional<std::string_view> Scanner::attribute(std::string_view local) const {
  for (const Attribute& attribute : attributes_)
    if (attribute.prefix.empty() && attribute.local == local) return attribute.raw;
  return std::nullopt;
}

std::string Scanner::attribute_text(std::string_view local) const {
  std::string out;
  const auto raw = attribute(local);
  if (!raw || !decode(*raw, out, true)) return "";
  return out;
}

std::optional<std::string_view> Scanner::attribute(int space, std::string_view local) const {
  for (const Attribute& attribute : attributes_)
    if (!attribute.prefix.empty() && attribute.local == local && space_of(attribute.prefix) == space)
      return attribute.raw;
  return std::nullopt;
}

}  // namespace sonae::xml
