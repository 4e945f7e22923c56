#include "features/assessment/work/request_mail.h"

#include <algorithm>

#include "core/directory/directory.h"
#include "core/notices/notices.h"
#include "features/assessment/work/request_text.h"
#include "features/assessment/work/store_progress.h"

namespace sonae::assessment::work {

Result<void> tell_departments(db::WriteTx& tx, const Actor& actor, const AskDepartments& command, Instant now) {
  const auto company = TRY(directory::get_company(tx, actor.company));
  const Progress progress = TRY(get_progress(tx, actor, command.assessment, now));
  const Scope scope = actor.scope(Permission::SheetManage);
  for (const store::ManagerAccount& manager : TRY(store::list_manager_accounts(tx, scope))) {
    if (std::ranges::find(command.departments, manager.department) == command.departments.end()) continue;
    RequestWish wish;
    wish.kind = command.kind;
    wish.language = !manager.language.empty() ? manager.language : !company.language.empty() ? company.language : "ja";
    if (command.kind == RequestKind::Request) wish.due = command.due;
    wish.note = command.note;
    wish.departments = {manager.department};
    for (const RequestText& text : request_texts(progress, wish, company.name, actor.name)) {
      notices::NewNotice notice;
      notice.to = manager.user;
      notice.kind = "assessment.request";
      // Asked again, or reminded again, is told again.
      notice.key = command.assessment.text() + "/" + manager.department.text() + "/" + std::to_string(now.ms());
      notice.subject = text.subject;
      notice.text = text.body;
      notice.link = "/answer";
      notice.urgency = notices::Urgency::Soon;
      TRY(notices::tell(tx, actor.company, notice, now));
    }
  }
  return {};
}

}  // namespace sonae::assessment::work
