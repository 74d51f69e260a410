// SPDX-License-Identifier: Apache-2.0
// The receivers of a LiDAR: which of a pulse's echoes are found, at what range, how bright. Each laser's
// remembers its last return, by which the device sets the power of the next pulse; so the pulses of a ring go
// through it in the order of firing, a ring at a time.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sensors/echoes.h"
#include "sensors/lidar_spec.h"
#include "sensors/scan_revolution.h"

namespace tailcast {

// Pulses of one ring in the order of firing, with their echoes.
struct EchoRow {
  std::vector<std::uint32_t> pulses;  // FiringTable::address
  std::vector<std::uint8_t> dark;     // by pulse: it did not go out, or nothing of it could come back
  std::vector<std::uint32_t>
      ends;  // by pulse: one past the last of its echoes, which follow the pulse's before it
  std::vector<Echo> echoes;

  void clear() { pulses.clear(), dark.clear(), ends.clear(), echoes.clear(); }
  // Ends a pulse, whose echoes have been added.
  void end(std::uint32_t pulse, bool is_dark = false) {
    pulses.push_back(pulse), dark.push_back(is_dark),
        ends.push_back(static_cast<std::uint32_t>(echoes.size()));
  }
};

struct Detection {
  std::uint32_t pulse = 0;  // place in the row
  std::uint32_t echo = 0;   // place among the row's echoes; kNoEcho for a false alarm
  std::uint8_t number = 0;  // of the return, 0 = nearest
  double range = 0;         // m, as measured, quantised
  double intensity = 0;     // device scale, quantised
};
inline constexpr std::uint32_t kNoEcho = 0xffffffffU;

class RingReceiver {
 public:
  // `spec` must outlive the receiver.
  RingReceiver(const LidarSpec& spec, const ScanKey& key) : spec_(spec), key_(key) {}

  // What the device reports of that ring's pulses, by pulse, nearest first. The laser starts at full power.
  // Valid until the next call.
  std::span<const Detection> receive(std::uint32_t ring, const EchoRow& row);

 private:
  struct Found {  // an echo above the threshold
    std::uint32_t echo;
    double range, signal, amplitude;
  };
  void draw(const EchoRow& row);
  void light(const Beam& beam, const EchoRow& row);
  void find(const Beam& beam, const EchoRow& row);
  void find_among(const Beam& beam, const EchoRow& row, std::uint32_t begin, std::uint32_t end, double power);
  void choose(std::vector<Found>& found) const;
  double range_of(const Beam& beam, const Echo& echo, std::uint32_t i, double amplitude) const;
  void report(std::uint32_t pulse, std::uint32_t echo, std::uint8_t number, double amplitude, double power);
  void false_alarm(std::uint32_t pulse, std::uint32_t address);
  void measure_ranges(const Beam& beam, const EchoRow& row);
  void measure_intensities(const Beam& beam);

  const LidarSpec& spec_;
  const ScanKey key_;
  // By echo.
  std::vector<std::uint32_t> address_, draw_;
  std::array<std::vector<double>, 3> normals_;
  std::vector<double> signal_, peak_, next_power_;  // peak: of the signal, what is held against the threshold
  // By detection.
  std::vector<Detection> reported_;
  std::vector<double> amplitude_, power_, range_, reading_;
  std::vector<double> work_;
  std::vector<Found> found_;
};

// To the nearest multiple of `quantum`; unchanged when that is 0.
inline double quantise(double value, double quantum) {
  constexpr double kRound =
      6755399441055744.0;  // 1.5 * 2^52: added and taken away again, leaves the nearest whole number
  return quantum > 0 ? ((value / quantum + kRound) - kRound) * quantum : value;
}

}  // namespace tailcast
