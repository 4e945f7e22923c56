#pragma once
// What a server's answers mean for the mail. Knows the protocol, not the wire.

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/mail/smtp.h"

namespace sonae::mail {

/// How far the conversation with the server got, by the commands that we sent.
enum class Stage : std::uint8_t { Greeting, Tls, Login, Sender, Recipient, Content };

class Conversation {
 public:
  /// A line that we sent. Only its first word is looked at.
  void said(std::string_view line);
  /// Lines that the server sent. Only what has the form of a reply is kept: another service's greeting is not shown.
  void heard(std::string_view lines);
  [[nodiscard]] Stage stage() const { return stage_; }
  [[nodiscard]] int code() const { return code_; }
  [[nodiscard]] const std::string& reply() const { return reply_; }

 private:
  Stage stage_ = Stage::Greeting;
  bool over_ = false;
  int code_ = 0;
  std::string reply_;
};

/// What the line itself says.
enum class Trouble : std::uint8_t {
  Name,
  Unreachable,
  Timeout,
  Address,
  Certificate,
  Tls,
  NoTls,
  Login,
  Stopped,
  Cut,
};

/// A message that was not sent. 4xx and 5xx of one recipient or content are about this mail; everything before is about
/// the server, so that no mail is given up for it.
[[nodiscard]] Outcome judge(Trouble trouble, const Conversation& conversation);

}  // namespace sonae::mail
