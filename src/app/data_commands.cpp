#include "app/data_commands.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <memory>

#include "app/place.h"
#include "base/json.h"
#include "platform/clock.h"
#include "platform/config/config.h"
#include "platform/maintenance/backup.h"
#include "platform/maintenance/check.h"
#include "platform/maintenance/files.h"
#include "platform/messages/messages.h"

namespace sonae::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_checkpoint_file = 16 * 1024 * 1024;

/// What the options of all data commands were set to.
struct Options {
  std::string data;
  std::string database;
  std::string language;
  bool json = false;
  std::string out;
  std::string from;
  std::string since;
  std::string checkpoint;
};

std::string language_of(const Options& options) {
  if (!options.language.empty()) return options.language;
  const char* lang = std::getenv("LANG");
  return lang != nullptr && std::string_view(lang).starts_with("ja") ? "ja" : "en";
}

class Teller {
 public:
  explicit Teller(const Options& options) : language_(language_of(options)) {}
  void say(std::string_view key, const Args& args = {}) const {
    std::cout << messages::say(language_, key, args) << '\n';
  }
  void complain(const Error& error) const {
    std::cerr << messages::say(language_, error) << '\n';
    for (const FieldError& field : error.fields)
      std::cerr << "  " << messages::say(language_, field.key, field.args) << '\n';
    if (!error.detail.empty()) std::cerr << "  [" << error.detail << "]\n";
  }
  [[nodiscard]] json::array as_json(const std::vector<Error>& findings) const {
    json::array out;
    for (const Error& one : findings) {
      json::object args;
      for (const auto& [name, value] : one.args) args[name] = value;
      out.push_back(
          json::object{{"code", one.key}, {"args", std::move(args)}, {"message", messages::say(language_, one)}});
    }
    return out;
  }

 private:
  std::string language_;
};

using Run = std::function<Result<DataExit>(const Options&, const Teller&)>;

Result<DataExit> run_init(const Options& options, const Teller& teller) {
  const DataPlace place = TRY(place_of(options.data, options.database));
  TRY(DataDirectory::create(place, now()));
  teller.say("data.init.done", {{"path", place.folder.string()}});
  return DataExit::Fine;
}

Result<DataExit> run_migrate(const Options& options, const Teller& teller) {
  auto data = TRY(DataDirectory::open(TRY(place_of(options.data, options.database)), DataDirectory::Access::Write));
  const auto before = TRY(db::migration_status(data.database()));
  const auto after = TRY(data.migrate(now()));
  teller.say(before.pending == 0 ? "data.migrate.nothing" : "data.migrate.done",
             {{"count", std::to_string(before.pending)}, {"applied", std::to_string(after.applied)}});
  return DataExit::Fine;
}

DataExit report_findings(const Options& options, const Teller& teller, const std::vector<Error>& findings,
                         json::object summary, std::string_view fine_key, const Args& args) {
  if (options.json) {
    summary["ok"] = findings.empty();
    summary["findings"] = teller.as_json(findings);
    std::cout << json::write_pretty(summary);
  } else if (findings.empty()) {
    teller.say(fine_key, args);
  }
  if (!options.json) {
    for (const Error& one : findings) teller.complain(one);
  }
  return findings.empty() ? DataExit::Fine : DataExit::Findings;
}

Result<DataExit> run_backup(const Options& options, const Teller& teller) {
  const auto report = TRY(maintenance::make_backup(TRY(place_of(options.data, options.database)), options.out, now()));
  const Args args = {{"path", report.folder.string()},
                     {"files", std::to_string(report.files)},
                     {"size", std::to_string((report.bytes + 1023) / 1024)}};
  return report_findings(options, teller, {},
                         {{"path", report.folder.string()}, {"files", report.files}, {"bytes", report.bytes}},
                         "data.backup.done", args);
}

Result<DataExit> run_backup_verify(const Options& options, const Teller& teller) {
  const auto proof = TRY(maintenance::verify_backup(options.from, now()));
  const Args args = {{"files", std::to_string(proof.files)}, {"records", std::to_string(proof.records)}};
  return report_findings(options, teller, proof.findings, {{"files", proof.files}, {"records", proof.records}},
                         "data.backup.proven", args);
}

