#pragma once
// The routes of sign-in, set-up, the own account, accounts, departments and the operation record.

#include <functional>
#include <string>

#include "core/directory/directory.h"
#include "platform/http/http.h"
#include "platform/session/service.h"

namespace sonae::directory {

/// Everything the routes work with; outlives the router.
struct Services {
  db::Database& database;
  session::Service& sessions;
  std::string version;  ///< of the program, for GET /session
  bool demo = false;    ///< the page says that this is a demo company
  /// How many items of check sheets belong to a department: asked before it is deleted. Nothing: nobody knows any.
  std::function<Result<std::int64_t>(db::Tx&, const Id<Company>&, const Id<Department>&)> items_of_department = {};
  LeftHooks left = {};  ///< when a person leaves or is disabled
};

void add_routes(http::Router& router, Services services);

/// The first part of add_routes: session, set-up, invitation, me.
void add_session_routes(http::Router& router, Services services);
/// The second part: users, departments, trail.
void add_people_routes(http::Router& router, Services services);
/// The company's profile, its first run, invitations.
void add_company_routes(http::Router& router, Services services);
/// Deleting and restoring departments.
void add_department_routes(http::Router& router, Services services);
/// Sites, the departments' history, where people belong, leaving.
void add_organisation_routes(http::Router& router, Services services);
/// What needs a second person, and access in an emergency.
void add_second_person_routes(http::Router& router, Services services);

}  // namespace sonae::directory
