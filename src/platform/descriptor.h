#pragma once
// A file descriptor that is closed when its owner goes.

#include <unistd.h>

namespace sonae {

class Descriptor {
 public:
  /// A negative number owns nothing; check `get()` after opening.
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return number_; }
  void reset() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

}  // namespace sonae
