#include <gtest/gtest.h>

#include <algorithm>

#include "platform/clock.h"
#include "platform/http/desk.h"
#include "platform/session/totp.h"
#include "support/scenario.h"

namespace sonae::support {

struct Browser::Machine {
  Machine(const http::Router& router, http::Gate& gate)
      : log(log::Log::to([](std::string_view) {})),
        desk({router, gate, *log, metrics, {}}, options, {}, {"http://localhost:8800"}, false) {}
  std::unique_ptr<log::Log> log;
  metrics::Metrics metrics;
  http::ServerOptions options;
  http::Desk desk;
};

std::vector<std::string> ScenarioReply::all(std::string_view header) const {
  std::vector<std::string> values;
  for (const auto& [name, value] : headers)
    if (name == header) values.push_back(value);
  return values;
}

json::value ScenarioReply::json() const {
  auto parsed = json::parse(body, 64ULL * 1024 * 1024);
  return parsed ? std::move(*parsed) : json::value();
}

Browser::Browser(const http::Router& router, http::Gate& gate) : machine_(std::make_unique<Machine>(router, gate)) {}
Browser::~Browser() = default;

ScenarioReply Browser::run(const std::string& head, std::string body) {
  http::Desk& desk = machine_->desk;
  auto parsed = http::parse_head(head, {});
  http::Exchange exchange = parsed ? desk.open(std::move(*parsed), address) : desk.refused(parsed.error(), address);
  if (!exchange.response && body.size() > http::Desk::body_limit(exchange))
    desk.fail(exchange, invalid("error.too_large").error());
  exchange.request.body = std::move(body);
  if (!exchange.response) desk.admit(exchange);
  if (!exchange.response) desk.answer(exchange);

  // The head as it would go over the wire, so that scripts see every header.
  ScenarioReply reply;
  const std::string text = desk.close(exchange);
  reply.status = exchange.response->status;
  reply.body = exchange.response->body;
  for (std::size_t start = text.find("\r\n") + 2; start < text.size();) {
    const std::size_t end = text.find("\r\n", start);
    const std::string line = text.substr(start, end - start);
    start = end + 2;
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos) continue;
    std::string name = line.substr(0, colon);
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    reply.headers.emplace_back(std::move(name), line.substr(colon + 2));
  }
  learn(reply);
  return reply;
}

void Browser::learn(const ScenarioReply& reply) {
  for (const std::string& cookie : reply.all("set-cookie")) {
    const std::size_t equals = cookie.find('=');
    const std::string name = cookie.substr(0, equals);
    if (cookie.find("Max-Age=0") != std::string::npos)
      cookies.erase(name);
    else
      cookies[name] = cookie.substr(equals + 1, cookie.find(';') - equals - 1);
  }
  if (const auto fresh = reply.all("x-csrf-token"); !fresh.empty()) csrf = fresh.front();
  const json::value body = reply.json();
  if (!body.is_object()) return;
  const json::object* session = &body.get_object();
  if (const auto* inner = session->if_contains("session"); inner != nullptr && inner->is_object())
    session = &inner->get_object();
  if (const auto* token = session->if_contains("csrf")) csrf = token->as_string().c_str();
}

ScenarioReply Browser::send(std::string_view method, std::string_view target, std::string_view body,
                            const Headers& more, const std::vector<std::string>& without) {
  std::map<std::string, std::string> headers{{"host", "localhost:8800"}, {"user-agent", "Scenario/1"}};
  std::string cookie_header;
  for (const auto& [name, value] : cookies) cookie_header += (cookie_header.empty() ? "" : "; ") + name + "=" + value;
  if (!cookie_header.empty()) headers["cookie"] = cookie_header;
  if (method != "GET" && method != "HEAD") {
    headers["x-csrf-token"] = csrf;
    headers["origin"] = "http://localhost:8800";
    headers["content-length"] = std::to_string(body.size());
    if (!body.empty()) headers["content-type"] = "application/json";
  }
  for (const auto& [name, value] : more) headers[name] = value;
  for (const std::string& name : without) headers.erase(name);
  std::string head = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\n";
  for (const auto& [name, value] : headers) head += name + ": " + value + "\r\n";
  return run(head + "\r\n", std::string(body));
}

ScenarioReply Browser::upload(std::string_view target, std::string_view file_name, std::string_view bytes) {
  const std::string boundary = "scenario-boundary-7d1f";
  const std::string body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" +
                           std::string(file_name) + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" +
                           std::string(bytes) + "\r\n--" + boundary + "--\r\n";
  return send("POST", target, body, {{"content-type", "multipart/form-data; boundary=" + boundary}});
}

ScenarioReply Browser::open() { return send("GET", "/api/v1/session"); }

void Browser::sign_in(const Persona& persona) {
  open();
  const json::object login{{"login", persona.login}, {"password", persona.password}};
  ScenarioReply reply = send("POST", "/api/v1/session", json::write(login));
  if (reply.status == 200 && reply.json().at("state").as_string() == "pending_factor") {
    // A step is accepted once, so a second sign-in within half a minute takes the next one of the window.
    const std::int64_t step = session::totp_step(now());
    std::int64_t& used = used_steps_[persona.login];
    used = std::max(used + 1, step - 1);
    reply = send("POST", "/api/v1/session/factor",
                 json::write(json::object{{"code", session::totp_code(persona.totp_seed, used)}}));
  }
  const json::value body = reply.json();
  const bool in = reply.status == 200 && body.is_object() && body.at("state").as_string() == "signed_in";
  if (!in) ADD_FAILURE() << persona.login << " does not get in: " << reply.status << " " << reply.body;
}

}  // namespace sonae::support
