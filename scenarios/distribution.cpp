// SPDX-License-Identifier: Apache-2.0
#include "scenarios/distribution.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "core/check.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kLeastMass = 1e-9;  // between limits: below it, the tail is beyond what the quantile resolves
constexpr int kBisections = 80;      // halvings of an interval until doubles do not resolve it

using Is = ShapeArgument::Is;
constexpr ShapeArgument kMin{"min", Is::Value, false, "the lowest value"};
constexpr ShapeArgument kMax{"max", Is::Value, false, "the highest value"};
constexpr ShapeArgument kFrom{"min", Is::Value, true, "the lowest value"};
constexpr ShapeArgument kTo{"max", Is::Value, true, "the highest value"};

constexpr std::array kRules{
    ShapeRule{Shape::Uniform, "uniform", "evenly between its limits", {kFrom, kTo}, 2},
    ShapeRule{Shape::Triangular,
              "triangular",
              "rises from min to mode and falls to max",
              {kFrom, ShapeArgument{"mode", Is::Value, true, "the likeliest value"}, kTo},
              3},
    ShapeRule{Shape::Normal,
              "normal",
              "normal, cut to its limits where given",
              {ShapeArgument{"mean", Is::Value, true, "its mean, before the cut"},
               ShapeArgument{"sigma", Is::Positive, true, "its standard deviation, before the cut"}, kMin, kMax},
              4},
    ShapeRule{Shape::Lognormal,
              "lognormal",
              "its logarithm is normal; cut to its limits where given",
              {ShapeArgument{"median", Is::Positive, true, "its median, before the cut"},
               ShapeArgument{"sigma", Is::Number, true, "standard deviation of the natural logarithm"}, kMin, kMax},
              4},
    ShapeRule{Shape::Exponential,
              "exponential",
              "falls off from 0 by the same share for each further step, cut to its limits where given",
              {ShapeArgument{"mean", Is::Positive, true, "its mean, before the cut"}, kMin, kMax},
              3},
    ShapeRule{Shape::Beta,
              "beta",
              "x^(alpha-1) (1-x)^(beta-1) over the way x from min to max (plain numbers from 0 to 1 where both are left out)",
              {ShapeArgument{"alpha", Is::Number, true, "the higher, the nearer to max"},
               ShapeArgument{"beta", Is::Number, true, "the higher, the nearer to min"}, kMin, kMax},
              4,
              true},
};

// min and max of a shape's arguments, infinite where left out.
std::pair<double, double> limits_of(Shape shape, const Law::Arguments& arguments) {
  double low = -kInfinity, high = kInfinity;
  const auto& rule = rule_of(shape);
  for (std::size_t i = 0; i < rule.count; ++i) {
    if (std::isnan(arguments[i])) continue;
    if (rule.arguments[i].name == "min") low = arguments[i];
    if (rule.arguments[i].name == "max") high = arguments[i];
  }
  return {low, high};
}

// The limits of a normal or lognormal, in standard deviations of the normal behind it.
double standard(Shape shape, double a, double b, double x) {
  if (shape == Shape::Normal) return (x - a) / b;
  return x <= 0 ? -kInfinity : std::isinf(x) ? x : dmath::log(x / a) / b;
}
double share_below(double z) { return std::isinf(z) ? (z > 0 ? 1 : 0) : dmath::normal_cdf(z); }

// Lentz's way through the continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8).
double beta_fraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  const auto lift = [](double v) { return std::fabs(v) < kTiny ? kTiny : v; };
  double c = 1, d = 1 / lift(1 - (a + b) * x / (a + 1)), f = d;
  for (int m = 1; m < 500; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / lift(1 + even * d);
    c = lift(1 + even / c);
    f *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / lift(1 + odd * d);
    c = lift(1 + odd / c);
    const double step = d * c;
    f *= step;
    if (std::fabs(step - 1) < 1e-15) break;
  }
  return f;
}

// x in [low, high] with function(x) = target, for a function that grows.
template <typename Function>
double bisect(double low, double high, double target, Function function) {
  for (int i = 0; i < kBisections && low < high; ++i) {
    const double middle = low + 0.5 * (high - low);
    if (middle <= low || middle >= high) break;
    (function(middle) < target ? low : high) = middle;
  }
  return low + 0.5 * (high - low);
}

}  // namespace

std::span<const ShapeRule> shape_rules() { return kRules; }
const ShapeRule& rule_of(Shape shape) { return kRules[static_cast<std::size_t>(shape)]; }
const ShapeRule* find_shape(std::string_view name) {
  const auto found = std::ranges::find(kRules, name, &ShapeRule::name);
  return found == kRules.end() ? nullptr : &*found;
}

