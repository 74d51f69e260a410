// SPDX-License-Identifier: Apache-2.0
#include "core/quantity.h"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <cmath>

#include "core/dmath.h"

namespace tailcast {
namespace {

struct Unit {
  std::string_view name;
  double factor;
  Dimension dimension;
};
constexpr std::array kUnits{
    Unit{"m", 1, kLength},          Unit{"mm", 1e-3, kLength},  Unit{"cm", 1e-2, kLength}, Unit{"km", 1e3, kLength},
    Unit{"nm", 1e-9, kLength},
    Unit{"s", 1, kTime},            Unit{"ms", 1e-3, kTime},    Unit{"us", 1e-6, kTime},   Unit{"ns", 1e-9, kTime},
    Unit{"min", 60, kTime},         Unit{"h", 3600, kTime},     Unit{"kg", 1, kMass},      Unit{"g", 1e-3, kMass},
    Unit{"t", 1e3, kMass},          Unit{"rad", 1, kAngle},     Unit{"mrad", 1e-3, kAngle},
    Unit{"deg", kPi / 180, kAngle}, Unit{"Hz", 1, kRate},       Unit{"N", 1, kForce},
    Unit{"kN", 1e3, kForce},
    Unit{"J", 1, {2, -2, 1, 0}},    Unit{"mph", 0.44704, kSpeed}, Unit{"rpm", 2 * kPi / 60, kAngularSpeed},
};

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// "m", "s^2", "1"
std::optional<Quantity> parse_factor(std::string_view text) {
  text = trim(text);
  if (text == "1") return Quantity{1, kNumber};
  int power = 1;
  if (const auto caret = text.find('^'); caret != std::string_view::npos) {
    const auto digits = text.substr(caret + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), power);
    if (error != std::errc{} || end != digits.data() + digits.size() || power < 1 || power > 4) return std::nullopt;
    text = text.substr(0, caret);
  }
  for (const auto& unit : kUnits) {
    if (unit.name != text) continue;
    Quantity q{1, kNumber};
    for (int i = 0; i < power; ++i) q = {q.value * unit.factor, q.dimension * unit.dimension};
    return q;
  }
  return std::nullopt;
}

}  // namespace

Dimension operator*(const Dimension& a, const Dimension& b) {
  return {a.length + b.length, a.time + b.time, a.mass + b.mass, a.angle + b.angle};
}
Dimension operator/(const Dimension& a, const Dimension& b) {
  return {a.length - b.length, a.time - b.time, a.mass - b.mass, a.angle - b.angle};
}

std::optional<Quantity> parse_unit(std::string_view text) {
  Quantity product{1, kNumber};
  char operation = '*';
  while (true) {
    const auto end = text.find_first_of("*/");
    const auto factor = parse_factor(text.substr(0, end));
    if (!factor) return std::nullopt;
    product = operation == '*' ? Quantity{product.value * factor->value, product.dimension * factor->dimension}
                               : Quantity{product.value / factor->value, product.dimension / factor->dimension};
    if (end == std::string_view::npos) return product;
    operation = text[end];
    text.remove_prefix(end + 1);
  }
}

std::optional<Quantity> parse_quantity(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || !std::isfinite(number)) return std::nullopt;
  const auto unit = trim(text.substr(static_cast<std::size_t>(end - text.data())));
  if (unit.empty()) return Quantity{number, kNumber};
  const auto factor = parse_unit(unit);
  if (!factor) return std::nullopt;
  const double value = number * factor->value;
  if (!std::isfinite(value)) return std::nullopt;
  return Quantity{value, factor->dimension};
}

std::string describe(const Dimension& d) {
  if (d == kNumber) return "a plain number";
  if (d == kLength) return "a length (m)";
  if (d == kTime) return "a time (s)";
  if (d == kMass) return "a mass (kg)";
  if (d == kAngle) return "an angle (deg or rad)";
  if (d == kSpeed) return "a speed (m/s or km/h)";
  if (d == kAcceleration) return "an acceleration (m/s^2)";
  if (d == kAngularSpeed) return "an angular speed (rad/s)";
  if (d == kRate) return "a rate (1/s)";
  if (d == kForce) return "a force (N or kN)";
  std::string over, under;
  const auto add = [&](int power, const char* name) {
    if (power == 0) return;
    auto& side = power > 0 ? over : under;
    side += fmt::format("{}{}", side.empty() ? "" : "*", name);
    if (std::abs(power) > 1) side += fmt::format("^{}", std::abs(power));
  };
  add(d.mass, "kg"), add(d.length, "m"), add(d.angle, "rad"), add(d.time, "s");
  return fmt::format("a quantity in {}{}{}", over.empty() ? "1" : over, under.empty() ? "" : "/", under);
}

std::string example_of(const Dimension& d) {
  if (d == kNumber) return "3";
  if (d == kLength) return "35 m";
  if (d == kTime) return "1.5 s";
  if (d == kMass) return "20 kg";
  if (d == kAngle) return "5 deg";
  if (d == kSpeed) return "50 km/h";
  if (d == kAcceleration) return "6 m/s^2";
  if (d == kAngularSpeed) return "2 rad/s";
  if (d == kForce) return "5 kN";
  return describe(d);
}

}  // namespace tailcast
