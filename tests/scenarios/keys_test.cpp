// SPDX-License-Identifier: Apache-2.0
#include "scenarios/keys.h"

#include <gtest/gtest.h>

#include <regex>

#include "core/file.h"
#include "stages/stage.h"

namespace tailcast {
namespace {

TEST(Keys, AreAllExplainedAndDocumented) {
  const auto page = read_file(TAILCAST_SOURCE_DIR "/docs/dsl.md");
  for (const auto& map : all_maps())
    for (const auto& key : map.keys) {
      EXPECT_FALSE(key.meaning.empty()) << key.name;
      EXPECT_TRUE(key.meaning.ends_with('.')) << key.name;
      EXPECT_FALSE(explain_key(key.name).empty());
      EXPECT_TRUE(std::regex_search(page, std::regex("\\b" + std::string(key.name) + "\\b"))) << map.title << ": " << key.name << " is not in docs/dsl.md";
    }
  EXPECT_GE(explain_key("at").size(), 4U);  // of an actor, the ego, a sensor, an event
  EXPECT_TRUE(explain_key("ahed").empty());
}

TEST(Keys, MakeTheSchemaThatIsShipped) {
  EXPECT_EQ(read_file(TAILCAST_SOURCE_DIR "/scenarios/scenario.schema.json"), scenario_schema().dump(2))
      << "regenerate: tailcast explain --schema > scenarios/scenario.schema.json";
}

void expect_described(const Json& schema, const std::string& path) {
  const Json* properties = schema.find("properties");
  if (properties != nullptr)
    for (const auto& [name, value] : properties->entries()) {
      EXPECT_NE(value.find("description"), nullptr) << path << "." << name;
      expect_described(value, path + "." + name);
    }
  for (const auto* key : {"anyOf", "definitions"})
    if (const Json* inside = schema.find(key)) {
      for (const auto& item : inside->items()) expect_described(item, path);
      for (const auto& [name, value] : inside->entries()) expect_described(value, name);
    }
}
TEST(Schema, DescribesEachKeyAndResolvesEachReference) {
  const auto schema = scenario_schema();
  expect_described(schema, "");
  const auto text = schema.dump();
  const std::regex reference("\"#/definitions/([^\"]+)\"");
  std::size_t count = 0;
  for (std::sregex_iterator it(text.begin(), text.end(), reference), end; it != end; ++it, ++count)
    EXPECT_NE(schema.find("definitions")->find((*it)[1].str()), nullptr) << (*it)[1];
  EXPECT_GE(count, 10U);
  for (const auto& place : all_places())
    for (const auto& parameter : place.parameters)
      EXPECT_NE(schema.find("definitions")->find("stage")->find("properties")->find(parameter.name), nullptr) << parameter.name;
}

}  // namespace
}  // namespace tailcast
