// SPDX-License-Identifier: Apache-2.0
// Elementary functions that give the same bits on every CPU: only + - * / and sqrt, compiled without contraction.
// (glibc's double sin, exp, log, … pick a fused variant at run time and so differ between machines.)
// Whatever reaches a file's bytes uses these. Accurate to about 2 ulp over the ranges that tailcast uses.
// Polynomials: the minimax kernels published with fdlibm (Sun Microsystems, 1993); Wichura's AS 241 for the normal quantile.
#pragma once
#include <cmath>
#include <span>

namespace tailcast {

inline constexpr double kPi = 3.14159265358979323846;

namespace dmath {

double sin(double x);   // |x| < 1e6 rad
double cos(double x);
double tan(double x);
double atan(double x);
double atan2(double y, double x);
double asin(double x);  // clamps to [-1, 1]
double acos(double x);
double exp(double x);
double log(double x);   // x > 0
double pow(double x, double y);  // x >= 0; about 1e-13 relative
double erfc(double x);  // about 1e-15 absolute
// Of each place of an array, to the bit what they are one by one; `to` has the size of `x` and may be `x`.
void exp(std::span<const double> x, std::span<double> to);
void log(std::span<const double> x, std::span<double> to);
void acos(std::span<const double> x, std::span<double> to);
inline double sqrt(double x) { return std::sqrt(x); }  // IEEE exact

// Normal distribution, mean 0 and standard deviation 1.
double normal_cdf(double x);
double normal_quantile(double p);  // 0 < p < 1

}  // namespace dmath

inline double deg_to_rad(double deg) { return deg * (kPi / 180.0); }
inline double rad_to_deg(double rad) { return rad * (180.0 / kPi); }
// The same direction in (-pi, pi].
double wrap_angle(double rad);

}  // namespace tailcast
