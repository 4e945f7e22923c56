#pragma once
// A real PostgreSQL of our own: made by initdb in a temporary folder, reachable on a Unix socket only, stopped and
// removed with the test program. As root it runs as an unprivileged user, since PostgreSQL refuses root.

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace sonae::support {

class PostgresqlServer {
 public:
  [[nodiscard]] static bool installed();
  /// Started on first use, one per test program. Ends the program with the server's log when it does not start.
  [[nodiscard]] static PostgresqlServer& shared();
  ~PostgresqlServer();
  PostgresqlServer(const PostgresqlServer&) = delete;
  PostgresqlServer& operator=(const PostgresqlServer&) = delete;

  /// URL of a new empty database in UTF-8.
  [[nodiscard]] std::string fresh_url();
  /// For tests of lost connections: returns when the server is down or up again.
  void stop();
  void start();

 private:
  PostgresqlServer();
  [[nodiscard]] std::string url_of(const std::string& database) const;

  std::filesystem::path folder_;
  pid_t server_ = -1;
  int databases_ = 0;
};

}  // namespace sonae::support
