#include "platform/http/server.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <list>
#include <mutex>
#include <thread>

#include "platform/clock.h"
#include "platform/http/desk.h"
#include "platform/http/reader.h"
#include "platform/http/setup.h"
#include "platform/http/tls.h"
#include "platform/http/workers.h"

namespace sonae::http {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using asio::awaitable;
using Clock = std::chrono::steady_clock;
using BodyParser = beast::http::request_parser<beast::http::string_body>;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

constexpr std::size_t first_read = 2 * 1024;  // what an idle connection holds
constexpr std::size_t next_read = 16 * 1024;
constexpr std::size_t write_slice = 256 * 1024;
/// Bodies up to this size are read before the gate is asked, so that one hop to a worker does both.
constexpr std::size_t small_body = 64 * 1024;

// What the gauges read; outlives the server because the metrics may.
struct Gauges {
  std::atomic<int> connections{0};
  std::atomic<int> waiting{0};
};

struct Connection {
  beast::tcp_stream* stream = nullptr;
  std::string peer;
  std::string key;    // what the caps count by
  bool idle = false;  // between two requests
};
using Connections = std::list<Connection>;

void close_now(Connection& connection) {
  error_code ignored;
  if (connection.stream != nullptr) connection.stream->socket().close(ignored);
}

Error busy() { return unavailable("error.busy").error(); }

}  // namespace

struct Server::State {
  State(ServerOptions given, Parts given_parts) : options(std::move(given)), parts(given_parts) {}
  ~State();

  Result<void> prepare();
  Result<void> listen();
  Result<void> listen_on(const std::string& address);
  void register_gauges();
  void begin();
  void begin_stop();
  void end(bool clean);
  Result<void> reload_tls();
  void handle_signals();

  awaitable<void> accept_loop(tcp::acceptor& acceptor);
  awaitable<void> serve_socket(tcp::socket socket, Connections::iterator connection);
  awaitable<void> watch_certificate();
  template <typename Stream>
  awaitable<void> converse(Stream& stream, Connection& connection);
  template <typename Stream>
  awaitable<std::optional<Exchange>> read_request(Stream& stream, beast::flat_buffer& buffer, Connection& connection);
  template <typename Stream>
  awaitable<std::size_t> read_head(Stream& stream, beast::flat_buffer& buffer, Connection& connection, Error& problem);
  template <typename Stream>
  awaitable<bool> process(Stream& stream, beast::flat_buffer& buffer, BodyParser& parser, const Framing& framing,
                          Exchange& exchange);
  template <typename Stream>
  awaitable<bool> read_body(Stream& stream, beast::flat_buffer& buffer, BodyParser& parser, const Framing& framing,
                            Exchange& exchange);
  template <typename Stream>
  awaitable<bool> send(Stream& stream, Exchange& exchange);
  template <typename Stream>
  awaitable<void> linger(Stream& stream);
  awaitable<bool> hop(Cost cost, std::function<void()> work);

  [[nodiscard]] bool tls() const { return !options.tls_certificate.empty(); }

  ServerOptions options;
  Parts parts;
  Setup setup;
  std::vector<std::string> origins;
  std::optional<ConnectionCaps> caps;
  int large_bodies = 0;
  std::optional<Desk> desk;
  HeadLimits head_limits;

  std::mutex tls_mutex;
  std::shared_ptr<asio::ssl::context> tls_context;
  std::uint64_t tls_seen = 0;

  asio::io_context io{1};
  std::list<tcp::acceptor> acceptors;
  std::uint16_t port = 0;
  Connections connections;
  asio::steady_timer deadline{io};
  asio::signal_set signals{io};
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>> guard;
  std::shared_ptr<Gauges> gauges = std::make_shared<Gauges>();
  bool stopping = false;

  std::mutex end_mutex;
  std::condition_variable ended;
  bool is_ended = false;
  bool was_clean = true;

  // Destroyed first: a task holds a coroutine that lives in `io`.
  std::optional<Workers> normal;
  std::optional<Workers> heavy;
  std::optional<Workers> hashing;
  std::thread thread;
};

Server::State::~State() {
  asio::post(io, [this] { end(false); });
  if (thread.joinable()) thread.join();
  normal.reset();
  heavy.reset();
  hashing.reset();
}

