// SPDX-License-Identifier: Apache-2.0
// Ouster captures: the UDP packets of a pcap, by the vendor's metadata. Packet layouts and the way from a
// range to a point after ouster-lidar/ouster-sdk@46b7bce (parsing.cpp, xyzlut). Captures are untrusted: every
// read is bounded.
#pragma once
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "scans.h"

namespace tailcast::realism {

enum class OusterProfile : std::uint8_t { Legacy, Rng15Rfl8Nir8, Rng19Rfl8Sig16Nir16Dual };

struct OusterMetadata {
  OusterProfile profile = OusterProfile::Legacy;
  std::uint32_t columns = 0;  // a revolution
  double rotation = 0;        // Hz, nominal
  std::uint32_t packet_columns = 16;
  std::vector<double> elevation;  // deg, from the top row down
  std::vector<double> azimuth;    // deg, clockwise from the encoder's
  double beam_origin = 0;         // m, of the beams' origins from the axis; 0 where the file has none

  double range_unit() const { return profile == OusterProfile::Rng15Rfl8Nir8 ? 0.008 : 0.001; }  // m
  std::size_t pixel_bytes() const {
    return profile == OusterProfile::Legacy ? 12 : profile == OusterProfile::Rng15Rfl8Nir8 ? 4 : 16;
  }
  std::size_t packet_bytes() const {
    const bool legacy = profile == OusterProfile::Legacy;
    const std::size_t column = (legacy ? 20U : 12U) + elevation.size() * pixel_bytes();
    return (legacy ? 0U : 64U) + packet_columns * column;
  }
};

struct OusterPixel {
  double range = 0, second_range = 0;          // m, from the axis; 0: nothing was found
  std::uint32_t reflectivity = 0, signal = 0;  // device scales; signal is 0 where the profile has none
};

struct OusterFrame {
  std::uint32_t id = 0;
  std::vector<std::int64_t> time;   // ns, of each column; -1 where it is not in the capture
  std::vector<OusterPixel> pixels;  // [row * columns + column]
};

inline std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t width) {
  if (at > bytes.size() || width > bytes.size() - at) throw IoError("capture", "a field lies beyond the end");
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width; ++i)
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

inline OusterMetadata parse_ouster_metadata(std::string_view text, const std::string& origin) {
  const Json json = Json::parse(text, origin);
  OusterMetadata metadata;
  const auto angles = [&](const char* key) {
    std::vector<double> values;
    if (const Json* list = json.find(key))
      for (const auto& value : list->items()) values.push_back(value.number_or(0));
    return values;
  };
  metadata.elevation = angles("beam_altitude_angles"), metadata.azimuth = angles("beam_azimuth_angles");
  if (const Json* n = json.find("lidar_origin_to_beam_origin_mm"))
    metadata.beam_origin = n->number_or(0) * 1e-3;
  const Json* mode = json.find("lidar_mode");
  const std::string name = mode ? mode->string_or("") : "";
  unsigned columns = 0, rate = 0;
  if (std::sscanf(name.c_str(), "%4ux%2u", &columns, &rate) == 2)
    metadata.columns = columns, metadata.rotation = rate;
  if (const Json* format = json.find("data_format")) {
    const Json* profile = format->find("udp_profile_lidar");
    const std::string profile_name = profile ? profile->string_or("") : "LEGACY";
    if (profile_name == "RNG15_RFL8_NIR8")
      metadata.profile = OusterProfile::Rng15Rfl8Nir8;
    else if (profile_name == "RNG19_RFL8_SIG16_NIR16_DUAL")
      metadata.profile = OusterProfile::Rng19Rfl8Sig16Nir16Dual;
    else if (profile_name != "LEGACY")
      throw IoError(origin, "no known profile of packets: " + profile_name);
    if (const Json* n = format->find("columns_per_packet"))
      metadata.packet_columns = static_cast<std::uint32_t>(n->integer_or(16));
  }
  if (metadata.elevation.empty() || metadata.elevation.size() > 128 ||
      metadata.elevation.size() != metadata.azimuth.size() || metadata.columns == 0 ||
      metadata.columns > 4096 || metadata.packet_columns == 0 || metadata.packet_columns > 64)
    throw IoError(origin, "no metadata of an Ouster");
  return metadata;
}

// The payloads of UDP over IPv4 over Ethernet, unfragmented; other packets are passed over.
inline std::vector<std::string_view> udp_payloads(std::string_view pcap) {
  if (little_endian(pcap, 0, 4) != 0xa1b2c3d4 || little_endian(pcap, 20, 4) != 1)
    throw IoError("capture", "no little-endian pcap of Ethernet in microseconds");
  std::vector<std::string_view> payloads;
  for (std::size_t at = 24; at < pcap.size();) {
    const std::uint64_t length = little_endian(pcap, at + 8, 4);
    if (pcap.size() - at < 16 || length > pcap.size() - at - 16)
      throw IoError("capture", "ends within a packet");
    const std::string_view frame = pcap.substr(at + 16, length);
    at += 16 + length;
    const auto byte = [&](std::size_t i) {
      return static_cast<std::size_t>(static_cast<unsigned char>(frame[i]));
    };
    if (frame.size() < 14 + 20 || byte(12) != 8 || byte(13) != 0 || byte(14) >> 4 != 4 || byte(14 + 9) != 17)
      continue;
    const std::size_t udp = 14 + (byte(14) & 15U) * 4;
    if ((byte(20) & 0x3fU) != 0 || byte(21) != 0 || frame.size() < udp + 8)
      continue;  // more fragments, or not the first
    const std::size_t datagram = byte(udp + 4) << 8 | byte(udp + 5);
    if (datagram >= 8 && datagram <= frame.size() - udp)
      payloads.push_back(frame.substr(udp + 8, datagram - 8));
  }
  return payloads;
}

