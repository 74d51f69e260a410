// SPDX-License-Identifier: Apache-2.0
// Cars beyond the four commonest, and vans: a row of proportions each, and what is fitted to it.
#include <algorithm>

#include "assets/car_styles.h"
#include "assets/small_car_styles.h"
#include "assets/vehicle_parts.h"
#include "assets/wheel.h"
#include "core/check.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr CarStyle kMicrocar{.length = {2.55, 2.75},
                             .width = {1.55, 1.66},
                             .height = {1.53, 1.57},
                             .mass = {780, 960},
                             .sill = .24,
                             .wheel_radius = .285,
                             .wheel_width = .175,
                             .front_overhang = .42,
                             .wheelbase = .70,
                             .bonnet = .56,
                             .nose = .50,
                             .cowl = .64,
                             .screen = .62,
                             .deck = .64,
                             .tail_base = .05,
                             .tail_run = .20,
                             .roof_drop = .04,
                             .belt = .60,
                             .tumblehome = .22,
                             .glass_end = .62,
                             .panes = 1,
                             .seat_rows = 1,
                             .tail_lamp = .12};
constexpr CarStyle kCityCar{.length = {3.45, 3.70},
                            .width = {1.60, 1.66},
                            .height = {1.47, 1.52},
                            .mass = {850, 1050},
                            .sill = .21,
                            .wheel_radius = .285,
                            .wheel_width = .175,
                            .front_overhang = .70,
                            .wheelbase = .65,
                            .bonnet = .82,
                            .nose = .48,
                            .cowl = .645,
                            .screen = .72,
                            .deck = .64,
                            .tail_base = .06,
                            .tail_run = .30,
                            .roof_drop = .05,
                            .belt = .61,
                            .tumblehome = .27,
                            .glass_end = .40,
                            .panes = 2,
                            .seat_rows = 2,
                            .tail_lamp = .15};
constexpr CarStyle kCoupe{.length = {4.40, 4.70},
                          .width = {1.80, 1.88},
                          .height = {1.33, 1.39},
                          .mass = {1450, 1750},
                          .sill = .19,
                          .wheel_radius = .335,
                          .wheel_width = .245,
                          .front_overhang = .82,
                          .wheelbase = .585,
                          .bonnet = 1.50,
                          .nose = .50,
                          .cowl = .675,
                          .screen = .84,
                          .deck = .70,
                          .tail_base = .22,
                          .tail_run = 1.30,
                          .roof_drop = .03,
                          .belt = .655,
                          .tumblehome = .40,
                          .glass_end = 1.25,
                          .panes = 1,
                          .seat_rows = 2,
                          .seat_height = .22,
                          .tail_lamp = .06};
constexpr CarStyle kSportsCar{.length = {4.42, 4.58},
                              .width = {1.92, 2.00},
                              .height = {1.15, 1.21},
                              .mass = {1380, 1620},
                              .sill = .14,
                              .wheel_radius = .345,
                              .wheel_width = .29,
                              .front_overhang = .98,
                              .wheelbase = .578,
                              .bonnet = 1.15,
                              .nose = .47,
                              .cowl = .70,
                              .screen = .98,
                              .deck = .76,
                              .tail_base = .30,
                              .tail_run = 1.45,
                              .roof_drop = .02,
                              .belt = .69,
                              .tumblehome = .48,
                              .glass_end = 1.75,
                              .panes = 1,
                              .seat_rows = 1,
                              .seat_height = .16,
                              .tail_lamp = .05,
                              .mirror = .13};
constexpr CarStyle kCrossover{.length = {4.20, 4.50},
                              .width = {1.78, 1.85},
                              .height = {1.53, 1.59},
                              .mass = {1300, 1650},
                              .sill = .29,
                              .wheel_radius = .340,
                              .wheel_width = .225,
                              .front_overhang = .86,
                              .wheelbase = .60,
                              .bonnet = 1.10,
                              .nose = .53,
                              .cowl = .665,
                              .screen = .78,
                              .deck = .70,
                              .tail_base = .16,
                              .tail_run = .74,
                              .roof_drop = .07,
                              .belt = .645,
                              .tumblehome = .31,
                              .glass_end = .72,
                              .panes = 2,
                              .seat_rows = 2,
                              .seat_height = .31,
                              .tail_lamp = .09,
                              .mirror = .15};