Result<void> Server::State::prepare() {
  setup = TRY(check_options(options));
  if (tls()) {
    tls_seen = tls_stamp(options.tls_certificate, options.tls_key);
    TRY(reload_tls());
  }
  const Limits& limits = options.limits;
  head_limits = {limits.request_line, limits.header_bytes, limits.header_count};
  raise_descriptor_limit();
  TRY(listen());
  origins = http::own_origins(options, setup, port);
  caps.emplace(limits, setup.trusted);
  desk.emplace(parts, options, setup.trusted, origins, setup.secure);
  normal.emplace(limits.workers, limits.queue);
  heavy.emplace(limits.heavy_workers, limits.heavy_queue);
  hashing.emplace(limits.hashing_workers, limits.hashing_queue, Workers::Priority::Low);
  register_gauges();
  return {};
}

Result<void> Server::State::listen() {
  port = options.port;
  for (const std::string& address : options.addresses) {
    auto done = listen_on(address);
    // A machine without IPv6 has no ::1; the other addresses do then.
    const bool may_lack = address == "::1" && options.addresses.size() > 1;
    if (!done && !(may_lack && done.error().key == "http.start.address")) return done;
  }
  return {};
}

Result<void> Server::State::listen_on(const std::string& address) {
  const tcp::endpoint endpoint(asio::ip::make_address(address), port);
  const auto refuse = [&](const error_code& problem) -> Result<void> {
    if (problem == asio::error::address_family_not_supported || problem.value() == EADDRNOTAVAIL)
      return invalid("http.start.address", {{"address", address}});
    return sonae::fail(ErrorKind::Unavailable, "http.start.port",
                       {{"address", address}, {"port", std::to_string(port)}, {"reason", problem.message()}});
  };
  error_code problem;
  tcp::acceptor acceptor(io);
  if (acceptor.open(endpoint.protocol(), problem)) return refuse(problem);
  acceptor.set_option(tcp::acceptor::reuse_address(true), problem);
  if (endpoint.protocol() == tcp::v6()) acceptor.set_option(asio::ip::v6_only(true), problem);
  if (acceptor.bind(endpoint, problem)) return refuse(problem);
  if (acceptor.listen(asio::socket_base::max_listen_connections, problem)) return refuse(problem);
  port = acceptor.local_endpoint().port();
  acceptors.push_back(std::move(acceptor));
  return {};
}

void Server::State::register_gauges() {
  const auto shared = gauges;
  parts.metrics.gauge("sonae_connections", "Open client connections.", [shared] { return shared->connections.load(); });
  parts.metrics.gauge("sonae_queue_length", "Requests waiting for a worker.",
                      [shared] { return shared->waiting.load(); });
}

void Server::State::begin() {
  guard.emplace(asio::make_work_guard(io));
  for (tcp::acceptor& acceptor : acceptors) asio::co_spawn(io, accept_loop(acceptor), asio::detached);
  if (tls()) asio::co_spawn(io, watch_certificate(), asio::detached);
  thread = std::thread([this] { io.run(); });
}

// On the I/O thread, like everything that touches connections.
void Server::State::begin_stop() {
  if (stopping) return;
  stopping = true;
  error_code ignored;
  for (tcp::acceptor& acceptor : acceptors) acceptor.close(ignored);
  for (Connection& connection : connections)
    if (connection.idle) close_now(connection);
  deadline.expires_after(options.timeouts.stop);
  deadline.async_wait([this](error_code code) {
    if (!code) end(false);
  });
  if (stopping && connections.empty()) end(true);
}

void Server::State::end(bool clean) {
  if (io.stopped()) return;
  stopping = true;
  error_code ignored;
  for (tcp::acceptor& acceptor : acceptors) acceptor.close(ignored);
  for (Connection& connection : connections) close_now(connection);
  {
    const std::scoped_lock lock(end_mutex);
    is_ended = true;
    was_clean = clean;
  }
  ended.notify_all();
  io.stop();
}

void Server::State::handle_signals() {
  signals.async_wait([this](error_code code, int signal) {
    if (code) return;
    if (signal == SIGHUP) {
      parts.log.reopen();
      if (auto done = reload_tls(); !done) parts.log.error("tls.reload", done.error());
    } else if (stopping) {
      // Told twice: whoever sends the second signal does not want to wait, and every commit is already durable.
      std::_Exit(1);
    } else {
      parts.log.write(log::Level::Info, "server.stop", {{"signal", signal}});
      begin_stop();
    }
    handle_signals();
  });
}

