// SPDX-License-Identifier: Apache-2.0
// The captures of six Ouster units, each with the preset of its family.
#pragma once
#include <gtest/gtest.h>

#include "ouster_packets.h"
#include "patches.h"

namespace tailcast::realism {

struct Capture {
  const char* name;
  const char* pcap;
  const char* metadata;
  const char* preset;  // of its family
};
inline constexpr std::array<Capture, 6> kCaptures{{
    {"OS-0-128", "OS-0-128-U1_v2.3.0_1024x10.pcap", "OS-0-128-U1_v2.3.0_1024x10.json", "ouster_os0_128"},
    {"OS-1-128", "OS-1-128_v2.3.0_1024x10_lb_n3.pcap", "OS-1-128_v2.3.0_1024x10.json", "ouster_os1_128"},
    {"OS-1-64", "OS-1-64_1024x10_fw20.pcap", "OS-1-64_sensor_config_reduced.json", "ouster_os1_64"},
    {"OS-0-32", "OS-0-32-U1_v2.2.0_1024x10.pcap", "OS-0-32-U1_v2.2.0_1024x10.json", "ouster_os0_128"},
    {"OS-1-32", "OS-1-32-G_v2.1.1_1024x10.pcap", "OS-1-32-G_v2.1.1_1024x10.json", "ouster_os1_128"},
    {"OS-2-32", "OS-2-32-U0_v2.0.0_1024x10.pcap", "OS-2-32-U0_v2.0.0_1024x10.json", "ouster_os2_128"},
}};
enum CaptureIndex : std::size_t { kOs0, kOs1, kOs1Of64, kOs0Of32, kOs1Of32, kOs2Of32 };

// The family's preset with that unit's beams and the coarser range of its profile.
inline LidarSpec spec_of(const Capture& capture, const OusterMetadata& metadata) {
  LidarSpec spec = load_lidar_spec(capture.preset);
  const Beam first = spec.beams.front();
  spec.beams.assign(metadata.elevation.size(), first);
  for (std::size_t row = 0; row < spec.beams.size(); ++row) {
    auto& beam = spec.beams[row];
    beam.elevation = deg_to_rad(metadata.elevation[row]),
    beam.azimuth_offset = deg_to_rad(-metadata.azimuth[row]);
    beam.origin_forward = metadata.beam_origin * std::cos(beam.azimuth_offset);
    beam.origin_left = -metadata.beam_origin * std::sin(beam.azimuth_offset);
  }
  spec.range.quantum = std::max(spec.range.quantum, metadata.range_unit());
  return spec;
}

// A scan of ours as the capture of a unit with these beams.
inline OusterFrame capture_of(const Scan& scan, const OusterMetadata& metadata) {
  OusterFrame frame{0, std::vector<std::int64_t>(metadata.columns, 0),
                    std::vector<OusterPixel>(scan.pulses.size())};
  for (std::size_t i = 0; i < scan.size(); ++i) {
    const Vec3 start = vendor_point(metadata, scan.ring[i], scan.column[i], metadata.beam_origin);
    auto& pixel = frame.pixels[scan.ring[i] * metadata.columns + scan.column[i]];
    pixel.range = (Vec3(scan.x[i], scan.y[i], scan.z[i]) - start).norm() + metadata.beam_origin;
    pixel.reflectivity = static_cast<std::uint32_t>(scan.intensity[i]);
  }
  return frame;
}

class Ouster : public ::testing::Test {
 protected:
  struct Unit {
    Capture capture;
    OusterMetadata metadata;
    std::vector<OusterFrame> frames;
    LidarSpec preset, spec;  // as it is; with the unit's beams and profile
  };
  void SetUp() override {
    const auto root = captures();
    if (!root) GTEST_SKIP() << "TAILCAST_CAPTURES is not set: no real scans to measure";
    if (!units_.empty()) return;
    for (const auto& capture : kCaptures) {
      const std::string directory = *root + "/ouster/";
      Unit unit{capture,
                parse_ouster_metadata(read_file(directory + capture.metadata), capture.metadata),
                {},
                {},
                {}};
      unit.frames = parse_ouster(read_file(directory + capture.pcap), unit.metadata);
      unit.preset = load_lidar_spec(capture.preset), unit.spec = spec_of(capture, unit.metadata);
      units_.push_back(std::move(unit));
    }
  }
  static inline std::vector<Unit> units_;
};

}  // namespace tailcast::realism