constexpr CarStyle kMpv{.length = {4.70, 5.10},
                        .width = {1.86, 1.95},
                        .height = {1.72, 1.80},
                        .mass = {1750, 2150},
                        .sill = .23,
                        .wheel_radius = .335,
                        .wheel_width = .225,
                        .front_overhang = .93,
                        .wheelbase = .60,
                        .bonnet = .86,
                        .nose = .43,
                        .cowl = .60,
                        .screen = 1.12,
                        .deck = .57,
                        .tail_base = .08,
                        .tail_run = .26,
                        .roof_drop = .05,
                        .belt = .555,
                        .tumblehome = .22,
                        .glass_end = .34,
                        .panes = 3,
                        .seat_rows = 3,
                        .seat_height = .33,
                        .tail_lamp = .22,
                        .mirror = .17};
constexpr CarStyle kLimousine{.length = {7.40, 8.60},
                              .width = {1.82, 1.92},
                              .height = {1.47, 1.53},
                              .mass = {2500, 3100},
                              .sill = .22,
                              .wheel_radius = .335,
                              .wheel_width = .225,
                              .front_overhang = .92,
                              .wheelbase = .745,
                              .bonnet = 1.36,
                              .nose = .50,
                              .cowl = .665,
                              .screen = .80,
                              .deck = .70,
                              .tail_base = .78,
                              .tail_run = .72,
                              .roof_drop = .05,
                              .belt = .635,
                              .tumblehome = .30,
                              .glass_end = 1.22,
                              .panes = 5,
                              .seat_rows = 5};
constexpr CarStyle kOffRoader{.length = {4.30, 4.65},
                              .width = {1.78, 1.86},
                              .height = {1.86, 1.97},
                              .mass = {2050, 2550},
                              .sill = .48,
                              .wheel_radius = .395,
                              .wheel_width = .255,
                              .front_overhang = .76,
                              .wheelbase = .61,
                              .bonnet = 1.28,
                              .nose = .595,
                              .cowl = .625,
                              .screen = .26,
                              .deck = .60,
                              .tail_base = .03,
                              .tail_run = .06,
                              .roof_drop = .02,
                              .belt = .60,
                              .tumblehome = .08,
                              .glass_end = .28,
                              .panes = 3,
                              .seat_rows = 2,
                              .seat_height = .36,
                              .tail_lamp = .12,
                              .mirror = .18};
constexpr CarStyle kCompactVan{.length = {4.40, 4.78},
                               .width = {1.80, 1.86},
                               .height = {1.80, 1.88},
                               .mass = {1350, 1800},
                               .sill = .24,
                               .wheel_radius = .315,
                               .wheel_width = .205,
                               .front_overhang = .88,
                               .wheelbase = .625,
                               .bonnet = .98,
                               .nose = .45,
                               .cowl = .585,
                               .screen = .78,
                               .deck = .56,
                               .tail_base = .03,
                               .tail_run = .08,
                               .roof_drop = .03,
                               .belt = .545,
                               .tumblehome = .13,
                               .glass_end = 2.05,
                               .panes = 1,
                               .seat_rows = 1,
                               .seat_height = .36,
                               .tail_lamp = .24,
                               .mirror = .18,
                               .rear_window = false};
constexpr CarStyle kPanelVanHigh{.length = {5.90, 6.90},
                                 .width = {2.00, 2.08},
                                 .height = {2.70, 2.85},
                                 .mass = {2200, 3400},
                                 .sill = .30,
                                 .wheel_radius = .345,
                                 .wheel_width = .225,
                                 .front_overhang = 1.00,
                                 .wheelbase = .60,
                                 .bonnet = .80,
                                 .nose = .36,
                                 .cowl = .455,
                                 .screen = 1.05,
                                 .deck = .45,
                                 .tail_base = .03,
                                 .tail_run = .06,
                                 .roof_drop = .03,
                                 .belt = .45,
                                 .tumblehome = .05,
                                 .glass_end = 4.1,
                                 .panes = 1,
                                 .seat_rows = 1,
                                 .seat_height = .44,
                                 .tail_lamp = .26,
                                 .mirror = .24,
                                 .rear_window = false};
