// SPDX-License-Identifier: Apache-2.0
// Numbers with units, as users write them: `35 m`, `100 km/h`, `6 m/s^2`, `2 rad/s`, `5 deg`. Held in SI and radians.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tailcast {

// Exponents of metre, second, kilogram, radian.
struct Dimension {
  int length = 0, time = 0, mass = 0, angle = 0;
  bool operator==(const Dimension&) const = default;
};
inline constexpr Dimension kNumber{}, kLength{1}, kTime{0, 1}, kMass{0, 0, 1}, kAngle{0, 0, 0, 1}, kSpeed{1, -1},
    kAcceleration{1, -2}, kAngularSpeed{0, -1, 0, 1}, kRate{0, -1}, kForce{1, -2, 1};
Dimension operator*(const Dimension& a, const Dimension& b);
Dimension operator/(const Dimension& a, const Dimension& b);

struct Quantity {
  double value = 0;  // SI, radians
  Dimension dimension;
};

// The SI factor and dimension of a unit expression ("km/h", "m/s^2", "1/m", "mm/h"); nullopt if unknown.
std::optional<Quantity> parse_unit(std::string_view text);
// "35 m", "-1.5e3 km/h", "2". nullopt if it is not exactly a finite number and an optional known unit.
std::optional<Quantity> parse_quantity(std::string_view text);
// "a length (m)", "a speed (m/s)", "a plain number", or the bare unit product.
std::string describe(const Dimension& dimension);
// An example to write for a value of that dimension: "35 m", "10 m/s".
std::string example_of(const Dimension& dimension);

}  // namespace tailcast
