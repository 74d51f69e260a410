// SPDX-License-Identifier: Apache-2.0
#include "sensors/scan_revolution.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/check.h"
#include "core/dmath.h"
#include "core/random.h"
#include "sensors/echoes.h"
#include "sensors/firing.h"
#include "sensors/receiver.h"
#include "sensors/weather.h"

namespace tailcast {
namespace {

// Pulses are traced in tiles: packets of neighbours find neighbours.
constexpr std::uint32_t kTileColumns = 8, kTileRings = 2, kBlockColumns = 32;
constexpr std::uint32_t kLostPacket = 0xff01;
constexpr double kOriginReach = 0.3;  // m: of a beam's origin from the device's
constexpr double kTurnInFrame = 0.2;  // rad: that the carrier may turn in half a frame

// A frame's echoes by pulse; those of one pulse in the order that they came in.
class EchoesByPulse {
 public:
  EchoesByPulse(std::span<const Echo> echoes, std::size_t pulses) : echoes_(echoes), first_(pulses + 1, 0), order_(echoes.size()) {
    for (const auto& echo : echoes) ++first_[echo.pulse + 1];
    for (std::size_t i = 0; i < pulses; ++i) first_[i + 1] += first_[i];
    auto next = first_;
    for (std::uint32_t i = 0; i < echoes.size(); ++i) order_[next[echoes[i].pulse]++] = i;
  }
  // Replaces `found` by the echoes of that pulse.
  void get(std::uint32_t address, std::vector<Echo>& found) const {
    found.clear();
    for (auto i = first_[address]; i < first_[address + 1]; ++i) found.push_back(echoes_[order_[i]]);
  }

 private:
  std::span<const Echo> echoes_;
  std::vector<std::uint32_t> first_, order_;  // first_: [address], of its echoes; one more at the end
};

void reserve(Scan& scan, std::size_t n) {
  scan.x.reserve(n), scan.y.reserve(n), scan.z.reserve(n), scan.intensity.reserve(n);
  scan.ring.reserve(n), scan.column.reserve(n), scan.time.reserve(n), scan.return_number.reserve(n);
  scan.body.reserve(n), scan.triangle.reserve(n), scan.cause.reserve(n);
  scan.true_range.reserve(n), scan.incidence.reserve(n), scan.velocity.reserve(n);
}

class FrameScanner {
 public:
  FrameScanner(const LidarSpec& spec, const RayCaster& caster, const Pose& ego_from_sensor, Nanoseconds start, const ScanKey& key,
               const Environment& environment)
      : spec_(spec),
        caster_(caster),
        start_(start),
        key_(key),
        ego_from_device_{ego_from_sensor.rotation * spec.faults.misalignment, ego_from_sensor.translation},
        firing_(spec),
        path_(marks(), spec.sweep.column_period),
        surfaces_(caster.scene()),
        weather_(environment, spec, caster.scene(), caster.timeline(), start, key),
        window_(caster.window(start, start + revolution_of(spec))),
        lost_(lost()),
        states_(states()),
        finder_({spec_, firing_, path_, caster.scene(), surfaces_, weather_, start_}) {
    const auto& timeline = caster.timeline();
    TAILCAST_CHECK(start >= timeline.start && start + revolution_of(spec) <= timeline.end(), "the frame lies outside the timeline");
  }

  Scan scan(const Pose& ego_from_sensor) {
    Scan scan;
    scan.start = start_;
    scan.duration = revolution_of(spec_);
    scan.world_from_sensor = ego_at(caster_.timeline(), start_) * ego_from_sensor;
    scan.rings = rings(), scan.columns = spec_.sweep.columns;
    scan.pulses = states_;
    const CastRays cast = [&](std::span<const Ray> rays, std::span<Hit> hits) { window_.cast(rays, hits); };
    std::vector<Echo> echoes;
    echoes.reserve(scan.pulses.size());
    for (std::uint32_t column = 0; column < scan.columns; column += kBlockColumns)
      tile_pulses(column, std::min(scan.columns, column + kBlockColumns)), trace(pulses_, cast, echoes);
    add_blooms(scan.pulses, echoes);
    const EchoesByPulse found(echoes, scan.pulses.size());
    reserve(scan, echoes.size());
    for (std::uint32_t ring = 0; ring < scan.rings; ++ring) receive_ring(ring, found, scan);
    return scan;
  }

