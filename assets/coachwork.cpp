// SPDX-License-Identifier: Apache-2.0
#include "assets/coachwork.h"

#include <fmt/format.h>

#include <algorithm>

#include "assets/collide.h"
#include "assets/families.h"
#include "assets/wheel.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

const Pose kProfilePlane{rotation_about(Vec3::UnitX(), .5 * kPi), Vec3::Zero()};  // (x, z), swept to -y
// (y, z), swept to x
const Pose kSectionPlane{rotation_about(Vec3::UnitZ(), .5 * kPi) * rotation_about(Vec3::UnitX(), .5 * kPi),
                         Vec3::Zero()};

Mesh twin_wheel(const WheelSize& size, int spokes) {
  Mesh mesh = make_wheel(size, spokes);
  append(mesh, make_wheel(size, spokes), offset(0, -1.12 * size.width, 0));
  return mesh;
}

std::string wheel_name(std::size_t axle, std::size_t axles, const char* side) {
  std::string place = axle == 0 ? "_front" : axle + 1 == axles ? "_rear" : "_middle";
  if (axles == 1) place.clear();
  if (axles > 3 && axle > 0 && axle + 1 < axles) place += fmt::format("_{}", axle);
  return fmt::format("wheel{}{}", place, side);
}

Outline counter_clockwise(Outline outline) {
  double area = 0;
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const auto& a = outline[i];
    const auto& b = outline[(i + 1) % outline.size()];
    area += a.x() * b.y() - a.y() * b.x();
  }
  if (area < 0) std::ranges::reverse(outline);
  return outline;
}

// The four uprights of a cab, from foot to roof: rear right, front right, front left, rear left.
struct Upright {
  Vec3 foot, head;
  Vec3 at(double z) const { return foot + (z - foot.z()) / (head.z() - foot.z()) * (head - foot); }
};
std::array<Upright, 4> uprights_of(const GlassCab& c) {
  const auto upright = [&](bool front, bool is_left) {
    const double x = front ? c.high.x() : c.low.x(), y = is_left ? c.high.y() : c.low.y();
    const double back = front ? -c.rake_front : c.rake_rear, in = is_left ? -c.lean : c.lean;
    return Upright{{x, y, c.low.z()}, {x + back, y + in, c.high.z()}};
  };
  return {upright(false, false), upright(true, false), upright(true, true), upright(false, true)};
}

}  // namespace

Asset finish(Coachwork work, double mass, double height) {
  collide_in_runs(work.asset, work.solid);
  collide_where_proud(work.asset, work.trim);
  append(work.trim, work.solid, {});
  set_root(work.asset, std::move(work.trim));
  set_mass(work.asset, mass, .7, .1);
  work.asset.center_of_mass.z() = height;
  return std::move(work.asset);
}

void add_block(Mesh& mesh, const Vec3& a, const Vec3& b, Paint paint, double rounding) {
  const Pose center{Quat::Identity(), .5 * (a + b)};
  const Vec3 size = (b - a).cwiseAbs();
  if (rounding > 0)
    add_rounded_box(mesh, center, size, rounding, paint);
  else
    add_box(mesh, center, size, paint);
}

void add_blocks(Mesh& mesh, const Vec3& a, const Vec3& b, Paint paint, double rounding) {
  const Vec3 mirrored(1, -1, 1);
  add_block(mesh, a, b, paint, rounding);
  add_block(mesh, a.cwiseProduct(mirrored), b.cwiseProduct(mirrored), paint, rounding);
}

void add_beam(Mesh& mesh, const Vec3& a, const Vec3& b, double width, double height, Paint paint,
              const Vec3& up) {
  const Vec3 along = (b - a).normalized();
  const Vec3 aside = (std::fabs(up.dot(along)) > .99 ? Vec3(Vec3::UnitX()) : up).cross(along).normalized();
  const Vec3 y = .5 * width * aside, z = .5 * height * along.cross(aside);
  const auto ring = [&](const Vec3& p) {
    return std::vector<Vec3>{p - y - z, p + y - z, p + y + z, p - y + z};
  };
  add_loft(mesh, std::array{ring(a), ring(b)}, paint);
}

