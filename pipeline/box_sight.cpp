// SPDX-License-Identifier: Apache-2.0
#include "pipeline/box_sight.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>

#include "core/dmath.h"
#include "core/random.h"
#include "scene/ray_caster.h"
#include "sensors/firing.h"
#include "sensors/scan_revolution.h"

namespace tailcast {
namespace {

constexpr double kNearest = 2.0;                 // m, of the box's centre from the sensor, horizontally
constexpr double kAside = 2.0 * kPi / 180;       // beyond the box's sides: what is around it
constexpr double kPhaseAside = 8.0 * kPi / 180;  // where else the columns' places are read
constexpr std::size_t kFewestForPhase = 8, kFewestInRing = 20, kFewestForGround = 20;
constexpr double kGroundAside = 2.0, kGroundGap = 0.3;  // m: ground is sought from 0.3 to 2 m beside the box
constexpr double kBefore = 0.3;                  // m: what is so much nearer than the box stands before it
constexpr double kTallestGap = 1.5 * kPi / 180;  // of a facet, where beams are farther apart

double azimuth_of(const Vec3& p) {
  return dmath::atan2(p.y(), p.x());
}

// The azimuth of the beam that took a point: it leaves the device beside the axis.
double beam_azimuth(const Beam& beam, const Vec3& p) {
  const double distance = p.head<2>().norm();
  return wrap_angle(azimuth_of(p) -
                    (distance > std::fabs(beam.origin_left) ? dmath::asin(beam.origin_left / distance) : 0));
}

double elevation_off(const Beam& beam, const Vec3& p) {
  return dmath::atan2(p.z() - beam.origin_height, p.head<2>().norm() - beam.origin_forward) -
         beam.elevation;
}

std::size_t nearest_beam(const LidarSpec& spec, const std::function<double(const Beam&)>& off) {
  std::size_t best = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < spec.beams.size(); ++k)
    if (const double d = std::fabs(off(spec.beams[k])); d < least) least = d, best = k;
  return best;
}

// From that beam to its nearest neighbour.
double gap_beside(const LidarSpec& spec, std::size_t ring) {
  double gap = kTallestGap;
  if (ring > 0) gap = std::fmin(gap, std::fabs(spec.beams[ring - 1].elevation - spec.beams[ring].elevation));
  if (ring + 1 < spec.beams.size())
    gap = std::fmin(gap, std::fabs(spec.beams[ring].elevation - spec.beams[ring + 1].elevation));
  return gap;
}

double median_off(const Beam& beam, const std::vector<Vec3>& points) {
  std::vector<double> off;
  for (const auto& p : points) off.push_back(elevation_off(beam, p));
  const auto middle = off.begin() + static_cast<std::ptrdiff_t>(off.size() / 2);
  std::nth_element(off.begin(), middle, off.end());
  return *middle;
}

struct Slab {
  Vec3 low, high;  // box frame
  bool contains(const Vec3& p) const {
    return (p.array() >= low.array()).all() && (p.array() <= high.array()).all();
  }
  // Where a ray enters and leaves; false where it does not meet it ahead.
  bool cross(const Vec3& origin, const Vec3& direction, double& entry, double& exit) const {
    entry = 0, exit = std::numeric_limits<double>::infinity();
    for (int i = 0; i < 3; ++i) {
      const double a = (low[i] - origin[i]) / direction[i], b = (high[i] - origin[i]) / direction[i];
      if (direction[i] == 0) {
        if (origin[i] < low[i] || origin[i] > high[i]) return false;
        continue;
      }
      entry = std::fmax(entry, std::fmin(a, b)), exit = std::fmin(exit, std::fmax(a, b));
    }
    return entry < exit && entry > 0;
  }
};

// z = height + slope . (x, y), in the box frame.
struct Ground {
  double height = 0;
  Eigen::Vector2d slope = Eigen::Vector2d::Zero();
  double at(const Vec3& p) const { return height + slope.dot(p.head<2>()); }
};

// Trimmed least squares on what lies around the box at its foot; the box's own bottom where that gives no
// ground.
Ground fit_ground(std::vector<Vec3> points, const Vec3& size) {
  const Ground bottom{-0.5 * size.z(), Eigen::Vector2d::Zero()};
  if (points.size() < kFewestForGround) return bottom;
  std::sort(points.begin(), points.end(), [](const Vec3& a, const Vec3& b) { return a.z() < b.z(); });
  Ground ground{points[points.size() / 4].z(), Eigen::Vector2d::Zero()};
  std::size_t used = 0;
  for (const double limit : {0.3, 0.2, 0.12, 0.08, 0.08}) {
    Eigen::Matrix3d normal =
        Eigen::Vector3d(1e-9, 1, 1).asDiagonal();  // slopes that little speaks for stay small
    Eigen::Vector3d right = Eigen::Vector3d::Zero();
    used = 0;
    for (const auto& p : points) {
      if (std::fabs(p.z() - ground.at(p)) > limit) continue;
      const Eigen::Vector3d row(1, p.x(), p.y());
      normal += row * row.transpose(), right += row * p.z(), ++used;
    }
    if (used < kFewestForGround) return bottom;
    const Eigen::Vector3d plane = normal.ldlt().solve(right);
    ground = {plane[0], plane.tail<2>()};
  }
  const bool likely = std::fabs(ground.height - bottom.height) < 0.4 && ground.slope.norm() < 0.2;
  return likely ? ground : bottom;
}

// What a pulse of one ring showed.
struct Cell {
  std::uint32_t column = 0;
  Vec3 origin, direction;
  const BeamReturn* found = nullptr;
  double range = 0;      // m, of what was found
  bool crosses = false;  // the box
  double entry = 0, exit = 0;
  bool open = true;  // nothing of the carrier stands in its way
  bool inside() const { return crosses && found && range >= entry && range <= exit; }
  // What stands beside or behind the box there. Nothing may be known where the pulse ended in the box or was
  // lost.
  bool shows_surroundings() const { return found && !inside(); }
};

class Sighting {
 public:
  Sighting(const BeamReturns& returns, const LidarSpec& spec, const ObjectBox& box)
      : returns_(returns), box_(box) {
    sight_.spec = spec;
    sight_.box_from_sensor = inverse(box.sensor_from_box);
  }

