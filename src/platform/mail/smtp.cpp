#include "platform/mail/smtp.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "platform/mail/libcurl.h"
#include "platform/mail/reply.h"

namespace sonae::mail {

namespace {

std::string domain_of(const std::string& mailbox) { return mailbox.substr(mailbox.find('@') + 1); }

std::string with_crlf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    if (c != '\r') out += c;
  }
  return out;
}

/// Loopback and private networks are where relays stand; these are nobody's.
bool usable(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    const auto ip = ntohl(reinterpret_cast<const sockaddr_in*>(address)->sin_addr.s_addr);
    return (ip >> 24) != 0 && (ip >> 16) != 0xa9fe && (ip >> 28) < 0xe;
  }
  if (address->sa_family != AF_INET6) return false;
  const in6_addr& ip = reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
  if (IN6_IS_ADDR_V4MAPPED(&ip)) {
    sockaddr_in inner{};
    inner.sin_family = AF_INET;
    std::memcpy(&inner.sin_addr, &ip.s6_addr[12], 4);
    return usable(reinterpret_cast<const sockaddr*>(&inner));
  }
  return !IN6_IS_ADDR_UNSPECIFIED(&ip) && !IN6_IS_ADDR_LINKLOCAL(&ip) && !IN6_IS_ADDR_MULTICAST(&ip);
}

/// What happens during one message, as the callbacks of libcurl tell it.
struct Talk {
  Conversation conversation;
  bool bad_address = false;
  std::stop_token stopping;
};

