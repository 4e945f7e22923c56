// WB09: TLS in the binary, and certificates that are replaced while it runs.

#include "platform/http/tls.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>

#include "platform/http/server_test_support.h"

namespace sonae::http::testing {
namespace {

template <typename T, void (*Free)(T*)>
struct Freed {
  void operator()(T* object) const { Free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509, X509_free>>;
using Connection = std::unique_ptr<SSL, Freed<SSL, SSL_free>>;

class TlsTest : public ServerTest {
 protected:
  TlsTest() {
    std::string pattern = ::testing::TempDir() + "sonae-tls-XXXXXX";
    folder = ::mkdtemp(pattern.data());
    options.tls_certificate = folder / "chain.pem";
    options.tls_key = folder / "key.pem";
    write_pair(1);
  }
  ~TlsTest() override { std::filesystem::remove_all(folder); }

  // A self-signed pair, written beside and moved into place as renewing programs do.
  void write_pair(long serial) const {
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    const auto write = [&](const std::filesystem::path& path, auto put) {
      std::FILE* file = std::fopen((path.string() + ".new").c_str(), "w");
      put(file);
      std::fclose(file);
      ::chmod((path.string() + ".new").c_str(), 0600);
      std::filesystem::rename(path.string() + ".new", path);
    };
    write(options.tls_certificate, [&](std::FILE* file) { PEM_write_X509(file, certificate.get()); });
    write(options.tls_key,
          [&](std::FILE* file) { PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
  }

  struct Seen {
    long serial = 0;  ///< 0: no handshake
    std::string protocol;
    std::string answer;
  };
  [[nodiscard]] Seen connect(int highest = TLS1_3_VERSION) const {
    const SslContext context(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_max_proto_version(context.get(), highest);
    SSL_CTX_set_security_level(context.get(), 0);  // the client would take TLS 1.1; the server must refuse
    const int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server->port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    Seen seen;
    if (::connect(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
      const Connection connection(SSL_new(context.get()));
      SSL_set_fd(connection.get(), handle);
      if (SSL_connect(connection.get()) == 1) {
        const Certificate peer(SSL_get1_peer_certificate(connection.get()));
        seen.serial = ASN1_INTEGER_get(X509_get0_serialNumber(peer.get()));
        seen.protocol = SSL_get_version(connection.get());
        constexpr std::string_view hello = "GET /api/v1/hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        SSL_write(connection.get(), hello.data(), static_cast<int>(hello.size()));
        char bytes[4096];
        for (int count = 0; (count = SSL_read(connection.get(), bytes, sizeof bytes)) > 0;)
          seen.answer.append(bytes, static_cast<std::size_t>(count));
      }
    }
    ::close(handle);
    ERR_clear_error();
    return seen;
  }
  std::filesystem::path folder;
};

TEST_F(TlsTest, speaks_1_3_and_1_2_and_nothing_older) {
  start();
  EXPECT_EQ(connect().protocol, "TLSv1.3");
  EXPECT_EQ(connect(TLS1_2_VERSION).protocol, "TLSv1.2");
  EXPECT_EQ(connect(TLS1_1_VERSION).serial, 0);
  const Seen seen = connect();
  EXPECT_TRUE(seen.answer.starts_with("HTTP/1.1 200 OK"));
  EXPECT_TRUE(seen.answer.contains("Strict-Transport-Security: max-age=31536000"));
  EXPECT_TRUE(server->secure());
}

TEST_F(TlsTest, a_replaced_pair_is_taken_over_without_a_restart) {
  options.timeouts.tls_check = std::chrono::milliseconds(5);
  start();
  EXPECT_EQ(connect().serial, 1);
  write_pair(2);
  long serial = 0;
  for (int tries = 0; tries < 2000 && serial != 2; ++tries) serial = connect().serial;
  EXPECT_EQ(serial, 2);
}

TEST_F(TlsTest, a_bad_pair_leaves_the_old_one_in_use) {
  start();
  std::filesystem::resize_file(options.tls_certificate, 100);
  EXPECT_EQ(server->reload_tls().error().key, "http.start.tls");
  EXPECT_EQ(connect().serial, 1);
}

// SE01
TEST_F(TlsTest, a_key_that_others_can_read_stops_the_start) {
  ::chmod(options.tls_key.c_str(), 0644);
  const auto started = Server::start(options, {router, gate, *log, metrics, pages});
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().key, "http.start.tls_key_mode");
}

TEST_F(TlsTest, a_key_of_another_certificate_stops_the_start) {
  const auto old_key = folder / "old.pem";
  std::filesystem::copy_file(options.tls_key, old_key);
  ::chmod(old_key.c_str(), 0600);
  write_pair(2);
  options.tls_key = old_key;
  EXPECT_EQ(Server::start(options, {router, gate, *log, metrics, pages}).error().key, "http.start.tls");
}

TEST_F(TlsTest, a_client_that_speaks_plain_http_is_cut_off) {
  start();
  RawClient client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.receive().status, 0);
}

}  // namespace
}  // namespace sonae::http::testing
