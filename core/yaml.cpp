// SPDX-License-Identifier: Apache-2.0
#include "core/yaml.h"

#include <fmt/core.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

namespace tailcast {
namespace {

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxNodes = 200'000;

struct StopParsing {};

// Builds our tree from yaml-cpp's events. Events (and not YAML::Node) because they show duplicates, anchors and quotes.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(std::string file, Diagnostics& diagnostics) : file_(std::move(file)), diagnostics_(diagnostics) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    // yaml-cpp marks an empty value at the token that follows it: the key is where the user looks.
    auto node = make(YamlNode::Kind::Null, mark);
    if (!open_.empty() && open_.back().has_key) node.loc = open_.back().key_loc;
    add(std::move(node));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    diagnostics_.error(place(mark), "E0006", "aliases (*name) are not part of the language",
                       "write the value out, or make it a parameter and use `$name`");
    add(make(YamlNode::Kind::Null, mark));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    refuse_anchor(mark, anchor);
    if (!tag.empty() && tag != "?" && tag != "!")
      diagnostics_.error(place(mark), "E0007", fmt::format("tags ({}) are not part of the language", tag), "remove the tag");
    auto node = make(YamlNode::Kind::Scalar, mark);
    node.scalar = value;
    node.quoted = tag == "!";
    if (!node.quoted && (value == "~" || value == "null")) node.kind = YamlNode::Kind::Null, node.scalar.clear();
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::Sequence, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::Map, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

  std::optional<YamlNode> root;

 private:
  struct Open {
    YamlNode node;
    bool has_key = false;  // a key was read and waits for its value
    std::string key;
    SourceLoc key_loc;
  };

  SourceLoc place(const YAML::Mark& mark) const { return {file_, mark.line + 1, mark.column + 1}; }
  YamlNode make(YamlNode::Kind kind, const YAML::Mark& mark) const {
    YamlNode node;
    node.kind = kind;
    node.loc = place(mark);
    return node;
  }
  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0)
      diagnostics_.error(place(mark), "E0006", "anchors (&name) are not part of the language",
                         "make it a parameter and use `$name`");
  }
  void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    refuse_anchor(mark, anchor);
    if (!tag.empty() && tag != "?" && tag != "!")
      diagnostics_.error(place(mark), "E0007", fmt::format("tags ({}) are not part of the language", tag), "remove the tag");
    if (open_.size() >= kMaxDepth) {
      diagnostics_.error(place(mark), "E0003", fmt::format("nested deeper than {} levels", kMaxDepth));
      throw StopParsing{};
    }
    open_.push_back({make(kind, mark), false, {}, {}});
  }
  void close() {
    auto node = std::move(open_.back().node);
    open_.pop_back();
    add(std::move(node));
  }
  void add(YamlNode node) {
    if (++count_ > kMaxNodes) {
      diagnostics_.error(node.loc, "E0003", fmt::format("more than {} values in one file", kMaxNodes));
      throw StopParsing{};
    }
    if (open_.empty()) {
      root = std::move(node);
      return;
    }
    auto& parent = open_.back();
    if (parent.node.is_sequence()) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.has_key) {
      if (!node.is_scalar()) diagnostics_.error(node.loc, "E0005", "a key must be plain text", "write `key: value`");
      parent.has_key = true;
      parent.key = node.scalar;
      parent.key_loc = node.loc;
    } else {
      parent.has_key = false;
      if (const auto* earlier = find_entry(parent.node, parent.key)) {
        diagnostics_.error(parent.key_loc, "E0004", fmt::format("duplicate key `{}`", parent.key),
                           fmt::format("first written on line {}: keep one of them", earlier->key_loc.line));
        return;
      }
      parent.node.entries.push_back({parent.key, parent.key_loc, std::move(node)});
    }
  }
  static const YamlNode::Entry* find_entry(const YamlNode& map, std::string_view key) {
    for (const auto& entry : map.entries)
      if (entry.key == key) return &entry;
    return nullptr;
  }

  std::string file_;
  Diagnostics& diagnostics_;
  std::vector<Open> open_;
  std::size_t count_ = 0;
};

