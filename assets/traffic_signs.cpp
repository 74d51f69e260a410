// SPDX-License-Identifier: Apache-2.0
// Traffic signs on their posts. Faces look forward (+x): plates of retro-reflecting sheet, legends of matt foil; sizes
// of the Vienna convention's signs as Germany builds them (StVO, VzKat).
#include <array>
#include <string_view>

#include "assets/assembly.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

using enum MaterialId;
using Point = Eigen::Vector2d;
using Outline = std::vector<Point>;
constexpr Paint kWhite{RetroSheet, Part::Panel}, kRed{RedRetroSheet, Part::Panel}, kBlack{DarkInterior, Part::Panel},
    kBlue{PaintedMetal, Part::Panel}, kBack{BareMetal, Part::Panel}, kPost{GalvanisedSteel, Part::Post};
constexpr double kLayer = .002;  // m, of a foil: proud enough for no two to lie in one plane

Outline polygon(int sides, double radius, double start, const Point& center = Point::Zero()) {
  Outline outline;
  for (int i = 0; i < sides; ++i) {
    const double a = start + 2 * kPi * i / sides;
    outline.push_back(center + radius * Point(dmath::cos(a), dmath::sin(a)));
  }
  return outline;
}
Outline disc(double radius, const Point& center = Point::Zero()) {
  return polygon(36, radius, 0, center);
}
Outline box(double wide, double tall, const Point& center = Point::Zero()) {
  return {center + Point(-.5 * wide, -.5 * tall), center + Point(.5 * wide, -.5 * tall),
          center + Point(.5 * wide, .5 * tall), center + Point(-.5 * wide, .5 * tall)};
}
Outline stroke(const Point& a, const Point& b, double width) {
  const Point along = (b - a).normalized() * .5 * width, side(-along.y(), along.x());
  return {a - along - side, b + along - side, b + along + side, a - along + side};
}

// A face grows forward, layer by layer; across it runs y, up it z.
struct Face {
  Assembly& to;
  Vec3 center;
  double level = 0;  // m, in front of `center`

  Pose frame() const { return {Quat(.5, .5, .5, .5), center}; }
  void plate(const Outline& outline, double thick, Paint paint) {  // collides
    add_prism(to, frame(), outline, level, level + thick, paint);
    level += thick;
  }
  void layer(std::initializer_list<Outline> outlines, Paint paint) {
    for (const auto& outline : outlines)
      add_prism(to.mesh, frame(), outline, level - .5 * kLayer, level + kLayer, paint);
    level += kLayer;
  }
  // Of upright strokes, as wide as `wide` and as tall as `tall`, from the left.
  void text(std::string_view letters, const Point& middle, double wide, double tall, Paint paint);
};

// The strokes of a letter: a to g of a seven-segment display, m: upright in the middle.
std::string_view segments_of(char letter) {
  switch (letter) {
    case '0':
    case 'O':
      return "abcdef";
    case '3':
      return "abcdg";
    case '5':
    case 'S':
      return "acdfg";
    case '6':
      return "acdefg";
    case '7':
      return "abc";
    case '8':
    case 'B':
      return "abcdefg";
    case 'A':
      return "abcefg";
    case 'E':
      return "adefg";
    case 'H':
      return "bcefg";
    case 'L':
      return "def";
    case 'P':
      return "abefg";
    case 'T':
      return "am";
    case 'U':
      return "bcdef";
    default:
      return "";
  }
}

void Face::text(std::string_view letters, const Point& middle, double wide, double tall, Paint paint) {
  const double pitch = wide / static_cast<double>(letters.size()), w = .33 * pitch, h = .5 * tall, bold = .22 * pitch;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const Point at = middle + Point((static_cast<double>(i) + .5) * pitch - .5 * wide, 0);
    for (const char segment : segments_of(letters[i])) {
      const auto line = [&](double x0, double y0, double x1, double y1) {
        add_prism(to.mesh, frame(), stroke(at + Point(x0, y0), at + Point(x1, y1), bold), level - .5 * kLayer,
                  level + kLayer, paint);
      };
      switch (segment) {
        case 'a':
          line(-w, h, w, h);
          break;
        case 'b':
          line(w, 0, w, h);
          break;
        case 'c':
          line(w, -h, w, 0);
          break;
        case 'd':
          line(-w, -h, w, -h);
          break;
        case 'e':
          line(-w, -h, -w, 0);
          break;
        case 'f':
          line(-w, 0, -w, h);
          break;
        case 'g':
          line(-w, 0, w, 0);
          break;
        case 'm':
          line(0, -h, 0, h);
          break;
        default:
          break;
      }
    }
  }
  level += kLayer;
}

