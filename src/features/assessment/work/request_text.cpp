#include "features/assessment/work/request_text.h"

#include <algorithm>

#include "base/day_words.h"
#include "platform/messages/messages.h"

namespace sonae::assessment::work {

namespace {

bool is_wanted(const DepartmentProgress& one, const RequestWish& wish) {
  if (!wish.departments.empty())
    return std::ranges::find(wish.departments, one.submission.department) != wish.departments.end();
  return wish.kind == RequestKind::Reminder ? one.late : one.submission.state != SubmissionState::Submitted;
}

/// Sentences of this slice: "work.mail.<kind>.<part>", with ".dated" or ".undated".
class Words {
 public:
  Words(const RequestWish& wish, Args args, bool dated)
      : wish_(wish), args_(std::move(args)), dated_(dated ? ".dated" : ".undated") {}
  [[nodiscard]] std::string dated(std::string_view part) const {
    return say("work.mail." + std::string(name_of(wish_.kind)) + "." + std::string(part) + dated_);
  }
  [[nodiscard]] std::string say(const std::string& key) const { return messages::say(wish_.language, key, args_); }

 private:
  const RequestWish& wish_;
  Args args_;
  std::string dated_;
};

}  // namespace

std::vector<RequestText> request_texts(const Progress& progress, const RequestWish& wish, const std::string& company,
                                       const std::string& sender) {
  std::vector<RequestText> texts;
  for (const DepartmentProgress& one : progress.departments) {
    if (!is_wanted(one, wish)) continue;
    const auto& due = wish.due ? wish.due : one.submission.due;
    const std::string note = wish.note ? *wish.note : one.submission.note;
    const Words words(wish,
                      {{"department", one.name},
                       {"due", due ? near_day_words(*due, progress.today) : ""},
                       {"items", std::to_string(one.items)},
                       {"open", std::to_string(one.items - one.answered)},
                       {"answered", std::to_string(one.answered)},
                       {"title", progress.sheet.title},
                       {"company", company},
                       {"link", wish.link},
                       {"sender", sender}},
                      due.has_value());
    RequestText& text = texts.emplace_back();
    text.department = one.submission.department;
    text.department_name = one.name;
    text.managers = one.managers;
    text.subject = words.dated("subject");
    text.body = words.say("work.mail.to") + "\n\n" + words.dated("first") + "\n" + words.say("work.mail.counts") + "\n";
    if (!wish.link.empty()) text.body += "\n" + words.say("work.mail.link") + "\n";
    if (!note.empty()) text.body += "\n" + note + "\n";
    text.body += "\n" + words.say("work.mail.why") + "\n" + words.say("work.mail.ask") + "\n";
  }
  return texts;
}

}  // namespace sonae::assessment::work
