// SPDX-License-Identifier: Apache-2.0
#include "sensors/echoes.h"

#include <algorithm>
#include <cmath>

#include "sensors/axis_rays.h"
#include "sensors/weather.h"

namespace tailcast {
namespace {

constexpr double kFlat = 2e-3;      // m: what lies so near to one plane is one surface
constexpr std::uint32_t kNone = 0xffffffffU;
constexpr int kMaxLayers = 4;       // of glass, one behind the other
constexpr double kFaintest = 1e-4;  // share of light, below which it is not followed any further
constexpr double kOffSurface = 1e-4;  // m: where light goes on behind a face

struct Beamlet {
  std::uint32_t at = 0;   // position of its pulse
  double weight = 1;      // share of the pulse's energy on its way, there and back
  double travelled = 0;   // m, before this ray began
  bool mirrored = false;
};

// Of a footprint, what one ray stands for: from its middle to its left and to its upper side, rad, world.
struct Cell {
  Vec3 left, up;
};

// Light of one ray that came back from one face.
struct Glint {
  std::uint32_t at;
  bool mirrored;
  double range, signal, cos_incidence;
  double extent;  // m: to either side of `range`, what the ray's share of the footprint covers of a face that it meets askew
  double reach;   // m: of its light in range, to either side of `range`, where Receiver::peak_length asks for it
  std::uint32_t body, triangle;
  Vec3 p_body;
};

// A glint by its number, and what it is ordered by.
struct Placed {
  double range;  // m
  std::uint32_t glint;
};

// Rays with what they carry.
struct Bundle {
  std::vector<Ray> rays;
  std::vector<Beamlet> beamlets;
  void add(const Ray& ray, const Beamlet& beamlet) { rays.push_back(ray), beamlets.push_back(beamlet); }
  void add(std::span<const Ray> more, const Beamlet& beamlet) {
    rays.insert(rays.end(), more.begin(), more.end());
    beamlets.insert(beamlets.end(), more.size(), beamlet);
  }
  void clear() { rays.clear(), beamlets.clear(); }
  void resize(std::size_t n) { rays.resize(n), beamlets.resize(n); }
  void append(const Bundle& more) {
    rays.insert(rays.end(), more.rays.begin(), more.rays.end());
    beamlets.insert(beamlets.end(), more.beamlets.begin(), more.beamlets.end());
  }
};

}  // namespace

class EchoFinder::Search {
 public:
  explicit Search(const EchoScene& world)
      : world_(world),
        reach_(world.spec.range.maximum + world.spec.optics.pulse_length),
        clear_(world.weather.clear()),
        rays_(world.spec, world.firing, world.path, world.start, reach_),
        grid_(world.spec.optics) {}

  void find(const CastRays& cast, std::span<const PulseAt> pulses, std::vector<Echo>& echoes) {
    cast_ = &cast, pulses_ = pulses;
    bundle_.clear(), glints_.clear();
    cast_axes();
    split_at_edges();
    cast_bundle();
    look_at_axes();
    gather();
    place_glints();
    group(echoes);
  }

 private:
  static double cosine_of(const Ray& ray, const Hit& hit) {
    return std::min(1.0, std::fabs(hit.normal.dot(ray.direction)));
  }

  void cast_axes() {
    rays_.cover(pulses_, axes_);
    met_.resize(pulses_.size()), share_.assign(pulses_.size(), 1.0);
    (*cast_)(axes_, met_);
  }

  void cast_bundle() {
    const auto count = bundle_.rays.size();
    if (hits_.size() < count) hits_.resize(count);
    (*cast_)(bundle_.rays, std::span(hits_).first(count));
  }

