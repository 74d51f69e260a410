// SPDX-License-Identifier: Apache-2.0
// The race: our tracer and sensor against raw Embree, Open3D and Bullet on the same streets and rays. All runners of a
// street take turns; a ratio is of medians of the same run. Runners of one thread are timed by the processor time of the
// process, which a busy machine disturbs less; those of two by the clock. Ends with one line a ratio, and writes them to a
// file.
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cctype>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "bench/sweep.h"
#include "core/check.h"
#include "core/memory.h"
#include "core/parallel.h"
#include "dataset/dataset.h"
#include "labels/annotate.h"
#include "sensors/effects.h"
#include "sensors/scan_revolution.h"

namespace tailcast::bench {
namespace {

constexpr int kSweeps = 3, kTicks = 100, kSubrays = 10;
constexpr std::size_t kBulletStride = 64;
const Pose kMount{Quat::Identity(), {0, 0, 1.73}};

struct Runner {
  std::string name;
  double rays;  // that one call casts
  std::function<void(std::size_t)> run;
  bool two_threads = false;
  std::vector<double> seconds = {};
};

double now(bool by_clock) {
  if (by_clock) return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
  timespec used{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + 1e-9 * static_cast<double>(used.tv_nsec);
}

double quantile(std::vector<double> values, double q) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
}

// By name: rays a second, median over the rounds.
using Rates = std::map<std::string, double>;

Rates race(const std::string& street, std::vector<Runner>& runners, int rounds) {
  for (int round = -1; round < rounds; ++round)  // the first warms up
    for (auto& runner : runners) {
      const double begin = now(runner.two_threads);
      runner.run(static_cast<std::size_t>(round + kSweeps) % kSweeps);
      if (round >= 0) runner.seconds.push_back(now(runner.two_threads) - begin);
    }
  Rates rates;
  for (const auto& runner : runners) {
    rates[runner.name] = runner.rays / quantile(runner.seconds, 0.5);
    fmt::print("{:<6} {:<22} {:8.2f} Mrays/s   {:7.2f} ms   quartiles {:7.2f} {:7.2f}\n", street, runner.name, 1e-6 * rates[runner.name],
               1e3 * quantile(runner.seconds, 0.5), 1e3 * quantile(runner.seconds, 0.25), 1e3 * quantile(runner.seconds, 0.75));
  }
  return rates;
}

// The same frame on two threads, each with hits of its own.
std::function<void(std::size_t)> twice(const std::function<void(std::size_t, std::size_t)>& run) {
  return [run](std::size_t s) { parallel_for(2, 2, [&](std::size_t job) { run(s, job); }); };
}

// Static hits kept from an earlier variant, then the moving bodies.
struct Kept {
  std::vector<std::vector<Hit>> hits;

  Kept(const RayCaster& caster, const std::vector<Sweep>& sweeps) {
    for (const auto& sweep : sweeps) {
      const auto window = caster.window(sweep.begin, sweep.end);
      std::vector<Hit> kept(sweep.rays.size()), whole(sweep.rays.size());
      window.cast_static(sweep.rays, kept);
      hits.push_back(kept);
      window.cast_moving(sweep.rays, kept);
      window.cast(sweep.rays, whole);
      for (std::size_t i = 0; i < whole.size(); ++i)
        TAILCAST_CHECK(kept[i].range == whole[i].range && kept[i].body == whole[i].body && kept[i].triangle == whole[i].triangle &&
                           kept[i].normal == whole[i].normal && kept[i].p_body == whole[i].p_body,
                       "kept static hits give other bytes");
    }
  }
};

// What the pipeline does with a street: its physics, a scan of it, labels, files.
struct Pipeline {
  Pipeline(const Street& street_, const RayCaster& caster_, const LidarSpec& spec_, const std::string& folder_)
      : street(street_), caster(caster_), spec(spec_), folder(folder_), step(physics(street)), writer(make_semantic_kitti_writer(folder)) {
    for (std::uint16_t i = 1; i < street.scene.instances.size(); ++i)
      if (moves(street.timeline, street.scene.instances[i].bodies.front())) things.push_back(i);
  }
  ~Pipeline() { std::filesystem::remove_all(folder); }
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  LabelledFrame frame(const Sweep& sweep, std::size_t s, bool alone) const {
    const std::span<const std::uint16_t> instances = alone ? std::span<const std::uint16_t>(things) : std::span<const std::uint16_t>();
    const auto seen = scan_frame(spec, caster, kMount, sweep.begin, {1, 0, static_cast<std::uint32_t>(s)}, {}, instances);
    return annotate({seen.scan, street.scene, street.timeline, kMount, MotionMode::Raw, {}, instances, seen.returns_alone});
  }
  void run(const Sweep& sweep, std::size_t s) const {
    step(s);
    writer->write_frame(0, static_cast<int>(s), frame(sweep, s, true));
  }

