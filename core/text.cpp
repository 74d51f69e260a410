// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"

#include <charconv>
#include <cmath>

#include "core/error.h"

namespace tailcast {

void for_each_line(std::string_view text,
                   const std::function<void(std::string_view line, int number)>& each) {
  int number = 1;
  for (std::size_t at = 0; at < text.size(); ++number) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    auto line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) each(line, number);
    at = end + 1;
  }
}

std::vector<std::string_view> split_words(std::string_view line) {
  constexpr std::string_view kBlank = " \t\r";
  std::vector<std::string_view> words;
  for (std::size_t at = line.find_first_not_of(kBlank); at != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(kBlank, at), line.size());
    words.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(kBlank, end);
  }
  return words;
}

std::vector<std::string_view> split_cells(std::string_view line) {
  std::vector<std::string_view> cells;
  for (std::size_t at = 0;;) {
    const std::size_t end = std::min(line.find(',', at), line.size());
    cells.push_back(line.substr(at, end - at));
    if (end == line.size()) return cells;
    at = end + 1;
  }
}

double parse_number(std::string_view word, const std::string& origin) {
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc{} || end != word.data() + word.size() || !std::isfinite(value))
    throw IoError(origin, "not a number");
  return value;
}

std::vector<double> parse_numbers(std::string_view line, const std::string& origin) {
  std::vector<double> numbers;
  for (const auto word : split_words(line)) numbers.push_back(parse_number(word, origin));
  return numbers;
}

}  // namespace tailcast
