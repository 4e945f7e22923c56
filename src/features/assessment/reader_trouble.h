#pragma once
// What is done when a file breaks its reader.

#include <string_view>
#include <utility>

#include "base/result.h"
#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::assessment {

/// A file that breaks its reader (keys "error.cage.*") is a security event (IN07): it goes into the trail before the
/// person hears of it. Other troubles are the file's owner's to mend and leave no record.
[[nodiscard]] Result<void> record_reader_trouble(db::Database& database, const Actor& actor, std::string_view bytes,
                                                 const Error& error);

/// `result` as it is, with the record made where one is due.
template <typename T>
Result<T> watched(db::Database& database, const Actor& actor, std::string_view bytes, Result<T> result) {
  if (!result) TRY(record_reader_trouble(database, actor, bytes, result.error()));
  return result;
}

}  // namespace sonae::assessment
