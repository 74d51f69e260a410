// SPDX-License-Identifier: Apache-2.0
// Conformance of a LiDAR: a check scans a world whose answer is known in closed form and returns what it
// finds wrong. What the device should do comes from its documented spec; what is scanned may have a defect
// planted, and then the check has to complain.
#pragma once
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "core/dmath.h"
#include "world.h"

namespace tailcast {

class Complaints {
 public:
  template <typename... Args>
  void expect(bool true_that, fmt::format_string<Args...> otherwise, Args&&... args) {
    if (true_that) return;
    if (++count_ <= 8) text_ += fmt::format(otherwise, std::forward<Args>(args)...) + "\n";
  }
  void near(double got, double want, double tolerance, std::string_view what) {
    expect(std::fabs(got - want) <= tolerance, "{}: {} instead of {} +- {}", what, got, want, tolerance);
  }
  bool none() const { return count_ == 0; }
  friend std::ostream& operator<<(std::ostream& out, const Complaints& c) {
    return out << c.count_ << " complaints\n" << c.text_;
  }

 private:
  std::size_t count_ = 0;
  std::string text_;
};

// What is wrong with the device that is scanned, or with the scan.
struct Defect {
  std::string name;
  std::function<void(LidarSpec&)> in_spec;
  std::function<void(Scan&)> in_scan;
};

// The device as scanned: as documented, with the defect.
inline LidarSpec built(LidarSpec documented, const Defect& defect) {
  if (defect.in_spec) defect.in_spec(documented);
  return documented;
}
inline Scan scanned(const RayCaster& caster, const LidarSpec& documented, const Defect& defect,
                    const Pose& mount = {}, const ScanKey& key = {7, 0, 0}) {
  auto scan = scan_revolution(built(documented, defect), caster, mount, 0, key);
  if (defect.in_scan) defect.in_scan(scan);
  return scan;
}

using Check = Complaints (*)(const LidarSpec& preset, const Defect& defect);

// The preset conforms, and each defect is seen.
inline void expect_conformance(Check check, const LidarSpec& preset, const std::vector<Defect>& defects) {
  const auto found = check(preset, {});
  EXPECT_TRUE(found.none()) << preset.name << ": " << found;
  for (const auto& defect : defects)
    EXPECT_FALSE(check(preset, defect).none()) << preset.name << ": nobody saw: " << defect.name;
}

class Conformance : public testing::TestWithParam<std::string> {
 protected:
  const LidarSpec preset = load_lidar_spec(GetParam());
};
#define TAILCAST_EVERY_PRESET(suite)                                         \
  INSTANTIATE_TEST_SUITE_P(Every, suite, testing::ValuesIn(lidar_presets()), \
                           [](const auto& each) { return each.param; })

// That many columns about that azimuth (rad), with the steps and times of the whole sweep.
inline LidarSpec sector(LidarSpec spec, double azimuth, std::uint32_t columns) {
  const double step = column_step(spec.sweep);
  spec.sweep.angle = step * columns;
  spec.sweep.columns = columns;
  spec.sweep.dead_time = 0;
  spec.sweep.start_azimuth = azimuth - spec.sweep.direction * step * (columns / 2);
  return spec;
}
// As many columns as that angle (rad) holds, straight ahead.
inline LidarSpec ahead(const LidarSpec& spec, double angle) {
  return sector(spec, 0, static_cast<std::uint32_t>(angle / column_step(spec.sweep)));
}

// One level beam from the sensor's origin.
inline LidarSpec level_beam(LidarSpec spec) {
  Beam beam;
  beam.range_sigma = spec.beams[0].range_sigma;
  spec.beams = {beam};
  return spec;
}

// Reads Lambert-equivalent reflectance times the share of the beam; no noise, no limit.
inline LidarSpec photometer(LidarSpec spec) {
  const auto optics = spec.optics;
  spec = ideal(std::move(spec));
  spec.optics = optics;
  for (auto& beam : spec.beams) beam.intensity_floor = 0;
  spec.intensity.law = ReflectivityIntensity{1, 1e6};
  spec.intensity.maximum = 1e9, spec.intensity.quantum = 0;
  return spec;
}

struct Line {
  Vec3 origin, direction;  // m, unit; sensor frame
};

// A pulse by the text of lidar_spec.h and the trigonometry of the C library. `known`: as the device reports
// it.
inline Line documented_line(const LidarSpec& spec, std::uint32_t ring, std::uint32_t column, bool known) {
  const auto& sweep = spec.sweep;
  const auto& beam = spec.beams[ring];
  double turned = sweep.angle / sweep.columns * column;
  if (known && sweep.azimuth_grid > 0) turned = std::round(turned / sweep.azimuth_grid) * sweep.azimuth_grid;
  if (sweep.turns_while_firing)
    turned += sweep.angle / sweep.columns * static_cast<double>(beam.firing_offset) /
              static_cast<double>(sweep.column_period);
  const double azimuth = sweep.start_azimuth + sweep.direction * turned + beam.azimuth_offset;
  const double c = std::cos(azimuth), s = std::sin(azimuth), e = beam.elevation;
  return {Vec3(beam.origin_forward * c, beam.origin_forward * s, beam.origin_height) +
              Vec3(-s, c, 0) * beam.origin_left,
          {c * std::cos(e), s * std::cos(e), std::sin(e)}};
}

// Lambert-equivalent share of a rough face with neither coat nor retro-reflector: Oren and Nayar's second
// paper's terms.
inline double matt_share(MaterialId material, double cosine, std::uint64_t appearance = 1,
                         Band band = Band::Nm905) {
  const double s2 = material_info(material).roughness * material_info(material).roughness,
               sine2 = 1 - cosine * cosine;
  const double a = 1 - 0.5 * s2 / (s2 + 0.33), b = 0.45 * s2 / (s2 + 0.09);
  return body_reflectance(material, appearance, band) * (a * cosine + b * sine2);
}
// 1/m^2, of a unit share.
inline double signal_at(const LidarSpec& spec, double range) {
  const auto& optics = spec.optics;
  const double lost = std::pow(optics.overlap_half / range, optics.overlap_order);
  const double overlap = optics.overlap_floor + (1 - optics.overlap_floor) / (1 + lost);
  return overlap / std::sqrt(std::pow(range, 4) + std::pow(optics.focus, 4));
}

// m, as measured: from the beam's origin to the point that was reported.
inline double measured_range(const LidarSpec& spec, const Scan& scan, std::size_t i) {
  const Vec3 p(scan.x[i], scan.y[i], scan.z[i]);
  return (p - documented_line(spec, scan.ring[i], scan.column[i], true).origin).norm();
}

inline void add_plate(Scene& scene, const Vec3& center, const Vec3& size,
                      MaterialId material = MaterialId::Concrete) {
  Mesh mesh;
  add_box(mesh, Pose{Quat::Identity(), center}, size, {material, Part::Whole});
  add_stuff(scene, "plate", ClassId::Building, std::move(mesh), 1);
}
// The face alone, x = distance, from low to high in y and z.
inline void add_face(Scene& scene, double distance, double y0, double y1, double z0, double z1,
                     MaterialId material = MaterialId::Concrete) {
  Mesh mesh;
  add_quad(mesh, {distance, y0, z0}, {distance, y0, z1}, {distance, y1, z1}, {distance, y1, z0},
           {material, Part::Whole});
  add_stuff(scene, "face", ClassId::Building, std::move(mesh), 1);
}

// A room that is nowhere symmetric about the sensor.
inline const Vec3 kRoomLow(-23, -13, -29), kRoomHigh(17, 19, 11);  // m
inline Scene room() {
  Scene scene;
  add_plate(scene, (kRoomLow + kRoomHigh) / 2, kRoomHigh - kRoomLow);
  return scene;
}
inline double range_to_room(const Line& line) {
  double range = 1e9;
  for (int axis = 0; axis < 3; ++axis) {
    const double d = line.direction[axis];
    if (d != 0) range = std::min(range, ((d > 0 ? kRoomHigh[axis] : kRoomLow[axis]) - line.origin[axis]) / d);
  }
  return range;
}

// Takes away the returns that are wanted gone.
template <typename Gone>
void erase_returns(Scan& scan, Gone gone) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < scan.size(); ++i) {
    if (gone(i)) continue;
    const auto move = [&](auto&... columns) { ((columns[kept] = columns[i]), ...); };
    move(scan.x, scan.y, scan.z, scan.intensity, scan.ring, scan.column, scan.time, scan.return_number,
         scan.body, scan.triangle, scan.cause, scan.true_range, scan.incidence, scan.velocity);
    ++kept;
  }
  const auto cut = [&](auto&... columns) { (columns.resize(kept), ...); };
  cut(scan.x, scan.y, scan.z, scan.intensity, scan.ring, scan.column, scan.time, scan.return_number,
      scan.body, scan.triangle, scan.cause, scan.true_range, scan.incidence, scan.velocity);
}

