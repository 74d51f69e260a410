// SPDX-License-Identifier: Apache-2.0
#include "sensors/frame_tracer.h"

#include <limits>

#include "core/check.h"
#include "core/dmath.h"
#include "core/random.h"

namespace tailcast {
namespace {

constexpr std::uint32_t kLostPacket = 0xff01;

}  // namespace

FrameTracer::FrameTracer(const LidarSpec& spec_, const RayCaster& caster_, const Pose& ego_from_sensor,
                         Nanoseconds start_, const ScanKey& key_, const Environment& environment)
    : spec(spec_),
      caster(caster_),
      start(start_),
      key(key_),
      ego_from_device_{ego_from_sensor.rotation * spec.faults.misalignment, ego_from_sensor.translation},
      firing(spec),
      path(marks(), spec.sweep.column_period),
      surfaces_(caster.scene(), band_of(spec.optics.wavelength)),
      weather_(environment, spec, caster.scene(), caster.timeline(), start, key),
      window(caster.window(start, start + revolution_of(spec))),
      lost(lost_columns()),
      states(states_before()),
      finder_({spec, firing, path, caster.scene(), surfaces_, weather_, start}) {
  const auto& timeline = caster.timeline();
  TAILCAST_CHECK(start >= timeline.start && start + revolution_of(spec) <= timeline.end(),
                 "the frame lies outside the timeline");
}

std::vector<Pose> FrameTracer::marks() const {
  std::vector<Pose> marks;
  marks.reserve(spec.sweep.columns + 1);
  for (std::uint32_t column = 0; column <= spec.sweep.columns; ++column) {
    const auto time = start + (spec.effects.motion ? spec.sweep.column_period * column : 0);
    marks.push_back(ego_at(caster.timeline(), time) * ego_from_device_);
  }
  return marks;
}

bool FrameTracer::packet_lost(std::uint32_t column) const {
  if (spec.faults.packets_lost <= 0) return false;
  const auto packet = column / spec.faults.packet_columns;
  return random_uniform({key.seed, Domain::Detection}, {key.instance, key.frame, packet, kLostPacket}) <
         spec.faults.packets_lost;
}

// By column: does its packet get lost?
std::vector<std::uint8_t> FrameTracer::lost_columns() const {
  std::vector<std::uint8_t> columns(spec.sweep.columns);
  for (std::uint32_t column = 0; column < spec.sweep.columns; ++column) columns[column] = packet_lost(column);
  return columns;
}

// Which pulses go out with nothing of the carrier in their way. (Its sectors were measured in reported
// azimuth.)
std::vector<PulseState> FrameTracer::states_before() const {
  std::vector<PulseState> before(static_cast<std::size_t>(rings()) * spec.sweep.columns, PulseState::Missed);
  for (std::uint32_t ring = 0; ring < rings(); ++ring) {
    const auto& beam = spec.beams[ring];
    if (beam.column_stride == 1) continue;
    for (std::uint32_t column = 0; column < spec.sweep.columns; ++column)
      if (!firing.fires(ring, column)) before[firing.address(ring, column)] = PulseState::NotFired;
  }
  std::vector<double> azimuth(spec.sweep.columns);
  for (std::size_t i = 0; i < spec.blocked.size(); ++i) {
    const auto& sector = spec.blocked[i];
    if (i == 0 || spec.blocked[i - 1].ring != sector.ring) firing.reported_azimuths(sector.ring, azimuth);
    auto* states_of_ring = before.data() + firing.address(sector.ring, 0);
    for (std::uint32_t column = 0; column < spec.sweep.columns; ++column)
      if (azimuth[column] >= sector.from && azimuth[column] < sector.to && states_of_ring[column] == PulseState::Missed)
        states_of_ring[column] = PulseState::Blocked;
  }
  return before;
}

void FrameTracer::trace(std::span<const PulseAt> pulses, const CastRays& cast, std::vector<Echo>& echoes) {
  const std::size_t before = echoes.size();
  finder_.find(cast, pulses, echoes);
  if (weather_.clear() && spec.faults.weak.empty() && spec.faults.dirt.empty()) return;
  const std::vector<Echo> found(echoes.begin() + static_cast<std::ptrdiff_t>(before), echoes.end());
  echoes.resize(before);
  std::size_t at = 0;
  std::vector<Echo> of_pulse;
  for (const auto& pulse : pulses) {
    const auto address = firing.address(pulse.ring, pulse.column);
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

AirPath FrameTracer::air_path(const PulseAt& at, std::span<const Echo> surfaces) const {
  const auto pulse = firing.fire(at.ring, at.column);
  double open_to = std::numeric_limits<double>::infinity();
  if (!surfaces.empty()) open_to = surfaces.back().range;
  return {firing.address(pulse.ring, pulse.column), path.point(pulse.origin, pulse.time),
          path.direction(pulse.direction, pulse.time), start + pulse.time, open_to};
}

double FrameTracer::gain_left(std::uint32_t ring) const {
  double left = 1;
  for (const auto& weak : spec.faults.weak)
    if (weak.ring == ring) left *= weak.gain;
  return left;
}

// There and back through what sticks to the device's window.
double FrameTracer::window_share(const PulseAt& at) const {
  if (spec.faults.dirt.empty()) return 1;
  const auto pulse = firing.fire(at.ring, at.column);
  double azimuth = dmath::atan2(pulse.direction.y(), pulse.direction.x()), left = 1;
  if (azimuth < 0) azimuth += 2 * kPi;
  const double elevation = spec.beams[pulse.ring].elevation;
  for (const auto& dirt : spec.faults.dirt)
    if (azimuth >= dirt.from && azimuth < dirt.to && elevation >= dirt.low && elevation < dirt.high)
      left *= dirt.transmission * dirt.transmission;
  return left;
}

}  // namespace tailcast
