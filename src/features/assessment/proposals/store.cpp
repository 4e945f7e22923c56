#include "features/assessment/proposals/store.h"

namespace sonae::assessment::proposals::store {

namespace {

constexpr db::Sql select_accepted =
    "select no, score, basis, accepted_at, accepted_name from accepted_proposals where company_id = $1 and "
    "assessment_id = $2 order by no limit 5000";
constexpr db::Sql select_accepted_facts =
    "select no, fact_id from accepted_facts where company_id = $1 and assessment_id = $2 order by no, fact_id "
    "limit 50000";
constexpr db::Sql put_accepted_proposal =
    "insert into accepted_proposals (company_id, assessment_id, no, score, basis, accepted_at, accepted_by, "
    "accepted_name) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (company_id, assessment_id, no) do update set "
    "score = excluded.score, basis = excluded.basis, accepted_at = excluded.accepted_at, "
    "accepted_by = excluded.accepted_by, accepted_name = excluded.accepted_name";
constexpr db::Sql delete_accepted_facts =
    "delete from accepted_facts where company_id = $1 and assessment_id = $2 and no = $3";
constexpr db::Sql insert_accepted_fact =
    "insert into accepted_facts (company_id, assessment_id, no, fact_id) values ($1, $2, $3, $4)";
constexpr db::Sql select_documents =
    "select fact_id, no, support from document_facts where company_id = $1 and pack = $2 order by no, fact_id "
    "limit 5000";
constexpr db::Sql insert_document_fact =
    "insert into document_facts (company_id, fact_id, pack, no, support, evidence_id) values ($1, $2, $3, $4, $5, $6) "
    "on conflict (company_id, fact_id, pack, no) do update set support = excluded.support, "
    "evidence_id = excluded.evidence_id";

}  // namespace

Result<std::map<int, Accepted>> list_accepted(db::Tx& tx, const Scope& scope, const Id<Assessment>& id) {
  std::map<int, Accepted> all;
  for (const db::Row& row : TRY(tx.query(select_accepted, {scope.company, id}))) {
    const auto score = parse_score(row.text(1));
    if (!score) return internal("an accepted proposal has an unreadable score: " + row.text(1));
    all.emplace(static_cast<int>(row.integer(0)),
                Accepted{*score, row.text(2), row.text(4), row.instant(3), {}, false});
  }
  for (const db::Row& row : TRY(tx.query(select_accepted_facts, {scope.company, id})))
    if (const auto at = all.find(static_cast<int>(row.integer(0))); at != all.end())
      at->second.facts.push_back(row.text(1));
  return all;
}

Result<void> put_accepted(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& id, int no,
                          const Accepted& accepted, const Id<User>& by) {
  TRY(tx.execute(put_accepted_proposal,
                 {scope.company, id, no, text_of(accepted.score), accepted.basis, accepted.at, by, accepted.by}));
  TRY(tx.execute(delete_accepted_facts, {scope.company, id, no}));
  std::vector<db::Args> rows;
  for (const std::string& fact : accepted.facts) rows.push_back({scope.company, id, no, fact});
  return tx.execute_many(insert_accepted_fact, rows);
}

Result<std::vector<DocumentAt>> list_documents(db::Tx& tx, const Scope& scope, const std::string& pack) {
  std::vector<DocumentAt> all;
  for (const db::Row& row : TRY(tx.query(select_documents, {scope.company, pack})))
    all.push_back({row.text(0), static_cast<int>(row.integer(1)), static_cast<int>(row.integer(2))});
  return all;
}

Result<void> insert_document(db::WriteTx& tx, const Scope& scope, const std::string& pack, const DocumentAt& document,
                             const Id<evidence::Piece>& piece) {
  TRY(tx.execute(insert_document_fact, {scope.company, document.fact, pack, document.no, document.support, piece}));
  return {};
}

}  // namespace sonae::assessment::proposals::store