  const Street& street;
  const RayCaster& caster;
  LidarSpec spec;
  std::string folder;
  Cast step;
  std::unique_ptr<DatasetWriter> writer;
  std::vector<std::uint16_t> things;
};

// Frames whose footprints are split where they straddle an edge, against frames of which every footprint is.
struct Agreement {
  std::size_t returns = 0, agree = 0;
  double bias = 0;  // m, mean of the differences of those that agree
};

Agreement agreement(const LidarSpec& spec, const RayCaster& caster, const std::vector<Sweep>& sweeps) {
  auto brute = spec;
  brute.optics.always_split = true;
  Agreement result;
  for (const auto& sweep : sweeps) {
    const auto ranges = [&](const LidarSpec& device) {
      const auto scan = scan_revolution(device, caster, kMount, sweep.begin, {1, 0, 0});
      std::vector<double> by_pulse(static_cast<std::size_t>(scan.rings) * scan.columns, 0);
      for (std::size_t i = 0; i < scan.size(); ++i)
        if (scan.return_number[i] == 0)
          by_pulse[scan.ring[i] * scan.columns + scan.column[i]] = Vec3(scan.x[i], scan.y[i], scan.z[i]).norm();
      return by_pulse;
    };
    const auto adaptive = ranges(spec), all = ranges(brute);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i] == 0 && adaptive[i] == 0) continue;
      ++result.returns;
      if (all[i] == 0 || adaptive[i] == 0 || std::fabs(adaptive[i] - all[i]) > 1.5 * spec.range.quantum) continue;
      ++result.agree;
      result.bias += adaptive[i] - all[i];
    }
  }
  result.bias /= static_cast<double>(result.agree);
  return result;
}

using Ratios = std::vector<std::pair<std::string, double>>;

