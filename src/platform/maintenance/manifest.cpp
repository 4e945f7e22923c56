#include "platform/maintenance/manifest.h"

namespace sonae::maintenance {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t format = 1;
constexpr std::size_t largest_manifest = 512 * 1024 * 1024;

/// Relative, below the folder, nothing clever: the manifest may come from anywhere.
bool is_plain_path(const fs::path& path) {
  if (path.empty() || path.is_absolute()) return false;
  for (const fs::path& part : path) {
    if (part == ".." || part == "." || part.empty()) return false;
  }
  return true;
}

std::unexpected<Error> bad(const fs::path& folder, std::string place) {
  return invalid("error.backup.manifest", {{"path", folder.string()}, {"place", std::move(place)}});
}

bool is_count(const json::value* value) { return value != nullptr && value->is_int64() && value->as_int64() >= 0; }

}  // namespace

std::string write_manifest(const Manifest& manifest) {
  json::array files;
  for (const auto& [path, hash] : manifest.files) {
    files.push_back(json::object{{"path", path}, {"size", hash.size}, {"sha256", hash.sha256}});
  }
  json::object tables;
  for (const auto& [table, rows] : manifest.rows) tables[table] = rows;
  json::value trail = json::parse(trail::write_checkpoints(manifest.checkpoints)).value_or(json::value());
  return json::write_pretty(json::object{{"format", format},
                                         {"made_at", manifest.made_at.ms()},
                                         {"engine", manifest.engine},
                                         {"tables", std::move(tables)},
                                         {"trail", std::move(trail)},
                                         {"files", std::move(files)}});
}

Result<Manifest> read_manifest(const fs::path& folder) {
  const auto text = read_file(folder / manifest_name, largest_manifest);
  if (!text) return bad(folder, manifest_name);
  const auto document = json::parse(*text, largest_manifest);
  if (!document || !document->is_object()) return bad(folder, "/");
  const json::object& root = document->as_object();
  const auto* version = root.if_contains("format");
  if (!is_count(version) || version->as_int64() != format) return bad(folder, "/format");
  const auto* made_at = root.if_contains("made_at");
  const auto* engine = root.if_contains("engine");
  const auto* tables = root.if_contains("tables");
  const auto* files = root.if_contains("files");
  const auto* trail = root.if_contains("trail");
  if (!is_count(made_at)) return bad(folder, "/made_at");
  if (engine == nullptr || !engine->is_string()) return bad(folder, "/engine");
  if (tables == nullptr || !tables->is_object()) return bad(folder, "/tables");
  if (files == nullptr || !files->is_array()) return bad(folder, "/files");
  if (trail == nullptr) return bad(folder, "/trail");

  Manifest out;
  out.made_at = Instant(made_at->as_int64());
  out.engine = engine->as_string();
  for (const auto& [table, rows] : tables->as_object()) {
    if (!is_count(&rows)) return bad(folder, "/tables/" + std::string(table));
    out.rows[std::string(table)] = rows.as_int64();
  }
  for (const json::value& file : files->as_array()) {
    const std::string place = "/files/" + std::to_string(out.files.size());
    if (!file.is_object()) return bad(folder, place);
    const auto* path = file.as_object().if_contains("path");
    const auto* size = file.as_object().if_contains("size");
    const auto* hash = file.as_object().if_contains("sha256");
    if (path == nullptr || !path->is_string() || !is_plain_path(std::string(path->as_string()))) {
      return bad(folder, place + "/path");
    }
    if (!is_count(size)) return bad(folder, place + "/size");
    if (hash == nullptr || !hash->is_string()) return bad(folder, place + "/sha256");
    out.files[std::string(path->as_string())] = {size->as_int64(), std::string(hash->as_string())};
  }
  auto checkpoints = trail::read_checkpoints(json::write(*trail));
  if (!checkpoints) return bad(folder, "/trail");
  out.checkpoints = *std::move(checkpoints);
  return out;
}

}  // namespace sonae::maintenance