  // A pulse that is one ray, and meets what no light goes on from, is one echo; all others join the bundle.
  void look_at_axes() {
    single_.assign(pulses_.size(), 0), faces_.resize(pulses_.size());
    hits_.resize(bundle_.rays.size());
    constexpr std::size_t kAhead = 8;  // faces of a large mesh come from far away in memory
    std::size_t face = 0;
    for (std::uint32_t i = 0; i < pulses_.size(); ++i) {
      const auto &hit = met_[i], &ahead = met_[std::min(i + kAhead, met_.size() - 1)];
      if (ahead.hit()) world_.surfaces.fetch(ahead.body, ahead.triangle);
      if (!hit.hit()) continue;
      if (clear_ && share_[i] == 1.0) {
        const auto& surface = world_.surfaces.of(hit.body, hit.triangle);
        if (is_diffuse(surface.surface)) {
          single_[i] = 1;
          faces_.set(face++, surface, cosine_of(axes_[i], hit), hit.range);
          continue;
        }
      }
      bundle_.add(axes_[i], {i, share_[i], 0, false});
      hits_.push_back(hit);
    }
    faces_.resize(face);
  }

  bool same_surface(const Ray& ray, const Hit& hit, const Ray& other, const Hit& met) const {
    if (!hit.hit() || !met.hit()) return hit.hit() == met.hit();
    if (hit.body != met.body) return false;
    const auto& mesh = *world_.scene.bodies[hit.body].mesh;
    if (mesh.material[hit.triangle] != mesh.material[met.triangle]) return false;
    const Vec3 at = ray.origin + hit.range * ray.direction, to = other.origin + met.range * other.direction;
    return std::fabs(hit.normal.dot(to - at)) < kFlat;
  }

  // Does the outermost ray of a footprint lie beyond half a column?
  bool overlaps_its_neighbours() const {
    const auto& optics = world_.spec.optics;
    return optics.divergence_azimuth * (1 - 1.0 / optics.samples_azimuth) > column_step(world_.spec.sweep);
  }

  // Pulses whose axis and witnesses do not lie on one surface. A witness is shared by the pulses on either side of it; a
  // frame's first column has no neighbour before it. Footprints wider than a column have each its own, in two corners.
  void find_edges() {
    before_.resize(pulses_.size()), after_.resize(pulses_.size());
    if (overlaps_its_neighbours()) find_corners();
    else find_between();
    witnessed_.resize(witnesses_.size());
    (*cast_)(witnesses_, witnessed_);
    edge_.assign(pulses_.size(), 0);
    for (std::size_t i = 0; i < pulses_.size(); ++i)
      edge_[i] = !same_surface(axes_[i], met_[i], witnesses_[before_[i]], witnessed_[before_[i]]) ||
                 !same_surface(axes_[i], met_[i], witnesses_[after_[i]], witnessed_[after_[i]]);
    find_edges_beyond();
  }

  // Two opposite corners of each footprint: other ones from column to column.
  void find_corners() {
    const auto& optics = world_.spec.optics;
    witnesses_.clear();
    for (std::size_t i = 0; i < pulses_.size(); ++i) {
      const auto pulse = world_.firing.fire(pulses_[i].ring, pulses_[i].column);
      before_[i] = static_cast<std::uint32_t>(witnesses_.size()), after_[i] = before_[i] + 1;
      for (const double side : {0.5, -0.5}) {
        const double up = pulse.column % 2 == 0 ? side : -side;
        const Vec3 aside = side * optics.divergence_azimuth * pulse.left + up * optics.divergence_elevation * pulse.up;
        witnesses_.push_back(rays_.along(pulse, (pulse.direction + aside).normalized()));
      }
    }
  }

  // Half a column before and after: neighbours of one ring have one between them.
  void find_between() {
    between_.clear(), last_.assign(world_.spec.beams.size(), kNone);
    for (std::uint32_t i = 0; i < pulses_.size(); ++i) {
      const auto [ring, column] = pulses_[i];
      const auto last = last_[ring];
      const bool follows = last != kNone && pulses_[last].column + 1 == column;
      if (!follows && column > 0) between_.push_back({ring, column - 1});
      const auto here = static_cast<std::uint32_t>(between_.size());
      before_[i] = follows ? after_[last] : column > 0 ? here - 1 : here;
      after_[i] = here;
      between_.push_back(pulses_[i]);
      last_[ring] = i;
    }
    rays_.cover_between(between_, witnesses_);
  }

