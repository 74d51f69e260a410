// SPDX-License-Identifier: Apache-2.0
#include "ouster_packets.h"

#include <gtest/gtest.h>

namespace tailcast::realism {
namespace {

void append(std::string& bytes, std::uint64_t value, std::size_t width) {
  for (std::size_t i = 0; i < width; ++i) bytes += static_cast<char>(value >> (8 * i) & 255U);
}

std::string in_pcap(const std::string& payload) {
  std::string datagram(14, '\0');
  datagram[12] = 8;
  datagram += '\x45';
  datagram += std::string(8, '\0') + '\x11' + std::string(10, '\0') + std::string(4, '\0');
  datagram += static_cast<char>((payload.size() + 8) >> 8 & 255U);
  datagram += static_cast<char>((payload.size() + 8) & 255U);
  datagram += std::string(2, '\0') + payload;
  std::string pcap;
  append(pcap, 0xa1b2c3d4, 4), append(pcap, 0, 8), append(pcap, 0, 8), append(pcap, 1, 4);
  append(pcap, 0, 8), append(pcap, datagram.size(), 4), append(pcap, datagram.size(), 4);
  return pcap + datagram;
}

// One packet of one column and two rows, in each profile.
std::string packet_of(OusterProfile profile, std::size_t column, bool valid) {
  std::string bytes;
  const bool legacy = profile == OusterProfile::Legacy;
  if (!legacy) append(bytes, 1, 2), append(bytes, 77, 2), bytes += std::string(28, '\0');
  append(bytes, 123456789012345, 8), append(bytes, column, 2);
  if (legacy)
    append(bytes, 77, 2), append(bytes, 0, 4);
  else
    append(bytes, valid ? 1 : 0, 2);
  for (const std::uint64_t row : {0U, 1U}) switch (profile) {
      case OusterProfile::Legacy:
        append(bytes, 0xfff00000U | (70000 + row), 4), append(bytes, 90, 2), append(bytes, 800, 2),
            append(bytes, 5, 4);
        break;
      case OusterProfile::Rng15Rfl8Nir8:
        append(bytes, 8000 + row, 2), append(bytes, 90, 1), append(bytes, 5, 1);
        break;
      case OusterProfile::Rng19Rfl8Sig16Nir16Dual:
        append(bytes, 70000 + row, 3), append(bytes, 90, 1), append(bytes, 71000 + row, 3),
            append(bytes, 10, 1);
        append(bytes, 800, 2), append(bytes, 80, 2), append(bytes, 5, 4);
        break;
    }
  if (legacy)
    append(bytes, valid ? 0xffffffffU : 0, 4);
  else
    bytes += std::string(32, '\0');
  return bytes;
}

TEST(OusterPackets, are_read_as_they_were_written_and_never_beyond_their_end) {
  for (const auto profile :
       {OusterProfile::Legacy, OusterProfile::Rng15Rfl8Nir8, OusterProfile::Rng19Rfl8Sig16Nir16Dual}) {
    OusterMetadata metadata{profile, 512, 10, 1, {1, -1}, {0, 0}, 0};
    const bool low = profile == OusterProfile::Rng15Rfl8Nir8;
    const std::string pcap = in_pcap(packet_of(profile, 100, true));
    const auto frames = parse_ouster(pcap, metadata);
    ASSERT_EQ(frames.size(), 1U);
    EXPECT_EQ(frames[0].id, 77U);
    EXPECT_EQ(frames[0].time[100], 123456789012345);
    EXPECT_EQ(frames[0].time[99], -1);
    const auto& pixel = frames[0].pixels[metadata.columns + 100];
    EXPECT_NEAR(pixel.range, low ? 64.008 : 70.001, 1e-9);
    EXPECT_EQ(pixel.reflectivity, 90U);
    EXPECT_EQ(pixel.signal, low ? 0U : 800U);
    EXPECT_NEAR(pixel.second_range, profile == OusterProfile::Rng19Rfl8Sig16Nir16Dual ? 71.001 : 0, 1e-9);
    EXPECT_TRUE(parse_ouster(in_pcap(packet_of(profile, 100, false)), metadata).empty())
        << "a column marked bad";
    EXPECT_TRUE(parse_ouster(in_pcap(packet_of(profile, 512, true)), metadata).empty())
        << "a column beyond the last";
    EXPECT_TRUE(parse_ouster(in_pcap(std::string(48, '\0')), metadata).empty()) << "another kind of packet";
    for (std::size_t length = 0; length < pcap.size(); ++length)
      if (length != 24) {
        EXPECT_THROW(parse_ouster(pcap.substr(0, length), metadata), IoError) << length;
      }
  }
  for (const char* text :
       {"{}", R"({"lidar_mode":"1024x10","beam_altitude_angles":[1],"beam_azimuth_angles":[]})",
        R"({"lidar_mode":"1024x10","beam_altitude_angles":[1],"beam_azimuth_angles":[1],)"
        R"("data_format":{"udp_profile_lidar":"OTHER"}})"})
    EXPECT_THROW(parse_ouster_metadata(text, "metadata"), IoError) << text;
}

}  // namespace
}  // namespace tailcast::realism