  std::optional<BoxSight> look() {
    const Vec3& center = box_.sensor_from_box.translation;
    if (center.head<2>().norm() < kNearest) return std::nullopt;
    azimuth_ = azimuth_of(center);
    for (int corner = 0; corner < 8; ++corner) {
      const Vec3 sign(corner & 1 ? 1 : -1, corner & 2 ? 1 : -1, corner & 4 ? 1 : -1);
      const Vec3 p =
          box_.sensor_from_box * Vec3(sign.cwiseProduct(0.5 * box_.size + Vec3::Constant(kBoxMargin)));
      half_ = std::fmax(half_, std::fabs(wrap_angle(azimuth_of(p) - azimuth_)));
    }
    half_ += kAside;
    if (half_ > 0.5 * kPi) return std::nullopt;
    find_ground();
    std::vector<std::vector<Cell>> rings;
    for (std::uint32_t ring = 0; ring < returns_.size(); ++ring) rings.push_back(cells_of(ring));
    const FiringTable firing(sight_.spec);
    for (std::uint32_t ring = 0; ring < returns_.size(); ++ring) {
      for (auto& cell : rings[ring]) look_along(firing, ring, cell);
      sight_pulses(ring, rings[ring]);
      stand_around(ring, rings[ring]);
    }
    block_the_rest();
    if (sight_.pulses.empty()) return std::nullopt;
    return std::move(sight_);
  }

 private:
  double step(std::uint32_t ring) const {
    return column_step(sight_.spec.sweep) * sight_.spec.beams[ring].column_stride;
  }