inline OusterPixel pixel_at(std::string_view packet, std::size_t at, OusterProfile profile) {
  const auto u = [&](std::size_t offset, std::size_t width) {
    return static_cast<std::uint32_t>(little_endian(packet, at + offset, width));
  };
  switch (profile) {
    case OusterProfile::Legacy:
      return {(u(0, 4) & 0xfffffU) * 1e-3, 0, u(4, 2), u(6, 2)};
    case OusterProfile::Rng15Rfl8Nir8:
      return {(u(0, 2) & 0x7fffU) * 8e-3, 0, u(2, 1), 0};
    case OusterProfile::Rng19Rfl8Sig16Nir16Dual:
      return {(u(0, 4) & 0x7ffffU) * 1e-3, (u(4, 4) & 0x7ffffU) * 1e-3, u(3, 1), u(8, 2)};
  }
  return {};
}

// In the order in which they begin. Packets of another length (the inertial unit's) and columns marked bad
// are left out.
inline std::vector<OusterFrame> parse_ouster(std::string_view pcap, const OusterMetadata& metadata) {
  const bool legacy = metadata.profile == OusterProfile::Legacy;
  const std::size_t rows = metadata.elevation.size(), head = legacy ? 16 : 12, foot = legacy ? 4 : 0;
  std::vector<OusterFrame> frames;
  for (const std::string_view packet : udp_payloads(pcap)) {
    if (packet.size() != metadata.packet_bytes()) continue;
    for (std::size_t c = 0; c < metadata.packet_columns; ++c) {
      const std::size_t at = (legacy ? 0U : 32U) + c * (head + rows * metadata.pixel_bytes() + foot);
      const auto column = static_cast<std::size_t>(little_endian(packet, at + 8, 2));
      const auto id = static_cast<std::uint32_t>(legacy ? little_endian(packet, at + 10, 2)
                                                        : little_endian(packet, 2, 2));
      const bool valid =
          legacy ? little_endian(packet, at + head + rows * metadata.pixel_bytes(), 4) == 0xffffffff
                 : (little_endian(packet, at + 10, 2) & 1U) != 0;
      if (!valid || column >= metadata.columns) continue;
      if (frames.empty() || frames.back().id != id)
        frames.push_back({id, std::vector<std::int64_t>(metadata.columns, -1),
                          std::vector<OusterPixel>(rows * metadata.columns)});
      frames.back().time[column] = static_cast<std::int64_t>(little_endian(packet, at, 8));
      for (std::size_t row = 0; row < rows; ++row)
        frames.back().pixels[row * metadata.columns + column] =
            pixel_at(packet, at + head + row * metadata.pixel_bytes(), metadata.profile);
    }
  }
  return frames;
}

// The vendor's way from a range to a point of its sensor frame, above the optical centre.
inline Vec3 vendor_point(const OusterMetadata& metadata, std::size_t row, std::size_t column, double range) {
  const double encoder = 2 * kPi * (1 - static_cast<double>(column) / metadata.columns);
  const double turned = encoder - deg_to_rad(metadata.azimuth[row]), up = deg_to_rad(metadata.elevation[row]);
  const double n = metadata.beam_origin, along = range - n;
  // The lidar frame is the sensor frame turned by 180 deg about z.
  return {-(along * std::cos(turned) * std::cos(up) + n * std::cos(encoder)),
          -(along * std::sin(turned) * std::cos(up) + n * std::sin(encoder)), along * std::sin(up)};
}

inline Vec3 turned_point(const OusterMetadata& metadata, std::size_t row, std::size_t column, double range,
                         double turn) {
  const Vec3 p = vendor_point(metadata, row, column, range);
  return {p.x() * std::cos(turn) - p.y() * std::sin(turn), p.x() * std::sin(turn) + p.y() * std::cos(turn),
          p.z()};
}

// Turned by that angle (rad, counter-clockwise), so that the strips of find_patches lie along another
// direction.
inline Rings rings_of(const OusterFrame& frame, const OusterMetadata& metadata, double turn) {
  Rings rings(metadata.elevation.size());
  for (std::size_t row = 0; row < rings.size(); ++row) {
    for (std::size_t column = 0; column < metadata.columns; ++column)
      if (const auto& pixel = frame.pixels[row * metadata.columns + column]; pixel.range > 0) {
        const Vec3 p = turned_point(metadata, row, column, pixel.range, turn);
        rings[row].push_back(point_of(p.x(), p.y(), p.z(), pixel.reflectivity));
      }
    std::sort(rings[row].begin(), rings[row].end(),
              [](const Point& a, const Point& b) { return a.azimuth < b.azimuth; });
  }
  return rings;
}

}  // namespace tailcast::realism
