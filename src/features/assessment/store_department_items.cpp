#include "features/assessment/department_items.h"

namespace sonae::assessment {

namespace {

constexpr db::Sql count_items = "select count(*) from assessment_answers where company_id = $1 and department_id = $2";

}  // namespace

Result<std::int64_t> count_items_of(db::Tx& tx, const Id<Company>& company, const Id<Department>& department) {
  return TRY(tx.find(count_items, {company, department}))->integer(0);
}

}  // namespace sonae::assessment
