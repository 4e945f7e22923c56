#pragma once
// Hands one mail to the mail server: STARTTLS or TLS with the server's certificate verified, sign-in, time limits.
// libcurl does it (loaded when the first mail is sent, like OpenSSL). What the server or the line answers is told
// apart: this mail can never arrive, this mail may later, or no mail can go out now.

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "platform/mail/address.h"

namespace sonae::mail {

enum class Security : std::uint8_t {
  StartTls,  ///< plain until the server agrees to TLS; without TLS nothing is sent
  Tls,       ///< from the first byte
  None,      ///< readable on the way: for a relay on the same machine or network
};
[[nodiscard]] std::string_view name_of(Security security);  ///< "starttls" "tls" "none"
[[nodiscard]] std::optional<Security> parse_security(std::string_view name);

/// How a server is reached. The password is in no log, record or answer (SE01).
struct Server {
  std::string host;  ///< name or address
  std::uint16_t port = 587;
  Security security = Security::StartTls;
  std::string user = {};  ///< "": without signing in
  std::string password = {};
  std::string certificates = {};  ///< PEM file of authorities to believe; "": those of the system
  Address sender = {};
  std::string reply_to = {};  ///< "": answers go to the sender
};

/// Invalid with fields "/host", "/port", "/user", "/sender_address", "/sender_name", "/reply_to": a host that is no
/// name, a port that is no mail server's, a password that would go over the wire readable. An administrator may choose
/// any host (a relay in the own network is the usual one); below 1024 only the ports of mail (25, 465, 587), so that
/// the test mail is no tool to look around with (IN14).
[[nodiscard]] Result<Server> checked(Server server);

struct Message {
  std::string id;  ///< of the outbox; becomes Message-ID, the same at each try
  Address to;
  std::string subject;
  std::string text;  ///< lines end in \n
  std::string html;
  Instant at;
};

enum class Verdict : std::uint8_t {
  Sent,     ///< the server took it
  Later,    ///< not now, this mail (4xx)
  Refused,  ///< never, this mail (5xx)
  Trouble,  ///< no mail now: server away, certificate, sign-in, sender
};

struct Outcome {
  Verdict verdict = Verdict::Trouble;
  /// "" when sent, else of message key web.mail.reason.<reason>: "name" "unreachable" "timeout" "address" "certificate"
  /// "no_tls" "tls" "login" "greeting" "sender" "recipient" "message" "busy" "later" "cut" "stopped" "library".
  std::string reason = {};
  int code = 0;            ///< the server's last three digits, 0 for none
  std::string reply = {};  ///< … with its words, at most 300 bytes, printable
};

/// For tests of what stands above; Smtp is the real one.
class Transport {
 public:
  virtual ~Transport() = default;
  [[nodiscard]] virtual Outcome send(const Message& message) = 0;
};

struct Limits {
  int connect_seconds = 15;
  int whole_seconds = 60;
  int zone_offset_minutes = japan_offset_minutes;  ///< of the date in the head
};

/// One connection, used for all messages of one run. Addresses that no mail server has (link-local, multicast,
/// unspecified) are refused after the name was resolved; no proxy, no redirection.
[[nodiscard]] std::unique_ptr<Transport> connect(Server server, Limits limits, std::stop_token stopping);

/// Invalid ("mail.header.line_end", "mail.address.…") for a message that must not be handed to any server.
[[nodiscard]] Result<void> check(const Message& message);

}  // namespace sonae::mail
