#include "app/storage.h"

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "platform/clock.h"
#include "platform/db/migrations.h"

namespace sonae::app {

namespace {

Result<Bytes> master_key(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    const auto key = random_bytes<32>();
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(key.data()), key.size());
    if (!out.flush()) return internal("key file");
  }
  std::ifstream in(file, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  const auto bytes = as_bytes(text);
  return Bytes(bytes.begin(), bytes.end());
}

}  // namespace

Result<Storage> open_storage(const std::filesystem::path& folder, const std::string& url) {
  umask(077);
  std::filesystem::create_directories(folder);
  auto database = url.empty() ? TRY(db::open_sqlite(folder / "sonae.db")) : TRY(db::open_postgresql(url));
  TRY(db::migrate(*database, now()));
  return Storage{std::move(database), TRY(blobs::Store::open(folder / "blobs")), TRY(master_key(folder / "key")),
                 std::filesystem::exists(folder / "demo")};
}

Result<void> mark_demo(const std::filesystem::path& folder) {
  std::ofstream(folder / "demo") << "demo\n";
  return {};
}

Result<std::string> database_url(const std::string& given) {
  const char* environment = std::getenv("SONAE_DATABASE");
  return given.empty() && environment != nullptr ? std::string(environment) : given;
}

}  // namespace sonae::app
