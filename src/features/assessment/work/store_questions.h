#pragma once
// Rows of questions and their entries.

#include "features/assessment/work/questions.h"

namespace sonae::assessment::work::store {

/// Of the whole sheet; what is out of scope is left out above. At most 5,000 questions.
Result<std::vector<Question>> list_questions(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment);
Result<void> insert_question(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment,
                             const Question& question, const Id<User>& by);
/// State and who wrote last; writes version + 1. Conflict ("work.question.version").
Result<void> update_question(db::WriteTx& tx, const Scope& scope, const Question& question);
Result<void> insert_entry(db::WriteTx& tx, const Scope& scope, const Id<QuestionTag>& question, std::size_t position,
                          const QuestionEntry& entry, const Id<User>& by);

}  // namespace sonae::assessment::work::store
