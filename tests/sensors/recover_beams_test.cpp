// SPDX-License-Identifier: Apache-2.0
// One estimator, run on a scan of ours and on real ones: it must find the same device in both.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstdlib>
#include <cstring>
#include <numeric>

#include "core/dmath.h"
#include "core/file.h"
#include "conformance.h"

namespace tailcast {
namespace {

constexpr std::size_t kRings = 64;
constexpr double kGrid = 0.09;  // deg

struct Point {
  double x, y, z;
};
using Rings = std::vector<std::vector<Point>>;

Rings rings_of(const Scan& scan) {
  Rings rings(kRings);
  for (std::size_t i = 0; i < scan.size(); ++i) rings[scan.ring[i]].push_back({scan.x[i], scan.y[i], scan.z[i]});
  return rings;
}

double azimuth_of(const Point& p) {
  const double deg = rad_to_deg(std::atan2(p.y, p.x));
  return deg < 0 ? deg + 360 : deg;
}

// KITTI's order: ring by ring from the top, azimuth growing; a wrap begins a ring. Empty when it is not 64 rings.
Rings rings_of_file(const std::string& path) {
  const auto bytes = read_file(path);
  Rings rings;
  double before = 1e9;
  for (std::size_t at = 0; at + 16 <= bytes.size(); at += 16) {
    std::array<float, 4> v;
    std::memcpy(v.data(), bytes.data() + at, 16);
    const Point p{v[0], v[1], v[2]};
    const double azimuth = azimuth_of(p);
    if (rings.empty() || (azimuth < before - 180 && rings.back().size() >= 60)) rings.emplace_back();
    rings.back().push_back(p);
    before = azimuth;
  }
  return rings.size() == kRings ? rings : Rings{};
}

struct Cone {
  double elevation, height;  // deg, m
};

// z = height + rho tan(elevation) through the points of a ring, trimmed least squares.
Cone fit_line(const std::vector<Point>& ring) {
  double a = 0, b = 0, limit = 1e9;
  for (int pass = 0; pass < 12; ++pass) {
    double n = 0, sr = 0, sz = 0, srr = 0, srz = 0;
    for (const auto& p : ring) {
      const double rho = std::hypot(p.x, p.y);
      if (std::fabs(p.z - a - b * rho) > limit) continue;
      n += 1, sr += rho, sz += p.z, srr += rho * rho, srz += rho * p.z;
    }
    b = (n * srz - sr * sz) / (n * srr - sr * sr), a = (sz - b * sr) / n;
    limit = pass == 0 ? 0.05 : std::max(0.002, limit * 0.6);
  }
  return {rad_to_deg(std::atan(b)), a};
}

// How well the azimuths lie on the grid once the beam's lateral offset is taken off (1: exactly), and where on it.
std::complex<double> grid_phase(const std::vector<Point>& ring, double offset) {
  std::complex<double> sum = 0;
  for (const auto& p : ring) {
    const double azimuth = azimuth_of(p) - rad_to_deg(std::asin(offset / std::hypot(p.x, p.y)));
    sum += std::polar(1.0, 2 * kPi * azimuth / kGrid);
  }
  return sum / static_cast<double>(ring.size());
}

Scan our_scan() {
  Scene scene;
  add_road(scene);
  // Low walls beside the road and high ones behind them: every ring meets things at many distances.
  add_box_instance(scene, "low right", {40, 1, 1.2}, pose_at({0, -2.7, 0.6}, 0), false);
  add_box_instance(scene, "low left", {40, 1, 1.2}, pose_at({0, 4.5, 0.6}, 0), false);
  add_box_instance(scene, "front", {1, 90, 30}, pose_at({30, 0, 10}, 0), false);
  add_box_instance(scene, "rear", {1, 90, 30}, pose_at({-45, 0, 10}, 0), false);
  add_box_instance(scene, "left", {90, 1, 30}, pose_at({0, 12, 10}, 0), false);
  add_box_instance(scene, "right", {90, 1, 30}, pose_at({0, -20, 10}, 0), false);
  return scan_of(scene, still_timeline(), load_lidar_spec("velodyne_hdl64e_kitti"));
}

std::vector<Rings> real_scans() {
  std::vector<Rings> scans;
  const char* captures = std::getenv("TAILCAST_CAPTURES");
  if (captures)
    for (const auto& file : list_files(std::string(captures) + "/kitti_object/training/velodyne", ".bin"))
      if (auto rings = rings_of_file(file); !rings.empty()) scans.push_back(std::move(rings));
  return scans;
}

void expect_the_device(const std::vector<Rings>& scans) {
  const auto spec = load_lidar_spec("velodyne_hdl64e_kitti");
  for (std::size_t k = 0; k < kRings; ++k) {
    std::vector<Point> ring;
    for (const auto& scan : scans) ring.insert(ring.end(), scan[k].begin(), scan[k].end());
    const auto& beam = spec.beams[k];
    const auto line = fit_line(ring);
    EXPECT_NEAR(line.elevation, rad_to_deg(beam.elevation), 0.01) << "ring " << k;
    EXPECT_NEAR(line.height, beam.origin_height, 0.004) << "ring " << k;
    const auto phase = grid_phase(ring, beam.origin_left);
    EXPECT_GT(std::abs(phase), 0.9) << "ring " << k << " lies on the grid";
    EXPECT_GT(std::abs(phase), std::abs(grid_phase(ring, -beam.origin_left)) + 0.001) << "ring " << k << ": the offset's sign shows";
    const double wanted = rad_to_deg(spec.sweep.start_azimuth + beam.azimuth_offset);
    const double found = std::arg(phase) / (2 * kPi) * kGrid;
    EXPECT_NEAR(std::remainder(found - wanted, kGrid), 0, 0.002) << "ring " << k;
  }
}

TEST(RecoverBeams, FindsThePresetInOurScan) { expect_the_device({rings_of(our_scan())}); }

TEST(RecoverBeams, FindsThePresetInRealScans) {
  const auto scans = real_scans();
  if (scans.empty()) GTEST_SKIP() << "set TAILCAST_CAPTURES to a directory with kitti_object/training/velodyne";
  expect_the_device(scans);
}

// Every preset, as it is: the cone that each ring's points lie on, and the turn of the head, from the points alone.
class RecoverEvery : public Conformance {};

// Where in a step of `step` deg the azimuths of a ring lie, coherent (1) or anywhere (0). A beam that starts beside the
// axis sees what is near turned by as much.
double coherence(const std::vector<Point>& ring, double left, double step) {
  std::complex<double> sum = 0;
  for (const auto& p : ring)
    sum += std::polar(1.0, 2 * kPi / step * (azimuth_of(p) - rad_to_deg(std::asin(left / std::hypot(p.x, p.y)))));
  return std::abs(sum) / static_cast<double>(ring.size());
}

Complaints check_recovery(const LidarSpec& preset, const Defect& defect) {
  Complaints out;
  auto spec = built(preset, defect);
  spec.blocked.clear(), spec.shadow_measured = true;
  // Walls alone: floor or ceiling are met by a ring at one distance.
  Scene shaft;
  add_plate(shaft, {-3, 3, 0}, {40, 32, 120});
  const auto scan = scan_of(shaft, still_timeline(), spec, {7, 0, 0}, Pose{});
  std::vector<std::vector<Point>> rings(preset.beams.size());
  for (std::size_t i = 0; i < scan.size(); ++i)
    if (scan.cause[i] == Cause::Surface && scan.true_range[i] > 5)
      rings[scan.ring[i]].push_back({scan.x[i], scan.y[i], scan.z[i]});
  const auto& sweep = preset.sweep;
  const double step = rad_to_deg(column_step(sweep)), grid = rad_to_deg(sweep.azimuth_grid);
  std::size_t told = 0;
  for (std::size_t k = 0; k < rings.size(); ++k) {
    auto& ring = rings[k];
    const auto& beam = preset.beams[k];
    if (ring.size() < 300) continue;  // too faint for that room
    ++told;
    const auto line = fit_line(ring);
    out.near(line.elevation, rad_to_deg(beam.elevation), 0.006, fmt::format("elevation of ring {}", k));
    // Where the line meets the axis.
    out.near(line.height, beam.origin_height - beam.origin_forward * std::tan(beam.elevation), 0.0025,
             fmt::format("height of ring {}", k));
    std::sort(ring.begin(), ring.end(), [](const Point& a, const Point& b) { return azimuth_of(a) < azimuth_of(b); });
    std::vector<double> steps;
    for (std::size_t i = 1; i < ring.size(); ++i)
      if (const double d = azimuth_of(ring[i]) - azimuth_of(ring[i - 1]); d < 1.6 * step * beam.column_stride)
        steps.push_back(d);
    const double mean = std::accumulate(steps.begin(), steps.end(), 0.0) / static_cast<double>(steps.size());
    out.near(mean, step * beam.column_stride, 0.004 * step + 0.0002, fmt::format("step of ring {}", k));
    // A grid that is finer than what a coordinate's own quantum moves a point by cannot be told.
    const double blur = rad_to_deg(preset.range.coordinate_quantum / 15);
    const double lattice = grid > 0 ? grid : step * beam.column_stride;
    if (lattice > 10 * blur)
      out.expect(coherence(ring, beam.origin_left, lattice) > 0.9, "ring {} is off its lattice of {} deg", k, lattice);
  }
  out.expect(told > rings.size() / 2, "{} of {} rings are told apart", told, rings.size());
  return out;
}

TEST_P(RecoverEvery, CloudTellsItsRingsAndItsTurn) {
  expect_conformance(
      check_recovery, preset,
      {{"a beam looks up by 0.02 deg",
        [](LidarSpec& s) { s.beams[s.beams.size() / 2].elevation += deg_to_rad(0.02); },
        {}},
       {"a beam starts 5 mm higher", [](LidarSpec& s) { s.beams[s.beams.size() / 2].origin_height += 5e-3; }, {}},
       {"one column in a hundred more",
        [](LidarSpec& s) {
          s.sweep.columns += s.sweep.columns / 100, s.sweep.column_period -= s.sweep.column_period / 100;
          for (auto& beam : s.beams) beam.firing_offset -= beam.firing_offset / 50;
        },
        {}},
       {"another grid",
        [](LidarSpec& s) {
          auto& grid = s.sweep.azimuth_grid;
          grid = 0.7 * (grid > 0 ? grid : column_step(s.sweep));
        },
        {}}});
}

TAILCAST_EVERY_PRESET(RecoverEvery);

}  // namespace
}  // namespace tailcast