  std::uint32_t returns_of(std::uint16_t instance) {
    const auto cast = CastRays([&](std::span<const Ray> rays, std::span<Hit> hits) { window_.cast_alone(instance, rays, hits); });
    pulses_towards(swept_sphere(caster_.scene().instances.at(instance)));
    std::vector<Echo> echoes;
    trace(pulses_, cast, echoes);
    std::stable_sort(echoes.begin(), echoes.end(), [](const Echo& a, const Echo& b) { return a.pulse < b.pulse; });
    std::uint32_t count = 0;
    for (std::size_t begin = 0; begin < echoes.size();) {
      const auto ring = echoes[begin].pulse / spec_.sweep.columns;
      RingReceiver receiver(spec_, spec_.beams[ring], key_);
      std::uint32_t expected = echoes[begin].pulse;
      while (begin < echoes.size() && echoes[begin].pulse / spec_.sweep.columns == ring) {
        std::size_t end = begin;
        while (end < echoes.size() && echoes[end].pulse == echoes[begin].pulse) ++end;
        if (echoes[begin].pulse != expected) receiver.miss();
        expected = echoes[begin].pulse + 1;
        for (const auto& detection : receiver.receive(echoes[begin].pulse, std::span(echoes).subspan(begin, end - begin)))
          count += detection.echo != kNoEcho && echoes[begin + detection.echo].cause == Cause::Surface;
        begin = end;
      }
    }
    return count;
  }

 private:
  struct Sphere {
    Vec3 center;
    double radius;
  };

  std::uint32_t rings() const { return static_cast<std::uint32_t>(spec_.beams.size()); }

  std::vector<Pose> marks() const {
    std::vector<Pose> marks;
    marks.reserve(spec_.sweep.columns + 1);
    for (std::uint32_t column = 0; column <= spec_.sweep.columns; ++column) {
      const auto time = start_ + (spec_.effects.motion ? spec_.sweep.column_period * column : 0);
      marks.push_back(ego_at(caster_.timeline(), time) * ego_from_device_);
    }
    return marks;
  }

  bool packet_lost(std::uint32_t column) const {
    if (spec_.faults.packets_lost <= 0) return false;
    const auto packet = column / spec_.faults.packet_columns;
    return random_uniform({key_.seed, Domain::Detection}, {key_.instance, key_.frame, packet, kLostPacket}) < spec_.faults.packets_lost;
  }

  // By column: does its packet get lost?
  std::vector<std::uint8_t> lost() const {
    std::vector<std::uint8_t> lost(spec_.sweep.columns);
    for (std::uint32_t column = 0; column < spec_.sweep.columns; ++column) lost[column] = packet_lost(column);
    return lost;
  }

  // Which pulses go out with nothing of the carrier in their way. (Its sectors were measured in reported azimuth.)
  std::vector<PulseState> states() const {
    std::vector<PulseState> states(static_cast<std::size_t>(rings()) * spec_.sweep.columns, PulseState::Missed);
    std::vector<std::uint8_t> shaded(rings());
    for (const auto& sector : spec_.blocked) shaded[sector.ring] = 1;
    for (std::uint32_t ring = 0; ring < rings(); ++ring)
      for (std::uint32_t column = 0; column < spec_.sweep.columns; ++column) {
        auto& state = states[firing_.address(ring, column)];
        if (!firing_.fires(ring, column)) state = PulseState::NotFired;
        else if (shaded[ring] && is_blocked(spec_, ring, firing_.reported_azimuth(ring, column))) state = PulseState::Blocked;
      }
    return states;
  }

