// SPDX-License-Identifier: Apache-2.0
// What all pulses of one frame share: where the sensor is at every instant, the weather, which pulses go out,
// and the way of their light back to the receivers.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "sensors/echoes.h"
#include "sensors/firing.h"
#include "sensors/scan.h"
#include "sensors/scan_revolution.h"
#include "sensors/weather.h"

namespace tailcast {

class FrameTracer {
 public:
  // As scan_revolution() takes them; `spec` and `caster` must outlive the tracer.
  FrameTracer(const LidarSpec& spec, const RayCaster& caster, const Pose& ego_from_sensor, Nanoseconds start,
              const ScanKey& key, const Environment& environment);
  FrameTracer(const FrameTracer&) = delete;
  FrameTracer& operator=(const FrameTracer&) = delete;

  std::uint32_t rings() const { return static_cast<std::uint32_t>(spec.beams.size()); }
  // Nothing but surfaces answers.
  bool clear() const { return weather_.clear(); }
  // Appends the echoes of these pulses, as they arrive at the receiver. See EchoFinder::find for the order.
  void trace(std::span<const PulseAt> pulses, const CastRays& cast, std::vector<Echo>& echoes);
  // Share of its light that a weak channel still finds.
  double gain_left(std::uint32_t ring) const;

  const LidarSpec& spec;
  const RayCaster& caster;
  const Nanoseconds start;
  const ScanKey key;

 private:
  const Pose ego_from_device_;

 public:
  const FiringTable firing;
  const SensorPath path;

 private:
  Surfaces surfaces_;
  const Weather weather_;

 public:
  const RayCaster::Window window;
  const std::vector<std::uint8_t> lost;  // by column: with its packet
  const std::vector<PulseState> states;  // by address. Missed: goes out

 private:
  std::vector<Pose> marks() const;
  bool packet_lost(std::uint32_t column) const;
  std::vector<std::uint8_t> lost_columns() const;
  std::vector<PulseState> states_before() const;
  AirPath air_path(const PulseAt& at, std::span<const Echo> surfaces) const;
  double window_share(const PulseAt& at) const;

  EchoFinder finder_;
};

}  // namespace tailcast
