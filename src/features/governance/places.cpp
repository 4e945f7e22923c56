#include "features/governance/places.h"

namespace sonae::governance {

std::unexpected<Error> fail_at(std::string place, std::string key, Args args) {
  Error error{ErrorKind::Invalid, "error.body", {}, {}, {}};
  error.fields.push_back({std::move(place), std::move(key), std::move(args)});
  return std::unexpected(std::move(error));
}

}  // namespace sonae::governance