void add_profile(Mesh& mesh, const Outline& outline, double low, double high, Paint paint) {
  add_prism(mesh, kProfilePlane, counter_clockwise(outline), -high, -low, paint);
}

void add_section(Mesh& mesh, const Outline& outline, double low, double high, Paint paint) {
  add_prism(mesh, kSectionPlane, counter_clockwise(outline), low, high, paint);
}

void add_sheet(Mesh& mesh, const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& d, double thickness,
               Paint paint) {
  const Vec3 inward = -thickness * (c - a).cross(d - b).normalized();
  add_loft(mesh,
           std::array{std::vector<Vec3>{a + inward, b + inward, c + inward, d + inward},
                      std::vector<Vec3>{a, b, c, d}},
           paint);
}

Outline arc(const Eigen::Vector2d& center, double radius, double from, double to, int pieces) {
  Outline points;
  for (int i = 0; i <= pieces; ++i) {
    const double angle = from + (to - from) * i / pieces;
    points.emplace_back(center.x() + radius * dmath::cos(angle), center.y() + radius * dmath::sin(angle));
  }
  return points;
}

void add_tank(Mesh& mesh, const Vec3& rear, const Vec3& front, double half_width, double half_height,
              double dome, Paint paint) {
  const Vec3 along = (front - rear).normalized(), y = Vec3::UnitY(), z = along.cross(y);
  const double length = (front - rear).norm();
  std::vector<std::vector<Vec3>> rings;
  const auto ring = [&](double at, double share) {
    rings.push_back(ellipse_ring(rear + at * along, share * half_width * y, share * half_height * z, 24));
  };
  constexpr int kSteps = 4;
  for (int i = 0; i <= kSteps; ++i)
    ring(dome * (1 - dmath::sin(.5 * kPi * i / kSteps)), .25 + .75 * dmath::sin(.5 * kPi * i / kSteps));
  for (int i = kSteps; i >= 0; --i)
    ring(length - dome * (1 - dmath::sin(.5 * kPi * i / kSteps)),
         .25 + .75 * dmath::sin(.5 * kPi * i / kSteps));
  add_loft(mesh, rings, paint);
}

void add_mudguard(Mesh& mesh, const Vec3& hub, double radius, double width, double from, double to,
                  Paint paint) {
  constexpr double kThickness = .012;
  std::vector<std::vector<Vec3>> rings;
  constexpr int kPieces = 9;
  for (int i = 0; i <= kPieces; ++i) {
    const double angle = from + (to - from) * i / kPieces;
    const Vec3 out(dmath::cos(angle), 0, dmath::sin(angle)), y = .5 * width * Vec3::UnitY();
    const Vec3 inner = hub + radius * out, outer = hub + (radius + kThickness) * out;
    rings.push_back({inner - y, outer - y, outer + y, inner + y});
  }
  add_loft(mesh, rings, paint);
}

void add_track(Coachwork& work, double rear, double front, double y, double width, double height) {
  const double r = .5 * height, low = y - .5 * width, high = y + .5 * width;
  Outline outline = arc({front - r, r}, r, -.5 * kPi, .5 * kPi, 10);
  for (const auto& p : arc({rear + r, r}, r, .5 * kPi, 1.5 * kPi, 10)) outline.push_back(p);
  add_profile(work.solid, outline, low, high, paint::kRubber);
  for (double x = rear + r; x <= front - r + .01;
       x += .22)  // shoes, on the upper run; below they are the ground's
    add_block(work.trim, {x - .04, low - .01, height - .01}, {x + .04, high + .01, height + .018},
              paint::kSteel);
  const int rollers = std::max(3, static_cast<int>((front - rear - 2 * r) / (1.1 * r)) + 1);
  for (int i = 0; i < rollers; ++i) {
    const double x = rear + r + (front - rear - 2 * r) * i / (rollers - 1);
    const bool end = i == 0 || i + 1 == rollers;
    add_tube(work.trim, {x, low - .018, end ? r : .62 * r}, {x, high + .018, end ? r : .62 * r},
             end ? .72 * r : .4 * r, end ? .72 * r : .4 * r, 14, paint::kSteel);
  }
}

