// SPDX-License-Identifier: Apache-2.0
// Archives of arrays in memory: the only door to libzip.
#include <zip.h>

#include <memory>
#include <vector>

#include "core/check.h"
#include "core/error.h"
#include "dataset/npy.h"

namespace tailcast {
namespace {

constexpr zip_int64_t kMaxMembers = 64;
constexpr zip_uint16_t kDosDate = (1 << 5) | 1, kDosTime = 0;  // 1980-01-01: no clock reaches the bytes
constexpr std::string_view kSuffix = ".npy";

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_source_t* source) const { zip_source_free(source); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using Source = std::unique_ptr<zip_source_t, Discard>;
using Member = std::unique_ptr<zip_file_t, Discard>;

Source buffer(const void* data, std::size_t size) {
  Source source(zip_source_buffer_create(data, size, 0, nullptr));
  TAILCAST_CHECK(source, "libzip: buffer");
  return source;
}

// libzip reads both parts when the archive is closed.
void add_member(zip_t* archive, const std::string& name, std::string& header, std::string_view data) {
  // libzip does not write to what it is told to read.
  const zip_buffer_fragment_t parts[]{{reinterpret_cast<zip_uint8_t*>(header.data()), header.size()},
                                      {reinterpret_cast<zip_uint8_t*>(const_cast<char*>(data.data())), data.size()}};
  Source source(zip_source_buffer_fragment(archive, parts, data.empty() ? 1 : 2, 0));
  TAILCAST_CHECK(source, "libzip: member");
  const auto index = zip_file_add(archive, name.c_str(), source.get(), ZIP_FL_ENC_UTF_8);
  TAILCAST_CHECK(index >= 0, name);
  source.release();  // the archive's now
  const auto at = static_cast<zip_uint64_t>(index);
  TAILCAST_CHECK(zip_set_file_compression(archive, at, ZIP_CM_STORE, 0) == 0, name);
  TAILCAST_CHECK(zip_file_set_dostime(archive, at, kDosTime, kDosDate, 0) == 0, name);
}

std::string contents(zip_source_t* source) {
  TAILCAST_CHECK(zip_source_open(source) == 0, "libzip: open");
  zip_stat_t status;
  zip_stat_init(&status);
  TAILCAST_CHECK(zip_source_stat(source, &status) == 0 && (status.valid & ZIP_STAT_SIZE), "libzip: stat");
  std::string bytes(status.size, '\0');
  const auto read = zip_source_read(source, bytes.data(), bytes.size());
  TAILCAST_CHECK(read == static_cast<zip_int64_t>(bytes.size()), "libzip: read");
  zip_source_close(source);
  return bytes;
}

// Grows with what is really there: the size that the archive claims is not believed.
std::string read_member(zip_t* archive, zip_uint64_t index, std::size_t max_bytes, const std::string& origin) {
  const Member member(zip_fopen_index(archive, index, 0));
  if (!member) throw IoError(origin, "npz: a member cannot be read");
  std::string bytes;
  std::vector<char> chunk(1 << 16);
  while (true) {
    const auto n = zip_fread(member.get(), chunk.data(), chunk.size());
    if (n < 0) throw IoError(origin, "npz: a member is damaged");
    if (n == 0) return bytes;
    bytes.append(chunk.data(), static_cast<std::size_t>(n));
    if (bytes.size() > max_bytes) throw IoError(origin, "npz: a member larger than its frame allows");
  }
}

}  // namespace

std::string encode_npz(const std::map<std::string, NpyView>& arrays) {
  std::vector<std::string> headers;
  headers.reserve(arrays.size());
  Source target = buffer(nullptr, 0);
  Archive archive(zip_open_from_source(target.get(), ZIP_TRUNCATE, nullptr));
  TAILCAST_CHECK(archive, "libzip: open");
  zip_source_keep(target.get());  // outlives the archive, so that it can be read back
  for (const auto& [name, array] : arrays) {
    headers.push_back(npy_header(array));
    add_member(archive.get(), name + std::string(kSuffix), headers.back(), array.data);
  }
  TAILCAST_CHECK(zip_close(archive.get()) == 0, "libzip: close");
  archive.release();
  return contents(target.get());
}

std::map<std::string, NpyArray> decode_npz(std::string_view bytes, std::size_t max_member_bytes, const std::string& origin) {
  if (bytes.empty()) throw IoError(origin, "not an npz archive");  // to libzip, an archive without members
  Source source = buffer(bytes.data(), bytes.size());
  const Archive archive(zip_open_from_source(source.get(), ZIP_RDONLY, nullptr));
  if (!archive) throw IoError(origin, "not an npz archive");
  source.release();  // the archive's now
  const auto count = zip_get_num_entries(archive.get(), 0);
  if (count < 0 || count > kMaxMembers) throw IoError(origin, "npz: more members than arrays are known");
  std::map<std::string, NpyArray> arrays;
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
    const char* name = zip_get_name(archive.get(), i, 0);
    if (!name || !std::string_view(name).ends_with(kSuffix)) throw IoError(origin, "npz: a member that is no array");
    std::string key(name, std::string_view(name).size() - kSuffix.size());
    arrays[std::move(key)] = decode_npy(read_member(archive.get(), i, max_member_bytes, origin), origin);
  }
  return arrays;
}

}  // namespace tailcast
