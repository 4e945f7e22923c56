#pragma once
// The executive page (経営1枚): one A4 that says how far the target is, how it goes, and what waits for a decision. The
// page and the PDF are made from the same view and the same drawings.
//
// Permission: SheetExport, which those have who answer for the whole company (CISO, secretariat, auditor); a manager's
// part of the numbers would not be the company's. NotFound: no such assessment, or another company's.

#include <optional>
#include <string>
#include <vector>

#include "features/assessment/pictures/pictures.h"
#include "features/assessment/work/progress.h"
#include "features/assessment/work/sign_off.h"
#include "reports/executive/outlook.h"

namespace sonae::executive {

/// A recorded act, shown as a round stamp; empty until it has happened.
struct Stamp {
  std::string role;  ///< message key of the box's head
  std::string name;
  std::optional<Instant> at;
};

/// Something that waits for the reader. `key` is a message key "executive.decision.<what>" that takes `args`.
struct Decision {
  std::string key;
  Args args;
  std::string page;  ///< address below the sheet's page where it is dealt with: "approve", "?department=none"; "": none
  bool urgent = false;
};

struct View {
  assessment::pictures::Material material;
  std::string company;
  Distance distance;
  std::vector<Gap> gaps;
  std::vector<Decision> decisions;
  std::vector<Stamp> stamps;
  Instant made_at;

  [[nodiscard]] const assessment::Summary& summary() const { return material.sheet.summary; }
  [[nodiscard]] std::string department_name(const Id<Department>& id) const;  ///< "" for nobody
};

/// Who approved and who asked, of the request that stands; both boxes are empty once it was sent back or withdrawn.
/// `approvals`: newest first.
[[nodiscard]] std::vector<Stamp> stamps_of(const std::vector<assessment::work::Approval>& approvals,
                                           assessment::SheetState state);
/// What waits, the urgent first.
[[nodiscard]] std::vector<Decision> decisions_of(const View& view,
                                                 const std::vector<assessment::work::Approval>& approvals,
                                                 const assessment::work::Progress& progress);

Result<View> load(db::Tx& tx, const Actor& actor, const Id<assessment::Assessment>& id, Instant now);

// ---- in words ----

/// "目標 Lv1・Lv2 まで", "あと 31項目", and what is to be expected.
struct Headline {
  std::string lead;
  std::string number;
  std::string sentence;
};
[[nodiscard]] Headline headline_of(const View& view, const std::string& language);
/// "2026年度（令和8年度）"
[[nodiscard]] std::string year_words(int fiscal_year, const std::string& language);

/// One A4 page. Errors as drawing::to_pdf.
[[nodiscard]] Result<std::string> to_pdf(const View& view, const std::string& language);

}  // namespace sonae::executive
