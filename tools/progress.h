// SPDX-License-Identifier: Apache-2.0
// A progress line on stderr: one line that is redrawn on a terminal, a line every ten seconds elsewhere.
#pragma once
#include <chrono>
#include <functional>
#include <mutex>
#include <string>

namespace tailcast {

class Progress {
 public:
  explicit Progress(std::string unit, bool quiet = false);
  ~Progress();
  // Thread-safe; `done` may come out of order.
  void show(std::size_t done, std::size_t total);

 private:
  std::string unit_;
  bool quiet_, terminal_, drawn_ = false;
  std::size_t best_ = 0;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point start_, last_;
};

}  // namespace tailcast
