#pragma once
// The words of a request or a reminder to a department, ready to be copied into a mail (screens.md §8): the subject
// says by when and what, the first line too, then one link, why this comes, whom to ask.

#include <string>
#include <vector>

#include "features/assessment/work/progress.h"

namespace sonae::assessment::work {

struct RequestText {
  Id<Department> department;
  std::string department_name;
  std::vector<std::string> managers;  ///< to whom it goes
  std::string subject;
  std::string body;
};

struct RequestWish {
  RequestKind kind = RequestKind::Request;
  std::string language = "ja";
  std::string link;                         ///< where the sheet is answered; "": the mail brings its own
  std::optional<Date> due;                  ///< instead of the submission's (a request that is being written)
  std::optional<std::string> note;          ///< likewise
  std::vector<Id<Department>> departments;  ///< empty: all that have not submitted (a reminder: the late ones)
};

/// One per department. `sender` stands at the end as the person to ask.
[[nodiscard]] std::vector<RequestText> request_texts(const Progress& progress, const RequestWish& wish,
                                                     const std::string& company, const std::string& sender);

}  // namespace sonae::assessment::work
