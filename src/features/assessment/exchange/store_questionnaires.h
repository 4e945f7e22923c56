#pragma once
// Rows of customers' questionnaires. Everything takes a Scope; other companies' rows do not exist for the caller.

#include "features/assessment/exchange/questionnaire.h"

namespace sonae::assessment::exchange::store {

Result<void> insert_questionnaire(db::WriteTx& tx, const Scope& scope, const Questionnaire& made, const Id<User>& by);
/// Newest first, at most 200, with counts.
Result<std::vector<Questionnaire>> list_questionnaires(db::Tx& tx, const Scope& scope);
Result<Questionnaire> get_questionnaire(db::Tx& tx, const Scope& scope, const Id<QuestionnaireTag>& id);
/// Title, layout, choices and form. Conflict ("exchange.questionnaire.version") when `changed.version` is no longer the
/// stored one.
Result<void> update_questionnaire(db::WriteTx& tx, const Scope& scope, const Questionnaire& changed);

Result<void> replace_rows(db::WriteTx& tx, const Scope& scope, const Id<QuestionnaireTag>& id,
                          const std::vector<QuestionRow>& rows);
/// In the order of the sheet, without `answer` and `evidence`.
Result<std::vector<QuestionRow>> list_rows(db::Tx& tx, const Scope& scope, const Id<QuestionnaireTag>& id);
Result<std::optional<QuestionRow>> find_row(db::Tx& tx, const Scope& scope, const Id<QuestionnaireTag>& id,
                                            std::uint32_t row);
/// What a person decided, at `changed.version`. False when the stored one is no longer the version before.
Result<bool> update_row(db::WriteTx& tx, const Scope& scope, const Id<QuestionnaireTag>& id,
                        const QuestionRow& changed);

}  // namespace sonae::assessment::exchange::store