template <typename T>
std::optional<T> parse_whole(const std::string& text) {
  T value{};
  const char* begin = text.data();
  const char* end = begin + text.size();
  if (begin != end && *begin == '+') ++begin;
  const auto [stop, error] = std::from_chars(begin, end, value);
  if (error != std::errc{} || stop != end || begin == end) return std::nullopt;
  return value;
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const auto& entry : entries)
    if (entry.key == key) return &entry.value;
  return nullptr;
}

std::optional<YamlNode> parse_yaml(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  if (text.size() > kMaxYamlBytes) {
    diagnostics.error({file, 0, 0}, "E0002", fmt::format("larger than {} MiB", kMaxYamlBytes >> 20));
    return std::nullopt;
  }
  diagnostics.sources[file] = std::string(text);
  if (const auto zero = text.find('\0'); zero != std::string_view::npos) {
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(zero), '\n');
    diagnostics.error({file, static_cast<int>(line), 1}, "E0001", "not a text file (it holds a NUL byte)");
    return std::nullopt;
  }
  TreeBuilder builder(file, diagnostics);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    if (builder.root && parser) {
      TreeBuilder second(file, diagnostics);
      if (parser.HandleNextDocument(second) && second.root)
        diagnostics.error(second.root->loc, "E0008", "a second document in one file", "keep one document a file");
    }
  } catch (const StopParsing&) {
    return std::nullopt;
  } catch (const YAML::Exception& e) {
    const bool known = !e.mark.is_null();
    diagnostics.error({file, known ? e.mark.line + 1 : 0, known ? e.mark.column + 1 : 0}, "E0001", "not valid YAML: " + e.msg);
    return std::nullopt;
  }
  if (!builder.root || builder.root->is_null()) {
    diagnostics.error({file, 1, 1}, "E0009", "the file is empty");
    return std::nullopt;
  }
  return std::move(builder.root);
}

bool check_keys(const YamlNode& map, std::span<const std::string> known, std::string_view what, Diagnostics& diagnostics) {
  if (!map.is_map()) {
    diagnostics.error(map.loc, "E0103", fmt::format("{} must be a map (`key: value` lines)", what));
    return false;
  }
  bool all = true;
  for (const auto& entry : map.entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    diagnostics.error(entry.key_loc, "E0102", fmt::format("unknown key `{}` in {}", entry.key, what),
                      did_you_mean(entry.key, known));
    all = false;
  }
  return all;
}

std::optional<double> read_number(const YamlNode& node, std::string_view what, Diagnostics& diagnostics) {
  if (node.is_scalar() && !node.quoted) {
    const auto value = parse_whole<double>(node.scalar);
    if (value && std::isfinite(*value)) return value;
  }
  diagnostics.error(node.loc, "E0105", fmt::format("{} must be a finite number", what), "write a number such as `2.5`");
  return std::nullopt;
}

std::optional<long long> read_integer(const YamlNode& node, std::string_view what, Diagnostics& diagnostics) {
  if (node.is_scalar() && !node.quoted)
    if (const auto value = parse_whole<long long>(node.scalar)) return value;
  diagnostics.error(node.loc, "E0105", fmt::format("{} must be a whole number", what), "write a number such as `3`");
  return std::nullopt;
}

std::optional<bool> read_bool(const YamlNode& node, std::string_view what, Diagnostics& diagnostics) {
  if (node.is_scalar() && !node.quoted && (node.scalar == "true" || node.scalar == "false")) return node.scalar == "true";
  diagnostics.error(node.loc, "E0105", fmt::format("{} must be true or false", what), "write `true` or `false`");
  return std::nullopt;
}

std::optional<std::string> read_text(const YamlNode& node, std::string_view what, Diagnostics& diagnostics) {
  if (node.is_scalar()) return node.scalar;
  diagnostics.error(node.loc, "E0105", fmt::format("{} must be text", what));
  return std::nullopt;
}

}  // namespace tailcast
