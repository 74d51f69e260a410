// SPDX-License-Identifier: Apache-2.0
#include "assets/vehicle_body.h"

#include <algorithm>

#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr double kStep = 4e-3;    // m, a wall's slant in the loft
constexpr double kLongest = .28;  // m between sections

double corner_loss(double radius, double distance) {
  if (distance >= radius) return 0;
  const double u = (radius - distance) / radius;
  return radius * (1 - std::sqrt(std::max(0.0, 1 - u * u)));
}

double lower_edge(const BodyPlan& plan, double x) {
  double z = plan.sill;
  for (const double axle : plan.axles) {
    const double d = x - axle, r = plan.arch;
    if (std::fabs(d) < r) z = std::max(z, plan.wheel_radius + std::sqrt(r * r - d * d));
  }
  return z;
}

std::vector<double> station_positions(const BodyPlan& plan) {
  std::vector<double> x{plan.rear, plan.front};
  for (const double f : {.08, .3, .65, 1.0}) {
    x.push_back(plan.rear + f * plan.tail_corner);
    x.push_back(plan.front - f * plan.nose_corner);
  }
  for (const auto& k : plan.top.knots()) x.push_back(k.x());
  for (const auto& windows : {plan.side_windows, plan.top_windows})
    for (const auto& w : windows) x.push_back(w.low), x.push_back(w.high);
  for (const auto& w : plan.top_windows)
    for (const double f : {.25, .5, .75}) x.push_back(w.low + f * (w.high - w.low));
  for (const double axle : plan.axles) {
    for (const double side : {-1.0, 1.0}) x.push_back(axle + side * (plan.arch + .006));
    for (int i = -6; i <= 6; ++i) x.push_back(axle + .9995 * plan.arch * dmath::sin(i * kPi / 12));
  }
  if (plan.bed)
    for (const double b : {plan.bed->rear, plan.bed->front})
      for (const double side : {-kStep, 0.0, kStep}) x.push_back(b + side);
  std::ranges::sort(x);
  std::vector<double> spaced;
  for (const double p : x) {
    if (p < plan.rear || p > plan.front) continue;
    if (!spaced.empty()) {
      if (p - spaced.back() < 3e-3) continue;
      const int pieces = static_cast<int>((p - spaced.back()) / kLongest) + 1;
      const double from = spaced.back();
      for (int i = 1; i < pieces; ++i) spaced.push_back(from + (p - from) * i / pieces);
    }
    spaced.push_back(p);
  }
  spaced.back() = plan.front;
  return spaced;
}

// Rows 0 to 6: underbody, wheel well, door.
void fill_lower(BodySection& s, const BodyPlan& plan, double width, double belt) {
  const double low = std::min(lower_edge(plan, s.x), belt - .04);
  const double inner = std::min(plan.half_width - plan.wheel_width - .09, .8 * width);
  s.yz[0] = {0, plan.floor};
  s.yz[1] = {inner, plan.floor};
  s.yz[2] = {inner, low};
  s.yz[3] = {.965 * width, low};
  s.yz[4] = {.992 * width, low + .3 * (belt - low)};
  s.yz[5] = {width, low + .62 * (belt - low)};
  s.yz[6] = {.975 * width, belt};
}

// Rows 7 to 11: windows, roof; or bonnet and boot where the top lies just above the belt.
void fill_upper(BodySection& s, const BodyPlan& plan, double width, double belt, double top) {
  const double height = top - belt;
  const double crown = std::min(.085, .6 * height);
  const double shoulder = .975 * width - .03;
  const double edge = std::max(.35 * width, shoulder - .03 - plan.tumblehome * height);
  s.yz[7] = {shoulder, belt + std::min(.02, .3 * height)};
  s.yz[9] = {edge, top - crown};
  s.yz[8] = s.yz[7] + .87 * (s.yz[9] - s.yz[7]);
  s.yz[10] = {.55 * edge, top - .25 * crown};
  s.yz[11] = {0, top};
}

