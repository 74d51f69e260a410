// SPDX-License-Identifier: Apache-2.0
#include "scenarios/measured.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/error.h"
#include "core/file.h"
#include "scenarios/reader.h"

namespace fs = std::filesystem;

namespace tailcast {
namespace {

constexpr std::size_t kMaxCsvBytes = 64 << 20;
constexpr std::size_t kMaxReported = 5;  // bad cells of a file that are reported one by one

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '"'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

struct Cell {
  std::string_view text;
  int column = 1;  // of its first character in the line
};
// Commas between, or semicolons where the line has no comma; no separator inside quotes.
std::vector<Cell> split(std::string_view line, char separator) {
  std::vector<Cell> cells;
  std::size_t begin = 0;
  bool quoted = false;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    if (i < line.size() && line[i] == '"') quoted = !quoted;
    if (i < line.size() && (line[i] != separator || quoted)) continue;
    cells.push_back({trimmed(line.substr(begin, i - begin)), static_cast<int>(begin) + 1});
    begin = i + 1;
  }
  return cells;
}

// The numbers of one column.
class Column {
 public:
  Column(std::string file, std::string_view text, Diagnostics& diagnostics) : file_(std::move(file)), rest_(text), diagnostics_(diagnostics) {}

  std::vector<double> read(const std::string& name, const SourceLoc& named_at) {
    std::vector<double> numbers;
    const auto head = next_line();
    const char separator = head.find(',') == std::string_view::npos ? ';' : ',';
    std::vector<std::string> names;
    for (const auto& cell : split(head, separator)) names.emplace_back(cell.text);
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) {
      diagnostics_.error(named_at, "E0214", fmt::format("`{}` has no column `{}`", file_, name), did_you_mean(name, names));
      return numbers;
    }
    const auto index = static_cast<std::size_t>(found - names.begin());
    while (!rest_.empty()) {
      const auto cells = split(next_line(), separator);
      if (index >= cells.size() || cells[index].text.empty()) continue;  // not measured
      const auto value = parse_quantity(cells[index].text);
      if (value && value->dimension == kNumber)
        numbers.push_back(value->value);
      else if (++bad_ <= kMaxReported)
        diagnostics_.error({file_, line_, cells[index].column}, "E0214", fmt::format("`{}` is no finite number", shortened(cells[index].text)));
    }
    if (bad_ > kMaxReported)
      diagnostics_.error({file_, line_, 1}, "E0214", fmt::format("{} more cells of `{}` are no numbers", bad_ - kMaxReported, name));
    return numbers;
  }

 private:
  static std::string shortened(std::string_view text) { return std::string(text.substr(0, 40)) + (text.size() > 40 ? "…" : ""); }
  std::string_view next_line() {
    const auto end = rest_.find('\n');
    const auto line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    ++line_;
    return line;
  }

  std::string file_;
  std::string_view rest_;
  Diagnostics& diagnostics_;
  int line_ = 0;
  std::size_t bad_ = 0;
};

std::vector<double> thinned(std::vector<double> sorted) {
  if (sorted.size() <= kEmpiricalValues) return sorted;
  std::vector<double> quantiles(kEmpiricalValues);
  for (std::size_t i = 0; i < quantiles.size(); ++i)
    quantiles[i] = empirical_quantile(sorted, static_cast<double>(i) / static_cast<double>(kEmpiricalValues - 1));
  return quantiles;
}

// The path of a file beside the scenario or below it; "" after a report.
std::string path_beside(const YamlNode& node, Diagnostics& diagnostics) {
  const auto folder = fs::path(node.loc.file).parent_path();
  std::error_code ignored;
  const auto root = fs::weakly_canonical(folder.empty() ? fs::path(".") : folder, ignored);
  const auto path = fs::weakly_canonical(root / node.scalar, ignored);
  const auto inside = path.lexically_relative(root);
  if (!inside.empty() && *inside.begin() != "..") return path.string();
  diagnostics.error(node.loc, "E0215", fmt::format("`{}` is not in the scenario's folder or below it", node.scalar),
                    "a scenario reads nothing else: copy the file there");
  return {};
}

std::vector<double> read_file_column(const YamlNode& node, Dimension& dimension, Diagnostics& diagnostics) {
  if (!expect_map(node, MapKind::Empirical, "empirical", diagnostics)) return {};
  const auto* file = require_key(node, "file", "empirical", diagnostics);
  const auto* column = require_key(node, "column", "empirical", diagnostics);
  if (file == nullptr || column == nullptr) return {};
  const auto name = read_text(*file, "file", diagnostics), column_name = read_text(*column, "column", diagnostics);
  double factor = 1;
  if (const auto* unit = node.find("unit")) {
    const auto text = read_text(*unit, "unit", diagnostics).value_or("");
    if (const auto parsed = parse_unit(text))
      factor = parsed->value, dimension = parsed->dimension;
    else
      diagnostics.error(unit->loc, "E0202", fmt::format("`{}` is no unit", text), "write e.g. `s` or `km/h`");
  }
  const auto path = name && column_name ? path_beside(*file, diagnostics) : "";
  if (path.empty()) return {};
  std::vector<double> values;
  try {
    values = Column(*name, read_file(path, kMaxCsvBytes), diagnostics).read(*column_name, column->loc);
  } catch (const IoError& error) {
    diagnostics.error(file->loc, "E0215", error.what());
    return {};
  }
  for (auto& value : values) value *= factor;
  return values;
}

std::vector<double> read_list(const YamlNode& node, Dimension& dimension, Diagnostics& diagnostics) {
  std::vector<double> values;
  for (const auto& item : node.items) {
    const auto quantity = item.is_scalar() ? parse_quantity(item.scalar) : std::nullopt;
    if (!quantity) {
      diagnostics.error(item.loc, "E0105", "a measured value must be a quantity", "write e.g. `[1.2 s, 1.7 s, 2.9 s]`");
      continue;
    }
    if (!values.empty() && !(quantity->dimension == dimension))
      diagnostics.error(item.loc, "E0201", fmt::format("`{}` is {}, but the value before is {}", item.scalar, describe(quantity->dimension), describe(dimension)));
    dimension = quantity->dimension;
    values.push_back(quantity->value);
  }
  return values;
}

}  // namespace

Empirical read_empirical(const YamlNode& node, Diagnostics& diagnostics) {
  const auto before = diagnostics.errors.size();
  Empirical empirical;
  auto values = node.is_sequence() ? read_list(node, empirical.dimension, diagnostics)
                                   : read_file_column(node, empirical.dimension, diagnostics);
  if (diagnostics.errors.size() == before && values.size() < 2)
    diagnostics.error(node.loc, "E0107", fmt::format("empirical has {} values", values.size()), "it takes two or more");
  std::ranges::sort(values);
  empirical.values = thinned(std::move(values));
  return empirical;
}

}  // namespace tailcast