double log_gamma(double x) {
  constexpr std::array kLanczos{0.99999999999980993,     676.5203681218851,    -1259.1392167224028,
                                771.32342877765313,      -176.61502916214059,  12.507343278686905,
                                -0.13857109526572012,    9.9843695780195716e-6, 1.5056327351493116e-7};
  if (x < 0.5) return dmath::log(kPi / (dmath::sin(kPi * x))) - log_gamma(1 - x);  // reflection
  double sum = kLanczos[0];
  for (std::size_t i = 1; i < kLanczos.size(); ++i) sum += kLanczos[i] / (x - 1 + static_cast<double>(i));
  const double t = x + 6.5;
  return 0.91893853320467274178 + (x - 0.5) * dmath::log(t) - t + dmath::log(sum);
}

double incomplete_beta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast below the mean; above it, the mirror image does.
  if (x > (a + 1) / (a + b + 2)) return 1 - incomplete_beta(b, a, 1 - x);
  const double front =
      dmath::exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * dmath::log(x) + b * dmath::log(1 - x));
  return std::clamp(front * beta_fraction(a, b, x) / a, 0.0, 1.0);
}

std::optional<Law::Fault> Law::find_fault(Shape shape, const Arguments& arguments) {
  const auto& rule = rule_of(shape);
  for (std::size_t i = 0; i < rule.count; ++i) {
    const auto& argument = rule.arguments[i];
    const double x = arguments[i];
    if (std::isnan(x)) {
      if (argument.required) return Fault{"E0213", fmt::format("{} is not a number", argument.name)};
      continue;
    }
    if (std::isinf(x)) return Fault{"E0213", fmt::format("{} is not finite", argument.name)};
    if (argument.is != Is::Value && !(x > 0)) return Fault{"E0207", fmt::format("{} is {:.6g}: it must be above 0", argument.name, x)};
  }
  const auto [low, high] = limits_of(shape, arguments);
  if (!(low <= high)) return Fault{"E0203", fmt::format("min {:.6g} is above max {:.6g} (in SI)", low, high)};
  if (shape == Shape::Triangular && !(low <= arguments[1] && arguments[1] <= high))
    return Fault{"E0203", fmt::format("mode {:.6g} is not between min {:.6g} and max {:.6g} (in SI)", arguments[1], low, high)};
  if (shape == Shape::Exponential && high < 0) return Fault{"E0212", "its limits leave next to nothing of it"};
  if (shape == Shape::Normal || shape == Shape::Lognormal) {
    double from = standard(shape, arguments[0], arguments[1], low), to = standard(shape, arguments[0], arguments[1], high);
    if (from > 0) from = -std::exchange(to, -from);  // tails are exact near 0, not near 1
    if (!(share_below(to) - share_below(from) > kLeastMass)) return Fault{"E0212", "its limits leave next to nothing of it"};
  }
  return std::nullopt;
}

Law::Law(Shape shape, const Arguments& arguments) : shape_(shape), a_(arguments[0]), b_(arguments[1]) {
  std::tie(low_, high_) = limits_of(shape, arguments);
  switch (shape_) {
    case Shape::Uniform:
      break;
    case Shape::Triangular:
      a_ = arguments[1];
      break;
    case Shape::Normal:
    case Shape::Lognormal: {
      from_ = standard(shape_, a_, b_, low_), to_ = standard(shape_, a_, b_, high_);
      mirrored_ = from_ > 0;
      if (mirrored_) from_ = -std::exchange(to_, -from_);
      below_ = share_below(from_);
      within_ = share_below(to_) - below_;
      if (shape_ == Shape::Lognormal) low_ = std::max(low_, 0.0);
      break;
    }
    case Shape::Exponential:
      low_ = std::max(low_, 0.0);
      within_ = std::isinf(high_) ? 1 : 1 - dmath::exp(-(high_ - low_) / a_);
      break;
    case Shape::Beta:
      if (std::isinf(low_)) low_ = 0;
      if (std::isinf(high_)) high_ = 1;
      break;
  }
}

