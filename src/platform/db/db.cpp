#include "platform/db/db.h"

#include <utility>

namespace sonae::db {

namespace {
template <typename T>
const T& held(const std::vector<Value>& values, std::size_t column, const char* wanted) {
  if (column >= values.size()) die("row has no column " + std::to_string(column));
  const T* value = std::get_if<T>(&values[column]);
  if (value == nullptr) {
    die("column " + std::to_string(column) + " holds alternative " + std::to_string(values[column].index()) + ", not " +
        wanted);
  }
  return *value;
}
}  // namespace

bool Row::is_null(std::size_t column) const { return std::holds_alternative<std::monostate>(values_.at(column)); }
std::int64_t Row::integer(std::size_t column) const { return held<std::int64_t>(values_, column, "an integer"); }
double Row::real(std::size_t column) const { return held<double>(values_, column, "a real number"); }
const std::string& Row::text(std::size_t column) const { return held<std::string>(values_, column, "text"); }
std::string Row::text_or_empty(std::size_t column) const { return is_null(column) ? std::string() : text(column); }
const Bytes& Row::bytes(std::size_t column) const { return held<Bytes>(values_, column, "bytes"); }

Result<std::optional<Row>> Tx::find(Sql sql, const Args& args) {
  Rows rows = TRY(query(sql, args));
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

}  // namespace sonae::db
