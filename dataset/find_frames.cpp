// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <tuple>

#include "core/error.h"
#include "core/file.h"
#include "dataset/dataset.h"

namespace fs = std::filesystem;

namespace tailcast {
namespace {

int number_of(const std::string& text) {
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && value >= 0 ? value : -1;
}

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

bool is_scan(const fs::path& path) {
  const std::string name = path.filename().string();
  return (name.ends_with(".bin") && !name.ends_with(".pcd.bin")) || name.ends_with(".pcd");
}

// The directory as the user would know it: below the path asked for, or its own name where that is the path itself.
std::string directory_name(const fs::path& directory, const fs::path& top) {
  const auto below = directory.lexically_relative(top);
  return below.empty() || below == "." ? directory.filename().string() : below.generic_string();
}

FrameRef refer(const fs::path& file, const fs::path& top) {
  const fs::path directory = file.parent_path(), above = directory.parent_path();
  FrameRef ref;
  ref.path = file.string();
  ref.frame = number_of(file.stem().string());
  if (directory.filename() == "velodyne" && above.parent_path().filename() == "sequences") {
    ref.sequence = number_of(above.filename().string());
    ref.scene = directory_name(above, top);
  } else if (directory.filename() == "velodyne" && (is_folder(above / "label_2") || is_folder(above / "calib"))) {
    // KITTI's object set: scans picked from many drives.
    ref.scene = directory_name(directory, top) + '/' + file.stem().string();
  } else {
    ref.scene = directory_name(directory, top);
  }
  return ref;
}

// Below sequences/ only scans count: voxels/*.bin of the completion task are none.
std::vector<fs::path> scans_below(const fs::path& top) {
  const fs::path sequences = top.filename() == "sequences" ? top : top / "sequences";
  const bool has_sequences = is_folder(sequences);
  std::vector<fs::path> scans;
  for (const auto& name : list_files(has_sequences ? sequences.string() : top.string(), "", true)) {
    const fs::path path(name);
    if (is_scan(path) && (!has_sequences || path.parent_path().filename() == "velodyne")) scans.push_back(path);
  }
  if (has_sequences || !is_folder(top / "velodyne")) return scans;
  // One sequence, or KITTI's training/: what lies beside velodyne/ is no scan.
  std::erase_if(scans, [&](const fs::path& path) { return path.parent_path() != top / "velodyne"; });
  return scans;
}

}  // namespace

std::vector<FrameRef> find_frames(const std::string& path) {
  std::error_code error;
  fs::path top = fs::absolute(path, error).lexically_normal();
  if (error) throw IoError(path, error.message());
  if (!top.has_filename()) top = top.parent_path();  // a trailing slash
  if (file_exists(top.string())) return {refer(top, top.parent_path())};
  if (!is_folder(top)) throw IoError(path, "no such file or directory");
  std::vector<FrameRef> refs;
  for (const auto& scan : scans_below(top)) refs.push_back(refer(scan, top));
  if (refs.empty()) throw IoError(path, "no .bin or .pcd scans below it");
  std::sort(refs.begin(), refs.end(), [](const FrameRef& a, const FrameRef& b) {
    return std::tie(a.sequence, a.path) < std::tie(b.sequence, b.path);
  });
  return refs;
}

}  // namespace tailcast
