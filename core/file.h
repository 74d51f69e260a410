// SPDX-License-Identifier: Apache-2.0
// Files are whole or absent. Reads are bounded; every failure is an IoError with path and reason.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tailcast {

inline constexpr std::size_t kMaxFileBytes = std::size_t{1} << 30;

// The whole file. Larger than `max_bytes`, a directory, a device: IoError, before anything is read.
std::string read_file(const std::string& path, std::size_t max_bytes = kMaxFileBytes);
// Temporary name beside it, sync, rename. Parent directories are made.
void write_file(const std::string& path, std::string_view bytes);
bool file_exists(const std::string& path);
void make_directories(const std::string& path);
// Regular files below `directory` whose name ends in `suffix`, as full paths, sorted by name.
std::vector<std::string> list_files(const std::string& directory, std::string_view suffix, bool recursive = false);

// Read-only data that ships with the program (presets, library): `relative` below the source tree or the installed
// share directory. TAILCAST_DATA overrides both.
std::string data_path(std::string_view relative);

}  // namespace tailcast
