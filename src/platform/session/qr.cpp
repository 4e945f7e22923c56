#include "platform/session/qr.h"

#include <qrencode.h>

#include <memory>

namespace sonae::session {

namespace {

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};
constexpr int quiet_zone = 4;

// One rectangle per horizontal run of black modules keeps the path short.
std::string path_of(const QRcode& code) {
  std::string path;
  for (int y = 0; y < code.width; ++y) {
    for (int x = 0; x < code.width;) {
      int end = x;
      while (end < code.width && (code.data[y * code.width + end] & 1) != 0) ++end;
      if (end == x) {
        ++x;
        continue;
      }
      path += "M" + std::to_string(x + quiet_zone) + " " + std::to_string(y + quiet_zone) + "h" +
              std::to_string(end - x) + "v1h-" + std::to_string(end - x) + "z";
      x = end;
    }
  }
  return path;
}

}  // namespace

Result<QrModules> qr_modules(std::string_view text) {
  const std::string copy(text);
  const std::unique_ptr<QRcode, FreeCode> code(QRcode_encodeString8bit(copy.c_str(), 0, QR_ECLEVEL_M));
  if (!code) return invalid("session.qr.too_long");
  QrModules modules{code->width, {}};
  for (int at = 0; at < code->width * code->width; ++at) modules.dark.push_back((code->data[at] & 1) != 0);
  return modules;
}

Result<std::string> qr_svg(std::string_view text) {
  const std::string copy(text);
  const std::unique_ptr<QRcode, FreeCode> code(QRcode_encodeString8bit(copy.c_str(), 0, QR_ECLEVEL_M));
  if (!code) return invalid("session.qr.too_long");
  const std::string side = std::to_string(code->width + 2 * quiet_zone);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
         "\" shape-rendering=\"crispEdges\" role=\"img\"><path fill=\"#fff\" d=\"M0 0h" + side + "v" + side + "h-" +
         side + "z\"/><path fill=\"#000\" d=\"" + path_of(*code) + "\"/></svg>";
}

}  // namespace sonae::session
