#include "platform/db/sql_text.h"

#include <algorithm>
#include <cctype>
#include <cstdint>

#include "base/text.h"

namespace sonae::db {

namespace {

/// The end of the quoted text, name or comment that begins at `at`; `at` itself when none does.
std::size_t skip_opaque(std::string_view sql, std::size_t at) {
  const auto upto = [&](std::string_view end) {
    const std::size_t found = sql.find(end, at + (end.size() == 2 ? 2 : 1));
    return found == std::string_view::npos ? sql.size() : found + end.size();
  };
  if (sql[at] == '\'' || sql[at] == '"') return upto(sql.substr(at, 1));
  if (sql.substr(at, 2) == "--") return upto("\n");
  if (sql.substr(at, 2) == "/*") return upto("*/");
  return at;
}

bool is_comment(std::string_view sql, std::size_t at) { return sql.substr(at, 2) == "--" || sql.substr(at, 2) == "/*"; }

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::string_view type_name(std::string_view word, Dialect dialect) {
  const bool sqlite = dialect == Dialect::Sqlite;
  if (word == "bytes") return sqlite ? "blob" : "bytea";
  if (word == "bigint" || word == "integer") return sqlite ? "integer" : "bigint";
  if (word == "real") return sqlite ? "real" : "double precision";
  return word;
}

}  // namespace

std::string sqlite_placeholders(std::string_view sql) {
  std::string out;
  out.reserve(sql.size());
  for (std::size_t at = 0; at < sql.size();) {
    const std::size_t end = skip_opaque(sql, at);
    if (end != at) {
      out.append(sql.substr(at, end - at));
      at = end;
      continue;
    }
    const bool placeholder =
        sql[at] == '$' && at + 1 < sql.size() && std::isdigit(static_cast<unsigned char>(sql[at + 1])) != 0;
    out.push_back(placeholder ? '?' : sql[at]);
    ++at;
  }
  return out;
}

std::vector<std::string> split_statements(std::string_view script) {
  std::vector<std::string> out;
  std::string current;
  const auto flush = [&] {
    if (const std::string_view trimmed = text::trim(current); !trimmed.empty()) out.emplace_back(trimmed);
    current.clear();
  };
  for (std::size_t at = 0; at < script.size();) {
    const std::size_t end = skip_opaque(script, at);
    if (end != at) {
      if (is_comment(script, at)) {
        current.push_back('\n');
      } else {
        current.append(script.substr(at, end - at));
      }
      at = end;
    } else if (script[at] == ';') {
      flush();
      ++at;
    } else {
      current.push_back(script[at++]);
    }
  }
  flush();
  return out;
}

std::string expand_types(std::string_view statement, Dialect dialect) {
  const std::string head = lower(statement.substr(0, 12));
  const bool table = head == "create table";
  if (!table && head.substr(0, 11) != "alter table") return std::string(statement);
  std::string out;
  for (std::size_t at = 0; at < statement.size();) {
    std::size_t end = skip_opaque(statement, at);
    if (end == at && is_word(statement[at])) {
      while (end < statement.size() && is_word(statement[end])) ++end;
      const std::string word = lower(statement.substr(at, end - at));
      const std::string_view expanded = type_name(word, dialect);
      out.append(expanded == word ? statement.substr(at, end - at) : expanded);
    } else {
      end = std::max(end, at + 1);
      out.append(statement.substr(at, end - at));
    }
    at = end;
  }
  if (table && dialect == Dialect::Sqlite) out.append(" strict");
  return out;
}

}  // namespace sonae::db