  void find_ground() {
    const Vec3 half = 0.5 * box_.size;
    std::vector<Vec3> around;
    const auto within = [&](const Vec3& p, double aside) {
      return std::fabs(p.x()) < half.x() + aside && std::fabs(p.y()) < half.y() + aside;
    };
    for (const auto& ring : returns_)
      for (const auto& one : ring) {
        const Vec3 p = sight_.box_from_sensor * one.point;
        sight_.returns += within(p, 0) && std::fabs(p.z()) <= half.z() ? 1U : 0U;
        if (within(p, kGroundAside) && !within(p, kGroundGap) && std::fabs(p.z() + half.z()) < 0.6)
          around.push_back(p);
      }
    ground_ = fit_ground(std::move(around), box_.size);
    target_.low = -half - Vec3(kBoxMargin, kBoxMargin, 0), target_.high = half + Vec3::Constant(kBoxMargin);
    target_.low.z() = std::fmax(-half.z(), ground_.height) + kFoot;
  }

  // The ring's pulses in the sector, each with the real return that is its own; turns the ring's columns to
  // where they were in that scan.
  std::vector<Cell> cells_of(std::uint32_t ring) {
    auto& spec = sight_.spec;
    const FiringTable& table = preset_table();
    auto& beam = spec.beams[ring];
    const double unit = step(ring), direction = spec.sweep.direction, stride = beam.column_stride;
    // Place of an azimuth beside the box's on the ring's own grid.
    const double middle =
        direction * wrap_angle(azimuth_ - table.reported_azimuth(ring, 0)) / column_step(spec.sweep);
    const auto place = [&](double azimuth) {
      return (middle + direction * wrap_angle(azimuth - azimuth_) / column_step(spec.sweep) -
              beam.column_phase) /
             stride;
    };
    std::vector<const BeamReturn*> near;
    double sine = 0, cosine = 0;
    std::size_t read = 0;
    for (const auto& one : returns_[ring]) {
      const double aside = std::fabs(wrap_angle(one.azimuth - azimuth_));
      if (aside > half_ + kPhaseAside) continue;
      const double turn = 2 * kPi * (place(one.azimuth) - std::floor(place(one.azimuth)));
      sine += dmath::sin(turn), cosine += dmath::cos(turn), ++read;
      if (aside <= half_) near.push_back(&one);
    }
    const double phase = read < kFewestForPhase ? 0 : dmath::atan2(sine, cosine) / (2 * kPi);
    beam.azimuth_offset += direction * phase * unit;

    const auto low = static_cast<std::int64_t>(std::ceil(place(azimuth_) - phase - half_ / unit));
    const auto high = static_cast<std::int64_t>(std::floor(place(azimuth_) - phase + half_ / unit));
    std::vector<Cell> cells;
    std::vector<std::int64_t> at_place;  // index of that place's cell, or -1
    const auto columns = static_cast<std::int64_t>(spec.sweep.columns);
    const bool whole_turn = spec.sweep.angle > 2 * kPi - 1e-9;
    for (auto k = low; k <= high; ++k) {
      auto column = k * beam.column_stride + beam.column_phase;
      if (whole_turn) column = (column % columns + columns) % columns;
      at_place.push_back(column >= 0 && column < columns ? static_cast<std::int64_t>(cells.size()) : -1);
      if (at_place.back() < 0) continue;
      cells.emplace_back();
      cells.back().column = static_cast<std::uint32_t>(column);
    }
    const auto take = [&](std::int64_t k, const BeamReturn* one) {
      if (k < low || k > high || at_place[static_cast<std::size_t>(k - low)] < 0) return false;
      auto& cell = cells[static_cast<std::size_t>(at_place[static_cast<std::size_t>(k - low)])];
      return cell.found == nullptr && (cell.found = one, true);
    };
    for (const auto* one : near) {
      const double at = place(one->azimuth) - phase;
      const auto k = static_cast<std::int64_t>(std::floor(at + 0.5));
      // A grid of reported azimuths may bring two to one place: then the other was the neighbour's.
      if (!take(k, one) && !take(at > static_cast<double>(k) ? k + 1 : k - 1, one) &&
          target_.contains(sight_.box_from_sensor * one->point))
        ++sight_.unpaired;
    }
    return cells;
  }

  const FiringTable& preset_table() {
    if (!preset_) {
      preset_spec_ = sight_.spec;
      preset_ = std::make_unique<FiringTable>(preset_spec_);
    }
    return *preset_;
  }

