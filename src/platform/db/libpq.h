#pragma once
// libpq, loaded when it is first asked for. It brings two dozen libraries for Kerberos and directory services along;
// linked in the ordinary way they would cost every command more time than filling a workbook takes, and installations
// on SQLite memory for nothing.

#include <libpq-fe.h>

#include "base/result.h"

namespace sonae::db {

// clang-format off
#define SONAE_LIBPQ_FUNCTIONS(X) \
  X(PQclear) X(PQcmdStatus) X(PQcmdTuples) X(PQconnectdbParams) X(PQconninfoFree) X(PQconninfoParse) \
  X(PQenterPipelineMode) X(PQerrorMessage) X(PQexec) X(PQexecPrepared) X(PQexitPipelineMode) X(PQfinish) \
  X(PQfreemem) X(PQftype) X(PQgetisnull) X(PQgetlength) X(PQgetResult) X(PQgetvalue) X(PQlibVersion) X(PQnfields) \
  X(PQntuples) X(PQpipelineSync) X(PQprepare) X(PQresultErrorField) X(PQresultErrorMessage) X(PQresultStatus) \
  X(PQsendQuery) X(PQsendQueryParams) X(PQsendQueryPrepared) \
  X(PQserverVersion) X(PQsetNoticeProcessor) X(PQstatus) X(PQtransactionStatus)
// clang-format on

/// The functions that we use, under their own names: `pq().PQexec(…)`.
struct Libpq {
#define SONAE_LIBPQ_MEMBER(name) decltype(&::name) name = nullptr;
  SONAE_LIBPQ_FUNCTIONS(SONAE_LIBPQ_MEMBER)
#undef SONAE_LIBPQ_MEMBER
};

/// Unavailable ("error.db.libpq") when the library is not installed. Any thread.
[[nodiscard]] Result<void> load_libpq();
/// Only after load_libpq has succeeded: then it always has.
[[nodiscard]] const Libpq& pq();

}  // namespace sonae::db