Result<void> Server::State::reload_tls() {
  if (!tls()) return {};
  SslContext fresh = TRY(make_tls_context(options.tls_certificate, options.tls_key));
  const auto context = std::make_shared<asio::ssl::context>(fresh.get());
  static_cast<void>(fresh.release());  // the asio context frees it
  const std::scoped_lock lock(tls_mutex);
  tls_context = context;
  return {};
}

// Certificate and key are replaced one after the other; a pair that does not fit together is tried again.
awaitable<void> Server::State::watch_certificate() {
  asio::steady_timer timer(io);
  while (!stopping) {
    timer.expires_after(options.timeouts.tls_check);
    co_await timer.async_wait(asio::use_awaitable);
    const std::uint64_t stamp = tls_stamp(options.tls_certificate, options.tls_key);
    if (stamp == tls_seen || stamp == 0) continue;
    const auto done = reload_tls();
    if (done) {
      tls_seen = stamp;
      parts.log.write(log::Level::Info, "tls.reload", {});
    } else {
      parts.log.error("tls.reload", done.error());
    }
  }
}

awaitable<void> Server::State::accept_loop(tcp::acceptor& acceptor) {
  while (!stopping) {
    error_code problem;
    tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, problem));
    if (stopping) co_return;
    if (problem) {
      // Out of descriptors or memory: give others a moment to finish instead of spinning.
      asio::steady_timer pause(io, std::chrono::milliseconds(50));
      co_await pause.async_wait(asio::use_awaitable);
      continue;
    }
    error_code ignored;
    const tcp::endpoint remote = socket.remote_endpoint(ignored);
    const std::string peer = ignored ? std::string() : remote.address().to_string();
    socket.set_option(tcp::no_delay(true), ignored);
    const std::optional<std::string> key = caps->admit(peer);
    if (!key) {
      parts.metrics.count("sonae_connections_refused_total", "Connections refused because a cap was reached.");
      if (!tls()) {
        constexpr std::string_view full =
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        socket.non_blocking(true, ignored);
        socket.write_some(asio::buffer(full), ignored);
      }
      continue;
    }
    const auto connection = connections.insert(connections.end(), Connection{nullptr, peer, *key, false});
    ++gauges->connections;
    asio::co_spawn(io, serve_socket(std::move(socket), connection), asio::detached);
  }
}

awaitable<void> Server::State::serve_socket(tcp::socket socket, Connections::iterator connection) {
  try {
    if (tls()) {
      std::shared_ptr<asio::ssl::context> context;
      {
        const std::scoped_lock lock(tls_mutex);
        context = tls_context;
      }
      TlsStream stream(std::move(socket), *context);
      beast::tcp_stream& lowest = beast::get_lowest_layer(stream);
      connection->stream = &lowest;
      lowest.expires_after(options.timeouts.header);
      co_await stream.async_handshake(asio::ssl::stream_base::server, asio::use_awaitable);
      co_await converse(stream, *connection);
      connection->stream = nullptr;
    } else {
      beast::tcp_stream stream(std::move(socket));
      connection->stream = &stream;
      co_await converse(stream, *connection);
      connection->stream = nullptr;
    }
  } catch (const std::exception&) {
    // The client went away, was too slow or spoke no TLS: nobody is left to be told.
  }
  caps->release(connection->key);
  connections.erase(connection);
  --gauges->connections;
  if (stopping && connections.empty()) end(true);
}

template <typename Stream>
awaitable<void> Server::State::converse(Stream& stream, Connection& connection) {
  beast::flat_buffer buffer;
  bool first = true;
  while (!stopping) {
    beast::get_lowest_layer(stream).expires_after(first || buffer.size() > 0 ? options.timeouts.header
                                                                             : options.timeouts.idle);
    connection.idle = buffer.size() == 0;
    std::optional<Exchange> exchange = co_await read_request(stream, buffer, connection);
    connection.idle = false;
    if (!exchange) co_return;
    if (stopping) exchange->keep_alive = false;
    const bool sent = co_await send(stream, *exchange);
    if (!sent) co_return;
    if (!exchange->keep_alive) break;
    if (buffer.size() == 0) buffer = beast::flat_buffer();
    first = false;
  }
  co_await linger(stream);
}

