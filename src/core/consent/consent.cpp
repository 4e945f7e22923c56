#include "core/consent/consent.h"

#include "base/text.h"
#include "core/consent/store.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::consent {

namespace {

constexpr std::size_t longest_reason = 500;

std::unexpected<Error> wrong_reason(std::string key, Args args = {}) {
  Error error{ErrorKind::Invalid, "error.body", {}, {}, {}};
  error.fields.push_back({"/reason", std::move(key), std::move(args)});
  return std::unexpected(std::move(error));
}

Result<void> record(db::WriteTx& tx, const Actor& actor, const char* action, const Request& request, Instant now) {
  const std::string after = trail::fields_json({{"request", request.id},
                                                {"kind", request.kind},
                                                {"reason", request.reason},
                                                {"asked_by", request.asked_by.text()}});
  TRY(trail::append(tx, trail::origin_of(actor), {action, request.subject, "", after, {}}, now));
  return {};
}

Result<std::optional<Request>> find_same(db::Tx& tx, const Actor& actor, const Wish& wish, Instant now) {
  for (Request& request : TRY(store::list_open(tx, actor.company, now)))
    if (request.kind == wish.kind && request.subject == wish.subject) return std::move(request);
  return std::nullopt;
}

}  // namespace

Result<Request> ask(db::WriteTx& tx, const Actor& actor, const Wish& wish, Instant now) {
  const auto reason = text::nfc(text::trim(wish.reason));
  if (!reason || reason->empty()) return wrong_reason("consent.reason");
  if (text::to_utf32(*reason).size() > longest_reason)
    return wrong_reason("error.field.too_long", {{"limit", std::to_string(longest_reason)}});
  if (TRY(find_same(tx, actor, wish, now))) return conflict("consent.asked");
  Request made{new_id<Request>(now).text(), wish.kind, wish.subject, wish.detail, *reason, actor.user, now,
               now.plus_ms(open_ms)};
  TRY(store::insert(tx, actor.company, made));
  TRY(record(tx, actor, "consent.ask", made, now));
  return made;
}

Result<Request> get(db::Tx& tx, const Actor& actor, std::string_view id, std::string_view kind_prefix, Instant now) {
  auto found = TRY(store::find_open(tx, actor.company, id, now));
  if (!found || !found->kind.starts_with(kind_prefix)) return not_found();
  return std::move(*found);
}

Result<void> confirm(db::WriteTx& tx, const Actor& actor, const Request& request, Instant now) {
  if (actor.user == request.asked_by) return forbidden("consent.same_person");
  if (now >= request.ends_at) return not_found();
  if (!TRY(store::decide(tx, actor.company, request.id, "confirmed", actor.user, now))) return not_found();
  return record(tx, actor, "consent.confirm", request, now);
}

Result<void> withdraw(db::WriteTx& tx, const Actor& actor, const Request& request, Instant now) {
  if (!TRY(store::decide(tx, actor.company, request.id, "withdrawn", actor.user, now))) return not_found();
  return record(tx, actor, "consent.withdraw", request, now);
}

Result<std::vector<Request>> list_open(db::Tx& tx, const Id<Company>& company, std::string_view kind_prefix,
                                       Instant now) {
  auto list = TRY(store::list_open(tx, company, now));
  std::erase_if(list, [&](const Request& request) { return !request.kind.starts_with(kind_prefix); });
  return list;
}

Result<void> require_restorable(Instant deleted_at, Instant now) {
  if (!restorable(deleted_at, now)) return conflict("trash.over");
  return {};
}

}  // namespace sonae::consent
