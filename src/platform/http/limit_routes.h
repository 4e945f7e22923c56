#pragma once
// GET /api/v1/limits: what this server holds everybody to, whom it refuses right now, and how much room is left (WB10,
// IN13, RE07). For the administrator.

#include <functional>
#include <optional>

#include "platform/blobs/quota.h"
#include "platform/http/http.h"
#include "platform/http/limiter.h"
#include "platform/space.h"

namespace sonae::http {

/// What GET /limits shows; `rates` outlives the router. Accounts are shown by id: the page knows the names.
struct LimitFacts {
  Rates& rates;
  blobs::Quotas quotas;
  std::function<std::optional<Space>()> space;  ///< of the data folder
  std::function<std::int64_t()> clock;          ///< monotonic milliseconds
};

void add_limit_routes(Router& router, LimitFacts facts);

}  // namespace sonae::http
