#pragma once
// Where an installation lives, as the commands are told.

#include <string>

#include "platform/data_directory.h"

namespace sonae::app {

/// Folder and database from the command line, else from SONAE_DATA and SONAE_DATABASE; libpq itself reads PGPASSFILE.
/// Invalid "data.folder.missing"; "data.database.password": a password on the command line can be read by everybody on
/// the machine (SE01).
[[nodiscard]] Result<DataPlace> place_of(const std::string& folder, const std::string& database_url);

}  // namespace sonae::app
