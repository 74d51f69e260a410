// SPDX-License-Identifier: Apache-2.0
#include "core/dmath.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>

#include "core/check.h"
#include "core/wide.h"

namespace tailcast {
namespace {

// pi/2 in three parts, so that x - n pi/2 is exact enough for |n| < 2^20.
constexpr double kHalfPiHi = 1.57079632673412561417e+00;
constexpr double kHalfPiMid = 6.07710050630396597660e-11;
constexpr double kHalfPiLo = 2.02226624879595063154e-21;
constexpr double kLn2Hi = 6.93147180369123816490e-01;
constexpr double kLn2Lo = 1.90821492927058770002e-10;

double sin_kernel(double x) {  // |x| <= pi/4
  const double z = x * x;
  const double p = -1.66666666666666324348e-01 +
                   z * (8.33333333332248946124e-03 +
                        z * (-1.98412698298579493134e-04 +
                             z * (2.75573137070700676789e-06 +
                                  z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10))));
  return x + x * z * p;
}

double cos_kernel(double x) {
  const double z = x * x;
  const double p = 4.16666666666666019037e-02 +
                   z * (-1.38888888888741095749e-03 +
                        z * (2.48015872894767294178e-05 +
                             z * (-2.75573143513906633035e-07 +
                                  z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11))));
  const double half = 0.5 * z;
  const double w = 1.0 - half;
  return w + (((1.0 - w) - half) + z * z * p);
}

struct Reduced {
  double rest;
  int quadrant;
};

Reduced reduce(double x) {
  const double n = std::floor(x * (2.0 / kPi) + 0.5);
  const double rest = ((x - n * kHalfPiHi) - n * kHalfPiMid) - n * kHalfPiLo;
  return {rest, static_cast<int>(static_cast<std::int64_t>(n) & 3)};
}

TAILCAST_INLINE double atan_kernel(double x) {  // |x| <= 7/16
  const double z = x * x;
  const double p = 3.33333333333329318027e-01 +
                   z * (-1.99999999998764832476e-01 +
                        z * (1.42857142725034663711e-01 +
                             z * (-1.11111104054623557880e-01 +
                                  z * (9.09088713343650656196e-02 +
                                       z * (-7.69187620504482999495e-02 +
                                            z * (6.66107313738753120669e-02 +
                                                 z * (-5.83357013379057348645e-02 +
                                                      z * (4.97687799461593236017e-02 +
                                                           z * (-3.65315727442169155270e-02 +
                                                                z * 1.62858201153657823623e-02)))))))));
  return x - x * z * p;
}

double ldexp_exact(double x, int k) {
  if (k < -1022) return x * std::bit_cast<double>(std::uint64_t{1} << 52) * std::bit_cast<double>(static_cast<std::uint64_t>(k + 1022 + 1023) << 52);
  if (k > 1023) return x * 2.0 * std::bit_cast<double>(static_cast<std::uint64_t>(k - 1 + 1023) << 52);
  return x * std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52);
}

// Added and taken away again, rounds |x| < 2^51 to the nearest whole number, without a call.
constexpr double kRound = 6755399441055744.0;

