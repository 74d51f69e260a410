// SPDX-License-Identifier: Apache-2.0
#include "sensors/spec_reader.h"

#include <fmt/format.h>

namespace tailcast {

BlockReader::BlockReader(const YamlNode* block, std::string name, Diagnostics& diagnostics)
    : block_(block), name_(std::move(name)), diagnostics_(diagnostics) {
  if (block_ && !block_->is_map()) {
    diagnostics_.error(block_->loc, "E0103", fmt::format("{} must be a map (`key: value` lines)", name_));
    block_ = nullptr;
  }
}

SourceLoc BlockReader::loc() const { return block_ ? block_->loc : SourceLoc{}; }

std::string BlockReader::what(std::string_view key) const { return fmt::format("`{}` of {}", key, name_); }

const YamlNode* BlockReader::want(std::string_view key) {
  known_.emplace_back(key);
  if (!block_) return nullptr;
  const auto* node = block_->find(key);
  if (!node) diagnostics_.error(block_->loc, "E0104", fmt::format("{} lacks `{}`", name_, key));
  return node;
}

const YamlNode* BlockReader::node(std::string_view key) { return want(key); }

bool BlockReader::within(const YamlNode& node, std::string_view key, double value, Limits limits) {
  if (value >= limits.low && value <= limits.high) return true;
  std::string bound = fmt::format("must lie between {} and {} (SI)", limits.low, limits.high);
  if (limits.low == kPositive.low) bound = "must be above 0";
  else if (limits.high == kNotNegative.high) bound = fmt::format("must not be below {}", limits.low);
  diagnostics_.error(node.loc, "E0601", fmt::format("{} {}", what(key), bound));
  return false;
}

bool BlockReader::has(std::string_view key) {
  known_.emplace_back(key);
  return block_ && block_->find(key);
}

std::optional<double> BlockReader::quantity_at(const YamlNode& node, std::string_view key, const Dimension& dimension, Limits limits) {
  const auto parsed = node.is_scalar() && !node.quoted ? parse_quantity(node.scalar) : std::nullopt;
  if (!parsed) {
    diagnostics_.error(node.loc, "E0105", fmt::format("{} must be {}", what(key), describe(dimension)),
                       fmt::format("write a value such as `{}`", example_of(dimension)));
    return std::nullopt;
  }
  if (parsed->dimension != dimension) {
    diagnostics_.error(node.loc, "E0107",
                       fmt::format("{} must be {}, not {}", what(key), describe(dimension), describe(parsed->dimension)),
                       fmt::format("write a value such as `{}`", example_of(dimension)));
    return std::nullopt;
  }
  return within(node, key, parsed->value, limits) ? std::optional(parsed->value) : std::nullopt;
}

double BlockReader::quantity(std::string_view key, const Dimension& dimension, Limits limits) {
  const auto* node = want(key);
  return node ? quantity_at(*node, key, dimension, limits).value_or(0) : 0;
}

long long BlockReader::integer(std::string_view key, long long low, long long high) {
  const auto* node = want(key);
  if (!node) return 0;
  const auto value = read_integer(*node, what(key), diagnostics_);
  if (!value) return 0;
  return within(*node, key, static_cast<double>(*value), {static_cast<double>(low), static_cast<double>(high)}) ? *value : 0;
}

std::optional<std::string> BlockReader::text(std::string_view key) {
  const auto* node = want(key);
  return node ? read_text(*node, what(key), diagnostics_) : std::nullopt;
}

std::vector<double> BlockReader::listed(const YamlNode& node, std::string_view key, const Dimension& dimension, std::size_t count,
                                        Limits limits) {
  BlockReader reader(&node, what(key), diagnostics_);
  const auto unit_text = reader.text("unit");
  const auto* values = reader.node("values");
  reader.finish();
  if (!unit_text || !values) return {};
  const auto unit = parse_unit(*unit_text);
  if (!unit || unit->dimension != dimension) {
    diagnostics_.error(node.find("unit")->loc, "E0107", fmt::format("the unit of {} must be that of {}", what(key), describe(dimension)));
    return {};
  }
  if (!values->is_sequence()) {
    diagnostics_.error(values->loc, "E0103", fmt::format("the values of {} must be a list", what(key)));
    return {};
  }
  if (values->items.size() != count) {
    diagnostics_.error(values->loc, "E0602", fmt::format("{} has {} values for {} beams", what(key), values->items.size(), count));
    return {};
  }
  std::vector<double> out;
  for (const auto& item : values->items) {
    const auto number = read_number(item, fmt::format("value {} of {}", out.size(), what(key)), diagnostics_);
    const double si = number.value_or(0) * unit->value;
    out.push_back(number && within(item, key, si, limits) ? si : 0);
  }
  return out;
}

std::vector<double> BlockReader::table(std::string_view key, const Dimension& dimension, std::size_t count, Limits limits) {
  const auto* node = want(key);
  if (!node) return {};
  if (node->is_map() && (node->find("unit") || node->find("values"))) return listed(*node, key, dimension, count, limits);
  if (!node->is_map()) return std::vector<double>(count, quantity_at(*node, key, dimension, limits).value_or(0));
  BlockReader ends(node, what(key), diagnostics_);
  const double from = ends.quantity("from", dimension, limits), to = ends.quantity("to", dimension, limits);
  ends.finish();
  std::vector<double> out(count, from);
  for (std::size_t i = 1; i < count; ++i) out[i] = from + (to - from) * (static_cast<double>(i) / static_cast<double>(count - 1));
  return out;
}

std::vector<BlockReader::Row> BlockReader::rows(std::string_view key, std::size_t width) {
  const auto* node = want(key);
  if (!node) return {};
  if (!node->is_sequence()) {
    diagnostics_.error(node->loc, "E0103", fmt::format("{} must be a list", what(key)));
    return {};
  }
  std::vector<Row> out;
  for (const auto& item : node->items) {
    if (!item.is_sequence() || item.items.size() != width) {
      diagnostics_.error(item.loc, "E0602", fmt::format("each row of {} has {} numbers", what(key), width));
      continue;
    }
    Row row{item.loc, {}};
    for (const auto& cell : item.items) row.values.push_back(read_number(cell, what(key), diagnostics_).value_or(0));
    out.push_back(std::move(row));
  }
  return out;
}

void BlockReader::finish() {
  if (block_) check_keys(*block_, known_, name_, diagnostics_);
}

}  // namespace tailcast
