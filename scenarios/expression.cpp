// SPDX-License-Identifier: Apache-2.0
#include "scenarios/expression.h"

#include <fmt/core.h>

#include <cmath>

#include "core/check.h"

namespace tailcast {
namespace {

using Kind = Expression::Kind;

ValueType quantity_type(const Dimension& dimension) {
  return {ValueType::Kind::Quantity, dimension};
}

// Both sides of + - min max and of comparisons are of one dimension; a bare 0 takes the other's.
ValueType common_type(const Expression& e, const ValueType& a, const ValueType& b, Diagnostics& diagnostics) {
  if (a.kind == ValueType::Kind::Unknown || b.kind == ValueType::Kind::Unknown) return {};
  if (a.kind == ValueType::Kind::Zero) return b;
  if (b.kind == ValueType::Kind::Zero || a.dimension == b.dimension) return a;
  diagnostics.error(
      e.where.loc, "E0201",
      fmt::format("`{}` is {}, `{}` is {}: they cannot be added or compared", print(e.operands[0]),
                  describe(a.dimension), print(e.operands[1]), describe(b.dimension)),
      "both sides must be of one dimension; check the units");
  return {};
}

ValueType product_type(const Expression& e, const ValueType& a, const ValueType& b,
                       Diagnostics& diagnostics) {
  const bool divides = e.kind == Kind::Divide;
  if (divides && b.kind == ValueType::Kind::Zero) {
    diagnostics.error(e.where.loc, "E0213", "division by zero", "");
    return {};
  }
  if (a.kind == ValueType::Kind::Unknown || b.kind == ValueType::Kind::Unknown) return {};
  if (a.kind == ValueType::Kind::Zero || b.kind == ValueType::Kind::Zero) return {ValueType::Kind::Zero, {}};
  return quantity_type(divides ? a.dimension / b.dimension : a.dimension * b.dimension);
}

ValueType root_type(const Expression& e, const ValueType& a, Diagnostics& diagnostics) {
  if (a.kind != ValueType::Kind::Quantity) return a;
  const auto& d = a.dimension;
  if (d.length % 2 != 0 || d.time % 2 != 0 || d.mass % 2 != 0 || d.angle % 2 != 0) {
    diagnostics.error(e.where.loc, "E0201",
                      fmt::format("the square root of {} has no dimension", describe(d)), "");
    return {};
  }
  return quantity_type({d.length / 2, d.time / 2, d.mass / 2, d.angle / 2});
}

}  // namespace

bool is_comparison(const Expression& e) {
  return e.kind == Kind::Less || e.kind == Kind::LessEqual || e.kind == Kind::Greater ||
         e.kind == Kind::GreaterEqual;
}

ValueType type_of(const Expression& e, const TypeOfParameter& type_of_parameter, Diagnostics& diagnostics) {
  if (e.kind == Kind::Literal) {
    const bool zero = e.literal.value == 0 && e.literal.dimension == kNumber;
    return zero ? ValueType{ValueType::Kind::Zero, {}} : quantity_type(e.literal.dimension);
  }
  if (e.kind == Kind::Parameter) {
    const auto type = type_of_parameter(e);
    if (type.kind != ValueType::Kind::Name) return type;
    diagnostics.error(e.where.loc, "E0209", fmt::format("parameter `{}` is a name, not a quantity", e.text),
                      "");
    return {};
  }
  std::vector<ValueType> types;
  for (const auto& operand : e.operands) types.push_back(type_of(operand, type_of_parameter, diagnostics));
  switch (e.kind) {
    case Kind::Negate:
    case Kind::Abs:
      return types[0];
    case Kind::Sqrt:
      return root_type(e, types[0], diagnostics);
    case Kind::Multiply:
    case Kind::Divide:
      return product_type(e, types[0], types[1], diagnostics);
    default: {
      const auto type = common_type(e, types[0], types[1], diagnostics);
      return is_comparison(e) ? quantity_type(kNumber) : type;
    }
  }
}

double evaluate(const Expression& e, const Values& values) {
  const auto operand = [&](std::size_t i) { return evaluate(e.operands[i], values); };
  switch (e.kind) {
    case Kind::Literal:
      return e.literal.value;
    case Kind::Parameter: {
      const auto found = values.find(e.text);
      TAILCAST_CHECK(found != values.end(), "no value for parameter " + e.text);
      return found->second;
    }
    case Kind::Negate:
      return -operand(0);
    case Kind::Abs:
      return std::fabs(operand(0));
    case Kind::Sqrt:
      return std::sqrt(operand(0));
    case Kind::Add:
      return operand(0) + operand(1);
    case Kind::Subtract:
      return operand(0) - operand(1);
    case Kind::Multiply:
      return operand(0) * operand(1);
    case Kind::Divide:
      return operand(0) / operand(1);
    case Kind::Min:
      return std::fmin(operand(0), operand(1));
    case Kind::Max:
      return std::fmax(operand(0), operand(1));
    case Kind::Less:
      return operand(0) < operand(1) ? 1 : 0;
    case Kind::LessEqual:
      return operand(0) <= operand(1) ? 1 : 0;
    case Kind::Greater:
      return operand(0) > operand(1) ? 1 : 0;
    case Kind::GreaterEqual:
      return operand(0) >= operand(1) ? 1 : 0;
  }
  TAILCAST_CHECK(false, "an expression of no kind");
}

void for_each_parameter(const Expression& e, const std::function<void(const Expression&)>& visit) {
  if (e.kind == Kind::Parameter) visit(e);
  for (const auto& operand : e.operands) for_each_parameter(operand, visit);
}

}  // namespace tailcast