void fill_bed(BodySection& s, const CargoBed& bed, double width) {
  s.yz[6] = {.975 * width, bed.rail - .02};
  s.yz[7] = {.975 * width - .02, bed.rail};
  s.yz[8] = {bed.half_width, bed.rail};
  s.yz[9] = {bed.half_width, bed.floor};
  s.yz[10] = {.5 * bed.half_width, bed.floor};
  s.yz[11] = {0, bed.floor};
}

bool in_any(std::span<const Span> spans, double x) {
  return std::ranges::any_of(spans, [x](const Span& s) { return s.contains(x); });
}

Paint paint_of(const BodyPlan& plan, std::size_t row, double x, const BodySection& section) {
  if (row < 3) return {MaterialId::DarkInterior, Part::Underbody};
  if (plan.in_bed(x) && row >= 7) return plan.bed->lining;
  const bool tall = section.yz[11].y() - section.yz[6].y() > .16;
  if (row == 7 && tall && in_any(plan.side_windows, x)) return {MaterialId::CarGlass, Part::Window};
  if (row >= 9 && in_any(plan.top_windows, x)) return {MaterialId::CarGlass, Part::Window};
  return {MaterialId::CarPaint, Part::Body};
}

Vec3 left(const BodySection& s, std::size_t row) {
  return {s.x, s.yz[row].x(), s.yz[row].y()};
}
Vec3 right(const BodySection& s, std::size_t row) {
  return {s.x, -s.yz[row].x(), s.yz[row].y()};
}

void add_cap(Mesh& mesh, const BodySection& s, bool front) {
  for (std::size_t row = 0; row + 1 < kSectionRows; ++row) {
    const bool grille = row >= 3 && row < (front ? 5u : 4u);  // behind: the bumper's skirt only
    const Paint paint = row < 3  ? Paint{MaterialId::DarkInterior, Part::Underbody}
                        : grille ? Paint{MaterialId::Plastic, Part::Body}
                                 : Paint{MaterialId::CarPaint, Part::Body};
    const Vec3 a = right(s, row), b = left(s, row), c = left(s, row + 1), d = right(s, row + 1);
    if (front)
      add_patch(mesh, a, b, c, d, paint);
    else
      add_patch(mesh, b, a, d, c, paint);
  }
}

}  // namespace

double half_width_at(const BodyPlan& plan, double x) {
  const double middle = .5 * (plan.front + plan.rear);
  const double u = x > middle ? (x - middle) / (plan.front - middle) : (middle - x) / (middle - plan.rear);
  const double taper = (x > middle ? plan.nose_taper : plan.tail_taper) * u * u * u;
  return plan.half_width * (1 - taper) - corner_loss(plan.nose_corner, plan.front - x) -
         corner_loss(plan.tail_corner, x - plan.rear);
}

std::vector<BodySection> section_body(const BodyPlan& plan) {
  std::vector<BodySection> sections;
  for (const double x : station_positions(plan)) {
    BodySection s{x, {}};
    const double width = half_width_at(plan, x), top = plan.top.at(x);
    const double belt = plan.in_bed(x) ? plan.bed->rail - .02 : std::min(plan.belt.at(x), top - .03);
    fill_lower(s, plan, width, belt);
    if (plan.in_bed(x))
      fill_bed(s, *plan.bed, width);
    else
      fill_upper(s, plan, width, belt, top);
    sections.push_back(s);
  }
  return sections;
}

void add_shell(Mesh& mesh, const BodyPlan& plan, std::span<const BodySection> sections) {
  for (std::size_t i = 0; i + 1 < sections.size(); ++i) {
    const auto& a = sections[i];
    const auto& b = sections[i + 1];
    for (std::size_t row = 0; row + 1 < kSectionRows; ++row) {
      const Paint paint = paint_of(plan, row, .5 * (a.x + b.x), a.yz[11].y() < b.yz[11].y() ? b : a);
      add_patch(mesh, left(a, row), left(a, row + 1), left(b, row + 1), left(b, row), paint);
      add_patch(mesh, right(a, row), right(b, row), right(b, row + 1), right(a, row + 1), paint);
    }
  }
  add_cap(mesh, sections.back(), true);
  add_cap(mesh, sections.front(), false);
}

}  // namespace tailcast