// exp(x) as y 2^k.
TAILCAST_INLINE double exp_kernel(double x, double& y) {
  const double k = (x * 1.44269504088896338700 + kRound) - kRound;
  const double hi = x - k * kLn2Hi;
  const double lo = k * kLn2Lo;
  const double r = hi - lo;
  const double t = r * r;
  const double c = r - t * (1.66666666666666019037e-01 +
                            t * (-2.77777777770155933842e-03 +
                                 t * (6.61375632143793436117e-05 +
                                      t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
  y = 1.0 - ((lo - (r * c) / (2.0 - c)) - hi);
  return k;
}

// log of a normal number with these bits, times 2^scaled.
TAILCAST_INLINE double log_kernel(std::uint64_t bits, double scaled) {
  const bool upper = (bits & 0x000fffffffffffffULL) > 0x0006a09e667f3bcdULL;  // its mantissa lies beyond sqrt(2)
  const double k = std::bit_cast<double>(0x4330000000000000ULL | (bits >> 52)) - 4503599627371519.0;  // its exponent
  const double dk = (upper ? k + 1.0 : k) + scaled;
  const double f = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | (upper ? 0x3fe0000000000000ULL : 0x3ff0000000000000ULL)) - 1.0;
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double r = z * (6.666666666666735130e-01 +
                        z * (3.999999999940941908e-01 +
                             z * (2.857142874366239149e-01 +
                                  z * (2.222219843214978396e-01 +
                                       z * (1.818357216161805012e-01 +
                                            z * (1.531383769920937332e-01 + z * 1.479819860511658591e-01))))));
  const double half = 0.5 * f * f;
  return dk * kLn2Hi - ((half - (s * (half + r) + dk * kLn2Lo)) - f);
}

// Without a branch, which compilers make of ?: when there are many.
TAILCAST_INLINE double either(bool is, double yes, double no) {
  const std::uint64_t mask = is ? ~std::uint64_t{0} : 0;
  return std::bit_cast<double>((std::bit_cast<std::uint64_t>(yes) & mask) | (std::bit_cast<std::uint64_t>(no) & ~mask));
}

// a >= 0: in five pieces, each about a point whose arc is known.
TAILCAST_INLINE double atan_positive(double a) {
  double over = a, under = 1.0, high = 0.0, low = 0.0;
  const auto beyond = [&](double from, double o, double u, double h, double l) {
    const bool is = a >= from;
    over = either(is, o, over), under = either(is, u, under), high = either(is, h, high), low = either(is, l, low);
  };
  beyond(0.4375, 2.0 * a - 1.0, 2.0 + a, 4.63647609000806093515e-01, 2.26987774529616870924e-17);
  beyond(0.6875, a - 1.0, a + 1.0, 7.85398163397448278999e-01, 3.06161699786838301793e-17);
  beyond(1.1875, a - 1.5, 1.0 + 1.5 * a, 9.82793723247329054082e-01, 1.39033110312309984516e-17);
  beyond(2.4375, -1.0, a, 1.57079632679489655800e+00, 6.12323399573676603587e-17);
  return high + (atan_kernel(over / under) + low);
}

}  // namespace

namespace dmath {

double sin(double x) {
  const auto [r, q] = reduce(x);
  const double v = (q & 1) ? cos_kernel(r) : sin_kernel(r);
  return (q & 2) ? -v : v;
}

double cos(double x) {
  const auto [r, q] = reduce(x);
  const double v = (q & 1) ? sin_kernel(r) : cos_kernel(r);
  return (q == 1 || q == 2) ? -v : v;
}

double tan(double x) { return sin(x) / cos(x); }

double atan(double x) {
  const double v = atan_positive(std::fabs(x));
  return x < 0 ? -v : v;
}

double atan2(double y, double x) {
  if (x == 0.0) return y == 0.0 ? 0.0 : (y > 0 ? kPi / 2 : -kPi / 2);
  const double v = atan(y / x);
  if (x > 0) return v;
  return y >= 0 ? v + kPi : v - kPi;
}

double asin(double x) {
  if (x >= 1) return kPi / 2;
  if (x <= -1) return -kPi / 2;
  return atan2(x, sqrt((1.0 - x) * (1.0 + x)));
}

double acos(double x) {
  if (x >= 1) return 0.0;
  if (x <= -1) return kPi;
  return atan2(sqrt((1.0 - x) * (1.0 + x)), x);
}

double exp(double x) {
  if (x > 709.0) return x > 709.78 ? std::numeric_limits<double>::infinity() : exp(x - 1.0) * 2.718281828459045235360;
  if (x < -745.2) return 0.0;
  double y;
  const double k = exp_kernel(x, y);
  return ldexp_exact(y, static_cast<int>(k));
}

double log(double x) {
  if (!(x > 0)) return x == 0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
  const bool subnormal = x < std::numeric_limits<double>::min();
  const auto bits = std::bit_cast<std::uint64_t>(subnormal ? x * 18014398509481984.0 : x);
  if ((bits >> 52) == 0x7ff) return x;
  return log_kernel(bits, subnormal ? -54.0 : 0.0);
}

double pow(double x, double y) {
  if (y == 0) return 1.0;
  if (x <= 0) return 0.0;
  return exp(y * log(x));
}

double erfc(double x) {
  if (x < 0) return 2.0 - erfc(-x);
  if (x > 27) return 0.0;
  if (x < 2.0) {
    // erf by its Kummer series, all terms positive: 2/sqrt(pi) x e^(-x^2) sum (2x^2)^n / (2n+1)!!
    const double z = 2.0 * x * x;
    double term = 1.0, sum = 1.0;
    for (int n = 1; n < 64; ++n) {
      term *= z / (2.0 * n + 1.0);
      sum += term;
      if (term < 1e-17 * sum) break;
    }
    return 1.0 - 1.12837916709551257390 * x * exp(-x * x) * sum;
  }
  // Laplace's continued fraction, from the tail.
  double fraction = 0.0;
  for (int n = 60; n >= 1; --n) fraction = 0.5 * n / (x + fraction);
  return exp(-x * x) / ((x + fraction) * 1.77245385090551602730);
}

double normal_cdf(double x) { return 0.5 * erfc(-x * 0.70710678118654752440); }

double normal_quantile(double p) {
  const double q = p - 0.5;
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q *
           (((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r +
                4.5921953931549871457e4) * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r +
             1.3314166789178437745e2) * r + 3.3871328727963666080e0) /
           (((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r +
                2.1213794301586595867e4) * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r +
             4.2313330701600911252e1) * r + 1.0);
  }
  double r = q < 0 ? p : 1.0 - p;
  r = sqrt(-log(r));
  double v;
  if (r <= 5.0) {
    r -= 1.6;
    v = (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r +
             1.27045825245236838258e0) * r + 3.64784832476320460504e0) * r + 5.76949722146069140550e0) * r +
          4.63033784615654529590e0) * r + 1.42343711074968357734e0) /
        (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r +
             1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0) * r +
          2.05319162663775882187e0) * r + 1.0);
  } else {
    r -= 5.0;
    v = (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r +
             2.65321895265761230930e-2) * r + 2.96560571828504891230e-1) * r + 1.78482653991729133580e0) * r +
          5.46378491116411436990e0) * r + 6.65790464350110377720e0) /
        (((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r +
             7.86869131145613259100e-4) * r + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r +
          5.99832206555887937690e-1) * r + 1.0);
  }
  return q < 0 ? -v : v;
}

