#include "features/assessment/reader_trouble.h"

#include "base/bytes.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::assessment {

Result<void> record_reader_trouble(db::Database& database, const Actor& actor, std::string_view bytes,
                                   const Error& error) {
  if (!error.key.starts_with("error.cage.")) return {};
  const trail::Entry entry{"assessment.workbook.broke_reader",
                           {"file", to_hex(sha256(bytes))},
                           "",
                           trail::fields_json({{"problem", error.key}}),
                           trail::Outcome::Failed};
  TRY(database.write([&](db::WriteTx& tx) { return trail::append(tx, trail::origin_of(actor), entry, now()); }));
  return {};
}

}  // namespace sonae::assessment
