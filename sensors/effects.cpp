// SPDX-License-Identifier: Apache-2.0
#include "sensors/effects.h"

#include <array>

namespace tailcast {
namespace {

struct Effect {
  EffectInfo info;
  void (*off)(LidarSpec&);
};

constexpr std::array kEffects{
    Effect{{"footprint", "every beam is a line: no mixed pixels, no partial hits"},
           [](LidarSpec& s) { s.optics.divergence_azimuth = s.optics.divergence_elevation = 0; }},
    Effect{{"near_overlap", "near targets are as bright as the inverse square has them"},
           [](LidarSpec& s) { s.optics.focus = s.optics.overlap_half = 0; }},
    Effect{{"motion", "sensor and world stand still during a sweep"}, [](LidarSpec& s) { s.effects.motion = false; }},
    Effect{{"transmission", "glass is opaque"}, [](LidarSpec& s) { s.effects.transmission = false; }},
    Effect{{"mirrors", "no ghosts by way of a mirror"}, [](LidarSpec& s) { s.effects.mirrors = false; }},
    Effect{{"texture", "every spot of a surface is alike"}, [](LidarSpec& s) { s.intensity.texture = 0; }},
    Effect{{"beam_gain", "every receiver is alike"},
           [](LidarSpec& s) {
             for (auto& beam : s.beams) beam.gain = 1, beam.intensity_floor = 0;
           }},
    Effect{{"power_control", "pulses of constant power"},
           [](LidarSpec& s) { s.receiver.power_exponent = 0, s.receiver.power_min = 1; }},
    Effect{{"detection_noise", "a signal above the threshold always returns, one below never"},
           [](LidarSpec& s) { s.receiver.noise = 0; }},
    Effect{{"false_alarms", "no return without light of one's own"}, [](LidarSpec& s) { s.receiver.false_alarms = 0; }},
    Effect{{"blooming", "bright targets stay as wide as they are"}, [](LidarSpec& s) { s.receiver.bloom_share = 0; }},
    Effect{{"range_walk", "bright targets are not read early"}, [](LidarSpec& s) { s.range.walk = 0; }},
    Effect{{"range_noise", "no white noise of range"},
           [](LidarSpec& s) {
             for (auto& beam : s.beams) beam.range_sigma = 0;
             s.range.sigma_at_unit_snr = 0;
           }},
    Effect{{"range_bias", "no static error of a beam"},
           [](LidarSpec& s) {
             for (auto& beam : s.beams) beam.range_bias = 0;
           }},
    Effect{{"quantisation", "ranges, coordinates, azimuths and intensities as they come"},
           [](LidarSpec& s) { s.range.quantum = s.range.coordinate_quantum = s.intensity.quantum = s.sweep.azimuth_grid = 0; }},
    Effect{{"shadow", "nothing of the carrier is in the way"}, [](LidarSpec& s) { s.blocked.clear(), s.shadow_measured = true; }},
    Effect{{"faults", "the device as it should be"}, [](LidarSpec& s) { s.faults = {}; }},
    Effect{{"fog", "clear air"}, [](LidarSpec& s) { s.effects.fog = false; }},
    Effect{{"rain", "no drops in the air"}, [](LidarSpec& s) { s.effects.rain = false; }},
    Effect{{"snow", "no flakes in the air, none on the ground"}, [](LidarSpec& s) { s.effects.snow = false; }},
    Effect{{"spray", "nothing behind wheels"}, [](LidarSpec& s) { s.effects.spray = false; }},
    Effect{{"wetness", "a dry road"}, [](LidarSpec& s) { s.effects.wetness = false; }},
};

}  // namespace

std::span<const EffectInfo> all_effects() {
  static constexpr auto kInfos = [] {
    std::array<EffectInfo, kEffects.size()> infos;
    for (std::size_t i = 0; i < infos.size(); ++i) infos[i] = kEffects[i].info;
    return infos;
  }();
  return kInfos;
}

bool switch_off(LidarSpec& spec, std::string_view effect) {
  for (const auto& known : kEffects)
    if (known.info.name == effect) {
      known.off(spec);
      return true;
    }
  return false;
}

}  // namespace tailcast
