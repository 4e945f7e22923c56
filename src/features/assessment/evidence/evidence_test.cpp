// Evidence at an item as people use it, on every engine.

#include "features/assessment/evidence/evidence.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/sheets.h"

namespace sonae::assessment::evidence {
namespace {

class EvidenceOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  EvidenceOn() : sheets_(GetParam()) {
    secretary_ = sheets_.company.actor("secretary");
    manager_ = sheets_.company.actor("manager");
    employee_ = sheets_.company.actor("employee");
    auditor_ = sheets_.company.actor("auditor");
    sheet_ = sheets_.start(2026);
    sheets_.assign(sheet_, 1, sheets_.company.sales);
    sheets_.assign(sheet_, 2, sheets_.company.factory);
  }

  template <typename Body>
  auto write(Body body) {
    return sheets_.installation.database->write(body);
  }
  template <typename Body>
  auto read(Body body) {
    return sheets_.installation.database->read(body);
  }
  AddFile file(int no, const std::string& content, const std::string& name = "記録.txt") const {
    return {sheet_, no, name, FileType::Text, static_cast<std::int64_t>(content.size()), to_hex(sha256(content))};
  }
  Result<Piece> add(const Actor& actor, const AddFile& file, Instant at = noon) {
    return write([&](db::WriteTx& tx) { return add_file(tx, actor, file, quotas_, at); });
  }
  Result<Piece> link(const Actor& actor, int no, const std::string& url, const std::string& title = "") {
    return write([&](db::WriteTx& tx) { return add_link(tx, actor, {sheet_, no, url, title}, noon); });
  }
  Result<void> drop(const Actor& actor, const Piece& piece, Instant at = noon) {
    return write([&](db::WriteTx& tx) { return remove(tx, actor, sheet_, piece.no, piece.id, at); });
  }
  Result<Piece> take_back(const Actor& actor, const Piece& piece, Instant at) {
    return write([&](db::WriteTx& tx) { return restore(tx, actor, sheet_, piece.no, piece.id, at); });
  }
  Result<ItemEvidence> item(const Actor& actor, int no, Instant at = noon) {
    return read([&](db::Tx& tx) { return get_item_evidence(tx, actor, sheet_, no, at); });
  }
  std::vector<Piece> all(const Actor& actor, Instant at = noon) {
    return MUST(read([&](db::Tx& tx) { return list_evidence(tx, actor, sheet_, at); }));
  }
  std::vector<std::string> actions() {
    std::vector<std::string> list;
    const auto page =
        MUST(read([&](db::Tx& tx) { return trail::list(tx, {sheets_.company.company, std::nullopt}, {}); }));
    for (const trail::Record& record : page.records) list.push_back(record.entry.action);
    return list;
  }

