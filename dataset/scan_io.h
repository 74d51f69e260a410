// SPDX-License-Identifier: Apache-2.0
// Single scans on disk: KITTI .bin and PCD (PCL's door). Every reader is bounded and refuses damaged files with an
// IoError; non-finite points are dropped.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "labels/labelled_frame.h"

namespace tailcast {

std::string encode_kitti_bin(const LabelledFrame& frame);  // N x float32[4] little endian
LabelledFrame decode_kitti_bin(std::string_view bytes, const std::string& origin);
LabelledFrame decode_pcd(std::string_view bytes, const std::string& origin);  // fields x y z and intensity
void write_pcd(const std::string& path, const LabelledFrame& frame);          // binary
LabelledFrame read_scan(const std::string& path);                             // by extension

// Rings of a scan in KITTI's file order, where the azimuth wraps (statistics.md). False, and nothing changed, when 64
// cannot be told apart.
bool recover_rings(LabelledFrame& frame);

}  // namespace tailcast