Result<DataExit> run_restore(const Options& options, const Teller& teller) {
  const DataPlace place = TRY(place_of(options.data, options.database));
  const auto report = TRY(maintenance::restore_backup(options.from, place, now()));
  json::array differences;
  for (const auto& one : report.differences) {
    differences.push_back(json::object{{"table", one.table}, {"in_backup", one.in_backup}, {"restored", one.restored}});
    if (!options.json) {
      teller.say(
          "data.restore.differs",
          {{"table", one.table}, {"before", std::to_string(one.in_backup)}, {"after", std::to_string(one.restored)}});
    }
  }
  const Args args = {{"path", place.folder.string()},
                     {"files", std::to_string(report.proof.files)},
                     {"records", std::to_string(report.proof.records)}};
  return report_findings(
      options, teller, report.proof.findings,
      {{"files", report.proof.files}, {"records", report.proof.records}, {"differences", std::move(differences)}},
      "data.restore.done", args);
}

Result<DataExit> run_check(const Options& options, const Teller& teller) {
  const auto report = TRY(maintenance::check(TRY(place_of(options.data, options.database)), now()));
  json::object versions;
  for (const auto& [library, version] : report.versions) versions[library] = version;
  if (!options.json) {
    for (const auto& [library, version] : report.versions) std::cout << library << ' ' << version << '\n';
    for (const Error& one : report.notes) teller.say(one.key, one.args);
  }
  const Args args = {{"records", std::to_string(report.records)},
                     {"files", std::to_string(report.blobs)},
                     {"free", std::to_string(report.free_bytes / 1024 / 1024)}};
  return report_findings(options, teller, report.findings,
                         {{"versions", std::move(versions)},
                          {"records", report.records},
                          {"blobs", report.blobs},
                          {"free_bytes", report.free_bytes},
                          {"notes", teller.as_json(report.notes)}},
                         "data.check.fine", args);
}

Result<std::vector<trail::Checkpoint>> checkpoints_in(const std::string& file) {
  if (file.empty()) return std::vector<trail::Checkpoint>();
  return trail::read_checkpoints(TRY(maintenance::read_file(file, largest_checkpoint_file)));
}

Result<DataExit> run_audit_verify(const Options& options, const Teller& teller) {
  trail::VerifyOptions what;
  what.kept = TRY(checkpoints_in(options.checkpoint));
  what.since = TRY(checkpoints_in(options.since));
  const auto data =
      TRY(DataDirectory::open(TRY(place_of(options.data, options.database)), DataDirectory::Access::Read));
  what.evidence = &data.blobs();
  const auto result = TRY(trail::verify(data.database(), what, now()));
  std::vector<Error> findings;
  for (const auto& problem : result.problems) {
    findings.push_back({ErrorKind::Invalid,
                        "audit.problem." + problem.what,
                        {{"company", problem.company}, {"sequence", std::to_string(problem.sequence)}},
                        "",
                        {}});
  }
  json::value heads = TRY(json::parse(trail::write_checkpoints(result.heads), largest_checkpoint_file));
  return report_findings(options, teller, findings,
                         {{"records", result.records}, {"heads", heads.as_object().at("checkpoints")}},
                         "audit.verify.fine", {{"records", std::to_string(result.records)}});
}

Result<DataExit> run_audit_checkpoint(const Options& options, const Teller& teller) {
  const auto data =
      TRY(DataDirectory::open(TRY(place_of(options.data, options.database)), DataDirectory::Access::Read));
  const auto list = TRY(data.database().read([](db::Tx& tx) { return trail::checkpoints(tx, now()); }));
  if (options.out.empty()) {
    std::cout << trail::write_checkpoints(list);
    return DataExit::Fine;
  }
  TRY(maintenance::write_file(fs::absolute(options.out), trail::write_checkpoints(list)));
  teller.say("audit.checkpoint.done", {{"path", options.out}});
  return DataExit::Fine;
}

