// SPDX-License-Identifier: Apache-2.0
#include "tools/progress.h"

#include <fmt/core.h>
#include <unistd.h>

namespace tailcast {
namespace {

using std::chrono::duration;
using std::chrono::steady_clock;
constexpr double kRedraw = 0.1, kLine = 10.0;  // s

std::string clock_text(double seconds) {
  const auto s = static_cast<long>(seconds + 0.5);
  return s >= 3600 ? fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60) : fmt::format("{}:{:02}", s / 60, s % 60);
}

}  // namespace

Progress::Progress(std::string unit, bool quiet)
    : unit_(std::move(unit)), quiet_(quiet), terminal_(isatty(STDERR_FILENO) == 1), start_(steady_clock::now()), last_(start_) {}

Progress::~Progress() {
  if (drawn_ && terminal_) fmt::print(stderr, "\n");
}

void Progress::show(std::size_t done, std::size_t total) {
  if (quiet_) return;
  const std::lock_guard lock(mutex_);
  best_ = std::max(best_, done);
  const auto now = steady_clock::now();
  if (duration<double>(now - last_).count() < (terminal_ ? kRedraw : kLine) && best_ < total) return;
  last_ = now;
  drawn_ = true;
  const double elapsed = std::max(1e-3, duration<double>(now - start_).count());
  const double rate = static_cast<double>(best_) / elapsed;
  const double left = best_ ? static_cast<double>(total - best_) / rate : 0;
  if (terminal_) {
    constexpr std::size_t kWidth = 30;
    const auto filled = total ? best_ * kWidth / total : kWidth;
    fmt::print(stderr, "\r[{:#<{}}{:.<{}}] {}/{} {}  {:.1f}/s  {} left \x1b[K", "", filled, "", kWidth - filled, best_, total, unit_, rate, clock_text(left));
    std::fflush(stderr);
  } else {
    fmt::print(stderr, "{}/{} {}, {:.1f}/s, {} left\n", best_, total, unit_, rate, clock_text(left));
  }
}

}  // namespace tailcast
