// SPDX-License-Identifier: Apache-2.0
// Lines, words and numbers of plain-text files: those that lie beside scans, and meshes.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tailcast {

// Calls each(line, number) of every line that is not empty; numbers count from 1. A line's end is no part of
// it.
void for_each_line(std::string_view text, const std::function<void(std::string_view line, int number)>& each);
// Words between blanks.
std::vector<std::string_view> split_words(std::string_view line);
// Cells between commas, which may be empty. No quotes.
std::vector<std::string_view> split_cells(std::string_view line);
// IoError naming `origin` unless the word is one finite number.
double parse_number(std::string_view word, const std::string& origin);
std::vector<double> parse_numbers(std::string_view line, const std::string& origin);

}  // namespace tailcast