// One request with its answer inside; nothing when the connection is over.
template <typename Stream>
awaitable<std::optional<Exchange>> Server::State::read_request(Stream& stream, beast::flat_buffer& buffer,
                                                               Connection& connection) {
  Error problem;
  const std::size_t size = co_await read_head(stream, buffer, connection, problem);
  if (size == 0) {
    if (problem.key.empty()) co_return std::nullopt;
    co_return desk->refused(problem, connection.peer);
  }
  const std::string_view bytes(static_cast<const char*>(buffer.data().data()), size);
  auto head = parse_head(bytes, head_limits);
  if (!head) co_return desk->refused(head.error(), connection.peer);

  // Beast reads the same bytes again to take care of the body; both readers must agree.
  BodyParser parser;
  parser.header_limit(static_cast<std::uint32_t>(head_limits.request_line + head_limits.header_bytes + 64));
  parser.body_limit(boost::none);
  error_code code;
  parser.put(asio::buffer(bytes), code);
  if (code) co_return desk->refused(invalid("error.request.header", {}, code.message()).error(), connection.peer);
  buffer.consume(size);

  const Framing framing = *head;
  Exchange exchange = desk->open(std::move(*head), connection.peer);
  const bool whole = co_await process(stream, buffer, parser, framing, exchange);
  if (!whole) exchange.keep_alive = false;
  co_return exchange;
}

// Size of the head in `buffer`; 0 with `problem` set when it is refused, 0 without one when the client closed.
template <typename Stream>
awaitable<std::size_t> Server::State::read_head(Stream& stream, beast::flat_buffer& buffer, Connection& connection,
                                                Error& problem) {
  bool look = buffer.size() > 0;
  while (true) {
    if (look) {
      const std::string_view arrived(static_cast<const char*>(buffer.data().data()), buffer.size());
      const auto end = find_head_end(arrived, head_limits);
      if (!end) {
        problem = end.error();
        co_return 0;
      }
      if (*end) co_return **end;
    }
    error_code code;
    const bool nothing = buffer.size() == 0;
    const auto space = buffer.prepare(nothing ? first_read : next_read);
    const std::size_t count = co_await stream.async_read_some(space, asio::redirect_error(asio::use_awaitable, code));
    if (code) co_return 0;
    // The first byte ends the idle time and starts the time for the head.
    if (nothing && connection.idle) beast::get_lowest_layer(stream).expires_after(options.timeouts.header);
    connection.idle = false;
    const std::string_view fresh(static_cast<const char*>(space.data()), count);
    buffer.commit(count);
    // Looking again costs the whole head: only where a line ends, or where a line may have become too long.
    look = fresh.find_first_of("\r\n") != std::string_view::npos || buffer.size() > head_limits.request_line;
  }
}

// Fills exchange.response. False when bytes of the body are left unread: the connection cannot be used again.
template <typename Stream>
awaitable<bool> Server::State::process(Stream& stream, beast::flat_buffer& buffer, BodyParser& parser,
                                       const Framing& framing, Exchange& exchange) {
  if (exchange.response) co_return !framing.has_body();
  const Cost cost = exchange.route->cost;
  const bool small = !framing.has_body() || (!framing.chunked && *framing.content_length <= small_body);
  std::optional<BodyPlace> place;
  if (!small) {
    // Nobody sends a large body before the gate has let them in.
    const bool asked = co_await hop(cost, [this, &exchange] { desk->admit(exchange); });
    if (!asked) desk->fail(exchange, busy());
    if (exchange.response) co_return false;
    place.emplace(large_bodies, options.limits.large_bodies);
    if (!*place) {
      desk->fail(exchange, busy());
      co_return false;
    }
  }
  if (framing.has_body()) {
    const bool whole = co_await read_body(stream, buffer, parser, framing, exchange);
    if (!whole) co_return false;
  }
  const bool done = co_await hop(cost, [this, &exchange, small] {
    if (small) desk->admit(exchange);
    if (!exchange.response) desk->answer(exchange);
  });
  if (!done) desk->fail(exchange, busy());
  co_return true;
}

