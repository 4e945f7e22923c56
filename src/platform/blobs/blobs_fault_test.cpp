// RE02, RE05: the n-th open, write, fsync and rename of an evidence file fails, for n = 1, 2, … until a run passes.

#include <gtest/gtest.h>

#include <cerrno>

#include "platform/blobs/blobs.h"
#include "support/engines.h"
#include "support/failing_calls.h"

namespace sonae::blobs {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> leftovers(const fs::path& folder) {
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().filename().string().size() != 64)
      found.push_back(entry.path().filename().string());
  return found;
}

TEST(BlobFaults, LeaveEitherTheWholeFileOrNothing) {
  using enum support::SystemCall;
  const std::string bytes(100'000, 'e');
  for (const auto call : {Open, Write, Fsync, Rename}) {
    for (const bool from_then_on : {false, true}) {
      int faults = 0;
      for (int n = 0;; ++n) {
        SCOPED_TRACE(testing::Message() << "call " << static_cast<int>(call) << ", number " << n);
        support::TempFolder folder;
        const Store store = MUST(Store::open(folder.path() / "blobs"));
        Result<std::string> stored = internal("put did not run");
        bool sprung = false;
        {
          const support::FailingCall fault(call, n, from_then_on, EIO);
          stored = store.put(bytes);
          sprung = fault.sprung();
        }
        EXPECT_NE(stored.has_value(), sprung) << "what failed is said, what is said is there";
        EXPECT_TRUE(leftovers(store.folder()).empty()) << "no temporary file stays";
        for (const std::string& hash : MUST(store.list())) EXPECT_EQ(MUST(store.get(hash)), bytes);
        const std::string hash = MUST(store.put(bytes));
        EXPECT_EQ(MUST(store.get(hash)), bytes) << "the next try is not in its way";
        if (!sprung) break;
        ++faults;
        ASSERT_LT(n, 50);
      }
      EXPECT_GE(faults, 1) << "the faults reached the store";
    }
  }
}

TEST(BlobFaults, AFullDiskIsToldAsOne) {
  support::TempFolder folder;
  const Store store = MUST(Store::open(folder.path() / "blobs"));
  for (const int code : {ENOSPC, EDQUOT, EFBIG}) {
    const support::FailingCall fault(support::SystemCall::Write, 0, false, code);
    const auto refused = store.put("備え");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "error.disk_full");
  }
  EXPECT_TRUE(store.put("備え"));
}

TEST(BlobFaults, WhatACrashLeftIsSweptAwayAtTheNextStart) {
  support::TempFolder folder;
  const fs::path place = folder.path() / "blobs";
  std::string hash;
  {
    const Store store = MUST(Store::open(place));
    hash = MUST(store.put("備え"));
  }
  fs::copy_file(place / hash.substr(0, 2) / hash, place / hash.substr(0, 2) / ".new-0123456789abcdef");
  const Store store = MUST(Store::open(place));
  EXPECT_TRUE(leftovers(place).empty());
  EXPECT_EQ(MUST(store.get(hash)), "備え");
}

}  // namespace
}  // namespace sonae::blobs
