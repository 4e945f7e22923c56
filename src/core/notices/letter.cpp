#include "core/notices/letter.h"

#include <algorithm>

#include "base/text.h"
#include "platform/messages/messages.h"

namespace sonae::notices {

namespace {

constexpr std::size_t longest_subject = 120;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// One line whatever was typed: line ends do not get into a head.
std::string one_line(std::string_view text) {
  std::string line(text::trim(text));
  std::ranges::replace_if(line, [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; }, ' ');
  if (text::length(line) <= longest_subject) return line;
  return std::string(text::prefix(line, longest_subject - 1)) + "…";
}

/// Grows as plain text and as HTML at once, so that both say the same.
class Sheet {
 public:
  explicit Sheet(const std::string& language) : html_("<!DOCTYPE html>\n<html lang=\"" + language + "\"><body>\n") {}
  void paragraph(std::string_view line, bool strong = false) {
    text_ += std::string(line) + "\n\n";
    const std::string inner = with_breaks(line);
    html_ += "<p>" + (strong ? "<strong>" + inner + "</strong>" : inner) + "</p>\n";
  }
  void link(const std::string& words, const std::string& address) {
    text_ += words + "\n" + address + "\n\n";
    html_ += "<p><a href=\"" + escaped(address) + "\">" + escaped(words) + "</a><br>" + escaped(address) + "</p>\n";
  }
  void begin_list() { html_ += "<ol>\n"; }
  void item(std::size_t number, const Words& words) {
    text_ += std::to_string(number) + ". " + words.subject + "\n";
    if (!words.text.empty()) text_ += "   ";
    for (const char c : words.text) text_ += c == '\n' ? std::string("\n   ") : std::string(1, c);
    if (!words.text.empty()) text_ += "\n";
    text_ += "\n";
    html_ += "<li>" + escaped(words.subject) + (words.text.empty() ? "" : "<br>" + with_breaks(words.text)) + "</li>\n";
  }
  void end_list() { html_ += "</ol>\n"; }
  void rule() {
    text_ += "----\n";
    html_ += "<hr>\n";
  }
  [[nodiscard]] Letter take(std::string subject) && {
    return {std::move(subject), std::move(text_), std::move(html_) + "</body></html>\n"};
  }

 private:
  static std::string with_breaks(std::string_view text) {
    std::string out;
    for (const char c : escaped(text)) {
      if (c == '\n') out += "<br>";
      out += c;
    }
    return out;
  }
  std::string text_;
  std::string html_;
};

class Writer {
 public:
  explicit Writer(const Frame& frame) : frame_(frame), sheet_(frame.language) {}
  [[nodiscard]] std::string say(std::string_view key, const Args& args = {}) const {
    return messages::say(frame_.language, key, args);
  }
  Sheet& sheet() { return sheet_; }
  void open(const std::string& path) { sheet_.link(say("notices.mail.open"), frame_.external_url + path); }
  void why_and_whom() {
    sheet_.rule();
    sheet_.paragraph(say("notices.mail.why", {{"company", frame_.company}, {"name", frame_.name}}));
    std::string names;
    for (const std::string& name : frame_.secretariat) names += (names.empty() ? "" : say("notices.mail.and")) + name;
    std::string ask = names.empty() ? say("notices.mail.ask") : say("notices.mail.ask_names", {{"names", names}});
    if (frame_.replies_arrive) ask += say("notices.mail.reply");
    sheet_.paragraph(ask);
  }
  [[nodiscard]] Letter take(std::string_view key, Args args) && { return std::move(sheet_).take(say(key, args)); }

 private:
  const Frame& frame_;
  Sheet sheet_;
};

/// The page that all of them are about, else the first one.
std::string common_link(const std::vector<Notice>& notices) {
  const std::string& link = notices.front().what.link;
  const bool same = std::ranges::all_of(notices, [&](const Notice& notice) { return notice.what.link == link; });
  return same && !link.empty() ? link : "/";
}

}  // namespace

Words words_of(const NewNotice& notice, const std::string& language) {
  Words words;
  words.subject =
      notice.subject_key.empty() ? notice.subject : messages::say(language, notice.subject_key, notice.args);
  words.text = notice.text_key.empty() ? notice.text : messages::say(language, notice.text_key, notice.args);
  words.subject = one_line(words.subject);
  // The name of the product stands before every subject; whoever wrote it too is not repeated.
  const std::string product = messages::say(language, "notices.mail.subject", {{"subject", ""}});
  if (words.subject.starts_with(product)) words.subject.erase(0, product.size());
  return words;
}

Letter write_letter(const std::vector<Notice>& notices, const Frame& frame) {
  Writer writer(frame);
  const Words first = words_of(notices.front().what, frame.language);
  if (notices.size() == 1) {
    writer.sheet().paragraph(first.subject, true);
    if (!first.text.empty()) writer.sheet().paragraph(first.text);
  } else {
    const std::string count = std::to_string(notices.size());
    writer.sheet().paragraph(writer.say("notices.mail.first_of", {{"subject", first.subject}, {"count", count}}), true);
    writer.sheet().begin_list();
    const std::size_t shown = std::min(notices.size(), most_in_letter);
    for (std::size_t i = 0; i < shown; ++i) writer.sheet().item(i + 1, words_of(notices[i].what, frame.language));
    writer.sheet().end_list();
    if (shown < notices.size())
      writer.sheet().paragraph(writer.say("notices.mail.more", {{"count", std::to_string(notices.size() - shown)}}));
  }
  writer.open(common_link(notices));
  writer.why_and_whom();
  if (notices.size() == 1) return std::move(writer).take("notices.mail.subject", {{"subject", first.subject}});
  return std::move(writer).take("notices.mail.subject_of",
                                {{"subject", first.subject}, {"more", std::to_string(notices.size() - 1)}});
}

Letter write_test_letter(const Frame& frame) {
  Writer writer(frame);
  writer.sheet().paragraph(writer.say("notices.mail.test"), true);
  writer.sheet().paragraph(writer.say("notices.mail.test_text"));
  writer.open("/");
  writer.why_and_whom();
  return std::move(writer).take("notices.mail.subject", {{"subject", writer.say("notices.mail.test")}});
}

}  // namespace sonae::notices