  void tile_pulses(std::uint32_t from, std::uint32_t to) {
    pulses_.clear();
    for (std::uint32_t c0 = from; c0 < to; c0 += kTileColumns)
      for (std::uint32_t r0 = 0; r0 < rings(); r0 += kTileRings)
        for (std::uint32_t ring = r0; ring < std::min(rings(), r0 + kTileRings); ++ring)
          for (std::uint32_t column = c0; column < std::min(to, c0 + kTileColumns); ++column)
            if (states_[firing_.address(ring, column)] == PulseState::Missed) pulses_.push_back(firing_.fire(ring, column));
  }

  // Appends the echoes of these pulses, as they arrive at the receiver.
  void trace(std::span<const Pulse> pulses, const CastRays& cast, std::vector<Echo>& echoes) {
    const std::size_t before = echoes.size();
    finder_.find(cast, pulses, echoes);
    if (weather_.clear() && spec_.faults.weak.empty() && spec_.faults.dirt.empty()) return;
    const std::vector<Echo> found(echoes.begin() + static_cast<std::ptrdiff_t>(before), echoes.end());
    echoes.resize(before);
    std::size_t at = 0;
    std::vector<Echo> of_pulse;
    for (const auto& pulse : pulses) {
      const auto address = firing_.address(pulse.ring, pulse.column);
      of_pulse.clear();
      for (; at < found.size() && found[at].pulse == address; ++at) of_pulse.push_back(found[at]);
      if (!weather_.clear()) weather_.pass(air_path(pulse, of_pulse), of_pulse);
      const double left = window_share(pulse) * gain_left(pulse.ring);
      for (auto& echo : of_pulse) {
        echo.signal *= left;
        if (echo.signal > 0) echoes.push_back(echo);
      }
    }
  }

  AirPath air_path(const Pulse& pulse, std::span<const Echo> surfaces) const {
    double open_to = std::numeric_limits<double>::infinity();
    if (!surfaces.empty()) open_to = surfaces.back().range;
    return {firing_.address(pulse.ring, pulse.column), path_.point(pulse.origin, pulse.time), path_.direction(pulse.direction, pulse.time),
            start_ + pulse.time, open_to};
  }

  double gain_left(std::uint32_t ring) const {
    double left = 1;
    for (const auto& weak : spec_.faults.weak)
      if (weak.ring == ring) left *= weak.gain;
    return left;
  }

  // There and back through what sticks to the device's window.
  double window_share(const Pulse& pulse) const {
    if (spec_.faults.dirt.empty()) return 1;
    double azimuth = dmath::atan2(pulse.direction.y(), pulse.direction.x()), left = 1;
    if (azimuth < 0) azimuth += 2 * kPi;
    const double elevation = spec_.beams[pulse.ring].elevation;
    for (const auto& dirt : spec_.faults.dirt)
      if (azimuth >= dirt.from && azimuth < dirt.to && elevation >= dirt.low && elevation < dirt.high)
        left *= dirt.transmission * dirt.transmission;
    return left;
  }

  // Light of targets beyond saturation, in the pulses beside them: the wider, the brighter.
  void add_blooms(const std::vector<PulseState>& states, std::vector<Echo>& echoes) const {
    const auto& receiver = spec_.receiver;
    if (receiver.saturation <= 0 || receiver.bloom_share <= 0) return;
    const auto columns = static_cast<std::int64_t>(spec_.sweep.columns);
    const std::size_t real = echoes.size();
    for (std::size_t i = 0; i < real; ++i) {
      if (echoes[i].signal < 2 * receiver.saturation || echoes[i].cause != Cause::Surface) continue;
      const int reach = std::min(3, static_cast<int>(dmath::log(echoes[i].signal / receiver.saturation) / dmath::log(2.0)));
      const auto ring = echoes[i].pulse / columns, column = echoes[i].pulse % columns;
      const auto bloom = [&](std::int64_t r, std::int64_t c) {
        if (r < 0 || r >= rings() || c < 0 || c >= columns) return;
        const auto address = static_cast<std::uint32_t>(r * columns + c);
        if (states[address] != PulseState::Missed) return;
        Echo stray;
        stray.pulse = address, stray.cause = Cause::Bloom;
        stray.range = stray.true_range = echoes[i].range;
        stray.signal = echoes[i].signal * receiver.bloom_share * gain_left(static_cast<std::uint32_t>(r));
        if (stray.signal > 0) echoes.push_back(stray);
      };
      for (int aside = 1; aside <= reach; ++aside) bloom(ring, column - aside), bloom(ring, column + aside);
      bloom(ring - 1, column), bloom(ring + 1, column);
    }
  }