  void look_along(const FiringTable& firing, std::uint32_t ring, Cell& cell) {
    const auto pulse = firing.fire(ring, cell.column);
    cell.origin = pulse.origin, cell.direction = pulse.direction;
    cell.open = !is_blocked(preset_spec_, ring, firing.reported_azimuth(ring, cell.column));
    const Vec3 origin = sight_.box_from_sensor * cell.origin,
               direction = sight_.box_from_sensor.rotation * cell.direction;
    cell.crosses = target_.cross(origin, direction, cell.entry, cell.exit);
    if (cell.found) cell.range = (cell.found->point - cell.origin).dot(cell.direction);
  }

  bool through_core(const Cell& cell) const {
    // The middle of a car's cabin: whatever gets there has come through its glass.
    const Vec3& s = box_.size;
    const Slab core{{-0.2 * s.x(), -0.35 * s.y(), (0.66 - 0.5) * s.z()},
                    {0.1 * s.x(), 0.35 * s.y(), (0.85 - 0.5) * s.z()}};
    double entry = 0, exit = 0;
    return core.cross(sight_.box_from_sensor * cell.origin, sight_.box_from_sensor.rotation * cell.direction,
                      entry, exit);
  }

  // A lost pulse beside one that was stopped may itself have been stopped, by what does not answer: the
  // windows of a car in front.
  static bool is_hidden(const std::vector<Cell>& cells, std::size_t i) {
    if (cells[i].found) return cells[i].range < cells[i].entry;
    const auto stopped = [&](std::int64_t way) {
      for (auto k = static_cast<std::int64_t>(i) + way; k >= 0 && k < static_cast<std::int64_t>(cells.size());
           k += way)
        if (const auto& cell = cells[static_cast<std::size_t>(k)]; cell.found)
          return cell.range < cells[i].entry - kBefore;
      return false;
    };
    return stopped(-1) || stopped(1);
  }

  void sight_pulses(std::uint32_t ring, const std::vector<Cell>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto& cell = cells[i];
      if (!cell.crosses || !cell.open) continue;
      if (is_hidden(cells, i)) {
        ++sight_.stopped;
        continue;
      }
      SightedPulse pulse{ring,        cell.column,    cell.entry,         cell.exit,
                         cell.origin, cell.direction, through_core(cell), {}};
      if (cell.found) {
        const Vec3 p = sight_.box_from_sensor * cell.found->point;
        pulse.real = {
            cell.inside() ? Fate::Inside : Fate::Beyond, static_cast<float>(cell.range - cell.entry),
            static_cast<float>(cell.found->intensity / sight_.spec.intensity.maximum), p.cast<float>()};
      }
      sight_.pulses.push_back(pulse);
    }
  }

  // The range at which a pulse that ended in the box, or in nothing, would have met what is behind: as its
  // neighbours along the ring did. 0: the sky.
  static double range_behind(const std::vector<Cell>& cells, std::size_t i) {
    struct Neighbour {
      double range = 0, columns = 0;
    };
    const auto search = [&](int way) -> Neighbour {
      for (auto k = static_cast<std::int64_t>(i) + way; k >= 0 && k < static_cast<std::int64_t>(cells.size());
           k += way) {
        const auto& cell = cells[static_cast<std::size_t>(k)];
        if (!cell.crosses && !cell.found && cell.open) return {};  // open sky beside the box
        if (cell.found && !cell.inside() && cell.range > cells[i].exit)
          return {cell.range, std::fabs(static_cast<double>(k) - static_cast<double>(i))};
      }
      return {};
    };
    const auto left = search(-1), right = search(1);
    if (left.range == 0 || right.range == 0) return left.range + right.range;
    if (std::fabs(left.range - right.range) > 3)
      return left.columns < right.columns ? left.range : right.range;
    const double share = left.columns / (left.columns + right.columns);
    return left.range + share * (right.range - left.range);
  }

