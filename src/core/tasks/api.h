#pragma once
// The routes of tasks, of the year's plan and of the company's own days.

#include "base/json.h"
#include "core/tasks/schedules.h"
#include "platform/http/http.h"

namespace sonae::tasks {

/// Outlives the router.
struct Services {
  db::Database& database;
  HandIn hand_in;
};
void add_routes(http::Router& router, const Services& services);

/// The first part of add_routes: what people have to do.
void add_task_routes(http::Router& router, const Services& services);
/// The second part: the year.
void add_plan_routes(http::Router& router, const Services& services);

/// A task as the page receives it; the title in the actor's language, names of owner and closer looked up.
[[nodiscard]] Result<json::value> to_json(db::Tx& tx, const Actor& actor, const Task& task);
[[nodiscard]] http::Schema task_schema();
/// {"kind":"role"|"department"|"user","id":…,"name":…}
[[nodiscard]] Result<json::value> to_json(db::Tx& tx, const Actor& actor, const Owner& owner);
/// Invalid at "/owner" when the id is none of its kind.
[[nodiscard]] Result<Owner> owner_in(const json::value& value, std::string place);
[[nodiscard]] http::Schema owner_schema();        ///< of answers
[[nodiscard]] http::Schema owner_input_schema();  ///< of requests

}  // namespace sonae::tasks