  void receive_ring(std::uint32_t ring, const EchoesByPulse& found, Scan& scan) {
    RingReceiver receiver(spec_, spec_.beams[ring], key_);
    std::vector<Echo> echoes;
    for (std::uint32_t column = 0; column < scan.columns; ++column) {
      const auto address = firing_.address(ring, column);
      auto& state = scan.pulses[address];
      if (state == PulseState::NotFired) continue;
      if (state == PulseState::Blocked) receiver.miss();
      if (state != PulseState::Missed) continue;
      found.get(address, echoes);
      const auto detections = receiver.receive(address, echoes);
      if (lost_[column]) {  // on its way from the device, which knows nothing of it
        state = PulseState::Lost;
        continue;
      }
      for (const auto& detection : detections) {
        append(ring, column, detection.echo == kNoEcho ? nullptr : &echoes[detection.echo], detection, scan);
        state = PulseState::Returned;
      }
    }
  }

  void append(std::uint32_t ring, std::uint32_t column, const Echo* echo, const Detection& detection, Scan& scan) const {
    const double quantum = spec_.range.coordinate_quantum;
    const Vec3 p = firing_.reported_point(ring, column, detection.range);
    const auto time = spec_.sweep.column_period * column + spec_.beams[ring].firing_offset;
    scan.x.push_back(static_cast<float>(quantise(p.x(), quantum)));
    scan.y.push_back(static_cast<float>(quantise(p.y(), quantum)));
    scan.z.push_back(static_cast<float>(quantise(p.z(), quantum)));
    scan.intensity.push_back(static_cast<float>(detection.intensity));
    scan.ring.push_back(ring);
    scan.column.push_back(static_cast<std::uint16_t>(column));
    scan.time.push_back(static_cast<std::int32_t>(time));
    scan.return_number.push_back(detection.number);
    scan.body.push_back(echo ? echo->body : kNoBody);
    scan.triangle.push_back(echo ? echo->triangle : 0);
    scan.cause.push_back(echo ? echo->cause : Cause::Noise);
    scan.true_range.push_back(static_cast<float>(echo ? echo->true_range : detection.range));
    scan.incidence.push_back(static_cast<float>(echo ? dmath::acos(echo->cos_incidence) : 0));
    scan.velocity.push_back(echo ? velocity_of(*echo, time) : Vec3f::Zero());
  }

  Vec3f velocity_of(const Echo& echo, Nanoseconds time) const {
    const auto& timeline = caster_.timeline();
    if (echo.body == kNoBody || !moves(timeline, echo.body)) return Vec3f::Zero();
    return velocity_at(timeline, echo.body, start_ + time, echo.p_body).cast<float>();
  }

  // Holds all of an instance's bodies all through the frame.
  Sphere swept_sphere(const Instance& instance) const {
    const auto& scene = caster_.scene();
    const auto& timeline = caster_.timeline();
    constexpr int kSteps = 8;
    Bounds swept;
    for (const auto b : instance.bodies) {
      const auto local = bounds_of(*scene.bodies[b].mesh);
      if (local.empty()) continue;
      const double reach = local.size().norm() / 2;
      for (int step = 0; step <= kSteps; ++step) {
        const auto t = start_ + revolution_of(spec_) * step / kSteps;
        const Pose pose = moves(timeline, b) ? tailcast::pose_at(timeline, b, t) : scene.bodies[b].world_from_body;
        const Vec3 center = pose * local.center();
        swept.extend(center - Vec3::Constant(reach));
        swept.extend(center + Vec3::Constant(reach));
      }
    }
    if (swept.empty()) return {Vec3::Zero(), 0};
    return {swept.center(), swept.size().norm() / 2 + 0.5};
  }

