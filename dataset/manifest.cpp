// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "core/file.h"
#include "core/hash.h"
#include "core/parallel.h"
#include "dataset/dataset.h"

namespace fs = std::filesystem;

namespace tailcast {
namespace {

// Names relative to root, sorted by their text, without the manifest, hidden files (work under way) and what a writer
// leaves when it is killed.
std::vector<std::string> dataset_files(const std::string& root) {
  std::vector<std::string> names;
  for (const auto& path : list_files(root, "", true)) {
    std::string name = fs::path(path).lexically_relative(root).generic_string();
    if (name == "manifest.json" || name.ends_with(".part") || name.starts_with('.') || name.find("/.") != std::string::npos) continue;
    names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

void write_manifest(const std::string& root, Json header) {
  const auto names = dataset_files(root);
  std::vector<std::string> hashes(names.size());
  parallel_for(names.size(), 0, [&](std::size_t i) { hashes[i] = sha256_file(root + '/' + names[i]); });
  header["synthetic"] = true;
  Json::Object files;
  for (std::size_t i = 0; i < names.size(); ++i) files.emplace_back(names[i], hashes[i]);
  header["files"] = Json(std::move(files));
  write_file(root + "/manifest.json", header.dump(2));
}

}  // namespace tailcast
