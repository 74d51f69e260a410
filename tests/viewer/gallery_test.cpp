// SPDX-License-Identifier: Apache-2.0
#include "viewer/gallery.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

namespace tailcast {
namespace {

// The page's text from an asset's mark to the end of its card.
std::string card_of(const std::string& page, const std::string& id) {
  const auto at = page.find("<article data-asset=\"" + id + "\">");
  return at == std::string::npos ? "" : page.substr(at, page.find("</article>", at) - at);
}

TEST(Gallery, ShowsEveryAssetOfTheCatalogOnceWithWhatIsKnownOfIt) {
  const auto page = draw_gallery(catalog(), 1);
  for (const auto& info : catalog()) {
    const auto card = card_of(page, info.id);
    ASSERT_FALSE(card.empty()) << info.id;
    const auto asset = make_asset(info.id, 1);
    EXPECT_NE(card.find("<dd>" + std::string(class_info(info.class_id).name) + "</dd>"), std::string::npos) << info.id;
    for (const auto id : materials_of(*asset))
      EXPECT_NE(card.find(material_info(id).name), std::string::npos) << info.id;
    for (const auto& anchor : info.anchors) EXPECT_NE(card.find(anchor + " ("), std::string::npos) << info.id;
    for (const auto& phrase : articulation_of(*asset)) EXPECT_NE(card.find(phrase), std::string::npos) << info.id;
    EXPECT_NE(card.find("data:image/png;base64,iVBORw0KGgo"), std::string::npos) << info.id;  // a PNG's signature
  }
  const std::regex mark("data-asset=");
  const auto marks = std::distance(std::sregex_iterator(page.begin(), page.end(), mark), std::sregex_iterator());
  EXPECT_EQ(static_cast<std::size_t>(marks), catalog().size());
}

TEST(Gallery, NeedsNoOtherFile) {
  const auto page = draw_gallery(catalog().first(2), 1);
  for (const char* link : {"http:", "https:", "src=\"/", "href="}) EXPECT_EQ(page.find(link), std::string::npos) << link;
}

TEST(Gallery, LeavesOutWhatWasNotAskedFor) {
  const auto page = draw_gallery(catalog().first(1), 1);
  EXPECT_FALSE(card_of(page, catalog()[0].id).empty());
  EXPECT_TRUE(card_of(page, catalog()[1].id).empty());
}

}  // namespace
}  // namespace tailcast
