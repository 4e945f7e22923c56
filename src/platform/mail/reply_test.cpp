#include "platform/mail/reply.h"

#include <gtest/gtest.h>

#include <vector>

namespace sonae::mail {
namespace {

struct Case {
  const char* what;
  std::vector<const char*> said;
  const char* heard;
  Trouble trouble;
  Verdict verdict;
  const char* reason;
};

TEST(SmtpReply, TellsThisMailFromAllMails) {
  const Case cases[] = {
      {"nobody answers", {}, "", Trouble::Unreachable, Verdict::Trouble, "unreachable"},
      {"a certificate is not believed",
       {"EHLO x", "STARTTLS"},
       "220 go",
       Trouble::Certificate,
       Verdict::Trouble,
       "certificate"},
      {"the greeting refuses", {}, "554 no service", Trouble::Cut, Verdict::Trouble, "greeting"},
      {"the greeting is busy", {}, "421 too many", Trouble::Cut, Verdict::Trouble, "busy"},
      {"the password is wrong", {"EHLO x", "AUTH PLAIN"}, "535 5.7.8 no", Trouble::Login, Verdict::Trouble, "login"},
      {"sign-in is needed", {"EHLO x", "MAIL FROM:<a>"}, "530 5.7.0 sign in", Trouble::Cut, Verdict::Trouble, "login"},
      {"the sender is not ours", {"MAIL FROM:<a>"}, "550 5.7.1 not yours", Trouble::Cut, Verdict::Trouble, "sender"},
      {"the mailbox does not exist",
       {"MAIL FROM:<a>", "RCPT TO:<b>"},
       "550 5.1.1 unknown",
       Trouble::Cut,
       Verdict::Refused,
       "recipient"},
      {"the mailbox is full",
       {"MAIL FROM:<a>", "RCPT TO:<b>"},
       "452 4.2.2 full",
       Trouble::Cut,
       Verdict::Later,
       "later"},
      {"the server closes while it is asked",
       {"MAIL FROM:<a>", "RCPT TO:<b>"},
       "421 closing",
       Trouble::Cut,
       Verdict::Trouble,
       "busy"},
      {"the content is refused", {"RCPT TO:<b>", "DATA"}, "554 5.6.0 spam", Trouble::Cut, Verdict::Refused, "message"},
      {"the line breaks after the content",
       {"RCPT TO:<b>", "DATA"},
       "354 go on",
       Trouble::Cut,
       Verdict::Trouble,
       "cut"},
      {"time is over, whatever was said", {"RCPT TO:<b>"}, "550 no", Trouble::Timeout, Verdict::Trouble, "timeout"},
  };
  for (const Case& one : cases) {
    Conversation conversation;
    for (const char* line : one.said) conversation.said(line);
    conversation.heard(one.heard);
    const Outcome outcome = judge(one.trouble, conversation);
    EXPECT_EQ(outcome.verdict, one.verdict) << one.what;
    EXPECT_EQ(outcome.reason, one.reason) << one.what;
  }
}

TEST(SmtpReply, TheGoodbyeIsNoAnswerToTheMail) {
  Conversation conversation;
  conversation.said("RCPT TO:<b>");
  conversation.heard("550 5.1.1 unknown\r\n");
  conversation.said("QUIT");
  conversation.heard("221 Bye\r\n");
  EXPECT_EQ(judge(Trouble::Cut, conversation).code, 550);
}

TEST(SmtpReply, OnlyWhatIsAReplyIsKeptAndShown) {
  Conversation conversation;
  conversation.heard("SSH-2.0-OpenSSH_9.2\r\n");
  EXPECT_EQ(conversation.reply(), "") << "the port of another service tells nothing";
  conversation.heard("250-first\r\n250 second\x07\x1b[31m\r\n");
  EXPECT_EQ(conversation.reply(), "250 second  [31m");
  conversation.heard("550 " + std::string(5'000, 'x') + "\r\n");
  EXPECT_LE(conversation.reply().size(), 300U);
  conversation.heard("550 \xff\xfe\r\n");
  EXPECT_EQ(conversation.reply(), "550");
}

}  // namespace
}  // namespace sonae::mail