double Law::quantile(double u) const {
  switch (shape_) {
    case Shape::Uniform:
      return low_ + u * (high_ - low_);
    case Shape::Triangular: {
      const double width = high_ - low_;
      if (!(width > 0)) return low_;
      const double at_mode = (a_ - low_) / width;
      return u < at_mode ? low_ + dmath::sqrt(u * width * (a_ - low_)) : high_ - dmath::sqrt((1 - u) * width * (high_ - a_));
    }
    case Shape::Normal:
      return std::clamp(a_ + b_ * standard_quantile(u), low_, high_);
    case Shape::Lognormal:
      return std::clamp(a_ * dmath::exp(b_ * standard_quantile(u)), low_, high_);
    case Shape::Exponential:
      if (low_ == high_) return low_;
      return std::clamp(low_ - a_ * dmath::log(1 - u * within_), low_, high_);
    case Shape::Beta: {
      const double x = bisect(0, 1, u, [&](double at) { return incomplete_beta(a_, b_, at); });
      return low_ + x * (high_ - low_);
    }
  }
  return low_;
}

double Law::standard_quantile(double u) const {
  const double share = mirrored_ ? 1 - u : u;
  const double z = dmath::normal_quantile(std::clamp(below_ + share * within_, 1e-300, 1 - 1e-16));
  return mirrored_ ? -z : z;
}

double Law::cumulative(double x) const {
  if (x < low_) return 0;
  if (x >= high_) return 1;
  switch (shape_) {
    case Shape::Uniform:
      return (x - low_) / (high_ - low_);
    case Shape::Triangular: {
      const double width = high_ - low_;
      return x < a_ ? (x - low_) * (x - low_) / (width * (a_ - low_)) : 1 - (high_ - x) * (high_ - x) / (width * (high_ - a_));
    }
    case Shape::Normal:
    case Shape::Lognormal: {
      const double z = standard(shape_, a_, b_, x);
      const double share = (share_below(mirrored_ ? -z : z) - below_) / within_;
      return std::clamp(mirrored_ ? 1 - share : share, 0.0, 1.0);
    }
    case Shape::Exponential:
      return (1 - dmath::exp(-(x - low_) / a_)) / within_;
    case Shape::Beta:
      return incomplete_beta(a_, b_, (x - low_) / (high_ - low_));
  }
  return 0;
}

double Law::log_density(double x) const {
  if (!(x >= low_ && x <= high_)) return -kInfinity;
  const double width = high_ - low_;
  constexpr double kLogRootTwoPi = 0.91893853320467274178;
  switch (shape_) {
    case Shape::Uniform:
      return -dmath::log(width);
    case Shape::Triangular: {
      const double up = a_ > low_ ? (x - low_) / (a_ - low_) : 1, down = high_ > a_ ? (high_ - x) / (high_ - a_) : 1;
      const double height = std::min(up, down);
      return height > 0 ? dmath::log(2 * height / width) : -kInfinity;
    }
    case Shape::Normal: {
      const double z = (x - a_) / b_;
      return -0.5 * z * z - kLogRootTwoPi - dmath::log(b_ * within_);
    }
    case Shape::Lognormal: {
      if (!(x > 0)) return -kInfinity;
      const double z = standard(shape_, a_, b_, x);
      return -0.5 * z * z - kLogRootTwoPi - dmath::log(b_ * within_) - dmath::log(x);
    }
    case Shape::Exponential:
      return -(x - low_) / a_ - dmath::log(a_ * within_);
    case Shape::Beta: {
      const double at = (x - low_) / width;
      const auto power = [](double base, double exponent) {  // exponent * ln(base), where base may be 0
        return exponent == 0 ? 0 : base > 0 ? exponent * dmath::log(base) : exponent > 0 ? -kInfinity : kInfinity;
      };
      return log_gamma(a_ + b_) - log_gamma(a_) - log_gamma(b_) + power(at, a_ - 1) + power(1 - at, b_ - 1) - dmath::log(width);
    }
  }
  return -kInfinity;
}

double cumulative(std::span<const WeightedLaw> mixture, double x) {
  double sum = 0;
  for (const auto& part : mixture) sum += part.weight * part.law.cumulative(x);
  return sum;
}

double quantile(std::span<const WeightedLaw> mixture, double share) {
  double low = kInfinity, high = -kInfinity;
  for (const auto& part : mixture) {
    const double x = part.law.quantile(share);
    low = std::min(low, x), high = std::max(high, x);
  }
  return bisect(low, high, share, [&](double x) { return cumulative(mixture, x); });
}

double log_density(std::span<const WeightedLaw> mixture, double x) {
  double sum = 0;
  for (const auto& part : mixture) {
    const double density = part.law.log_density(x);
    if (std::isfinite(density)) sum += part.weight * dmath::exp(density);
    if (density == kInfinity) return kInfinity;
  }
  return sum > 0 ? dmath::log(sum) : -kInfinity;
}

double empirical_quantile(std::span<const double> sorted, double share) {
  TAILCAST_CHECK(sorted.size() >= 2, "an empirical distribution has two values or more");
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(at), sorted.size() - 2);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

}  // namespace tailcast