void add_ladder(Mesh& mesh, const Vec3& a, const Vec3& b, const Vec3& across, double width, Paint paint) {
  const Vec3 aside = .5 * width * across;
  const double length = (b - a).norm();
  for (const double side : {-1.0, 1.0}) add_beam(mesh, a + side * aside, b + side * aside, .035, .06, paint);
  const int rungs = std::max(1, static_cast<int>(length / .30));
  for (int i = 0; i < rungs; ++i) {
    const Vec3 p = a + (b - a) * ((i + .5) / rungs);
    add_tube(mesh, p - aside, p + aside, .016, .016, 6, paint);
  }
}

void add_glass_cab(Coachwork& work, const GlassCab& cab) {
  const auto posts = uprights_of(cab);
  HullShape hull;
  for (std::size_t i = 0; i < posts.size(); ++i) {
    const Upright& a = posts[i];
    const Upright& b = posts[(i + 1) % posts.size()];
    const bool front = i == 1, rear = i == 3;
    const double z = cab.low.z() + (front ? cab.front_sill : cab.sill);
    if (z > cab.low.z() + .01) add_sheet(work.trim, a.foot, b.foot, b.at(z), a.at(z), .03, cab.paint);
    if (rear && !cab.rear_glazed)
      add_sheet(work.trim, a.at(z), b.at(z), b.head, a.head, .03, cab.paint);
    else if (cab.glazed)
      add_quad(work.trim, a.at(z), b.at(z), b.head, a.head, paint::kGlass);
    const Vec3 middle = .25 * (posts[0].foot + posts[1].foot + posts[2].foot + posts[3].foot);
    const Vec3 inward =
        .35 * cab.post * Vec3((middle - a.foot).x() > 0 ? 1 : -1, (middle - a.foot).y() > 0 ? 1 : -1, 0);
    add_beam(work.trim, a.foot + inward, a.head + inward, cab.post, cab.post, cab.paint, Vec3::UnitX());
    hull.points.push_back(a.foot.cast<float>());
    hull.points.push_back(a.head.cast<float>());
  }
  work.asset.collision.emplace_back(std::move(hull));
  const double e = cab.eaves;
  add_block(work.solid, posts[0].head + Vec3(-e, -e, -.02), posts[2].head + Vec3(e, e, .08), cab.paint, .02);
  add_block(work.trim, posts[0].foot + Vec3(.01, .01, 0), posts[2].foot + Vec3(-.01, -.01, .05),
            paint::kDark);
}

void add_seat(Mesh& mesh, const SeatSpot& s) {
  const Quat recline = rotation_about(Vec3::UnitY(), -.33);
  add_box(mesh, offset(s.x + .22, s.y, s.floor + s.height - .09), {.50, s.width, .18}, paint::kSeat);
  add_rounded_box(mesh, {recline, Vec3(s.x - .08, s.y, s.floor + s.height + .25)}, {.14, s.width, .62}, .04,
                  paint::kSeat);
  add_box(mesh, {recline, Vec3(s.x + .02 - .34 * s.headrest, s.y, s.floor + s.height + s.headrest)},
          {.10, .5 * s.width, .17}, paint::kSeat);
}

void add_steering_wheel(Mesh& mesh, const Vec3& center, double radius, double pitch) {
  const Quat turn = rotation_about(Vec3::UnitY(), pitch);
  const auto rim = ellipse_ring(center, turn * Vec3(radius, 0, 0), turn * Vec3(0, radius, 0), 12);
  for (std::size_t i = 0; i < rim.size(); ++i)
    add_tube(mesh, rim[i], rim[(i + 1) % rim.size()], .016, .016, 5, paint::kDark, false);
}

