#pragma once
// Work for people: who has to do what until when. Slices open a task where they find something to do (`ensure`) and
// settle it when it is done (`settle`); people see theirs on 今日やること.
//
//  1. At most one open task per company, origin and key.
//  2. A task is owned by exactly one of a role, a department (its managers) or a person.
//  3. What a slice found is finished by doing it there; people close only duties of the plan and what is in their own
//     or another person's words ("committee.decision").
//  4. Every change is in the trail; closed tasks stay.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::tasks {

constexpr std::size_t longest_title = 120;
constexpr std::size_t longest_note = 500;

/// Exactly one is set.
struct Owner {
  std::optional<Role> role;
  Id<Department> department;
  Id<User> user;
  friend bool operator==(const Owner&, const Owner&) = default;
};
[[nodiscard]] inline Owner owned_by(Role role) { return {role, {}, {}}; }
[[nodiscard]] inline Owner owned_by(const Id<Department>& department) { return {std::nullopt, department, {}}; }
[[nodiscard]] inline Owner owned_by(const Id<User>& user) { return {std::nullopt, {}, user}; }

/// What it costs when nobody does it: the order on 今日やること among tasks that are equally late.
enum class Harm : std::uint8_t { Low, Medium, High };
enum class State : std::uint8_t { Open, Done, Dropped };
[[nodiscard]] std::string_view name_of(Harm harm);    ///< "low" "medium" "high"
[[nodiscard]] std::string_view name_of(State state);  ///< "open" "done" "dropped"

struct NewTask {
  std::string origin;     ///< slice.reason: "governance.vacancy", "contacts.expired"
  std::string key;        ///< what within it: an id, a role name
  std::string title_key;  ///< a message with `args`, or …
  Args args;
  std::string title;  ///< … a person's own words
  Date due;
  Owner owner;
  std::string link;  ///< the page where it is done: "/organisation"
  Harm harm = Harm::Medium;
};
/// Opens the task, or brings the open one of the same origin and key up to date; its id. The due date of an open one
/// only ever comes nearer by this, so that a finding reported anew every day does not flee from its day; `postpone`
/// moves it on purpose. Writes nothing when nothing changed. The caller has checked who may do this.
[[nodiscard]] Result<std::string> ensure(db::WriteTx& tx, const Actor& actor, const NewTask& task, Instant now);
/// The open task of this origin and key is done; nothing open is fine.
[[nodiscard]] Result<void> settle(db::WriteTx& tx, const Actor& actor, std::string_view origin, std::string_view key,
                                  Instant now);
/// Another due date, earlier or later, because a person decided so; nothing open is fine.
[[nodiscard]] Result<void> postpone(db::WriteTx& tx, const Actor& actor, std::string_view origin, std::string_view key,
                                    Date due, Instant now);
/// A person leaves: their open tasks become the secretariat's, one record each. For directory::LeftHooks; decides no
/// permission.
[[nodiscard]] Result<void> person_left(db::WriteTx& tx, const Actor& actor, const Id<User>& user, const Date& on,
                                       Instant now);
/// Keys of the open tasks of an origin, ascending; at most 1,000: for settling those whose finding is gone.
[[nodiscard]] Result<std::vector<std::string>> open_keys(db::Tx& tx, const Id<Company>& company,
                                                         std::string_view origin);

// --- what people see -------------------------------------------------------------------------------------------

struct Task {
  std::string id;
  std::string origin;
  std::string key;
  std::string title_key;
  Args args;
  std::string title;
  std::optional<Date> starts;  ///< duties: when work on it begins
  Date due;
  Owner owner;
  std::string link;
  Harm harm = Harm::Medium;
  State state = State::Open;
  std::string note;  ///< said when it was closed
  int progress = 0;  ///< percent, as people say it; 100 when done
  std::string schedule;
  std::string occurrence;
  std::optional<int> fiscal_year;
  Id<User> opened_by;
  Instant opened_at;
  Id<User> closed_by;
  std::optional<Instant> closed_at;
  std::int64_t version = 1;
};
/// Whether a person may close it by hand (3).
[[nodiscard]] bool closes_by_hand(const Task& task);
/// Whether it is this person's: by name, by role, or as a manager of the department or one above it.
[[nodiscard]] bool is_of(const Task& task, const Actor& actor);

/// SignedIn. Open ones that are the actor's, by due date; at most 500.
[[nodiscard]] Result<std::vector<Task>> list_mine(db::Tx& tx, const Actor& actor);
struct Filter {
  std::optional<State> state = State::Open;
  std::optional<Date> due_until = {};
  int limit = 500;  ///< at most 1,000
};
/// ProgrammeRead: the company's; otherwise the actor's own. By due date.
[[nodiscard]] Result<std::vector<Task>> list(db::Tx& tx, const Actor& actor, const Filter& filter);
/// NotFound when it is missing, or neither the actor's nor to be seen by them.
[[nodiscard]] Result<Task> get(db::Tx& tx, const Actor& actor, std::string_view id);

struct NewOwnTask {
  std::string title;
  Date due;
  Owner owner;  ///< none set: the actor
  Harm harm = Harm::Medium;
};
/// In a person's own words. SignedIn for oneself; CompanyManage for others; managers for departments and people of
/// theirs. Invalid at "/title", "/owner"; Forbidden.
[[nodiscard]] Result<Task> create(db::WriteTx& tx, const Actor& actor, const NewOwnTask& task, Instant now);

struct Closing {
  std::string id;
  std::int64_t version = 0;
  State state = State::Done;  ///< Done or Dropped
  std::string note;           ///< compulsory for Dropped
};
/// Done: the owner's or CompanyManage's. Dropped: CompanyManage's, or one's own words about oneself. NotFound; Conflict
/// ("tasks.task.closed", "tasks.task.by_deed", "tasks.task.changed"); Invalid at "/note".
[[nodiscard]] Result<Task> close(db::WriteTx& tx, const Actor& actor, const Closing& closing, Instant now);

struct Change {
  std::string id;
  std::int64_t version = 0;
  std::optional<Date> starts;
  std::optional<Date> due;
  std::optional<Owner> owner;
  std::optional<int> progress;  ///< 0-99; 100 is said by closing
};
/// Progress: like Done. Dates and owner: CompanyManage. NotFound; Forbidden; Conflict like close; Invalid at "/starts",
/// "/owner", "/progress".
[[nodiscard]] Result<Task> change(db::WriteTx& tx, const Actor& actor, const Change& change, Instant now);

}  // namespace sonae::tasks