constexpr CarStyle kMinibus{.length = {5.90, 6.95},
                            .width = {2.00, 2.08},
                            .height = {2.55, 2.75},
                            .mass = {2700, 3900},
                            .sill = .28,
                            .wheel_radius = .345,
                            .wheel_width = .225,
                            .front_overhang = 1.00,
                            .wheelbase = .60,
                            .bonnet = .80,
                            .nose = .38,
                            .cowl = .475,
                            .screen = 1.00,
                            .deck = .50,
                            .tail_base = .03,
                            .tail_run = .08,
                            .roof_drop = .03,
                            .belt = .50,
                            .tumblehome = .06,
                            .glass_end = .25,
                            .panes = 5,
                            .seat_rows = 6,
                            .seat_height = .44,
                            .tail_lamp = .22,
                            .mirror = .24};

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
  const double roof =
      std::max({car.plan.top.at(x - .5 * size.x()), car.plan.top.at(x), car.plan.top.at(x + .5 * size.x())});
  add_block(car.work.solid, {x - .5 * size.x(), -.5 * size.y(), roof + .015},
            {x + .5 * size.x(), .5 * size.y(), roof + .015 + size.z()}, paint, .25 * size.z());
  add_blocks(car.work.trim, {x - .04, .3 * size.y(), roof - .04}, {x + .04, .3 * size.y() + .05, roof + .03},
             paint::kPlastic);
}

double roof_middle(const Car& car) {
  return car.plan.top_windows[0].low - .55;
}

void fit_taxi(Car& car, RandomStream& random) {
  const double width = random.uniform(.42, .56);
  add_roof_block(car, roof_middle(car), {.16, width, .15}, paint::kLamp);
  add_side_blocks(car, .56, {.11, .02, .11}, {MaterialId::DarkInterior, Part::Body});
}

void fit_police(Car& car, RandomStream& random) {
  const double width = random.uniform(1.10, 1.22);
  const double x = roof_middle(car);
  add_roof_block(car, x, {.30, width, .11}, paint::kLamp);
  add_block(car.work.solid, {x - .10, -.12, car.plan.top.at(x) + .06},
            {x + .10, .12, car.plan.top.at(x) + .165}, paint::kPlastic);
  add_side_blocks(car, .62, {.36, .02, .20}, {MaterialId::CarPaint, Part::Body});
  const double deck = .9 * car.plan.top.at(car.plan.rear + .04);
  add_stripes(car.work.trim, {car.plan.rear + .004, -.62, deck - .06},
              {car.plan.rear + .004, .62, deck - .06}, {.016, .15, .09}, 8);
}

// The box's section, rounded, at x; share: of its full size.
std::vector<Vec3> box_ring(double x, double low, double share, const Vec3& size) {
  const double w = .5 * size.y() * (.75 + .25 * share), h = size.z() * share, r = .35 * h;
  std::vector<Vec3> ring;
  for (const auto& [y, z] : {std::pair{-w + r, 0.0},
                             {w - r, 0.0},
                             {w, r},
                             {w, h - r},
                             {w - r, h},
                             {-w + r, h},
                             {-w, h - r},
                             {-w, r}})
    ring.emplace_back(x, y, low + z);
  return ring;
}

void fit_roof_box(Car& car, RandomStream& random) {
  const double length = random.uniform(1.95, 2.30), width = random.uniform(.76, .90);
  const Anchor rack = car.work.asset.anchors.back();
  car.work.asset.anchors.clear();  // taken
  const double x = rack.asset_from_anchor.translation.x(),
               low = rack.asset_from_anchor.translation.z() + .002;
  const Vec3 size(length, width, .40);
  std::vector<std::vector<Vec3>> rings;
  for (const auto& [u, share] :
       {std::pair{-.5, .55}, {-.47, .86}, {-.40, 1.0}, {.10, 1.0}, {.30, .86}, {.44, .58}, {.5, .28}})
    rings.push_back(box_ring(x + u * size.x(), low, share, size));
  add_loft(car.work.solid, rings, paint::kPlastic);
}