  // What lies behind glass, or by way of a mirror, has edges of its own, which witnesses of the first face do not show:
  // the axis and its witnesses go on together, three rays a pulse, until they part.
  void find_edges_beyond() {
    hits_.clear();
    for (std::uint32_t i = 0; i < pulses_.size(); ++i) {
      if (edge_[i] || !goes_on_from_axis(i)) continue;
      bundle_.add(axes_[i], {i, 1, 0, false}), hits_.push_back(met_[i]);
      for (const auto k : {before_[i], after_[i]})
        bundle_.add(witnesses_[k], {i, 1, 0, false}), hits_.push_back(witnessed_[k]);
    }
    for (int layer = 0; !bundle_.rays.empty(); ++layer) {
      through_.clear(), aside_.clear();
      for (std::size_t k = 0; k < bundle_.rays.size(); k += 3) {
        auto& edge = edge_[bundle_.beamlets[k].at];
        edge |= !go_on_together(k);
      }
      if (layer + 1 == kMaxLayers) break;
      through_.append(aside_);
      std::swap(bundle_, through_);
      cast_bundle();
    }
    bundle_.clear();
  }

  // Adds what goes on of three rays, from k on: all or, where they part, none. Returns whether they stay together.
  bool go_on_together(std::size_t k) {
    for (const auto other : {k + 1, k + 2})
      if (!same_surface(bundle_.rays[k], hits_[k], bundle_.rays[other], hits_[other])) return false;
    const auto straight = through_.rays.size(), turned = aside_.rays.size();
    for (std::size_t one = k; one < k + 3; ++one) {
      const auto& hit = hits_[one];
      if (!hit.hit()) continue;
      const double cosine = cosine_of(bundle_.rays[one], hit);
      DrySurface wet;
      go_on(bundle_.rays[one], bundle_.beamlets[one], hit, surface_at(hit, cosine, wet).surface, cosine);
    }
    if ((through_.rays.size() - straight) % 3 == 0 && (aside_.rays.size() - turned) % 3 == 0) return true;
    through_.resize(straight), aside_.resize(turned);
    return false;
  }

  // (A wet ground mirrors too, but whole fields of pulses at a time, and what it shows is faint.)
  bool goes_on_from_axis(std::size_t i) const {
    const auto& hit = met_[i];
    if (!hit.hit()) return false;
    const auto& surface = world_.surfaces.of(hit.body, hit.triangle).surface;
    const double cosine = cosine_of(axes_[i], hit);
    const double through = world_.spec.effects.transmission ? transmitted_share(surface, cosine) : 0;
    const double mirrored = world_.spec.effects.mirrors ? mirrored_share(surface, cosine) : 0;
    return through * through > kFaintest || is_followed(mirrored * mirrored, hit.range);
  }

  // The rays beside the axes, over a grid that is the same on all four sides.
  void split_at_edges() {
    const auto& optics = world_.spec.optics;
    const auto across = optics.samples_azimuth, along = optics.samples_elevation;
    if (!has_footprint(optics)) return;
    if (optics.always_split) edge_.assign(pulses_.size(), 1);
    else find_edges();
    const double weight = 1.0 / (across * along);
    cells_.resize(pulses_.size()), beside_.resize(grid_.size());
    for (std::uint32_t i = 0; i < pulses_.size(); ++i) {
      if (!edge_[i]) continue;
      share_[i] = weight;
      const auto pulse = world_.firing.fire(pulses_[i].ring, pulses_[i].column);
      const auto placed = world_.path.at(pulse.time);
      const Vec3 left = optics.divergence_azimuth * (placed.rotation * pulse.left),
                 up = optics.divergence_elevation * (placed.rotation * pulse.up);
      cells_[i] = {0.5 / across * left, 0.5 / along * up};
      grid_.cover(axes_[i], left, up, beside_);
      bundle_.add(beside_, {i, weight, 0, false});
    }
  }

