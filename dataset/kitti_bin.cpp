// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/error.h"
#include "dataset/bytes.h"
#include "dataset/scan_io.h"

namespace tailcast {
namespace {
constexpr std::size_t kRecord = 4 * sizeof(float);  // x, y, z, intensity
}

std::string encode_kitti_bin(const LabelledFrame& frame) {
  std::string bytes(frame.size() * kRecord, '\0');
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const float record[4]{frame.x[i], frame.y[i], frame.z[i], frame.intensity[i]};
    std::memcpy(bytes.data() + i * kRecord, record, kRecord);
  }
  return bytes;
}

LabelledFrame decode_kitti_bin(std::string_view bytes, const std::string& origin) {
  if (bytes.size() % kRecord != 0)
    throw IoError(origin, std::to_string(bytes.size()) + " bytes are no whole number of 16-byte points");
  const std::size_t count = bytes.size() / kRecord;
  if (count > kMaxPoints) throw IoError(origin, "more than " + std::to_string(kMaxPoints) + " points");
  LabelledFrame frame;
  for (auto* values : {&frame.x, &frame.y, &frame.z, &frame.intensity}) values->reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    float value[4];
    std::memcpy(value, bytes.data() + i * kRecord, kRecord);
    if (!(std::isfinite(value[0]) && std::isfinite(value[1]) && std::isfinite(value[2]) && std::isfinite(value[3])))
      continue;
    frame.x.push_back(value[0]);
    frame.y.push_back(value[1]);
    frame.z.push_back(value[2]);
    frame.intensity.push_back(value[3]);
  }
  return frame;
}

}  // namespace tailcast
