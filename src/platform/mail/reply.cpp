#include "platform/mail/reply.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace sonae::mail {

namespace {

constexpr std::size_t longest_reply = 300;

int code_of(std::string_view line) {
  int code = 0;
  const bool long_enough = line.size() >= 3 && (line.size() == 3 || line[3] == ' ' || line[3] == '-');
  if (!long_enough) return 0;
  const auto [end, problem] = std::from_chars(line.data(), line.data() + 3, code);
  return problem == std::errc() && end == line.data() + 3 && code >= 200 && code < 600 ? code : 0;
}

std::string printable(std::string_view line) {
  if (!text::is_utf8(line)) return std::string(line.substr(0, 3));
  std::string clean(line);
  std::ranges::replace_if(clean, [](char c) { return c >= 0 && c < ' '; }, ' ');
  while (clean.size() > longest_reply) clean = std::string(text::prefix(clean, text::length(clean) * 3 / 4));
  return clean;
}

std::string_view reason_of(Trouble trouble) {
  switch (trouble) {
    case Trouble::Name:
      return "name";
    case Trouble::Unreachable:
      return "unreachable";
    case Trouble::Timeout:
      return "timeout";
    case Trouble::Address:
      return "address";
    case Trouble::Certificate:
      return "certificate";
    case Trouble::Tls:
      return "tls";
    case Trouble::NoTls:
      return "no_tls";
    case Trouble::Login:
      return "login";
    case Trouble::Stopped:
      return "stopped";
    case Trouble::Cut:
      return "cut";
  }
  return "cut";
}

Outcome outcome(Verdict verdict, std::string_view reason, const Conversation& conversation) {
  return {verdict, std::string(reason), conversation.code(), conversation.reply()};
}

}  // namespace

void Conversation::said(std::string_view line) {
  const auto begins = [&](std::string_view word) { return line.starts_with(word); };
  if (begins("QUIT")) over_ = true;  // what the server says to that is no answer to the mail
  if (begins("STARTTLS")) stage_ = Stage::Tls;
  if (begins("AUTH")) stage_ = Stage::Login;
  if (begins("MAIL")) stage_ = Stage::Sender;
  if (begins("RCPT")) stage_ = Stage::Recipient;
  if (begins("DATA")) stage_ = Stage::Content;
}

void Conversation::heard(std::string_view lines) {
  while (!lines.empty() && !over_) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (const int code = code_of(line); code != 0) {
      code_ = code;
      reply_ = printable(line);
    }
  }
}

Outcome judge(Trouble trouble, const Conversation& conversation) {
  const int code = conversation.code();
  const bool refused = code >= 500;
  const bool later = code >= 400 && code < 500;
  const bool spoken = (refused || later) && (trouble == Trouble::Cut || trouble == Trouble::Login);
  if (!spoken) return outcome(Verdict::Trouble, reason_of(trouble), conversation);
  if (code == 421) return outcome(Verdict::Trouble, "busy", conversation);
  if (code == 530 || code == 534 || code == 535 || code == 538) return outcome(Verdict::Trouble, "login", conversation);
  switch (conversation.stage()) {
    case Stage::Greeting:
      return outcome(Verdict::Trouble, later ? "busy" : "greeting", conversation);
    case Stage::Tls:
      return outcome(Verdict::Trouble, "no_tls", conversation);
    case Stage::Login:
      return outcome(Verdict::Trouble, later ? "busy" : "login", conversation);
    case Stage::Sender:
      return outcome(Verdict::Trouble, later ? "busy" : "sender", conversation);
    case Stage::Recipient:
      return outcome(later ? Verdict::Later : Verdict::Refused, later ? "later" : "recipient", conversation);
    case Stage::Content:
      return outcome(later ? Verdict::Later : Verdict::Refused, later ? "later" : "message", conversation);
  }
  return outcome(Verdict::Trouble, "cut", conversation);
}

}  // namespace sonae::mail
