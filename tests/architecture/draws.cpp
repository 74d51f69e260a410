// SPDX-License-Identifier: Apache-2.0
// C++ leaves open which argument of a call, and which operand of an operator, is evaluated first, and
// compilers differ. Two draws from a stream must not stand where that decides which of them comes first. A
// draw is a call on a stream, a call that a stream is passed to, or a call of a local lambda that draws. Read
// from tokens, without types.
#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <vector>

#include "tests/architecture/rules.h"

namespace tailcast::architecture {
namespace {

struct Token {
  std::string text;
  int line;
};

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

std::vector<Token> tokens_of(const std::string& code) {
  static const std::set<std::string> kPairs{"::", "->", "&&", "||"};
  std::vector<Token> tokens;
  int line = 1;
  for (std::size_t i = 0, next = 0; i < code.size(); i = next) {
    next = i + 1;
    if (code[i] == '\n') ++line;
    if (std::isspace(static_cast<unsigned char>(code[i])) != 0) continue;
    if (code[i] == '#') {  // the preprocessor's
      next = std::min(code.find('\n', i), code.size());
      continue;
    }
    if (is_word(code[i]))
      while (next < code.size() && is_word(code[next])) ++next;
    else if (kPairs.contains(code.substr(i, 2)))
      ++next;
    tokens.push_back({code.substr(i, next - i), line});
  }
  return tokens;
}

class DrawReader {
 public:
  explicit DrawReader(const SourceFile& file)
      : path_(file.path), tokens_(tokens_of(without_comments(file.text, true))) {
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      if (word(i) == "RandomStream") streams_.insert(word(word(i + 1) == "&" ? i + 2 : i + 1));
  }

  Violations violations() {
    while (at_ < tokens_.size()) read(Inside::Block);
    return std::move(found_);
  }

 private:
  enum class Inside { Block, Header, Braces, Arguments };  // Header: of if, for, while, switch

  // What has drawn so far where no order is given.
  struct Open {
    bool operand = false, argument = false, earlier_argument = false;
    bool any = false;  // in this bracket at all
  };

  std::string word(std::size_t i) const { return i < tokens_.size() ? tokens_[i].text : ""; }
  std::string before(std::size_t i) const { return i > 0 ? tokens_[i - 1].text : ";"; }

  void draw(Open& open, int line) {
    if ((open.operand || open.earlier_argument) && (found_.empty() || found_.back().line != line))
      found_.push_back(
          {path_, line, "two draws in one expression, in an order that C++ leaves open: name each first"});
    open.operand = open.argument = open.any = true;
  }

  bool is_header(std::size_t bracket) const {
    static const std::set<std::string> kKeywords{"if", "for", "while", "switch", "constexpr"};
    return kKeywords.contains(before(bracket));
  }

  // Whether the brace holds statements rather than initializers.
  bool is_body(std::size_t brace, Inside inside, std::size_t statement) const {
    static const std::set<std::string> kBefore{")",     "]",        "else",     "do",     "try",
                                               "const", "noexcept", "override", "mutable"};
    static const std::set<std::string> kBeforeInBlock{";", ":", "{", "}"},
        kTypes{"namespace", "struct", "class", "enum", "union"};
    const auto last = before(brace);
    if (kBefore.contains(last) || (inside == Inside::Block && kBeforeInBlock.contains(last))) return true;
    std::size_t i = brace;  // [] -> Type {
    while (i > 0 &&
           (is_word(word(i - 1)[0]) || word(i - 1) == "::" || word(i - 1) == "<" || word(i - 1) == ">"))
      --i;
    if (before(i) == "->") return true;
    if (inside != Inside::Block) return false;
    const auto begin = tokens_.begin() + static_cast<std::ptrdiff_t>(statement),
               end = tokens_.begin() + static_cast<std::ptrdiff_t>(brace);
    return std::any_of(begin, end, [](const Token& t) { return kTypes.contains(t.text); }) &&
           std::none_of(begin, end, [](const Token& t) { return t.text == "(" || t.text == "="; });
  }

  bool is_passed(std::size_t i) const {
    const auto last = before(i), next = word(i + 1);
    return streams_.contains(word(i)) && (last == "(" || last == "{" || last == ",") &&
           (next == ")" || next == "}" || next == ",");
  }

  // A bracket that opens at at_; whether it, or the call that it belongs to, draws.
  bool read_bracket(Inside inside, bool call_draws) {
    ++at_;
    return read(inside) || call_draws;
  }

  // Up to the bracket that closes, which is passed; whether anything in it draws now. The body of a lambda
  // draws later.
  bool read(Inside inside) {
    Open open;
    bool passed = false;
    std::size_t statement = at_;
    std::string lambda;
    const auto begin_statement = [&] { open = {.any = open.any}, statement = at_, lambda.clear(); };
    while (at_ < tokens_.size()) {
      const auto token = tokens_[at_];
      if (token.text == ")" || token.text == "]" || token.text == "}") {
        ++at_;
        break;
      }
      if (token.text == "(" && is_header(at_)) {
        open.any |= read_bracket(Inside::Header, false);
        begin_statement();
      } else if (token.text == "(" || token.text == "[") {
        if (token.text == "[" && before(at_) == "=") lambda = word(at_ - 2);
        const bool drawer =
            token.text == "(" && (lambdas_.contains(before(at_)) ||
                                  (at_ > 2 && word(at_ - 2) == "." && streams_.contains(word(at_ - 3))));
        if (read_bracket(Inside::Arguments, drawer)) draw(open, token.line);
      } else if (token.text == "{" && is_body(at_, inside, statement)) {
        const bool draws = read_bracket(Inside::Block, false);
        if (draws && !lambda.empty()) lambdas_.insert(lambda);
        if (inside != Inside::Block) continue;
        open.any |= draws;
        begin_statement();
      } else if (token.text == "{") {
        if (read_bracket(Inside::Braces, false)) draw(open, token.line);
      } else {
        passed |= is_passed(at_);
        ++at_;
        if (token.text == ";") begin_statement();
        if (token.text == "&&" || token.text == "||" || token.text == "?" || token.text == ":")
          open.operand = false;
        if (token.text == ",") {
          open.operand = false;
          if (inside == Inside::Arguments) open.earlier_argument |= open.argument;
        }
      }
    }
    return open.any || passed;
  }

  std::string path_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::set<std::string> streams_, lambdas_;
  Violations found_;
};

}  // namespace

Violations check_order_of_draws(const SourceFile& file) {
  return DrawReader(file).violations();
}

}  // namespace tailcast::architecture
