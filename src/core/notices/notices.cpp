#include "core/notices/notices.h"

#include "core/notices/store.h"
#include "core/notices/work.h"
#include "platform/jobs/jobs.h"

namespace sonae::notices {

Result<void> tell(db::WriteTx& tx, const Id<Company>& company, const NewNotice& notice, Instant now) {
  const bool own_words = !notice.subject.empty() || !notice.text.empty();
  if (notice.kind.empty() || (notice.subject_key.empty() && notice.subject.empty()))
    return internal("a notice without kind or words: " + notice.kind);
  if (!safe_link(notice.link)) return internal("a notice of the kind " + notice.kind + " has a link that is none");
  if (own_words && notice.kind.starts_with("incident."))
    return internal("own words in a notice of the kind " + notice.kind);
  if (!TRY(store::insert(tx, company, notice, now))) return {};
  return jobs::enqueue(tx, {company, std::string(compose_kind), "", "", Instant()});
}

Result<void> take_back(db::WriteTx& tx, const Id<Company>& company, const Id<User>& to, std::string_view kind,
                       std::string_view key, Instant now) {
  return store::drop_waiting(tx, company, to, kind, key, now);
}

}  // namespace sonae::notices
