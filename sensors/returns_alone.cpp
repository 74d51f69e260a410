// SPDX-License-Identifier: Apache-2.0
#include "sensors/returns_alone.h"

#include <algorithm>

#include "sensors/pulses_towards.h"
#include "sensors/receiver.h"

namespace tailcast {
namespace {

class LonelyScanner {
 public:
  explicit LonelyScanner(FrameTracer& tracer)
      : tracer_(tracer), towards_(tracer), receiver_(tracer.spec, tracer.key) {}

  std::uint32_t returns_of(std::uint16_t instance) {
    const auto cast = CastRays([&](std::span<const Ray> rays, std::span<Hit> hits) {
      tracer_.window.cast_alone(instance, rays, hits);
    });
    towards_.find(instance, pulses_);
    std::vector<Echo> echoes;
    tracer_.trace(pulses_, cast, echoes);
    std::stable_sort(echoes.begin(), echoes.end(),
                     [](const Echo& a, const Echo& b) { return a.pulse < b.pulse; });
    std::uint32_t count = 0;
    for (std::size_t begin = 0; begin < echoes.size();) {
      const auto ring = echoes[begin].pulse / tracer_.spec.sweep.columns;
      row_.clear();
      for (; begin < echoes.size() && echoes[begin].pulse / tracer_.spec.sweep.columns == ring;) {
        const auto pulse = echoes[begin].pulse;
        if (!row_.pulses.empty() && pulse != row_.pulses.back() + 1) row_.end(pulse - 1, true);
        for (; begin < echoes.size() && echoes[begin].pulse == pulse; ++begin) row_.echoes.push_back(echoes[begin]);
        row_.end(pulse);
      }
      for (const auto& detection : receiver_.receive(ring, row_))
        count += detection.echo != kNoEcho && row_.echoes[detection.echo].cause == Cause::Surface;
    }
    return count;
  }

 private:
  FrameTracer& tracer_;
  const PulsesTowards towards_;
  RingReceiver receiver_;
  EchoRow row_;
  std::vector<PulseAt> pulses_;
};

}  // namespace

std::vector<std::uint32_t> returns_alone(FrameTracer& tracer, std::span<const std::uint16_t> instances) {
  LonelyScanner scanner(tracer);
  std::vector<std::uint32_t> counts;
  for (const auto instance : instances) counts.push_back(scanner.returns_of(instance));
  return counts;
}

}  // namespace tailcast
