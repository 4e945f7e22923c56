#include "support/postgresql.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include "base/result.h"

namespace sonae::support {

namespace fs = std::filesystem;

namespace {

const char* const programs = "/usr/lib/postgresql/15/bin/";

/// Who may run it: nobody special, unless we are root.
const passwd* unprivileged() {
  if (::geteuid() != 0) return nullptr;
  const passwd* user = ::getpwnam("postgres");
  return user != nullptr ? user : ::getpwnam("nobody");
}

/// Starts a program with its output in `log`. It dies with us, so that a crashed test leaves no server behind.
pid_t launch(const std::vector<std::string>& command, const fs::path& log) {
  const pid_t parent = ::getpid();
  const passwd* user = unprivileged();
  const pid_t child = ::fork();
  if (child != 0) return child;
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  ::dup2(out, 1);
  ::dup2(out, 2);
  if (user != nullptr && (::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0)) ::_exit(126);
  // After setuid, which clears it. SIGINT is PostgreSQL's fast stop.
  ::prctl(PR_SET_PDEATHSIG, SIGINT);
  if (::getppid() != parent || ::chdir("/") != 0) ::_exit(126);
  std::vector<char*> arguments;
  for (const std::string& part : command) arguments.push_back(const_cast<char*>(part.c_str()));
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

[[noreturn]] void give_up(const std::string& what, const fs::path& log) {
  std::ifstream in(log);
  die(what + "\n" + std::string(std::istreambuf_iterator<char>(in), {}));
}

}  // namespace

bool PostgresqlServer::installed() { return ::access((std::string(programs) + "initdb").c_str(), X_OK) == 0; }

PostgresqlServer& PostgresqlServer::shared() {
  static PostgresqlServer server;
  return server;
}

PostgresqlServer::PostgresqlServer() {
  std::string pattern = (fs::temp_directory_path() / "sonae-pg-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) die("no temporary folder");
  folder_ = pattern;
  if (const passwd* user = unprivileged(); user != nullptr) {
    if (::chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0) die("chown of the PostgreSQL folder");
  }
  const fs::path log = fs::path(pattern + ".log");
  const pid_t maker = launch({std::string(programs) + "initdb", "-D", (folder_ / "data").string(), "-U", "sonae", "-A",
                              "trust", "-E", "UTF8", "--locale=C", "--no-sync"},
                             log);
  int status = 0;
  ::waitpid(maker, &status, 0);
  if (status != 0) give_up("initdb failed", log);
  fs::remove(log);
  start();
}

PostgresqlServer::~PostgresqlServer() {
  stop();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
  fs::remove(folder_.string() + ".log", ignored);
}

void PostgresqlServer::start() {
  const fs::path log = folder_.string() + ".log";
  // fsync stays on by default elsewhere; here the machine's crash is not what is tested.
  server_ = launch({std::string(programs) + "postgres", "-D", (folder_ / "data").string(), "-k", folder_.string(), "-c",
                    "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=100"},
                   log);
  for (int poll = 0; poll < 600; ++poll) {
    if (PQping(url_of("postgres").c_str()) == PQPING_OK) return;
    if (::waitpid(server_, nullptr, WNOHANG) != 0) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  give_up("PostgreSQL did not start", log);
}

void PostgresqlServer::stop() {
  if (server_ <= 0) return;
  ::kill(server_, SIGINT);
  ::waitpid(server_, nullptr, 0);
  server_ = -1;
}

std::string PostgresqlServer::url_of(const std::string& database) const {
  std::string socket;
  for (const char c : folder_.string()) socket += c == '/' ? std::string("%2F") : std::string(1, c);
  return "postgresql://sonae@" + socket + "/" + database;
}

std::string PostgresqlServer::fresh_url() {
  const std::string name = "test_" + std::to_string(++databases_);
  PGconn* connection = PQconnectdb(url_of("postgres").c_str());
  PGresult* made = PQexec(connection, ("create database " + name + " template template0").c_str());
  const bool ok = PQresultStatus(made) == PGRES_COMMAND_OK;
  const std::string message = PQerrorMessage(connection);
  PQclear(made);
  PQfinish(connection);
  if (!ok) die("create database: " + message);
  return url_of(name);
}

}  // namespace sonae::support
