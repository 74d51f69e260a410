// SPDX-License-Identifier: Apache-2.0
// PCD files: the only door to PCL. PCL is given bodies alone, described by a header that we have checked.
#include <pcl/PCLPointCloud2.h>
#include <pcl/console/print.h>
#include <pcl/io/pcd_io.h>

#include <cmath>
#include <limits>
#include <optional>
#include <sstream>

#include "core/check.h"
#include "core/error.h"
#include "core/file.h"
#include "dataset/bytes.h"
#include "dataset/pcd_header.h"
#include "dataset/scan_io.h"

namespace tailcast {
namespace {

void silence_pcl() {
  static const bool done = (pcl::console::setVerbosityLevel(pcl::console::L_ALWAYS), true);  // libraries never print
  static_cast<void>(done);
}

std::uint8_t pcl_type(const PcdField& field) {
  using pcl::PCLPointField;
  const bool is_signed = field.type == 'I';
  switch (field.size) {
    case 1: return is_signed ? PCLPointField::INT8 : PCLPointField::UINT8;
    case 2: return is_signed ? PCLPointField::INT16 : PCLPointField::UINT16;
    case 4: return field.type == 'F' ? PCLPointField::FLOAT32 : is_signed ? PCLPointField::INT32 : PCLPointField::UINT32;
    default: return field.type == 'F' ? PCLPointField::FLOAT64 : is_signed ? PCLPointField::INT64 : PCLPointField::UINT64;
  }
}

pcl::PCLPointCloud2 empty_cloud(const PcdHeader& header) {
  pcl::PCLPointCloud2 cloud;
  cloud.height = 1;
  cloud.width = static_cast<std::uint32_t>(header.points);
  cloud.point_step = static_cast<std::uint32_t>(header.stride);
  cloud.row_step = cloud.point_step * cloud.width;
  cloud.is_bigendian = false;
  for (const auto& field : header.fields) {
    pcl::PCLPointField out;
    out.name = field.name;
    out.offset = static_cast<std::uint32_t>(field.offset);
    out.datatype = pcl_type(field);
    out.count = static_cast<std::uint32_t>(field.count);
    cloud.fields.push_back(out);
  }
  return cloud;
}

pcl::PCLPointCloud2 read_body(std::string_view bytes, const PcdHeader& header, const std::string& origin) {
  silence_pcl();
  auto cloud = empty_cloud(header);
  cloud.data.resize(header.points * header.stride);
  pcl::PCDReader reader;
  int failed = -1;
  try {
    if (header.data == PcdData::Ascii) {
      std::istringstream body{std::string(bytes.substr(header.body))};
      failed = reader.readBodyASCII(body, cloud, pcl::PCDReader::PCD_V7);
    } else {
      failed = reader.readBodyBinary(reinterpret_cast<const unsigned char*>(bytes.data()), cloud, pcl::PCDReader::PCD_V7,
                                     header.data == PcdData::BinaryCompressed, static_cast<unsigned>(header.body));
    }
  } catch (const std::exception& e) {
    throw IoError(origin, std::string("PCD body: ") + e.what());
  }
  if (failed != 0 || cloud.data.size() < header.points * header.stride) throw IoError(origin, "PCD body: damaged");
  return cloud;
}

const PcdField& field_named(const PcdHeader& header, const std::string& name, const std::string& origin) {
  for (const auto& field : header.fields)
    if (field.name == name && field.count == 1) return field;
  throw IoError(origin, "PCD: no field " + name);
}

float read_value(std::string_view data, const PcdField& field, std::size_t at) {
  switch (field.size) {
    case 1: return field.type == 'I' ? value_at<std::int8_t>(data, at) : value_at<std::uint8_t>(data, at);
    case 2: return field.type == 'I' ? value_at<std::int16_t>(data, at) : value_at<std::uint16_t>(data, at);
    case 4:
      if (field.type == 'F') return value_at<float>(data, at);
      if (field.type == 'I') return static_cast<float>(value_at<std::int32_t>(data, at));
      return static_cast<float>(value_at<std::uint32_t>(data, at));
    default: break;
  }
  if (field.type == 'I') return static_cast<float>(value_at<std::int64_t>(data, at));
  if (field.type == 'U') return static_cast<float>(value_at<std::uint64_t>(data, at));
  const double value = value_at<double>(data, at);  // narrowing what a float cannot hold is undefined
  return std::fabs(value) <= std::numeric_limits<float>::max() ? static_cast<float>(value)
                                                                : std::numeric_limits<float>::infinity();
}

// KITTI's PCD files end in one extra point that is all zeros.
void drop_last_zero(LabelledFrame& frame) {
  if (frame.size() == 0 || frame.x.back() != 0 || frame.y.back() != 0 || frame.z.back() != 0) return;
  for (auto* values : {&frame.x, &frame.y, &frame.z, &frame.intensity}) values->pop_back();
}

PcdHeader xyzi_header(std::size_t points) {
  PcdHeader header;
  for (const char* name : {"x", "y", "z", "intensity"}) {
    header.fields.push_back({name, sizeof(float), 'F', 1, header.stride});
    header.stride += sizeof(float);
  }
  header.points = points;
  return header;
}

}  // namespace

LabelledFrame decode_pcd(std::string_view bytes, const std::string& origin) {
  const PcdHeader header = parse_pcd_header(bytes, origin);
  const PcdField fields[]{field_named(header, "x", origin), field_named(header, "y", origin),
                          field_named(header, "z", origin), field_named(header, "intensity", origin)};
  LabelledFrame frame;
  if (header.points == 0) return frame;
  const auto cloud = read_body(bytes, header, origin);
  const std::string_view data(reinterpret_cast<const char*>(cloud.data.data()), cloud.data.size());
  for (std::size_t i = 0; i < header.points; ++i) {
    float value[4];
    for (std::size_t k = 0; k < 4; ++k) value[k] = read_value(data, fields[k], i * header.stride + fields[k].offset);
    if (!(std::isfinite(value[0]) && std::isfinite(value[1]) && std::isfinite(value[2]) && std::isfinite(value[3])))
      continue;
    frame.x.push_back(value[0]);
    frame.y.push_back(value[1]);
    frame.z.push_back(value[2]);
    frame.intensity.push_back(value[3]);
  }
  drop_last_zero(frame);
  return frame;
}

void write_pcd(const std::string& path, const LabelledFrame& frame) {
  const std::string body = encode_kitti_bin(frame);  // the same records
  auto cloud = empty_cloud(xyzi_header(frame.size()));
  // PCL's own binary writer maps the target file and so cannot replace it as a whole: only the header is taken from it.
  cloud.data.assign(body.begin(), body.end());
  const std::string header = pcl::PCDWriter().generateHeaderBinary(cloud, Eigen::Vector4f::Zero(), Eigen::Quaternionf::Identity());
  write_file(path, header + "DATA binary\n" + body);
}

}  // namespace tailcast
