#include "features/assessment/known.h"

#include "base/text.h"

namespace sonae::assessment {

const frameworks::Item* known_item(std::string_view pack_id, std::string_view version, std::size_t sheet_items, int no,
                                   std::string_view label) {
  const frameworks::Pack* pack = frameworks::find_pack(pack_id, version);
  const frameworks::Item* item = pack == nullptr ? nullptr : pack->find_item(no);
  if (item == nullptr || sheet_items == pack->items.size()) return item;
  return text::squash(item->label) == text::squash(label) ? item : nullptr;
}

}  // namespace sonae::assessment
