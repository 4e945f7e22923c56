#pragma once
// A client that sends exactly the bytes it is given: what a strict server must be tested with. Loopback only.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace sonae::support {

struct Reply {
  int status = 0;                                           ///< 0: the connection ended without an answer
  std::map<std::string, std::string, std::less<>> headers;  ///< lower-case names; repeated ones joined with "\n"
  std::string body;
  [[nodiscard]] std::string header(std::string_view name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  /// The next answer; `without_body` for answers to HEAD.
  Reply receive(bool without_body = false) {
    Reply reply;
    while (arrived_.find("\r\n\r\n") == std::string::npos)
      if (!read_more()) return reply;
    const std::size_t end = arrived_.find("\r\n\r\n");
    read_head(arrived_.substr(0, end + 2), reply);
    arrived_.erase(0, end + 4);
    const std::string length = reply.header("content-length");
    const std::size_t size = without_body || length.empty() ? 0 : std::strtoul(length.c_str(), nullptr, 10);
    while (arrived_.size() < size)
      if (!read_more()) break;
    reply.body = arrived_.substr(0, size);
    arrived_.erase(0, reply.body.size());
    return reply;
  }
  Reply ask(std::string_view bytes) {
    send(bytes);
    return receive();
  }

  /// True when the server closed the connection and nothing is left to read.
  [[nodiscard]] bool is_closed() {
    while (read_more()) {
    }
    return arrived_.empty() && ended_;
  }

 private:
  // False at the end of the connection or after ten seconds of silence.
  bool read_more() {
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, 10'000) <= 0) return false;
    char bytes[16 * 1024];
    const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
    if (count <= 0) {
      ended_ = true;
      return false;
    }
    arrived_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }
  static void read_head(std::string_view head, Reply& reply) {
    reply.status = std::atoi(std::string(head.substr(9, 3)).c_str());
    std::size_t begin = head.find("\r\n") + 2;
    while (begin < head.size()) {
      const std::size_t end = head.find("\r\n", begin);
      const std::string_view line = head.substr(begin, end - begin);
      const std::size_t colon = line.find(": ");
      std::string name(line.substr(0, colon));
      for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      std::string& value = reply.headers[name];
      if (!value.empty()) value += "\n";
      value += line.substr(colon + 2);
      begin = end + 2;
    }
  }

  int socket_;
  bool connected_ = false;
  bool ended_ = false;
  std::string arrived_;
};

}  // namespace sonae::support
