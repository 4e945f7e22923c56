#include "features/assessment/work/store_questions.h"

#include <map>

namespace sonae::assessment::work::store {

namespace {

constexpr db::Sql select_questions =
    "select q.question_id, q.no, q.state, q.last_from_office, u.name, q.asked_at, q.last_at, q.version from questions q"
    " left join users u on u.company_id = q.company_id and u.id = q.asked_by"
    " where q.company_id = $1 and q.assessment_id = $2 order by q.no, q.asked_at, q.question_id limit 5000";
constexpr db::Sql select_entries =
    "select e.question_id, e.body, e.from_office, u.name, e.written_at from question_entries e"
    " join questions q on q.company_id = e.company_id and q.question_id = e.question_id"
    " left join users u on u.company_id = e.company_id and u.id = e.written_by"
    " where e.company_id = $1 and q.assessment_id = $2 order by e.question_id, e.position";
constexpr db::Sql insert_question_row =
    "insert into questions (company_id, question_id, assessment_id, no, state, asked_by, asked_at, last_from_office,"
    " last_at, version) values ($1, $2, $3, $4, 'open', $5, $6, $7, $6, 1)";
constexpr db::Sql update_question_row =
    "update questions set state = $3, last_from_office = $4, last_at = $5, version = version + 1"
    " where company_id = $1 and question_id = $2 and version = $6";
constexpr db::Sql insert_entry_row =
    "insert into question_entries (company_id, question_id, position, body, from_office, written_by, written_at)"
    " values ($1, $2, $3, $4, $5, $6, $7)";

}  // namespace

Result<std::vector<Question>> list_questions(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment) {
  std::vector<Question> list;
  std::map<std::string, std::size_t> places;
  for (const db::Row& row : TRY(tx.query(select_questions, {scope.company, assessment}))) {
    Question& question = list.emplace_back();
    question.id = row.id<QuestionTag>(0);
    question.no = static_cast<int>(row.integer(1));
    question.open = row.text(2) == "open";
    question.waits_for_office = !row.boolean(3);
    question.asked_by = row.text_or_empty(4);
    question.asked_at = row.instant(5);
    question.last_at = row.instant(6);
    question.version = row.integer(7);
    places[row.text(0)] = list.size() - 1;
  }
  for (const db::Row& row : TRY(tx.query(select_entries, {scope.company, assessment}))) {
    const auto place = places.find(row.text(0));
    if (place != places.end())
      list[place->second].entries.push_back({row.text(1), row.boolean(2), row.text_or_empty(3), row.instant(4)});
  }
  return list;
}

Result<void> insert_question(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment, const Question& q,
                             const Id<User>& by) {
  TRY(tx.execute(insert_question_row, {scope.company, q.id, assessment, q.no, by, q.asked_at, !q.waits_for_office}));
  return {};
}

Result<void> update_question(db::WriteTx& tx, const Scope& scope, const Question& q) {
  const std::int64_t changed = TRY(tx.execute(update_question_row, {scope.company, q.id, q.open ? "open" : "closed",
                                                                    !q.waits_for_office, q.last_at, q.version}));
  if (changed == 0) return conflict("work.question.version");
  return {};
}

Result<void> insert_entry(db::WriteTx& tx, const Scope& scope, const Id<QuestionTag>& question, std::size_t position,
                          const QuestionEntry& entry, const Id<User>& by) {
  TRY(tx.execute(insert_entry_row, {scope.company, question, static_cast<std::int64_t>(position), entry.body,
                                    entry.from_office, by, entry.at}));
  return {};
}

}  // namespace sonae::assessment::work::store
