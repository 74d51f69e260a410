// SPDX-License-Identifier: Apache-2.0
#include "sensors/echoes.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "sensors/weather.h"

namespace tailcast {
namespace {

constexpr double kFlat = 2e-3;      // m: what lies so near to one plane is one surface
constexpr int kMaxLayers = 4;       // of glass, one behind the other
constexpr double kFaintest = 1e-4;  // share of light, below which it is not followed any further
constexpr double kOffSurface = 1e-4;  // m: where light goes on behind a face

struct Beamlet {
  std::uint32_t at = 0;   // position of its pulse
  double weight = 1;      // share of the pulse's energy on its way, there and back
  double travelled = 0;   // m, before this ray began
  bool mirrored = false;
};

// Light of one ray that came back from one face.
struct Glint {
  std::uint32_t at;
  bool mirrored;
  double range, signal, cos_incidence;
  Hit hit;
};

// Rays with what they carry.
struct Bundle {
  std::vector<Ray> rays;
  std::vector<Beamlet> beamlets;
  void add(const Ray& ray, const Beamlet& beamlet) { rays.push_back(ray), beamlets.push_back(beamlet); }
};

class EchoFinder {
 public:
  EchoFinder(const EchoScene& world, std::span<const Pulse> pulses)
      : world_(world), pulses_(pulses), reach_(world.spec.range.maximum + world.spec.optics.pulse_length) {}

  void find(std::vector<Echo>& echoes) {
    cast_axes();
    auto footprints = split_at_edges();
    std::vector<Hit> hits(footprints.rays.size());
    world_.cast(footprints.rays, hits);
    for (std::size_t i = 0; i < pulses_.size(); ++i) {
      if (!met_[i].hit()) continue;
      footprints.add(axes_[i], {static_cast<std::uint32_t>(i), share_[i], 0, false});
      hits.push_back(met_[i]);
    }
    gather(std::move(footprints), std::move(hits));
    const auto before = [](const Glint& a, const Glint& b) { return a.at != b.at ? a.at < b.at : a.range < b.range; };
    std::stable_sort(glints_.begin(), glints_.end(), before);
    group(echoes);
  }

 private:
  Ray ray_of(const Pulse& pulse, const Vec3& direction) const {
    return {world_.path.point(pulse.origin, pulse.time), world_.path.direction(direction, pulse.time), 0, reach_,
            world_.start + (world_.spec.effects.motion ? pulse.time : 0)};
  }

  void cast_axes() {
    axes_.resize(pulses_.size()), met_.resize(pulses_.size()), share_.assign(pulses_.size(), 1.0);
    for (std::size_t i = 0; i < pulses_.size(); ++i) axes_[i] = ray_of(pulses_[i], pulses_[i].direction);
    world_.cast(axes_, met_);
  }

  bool same_surface(std::size_t i, const Ray& ray, const Hit& hit) const {
    const auto& met = met_[i];
    if (!met.hit() || !hit.hit()) return met.hit() == hit.hit();
    if (hit.body != met.body) return false;
    const auto& mesh = *world_.scene.bodies[hit.body].mesh;
    if (mesh.material[hit.triangle] != mesh.material[met.triangle]) return false;
    const Vec3 from = axes_[i].origin + met.range * axes_[i].direction, to = ray.origin + hit.range * ray.direction;
    return std::fabs(met.normal.dot(to - from)) < kFlat;
  }

  // Pulses whose axis and witnesses do not lie on one surface. A witness is shared by the pulses on either side of it; a
  // frame's first column has no neighbour before it.
  std::vector<std::uint8_t> edges() const {
    std::vector<Ray> rays;
    std::vector<std::uint32_t> before(pulses_.size()), after(pulses_.size());
    const auto witness = [&](std::uint32_t ring, std::uint32_t column) {
      const auto between = world_.firing.fire_between(ring, column, column % 2 == 0 ? 0.5 : -0.5);
      rays.push_back(ray_of(between, between.direction));
      return static_cast<std::uint32_t>(rays.size() - 1);
    };
    for (std::size_t i = 0; i < pulses_.size(); ++i) {
      const auto& pulse = pulses_[i];
      const bool follows = i > 0 && pulses_[i - 1].ring == pulse.ring && pulses_[i - 1].column + 1 == pulse.column;
      if (follows) before[i] = after[i - 1];
      else if (pulse.column > 0) before[i] = witness(pulse.ring, pulse.column - 1);
      after[i] = witness(pulse.ring, pulse.column);
      if (pulse.column == 0) before[i] = after[i];
    }
    std::vector<Hit> hits(rays.size());
    world_.cast(rays, hits);
    std::vector<std::uint8_t> edge(pulses_.size());
    for (std::size_t i = 0; i < pulses_.size(); ++i)
      edge[i] = !same_surface(i, rays[before[i]], hits[before[i]]) || !same_surface(i, rays[after[i]], hits[after[i]]);
    return edge;
  }

  // The rays beside the axes, over a grid that is the same on all four sides.
  Bundle split_at_edges() {
    Bundle bundle;
    const auto& optics = world_.spec.optics;
    const auto across = optics.samples_azimuth, along = optics.samples_elevation;
    if (across * along == 1 || (optics.divergence_azimuth == 0 && optics.divergence_elevation == 0)) return bundle;
    const auto edge = edges();
    const double weight = 1.0 / (across * along);
    const auto position = [](std::uint32_t k, std::uint32_t n) { return (k + 0.5) / n - 0.5; };
    for (std::uint32_t i = 0; i < pulses_.size(); ++i) {
      if (!edge[i]) continue;
      share_[i] = weight;
      const auto& pulse = pulses_[i];
      for (std::uint32_t u = 0; u < along; ++u)
        for (std::uint32_t v = 0; v < across; ++v) {
          if (u == along / 2 && v == across / 2) continue;
          const Vec3 aside = pulse.direction + position(v, across) * optics.divergence_azimuth * pulse.left +
                             position(u, along) * optics.divergence_elevation * pulse.up;
          bundle.add(ray_of(pulse, aside.normalized()), {i, weight, 0, false});
        }
    }
    return bundle;
  }

