#pragma once
// Rows of requests. Takes the company and nothing else; what may be touched is decided above.

#include "features/governance/requests/requests.h"

namespace sonae::governance::requests::store {

/// Whole but for words, names and progress of departments; newest first, at most 200.
Result<std::vector<Request>> list_requests(db::Tx& tx, const Id<Company>& company);
/// Likewise, with words. NotFound.
Result<Request> get_request(db::Tx& tx, const Id<Company>& company, const Id<RequestTag>& id);
Result<void> insert_request(db::WriteTx& tx, const Id<Company>& company, const Request& request);
/// State; writes version + 1. Conflict ("requests.version").
Result<void> update_request(db::WriteTx& tx, const Id<Company>& company, const Request& request);
/// Done and reminders; writes version + 1. Conflict
/// ("requests.version").
Result<void> update_part(db::WriteTx& tx, const Id<Company>& company, const Id<RequestTag>& id,
                         const DepartmentPart& part);
Result<void> insert_entry(db::WriteTx& tx, const Id<Company>& company, const Id<RequestTag>& id,
                          const Id<Department>& department, std::size_t position, const Entry& entry,
                          const Id<User>& by);

/// Everybody whose account is not stopped, by name.
struct Reachable {
  Id<User> user;
  std::string name;
  std::string mail;      ///< "": none
  std::string language;  ///< "": nobody chose
  Id<Department> department;
  bool manager = false;  ///< of that department, by role
};
Result<std::vector<Reachable>> list_people(db::Tx& tx, const Id<Company>& company);

}  // namespace sonae::governance::requests::store