  static constexpr Instant noon = support::TestSheets::noon;
  support::TestSheets sheets_;
  blobs::Quotas quotas_;
  Id<Assessment> sheet_;
  Actor secretary_;
  Actor manager_;
  Actor employee_;
  Actor auditor_;
};

INSTANTIATE_TEST_SUITE_P(Engines, EvidenceOn, testing::ValuesIn(support::engines()), support::engine_name);

std::string key_of(const auto& result) { return result ? "" : result.error().key; }

TEST_P(EvidenceOn, a_file_is_added_with_its_record_and_the_record_of_its_hash) {
  const AddFile added = file(1, "点検しました", "点検 記録.txt");
  const Piece piece = MUST(add(manager_, added));
  const auto shown = MUST(item(auditor_, 1));
  ASSERT_EQ(shown.pieces.size(), 1U);
  EXPECT_EQ(shown.pieces[0].id, piece.id);
  EXPECT_EQ(shown.pieces[0].name, "点検 記録.txt");
  EXPECT_EQ(shown.pieces[0].type, FileType::Text);
  EXPECT_EQ(shown.pieces[0].size, added.size);
  EXPECT_EQ(shown.pieces[0].added_by, "manager");
  EXPECT_EQ(shown.pieces[0].department, sheets_.company.sales);
  EXPECT_FALSE(shown.editable);
  const auto records = actions();
  EXPECT_EQ(records.at(0), "evidence.file.add");
  EXPECT_EQ(records.at(1), trail::blob_stored);
  const auto history = MUST(read([&](db::Tx& tx) { return list_history(tx, auditor_, sheet_, 1); }));
  EXPECT_NE(history.at(0).entry.after.find("点検 記録.txt"), std::string::npos);
}

TEST_P(EvidenceOn, only_who_may_edit_the_answer_changes_its_evidence) {
  const Piece piece = MUST(add(manager_, file(1, "a")));
  EXPECT_EQ(key_of(add(manager_, file(2, "b"))), "error.not_found");
  EXPECT_EQ(key_of(add(employee_, file(1, "b"))), "error.not_found");
  EXPECT_EQ(key_of(add(auditor_, file(1, "b"))), "error.forbidden");
  EXPECT_EQ(key_of(add(sheets_.company.actor("ciso"), file(1, "b"))), "error.forbidden");
  EXPECT_EQ(key_of(link(auditor_, 1, "https://a.example/")), "error.forbidden");
  EXPECT_EQ(key_of(drop(auditor_, piece)), "error.forbidden");
  EXPECT_EQ(key_of(drop(employee_, piece)), "error.not_found");
  EXPECT_TRUE(add(secretary_, file(1, "c")));
  EXPECT_TRUE(add(secretary_, file(2, "d")));
}

TEST_P(EvidenceOn, follows_its_item_out_of_sight) {
  const Piece mine = MUST(add(secretary_, file(1, "a")));
  const Piece theirs = MUST(add(secretary_, file(2, "b")));
  ASSERT_EQ(all(manager_).size(), 1U);
  EXPECT_EQ(all(manager_)[0].id, mine.id);
  EXPECT_TRUE(all(employee_).empty());
  EXPECT_EQ(all(auditor_).size(), 2U);
  EXPECT_EQ(key_of(item(manager_, 2)), "error.not_found");
  const auto get = [&](const Actor& actor, int no, const Piece& piece) {
    return key_of(read([&](db::Tx& tx) { return get_file(tx, actor, sheet_, no, piece.id); }));
  };
  EXPECT_EQ(get(manager_, 1, mine), "");
  EXPECT_EQ(get(manager_, 2, theirs), "error.not_found");
  EXPECT_EQ(get(manager_, 1, theirs), "error.not_found");  // another item's piece under the own item's number
  sheets_.assign(sheet_, 1, sheets_.company.factory);
  EXPECT_EQ(get(manager_, 1, mine), "error.not_found");
}

TEST_P(EvidenceOn, whom_an_item_was_handed_to_has_its_evidence_too) {
  MUST(add(manager_, file(1, "a")));
  sheets_.hand_over(sheet_, 1, employee_.user);
  EXPECT_EQ(all(employee_).size(), 1U);
  EXPECT_TRUE(MUST(item(employee_, 1)).editable);
  EXPECT_TRUE(add(employee_, file(1, "b")));
}

TEST_P(EvidenceOn, another_company_finds_nothing) {
  const Piece piece = MUST(add(manager_, file(1, "a")));
  support::TestCompany other(sheets_.installation, "西和工業", "west-");
  const Actor stranger = other.actor("secretary");
  EXPECT_EQ(key_of(item(stranger, 1)), "error.not_found");
  EXPECT_EQ(key_of(read([&](db::Tx& tx) { return list_evidence(tx, stranger, sheet_, noon); })), "error.not_found");
  EXPECT_EQ(key_of(add(stranger, file(1, "b"))), "error.not_found");
  EXPECT_EQ(key_of(drop(stranger, piece)), "error.not_found");
  EXPECT_EQ(key_of(read([&](db::Tx& tx) { return get_file(tx, stranger, sheet_, 1, piece.id); })), "error.not_found");
}

TEST_P(EvidenceOn, the_same_file_or_link_twice_is_there_once) {
  const Piece first = MUST(add(manager_, file(1, "a")));
  EXPECT_EQ(MUST(add(manager_, file(1, "a", "別名.txt"))).id, first.id);
  EXPECT_NE(MUST(add(secretary_, file(2, "a"))).id, first.id);
  const Piece web = MUST(link(manager_, 1, "https://intra.example/rules", "利用規程"));
  EXPECT_EQ(MUST(link(manager_, 1, "https://intra.example/rules")).id, web.id);
  EXPECT_EQ(MUST(item(manager_, 1)).pieces.size(), 2U);
}

TEST_P(EvidenceOn, a_link_has_a_title_and_says_its_host) {
  const Piece web = MUST(link(manager_, 1, " https://Intra.example/rules "));
  EXPECT_EQ(web.kind, Kind::Link);
  EXPECT_EQ(web.url, "https://Intra.example/rules");
  EXPECT_EQ(web.host, "intra.example");
  EXPECT_EQ(web.name, "intra.example");
  const Piece share = MUST(link(manager_, 1, "\\\\fs01\\品質\\規程.pdf"));
  EXPECT_EQ(share.kind, Kind::Share);
  EXPECT_EQ(share.name, "規程.pdf");
  EXPECT_EQ(key_of(link(manager_, 1, "javascript:alert(1)")), "evidence.link.scheme");
  EXPECT_EQ(key_of(link(manager_, 1, "https://a.example/", "二行\nの題")), "evidence.link.title");
  EXPECT_EQ(key_of(read([&](db::Tx& tx) { return get_file(tx, manager_, sheet_, 1, web.id); })), "error.not_found");
}

TEST_P(EvidenceOn, what_was_deleted_comes_back_for_thirty_days) {
  const Piece piece = MUST(add(manager_, file(1, "a")));
  MUST(drop(manager_, piece));
  const auto records = actions().size();
  MUST(drop(manager_, piece, noon.plus_ms(5)));
  EXPECT_EQ(actions().size(), records) << "deleting twice is deleting once";
  const auto shown = MUST(item(manager_, 1));
  ASSERT_EQ(shown.pieces.size(), 1U);
  EXPECT_EQ(shown.pieces[0].deleted_at, noon);
  EXPECT_EQ(shown.pieces[0].deleted_by, "manager");
  EXPECT_EQ(key_of(read([&](db::Tx& tx) { return get_file(tx, manager_, sheet_, 1, piece.id); })), "error.not_found");

  const Instant last = noon.plus_ms(consent::restorable_ms);
  EXPECT_FALSE(MUST(take_back(manager_, piece, last)).deleted_at);
  EXPECT_EQ(actions().front(), "evidence.restore");
  MUST(drop(manager_, piece));
  const Instant late = noon.plus_ms(consent::restorable_ms + 1);
  EXPECT_TRUE(MUST(item(manager_, 1, late)).pieces.empty());
  EXPECT_TRUE(all(auditor_, late).empty());
  EXPECT_EQ(key_of(take_back(manager_, piece, late)), "evidence.restore.late");
}

TEST_P(EvidenceOn, a_locked_sheet_locks_its_evidence) {
  const Piece piece = MUST(add(manager_, file(1, "a")));
  sheets_.set_state(sheet_, "handed_in");
  EXPECT_EQ(key_of(add(secretary_, file(1, "b"))), "assessment.locked.handed_in");
  EXPECT_EQ(key_of(drop(manager_, piece)), "assessment.locked.handed_in");
  EXPECT_FALSE(MUST(item(manager_, 1)).editable);
  EXPECT_EQ(MUST(item(auditor_, 1)).pieces.size(), 1U);
}

TEST_P(EvidenceOn, last_years_evidence_stands_again_without_a_copy) {
  const Piece old_file = MUST(add(manager_, file(1, "毎年同じ規程")));
  const Piece old_link = MUST(link(manager_, 1, "https://intra.example/rules"));
  const Id<Assessment> last_year = sheet_;
  sheet_ = sheets_.start(2027);
  const auto offered = MUST(item(manager_, 1));
  EXPECT_EQ(offered.last_fiscal_year, 2026);
  ASSERT_EQ(offered.last_year.size(), 2U);
  const auto again = [&](const Actor& actor, int no, const Id<Piece>& piece) {
    return write([&](db::WriteTx& tx) { return reuse(tx, actor, sheet_, no, piece, noon); });
  };
  const Piece piece = MUST(again(manager_, 1, old_file.id));
  EXPECT_EQ(piece.blob_hash, old_file.blob_hash);
  EXPECT_EQ(piece.reused_from, old_file.id);
  EXPECT_EQ(MUST(again(manager_, 1, old_file.id)).id, piece.id);
  MUST(again(manager_, 1, old_link.id));
  EXPECT_TRUE(MUST(item(manager_, 1)).last_year.empty());
  EXPECT_EQ(key_of(again(secretary_, 2, old_file.id)), "error.not_found") << "another item's";

  // Evidence of a department that was not one's own last year stays out of sight, whoever answers the item now.
  sheets_.assign(last_year, 1, sheets_.company.factory);
  quotas_.user.files = 1;
  EXPECT_TRUE(MUST(item(manager_, 1)).last_year.empty());
  sheets_.assign(last_year, 1, sheets_.company.sales);
  EXPECT_EQ(key_of(add(manager_, file(1, "mine"))), "quota.user.files") << "only the original counts";
}

TEST_P(EvidenceOn, what_people_store_is_bounded_per_person_department_and_company) {
  quotas_.user.bytes = 10;
  EXPECT_TRUE(add(manager_, file(1, "0123456789")));
  EXPECT_EQ(key_of(add(manager_, file(1, "x"))), "quota.user.bytes");
  EXPECT_EQ(key_of(read([&](db::Tx& tx) { return require_room_for(tx, manager_, file(1, "x"), quotas_, noon); })),
            "quota.user.bytes");
  EXPECT_TRUE(add(secretary_, file(1, "y"))) << "another person has room of their own";
  quotas_ = {};
  quotas_.department.files = 2;
  EXPECT_EQ(key_of(add(secretary_, file(1, "z"))), "quota.department.files");
  EXPECT_TRUE(add(secretary_, file(2, "z"))) << "another department has room of its own";
  quotas_ = {};
  quotas_.company.bytes = 12;
  EXPECT_EQ(key_of(add(secretary_, file(2, "w"))), "quota.company.bytes");
  quotas_.company.bytes = 13;
  const Piece last = MUST(add(secretary_, file(2, "w")));
  EXPECT_EQ(key_of(add(secretary_, file(2, "v"))), "quota.company.bytes");
  EXPECT_TRUE(link(secretary_, 2, "https://a.example/")) << "links take no room";
  // What can still be taken back counts: its bytes are there.
  MUST(drop(secretary_, last));
  EXPECT_EQ(key_of(add(secretary_, file(2, "v"))), "quota.company.bytes");
  EXPECT_TRUE(add(secretary_, file(2, "v"), noon.plus_ms(consent::restorable_ms + 1)));
}

TEST_P(EvidenceOn, an_item_takes_fifty_pieces) {
  for (int i = 0; i < max_pieces; ++i) MUST(link(manager_, 1, "https://a.example/" + std::to_string(i)));
  EXPECT_EQ(key_of(link(manager_, 1, "https://a.example/more")), "evidence.item.full");
  EXPECT_EQ(key_of(add(manager_, file(1, "a"))), "evidence.item.full");
  const Piece first = MUST(item(manager_, 1)).pieces.front();
  MUST(drop(manager_, first));
  MUST(add(manager_, file(1, "a")));
  EXPECT_EQ(key_of(take_back(manager_, first, noon)), "evidence.item.full");
}

}  // namespace
}  // namespace sonae::assessment::evidence