  // Adds what each hit sends back to the glints; light that goes on is cast again, layer by layer.
  void gather(Bundle bundle, std::vector<Hit> hits) {
    for (int layer = 0; layer < kMaxLayers && !bundle.rays.empty(); ++layer) {
      Bundle next;
      for (std::size_t i = 0; i < bundle.rays.size(); ++i)
        if (hits[i].hit()) meet(bundle.rays[i], bundle.beamlets[i], hits[i], next);
      bundle = std::move(next);
      hits.assign(bundle.rays.size(), Hit{});
      world_.cast(bundle.rays, hits);
    }
  }

  void meet(const Ray& ray, const Beamlet& light, const Hit& hit, Bundle& next) {
    const auto& spec = world_.spec;
    const double cosine = std::min(1.0, std::fabs(hit.normal.dot(ray.direction)));
    Surface surface = world_.surfaces.of(hit.body, hit.triangle);
    if (!world_.weather.clear())
      surface = world_.weather.on(surface, world_.scene.bodies[hit.body].mesh->material[hit.triangle], hit.normal, cosine);
    const double range = light.travelled + hit.range;
    const double law = range_law(range, spec.optics.focus);
    glints_.push_back({light.at, light.mirrored, range, light.weight * returned_share(surface, cosine) * law, cosine, hit});
    if (spec.effects.transmission) {
      const double on = transmitted_share(surface, cosine);
      Beamlet through = light;
      through.weight *= on * on;
      if (through.weight > kFaintest) {
        Ray behind = ray;
        behind.t_min = hit.range + kOffSurface;
        next.add(behind, through);
      }
    }
    if (spec.effects.mirrors && !light.mirrored) mirror(ray, light, hit, mirrored_share(surface, cosine), range, next);
  }

  // On by way of the mirror, where a white face right behind it could be found.
  void mirror(const Ray& ray, const Beamlet& light, const Hit& hit, double share, double range, Bundle& next) const {
    const double weight = light.weight * share * share;
    if (weight * range_law(range, world_.spec.optics.focus) < world_.spec.receiver.threshold || weight < kFaintest) return;
    Ray on = ray;
    on.origin = ray.origin + hit.range * ray.direction;
    on.direction = ray.direction - 2 * hit.normal.dot(ray.direction) * hit.normal;
    on.t_min = kOffSurface;
    on.t_max = reach_ - range;
    if (on.t_max > on.t_min) next.add(on, {light.at, weight, range, true});
  }

  // Glints of one pulse that are nearer to each other than the pulse is long are one echo.
  void group(std::vector<Echo>& echoes) const {
    for (std::size_t begin = 0; begin < glints_.size();) {
      const auto& first = glints_[begin];
      const auto& pulse = pulses_[first.at];
      Echo echo;
      echo.pulse = world_.firing.address(pulse.ring, pulse.column);
      double moment = 0, brightest = -1;
      const Glint* best = nullptr;
      std::size_t end = begin;
      for (; end < glints_.size() && glints_[end].at == first.at &&
             (end == begin || glints_[end].range - glints_[end - 1].range < world_.spec.optics.pulse_length);
           ++end) {
        const auto& glint = glints_[end];
        echo.signal += glint.signal;
        moment += glint.signal * glint.range;
        if (glint.signal > brightest) brightest = glint.signal, best = &glint;
      }
      echo.range = end == begin + 1 || echo.signal <= 0 ? best->range : moment / echo.signal;
      echo.cause = best->mirrored ? Cause::Ghost : Cause::Surface;
      echo.true_range = best->range, echo.cos_incidence = best->cos_incidence;
      echo.body = best->hit.body, echo.triangle = best->hit.triangle, echo.p_body = best->hit.p_body;
      if (echo.signal > 0) echoes.push_back(echo);
      begin = end;
    }
  }

  const EchoScene& world_;
  std::span<const Pulse> pulses_;
  const double reach_;  // m: nothing returns from beyond, and no ray looks there
  std::vector<Ray> axes_;
  std::vector<Hit> met_;
  std::vector<double> share_;  // of its pulse's light, that the axis carries
  std::vector<Glint> glints_;
};

}  // namespace

SensorPath::SensorPath(std::vector<Pose> marks, Nanoseconds period) : period_(period) {
  TAILCAST_CHECK(marks.size() >= 2 && period > 0, "a path has two marks");
  marks_.reserve(marks.size());
  for (const auto& pose : marks) {
    Matrix matrix;
    matrix << pose.rotation.toRotationMatrix(), pose.translation;
    marks_.push_back(matrix);
  }
}

SensorPath::Matrix SensorPath::at(Nanoseconds time) const {
  const auto mark = std::min(static_cast<std::size_t>(time / period_), marks_.size() - 2);
  const double u = static_cast<double>(time - static_cast<Nanoseconds>(mark) * period_) / static_cast<double>(period_);
  return marks_[mark] + u * (marks_[mark + 1] - marks_[mark]);
}

void find_echoes(const EchoScene& world, std::span<const Pulse> pulses, std::vector<Echo>& echoes) {
  EchoFinder(world, pulses).find(echoes);
}

}  // namespace tailcast
