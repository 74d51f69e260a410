// SPDX-License-Identifier: Apache-2.0
// Arithmetic over quantities and parameters, as written in a scenario: `headway * ego_speed + 3 m`.
// Dimensions are checked before anything is drawn; evaluation is in SI.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/quantity.h"

namespace tailcast {

// A place that does not take part in equality: two specs are equal when they say the same, wherever they say
// it.
struct Where {
  SourceLoc loc;
  bool operator==(const Where&) const { return true; }
};

struct Expression {
  enum class Kind : std::uint8_t {
    Literal,
    Parameter,
    Negate,
    Abs,
    Sqrt,
    Add,
    Subtract,
    Multiply,
    Divide,
    Min,
    Max,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
  };
  Kind kind = Kind::Literal;
  std::string text = "0";  // Literal: as written ("35 m"); Parameter: its name
  Quantity literal;        // Literal only
  std::vector<Expression> operands;
  Where where;

  bool operator==(const Expression& other) const {
    return kind == other.kind && text == other.text && operands == other.operands;
  }
};

bool is_comparison(const Expression& expression);

// Reports what is wrong (E0202 unknown unit, E0204 not an expression) and gives nullopt. Length and depth are
// bounded. `loc` is the place of the first character of `text`.
std::optional<Expression> parse_expression(std::string_view text, const SourceLoc& loc,
                                           Diagnostics& diagnostics);
// Parses to an equal expression.
std::string print(const Expression& expression);

// What a value can be: a quantity of a dimension, a bare 0 (fits any dimension), a name; or nothing that is
// known because it was reported already, which fits everywhere.
struct ValueType {
  enum class Kind : std::uint8_t { Unknown, Zero, Quantity, Name };
  Kind kind = Kind::Unknown;
  Dimension dimension;
};
using TypeOfParameter = std::function<ValueType(const Expression& parameter)>;
// The type of the whole; mismatches inside it are reported (E0201, E0209, E0213).
ValueType type_of(const Expression& expression, const TypeOfParameter& type_of_parameter,
                  Diagnostics& diagnostics);

// SI. Comparisons give 1 or 0. Each parameter must have a value; the result may be infinite or NaN (division
// by zero).
using Values = std::map<std::string, double, std::less<>>;
double evaluate(const Expression& expression, const Values& values);

// Calls `visit` for each parameter that is named in it.
void for_each_parameter(const Expression& expression, const std::function<void(const Expression&)>& visit);

// "headway", "ego_speed2": what a parameter or an actor may be called.
bool is_identifier(std::string_view text);

}  // namespace tailcast