/// One command; its callback runs it and turns errors into sentences and exit codes.
class Commands {
 public:
  explicit Commands(int& exit_code) : exit_code_(exit_code), options_(std::make_shared<Options>()) {}

  CLI::App* add(CLI::App& parent, const char* name, const char* help, Run run) {
    CLI::App* command = parent.add_subcommand(name, help);
    command->add_option("--lang", options_->language, "Language of the messages: ja or en")
        ->check(CLI::IsMember({"ja", "en"}));
    if (run) command->callback(runner(std::move(run)));
    return command;
  }
  /// For a command that has subcommands too: it runs when none of them was given, and then needs `option`.
  void run_alone(CLI::App* command, const char* option, Run run) {
    command->require_subcommand(0, 1);
    command->callback([command, option, start = runner(std::move(run))] {
      if (!command->get_subcommands().empty()) return;
      if (command->count(option) == 0) throw CLI::RequiredError(option);
      start();
    });
  }
  void place(CLI::App* command) {
    command->add_option("--data", options_->data, "Data folder (or SONAE_DATA)");
    command->add_option("--database", options_->database,
                        "postgresql://… without password (or SONAE_DATABASE; passwords from PGPASSFILE)");
  }
  void json(CLI::App* command) { command->add_flag("--json", options_->json, "Print the result as JSON"); }
  Options& options() { return *options_; }

 private:
  std::function<void()> runner(Run run) {
    return [options = options_, &code = exit_code_, run = std::move(run)] {
      const Teller teller(*options);
      const auto result = run(*options, teller);
      if (!result) teller.complain(result.error());
      code = static_cast<int>(result.value_or(DataExit::Unusable));
    };
  }

  int& exit_code_;
  std::shared_ptr<Options> options_;
};

/// `backup` and `backup verify`: the plain command runs only when no subcommand was given.
void add_backup(CLI::App& app, Commands& commands) {
  CLI::App* backup = commands.add(app, "backup", "Back up an installation, also while it is in use", nullptr);
  commands.place(backup);
  commands.json(backup);
  backup->add_option("--out", commands.options().out, "New folder for the backup");
  CLI::App* verify = commands.add(*backup, "verify", "Check a backup: every hash, the database, the operation record",
                                  run_backup_verify);
  verify->add_option("backup", commands.options().from, "Folder of the backup")->required();
  commands.json(verify);
  commands.run_alone(backup, "--out", run_backup);
}

void add_audit(CLI::App& app, Commands& commands) {
  CLI::App* audit = app.add_subcommand("audit", "Check the operation record");
  audit->require_subcommand(1);
  CLI::App* proof =
      commands.add(*audit, "verify", "Recompute the operation record and name the first bad entry", run_audit_verify);
  commands.place(proof);
  commands.json(proof);
  proof->add_option("--since", commands.options().since, "Checkpoint file to start from");
  proof->add_option("--checkpoint", commands.options().checkpoint, "Checkpoint file kept elsewhere, to compare with");
  CLI::App* checkpoint = commands.add(*audit, "checkpoint", "Print the present checkpoints", run_audit_checkpoint);
  commands.place(checkpoint);
  checkpoint->add_option("--out", commands.options().out, "New file instead of standard output");
}

}  // namespace

void add_data_commands(CLI::App& app, int& exit_code) {
  Commands commands(exit_code);
  commands.place(commands.add(app, "init", "Make an empty data folder with its database", run_init));
  commands.place(commands.add(app, "migrate", "Bring the database to this version", run_migrate));

  add_backup(app, commands);
  CLI::App* restore = commands.add(app, "restore", "Restore a backup into an empty folder", run_restore);
  commands.place(restore);
  commands.json(restore);
  restore->add_option("--from,backup", commands.options().from, "Folder of the backup")->required();

  CLI::App* check =
      commands.add(app, "check", "Check an installation: database, files, permissions, free space", run_check);
  commands.place(check);
  commands.json(check);

  add_audit(app, commands);
}

}  // namespace sonae::app
