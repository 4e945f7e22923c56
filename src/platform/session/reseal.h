#pragma once
// Values sealed with one master key, sealed anew with another (SE01). For the change of the key alone.

#include <cstdint>
#include <optional>

#include "platform/db/db.h"
#include "platform/session/secrets.h"

namespace sonae::session {

/// Seeds of second factors, confirmed and offered. Answers kept for a repetition are dropped: they are a day old at
/// most. Gives the number of seeds; Internal when one does not open with `from`: then nothing is changed.
[[nodiscard]] Result<std::int64_t> reseal(db::WriteTx& tx, const Keys& from, const Keys& to);
/// Whether what is sealed opens with `keys`; nothing when nothing is sealed.
[[nodiscard]] Result<std::optional<bool>> opens_sealed(db::Tx& tx, const Keys& keys);
[[nodiscard]] Result<std::int64_t> count_sealed(db::Tx& tx);

}  // namespace sonae::session