void fit_spare_wheel(Car& car, RandomStream&) {
  const BodyPlan& plan = car.plan;
  const Vec3 center(plan.rear - .5 * plan.wheel_width - .01, .12, .56 * plan.top.at(0));
  const Pose behind{rotation_about(Vec3::UnitZ(), .5 * kPi), center};
  append(car.work.trim, make_wheel({plan.wheel_radius, plan.wheel_width, .6 * plan.wheel_radius}, 6), behind);
  car.work.asset.collision.emplace_back(
      CylinderShape{behind * along_y(Vec3::Zero()), plan.wheel_radius, .5 * plan.wheel_width});
  add_block(car.work.trim, {plan.front - .03, -.66, .60}, {plan.front + .015, .66, .86},
            paint::kPlastic);  // upright grille
}

void fit_roof_rails(Car& car, RandomStream&) {
  const double rear = car.plan.axles[0] + .05, front = car.plan.top_windows[0].low - .15;
  for (const double side : {-1.0, 1.0})
    for (int i = 0; i < 5; ++i) {
      const double a = rear + (front - rear) * i / 5, b = rear + (front - rear) * (i + 1) / 5,
                   y = side * .60 * car.plan.half_width;
      add_beam(car.work.solid, {a, y, car.plan.top.at(a) + .005}, {b, y, car.plan.top.at(b) + .005}, .03, .06,
               paint::kPlastic);
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
constexpr double middle(const Span& span) {
  return .5 * (span.low + span.high);
}

const CarStyle kEstateWithRack = with_rack(kEstate), kShortVan = without_rack(kPanelVan);

const std::vector<CarRow>& rows() {
  using enum ClassId;
  static const std::vector<CarRow> all{
      {"vehicle/microcar", "two-seat city car, 2.7 m long", Car, kMicrocar, nullptr, false},
      {"vehicle/minicar", "narrow four-seat car, 3.2 m long", Car, kMinicar, nullptr, false},
      {"vehicle/city_car", "small city car", Car, kCityCar, nullptr, false},
      {"vehicle/tall_city_car", "short, tall city car", Car, kTallCityCar, nullptr, false},
      {"vehicle/supermini", "small hatchback, 3.8 m long", Car, kSupermini, nullptr, false},
      {"vehicle/coupe", "two-door coupe with a fastback", Car, kCoupe, nullptr, false},
      {"vehicle/sports_car", "low two-seat sports car with a wing", Car, kSportsCar, fit_wing, false},
      {"vehicle/crossover", "compact crossover with roof rails", Car, kCrossover, fit_roof_rails, false},
      {"vehicle/small_suv", "short off-road car with roof rails", Car, kSmallSuv, fit_roof_rails, false},
      {"vehicle/compact_mpv", "compact people carrier", Car, kCompactMpv, nullptr, false},
      {"vehicle/leisure_van", "small van with windows and rear seats", Car, kLeisureVan, nullptr, false},
      {"vehicle/mpv", "seven-seat people carrier", Car, kMpv, nullptr, false},
      {"vehicle/limousine", "stretched limousine", Car, kLimousine, nullptr, false},
      {"vehicle/off_roader", "upright off-road car, spare wheel on its tail", Car, kOffRoader,
       fit_spare_wheel, false},
      {"vehicle/taxi", "saloon taxi with a roof sign", Car, kSedan, fit_taxi, false},
      {"vehicle/police_car", "police estate with a light bar and retro-reflective blocks", Car, kEstate,
       fit_police, false},
      {"vehicle/car_with_roof_box", "estate car with a luggage box on its roof", Car, kEstateWithRack,
       fit_roof_box, false},
      {"vehicle/small_van", "small van on a small car's floor", Van, kSmallVan, nullptr, false},
      {"vehicle/small_van_high", "small van with a high roof", Van, kSmallVanHigh, nullptr, false},
      {"vehicle/microbus", "narrow minibus, its driver over the front axle", Van, kMicrobus, nullptr, false},
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
    families.push_back({{row.id,
                         row.class_id,
                         row.summary,
                         {middle(s.length), middle(s.width), middle(s.height)},
                         middle(s.mass),
                         row.on_rack ? std::vector<std::string>{"roof"} : std::vector<std::string>{}},
                        make_row});
  }
  return families;
}

}  // namespace tailcast
