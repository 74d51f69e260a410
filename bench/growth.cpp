// SPDX-License-Identifier: Apache-2.0
// How cost grows: the tracer's and raw Embree's with triangles and with rays, in turns; and the memory of a long
// render. Writes three tables of comma-separated values into the folder that it is given.
#include <fmt/core.h>
#include <fmt/os.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <fstream>
#include <string>

#include "bench/sweep.h"
#include "labels/annotate.h"
#include "sensors/scan_revolution.h"

namespace tailcast::bench {
namespace {

constexpr int kTicks = 100, kSweeps = 3, kRounds = 9, kFrames = 400;
const Pose kMount{Quat::Identity(), {0, 0, 1.73}};

double processor_time() {
  timespec used{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + 1e-9 * static_cast<double>(used.tv_nsec);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Milliseconds a sweep.
struct Cost {
  double raw, tracer;
};

Cost cost_of(const Street& street, const RayCaster& caster, const std::vector<Sweep>& sweeps) {
  const auto raw = raw_embree(street, sweeps, false);
  std::vector<Hit> hits(sweeps.front().rays.size());
  std::vector<double> raw_times, times;
  for (std::size_t round = 0; round < kRounds + 1; ++round) {
    const auto& sweep = sweeps[round % sweeps.size()];
    const double begin = processor_time();
    raw(round % sweeps.size());
    const double middle = processor_time();
    caster.window(sweep.begin, sweep.end).cast(sweep.rays, hits);
    if (round == 0) continue;  // warms up
    raw_times.push_back(1e3 * (middle - begin)), times.push_back(1e3 * (processor_time() - middle));
  }
  return {median(raw_times), median(times)};
}

// The large street with all its counts and finenesses scaled, so that it has about `share` of the triangles.
StreetSize scaled(double share) {
  auto size = kLargeStreet;
  const auto scale = [](int& count, double by, int least) {
    count = std::max(least, static_cast<int>(std::lround(count * by)));
  };
  scale(size.ground_cells, std::sqrt(share), 4);
  scale(size.relief_rows, std::sqrt(share), 1), scale(size.relief_columns, std::sqrt(share), 1);
  scale(size.leaves, share, 1), scale(size.car_rings, std::sqrt(share), 4);
  return size;
}

void by_triangles(const LidarSpec& spec, const std::string& folder) {
  auto file = fmt::output_file(folder + "/by_triangles.csv");
  file.print("triangles,raw_ms,tracer_ms\n");
  for (const double share : {0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0}) {
    const auto street = make_street(scaled(share), 1, kTicks);
    const auto sweeps = sweeps_of(spec, street.timeline, kSweeps, 1);
    const auto cost = cost_of(street, RayCaster(street.scene, street.timeline), sweeps);
    file.print("{},{:.3f},{:.3f}\n", street.triangles, cost.raw, cost.tracer);
    fmt::print("{} triangles: raw {:.2f} ms, tracer {:.2f} ms\n", street.triangles, cost.raw, cost.tracer);
  }
}

void by_rays(const LidarSpec& spec, const std::string& folder) {
  auto file = fmt::output_file(folder + "/by_rays.csv");
  file.print("rays,raw_ms,tracer_ms\n");
  const auto street = make_street(kLargeStreet, 1, kTicks);
  const RayCaster caster(street.scene, street.timeline);
  for (const int subrays : {1, 5, 10, 15, 20}) {
    const auto sweeps = sweeps_of(spec, street.timeline, 1, subrays);
    const auto cost = cost_of(street, caster, sweeps);
    const auto rays = sweeps.front().rays.size();
    file.print("{},{:.3f},{:.3f}\n", rays, cost.raw, cost.tracer);
    fmt::print("{} rays: raw {:.2f} ms, tracer {:.2f} ms\n", rays, cost.raw, cost.tracer);
  }
}

// Of this process, MiB.
double resident() {
  std::ifstream pages("/proc/self/statm");
  double all = 0, here = 0;
  pages >> all >> here;
  return here * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

void by_frames(const LidarSpec& spec, const std::string& folder) {
  auto file = fmt::output_file(folder + "/by_frames.csv");
  file.print("frame,resident_mib\n");
  const auto street = make_street(kSmallStreet, 1, kTicks);
  const RayCaster caster(street.scene, street.timeline);
  std::size_t points = 0;
  for (int frame = 0; frame < kFrames; ++frame) {
    const auto begin = street.timeline.start + (frame % kSweeps) * revolution_of(spec);
    const auto seen = scan_frame(spec, caster, kMount, begin, {1, 0, static_cast<std::uint32_t>(frame)}, {}, {});
    const auto labelled = annotate({seen.scan, street.scene, street.timeline, kMount, MotionMode::Raw, {}, {}, seen.returns_alone});
    points += labelled.x.size();
    if (frame % 5 == 0) file.print("{},{:.2f}\n", frame, resident());
  }
  fmt::print("{} frames, {} points: {:.1f} MiB resident\n", kFrames, points, resident());
}

}  // namespace
}  // namespace tailcast::bench

int main(int argc, char** argv) {
  using namespace tailcast;
  const std::string folder = argc > 1 ? argv[1] : ".";
  const auto spec = load_lidar_spec("velodyne_hdl64e_kitti");
  bench::by_frames(spec, folder);
  bench::by_triangles(spec, folder);
  bench::by_rays(spec, folder);
}
