#pragma once
// How a request comes about: who is asked, who is told, in which words.

#include "features/governance/requests/requests.h"

namespace sonae::governance::requests {

/// A request as it would be sent, checked, with recipients and words; not stored.
struct Draft {
  Request request;
  std::vector<Letter> letters;  ///< one per recipient; one with an empty user where a department has nobody
};
/// Invalid as send_request says.
[[nodiscard]] Result<Draft> draft(db::Tx& tx, const Actor& actor, const Wiring& wiring, const Ask& ask, Instant now);

/// The reminder to one person. `part` carries how far the department is.
[[nodiscard]] Words reminder_words(const Request& request, const DepartmentPart& part, const std::string& company,
                                   const std::string& sender, const std::string& language, const Date& today);

}  // namespace sonae::governance::requests
