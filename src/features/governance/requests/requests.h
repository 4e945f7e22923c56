#pragma once
// Asking departments for work (質問①, "how the secretariat asks"): items of the sheet, or a duty in words. Each
// department's security managers are told in their language through core/notices; whoever has no mail address is
// listed, to be told on paper. The department finds it on 今日やること until it is done.
//
//  1. An items request is done by answering; a department can say so only when all its items are answered.
//  2. Only departments that are late are reminded.
//  3. Words with a place that does not exist are never sent.
//
// Reading: ProgrammeRead, each department its own. Writing of a department (done, questions): SheetAnswer in scope, so
// neither auditor nor CISO. Asking, reminding, closing: CompanyManage. NotFound: no such request, another company's, or
// none that concerns the actor.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "features/governance/requests/rules_words.h"
#include "features/governance/sheet.h"

namespace sonae::governance::requests {

struct RequestTag;

constexpr std::size_t longest_title = 100;
constexpr std::size_t longest_subject = 150;
constexpr std::size_t longest_body = 4'000;
constexpr std::size_t longest_entry = 4'000;
constexpr std::size_t most_entries = 200;
constexpr std::size_t most_items = 500;

enum class Kind : std::uint8_t { Items, Duty };
[[nodiscard]] std::string_view name_of(Kind kind);  ///< "items" "duty"
[[nodiscard]] std::optional<Kind> parse_kind(std::string_view name);

struct Words {
  std::string subject;
  std::string body;
};
struct Recipient {
  Id<User> user;
  std::string name;
  bool mail = false;
  std::string language;
};
struct Entry {
  std::string body;
  bool from_office = false;
  std::string by;
  Instant at;
};
struct DepartmentPart {
  Id<Department> department;
  std::string name;
  int items = 0;  ///< of an items request: the department's own among those asked for
  int answered = 0;
  Progress progress = Progress::Open;
  std::optional<Instant> done_at;
  Id<User> done_by_user;
  std::string done_by;  ///< name
  std::string note;
  int reminders = 0;
  std::optional<Instant> reminded_at;
  std::int64_t version = 1;
  std::vector<Recipient> recipients;
  std::vector<Entry> entries;  ///< questions and answers, oldest first
  [[nodiscard]] bool waits_for_office() const { return !entries.empty() && !entries.back().from_office; }
};
struct Request {
  Id<RequestTag> id;
  Kind kind = Kind::Duty;
  std::optional<int> fiscal_year;
  std::string title;
  std::vector<int> numbers;
  Date due;
  bool open = true;
  Id<User> sender;
  std::string sent_by;  ///< the sender's name of that day
  Instant sent_at;
  std::int64_t version = 1;
  std::map<std::string, Words> words;  ///< by language
  std::vector<DepartmentPart> departments;
};

struct Ask {
  Kind kind = Kind::Duty;
  std::string title;
  std::vector<int> numbers;                 ///< of an items request
  std::vector<Id<Department>> departments;  ///< of an items request: empty means those that have the items
  Date due;
  std::map<std::string, Words> words;  ///< by language; a missing one is the template's
};
/// What would go to whom.
struct Letter {
  Id<Department> department;
  std::string department_name;
  Recipient to;  ///< an empty user: the department has nobody to tell
  Words words;
};

struct Wiring {
  SheetHooks sheet;
};

/// The template in both languages, with its places open. The sentences are those of the sheet's own request.
[[nodiscard]] std::map<std::string, Words> template_words(Kind kind);

/// Newest first, at most 200.
Result<std::vector<Request>> list_requests(db::Tx& tx, const Actor& actor, const Wiring& wiring, Instant now);
Result<Request> get_request(db::Tx& tx, const Actor& actor, const Wiring& wiring, const Id<RequestTag>& id,
                            Instant now);
/// CompanyManage. Invalid as send_request.
Result<std::vector<Letter>> preview(db::Tx& tx, const Actor& actor, const Wiring& wiring, const Ask& ask, Instant now);
/// Invalid at "/title", "/numbers", "/departments", "/due" (passed), "/words/<language>/subject" and "/body" (too long,
/// a place that does not exist: "requests.words.place").
Result<Request> send_request(db::WriteTx& tx, const Actor& actor, const Wiring& wiring, const Ask& ask, Instant now);
struct Step {
  Id<RequestTag> request;
  std::int64_t version = 0;
};
/// Every department that is late. Conflict ("requests.version", "requests.closed", "requests.remind.nobody";
/// "requests.sheet.unseen" when the actor cannot read who has answered).
Result<Request> remind(db::WriteTx& tx, const Actor& actor, const Wiring& wiring, const Step& step, Instant now);
/// No more is awaited. Conflict as above.
Result<Request> close_request(db::WriteTx& tx, const Actor& actor, const Wiring& wiring, const Step& step, Instant now);

struct DepartmentStep {
  Id<RequestTag> request;
  Id<Department> department;
  std::int64_t version = 0;  ///< of the department's part
};
/// Conflict ("requests.version", "requests.closed", "requests.done.already"); Invalid ("requests.done.items", arg n)
/// while items are unanswered.
Result<Request> mark_done(db::WriteTx& tx, const Actor& actor, const Wiring& wiring, const DepartmentStep& step,
                          const std::string& note, Instant now);
/// Takes it back. Conflict ("requests.version", "requests.closed", "requests.done.not").
Result<Request> mark_open(db::WriteTx& tx, const Actor& actor, const Wiring& wiring, const DepartmentStep& step,
                          Instant now);
/// A question or an answer to it. Invalid at "/text"; Conflict ("requests.entries.many").
Result<Request> write_entry(db::WriteTx& tx, const Actor& actor, const Wiring& wiring, const DepartmentStep& step,
                            const std::string& text, Instant now);

/// What the next committee should hear of: parts that are late, questions without an answer.
struct Waiting {
  int late = 0;
  int questions = 0;
};
Result<Waiting> count_waiting(db::Tx& tx, const Actor& actor, const Wiring& wiring, Instant now);

}  // namespace sonae::governance::requests
