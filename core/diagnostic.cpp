// SPDX-License-Identifier: Apache-2.0
#include "core/diagnostic.h"

#include <fmt/core.h>

#include <algorithm>
#include <tuple>

namespace tailcast {
namespace {

constexpr std::size_t kShownColumns = 160;

std::string_view line_of(std::string_view text, int line) {
  for (int i = 1; i < line; ++i) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

// Printable ASCII and UTF-8 pass; control characters of a hostile file must not reach a terminal.
std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += c == '\t' ? ' ' : (byte < 0x20 || byte == 0x7f) ? '?' : c;
  }
  return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

void Diagnostics::error(SourceLoc loc, std::string_view code, std::string message, std::string hint) {
  errors.push_back({std::move(loc), std::string(code), std::move(message), std::move(hint)});
}

std::string render(const Diagnostics& diagnostics) {
  auto sorted = diagnostics.errors;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.loc.file, a.loc.line, a.loc.column) < std::tie(b.loc.file, b.loc.line, b.loc.column);
  });
  std::string out;
  for (const auto& d : sorted) {
    if (!d.loc.file.empty()) out += printable(d.loc.file) + ":";
    if (d.loc.line > 0) out += fmt::format("{}:{}:", d.loc.line, d.loc.column);
    out += fmt::format("{}error[{}]: {}\n", out.empty() || out.back() == '\n' ? "" : " ", d.code, printable(d.message));
    const auto source = diagnostics.sources.find(d.loc.file);
    if (source != diagnostics.sources.end() && d.loc.line > 0) {
      auto line = line_of(source->second, d.loc.line);
      auto column = static_cast<std::size_t>(std::max(1, d.loc.column)) - 1;
      if (column < kShownColumns) {
        line = line.substr(0, kShownColumns);
        const std::string number = fmt::format("{:>5}", d.loc.line);
        out += fmt::format("{} | {}\n{:>5} | {:>{}}\n", number, printable(line), "", "^", column + 1);
      }
    }
    if (!d.hint.empty()) out += fmt::format("      = hint: {}\n", printable(d.hint));
  }
  return out;
}

std::string nearest(std::string_view word, std::span<const std::string> candidates) {
  if (word.size() > 64) return {};
  const std::size_t limit = std::max<std::size_t>(1, word.size() / 3 + 1);
  std::string best;
  std::size_t best_distance = limit + 1;
  for (const auto& candidate : candidates) {
    const auto distance = edit_distance(word, candidate);
    if (distance < best_distance) best = candidate, best_distance = distance;
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  if (const auto near = nearest(word, candidates); !near.empty()) return fmt::format("did you mean `{}`?", near);
  std::string list;
  for (const auto& candidate : candidates) list += (list.empty() ? "" : ", ") + candidate;
  return list.empty() ? std::string{} : "one of: " + list;
}

}  // namespace tailcast
