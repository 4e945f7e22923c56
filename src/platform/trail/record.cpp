#include "platform/trail/record.h"

#include "platform/trail/merkle.h"

namespace sonae::trail {

namespace {

class Writer {
 public:
  void field(std::span<const std::byte> bytes) {
    big_endian(bytes.size(), 4);
    out_.insert(out_.end(), bytes.begin(), bytes.end());
  }
  void field(std::string_view text) { field(as_bytes(text)); }
  void number(std::int64_t value, std::size_t width) {
    big_endian(width, 4);
    big_endian(static_cast<std::uint64_t>(value), width);
  }
  void commitment(const Commitment& value) { value ? field(*value) : field(std::string_view()); }
  [[nodiscard]] Bytes take() { return std::move(out_); }

 private:
  void big_endian(std::uint64_t value, std::size_t width) {
    for (std::size_t i = width; i-- > 0;) out_.push_back(static_cast<std::byte>(value >> (8 * i) & 0xff));
  }
  Bytes out_;
};

Bytes encode(const Record& record, const Commitments& commitments, std::int64_t sequence) {
  Writer out;
  out.field("sonae-trail-1");
  out.field(record.origin.company.text());
  out.number(sequence, 8);
  out.number(record.at.ms(), 8);
  out.field(record.origin.actor_id);
  out.field(record.entry.action);
  out.field(record.entry.subject.kind);
  out.field(record.entry.subject.id);
  out.number(static_cast<std::int64_t>(record.entry.outcome), 1);
  out.field(record.origin.address);
  out.field(record.origin.request_id);
  out.commitment(commitments.before);
  out.commitment(commitments.after);
  return out.take();
}

}  // namespace

Digest commit(std::span<const std::byte> salt, std::string_view value) {
  Bytes preimage(salt.begin(), salt.end());
  const auto text = as_bytes(value);
  preimage.insert(preimage.end(), text.begin(), text.end());
  return sha256(preimage);
}

Bytes canonical(const Record& record, const Commitments& commitments) {
  return encode(record, commitments, record.sequence);
}

Digest leaf_of(const Record& record, const Commitments& commitments, std::int64_t sequence) {
  return leaf_hash(encode(record, commitments, sequence));
}

}  // namespace sonae::trail