// A post in its sleeve of concrete, and the face that hangs on it with its middle at that height.
struct Sign {
  Assembly made;
  Face face;
  Sign(RandomStream& random, double half_height) : made(), face{made, {}} {
    const double clear = random.uniform(2.0, 2.3), top = clear + 2 * half_height;
    add_rounded_box(made, offset(0, 0, .06), {.30, .30, .12}, .02, {Concrete, Part::Post});
    add_tube(made, Vec3(0, 0, .1), Vec3(0, 0, top), .038, .038, kPost, 14);
    for (const double z : {-.45, .45})
      add_box(made, offset(.035, 0, clear + half_height + z * half_height), {.03, .12, .04}, kPost);
    face.center = Vec3(.05, 0, clear + half_height);
  }
  Sign(const Sign&) = delete;
};

Assembly make_stop(RandomStream& random) {
  const double r = .45 / dmath::cos(kPi / 8);
  Sign sign(random, .45);
  sign.face.plate(polygon(8, r, kPi / 8), .004, kBack);
  sign.face.layer({polygon(8, .995 * r, kPi / 8)}, kWhite);
  sign.face.layer({polygon(8, .945 * r, kPi / 8)}, kRed);
  sign.face.text("STOP", {0, 0}, .76, .26, kWhite);
  return std::move(sign.made);
}

Assembly make_yield(RandomStream& random) {
  const double r = .52;
  Sign sign(random, .40);
  sign.face.center.z() += .12;
  sign.face.plate(polygon(3, r, -.5 * kPi), .004, kBack);
  sign.face.layer({polygon(3, .99 * r, -.5 * kPi)}, kRed);
  sign.face.layer({polygon(3, .62 * r, -.5 * kPi)}, kWhite);
  return std::move(sign.made);
}

Assembly make_no_entry(RandomStream& random) {
  const double r = random.chance(.5) ? .30 : .375;
  Sign sign(random, r);
  sign.face.plate(disc(r), .004, kBack);
  sign.face.layer({disc(.985 * r)}, kRed);
  sign.face.layer({box(1.5 * r, .34 * r)}, kWhite);
  return std::move(sign.made);
}

Assembly make_speed_limit(RandomStream& random) {
  static constexpr std::array<std::string_view, 5> kLimits{"30", "50", "60", "70", "80"};
  const double r = random.chance(.5) ? .30 : .375;
  const auto limit = kLimits.at(static_cast<std::size_t>(random.integer(0, 4)));
  Sign sign(random, r);
  sign.face.plate(disc(r), .004, kBack);
  sign.face.layer({disc(.985 * r)}, kRed);
  sign.face.layer({disc(.76 * r)}, kWhite);
  sign.face.text(limit, {0, 0}, 1.02 * r, .62 * r, kBlack);
  return std::move(sign.made);
}

// White triangle in red: an exclamation mark.
void draw_warning(Face& face, double r) {
  face.plate(polygon(3, r, .5 * kPi), .004, kBack);
  face.layer({polygon(3, .99 * r, .5 * kPi)}, kRed);
  face.layer({polygon(3, .68 * r, .5 * kPi)}, kWhite);
  face.layer({Outline{{-.045 * r, -.06 * r}, {.045 * r, -.06 * r}, {.075 * r, .40 * r}, {-.075 * r, .40 * r}},
              disc(.065 * r, {0, -.19 * r})},
             kBlack);
}
Assembly make_warning(RandomStream& random) {
  Sign sign(random, .40);
  sign.face.center.z() -= .08;
  draw_warning(sign.face, .52);
  return std::move(sign.made);
}

Assembly make_parking(RandomStream& random) {
  const double half = random.uniform(.30, .42);
  Sign sign(random, half);
  sign.face.plate(box(2 * half, 2 * half), .004, kBack);
  sign.face.layer({box(1.98 * half, 1.98 * half)}, kWhite);
  sign.face.layer({box(1.86 * half, 1.86 * half)}, kBlue);
  sign.face.text("P", {0, 0}, 1.3 * half, 1.15 * half, kWhite);
  return std::move(sign.made);
}