void add_number_plate(Mesh& mesh, const Vec3& center) {
  add_box(mesh, offset(center.x(), center.y(), center.z()), {.024, .52, .11}, paint::kRetro);
}

void add_lamp(Mesh& mesh, const Vec3& center, const Vec3& radii) {
  add_ellipsoid(mesh, {Quat::Identity(), center}, radii, 6, 10, paint::kLamp);
}

void add_lamps(Mesh& mesh, const Vec3& center, const Vec3& radii) {
  add_lamp(mesh, center, radii);
  add_lamp(mesh, center.cwiseProduct(Vec3(1, -1, 1)), radii);
}

void add_arm_mirrors(Mesh& mesh, const Vec3& foot, const Vec3& center, const Vec3& size) {
  constexpr Paint kPaint{MaterialId::Plastic, Part::Mirror};
  for (const double side : {-1.0, 1.0}) {
    const Vec3 flip(1, side, 1);
    add_tube(mesh, foot.cwiseProduct(flip), center.cwiseProduct(flip), .018, .018, 6, kPaint);
    add_rounded_box(mesh, {Quat::Identity(), center.cwiseProduct(flip)}, size, .3 * size.minCoeff(), kPaint);
  }
}

void add_contour_marks(Mesh& mesh, const ContourMarks& m) {
  constexpr double kWide = .05, kProud = .004;
  const double y = m.half_width;
  add_blocks(mesh, {m.rear, y - .01, m.low}, {m.front, y + kProud, m.low + kWide}, paint::kRetro);
  add_blocks(mesh, {m.rear - kProud, y - .03, m.low}, {m.rear + .01, y - .03 - kWide, m.high}, paint::kRetro);
  for (const double z : {m.low, m.high - kWide})
    add_block(mesh, {m.rear - kProud, -y + .03 + kWide, z}, {m.rear + .01, y - .03 - kWide, z + kWide},
              paint::kRetro);
}

void add_stripes(Mesh& mesh, const Vec3& a, const Vec3& b, const Vec3& size, int count) {
  for (int i = 0; i < count; ++i)
    add_box(mesh, {Quat::Identity(), a + (b - a) * ((i + .5) / count)}, size,
            i % 2 == 0 ? paint::kRetro : paint::kSheet);
}

void add_axles(Asset& asset, std::span<const Axle> axles, int spokes) {
  for (std::size_t i = 0; i < axles.size(); ++i) {
    const Axle& axle = axles[i];
    const WheelSize size{axle.radius, axle.width, axle.rim * axle.radius};
    const auto wheel =
        std::make_shared<const Mesh>(axle.twin ? twin_wheel(size, spokes) : make_wheel(size, spokes));
    for (const bool is_left : {true, false}) {
      if (axle.y == 0 && !is_left) continue;
      Joint joint;
      joint.kind = Joint::Kind::Wheel;
      joint.radius = axle.radius;
      joint.steers = axle.steers;
      const Vec3 center(axle.x, is_left ? axle.y : -axle.y, axle.radius);
      joint.root_from_link.translation = center;
      auto mesh = wheel;
      if (!is_left) {  // the outer face of a right wheel looks to -y: the left one, turned round
        Mesh turned;
        append(turned, *wheel, {rotation_about(Vec3::UnitZ(), kPi), Vec3::Zero()});
        mesh = std::make_shared<const Mesh>(std::move(turned));
      }
      const char* side = axle.y == 0 ? "" : is_left ? "_left" : "_right";
      asset.links.push_back({wheel_name(i, axles.size(), side), mesh, joint});
      const double inner = axle.twin ? 1.12 * axle.width : 0;
      const Vec3 middle = center - Vec3(0, (is_left ? .5 : -.5) * inner, 0);
      asset.collision.emplace_back(CylinderShape{along_y(middle), axle.radius, .5 * (axle.width + inner)});
    }
  }
  asset.wheelbase = axles.front().x - axles.back().x;
}

}  // namespace tailcast
