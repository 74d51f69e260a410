// SPDX-License-Identifier: Apache-2.0
// One-dimensional distributions as numbers: quantile, cumulative share and density. Own arithmetic (core/dmath.h), the
// same bits on every machine. The table of shapes is what the parser, the printer, the check and the sampler go by.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tailcast {

enum class Shape : std::uint8_t { Uniform, Triangular, Normal, Lognormal, Exponential, Beta };

struct ShapeArgument {
  enum class Is : std::uint8_t {
    Value,     // of the parameter's own dimension
    Positive,  // the same, above 0
    Number,    // a plain number above 0
  };
  std::string_view name;
  Is is = Is::Value;
  bool required = true;
  std::string_view meaning;
};
inline constexpr std::size_t kShapeArguments = 4;
struct ShapeRule {
  Shape shape;
  std::string_view name;     // "normal"
  std::string_view meaning;  // for people
  std::array<ShapeArgument, kShapeArguments> arguments;
  std::size_t count = 0;     // of them
  bool needs_limits = false; // min and max are all or nothing: without them the values are plain numbers from 0 to 1
  std::span<const ShapeArgument> used() const { return {arguments.data(), count}; }
};
std::span<const ShapeRule> shape_rules();
const ShapeRule& rule_of(Shape shape);
const ShapeRule* find_shape(std::string_view name);

// A shape with its arguments in SI, NaN where one is left out. Limits cut the distribution off, and what is left is made
// to sum to 1.
class Law {
 public:
  using Arguments = std::array<double, kShapeArguments>;
  // What is wrong with these arguments, if anything: the code of a diagnostic and a message.
  struct Fault {
    std::string_view code;
    std::string message;
  };
  static std::optional<Fault> find_fault(Shape shape, const Arguments& arguments);

  // `arguments` have no fault.
  Law(Shape shape, const Arguments& arguments);
  double quantile(double share) const;   // of 0 < share < 1
  double cumulative(double x) const;     // the share at or below x, 0 to 1
  double log_density(double x) const;    // per SI unit; -infinity beyond the limits
  double lowest() const { return low_; }    // of its support; may be -infinity
  double highest() const { return high_; }  // may be infinity

 private:
  double standard_quantile(double share) const;  // of the normal between from_ and to_
  Shape shape_;
  double a_ = 0, b_ = 0;         // the shape's own numbers (of a triangular one, a_ is the mode)
  double low_ = 0, high_ = 0;    // of the support
  double from_ = 0, to_ = 0;     // normal, lognormal: the limits in standard deviations, mirrored when both are above 0
  double below_ = 0, within_ = 1;  // shares below the limits and between them
  bool mirrored_ = false;        // so that a far tail is one below: the normal's share is exact near 0, not near 1
};

// Weights above 0 that sum to 1.
struct WeightedLaw {
  double weight = 1;
  Law law;
};
// Of a mixture. The quantile is the exact inverse of the cumulative share (by bisection), so it grows with `share`.
double quantile(std::span<const WeightedLaw> mixture, double share);
double cumulative(std::span<const WeightedLaw> mixture, double x);
double log_density(std::span<const WeightedLaw> mixture, double x);

// Of measured values in ascending order, at least two: linear between order statistics (type 7 of Hyndman and Fan, 1996).
double empirical_quantile(std::span<const double> sorted, double share);

// The regularised incomplete beta function I_x(a, b), 0 <= x <= 1; some 1e-13.
double incomplete_beta(double a, double b, double x);
// ln of the gamma function, x > 0; some 1e-14 relative (Lanczos 1964, g = 7, 9 terms).
double log_gamma(double x);

}  // namespace tailcast
