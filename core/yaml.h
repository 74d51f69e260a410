// SPDX-License-Identifier: Apache-2.0
// The only door to yaml-cpp: strict, located YAML. Duplicate keys, anchors, aliases, tags, several documents and
// over-deep or over-large files are errors. Scalars stay text: what they mean is the reader's business.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diagnostic.h"

namespace tailcast {

struct YamlNode {
  enum class Kind { Null, Scalar, Sequence, Map };
  // A key and its value; both know their places.
  struct Entry;

  Kind kind = Kind::Null;
  std::string scalar;      // Scalar only, unquoted text
  bool quoted = false;     // Scalar only: written in quotes, hence text even if it looks like a number
  SourceLoc loc;           // of the first character (for Null: of the key it is the value of)
  std::vector<YamlNode> items;  // Sequence
  std::vector<Entry> entries;   // Map, in the order written

  bool is_null() const { return kind == Kind::Null; }
  bool is_scalar() const { return kind == Kind::Scalar; }
  bool is_sequence() const { return kind == Kind::Sequence; }
  bool is_map() const { return kind == Kind::Map; }
  // The value at `key` of a Map, or nullptr.
  const YamlNode* find(std::string_view key) const;
};

struct YamlNode::Entry {
  std::string key;
  SourceLoc key_loc;
  YamlNode value;
};

inline constexpr std::size_t kMaxYamlBytes = 4 << 20;

// Parses one document. `file` is the name used in places; `text` is remembered in the sink for carets.
// Returns nullopt when the text is no YAML at all; recoverable mistakes (duplicate keys) are reported and parsing goes on.
std::optional<YamlNode> parse_yaml(std::string_view text, const std::string& file, Diagnostics& diagnostics);

// Reports every key of `map` that is not in `known` (E0102, with a did-you-mean). Not a map: E0103. True if all known.
bool check_keys(const YamlNode& map, std::span<const std::string> known, std::string_view what, Diagnostics& diagnostics);

// A finite plain number ("3", "-1.5e3"); anything else is reported (E0105) and gives nullopt.
std::optional<double> read_number(const YamlNode& node, std::string_view what, Diagnostics& diagnostics);
std::optional<long long> read_integer(const YamlNode& node, std::string_view what, Diagnostics& diagnostics);
std::optional<bool> read_bool(const YamlNode& node, std::string_view what, Diagnostics& diagnostics);  // true, false only
std::optional<std::string> read_text(const YamlNode& node, std::string_view what, Diagnostics& diagnostics);

}  // namespace tailcast
