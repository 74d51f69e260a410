// SPDX-License-Identifier: Apache-2.0
// Reads one block of a preset: every key is wanted once, every value has its unit and its bounds.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/quantity.h"
#include "core/yaml.h"

namespace tailcast {

struct Limits {
  double low, high;
};
inline constexpr Limits kPositive{1e-300, 1e300}, kNotNegative{0, 1e300}, kAny{-1e300, 1e300}, kShare{0, 1};

class BlockReader {
 public:
  // `block` may be null (a key that is missing was reported by its owner): then every read gives 0 and reports nothing.
  BlockReader(const YamlNode* block, std::string name, Diagnostics& diagnostics);

  // "48 us", "0.09 deg", "2": SI. Missing: E0104. Not a quantity: E0105. Another dimension: E0107. Outside: E0601.
  double quantity(std::string_view key, const Dimension& dimension, Limits limits);
  long long integer(std::string_view key, long long low, long long high);
  std::optional<std::string> text(std::string_view key);
  // One value a beam, in SI: {unit: deg, values: [ … ]}; {from: 15 deg, to: -25 deg}, evenly between; or one quantity for
  // all. `count` values, or none where the table is wrong.
  std::vector<double> table(std::string_view key, const Dimension& dimension, std::size_t count, Limits limits);
  // Rows of plain numbers, each `width` wide: [[…], …]
  struct Row {
    SourceLoc loc;
    std::vector<double> values;
  };
  std::vector<Row> rows(std::string_view key, std::size_t width);
  // Is it there? For keys that may be left out: then they are not asked for.
  bool has(std::string_view key);
  // The value at `key`, for what only the caller understands.
  const YamlNode* node(std::string_view key);
  // Reports the keys that nobody asked for. Call it last.
  void finish();

  Diagnostics& diagnostics() { return diagnostics_; }
  SourceLoc loc() const;

 private:
  const YamlNode* want(std::string_view key);
  std::string what(std::string_view key) const;
  std::vector<double> listed(const YamlNode& node, std::string_view key, const Dimension& dimension, std::size_t count, Limits limits);
  std::optional<double> quantity_at(const YamlNode& node, std::string_view key, const Dimension& dimension, Limits limits);
  bool within(const YamlNode& node, std::string_view key, double value, Limits limits);

  const YamlNode* block_;
  std::string name_;
  Diagnostics& diagnostics_;
  std::vector<std::string> known_;
};

}  // namespace tailcast
