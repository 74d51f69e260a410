// SPDX-License-Identifier: Apache-2.0
#include "core/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "core/error.h"

namespace fs = std::filesystem;

namespace tailcast {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  bool close() { return ::close(std::exchange(fd_, -1)) == 0; }

 private:
  int fd_;
};

[[noreturn]] void fail(const std::string& path) { throw IoError(path, std::strerror(errno)); }

}  // namespace

std::string read_file(const std::string& path, std::size_t max_bytes) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));  // NONBLOCK: a FIFO must not hang us
  if (file.get() < 0) fail(path);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) fail(path);
  if (!S_ISREG(status.st_mode)) throw IoError(path, "not a regular file");
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > max_bytes) throw IoError(path, "larger than the " + std::to_string(max_bytes) + " bytes that are read");
  std::string bytes(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    const auto n = ::read(file.get(), bytes.data() + done, size - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail(path);
    if (n == 0) throw IoError(path, "shrank while it was read");
    done += static_cast<std::size_t>(n);
  }
  return bytes;
}

void write_file(const std::string& path, std::string_view bytes) {
  make_directories(fs::path(path).parent_path().string());
  const std::string temporary = path + ".part";
  {
    Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (file.get() < 0) fail(temporary);
    std::size_t done = 0;
    while (done < bytes.size()) {
      const auto n = ::write(file.get(), bytes.data() + done, bytes.size() - done);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) {
        const int why = errno;
        ::unlink(temporary.c_str());
        errno = why;
        fail(temporary);
      }
      done += static_cast<std::size_t>(n);
    }
    if (::fsync(file.get()) != 0 || !file.close()) fail(temporary);
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) fail(path);
}

bool file_exists(const std::string& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

void make_directories(const std::string& path) {
  if (path.empty()) return;
  std::error_code error;
  fs::create_directories(path, error);
  if (error) throw IoError(path, error.message());
}

std::vector<std::string> list_files(const std::string& directory, std::string_view suffix, bool recursive) {
  std::vector<std::string> found;
  std::error_code error;
  const auto collect = [&](auto iterator) {
    for (const auto& entry : iterator)
      if (entry.is_regular_file(error) && entry.path().filename().string().ends_with(suffix))
        found.push_back(entry.path().string());
  };
  if (recursive) {
    fs::recursive_directory_iterator iterator(directory, error);
    if (!error) collect(std::move(iterator));
  } else {
    fs::directory_iterator iterator(directory, error);
    if (!error) collect(std::move(iterator));
  }
  if (error) throw IoError(directory, error.message());
  std::sort(found.begin(), found.end());
  return found;
}

std::string data_path(std::string_view relative) {
  const char* set = std::getenv("TAILCAST_DATA");
  return (fs::path(set && *set ? set : TAILCAST_DATA_DIR) / relative).string();
}

}  // namespace tailcast