Assembly make_keep_right(RandomStream& random) {
  const double r = .30;
  Sign sign(random, r);
  sign.face.plate(disc(r), .004, kBack);
  sign.face.layer({disc(.985 * r)}, kWhite);
  sign.face.layer({disc(.93 * r)}, kBlue);
  const Point tail(-.42 * r, .42 * r), tip(.44 * r, -.44 * r);
  sign.face.layer({stroke(tail, Point(.36 * r, -.36 * r), .17 * r), stroke(tip, tip + Point(-.62 * r, 0), .17 * r),
                   stroke(tip, tip + Point(0, .62 * r), .17 * r)},
                  kWhite);
  return std::move(sign.made);
}

// An arrow-shaped plate: to the right, a place's name in lines of letters.
Assembly make_direction(RandomStream& random) {
  static constexpr std::array<std::string_view, 4> kNames{"BASEL", "ULTHALE", "HOPE", "LOBESTAL"};
  const double tall = .35, wide = random.uniform(1.3, 1.8), clear = random.uniform(1.9, 2.2);
  const auto name = kNames.at(static_cast<std::size_t>(random.integer(0, 3)));
  Assembly made;
  for (const double y : {-.35, .25}) {
    add_rounded_box(made, offset(0, y * wide, .06), {.30, .30, .12}, .02, {Concrete, Part::Post});
    add_tube(made, Vec3(0, y * wide, .1), Vec3(0, y * wide, clear + tall), .038, .038, kPost, 14);
  }
  const auto arrow = [&](double shrink) {
    const double x = .5 * wide - shrink, y = .5 * tall - shrink;
    return Outline{{-x, -y}, {x - .28, -y}, {x, 0}, {x - .28, y}, {-x, y}};
  };
  Face face{made, {.042, 0, clear + .5 * tall}};
  face.plate(arrow(0), .004, kBack);
  face.layer({arrow(.006)}, kBlack);
  face.layer({arrow(.022)}, kWhite);
  face.text(name, {-.12, 0}, .62 * wide, .42 * tall, kBlack);
  face.level -= kLayer;
  const Point tip(.5 * wide - .07, 0);
  face.layer({stroke(tip + Point(-.10, .10), tip, .03), stroke(tip, tip + Point(-.10, -.10), .03)}, kBlack);
  return made;
}

// At a sharp bend: three chevrons that point to the left.
Assembly make_chevron(RandomStream& random) {
  const double tall = .50, wide = random.uniform(1.4, 1.6), clear = random.uniform(.7, 1.0);
  Assembly made;
  for (const double y : {-.36, .36}) {
    add_rounded_box(made, offset(0, y * wide, .06), {.30, .30, .12}, .02, {Concrete, Part::Post});
    add_tube(made, Vec3(0, y * wide, .1), Vec3(0, y * wide, clear + tall), .038, .038, kPost, 14);
  }
  Face face{made, {.042, 0, clear + .5 * tall}};
  face.plate(box(wide, tall), .004, kBack);
  face.layer({box(wide - .01, tall - .01)}, kWhite);
  const double step = wide / 3, h = .5 * tall - .012, w = .5 * step;
  for (int i = 0; i < 3; ++i) {
    const double x = (i - 1) * step - .34 * step;
    face.layer({Outline{{x, 0}, {x + w, 0}, {x + w + .18, h}, {x + .18, h}},
                Outline{{x + .18, -h}, {x + w + .18, -h}, {x + w, 0}, {x, 0}}},
               kRed);
    face.level -= kLayer;
  }
  return made;
}

// Warning triangle and plate on a folding stand, sandbag on its foot.
Assembly make_temporary_sign(RandomStream& random) {
  const double lift = random.uniform(.55, .75), r = .52;
  Assembly made;
  for (const double side : {-1.0, 1.0}) {
    add_tube(made, Vec3(.0, side * .02, lift + .55), Vec3(.10, side * .42, .012), .014, .014, kPost, 8);
    add_tube(made, Vec3(-.03, side * .02, lift + .55), Vec3(-.55, side * .30, .012), .014, .014, kPost, 8);
  }
  add_tube(made, Vec3(.07, -.32, .26), Vec3(.07, .32, .26), .010, .010, kPost, 8);
  add_tube(made, Vec3(-.30, -.22, .26), Vec3(-.30, .22, .26), .010, .010, kPost, 8);
  add_rounded_box(made, offset(-.30, 0, .31), {.34, .30, .11}, .045, {Cloth, Part::Load});
  for (const double z : {.05, .45}) add_box(made, offset(.035, 0, lift + z), {.02, .5, .03}, kPost);
  Face face{made, {.05, 0, lift + .5 * r}};
  draw_warning(face, r);
  Face plate{made, {.08, 0, .34}};
  plate.plate(box(.60, .22), .004, kBack);
  plate.layer({box(.59, .21)}, kWhite);
  plate.layer({stroke({-.2, .03}, {.2, .03}, .035), stroke({-.14, -.045}, {.14, -.045}, .035)}, kBlack);
  return made;
}