  // Adds what each hit sends back to the glints; light that goes on is cast again, layer by layer.
  void gather() {
    for (int layer = 0; layer < kMaxLayers && !bundle_.rays.empty(); ++layer) {
      through_.clear(), aside_.clear();
      const auto count = bundle_.rays.size();
      range_.resize(count), law_.resize(count);
      for (std::size_t i = 0; i < count; ++i) range_[i] = bundle_.beamlets[i].travelled + hits_[i].range;
      range_laws(range_, world_.spec.optics, law_);
      for (std::size_t i = 0; i < count; ++i)
        if (hits_[i].hit()) meet(bundle_.rays[i], bundle_.beamlets[i], hits_[i], range_[i], law_[i]);
      if (layer + 1 == kMaxLayers) return;
      through_.append(aside_);  // neighbours stay neighbours
      std::swap(bundle_, through_);
      cast_bundle();
    }
  }

  // `wet`: room for the surface, where the weather changes it.
  const DrySurface& surface_at(const Hit& hit, double cosine, DrySurface& wet) const {
    const auto& dry = world_.surfaces.of(hit.body, hit.triangle);
    if (clear_) return dry;
    const auto material = world_.scene.bodies[hit.body].mesh->material[hit.triangle];
    return wet = drawn_surface(world_.weather.on(dry.surface, material, hit.normal, cosine));
  }

  // No light goes on from there: then one glint is the whole echo.
  static bool is_diffuse(const Surface& surface) {
    return surface.transmission <= 0 && surface.specular_f0 <= 0 && surface.retro <= 0;
  }

  // Of the range over the ray's cell of the footprint, to first order. A pulse that is one ray is all of one range; behind
  // a mirror the cell is turned about, and is left out.
  double extent_of(const Beamlet& light, const Ray& ray, const Hit& hit, double range) const {
    if (share_[light.at] == 1.0 || light.mirrored) return 0;
    const auto& cell = cells_[light.at];
    const double facing = std::max(std::fabs(hit.normal.dot(ray.direction)), 1e-3);
    return range * (std::fabs(hit.normal.dot(cell.left)) + std::fabs(hit.normal.dot(cell.up))) / facing;
  }

  Cell cell_of(std::uint32_t i) const {
    if (share_[i] != 1.0) return cells_[i];
    const auto& optics = world_.spec.optics;
    const auto pulse = world_.firing.fire(pulses_[i].ring, pulses_[i].column);
    const auto placed = world_.path.at(pulse.time);
    return {0.5 * optics.divergence_azimuth * (placed.rotation * pulse.left),
            0.5 * optics.divergence_elevation * (placed.rotation * pulse.up)};
  }

  bool asks_for_stretch() const { return world_.spec.receiver.peak_length > 0; }

  // Half the length of range that has the spread of the cell on that face, m, to first order: of an even rectangle the
  // variances of its two axes add.
  double reach_of(std::uint32_t i, const Ray& ray, const Hit& hit, double range) const {
    const Cell cell = cell_of(i);
    const double facing = std::max(std::fabs(hit.normal.dot(ray.direction)), 1e-3);
    const double left = hit.normal.dot(cell.left), up = hit.normal.dot(cell.up);
    return range * std::sqrt(left * left + up * up) / facing;
  }

  void meet(const Ray& ray, const Beamlet& light, const Hit& hit, double range, double law) {
    const double cosine = cosine_of(ray, hit);
    DrySurface wet;
    const auto& surface = surface_at(hit, cosine, wet);
    const bool askew = asks_for_stretch() && !light.mirrored;
    glints_.push_back({light.at, light.mirrored, range, light.weight * returned_share(surface, cosine) * law, cosine,
                       extent_of(light, ray, hit, range), askew ? reach_of(light.at, ray, hit, range) : 0, hit.body,
                       hit.triangle, hit.p_body});
    if (!is_diffuse(surface.surface)) go_on(ray, light, hit, surface.surface, cosine);
  }

  // What of it goes on: through the face, and by way of a mirror.
  void go_on(const Ray& ray, const Beamlet& light, const Hit& hit, const Surface& surface, double cosine) {
    const auto& spec = world_.spec;
    if (spec.effects.transmission) {
      const double on = transmitted_share(surface, cosine);
      Beamlet through = light;
      through.weight *= on * on;
      if (through.weight > kFaintest) {
        Ray behind = ray;
        behind.t_min = hit.range + kOffSurface;
        behind.from_body = hit.body, behind.from_triangle = hit.triangle;
        through_.add(behind, through);
      }
    }
    if (spec.effects.mirrors && !light.mirrored)
      mirror(ray, light, hit, mirrored_share(surface, cosine), light.travelled + hit.range);
  }