template <typename Stream>
awaitable<bool> Server::State::read_body(Stream& stream, beast::flat_buffer& buffer, BodyParser& parser,
                                         const Framing& framing, Exchange& exchange) {
  const std::size_t limit = Desk::body_limit(exchange);
  parser.body_limit(limit);
  const Clock::time_point start = Clock::now();
  beast::tcp_stream& lowest = beast::get_lowest_layer(stream);
  error_code code;
  if (framing.expect_continue) {
    constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    lowest.expires_after(options.timeouts.write);
    co_await asio::async_write(stream, asio::buffer(go_on), asio::redirect_error(asio::use_awaitable, code));
    if (code) throw boost::system::system_error(code);
  }
  std::size_t received = 0;
  while (!parser.is_done()) {
    const auto earned = std::chrono::milliseconds(received * 1000 / options.limits.body_bytes_per_second);
    lowest.expires_at(start + options.timeouts.body_grace + earned);
    received +=
        co_await beast::http::async_read_some(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, code));
    if (code == beast::http::error::body_limit) {
      desk->fail(exchange, invalid("error.too_large", {{"limit", readable_size(limit)}}).error());
      co_return false;
    }
    if (code == beast::error::timeout) throw boost::system::system_error(code);
    if (code) {
      desk->fail(exchange, invalid("error.request.body", {}, code.message()).error());
      co_return false;
    }
  }
  exchange.request.body = std::move(parser.get().body());
  co_return true;
}

// Runs `work` where its cost belongs. False when that queue is full.
awaitable<bool> Server::State::hop(Cost cost, std::function<void()> work) {
  if (cost == Cost::Light) {
    work();
    co_return true;
  }
  Workers& workers = cost == Cost::Heavy ? *heavy : cost == Cost::Hashing ? *hashing : *normal;
  auto initiate = [this, &workers, &work](auto handler) {
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    Workers::Task task = [this, shared, &work] {
      --gauges->waiting;
      work();
      asio::post(io, [shared] { std::move (*shared)(true); });
    };
    ++gauges->waiting;
    if (workers.run(task)) return;
    --gauges->waiting;
    asio::post(io, [shared] { std::move (*shared)(false); });
  };
  const bool ran = co_await asio::async_initiate<const asio::use_awaitable_t<>, void(bool)>(std::move(initiate),
                                                                                            asio::use_awaitable);
  co_return ran;
}

template <typename Stream>
awaitable<bool> Server::State::send(Stream& stream, Exchange& exchange) {
  const std::string head = desk->close(exchange);
  const std::string_view body = exchange.fixed_body.empty() ? exchange.response->body : exchange.fixed_body;
  const int status = exchange.response->status;
  std::string_view rest = exchange.head_only || status == 204 || status == 304 ? std::string_view() : body;
  error_code code;
  bool head_sent = false;
  while (!head_sent || !rest.empty()) {
    const std::string_view slice = rest.substr(0, write_slice);
    const std::array<asio::const_buffer, 2> buffers = {asio::buffer(head_sent ? std::string_view() : head),
                                                       asio::buffer(slice)};
    beast::get_lowest_layer(stream).expires_after(options.timeouts.write);
    co_await asio::async_write(stream, buffers, asio::redirect_error(asio::use_awaitable, code));
    if (code) co_return false;
    head_sent = true;
    rest.remove_prefix(slice.size());
  }
  co_return true;
}

// Says goodbye so that the client reads the answer: closing with unread bytes in the socket would reset it away.
template <typename Stream>
awaitable<void> Server::State::linger(Stream& stream) {
  beast::tcp_stream& lowest = beast::get_lowest_layer(stream);
  error_code code;
  lowest.expires_after(std::chrono::seconds(1));
  if constexpr (std::is_same_v<Stream, TlsStream>)
    co_await stream.async_shutdown(asio::redirect_error(asio::use_awaitable, code));
  lowest.socket().shutdown(tcp::socket::shutdown_send, code);
  std::array<char, 4096> scrap{};
  for (int reads = 0; reads < 256; ++reads) {
    co_await lowest.async_read_some(asio::buffer(scrap), asio::redirect_error(asio::use_awaitable, code));
    if (code) break;
  }
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Parts parts) {
  auto state = std::make_unique<State>(std::move(options), parts);
  TRY(state->prepare());
  state->begin();
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

std::uint16_t Server::port() const { return state_->port; }
const std::vector<std::string>& Server::own_origins() const { return state_->origins; }
bool Server::secure() const { return state_->setup.secure; }

void Server::stop() {
  asio::post(state_->io, [state = state_.get()] { state->begin_stop(); });
}

bool Server::wait() {
  std::unique_lock lock(state_->end_mutex);
  state_->ended.wait(lock, [this] { return state_->is_ended; });
  return state_->was_clean;
}

bool Server::run_until_signal() {
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) state_->signals.add(signal);
  asio::post(state_->io, [state = state_.get()] { state->handle_signals(); });
  return wait();
}

Result<void> Server::reload_tls() { return state_->reload_tls(); }

}  // namespace sonae::http
