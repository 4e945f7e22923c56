#include "platform/mail/settings.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/text.h"

namespace sonae::mail {

namespace {

constexpr db::Sql select_settings(
    "select host, port, security, user_name, password, sender_address, sender_name, reply_to, version "
    "from mail_settings where company_id = $1");
constexpr db::Sql insert_settings(
    "insert into mail_settings (company_id, host, port, security, user_name, password, sender_address, sender_name, "
    "reply_to, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1) on conflict (company_id) do nothing");
constexpr db::Sql update_settings(
    "update mail_settings set host = $2, port = $3, security = $4, user_name = $5, password = $6, sender_address = $7, "
    "sender_name = $8, reply_to = $9, version = version + 1 where company_id = $1 and version = $10");
constexpr db::Sql select_sealed(
    "select company_id, password from mail_settings where password is not null order by company_id");
constexpr db::Sql update_sealed("update mail_settings set password = $2 where company_id = $1");
constexpr db::Sql count_passwords("select count(password) from mail_settings");

constexpr std::size_t longest_host = 253;
constexpr std::size_t longest_user = 200;
constexpr std::size_t longest_password = 500;
constexpr std::size_t longest_name = 100;

/// Bound to the sealed value: a password copied to another company does not open.
std::string owner_of(std::string_view company) { return std::string(company) + "/mail"; }

bool is_host(std::string_view host) {
  return !host.empty() && host.size() <= longest_host && !host.starts_with('-') &&
         std::ranges::all_of(host, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
                  c == ':';
         });
}

bool is_mail_port(std::uint16_t port) { return port == 25 || port == 465 || port == 587 || port >= 1024; }

bool is_own_machine(std::string_view host) { return host == "localhost" || host == "::1" || host.starts_with("127."); }

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; });
}

class Problems {
 public:
  void add(std::string place, std::string key, Args args = {}) {
    error_.fields.push_back({std::move(place), std::move(key), std::move(args)});
  }
  /// The address as it is sent, or "" with a problem.
  std::string address(std::string place, std::string_view text) {
    auto parsed = parse_address(text);
    if (parsed) return *parsed;
    add(std::move(place), parsed.error().key, parsed.error().args);
    return {};
  }
  [[nodiscard]] bool none() const { return error_.fields.empty(); }
  [[nodiscard]] std::unexpected<Error> take() { return std::unexpected(std::move(error_)); }

 private:
  Error error_{ErrorKind::Invalid, "error.body", {}, {}, {}};
};

}  // namespace

std::string_view name_of(Security security) {
  switch (security) {
    case Security::StartTls:
      return "starttls";
    case Security::Tls:
      return "tls";
    case Security::None:
      return "none";
  }
  return "";
}

std::optional<Security> parse_security(std::string_view name) {
  for (const Security security : {Security::StartTls, Security::Tls, Security::None})
    if (name_of(security) == name) return security;
  return std::nullopt;
}

Result<Server> checked(Server server) {
  Problems problems;
  server.host = std::string(text::trim(text::nfkc(server.host)));
  if (!is_host(server.host)) problems.add("/host", "mail.settings.host");
  if (!is_mail_port(server.port)) problems.add("/port", "mail.settings.port");
  if (has_control(server.user) || server.user.size() > longest_user) problems.add("/user", "mail.settings.user");
  if (has_control(server.password) || server.password.size() > longest_password)
    problems.add("/password", "mail.settings.password");
  if (!server.user.empty() && server.security == Security::None && !is_own_machine(server.host))
    problems.add("/security", "mail.settings.readable");
  server.sender.mailbox = problems.address("/sender_address", server.sender.mailbox);
  server.sender.name = std::string(text::trim(server.sender.name));
  if (has_control(server.sender.name) || text::length(server.sender.name) > longest_name)
    problems.add("/sender_name", "mail.settings.sender_name");
  if (!server.reply_to.empty()) server.reply_to = problems.address("/reply_to", server.reply_to);
  if (!problems.none()) return problems.take();
  return server;
}

Result<std::optional<Stored>> find_settings(db::Tx& tx, const Id<Company>& company, const session::Keys& keys) {
  const auto row = TRY(tx.find(select_settings, {company}));
  if (!row) return std::nullopt;
  Stored stored;
  stored.server.host = row->text(0);
  stored.server.port = static_cast<std::uint16_t>(row->integer(1));
  stored.server.security = parse_security(row->text(2)).value_or(Security::StartTls);
  stored.server.user = row->text(3);
  if (!row->is_null(4)) {
    const Bytes plain = TRY(keys.open(row->bytes(4), owner_of(company.text())));
    stored.server.password.assign(reinterpret_cast<const char*>(plain.data()), plain.size());
  }
  stored.server.sender = {row->text(5), row->text(6)};
  stored.server.reply_to = row->text(7);
  stored.version = row->integer(8);
  return stored;
}

Result<void> put_settings(db::WriteTx& tx, const Id<Company>& company, const session::Keys& keys, const Stored& wanted,
                          bool keep_password) {
  Server server = TRY(checked(wanted.server));
  const auto before = TRY(find_settings(tx, company, keys));
  if (keep_password) server.password = before ? before->server.password : "";
  std::optional<Bytes> sealed;
  if (!server.password.empty()) sealed = keys.seal(as_bytes(server.password), owner_of(company.text()));
  db::Args row = {company,
                  server.host,
                  static_cast<std::int64_t>(server.port),
                  name_of(server.security),
                  server.user,
                  sealed,
                  server.sender.mailbox,
                  server.sender.name,
                  server.reply_to};
  if (wanted.version == 0) {
    if (TRY(tx.execute(insert_settings, row)) == 0) return conflict("mail.settings.changed");
    return {};
  }
  row.emplace_back(wanted.version);
  if (TRY(tx.execute(update_settings, row)) == 0) return conflict("mail.settings.changed");
  return {};
}

Result<std::int64_t> reseal(db::WriteTx& tx, const session::Keys& from, const session::Keys& to) {
  std::int64_t count = 0;
  for (const db::Row& row : TRY(tx.query(select_sealed))) {
    const std::string owner = owner_of(row.text(0));
    TRY(tx.execute(update_sealed, {row.text(0), to.seal(TRY(from.open(row.bytes(1), owner)), owner)}));
    ++count;
  }
  return count;
}

Result<std::optional<bool>> opens_sealed(db::Tx& tx, const session::Keys& keys) {
  const auto row = TRY(tx.find(select_sealed));
  if (!row) return std::nullopt;
  return keys.open(row->bytes(1), owner_of(row->text(0))).has_value();
}

Result<std::int64_t> count_sealed(db::Tx& tx) { return TRY(tx.find(count_passwords))->integer(0); }

}  // namespace sonae::mail
