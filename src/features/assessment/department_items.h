#pragma once
// What a department still answers for: asked before it is deleted.

#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::assessment {

/// Items of all sheets, handed-in ones included, that belong to the department.
[[nodiscard]] Result<std::int64_t> count_items_of(db::Tx& tx, const Id<Company>& company,
                                                  const Id<Department>& department);

}  // namespace sonae::assessment
