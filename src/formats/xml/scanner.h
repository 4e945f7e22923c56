#pragma once
// A pull reader for XML parts of office packages. It keeps byte offsets, so that a part can be changed in place
// without writing anything else anew. Namespaces are resolved: prefixes never matter to the caller.
// Refused (IN06): any DTD (so no entity but the five of XML and character references), nesting beyond 64, more than
// 256 attributes, a text or attribute beyond 1 MiB, encodings other than UTF-8, what is not well-formed.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sonae::xml {

struct Limits {
  std::size_t depth = 64;
  std::size_t attributes = 256;
  std::size_t text_bytes = 1024 * 1024;  ///< per text or attribute, before decoding
};

struct Attribute {
  std::string_view prefix;
  std::string_view local;
  std::string_view raw;  ///< between the quotes, references not yet replaced
};

enum class Event : std::uint8_t { Start, End, Text, Done, Broken };

/// Why a document was refused; the name is the last part of a message key.
enum class Trouble : std::uint8_t { None, Malformed, Doctype, Deep, Attributes, LongText, Encoding };

class Scanner {
 public:
  /// `spaces`: the namespaces the caller knows; `space()` gives the index of the first equal one. Both views must
  /// outlive the scanner.
  Scanner(std::string_view document, std::span<const std::string_view> spaces, const Limits& limits = {});

  /// The next event. After Done or Broken it stays so.
  Event next();

  /// Of Start and End.
  [[nodiscard]] std::string_view local() const { return local_; }
  [[nodiscard]] std::string_view prefix() const { return prefix_; }
  /// Index into the known namespaces; -1 when it is none of them.
  [[nodiscard]] int space() const { return space_; }
  /// Number of open elements; a Start counts itself, an End does not count itself any more.
  [[nodiscard]] std::size_t depth() const { return open_.size(); }

  /// Of Start.
  [[nodiscard]] std::span<const Attribute> attributes() const { return attributes_; }
  /// Raw value of an attribute without prefix.
  [[nodiscard]] std::optional<std::string_view> attribute(std::string_view local) const;
  /// Decoded; "" when absent, and for a value that has a reference nobody defined.
  [[nodiscard]] std::string attribute_text(std::string_view local) const;
  /// Raw value of an attribute in a known namespace.
  [[nodiscard]] std::optional<std::string_view> attribute(int space, std::string_view local) const;
  /// "<row/>": the End follows as its own event and has no bytes.
  [[nodiscard]] bool self_closing() const { return self_closing_; }

  /// Of Text: the bytes between two marks; comments divide a text into several events.
  [[nodiscard]] std::string_view raw() const { return document_.substr(begin_, end_ - begin_); }
  /// Appends the decoded text: references replaced, line ends made \n. False when a reference is not defined.
  [[nodiscard]] bool append_text(std::string& out) const;

  /// Byte offsets of the event in the document, end exclusive.
  [[nodiscard]] std::size_t begin() const { return begin_; }
  [[nodiscard]] std::size_t end() const { return end_; }

  [[nodiscard]] Trouble trouble() const { return trouble_; }
  /// 1-based line of the current event, counted when asked.
  [[nodiscard]] std::size_t line() const;

 private:
  struct Open {
    std::string_view name;
    int space = -1;
    std::size_t bindings = 0;  ///< bindings in force outside it
  };
  struct Binding {
    std::string_view prefix;
    int space = -1;
  };

  Event refuse(Trouble trouble);
  Event text_until(std::size_t stop);
  Event start_tag();
  Event end_tag();
  Event close_current();
  bool read_attributes();
  bool skip_declaration(std::string_view opening, std::string_view closing);
  void skip_space();
  std::string_view read_name();
  [[nodiscard]] int space_of(std::string_view prefix) const;
  [[nodiscard]] int known(std::string_view uri) const;

  std::string_view document_;
  std::span<const std::string_view> spaces_;
  Limits limits_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::string_view prefix_;
  std::string_view local_;
  int space_ = -1;
  bool self_closing_ = false;
  bool close_next_ = false;
  bool cdata_ = false;
  bool root_seen_ = false;
  Trouble trouble_ = Trouble::None;
  std::vector<Attribute> attributes_;
  std::vector<Open> open_;
  std::vector<Binding> bindings_;
};

/// Replaces character references and the five entities; line ends become \n (`attribute`: white space becomes a
/// space). False when a reference is unknown or names no character; `out` is then incomplete.
[[nodiscard]] bool decode(std::string_view raw, std::string& out, bool attribute = false);

/// Text for an element's content or a double-quoted attribute. Every character must be one XML allows.
[[nodiscard]] std::string escape(std::string_view text);

/// True when XML 1.0 can hold the code point.
[[nodiscard]] bool is_char(char32_t c);

}  // namespace sonae::xml