  // By way of a mirror at that range: a pulse of which that share goes there.
  bool is_followed(double weight, double range) const {
    return weight * range_law(range, world_.spec.optics) >= world_.spec.receiver.threshold && weight >= kFaintest;
  }

  // m: a white face farther away could not be found by that share of a pulse. What a parallax may lose is left out, so
  // that no more is given up than that.
  double farthest(double weight) const {
    const auto& spec = world_.spec;
    const double law = spec.receiver.threshold / weight, focus2 = spec.optics.focus * spec.optics.focus;
    if (law <= 0) return reach_;
    return std::sqrt(std::sqrt(std::max(0.0, 1.0 / (law * law) - focus2 * focus2)));
  }

  // On by way of the mirror, where a white face right behind it could be found, and no farther than one could be.
  void mirror(const Ray& ray, const Beamlet& light, const Hit& hit, double share, double range) {
    const double weight = light.weight * share * share, of_pulse = weight / share_[light.at];
    if (!is_followed(of_pulse, range)) return;  // all rays of its pulse or none
    Ray on = ray;
    on.origin = ray.origin + hit.range * ray.direction;
    on.direction = ray.direction - 2 * hit.normal.dot(ray.direction) * hit.normal;
    on.t_min = kOffSurface;
    on.from_body = hit.body, on.from_triangle = hit.triangle;
    on.t_max = std::min(reach_, farthest(of_pulse)) - range;
    if (on.t_max > on.t_min) aside_.add(on, {light.at, weight, range, true});
  }

  // Their order by pulse; those of a pulse as they came.
  void place_glints() {
    first_.assign(pulses_.size() + 1, 0);
    for (const auto& glint : glints_) ++first_[glint.at + 1];
    for (std::size_t i = 0; i < pulses_.size(); ++i) first_[i + 1] += first_[i];
    next_place_.assign(first_.begin(), first_.end());
    order_.resize(glints_.size());
    for (std::uint32_t k = 0; k < glints_.size(); ++k) order_[next_place_[glints_[k].at]++] = {glints_[k].range, k};
  }

  // By range; equal ones as they came. Not where all are one echo whatever their order.
  void sort_glints(std::span<Placed> of_pulse) const {
    double near = of_pulse.front().range, far = near;
    for (const auto& one : of_pulse) near = std::min(near, one.range), far = std::max(far, one.range);
    if (far - near < world_.spec.optics.pulse_length) return;
    for (std::size_t k = 1; k < of_pulse.size(); ++k) {
      const Placed placed = of_pulse[k];
      auto place = k;
      for (; place > 0 && of_pulse[place - 1].range > placed.range; --place) of_pulse[place] = of_pulse[place - 1];
      of_pulse[place] = placed;
    }
  }

  // The echoes in the order of the pulses: of a single face at once, else from the glints.
  void group(std::vector<Echo>& echoes) {
    signals_of(faces_, world_.spec.optics, signal_);
    std::size_t face = 0;
    for (std::uint32_t i = 0; i < pulses_.size(); ++i) {
      if (single_[i]) add_single(i, face++, echoes);
      const auto count = first_[i + 1] - first_[i];
      if (count > 1) sort_glints(std::span(order_).subspan(first_[i], count));
      for (auto begin = first_[i]; begin < first_[i + 1];) begin = group_one(i, begin, echoes);
    }
  }

  void add_single(std::uint32_t i, std::size_t face, std::vector<Echo>& echoes) const {
    const auto& hit = met_[i];
    auto& echo = echoes.emplace_back();
    echo.pulse = world_.firing.address(pulses_[i].ring, pulses_[i].column);
    echo.range = echo.true_range = hit.range;
    echo.signal = signal_[face], echo.cos_incidence = faces_.cos_incidence[face];
    if (asks_for_stretch()) echo.stretch = 2 * reach_of(i, axes_[i], hit, hit.range);
    echo.body = hit.body, echo.triangle = hit.triangle, echo.p_body = hit.p_body;
  }

  const Glint& glint_at(std::uint32_t place) const { return glints_[order_[place].glint]; }

