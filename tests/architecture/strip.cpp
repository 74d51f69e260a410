// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>

#include "tests/architecture/rules.h"

namespace tailcast::architecture {
namespace {

// A blank for everything but line ends, from `begin` to `end`.
void blank(std::string& text, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end && i < text.size(); ++i)
    if (text[i] != '\n') text[i] = ' ';
}

std::size_t after(const std::string& text, const std::string& what, std::size_t from) {
  const auto at = text.find(what, from);
  return at == std::string::npos ? text.size() : at + what.size();
}

// One past the closing quote of the literal that opens at `open`.
std::size_t end_of_literal(const std::string& text, std::size_t open) {
  if (text[open] == '"' && open > 0 && text[open - 1] == 'R') {
    const auto bracket = text.find('(', open);
    return bracket == std::string::npos ? text.size() : after(text, ")" + text.substr(open + 1, bracket - open - 1) + "\"", bracket);
  }
  std::size_t i = open + 1;
  while (i < text.size() && text[i] != text[open] && text[i] != '\n') i += text[i] == '\\' ? 2 : 1;
  return i + 1;
}

// 1'000'000 holds no character literal.
bool separates_digits(const std::string& text, std::size_t i) {
  return text[i] == '\'' && i > 0 && std::isxdigit(static_cast<unsigned char>(text[i - 1])) != 0;
}

}  // namespace

std::string without_comments(const std::string& text, bool blank_literals) {
  std::string code = text;
  for (std::size_t i = 0; i < text.size();) {
    if (text.compare(i, 2, "//") == 0) {
      const auto end = std::min(text.find('\n', i), text.size());
      blank(code, i, end);
      i = end;
    } else if (text.compare(i, 2, "/*") == 0) {
      const auto end = after(text, "*/", i + 2);
      blank(code, i, end);
      i = end;
    } else if ((text[i] == '"' || text[i] == '\'') && !separates_digits(text, i)) {
      const auto end = end_of_literal(text, i);
      if (blank_literals) blank(code, i + 1, end - 1);
      i = end;
    } else {
      ++i;
    }
  }
  return code;
}

}  // namespace tailcast::architecture
