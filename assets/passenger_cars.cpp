// SPDX-License-Identifier: Apache-2.0
// Cars beyond the four commonest, and vans: a row of proportions each, and what is fitted to it.
#include <algorithm>

#include "assets/car_styles.h"
#include "assets/vehicle_parts.h"
#include "assets/wheel.h"
#include "core/check.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

// A row of blocks along both doors at height z, every second one retro-reflective.
void add_side_blocks(Car& car, double z, const Vec3& size, Paint between) {
  const double from = car.plan.axles[0] + car.plan.arch + .05, to = car.plan.axles[1] - car.plan.arch - .05;
  const int count = static_cast<int>((to - from) / size.x());
  for (int i = 0; i < count; ++i) {
    const double x = from + (i + .5) * size.x();
    for (const double side : {-1.0, 1.0})
      add_box(car.work.trim, offset(x, side * (.994 * half_width_at(car.plan, x)), z), size,
              i % 2 == 0 ? paint::kRetro : between);
  }
}

// A block across the roof at x, on two feet.
void add_roof_block(Car& car, double x, const Vec3& size, Paint paint) {
  const double roof = std::max({car.plan.top.at(x - .5 * size.x()), car.plan.top.at(x), car.plan.top.at(x + .5 * size.x())});
  add_block(car.work.solid, {x - .5 * size.x(), -.5 * size.y(), roof + .015},
            {x + .5 * size.x(), .5 * size.y(), roof + .015 + size.z()}, paint, .25 * size.z());
  add_blocks(car.work.trim, {x - .04, .3 * size.y(), roof - .04}, {x + .04, .3 * size.y() + .05, roof + .03}, paint::kPlastic);
}

double roof_middle(const Car& car) { return car.plan.top_windows[0].low - .55; }

void fit_taxi(Car& car, RandomStream& random) {
  const double width = random.uniform(.42, .56);
  add_roof_block(car, roof_middle(car), {.16, width, .15}, paint::kLamp);
  add_side_blocks(car, .56, {.11, .02, .11}, {MaterialId::DarkInterior, Part::Body});
}

void fit_police(Car& car, RandomStream& random) {
  const double width = random.uniform(1.10, 1.22);
  const double x = roof_middle(car);
  add_roof_block(car, x, {.30, width, .11}, paint::kLamp);
  add_block(car.work.solid, {x - .10, -.12, car.plan.top.at(x) + .06}, {x + .10, .12, car.plan.top.at(x) + .165}, paint::kPlastic);
  add_side_blocks(car, .62, {.36, .02, .20}, {MaterialId::CarPaint, Part::Body});
  const double deck = .9 * car.plan.top.at(car.plan.rear + .04);
  add_stripes(car.work.trim, {car.plan.rear + .004, -.62, deck - .06}, {car.plan.rear + .004, .62, deck - .06}, {.016, .15, .09}, 8);
}

// The box's section, rounded, at x; share: of its full size.
std::vector<Vec3> box_ring(double x, double low, double share, const Vec3& size) {
  const double w = .5 * size.y() * (.75 + .25 * share), h = size.z() * share, r = .35 * h;
  std::vector<Vec3> ring;
  for (const auto& [y, z] : {std::pair{-w + r, 0.0}, {w - r, 0.0}, {w, r}, {w, h - r}, {w - r, h}, {-w + r, h}, {-w, h - r}, {-w, r}})
    ring.emplace_back(x, y, low + z);
  return ring;
}

void fit_roof_box(Car& car, RandomStream& random) {
  const double length = random.uniform(1.95, 2.30), width = random.uniform(.76, .90);
  const Anchor rack = car.work.asset.anchors.back();
  car.work.asset.anchors.clear();  // taken
  const double x = rack.asset_from_anchor.translation.x(), low = rack.asset_from_anchor.translation.z() + .002;
  const Vec3 size(length, width, .40);
  std::vector<std::vector<Vec3>> rings;
  for (const auto& [u, share] : {std::pair{-.5, .55}, {-.47, .86}, {-.40, 1.0}, {.10, 1.0}, {.30, .86}, {.44, .58}, {.5, .28}})
    rings.push_back(box_ring(x + u * size.x(), low, share, size));
  add_loft(car.work.solid, rings, paint::kPlastic);
}

void fit_spare_wheel(Car& car, RandomStream&) {
  const BodyPlan& plan = car.plan;
  const Vec3 center(plan.rear - .5 * plan.wheel_width - .01, .12, .56 * plan.top.at(0));
  const Pose behind{rotation_about(Vec3::UnitZ(), .5 * kPi), center};
  append(car.work.trim, make_wheel({plan.wheel_radius, plan.wheel_width, .6 * plan.wheel_radius}, 6), behind);
  car.work.asset.collision.emplace_back(CylinderShape{behind * along_y(Vec3::Zero()), plan.wheel_radius, .5 * plan.wheel_width});
  add_block(car.work.trim, {plan.front - .03, -.66, .60}, {plan.front + .015, .66, .86}, paint::kPlastic);  // upright grille
}

