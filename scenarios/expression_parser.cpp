// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <cctype>
#include <utility>

#include "scenarios/expression.h"

namespace tailcast {
namespace {

using Kind = Expression::Kind;
constexpr std::size_t kMaxLength = 1000;
constexpr int kMaxDepth = 40;

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

struct Failed {};  // thrown after the one report of a wrong expression

// Recursive descent: comparison := sum [op sum]; sum := product {+- product}; product := unary {*/ unary};
// unary := [-] unary | number [unit] | name | $name | function(args) | (sum)
class Parser {
 public:
  Parser(std::string_view text, const SourceLoc& loc, Diagnostics& diagnostics)
      : text_(text), loc_(loc), diagnostics_(diagnostics) {}

  Expression parse() {
    auto whole = comparison();
    skip_spaces();
    if (at_ != text_.size()) fail("E0204", fmt::format("`{}` is not expected here", rest()), hint_of_rest());
    return whole;
  }

 private:
  [[noreturn]] void fail(std::string_view code, std::string message, std::string hint) {
    diagnostics_.error(here(), code, std::move(message), std::move(hint));
    throw Failed{};
  }
  SourceLoc here() const { return {loc_.file, loc_.line, loc_.column + static_cast<int>(at_)}; }
  std::string rest() const { return std::string(text_.substr(at_, 20)); }
  std::string hint_of_rest() const {
    return text_[at_] == '<' || text_[at_] == '>'
               ? "one comparison a line: write two requirements"
               : "write a quantity such as `35 m`, or an expression such as `2 * headway`";
  }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  void skip_spaces() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
  }
  bool accept(char c) {
    skip_spaces();
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  Expression binary(Kind kind, Expression a, Expression b, SourceLoc loc) {
    Expression e;
    e.kind = kind, e.text.clear(), e.where = {std::move(loc)};
    e.operands = {std::move(a), std::move(b)};
    return e;
  }

  Expression comparison() {
    auto left = sum(0);
    skip_spaces();
    const auto loc = here();
    const char c = peek();
    if (c != '<' && c != '>') return left;
    ++at_;
    const bool equal = peek() == '=';
    if (equal) ++at_;
    const Kind kind =
        c == '<' ? (equal ? Kind::LessEqual : Kind::Less) : (equal ? Kind::GreaterEqual : Kind::Greater);
    return binary(kind, std::move(left), sum(0), loc);
  }
  Expression sum(int depth) {
    auto left = product(depth);
    for (int links = 0;; ++links) {
      skip_spaces();
      const char c = peek();
      if (c != '+' && c != '-') return left;
      const auto loc = here();
      check_depth(links);  // a chain is a deep tree
      ++at_;
      left = binary(c == '+' ? Kind::Add : Kind::Subtract, std::move(left), product(depth), loc);
    }
  }
  Expression product(int depth) {
    auto left = unary(depth);
    for (int links = 0;; ++links) {
      skip_spaces();
      const char c = peek();
      if (c != '*' && c != '/') return left;
      const auto loc = here();
      check_depth(links);
      ++at_;
      left = binary(c == '*' ? Kind::Multiply : Kind::Divide, std::move(left), unary(depth), loc);
    }
  }
  void check_depth(int depth) {
    if (depth > kMaxDepth) fail("E0204", "this expression is too deep", "split it over several parameters");
  }
  Expression unary(int depth) {
    check_depth(depth);
    skip_spaces();
    const auto loc = here();
    if (accept('-')) {
      Expression e;
      e.kind = Kind::Negate, e.text.clear(), e.where = {loc};
      e.operands.push_back(unary(depth + 1));
      return e;
    }
    if (accept('(')) {
      auto inner = sum(depth + 1);
      close();
      return inner;
    }
    if (is_digit(peek()) || peek() == '.') return literal();
    if (peek() == '$' || is_letter(peek())) return name_or_call(depth);
    if (at_ == text_.size()) fail("E0204", "a value is missing here", "write a quantity such as `35 m`");
    fail("E0204", fmt::format("`{}` is not expected here", rest()), hint_of_rest());
  }
  void close() {
    if (!accept(')')) fail("E0204", "`)` is missing", "");
  }

  Expression literal() {
    Expression e;
    e.where = {here()};
    const auto begin = at_;
    if (peek() == '.' && is_letter(peek(1)))  // YAML's own way to write what is no number
      fail("E0208", fmt::format("`{}` is not a finite number", rest()), "write a number such as `2.5`");
    while (is_digit(peek()) || peek() == '.') ++at_;
    if ((peek() == 'e' || peek() == 'E') &&
        (is_digit(peek(1)) || ((peek(1) == '-' || peek(1) == '+') && is_digit(peek(2))))) {
      at_ += 2;
      while (is_digit(peek())) ++at_;
    }
    const auto number = text_.substr(begin, at_ - begin);
    const auto unit = take_unit();
    e.text = unit.empty() ? std::string(number) : fmt::format("{} {}", number, unit);
    const auto quantity = parse_quantity(e.text);
    if (!quantity) {
      at_ = begin;
      fail("E0208", fmt::format("`{}` is not a finite number", e.text), "");
    }
    e.literal = *quantity;
    return e;
  }
  // The longest known unit from here: `m`, `km/h`, `m/s^2`; `/` and `*` belong to it when no space is around
  // them and a unit follows.
  std::string take_unit() {
    const auto before = at_;
    skip_spaces();
    if (!is_letter(peek())) {
      at_ = before;
      return {};
    }
    const auto begin = at_;
    std::size_t end = begin;
    while (true) {
      while (is_letter(peek())) ++at_;
      if (peek() == '^') do
          ++at_;
        while (is_digit(peek()));
      if (!parse_unit(text_.substr(begin, at_ - begin))) break;
      end = at_;
      if ((peek() != '/' && peek() != '*') || !is_letter(peek(1))) break;
      ++at_;
    }
    if (end == begin) {
      const auto word = std::string(text_.substr(begin, at_ - begin));
      at_ = begin;
      fail("E0202", fmt::format("unknown unit `{}`", word),
           "units: m, km, cm, s, ms, min, h, kg, m/s, km/h, m/s^2, mm/h, rad, deg, rad/s, …");
    }
    at_ = end;
    return std::string(text_.substr(begin, end - begin));
  }

  Expression name_or_call(int depth) {
    Expression e;
    e.where = {here()};
    const bool dollar = accept('$');
    const auto begin = at_;
    while (is_letter(peek()) || (at_ > begin && is_digit(peek()))) ++at_;
    e.text = text_.substr(begin, at_ - begin);
    if (e.text.empty()) fail("E0204", "`$` is not followed by a name", "write `$name`");
    if (dollar || peek() != '(') {
      e.kind = Kind::Parameter;
      return e;
    }
    return call(std::move(e), begin, depth);
  }
  Expression call(Expression e, std::size_t begin, int depth) {
    static constexpr std::pair<std::string_view, Kind> kFunctions[] = {
        {"min", Kind::Min}, {"max", Kind::Max}, {"abs", Kind::Abs}, {"sqrt", Kind::Sqrt}};
    for (const auto& [name, kind] : kFunctions) {
      if (name != e.text) continue;
      e.kind = kind, e.text.clear();
      accept('(');
      e.operands.push_back(sum(depth + 1));
      if (kind == Kind::Min || kind == Kind::Max) {
        if (!accept(','))
          fail("E0204", fmt::format("`{}` takes two values", name), fmt::format("write `{}(a, b)`", name));
        e.operands.push_back(sum(depth + 1));
      }
      close();
      return e;
    }
    at_ = begin;
    fail("E0204", fmt::format("unknown function `{}`", e.text), "one of: min, max, abs, sqrt");
  }

  std::string_view text_;
  SourceLoc loc_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
};

int precedence(Kind kind) {
  switch (kind) {
    case Kind::Less:
    case Kind::LessEqual:
    case Kind::Greater:
    case Kind::GreaterEqual:
      return 0;
    case Kind::Add:
    case Kind::Subtract:
      return 1;
    case Kind::Multiply:
    case Kind::Divide:
      return 2;
    case Kind::Negate:
      return 3;
    default:
      return 4;
  }
}

std::string_view sign_of(Kind kind) {
  switch (kind) {
    case Kind::Add:
      return "+";
    case Kind::Subtract:
      return "-";
    case Kind::Multiply:
      return "*";
    case Kind::Divide:
      return "/";
    case Kind::Less:
      return "<";
    case Kind::LessEqual:
      return "<=";
    case Kind::Greater:
      return ">";
    default:
      return ">=";
  }
}

std::string print_within(const Expression& e, int least) {
  auto text = print(e);
  return precedence(e.kind) < least ? "(" + text + ")" : text;
}

}  // namespace

bool is_identifier(std::string_view text) {
  if (text.empty() || text.size() > 64 || !is_letter(text.front())) return false;
  for (const char c : text)
    if (!is_letter(c) && !is_digit(c)) return false;
  return true;
}

std::optional<Expression> parse_expression(std::string_view text, const SourceLoc& loc,
                                           Diagnostics& diagnostics) {
  if (text.size() > kMaxLength) {
    diagnostics.error(loc, "E0204", fmt::format("longer than {} characters", kMaxLength),
                      "split it over several parameters");
    return std::nullopt;
  }
  try {
    return Parser(text, loc, diagnostics).parse();
  } catch (const Failed&) {
    return std::nullopt;
  }
}

std::string print(const Expression& e) {
  switch (e.kind) {
    case Kind::Literal:
      return e.text;
    case Kind::Parameter:
      return "$" + e.text;
    case Kind::Negate:
      return "-" + print_within(e.operands[0], 3);
    case Kind::Abs:
      return fmt::format("abs({})", print(e.operands[0]));
    case Kind::Sqrt:
      return fmt::format("sqrt({})", print(e.operands[0]));
    case Kind::Min:
      return fmt::format("min({}, {})", print(e.operands[0]), print(e.operands[1]));
    case Kind::Max:
      return fmt::format("max({}, {})", print(e.operands[0]), print(e.operands[1]));
    default: {
      const int level = precedence(e.kind);
      return fmt::format("{} {} {}", print_within(e.operands[0], level), sign_of(e.kind),
                         print_within(e.operands[1], level + 1));
    }
  }
}

}  // namespace tailcast
