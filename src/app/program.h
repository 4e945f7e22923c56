#pragma once
// Everything that serves requests, put together in the order of dependence. The only place that knows every slice by
// name.

#include <memory>
#include <string>

#include "core/directory/accounts.h"
#include "core/directory/api.h"
#include "core/notices/work.h"
#include "features/assessment/api.h"
#include "features/assessment/distribution/api.h"
#include "features/assessment/evidence/api.h"
#include "features/assessment/search/api.h"
#include "features/assessment/target/api.h"
#include "features/people/api.h"
#include "platform/blobs/blobs.h"
#include "platform/blobs/quota.h"
#include "platform/db/db.h"
#include "platform/http/http.h"
#include "platform/http/limiter.h"
#include "platform/jobs/jobs.h"
#include "platform/session/gate.h"
#include "platform/session/service.h"

namespace sonae::app {

/// "0.1.0"
[[nodiscard]] std::string version();

/// Threads for requests that are not answered at once; most of them wait for the disk, or for a hash.
constexpr int workers = 8;

/// What the configuration holds everybody to.
struct Holds {
  int heavy_per_address = 60;
  int requests_per_account = 3'000;
  int heavy_per_account = 30;
  blobs::Quotas quotas{};
};

class Program {
 public:
  /// `database` is migrated and outlives the program; `blobs` likewise.
  Program(db::Database& database, const blobs::Store& blobs, const Bytes& master_key, bool demo, Holds holds = {},
          notices::Post post = {});
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  [[nodiscard]] http::Router& router() { return router_; }
  [[nodiscard]] session::Gate& gate() { return gate_; }
  [[nodiscard]] http::Rates& rates() { return rates_; }
  /// What the slices do by themselves: for the Runner of `serve`.
  [[nodiscard]] const jobs::Handlers& jobs() const { return jobs_; }

 private:
  directory::Accounts accounts_;
  session::PasswordHasher hasher_;
  session::Keys keys_;
  session::Service sessions_;
  session::Gate gate_;
  notices::Post post_;
  assessment::Presence presence_;
  http::Rates rates_;
  http::Router router_;
  jobs::Handlers jobs_;
};

}  // namespace sonae::app