  void stand_around(std::uint32_t ring, const std::vector<Cell>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto& cell = cells[i];
      const double range = cell.shows_surroundings() ? cell.range : cell.crosses ? range_behind(cells, i) : 0;
      if (range > 0.5) add_facet(ring, cell, range);
    }
  }

  void add_facet(std::uint32_t ring, const Cell& cell, double range) {
    const auto& beams = sight_.spec.beams;
    const double up = ring > 0 ? std::fabs(beams[ring - 1].elevation - beams[ring].elevation)
                               : gap_beside(sight_.spec, ring);
    const double down = ring + 1 < beams.size() ? std::fabs(beams[ring].elevation - beams[ring + 1].elevation)
                                                : gap_beside(sight_.spec, ring);
    const double azimuth = azimuth_of(cell.direction), elevation = beams[ring].elevation,
                 aside = 0.5 * step(ring);
    const Vec3 p = cell.origin + range * cell.direction, p_box = sight_.box_from_sensor * p;
    const double height = p_box.z() - ground_.at(p_box);
    const bool level = std::fabs(height) < 0.12 + 0.02 * p_box.head<2>().norm();
    const Vec3 upwards =
        box_.sensor_from_box.rotation * Vec3(-ground_.slope.x(), -ground_.slope.y(), 1).normalized();
    const Vec3 normal = level ? upwards : Vec3(-cell.direction);
    const auto corner = [&](double turn, double rise) -> Vec3 {
      const double a = azimuth + turn, e = elevation + rise;
      const Vec3 direction(dmath::cos(e) * dmath::cos(a), dmath::cos(e) * dmath::sin(a), dmath::sin(e));
      const double facing = normal.dot(direction), far = normal.dot(range * cell.direction);
      const double along = facing != 0 ? far / facing : range;
      return cell.origin + std::clamp(along, range / 1.5, range * 1.5) * direction;
    };
    const double rise = 0.5 * std::fmin(up, kTallestGap), fall = 0.5 * std::fmin(down, kTallestGap);
    const Paint paint{level ? MaterialId::Asphalt : MaterialId::Plaster, Part::Whole};
    add_quad(level ? sight_.ground : sight_.surroundings, corner(aside, rise), corner(aside, -fall),
             corner(-aside, -fall), corner(-aside, rise), paint);
  }

  // Pulses that go elsewhere need not be traced.
  void block_the_rest() {
    auto& blocked = sight_.spec.blocked;
    std::vector<BlockedSector> all;
    const double from = wrap_angle(azimuth_ - half_), to = from + 2 * half_;
    const auto positive = [](double a) { return a < 0 ? a + 2 * kPi : a; };
    for (std::uint32_t ring = 0; ring < returns_.size(); ++ring) {
      std::vector<BlockedSector> of_ring;
      for (const auto& sector : blocked)
        if (sector.ring == ring) of_ring.push_back(sector);
      const double a = positive(from), b = positive(wrap_angle(to));
      if (a < b) {
        of_ring.push_back({ring, 0, a}), of_ring.push_back({ring, b, 2 * kPi});
      } else {
        of_ring.push_back({ring, b, a});
      }
      std::sort(of_ring.begin(), of_ring.end(),
                [](const BlockedSector& x, const BlockedSector& y) { return x.from < y.from; });
      for (const auto& sector : of_ring) {
        if (!all.empty() && all.back().ring == ring && sector.from <= all.back().to)
          all.back().to = std::fmax(all.back().to, sector.to);
        else
          all.push_back(sector);
      }
    }
    blocked = std::move(all);
  }

  const BeamReturns& returns_;
  const ObjectBox& box_;
  BoxSight sight_;
  double azimuth_ = 0, half_ = 0;  // rad: of the box's middle, and to each side
  Ground ground_;
  Slab target_{};
  LidarSpec preset_spec_;
  std::unique_ptr<FiringTable> preset_;
};

}  // namespace

