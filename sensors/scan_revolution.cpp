// SPDX-License-Identifier: Apache-2.0
#include "sensors/scan_revolution.h"

#include <algorithm>

#include "core/dmath.h"
#include "sensors/frame_tracer.h"
#include "sensors/receiver.h"
#include "sensors/returns_alone.h"

namespace tailcast {
namespace {

// Pulses are traced in tiles: packets of neighbours find neighbours.
constexpr std::uint32_t kTileColumns = 8, kTileRings = 2, kBlockColumns = 32;

// A frame's echoes by pulse; those of one pulse in the order that they came in.
class EchoesByPulse {
 public:
  EchoesByPulse(std::span<const Echo> echoes, std::size_t pulses)
      : echoes_(echoes), first_(pulses + 1, 0), order_(echoes.size()) {
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
  explicit FrameScanner(FrameTracer& tracer) : tracer_(tracer) {}

  Scan scan(const Pose& ego_from_sensor) {
    Scan scan;
    scan.start = tracer_.start;
    scan.duration = revolution_of(tracer_.spec);
    scan.world_from_sensor = ego_at(tracer_.caster.timeline(), tracer_.start) * ego_from_sensor;
    scan.rings = tracer_.rings(), scan.columns = tracer_.spec.sweep.columns;
    scan.pulses = tracer_.states;
    const CastRays cast = [&](std::span<const Ray> rays, std::span<Hit> hits) {
      tracer_.window.cast(rays, hits);
    };
    std::vector<Echo> echoes;
    echoes.reserve(scan.pulses.size());
    for (std::uint32_t column = 0; column < scan.columns; column += kBlockColumns)
      tile_pulses(column, std::min(scan.columns, column + kBlockColumns)),
          tracer_.trace(pulses_, cast, echoes);
    add_blooms(scan.pulses, echoes);
    const EchoesByPulse found(echoes, scan.pulses.size());
    reserve(scan, echoes.size());
    for (std::uint32_t ring = 0; ring < scan.rings; ++ring) receive_ring(ring, found, scan);
    return scan;
  }

  void tile_pulses(std::uint32_t from, std::uint32_t to) {
    pulses_.clear();
    for (std::uint32_t c0 = from; c0 < to; c0 += kTileColumns)
      for (std::uint32_t r0 = 0; r0 < tracer_.rings(); r0 += kTileRings)
        for (std::uint32_t ring = r0; ring < std::min(tracer_.rings(), r0 + kTileRings); ++ring)
          for (std::uint32_t column = c0; column < std::min(to, c0 + kTileColumns); ++column)
            if (tracer_.states[tracer_.firing.address(ring, column)] == PulseState::Missed)
              pulses_.push_back(tracer_.firing.fire(ring, column));
  }

  // Light of targets beyond saturation, in the pulses beside them: the wider, the brighter.
  void add_blooms(const std::vector<PulseState>& states, std::vector<Echo>& echoes) const {
    const auto& receiver = tracer_.spec.receiver;
    if (receiver.saturation <= 0 || receiver.bloom_share <= 0) return;
    const auto columns = static_cast<std::int64_t>(tracer_.spec.sweep.columns);
    const std::size_t real = echoes.size();
    for (std::size_t i = 0; i < real; ++i) {
      if (echoes[i].signal < 2 * receiver.saturation || echoes[i].cause != Cause::Surface) continue;
      const int reach =
          std::min(3, static_cast<int>(dmath::log(echoes[i].signal / receiver.saturation) / dmath::log(2.0)));
      const auto ring = echoes[i].pulse / columns, column = echoes[i].pulse % columns;
      const auto bloom = [&](std::int64_t r, std::int64_t c) {
        if (r < 0 || r >= tracer_.rings() || c < 0 || c >= columns) return;
        const auto address = static_cast<std::uint32_t>(r * columns + c);
        if (states[address] != PulseState::Missed) return;
        Echo stray;
        stray.pulse = address, stray.cause = Cause::Bloom;
        stray.range = stray.true_range = echoes[i].range;
        stray.signal =
            echoes[i].signal * receiver.bloom_share * tracer_.gain_left(static_cast<std::uint32_t>(r));
        if (stray.signal > 0) echoes.push_back(stray);
      };
      for (int aside = 1; aside <= reach; ++aside) bloom(ring, column - aside), bloom(ring, column + aside);
      bloom(ring - 1, column), bloom(ring + 1, column);
    }
  }

  void receive_ring(std::uint32_t ring, const EchoesByPulse& found, Scan& scan) {
    RingReceiver receiver(tracer_.spec, tracer_.spec.beams[ring], tracer_.key);
    std::vector<Echo> echoes;
    for (std::uint32_t column = 0; column < scan.columns; ++column) {
      const auto address = tracer_.firing.address(ring, column);
      auto& state = scan.pulses[address];
      if (state == PulseState::NotFired) continue;
      if (state == PulseState::Blocked) receiver.miss();
      if (state != PulseState::Missed) continue;
      found.get(address, echoes);
      const auto detections = receiver.receive(address, echoes);
      if (tracer_.lost[column]) {  // on its way from the device, which knows nothing of it
        state = PulseState::Lost;
        continue;
      }
      for (const auto& detection : detections) {
        append(ring, column, detection.echo == kNoEcho ? nullptr : &echoes[detection.echo], detection, scan);
        state = PulseState::Returned;
      }
    }
  }

  void append(std::uint32_t ring, std::uint32_t column, const Echo* echo, const Detection& detection,
              Scan& scan) const {
    const double quantum = tracer_.spec.range.coordinate_quantum;
    const Vec3 p = tracer_.firing.reported_point(ring, column, detection.range);
    const auto time = tracer_.spec.sweep.column_period * column + tracer_.spec.beams[ring].firing_offset;
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
    const auto& timeline = tracer_.caster.timeline();
    if (echo.body == kNoBody || !moves(timeline, echo.body)) return Vec3f::Zero();
    return velocity_at(timeline, echo.body, tracer_.start + time, echo.p_body).cast<float>();
  }

  FrameTracer& tracer_;
  std::vector<Pulse> pulses_;
};

}  // namespace

Frame scan_frame(const LidarSpec& spec, const RayCaster& caster, const Pose& ego_from_sensor,
                 Nanoseconds start, const ScanKey& key, const Environment& environment,
                 std::span<const std::uint16_t> instances) {
  FrameTracer tracer(spec, caster, ego_from_sensor, start, key, environment);
  return {FrameScanner(tracer).scan(ego_from_sensor), returns_alone(tracer, instances)};
}

Scan scan_revolution(const LidarSpec& spec, const RayCaster& caster, const Pose& ego_from_sensor,
                     Nanoseconds start, const ScanKey& key, const Environment& environment) {
  return scan_frame(spec, caster, ego_from_sensor, start, key, environment, {}).scan;
}

}  // namespace tailcast