int on_debug(CURL*, curl_infotype type, char* data, size_t size, void* talk) {
  auto& conversation = static_cast<Talk*>(talk)->conversation;
  if (type == CURLINFO_HEADER_OUT) conversation.said({data, size});
  if (type == CURLINFO_HEADER_IN) conversation.heard({data, size});
  return 0;
}
size_t on_body(char*, size_t size, size_t count, void*) { return size * count; }
int on_progress(void* talk, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Talk*>(talk)->stopping.stop_requested() ? 1 : 0;
}
curl_socket_t on_socket(void* talk, curlsocktype, curl_sockaddr* address) {
  if (!usable(&address->addr)) {
    static_cast<Talk*>(talk)->bad_address = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

Trouble trouble_of(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return Trouble::Name;
    case CURLE_COULDNT_CONNECT:
      return Trouble::Unreachable;
    case CURLE_OPERATION_TIMEDOUT:
      return Trouble::Timeout;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return Trouble::Certificate;
    case CURLE_SSL_CONNECT_ERROR:
      return Trouble::Tls;
    case CURLE_USE_SSL_FAILED:
      return Trouble::NoTls;
    case CURLE_LOGIN_DENIED:
      return Trouble::Login;
    case CURLE_ABORTED_BY_CALLBACK:
      return Trouble::Stopped;
    default:
      return Trouble::Cut;
  }
}

class Smtp : public Transport {
 public:
  Smtp(Server server, Limits limits, std::stop_token stopping)
      : server_(std::move(server)), limits_(limits), stopping_(std::move(stopping)) {}
  ~Smtp() override {
    if (handle_ != nullptr) curl_->curl_easy_cleanup(handle_);
  }
  Smtp(const Smtp&) = delete;
  Smtp& operator=(const Smtp&) = delete;

  Outcome send(const Message& message) override {
    if (const auto fit = check(message); !fit) return {Verdict::Refused, "recipient", 0, ""};
    if (!start()) return {Verdict::Trouble, "library", 0, ""};
    Talk talk;
    talk.stopping = stopping_;
    curl_mime* mime = body_of(message);
    curl_slist* head = head_of(message);
    curl_slist* to = curl_->curl_slist_append(nullptr, message.to.mailbox.c_str());
    set(CURLOPT_MIMEPOST, mime);
    set(CURLOPT_HTTPHEADER, head);
    set(CURLOPT_MAIL_RCPT, to);
    for (const CURLoption option : {CURLOPT_DEBUGDATA, CURLOPT_XFERINFODATA, CURLOPT_OPENSOCKETDATA})
      set(option, &talk);
    const CURLcode code = curl_->curl_easy_perform(handle_);
    set(CURLOPT_MIMEPOST, nullptr);
    set(CURLOPT_HTTPHEADER, nullptr);
    set(CURLOPT_MAIL_RCPT, nullptr);
    curl_->curl_mime_free(mime);
    curl_->curl_slist_free_all(head);
    curl_->curl_slist_free_all(to);
    if (code == CURLE_OK) return {Verdict::Sent, "", talk.conversation.code(), ""};
    return judge(talk.bad_address ? Trouble::Address : trouble_of(code), talk.conversation);
  }

 private:
  template <typename Value>
  void set(CURLoption option, Value value) {
    curl_->curl_easy_setopt(handle_, option, value);
  }

  bool start() {
    if (handle_ != nullptr) return true;
    const auto loaded = load_libcurl();
    if (!loaded) return false;
    curl_ = *loaded;
    handle_ = curl_->curl_easy_init();
    if (handle_ == nullptr) return false;
    const bool numeric6 = server_.host.contains(':');
    const std::string url = std::string(server_.security == Security::Tls ? "smtps://" : "smtp://") +
                            (numeric6 ? "[" + server_.host + "]" : server_.host) + ":" + std::to_string(server_.port) +
                            "/" + domain_of(server_.sender.mailbox);
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(limits_.connect_seconds));
    set(CURLOPT_TIMEOUT, static_cast<long>(limits_.whole_seconds));
    set(CURLOPT_USE_SSL, static_cast<long>(server_.security == Security::None ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!server_.certificates.empty()) set(CURLOPT_CAINFO, server_.certificates.c_str());
    if (!server_.user.empty()) {
      set(CURLOPT_USERNAME, server_.user.c_str());
      set(CURLOPT_PASSWORD, server_.password.c_str());
    }
    set(CURLOPT_MAIL_FROM, server_.sender.mailbox.c_str());
    // Only to know how far the conversation got: what is said to the server is not kept, it holds the password.
    set(CURLOPT_VERBOSE, 1L);
    set(CURLOPT_DEBUGFUNCTION, &on_debug);
    set(CURLOPT_WRITEFUNCTION, &on_body);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &on_progress);
    set(CURLOPT_OPENSOCKETFUNCTION, &on_socket);
    return true;
  }

  curl_slist* head_of(const Message& message) const {
    const std::string sender = MUST(encode_address(server_.sender));
    std::vector<std::string> lines = {"Date: " + header_date(message.at, limits_.zone_offset_minutes),
                                      "From: " + sender,
                                      "To: " + MUST(encode_address(message.to)),
                                      "Subject: " + MUST(encode_header(message.subject)),
                                      "Message-ID: <" + message.id + "@" + domain_of(server_.sender.mailbox) + ">",
                                      "Auto-Submitted: auto-generated"};
    if (!server_.reply_to.empty()) lines.push_back("Reply-To: " + server_.reply_to);
    curl_slist* list = nullptr;
    for (const std::string& line : lines) list = curl_->curl_slist_append(list, line.c_str());
    return list;
  }

  curl_mime* body_of(const Message& message) const {
    curl_mime* alternatives = curl_->curl_mime_init(handle_);
    const auto add = [&](const std::string& text, const char* type) {
      curl_mimepart* part = curl_->curl_mime_addpart(alternatives);
      const std::string body = with_crlf(text);
      curl_->curl_mime_data(part, body.data(), body.size());
      curl_->curl_mime_type(part, type);
      curl_->curl_mime_encoder(part, "base64");
    };
    add(message.text, "text/plain; charset=utf-8");
    add(message.html, "text/html; charset=utf-8");
    curl_mime* whole = curl_->curl_mime_init(handle_);
    curl_mimepart* part = curl_->curl_mime_addpart(whole);
    curl_->curl_mime_subparts(part, alternatives);
    curl_->curl_mime_type(part, "multipart/alternative");
    return whole;
  }

  Server server_;
  Limits limits_;
  std::stop_token stopping_;
  const Libcurl* curl_ = nullptr;
  CURL* handle_ = nullptr;
};

}  // namespace

std::unique_ptr<Transport> connect(Server server, Limits limits, std::stop_token stopping) {
  return std::make_unique<Smtp>(std::move(server), limits, std::move(stopping));
}

Result<void> check(const Message& message) {
  TRY(encode_address(message.to));
  TRY(encode_header(message.subject));
  return {};
}

}  // namespace sonae::mail
