#include "core/frameworks/frameworks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace sonae::frameworks {
namespace {

const Pack& pack(std::string_view id, std::string_view version) {
  const Pack* found = find_pack(id, version);
  EXPECT_NE(found, nullptr) << id << " " << version;
  return found ? *found : embedded_packs().front();
}

std::map<Confidence, int> confidences(const Pack& p) {
  std::map<Confidence, int> counts;
  for (const Item& item : p.items) ++counts[item.confidence];
  return counts;
}

TEST(Packs, OfThisBinaryHaveNoProblems) {
  for (const Problem& problem : check_embedded_packs()) ADD_FAILURE() << problem.place << " " << problem.what;
  EXPECT_EQ(embedded_packs().size(), 4U);
}

TEST(Packs, TheGuidelineHasItsItemsLabelsAndKnownLevels) {
  const Pack& p = pack("jama-japia", "2.3");
  EXPECT_EQ(p.items.size(), 153U);
  EXPECT_EQ(p.labels.size(), 24U);
  std::map<int, int> levels;
  for (const Item& item : p.items) ++levels[item.level.value_or(0)];
  EXPECT_EQ(levels, (std::map<int, int>{{0, 59}, {1, 46}, {2, 43}, {3, 5}}));
  EXPECT_EQ(confidences(p), (std::map<Confidence, int>{
                                {Confidence::Confirmed, 88}, {Confidence::Likely, 12}, {Confidence::Guess, 53}}));
  EXPECT_FALSE(p.find_item(36)->level.has_value()) << "the sources contradict each other";
}

TEST(Packs, LevelThreeIsExactlyTheFiveThatAreKnown) {
  std::set<int> three;
  for (const Item& item : pack("jama-japia", "2.3").items)
    if (item.level == 3) three.insert(item.no);
  EXPECT_EQ(three, (std::set<int>{42, 43, 120, 122, 129}));
}

TEST(Packs, EveryConfirmedItemExplainsItselfInItsOwnWords) {
  std::set<std::string> wants;
  std::set<std::string> steps;
  int helped = 0;
  for (const Item& item : pack("jama-japia", "2.3").items) {
    if (item.confidence != Confidence::Confirmed) continue;
    ASSERT_TRUE(item.help.has_value()) << item.no;
    ++helped;
    EXPECT_TRUE(wants.insert(item.help->wants.ja).second) << "the same text twice: No. " << item.no;
    EXPECT_TRUE(steps.insert(item.help->first_step.ja).second) << "the same first step twice: No. " << item.no;
    EXPECT_TRUE(item.help->wants.ja.ends_with("。")) << item.no;
    EXPECT_TRUE(item.help->first_step.ja.ends_with("。")) << item.no;
  }
  EXPECT_EQ(helped, 88);
}

TEST(Packs, EarlierVersionsKeepOnlyWhatWasCheckedForThem) {
  const Pack& v21 = pack("jama-japia", "2.1");
  EXPECT_EQ(v21.items.size(), 153U);
  std::set<int> confirmed;
  for (const Item& item : v21.items)
    if (item.confidence == Confidence::Confirmed) confirmed.insert(item.no);
  EXPECT_EQ(confirmed, (std::set<int>{4, 17, 18, 23, 24, 91}));
  EXPECT_EQ(confidences(pack("jama-japia", "2.2"))[Confidence::Confirmed], 0);
}

TEST(Packs, TheSchemeHasItsRequirementsAndCriteriaPerStar) {
  const Pack& p = pack("scs", "2026-03");
  const auto threes = [](const std::vector<Criterion>& all) {
    return std::count_if(all.begin(), all.end(), [](const Criterion& c) { return c.star == 3; });
  };
  EXPECT_EQ(p.requirements.size(), 43U);
  EXPECT_EQ(threes(p.requirements), 26);
  EXPECT_EQ(p.criteria.size(), 153U);
  EXPECT_EQ(threes(p.criteria), 81);
  EXPECT_EQ(p.areas.size(), 7U);
}

TEST(Packs, TheSchemeRefersToItemsOfTheGuidelineWithTheirNumbers) {
  const Pack& scheme = pack("scs", "2026-03");
  std::set<int> referred;
  for (const Criterion& c : scheme.criteria) referred.insert(c.guideline.begin(), c.guideline.end());
  EXPECT_EQ(referred.size(), 93U);
  std::set<std::string> ids;
  for (const Criterion* c : criteria_for(scheme, 91)) ids.insert(c->id);
  EXPECT_EQ(ids, (std::set<std::string>{"4-1-9", "4-1-9-1", "4-1-9-3"}));
  EXPECT_TRUE(criteria_for(scheme, 8).empty());
}

TEST(Packs, AGuessCarriesNumberAndLabelOnly) {
  const Item& item = *pack("jama-japia", "2.3").find_item(8);
  EXPECT_EQ(item.label, "機密情報を扱うルール");
  EXPECT_TRUE(item.topic.empty());
  EXPECT_FALSE(item.help.has_value());
  EXPECT_FALSE(item.level.has_value());
}

// ---- made packs -------------------------------------------------------------------------------------------------

const std::string good_item =
    R"({"no":1,"level":1,"label":"A","confidence":"likely","topic":{"ja":"主題","en":"topic"},"sources":["qa 1"]})";

std::string made(const std::string& items, const std::string& more = "") {
  return R"({"schema":1,"id":"made","version":"1","name":{"ja":"名","en":"name"},)"
         R"("labels":[{"key":"A","name":{"ja":"甲","en":"A"},"purpose":{"ja":"目的","en":"purpose"},"first":1,"last":1}],)"
         R"("items":[)" +
         items + "]" + more + "}";
}

std::string problems_of(const std::string& json) {
  const PackFile file{"made.json", json};
  std::string text;
  const Loaded loaded = load_packs({&file, 1});
  for (const Problem& problem : loaded.problems) text += problem.place + ": " + problem.what + "\n";
  EXPECT_TRUE(!text.empty() || loaded.packs.size() == 1);
  return text;
}

TEST(PackReader, TakesAGoodPack) { EXPECT_EQ(problems_of(made(good_item)), ""); }

TEST(PackReader, NamesThePlaceOfEveryProblem) {
  const std::string text = problems_of(
      made(R"({"no":1,"label":"A","confidence":"sure","topic":{"ja":"主題"},"sources":[1],"colour":"red"})"));
  EXPECT_NE(text.find("made.json/items/0/colour: is not known"), std::string::npos) << text;
  EXPECT_NE(text.find("made.json/items/0/topic/en: must be a text"), std::string::npos) << text;
  EXPECT_NE(text.find("made.json/items/0/confidence: must be confirmed"), std::string::npos) << text;
  EXPECT_NE(text.find("made.json/items/0/sources/0: must be a text"), std::string::npos) << text;
}

TEST(PackReader, RefusesWhatIsNotStrictJsonOrAnotherSchema) {
  EXPECT_NE(problems_of("{").find("made.json: is not strict JSON"), std::string::npos);
  EXPECT_NE(problems_of(R"({"schema":2})").find("made.json/schema: must be 1"), std::string::npos);
  EXPECT_NE(problems_of("[]").find("made.json: must be an object"), std::string::npos);
}

TEST(PackValidator, RefusesAGapInTheNumbers) {
  std::string item = good_item;
  item.replace(item.find("\"no\":1"), 6, "\"no\":2");
  EXPECT_NE(problems_of(made(item)).find("numbers must run from 1 without a gap"), std::string::npos);
}

TEST(PackValidator, RefusesAConfirmedItemWithoutHelp) {
  std::string item = good_item;
  item.replace(item.find("likely"), 6, "confirmed");
  EXPECT_NE(problems_of(made(item)).find("made 1/items/1: a confirmed item needs help"), std::string::npos);
}

TEST(PackValidator, RefusesAGuessThatClaimsToKnow) {
  std::string item = good_item;
  item.replace(item.find("likely"), 6, "guess");
  EXPECT_NE(problems_of(made(item)).find("a guess carries number and label only"), std::string::npos);
}

TEST(PackValidator, RefusesAMappingToAnItemThatDoesNotExist) {
  const std::string text = problems_of(
      made(good_item, R"(,"maps_to":"made 1","classes":[{"id":"1-1","name":{"ja":"類","en":"class"}}],)"
                      R"("requirements":[{"id":"1-1-1","star":3,"title":{"ja":"要求","en":"req"},"guideline":[2]}],)"
                      R"("criteria":[{"id":"1-1-1-1","parent":"1-1-1","star":3,"title":{"ja":"基準","en":"crit"}}])"));
  EXPECT_EQ(text, "made 1/1-1-1: refers to No. 2, which does not exist\n");
}

TEST(PackValidator, RefusesInheritanceFromNowhere) {
  const std::string text = problems_of(
      R"({"schema":1,"id":"heir","version":"1","name":{"ja":"名","en":"name"},"inherits":{"pack":"none 1"}})");
  EXPECT_EQ(text, "heir 1/inherits: there is no pack 'none 1' with items of its own\n");
}

}  // namespace
}  // namespace sonae::frameworks