  // Pulses whose footprint might meet the sphere, ring by ring.
  void pulses_towards(const Sphere& sphere) {
    pulses_.clear();
    const auto& sweep = spec_.sweep;
    const auto columns = static_cast<std::int64_t>(sweep.columns);
    // As seen at the frame's middle; the sensor's own way during the frame widens the sphere.
    const auto middle = sweep.column_period * sweep.columns / 2;
    const Vec3 device = path_.point(Vec3::Zero(), middle);
    const double way = std::max((path_.point(Vec3::Zero(), 0) - device).norm(), (path_.point(Vec3::Zero(), 2 * middle) - device).norm());
    const Vec3 away(path_.direction(Vec3::UnitX(), middle).dot(sphere.center - device),
                    path_.direction(Vec3::UnitY(), middle).dot(sphere.center - device), 0);
    const double flat = away.norm(), radius = sphere.radius + way + kOriginReach;
    const bool all_round = flat <= radius;
    const double half = all_round ? kPi : dmath::asin(radius / flat) + spec_.optics.divergence_azimuth + kTurnInFrame;
    const double azimuth = all_round ? 0 : dmath::atan2(away.y(), away.x());
    for (std::uint32_t ring = 0; ring < rings(); ++ring) {
      // Columns count from the start azimuth in the direction of the sweep.
      const double turned = wrap_angle(sweep.direction * (azimuth - firing_.offset(ring) - sweep.start_azimuth));
      const auto low = static_cast<std::int64_t>(std::floor((turned - half) / column_step(sweep)));
      const auto high = static_cast<std::int64_t>(std::ceil((turned + half) / column_step(sweep)));
      const auto turn = static_cast<std::int64_t>(std::floor(2 * kPi / column_step(sweep) + 0.5));
      for (auto c = low; c <= std::min(high, low + turn - 1); ++c) {
        const auto column = ((c % turn) + turn) % turn;
        if (column >= columns || lost_[static_cast<std::size_t>(column)]) continue;
        if (states_[firing_.address(ring, static_cast<std::uint32_t>(column))] != PulseState::Missed) continue;
        const auto pulse = firing_.fire(ring, static_cast<std::uint32_t>(column));
        if (near(sphere, pulse)) pulses_.push_back(pulse);
      }
    }
  }

  bool near(const Sphere& sphere, const Pulse& pulse) const {
    const Vec3 to = sphere.center - path_.point(pulse.origin, pulse.time);
    const double along = std::max(0.0, to.dot(path_.direction(pulse.direction, pulse.time)));
    const double reach = sphere.radius + along * (spec_.optics.divergence_azimuth + spec_.optics.divergence_elevation);
    return to.squaredNorm() - along * along <= reach * reach;
  }

  const LidarSpec& spec_;
  const RayCaster& caster_;
  const Nanoseconds start_;
  const ScanKey key_;
  const Pose ego_from_device_;
  const FiringTable firing_;
  const SensorPath path_;
  Surfaces surfaces_;
  const Weather weather_;
  const RayCaster::Window window_;
  const std::vector<std::uint8_t> lost_;  // by column: with its packet
  const std::vector<PulseState> states_;  // Missed: goes out
  EchoFinder finder_;
  std::vector<Pulse> pulses_;
};

}  // namespace

Frame scan_frame(const LidarSpec& spec, const RayCaster& caster, const Pose& ego_from_sensor, Nanoseconds start, const ScanKey& key,
                 const Environment& environment, std::span<const std::uint16_t> instances) {
  FrameScanner scanner(spec, caster, ego_from_sensor, start, key, environment);
  Frame frame{scanner.scan(ego_from_sensor), {}};
  for (const auto instance : instances) frame.returns_alone.push_back(scanner.returns_of(instance));
  return frame;
}

Scan scan_revolution(const LidarSpec& spec, const RayCaster& caster, const Pose& ego_from_sensor, Nanoseconds start,
                     const ScanKey& key, const Environment& environment) {
  return scan_frame(spec, caster, ego_from_sensor, start, key, environment, {}).scan;
}

}  // namespace tailcast