inline bool same_returns(const Scan& a, const Scan& b) {
  return a.x == b.x && a.y == b.y && a.z == b.z && a.intensity == b.intensity && a.ring == b.ring &&
         a.column == b.column && a.time == b.time && a.return_number == b.return_number && a.body == b.body &&
         a.triangle == b.triangle && a.cause == b.cause && a.true_range == b.true_range &&
         a.incidence == b.incidence && a.velocity == b.velocity;
}

// Every pulse has one fate, and the arrays tell the same.
inline void check_account(const LidarSpec& spec, const Scan& scan, Complaints& out) {
  const auto rings = static_cast<std::uint32_t>(spec.beams.size());
  out.expect(scan.rings == rings && scan.columns == spec.sweep.columns, "the grid is {} x {}", scan.rings,
             scan.columns);
  out.expect(scan.pulses.size() == std::size_t{rings} * spec.sweep.columns, "{} pulses", scan.pulses.size());
  std::vector<int> returns(scan.pulses.size());
  for (std::size_t i = 0; i < scan.size(); ++i) {
    const auto key = [&](std::size_t k) {
      return std::tuple(scan.ring[k], scan.column[k], scan.return_number[k]);
    };
    if (i > 0) out.expect(key(i - 1) < key(i), "return {} is out of order", i);
    const std::size_t pulse = std::size_t{scan.ring[i]} * spec.sweep.columns + scan.column[i];
    if (pulse < returns.size())
      out.expect(returns[pulse]++ == scan.return_number[i], "return {} has a wrong number", i);
  }
  for (std::size_t pulse = 0; pulse < returns.size(); ++pulse) {
    const auto ring = pulse / spec.sweep.columns, column = pulse % spec.sweep.columns;
    const auto& beam = spec.beams[ring];
    const bool fires = column % beam.column_stride == beam.column_phase;
    out.expect((scan.pulses[pulse] == PulseState::NotFired) == !fires, "ring {} column {}: fired or not",
               ring, column);
    out.expect((scan.pulses[pulse] == PulseState::Returned) == (returns[pulse] > 0),
               "ring {} column {}: returned or not", ring, column);
    out.expect(returns[pulse] <= (spec.returns == ReturnMode::Dual ? 2 : 1), "ring {} column {}: {} returns",
               ring, column, returns[pulse]);
  }
}

}  // namespace tailcast
