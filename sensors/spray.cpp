// SPDX-License-Identifier: Apache-2.0
#include "sensors/spray.h"

#include <algorithm>
#include <cmath>

#include "core/dmath.h"
#include "core/random.h"
#include "sensors/fog.h"

namespace tailcast {
namespace {

constexpr double kSlowest = 8;        // m/s: below, a tyre throws no spray
constexpr double kFullSpeed = 30;     // m/s: from here on no larger share of the film becomes spray
constexpr double kSprayed = 0.04;     // share of the film under the tyre that hangs in the air then
constexpr double kHangTime = 0.6;     // s: the box grows by the way beyond the slowest speed in this time
constexpr double kDropRadius = 1e-4;  // m, effective
constexpr double kSpread = 0.4;       // m, of the box to either side of the tyre
constexpr double kRise = 3;           // height of the box over the wheel's radius
constexpr double kClump = 0.5;        // m
constexpr double kClumpSigma = 1.2;   // of ln(density)
constexpr double kStep = 0.25;        // m along the beam

bool is_wheel(const Body& body) {
  if (body.name.find("/wheel") != std::string::npos) return true;
  const auto& part = body.mesh->part;
  return !part.empty() && std::all_of(part.begin(), part.end(), [](Part p) { return p == Part::Wheel; });
}

// Part of the line from `origin` along `direction` that lies in the box; empty when far <= near.
struct Span {
  double near, far;
};
Span inside(const Vec3& origin, const Vec3& direction, const Vec3& low, const Vec3& high) {
  Span span{0, 1e30};
  for (int i = 0; i < 3; ++i) {
    if (std::fabs(direction[i]) < 1e-12) {
      if (origin[i] < low[i] || origin[i] > high[i]) return {0, 0};
      continue;
    }
    const double a = (low[i] - origin[i]) / direction[i], b = (high[i] - origin[i]) / direction[i];
    span = {std::max(span.near, std::min(a, b)), std::min(span.far, std::max(a, b))};
  }
  return span;
}

}  // namespace

std::vector<Plume> plumes_of(const Scene& scene, const Timeline& timeline, double water_film,
                             Nanoseconds time) {
  std::vector<Plume> plumes;
  if (water_film <= 0) return plumes;
  for (std::uint32_t b = 0; b < scene.bodies.size(); ++b) {
    const auto& body = scene.bodies[b];
    if (!moves(timeline, b) || !is_wheel(body)) continue;
    const auto bounds = bounds_of(*body.mesh);
    Vec3 velocity = velocity_at(timeline, b, time, bounds.center());
    velocity.z() = 0;
    const double speed = velocity.norm();
    if (speed <= kSlowest) continue;
    Plume plume;
    const double radius = bounds.size().maxCoeff() / 2, tyre = bounds.size().minCoeff();
    plume.body = b, plume.velocity = velocity;
    plume.foot = pose_at(timeline, b, time) * bounds.center() - Vec3(0, 0, radius);
    plume.back = -velocity / speed, plume.left = Vec3(velocity.y(), -velocity.x(), 0) / speed;
    plume.length = kHangTime * (speed - kSlowest);
    plume.half_width = tyre / 2 + kSpread, plume.height = kRise * radius;
    const double sprayed = kSprayed * std::min(1.0, (speed - kSlowest) / (kFullSpeed - kSlowest));
    // Water that the tyre meets in a second, over the volume that it is spread through in that second; drops
    // of that radius extinguish twice their shadow.
    const double water = sprayed * water_film * tyre / (2 * plume.half_width * plume.height);
    plume.extinction = 1.5 * water / kDropRadius;
    plumes.push_back(plume);
  }
  return plumes;
}

struct Spray::Sample {
  double range, depth;  // m; optical, one way, of this step
};

Spray::Spray(double water_film, const LidarSpec& spec, const Scene& scene, const Timeline& timeline,
             Nanoseconds start, const ScanKey& key)
    : optics_(spec.optics),
      faintest_(faintest_echo(spec.receiver)),
      middle_(start + (spec.effects.motion ? revolution_of(spec) / 2 : 0)),
      key_(key) {
  plumes_ = plumes_of(scene, timeline, water_film, middle_);
}

// Of mean 1, alike for all pulses that meet the clump.
double Spray::clump(const Plume& plume, const Vec3& p) const {
  const auto cell = [](double x) {
    return static_cast<std::uint32_t>(static_cast<std::int32_t>(std::floor(x / kClump)) + 64);
  };
  const std::uint32_t where = cell(p.x()) << 14 | cell(p.y()) << 7 | cell(p.z());
  const double normal = random_normal(
      {key_.seed, Domain::Weather},
      {key_.instance, key_.frame, where, static_cast<std::uint32_t>(AirDraw::Spray) + plume.body});
  return dmath::exp(kClumpSigma * normal - 0.5 * kClumpSigma * kClumpSigma);
}

void Spray::sample(const Plume& plume, const AirPath& path, std::vector<Sample>& samples) const {
  const Vec3 from = path.origin - (plume.foot + plume.velocity * to_seconds(path.time - middle_));
  const Vec3 origin(from.dot(plume.back), from.dot(plume.left), from.z());
  const Vec3 direction(path.direction.dot(plume.back), path.direction.dot(plume.left), path.direction.z());
  auto [near, far] =
      inside(origin, direction, {0, -plume.half_width, 0}, {plume.length, plume.half_width, plume.height});
  near = std::max(near, kNearestInAir), far = std::min(far, path.open_to);
  if (far <= near) return;
  const auto steps = static_cast<int>((far - near) / kStep) + 1;
  const double step = (far - near) / steps;
  for (int i = 0; i < steps; ++i) {
    const double range = near + (i + 0.5) * step;
    const Vec3 p = origin + range * direction;
    const double mean = plume.extinction * dmath::exp(-2 * p.x() / plume.length);
    samples.push_back({range, step * mean * clump(plume, p)});
  }
}

void Spray::pass(const AirPath& path, double fog_extinction, std::vector<Echo>& echoes) const {
  std::vector<Sample> samples;
  for (const auto& plume : plumes_) sample(plume, path, samples);
  if (samples.empty()) return;
  std::stable_sort(samples.begin(), samples.end(),
                   [](const Sample& a, const Sample& b) { return a.range < b.range; });
  for (auto& echo : echoes) {
    double depth = 0;
    for (const auto& one : samples)
      if (one.range < echo.range) depth += one.depth;
    echo.signal *= dmath::exp(-2 * depth);
  }
  std::vector<double> light;  // 1/m^2, of each step
  double before = 0;
  for (const auto& one : samples) {
    const double left = dmath::exp(-2 * (before + one.depth / 2 + fog_extinction * one.range));
    light.push_back(kPi * one.depth / kDropletRatio * air_law(one.range, optics_) * left);
    before += one.depth;
  }
  // The light of one length of the pulse arrives at once.
  double brightest = 0, range = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    double sum = 0, moment = 0;
    for (std::size_t k = i; k < samples.size() && samples[k].range - samples[i].range < optics_.pulse_length;
         ++k)
      sum += light[k], moment += light[k] * samples[k].range;
    if (sum > brightest) brightest = sum, range = moment / sum;
  }
  if (brightest >= faintest_) echoes.push_back(echo_in_air(path.pulse, Cause::Spray, range, brightest));
}

}  // namespace tailcast