// What a driver puts behind a car that broke down (ECE R27): three red bars, wire feet.
Assembly make_warning_triangle(RandomStream& random) {
  const double side = random.uniform(.45, .50), bar = .055, h = .5 * std::sqrt(3.0) * side,
               low = random.uniform(.04, .07);
  const double lean = -.06;
  Assembly triangle;
  const std::array<Vec3, 3> corners{Vec3(0, -.5 * side, low), Vec3(0, .5 * side, low), Vec3(0, 0, low + h)};
  const Quat facing(.5, .5, .5, .5);
  for (std::size_t i = 0; i < 3; ++i) {
    const Vec3 a = corners[i], b = corners[(i + 1) % 3], middle = (a + b + corners[(i + 2) % 3]) / 3;
    const auto in = [&](const Vec3& p, double share) {
      const Vec3 q = p + share * (middle - p);
      return Point(q.y(), q.z());
    };
    const double share = 2 * bar / h;
    const Outline outer{in(a, 0), in(b, 0), in(b, share), in(a, share)},
        inner{in(a, .35 * share), in(b, .35 * share), in(b, .80 * share), in(a, .80 * share)};
    add_prism(triangle, {facing, Vec3::Zero()}, outer, -.005, .005, {SignalPlastic, Part::Panel});
    for (const double x : {-.0065, .0035}) add_prism(triangle.mesh, {facing, Vec3::Zero()}, inner, x, x + .003, kRed);
  }
  Assembly stands;
  append(stands, triangle, {rotation_about(Vec3::UnitY(), lean), Vec3::Zero()});
  for (const double y : {-.45, .45})
    for (const double x : {-.13, .13})
      add_tube(stands, Vec3(0, .75 * y * side, low + .02), Vec3(x, y * side, .005), .0045, .0045,
               {BareMetal, Part::Whole}, 6);
  return stands;
}

}  // namespace

std::vector<Family> traffic_sign_families() {
  using enum ClassId;
  static const std::array things{
      Thing{"sign/stop", TrafficSign, "stop sign on its post", {.30, .9, 3.05}, {45, 60}, .6, .1, make_stop},
      Thing{"sign/yield", TrafficSign, "give-way sign on its post", {.30, .9, 2.95}, {45, 60}, .6, .1, make_yield},
      Thing{
          "sign/no_entry", TrafficSign, "no-entry sign on its post", {.30, .67, 2.82}, {42, 58}, .6, .1, make_no_entry},
      Thing{"sign/speed_limit",
            TrafficSign,
            "speed limit on its post",
            {.30, .67, 2.82},
            {42, 58},
            .6,
            .1,
            make_speed_limit},
      Thing{"sign/warning", TrafficSign, "danger warning on its post", {.30, .9, 2.95}, {45, 60}, .6, .1, make_warning},
      Thing{"sign/parking", TrafficSign, "parking sign on its post", {.30, .72, 2.87}, {42, 60}, .6, .1, make_parking},
      Thing{"sign/keep_right",
            TrafficSign,
            "keep-right sign on its post",
            {.30, .60, 2.75},
            {42, 58},
            .6,
            .1,
            make_keep_right},
      Thing{"sign/direction",
            TrafficSign,
            "arrow-shaped direction sign",
            {.30, 1.55, 2.4},
            {90, 120},
            .6,
            .1,
            make_direction},
      Thing{"sign/chevron", TrafficSign, "chevron board of a bend", {.30, 1.5, 1.35}, {85, 115}, .6, .1, make_chevron},
      Thing{"sign/temporary",
            TrafficSign,
            "warning sign on a folding stand",
            {.66, .9, 1.43},
            {16, 26},
            .6,
            .15,
            make_temporary_sign},
      Thing{"sign/warning_triangle",
            TrafficSign,
            "warning triangle of a broken-down car",
            {.27, .47, .46},
            {1, 1.8},
            .5,
            .2,
            make_warning_triangle},
  };
  return families_of(things);
}

}  // namespace tailcast
