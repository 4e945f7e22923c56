#pragma once
// libcurl, loaded when the first mail is sent (see libpq.h for why). Its functions with "..." cannot be forwarded.

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#include "base/result.h"

namespace sonae::mail {

// clang-format off
#define SONAE_LIBCURL_FUNCTIONS(X) \
  X(curl_easy_cleanup) X(curl_easy_getinfo) X(curl_easy_init) X(curl_easy_perform) X(curl_easy_setopt) \
  X(curl_global_init) X(curl_mime_addpart) X(curl_mime_data) X(curl_mime_encoder) X(curl_mime_free) \
  X(curl_mime_init) X(curl_mime_subparts) X(curl_mime_type) X(curl_slist_append) X(curl_slist_free_all)
// clang-format on

/// The functions that we use, under their own names.
struct Libcurl {
#define SONAE_LIBCURL_MEMBER(name) decltype(&::name) name = nullptr;
  SONAE_LIBCURL_FUNCTIONS(SONAE_LIBCURL_MEMBER)
#undef SONAE_LIBCURL_MEMBER
};

/// Unavailable ("mail.libcurl") when the library is not installed. Any thread.
[[nodiscard]] Result<const Libcurl*> load_libcurl();

}  // namespace sonae::mail
