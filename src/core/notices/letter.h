#pragma once
// The words of a mail: first line what and by when, one link that needs sign-in, why it came, whom to ask. Plain text
// and the same as HTML; no pictures, nothing fetched from anywhere.

#include <string>
#include <vector>

#include "core/notices/store.h"

namespace sonae::notices {

/// What a mail says besides its notices.
struct Frame {
  std::string language = "ja";
  std::string company;
  std::string name;                      ///< of the reader
  std::string external_url;              ///< without a slash at the end
  std::vector<std::string> secretariat;  ///< names
  bool replies_arrive = false;           ///< answers go to somebody who reads them
};

struct Letter {
  std::string subject;
  std::string text;
  std::string html;
};

constexpr std::size_t most_in_letter = 20;

/// One line and its explanation, in the reader's language.
struct Words {
  std::string subject;
  std::string text;
};
[[nodiscard]] Words words_of(const NewNotice& notice, const std::string& language);

/// One notice, or several as a list. Not for none.
[[nodiscard]] Letter write_letter(const std::vector<Notice>& notices, const Frame& frame);
/// 「テストメールを送る」
[[nodiscard]] Letter write_test_letter(const Frame& frame);

}  // namespace sonae::notices