void race_street(const std::string& name, const StreetSize& size, const LidarSpec& spec, Ratios& ratios) {
  const auto street = make_street(size, 1, kTicks);
  const auto sweeps = sweeps_of(spec, street.timeline, kSweeps, 1), fine = sweeps_of(spec, street.timeline, kSweeps, kSubrays);
  const RayCaster caster(street.scene, street.timeline);
  const Kept kept(caster, sweeps);
  const auto raw = raw_embree(street, sweeps, false), loose = raw_embree(street, sweeps, true), raw_beside = raw_embree(street, sweeps, false);
  const double n = static_cast<double>(sweeps[0].rays.size());
  fmt::print("{}: {} triangles, {} bodies, {:.0f} rays\n", name, street.triangles, street.scene.bodies.size(), n);

  std::vector<std::vector<Hit>> hits(2, std::vector<Hit>(fine[0].rays.size()));
  const auto ours = [&](const std::vector<Sweep>& all, std::size_t s, std::size_t job) {
    const auto window = caster.window(all[s].begin, all[s].end);
    window.cast(all[s].rays, std::span(hits[job]).first(all[s].rays.size()));
  };
  const auto cached = [&](std::size_t s) {
    const auto window = caster.window(sweeps[s].begin, sweeps[s].end);
    const auto to = std::span(hits[0]).first(sweeps[s].rays.size());
    std::copy(kept.hits[s].begin(), kept.hits[s].end(), to.begin());
    window.cast_moving(sweeps[s].rays, to);
  };
  auto line = spec;
  TAILCAST_CHECK(switch_off(line, "footprint"), "no such effect");
  const auto scratch = (std::filesystem::temp_directory_path() / fmt::format("tailcast_race_{}_{}", ::getpid(), name)).string();
  const Pipeline thin(street, caster, line, scratch + "_1"), beside(street, caster, line, scratch + "_2"), wide(street, caster, spec, scratch + "_3");
  std::vector<Runner> runners{
      {"raw", n, raw},
      {"tracer", n, [&](std::size_t s) { ours(sweeps, s, 0); }},
      {"tracer_cached", n, cached},
      {"tracer_subrays10", static_cast<double>(fine[0].rays.size()), [&](std::size_t s) { ours(fine, s, 0); }},
      {"raw_writing_hits", n, loose},
      {"raw_2_threads", 2 * n, twice([&](std::size_t s, std::size_t job) { (job == 0 ? raw : raw_beside)(s); }), true},
      {"tracer_2_threads", 2 * n, twice([&](std::size_t s, std::size_t job) { ours(sweeps, s, job); }), true},
      {"sensor", n, [&](std::size_t s) { thin.frame(sweeps[s], s, false); }},
      {"sensor_footprint", n, [&](std::size_t s) { wide.frame(sweeps[s], s, false); }},
      {"pipeline", n, [&](std::size_t s) { thin.run(sweeps[s], s); }},
      {"pipeline_by_clock", n, [&](std::size_t s) { thin.run(sweeps[s], s); }, true},
      {"pipeline_2_threads", 2 * n, twice([&](std::size_t s, std::size_t job) { (job == 0 ? thin : beside).run(sweeps[s], s); }), true},
      {"pipeline_both_threads", 2 * n, twice([&](std::size_t s, std::size_t job) { (job == 0 ? thin : beside).run(sweeps[s], s); })},
      {"open3d", n, open3d(street, sweeps, 1)},
      {"bullet", n / static_cast<double>(kBulletStride), bullet(street, sweeps, kBulletStride)},
  };
  auto r = race(name, runners, 15);
  const std::string suffix = name == "large" ? "" : "_" + name;
  const auto ratio = [&](const std::string& what, double value) { ratios.push_back({what + suffix, value}); };
  ratio("tracer_over_raw", r["tracer"] / r["raw"]);
  ratio("tracer_over_raw_2_threads", r["tracer_2_threads"] / r["raw_2_threads"]);
  ratio("sensor_over_raw", r["sensor"] / r["raw"]);
  ratio("pipeline_over_raw", r["pipeline"] / r["raw"]);
  ratio("threads_2_over_1", r["pipeline_2_threads"] / r["pipeline_by_clock"]);
  // Processor time of two threads over that of one: what they cost each other, on a machine however busy.
  ratio("threads_2_cost", r["pipeline"] / r["pipeline_both_threads"]);
  ratio("adaptive_cost", r["sensor"] / r["sensor_footprint"]);
  const auto agree = agreement(spec, caster, sweeps);
  ratio("adaptive_agreement", static_cast<double>(agree.agree) / static_cast<double>(agree.returns));
  ratio("adaptive_bias_mm", 1e3 * agree.bias);
  ratio("subrays10_over_raw", r["tracer_subrays10"] / r["raw"]);
  ratio("cached_over_raw", r["tracer_cached"] / r["raw"]);
  ratio("over_open3d", r["tracer"] / r["open3d"]);
  ratio("over_bullet", r["tracer"] / r["bullet"]);
  ratio("portable_cost", r["raw_writing_hits"] / r["tracer"]);
}

std::string processor() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);)
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  return "unknown processor";
}

void write(const std::string& folder, const Ratios& ratios) {
  std::string file = processor(), json = fmt::format("{{\n  \"processor\": \"{}\"", processor());
  for (auto& c : file) c = std::isalnum(static_cast<unsigned char>(c)) ? static_cast<char>(std::tolower(static_cast<unsigned char>(c))) : '_';
  for (const auto& [name, value] : ratios) json += fmt::format(",\n  \"{}\": {:.3f}", name, value);
  std::ofstream(folder + "/" + file + ".json") << json << "\n}\n";
}

}  // namespace
}  // namespace tailcast::bench

int main(int argc, char** argv) {
  using namespace tailcast;
  keep_memory();  // as the tool does
  const auto spec = load_lidar_spec("velodyne_hdl64e_kitti");
  bench::Ratios ratios;
  bench::race_street("large", bench::kLargeStreet, spec, ratios);
  bench::race_street("small", bench::kSmallStreet, spec, ratios);
  if (argc > 1) bench::write(argv[1], ratios);
  for (const auto& [name, value] : ratios) fmt::print("{} {:.3f}\n", name, value);
}