namespace {

// to[i] = exp(x[i]) wherever that is a normal number far from the limits. Returns whether it was everywhere.
TAILCAST_WIDE bool exp_moderate(const double* x, double* to, std::size_t count) {
  std::uint64_t outside = 0;
  TAILCAST_LANES
  for (std::size_t i = 0; i < count; ++i) {
    const double at = x[i];
    outside |= std::fabs(at) < 700.0 ? 0U : 1U;
    double y;
    const double k = exp_kernel(at, y);
    // Plus kRound, k stands in the lowest bits.
    to[i] = y * std::bit_cast<double>((std::bit_cast<std::uint64_t>(k + kRound) + 1023) << 52);
  }
  return outside == 0;
}

// The same of log(x[i]) for normal numbers.
TAILCAST_WIDE bool log_normal(const double* x, double* to, std::size_t count) {
  std::uint64_t outside = 0;
  TAILCAST_LANES
  for (std::size_t i = 0; i < count; ++i) {
    const double at = x[i];
    outside |= at >= std::numeric_limits<double>::min() && at <= std::numeric_limits<double>::max() ? 0U : 1U;
    to[i] = log_kernel(std::bit_cast<std::uint64_t>(at), 0.0);
  }
  return outside == 0;
}

// The same of acos(x[i]) for x in (0, 1].
TAILCAST_WIDE bool acos_positive(const double* x, double* to, std::size_t count) {
  std::uint64_t outside = 0;
  TAILCAST_LANES
  for (std::size_t i = 0; i < count; ++i) {
    const double at = x[i];
    outside |= at > 0.0 && at <= 1.0 ? 0U : 1U;
    to[i] = atan_positive(sqrt((1.0 - at) * (1.0 + at)) / at);
  }
  return outside == 0;
}

using Wide = bool (*)(const double*, double*, std::size_t);

void over(std::span<const double> x, std::span<double> to, Wide wide, double (*one)(double)) {
  TAILCAST_CHECK(x.size() == to.size(), "a value for each argument");
  constexpr std::size_t kBlock = 256;
  std::array<double, kBlock> block;  // arguments and values may be the same memory
  for (std::size_t begin = 0; begin < x.size(); begin += kBlock) {
    const auto count = std::min(kBlock, x.size() - begin);
    if (!wide(x.data() + begin, block.data(), count))
      for (std::size_t i = 0; i < count; ++i) block[i] = one(x[begin + i]);
    std::copy_n(block.begin(), count, to.begin() + static_cast<std::ptrdiff_t>(begin));
  }
}

}  // namespace

void exp(std::span<const double> x, std::span<double> to) { over(x, to, exp_moderate, exp); }
void log(std::span<const double> x, std::span<double> to) { over(x, to, log_normal, log); }
void acos(std::span<const double> x, std::span<double> to) { over(x, to, acos_positive, acos); }

}  // namespace dmath

double wrap_angle(double rad) {
  const double turns = std::floor((rad + kPi) / (2.0 * kPi));
  double r = rad - turns * (2.0 * kPi);
  if (r <= -kPi) r += 2.0 * kPi;
  if (r > kPi) r -= 2.0 * kPi;
  return r;
}

}  // namespace tailcast