BeamReturns sort_by_beam(const LabelledFrame& frame, const LidarSpec& spec) {
  BeamReturns returns(spec.beams.size());
  const auto add = [&](std::size_t beam, const Vec3& p, float intensity) {
    returns[beam].push_back({beam_azimuth(spec.beams[beam], p), p, intensity});
  };
  const auto point = [&](std::size_t i) { return Vec3(frame.x[i], frame.y[i], frame.z[i]); };
  if (frame.ring.size() == frame.size()) {
    std::uint32_t rings = 0;
    for (const auto ring : frame.ring) rings = std::max(rings, ring + 1);
    std::vector<std::vector<std::size_t>> of_ring(rings);
    for (std::size_t i = 0; i < frame.size(); ++i) of_ring[frame.ring[i]].push_back(i);
    for (const auto& members : of_ring) {
      std::vector<Vec3> far;  // near points are bent by the carrier's own motion and by beams' origins
      for (const auto i : members)
        if (point(i).norm() > 3) far.push_back(point(i));
      if (far.size() < kFewestInRing) continue;
      const auto beam = nearest_beam(spec, [&](const Beam& one) { return median_off(one, far); });
      for (const auto i : members) add(beam, point(i), frame.intensity[i]);
    }
  } else {
    for (std::size_t i = 0; i < frame.size(); ++i) {
      const Vec3 p = point(i);
      const auto beam = nearest_beam(spec, [&](const Beam& one) { return elevation_off(one, p); });
      if (std::fabs(elevation_off(spec.beams[beam], p)) <= 0.5 * gap_beside(spec, beam))
        add(beam, p, frame.intensity[i]);
    }
  }
  for (auto& ring : returns)
    std::stable_sort(ring.begin(), ring.end(),
                     [](const BeamReturn& a, const BeamReturn& b) { return a.azimuth < b.azimuth; });
  return returns;
}

std::optional<BoxSight> sight_box(const BeamReturns& returns, const LidarSpec& spec, const ObjectBox& box) {
  return Sighting(returns, spec, box).look();
}

std::vector<Outcome> cast_into(const BoxSight& sight, const Mesh& thing, ClassId class_id,
                               std::uint64_t looks, std::uint64_t noise) {
  const auto& spec = sight.spec;
  Scene scene;
  if (!sight.ground.empty())
    add_stuff(scene, "ground", ClassId::Road, sight.ground, derive_seed(noise, "ground"));
  if (!sight.surroundings.empty())
    add_stuff(scene, "surroundings", ClassId::Building, sight.surroundings,
              derive_seed(noise, "surroundings"));
  Mesh placed;
  append(placed, thing, inverse(sight.box_from_sensor));
  add_stuff(scene, "thing", class_id, std::move(placed), looks);
  Timeline timeline;
  timeline.ego.assign(static_cast<std::size_t>(revolution_of(spec) / kTick + 2), Pose{});
  const RayCaster caster(scene, timeline);
  const Scan scan = scan_revolution(spec, caster, Pose{}, 0, {noise, 0, 0});

  std::vector<std::uint32_t> pulse_of(scan.pulses.size(), 0);  // from 1
  const auto address = [&](std::uint32_t ring, std::uint32_t column) {
    return std::size_t{ring} * scan.columns + column;
  };
  for (std::size_t i = 0; i < sight.pulses.size(); ++i)
    pulse_of[address(sight.pulses[i].ring, sight.pulses[i].column)] = static_cast<std::uint32_t>(i) + 1;
  std::vector<Outcome> outcomes(sight.pulses.size());
  for (std::size_t i = 0; i < scan.size(); ++i) {
    const auto number = pulse_of[address(scan.ring[i], scan.column[i])];
    if (number == 0 || scan.return_number[i] != 0) continue;
    const auto& pulse = sight.pulses[number - 1];
    const Vec3 p(scan.x[i], scan.y[i], scan.z[i]);
    const double range = (p - pulse.origin).dot(pulse.direction);
    if (range < pulse.entry) continue;  // the edge of what stands before it
    outcomes[number - 1] = {range <= pulse.exit ? Fate::Inside : Fate::Beyond,
                            static_cast<float>(range - pulse.entry),
                            static_cast<float>(scan.intensity[i] / spec.intensity.maximum),
                            (sight.box_from_sensor * p).cast<float>()};
  }
  return outcomes;
}

}  // namespace tailcast
