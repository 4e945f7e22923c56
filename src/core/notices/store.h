#pragma once
// Rows of notices.

#include <optional>
#include <string>
#include <vector>

#include "core/notices/notices.h"
#include "core/notices/timing.h"

namespace sonae::notices {

struct Notice {
  std::string id;
  Instant made_at;
  NewNotice what;
};

}  // namespace sonae::notices

namespace sonae::notices::store {

/// False when the person was told, or when there is no such person in the company.
[[nodiscard]] Result<bool> insert(db::WriteTx& tx, const Id<Company>& company, const NewNotice& notice, Instant now);
Result<void> drop_waiting(db::WriteTx& tx, const Id<Company>& company, const Id<User>& to, std::string_view kind,
                          std::string_view key, Instant now);

/// By person, then age; at most 5,000: the rest comes when these are told.
[[nodiscard]] Result<std::vector<Notice>> list_waiting(db::Tx& tx, const Id<Company>& company);
/// `state`: "mailed" (with the mail's id), "handed", "dropped".
Result<void> settle(db::WriteTx& tx, const Id<Company>& company, const std::vector<std::string>& ids,
                    std::string_view state, std::string_view mail, Instant now);
/// A mail that will not arrive: its notices wait again.
Result<void> reopen(db::WriteTx& tx, const Id<Company>& company, std::string_view mail);

struct Reader {
  Id<User> id;
  std::string name;
  std::string mail;
  std::string language;  ///< "" where neither person nor company says
  std::string department;
  std::string employee_no;
  bool disabled = false;
  std::optional<Rhythm> rhythm;
};
/// The people for whom something waits.
[[nodiscard]] Result<std::vector<Reader>> list_readers(db::Tx& tx, const Id<Company>& company);
/// Names of enabled people of the secretariat; at most three.
[[nodiscard]] Result<std::vector<std::string>> secretariat(db::Tx& tx, const Id<Company>& company);

[[nodiscard]] Result<std::optional<Rhythm>> find_rhythm(db::Tx& tx, const Id<Company>& company, const Id<User>& user);
Result<void> put_rhythm(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user, Rhythm rhythm);

}  // namespace sonae::notices::store