  // Is the gap between them, in range, shorter than the pulse? Between two rays that meet one body askew there is more of
  // that body: a road at 60 m is one echo however few rays look at it.
  bool merge(const Glint& near, const Glint& far) const {
    const double covered = near.body == far.body ? near.extent + far.extent : 0;
    return far.range - near.range - covered < world_.spec.optics.pulse_length;
  }

  // The length of range with the spread of their light, m: evenly lit, it is all of it.
  double stretch_of(std::uint32_t begin, std::uint32_t end, double signal) const {
    const double from = glint_at(begin).range;
    double mean = 0, square = 0;
    for (auto k = begin; k < end; ++k) {
      const auto& glint = glint_at(k);
      const double beyond = glint.range - from;
      mean += glint.signal * beyond, square += glint.signal * (beyond * beyond + glint.reach * glint.reach / 3);
    }
    mean /= signal, square /= signal;
    return std::sqrt(std::max(0.0, 12 * (square - mean * mean)));
  }

  // Glints between which there is no gap are one echo. Returns the place of the next one's first.
  std::uint32_t group_one(std::uint32_t i, std::uint32_t begin, std::vector<Echo>& echoes) const {
    const Glint* best = &glint_at(begin);
    double signal = 0, moment = 0;
    auto end = begin;
    for (; end < first_[i + 1]; ++end) {
      const auto& glint = glint_at(end);
      if (end > begin && !merge(glint_at(end - 1), glint)) break;
      signal += glint.signal, moment += glint.signal * glint.range;
      if (glint.signal > best->signal) best = &glint;
    }
    if (signal <= 0) return end;
    Echo echo;
    echo.pulse = world_.firing.address(pulses_[i].ring, pulses_[i].column);
    echo.cause = best->mirrored ? Cause::Ghost : Cause::Surface;
    echo.range = end == begin + 1 ? best->range : moment / signal;
    echo.signal = signal;
    if (asks_for_stretch()) echo.stretch = stretch_of(begin, end, signal);
    echo.true_range = best->range, echo.cos_incidence = best->cos_incidence;
    echo.body = best->body, echo.triangle = best->triangle, echo.p_body = best->p_body;
    echoes.push_back(echo);
    return end;
  }

  const EchoScene world_;
  const double reach_;  // m: nothing returns from beyond, and no ray looks there
  const bool clear_;    // else water mirrors
  const CastRays* cast_ = nullptr;
  const AxisRays rays_;
  FootprintGrid grid_;
  std::span<const PulseAt> pulses_;
  std::vector<Ray> axes_, witnesses_;
  std::vector<Hit> met_, witnessed_, hits_;
  std::vector<std::uint32_t> before_, after_;  // the witnesses of each pulse
  std::vector<PulseAt> between_;               // half a column after which the witnesses go out
  std::vector<std::uint32_t> last_;            // by ring: the pulse before
  std::vector<std::uint8_t> edge_, single_;
  std::vector<double> share_;  // of its pulse's light, that the axis carries
  DiffuseFaces faces_;  // of the single ones
  std::vector<double> signal_;
  std::vector<Ray> beside_;  // of one pulse
  std::vector<double> range_, law_;  // of what the bundle meets
  std::vector<Cell> cells_;  // of each pulse that is split
  Bundle bundle_, through_, aside_;  // on its way; what of it goes straight on; what mirrors turn aside
  std::vector<Glint> glints_;
  std::vector<std::uint32_t> first_, next_place_;  // of each pulse's glints in `order_`
  std::vector<Placed> order_;
};

bool has_footprint(const Optics& optics) {
  return optics.samples_azimuth * optics.samples_elevation > 1 &&
         (optics.divergence_azimuth != 0 || optics.divergence_elevation != 0);
}

EchoFinder::EchoFinder(const EchoScene& world) : search_(std::make_unique<Search>(world)) {}
EchoFinder::~EchoFinder() = default;
void EchoFinder::find(const CastRays& cast, std::span<const PulseAt> pulses, std::vector<Echo>& echoes) {
  search_->find(cast, pulses, echoes);
}

}  // namespace tailcast