void fit_roof_rails(Car& car, RandomStream&) {
  const double rear = car.plan.axles[0] + .05, front = car.plan.top_windows[0].low - .15;
  for (const double side : {-1.0, 1.0})
    for (int i = 0; i < 5; ++i) {
      const double a = rear + (front - rear) * i / 5, b = rear + (front - rear) * (i + 1) / 5, y = side * .60 * car.plan.half_width;
      add_beam(car.work.solid, {a, y, car.plan.top.at(a) + .005}, {b, y, car.plan.top.at(b) + .005}, .03, .06, paint::kPlastic);
    }
}

void fit_wing(Car& car, RandomStream& random) {
  const double x = car.plan.rear + .22, top = car.plan.top.at(x), high = top + random.uniform(.16, .24);
  add_beam(car.work.solid, {x, -.80, high}, {x, .80, high}, .26, .03, paint::kBody, Vec3(-.15, 0, 1));
  add_blocks(car.work.solid, {x - .13, .79, high - .10}, {x + .14, .82, high + .06}, paint::kBody);
  add_blocks(car.work.solid, {x - .06, .45, top - .10}, {x + .06, .48, high}, paint::kPlastic);
}

struct CarRow {
  const char* id;
  const char* summary;
  ClassId class_id;
  const CarStyle& style;
  void (*fit)(Car&, RandomStream&);  // nullptr: nothing
  bool on_rack;                      // carries the anchor "roof"
};

CarStyle with_rack(CarStyle style) {
  style.roof_rack = true;
  return style;
}
CarStyle without_rack(CarStyle style) {
  style.roof_rack = false;
  return style;
}
constexpr double middle(const Span& span) { return .5 * (span.low + span.high); }

const CarStyle kEstateWithRack = with_rack(kEstate), kShortVan = without_rack(kPanelVan);

const std::vector<CarRow>& rows() {
  using enum ClassId;
  static const std::vector<CarRow> all{
      {"vehicle/microcar", "two-seat city car, 2.7 m long", Car, kMicrocar, nullptr, false},
      {"vehicle/city_car", "small city car", Car, kCityCar, nullptr, false},
      {"vehicle/coupe", "two-door coupe with a fastback", Car, kCoupe, nullptr, false},
      {"vehicle/sports_car", "low two-seat sports car with a wing", Car, kSportsCar, fit_wing, false},
      {"vehicle/crossover", "compact crossover with roof rails", Car, kCrossover, fit_roof_rails, false},
      {"vehicle/mpv", "seven-seat people carrier", Car, kMpv, nullptr, false},
      {"vehicle/limousine", "stretched limousine", Car, kLimousine, nullptr, false},
      {"vehicle/off_roader", "upright off-road car, spare wheel on its tail", Car, kOffRoader, fit_spare_wheel, false},
      {"vehicle/taxi", "saloon taxi with a roof sign", Car, kSedan, fit_taxi, false},
      {"vehicle/police_car", "police estate with a light bar and retro-reflective blocks", Car, kEstate, fit_police, false},
      {"vehicle/car_with_roof_box", "estate car with a luggage box on its roof", Car, kEstateWithRack, fit_roof_box, false},
      {"vehicle/compact_van", "small delivery van", Van, kCompactVan, nullptr, false},
      {"vehicle/panel_van", "panel van without windows behind its doors", Van, kShortVan, nullptr, false},
      {"vehicle/panel_van_high", "long panel van with a high roof", Van, kPanelVanHigh, nullptr, false},
      {"vehicle/minibus", "minibus with 16 seats", Van, kMinibus, nullptr, false},
  };
  return all;
}

Asset make_row(const AssetInfo& info, std::uint64_t seed) {
  const auto row = std::ranges::find(rows(), info.id, [](const CarRow& r) { return std::string(r.id); });
  TAILCAST_CHECK(row != rows().end(), "no such car: " + info.id);
  RandomStream random(seed, Domain::Asset);
  Car car = begin_car(row->style, random);
  if (row->fit) row->fit(car, random);
  return finish_car(std::move(car), row->style, random);
}

}  // namespace

std::vector<Family> passenger_car_families() {
  std::vector<Family> families;
  for (const auto& row : rows()) {
    const CarStyle& s = row.style;
    families.push_back({{row.id, row.class_id, row.summary, {middle(s.length), middle(s.width), middle(s.height)}, middle(s.mass),
                         row.on_rack ? std::vector<std::string>{"roof"} : std::vector<std::string>{}},
                        make_row});
  }
  return families;
}

}  // namespace tailcast
