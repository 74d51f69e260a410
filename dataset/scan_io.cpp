// SPDX-License-Identifier: Apache-2.0
#include "dataset/scan_io.h"

#include "core/error.h"
#include "core/file.h"

namespace tailcast {

LabelledFrame read_scan(const std::string& path) {
  // nuScenes' sweeps end in .pcd.bin and hold five values a point in another frame: read as KITTI they would be nonsense.
  if (path.ends_with(".pcd.bin")) throw IoError(path, "a nuScenes sweep; only KITTI .bin and .pcd are read");
  if (path.ends_with(".bin")) return decode_kitti_bin(read_file(path), path);
  if (path.ends_with(".pcd")) return decode_pcd(read_file(path), path);
  throw IoError(path, "neither .bin nor .pcd");
}

}  // namespace tailcast
