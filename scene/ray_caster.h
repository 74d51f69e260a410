// SPDX-License-Identifier: Apache-2.0
// Rays against the scene, each at its own time. The only door to Embree, from which only candidates are taken: which
// triangle is hit, and where, is decided in our own double arithmetic, so that every instruction set gives the same bits.
//
// A hit is a function of its ray and the world alone. Speed hangs on order: rays are traced in packets of 16 as they
// come, and packets of neighbours (8 columns by 2 rings, or the sub-rays of a beam) are twice as fast as strangers.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "core/pose.h"
#include "core/time.h"
#include "scene/scene.h"
#include "scene/timeline.h"

namespace tailcast {

inline constexpr std::uint32_t kNoBody = 0xffffffffU;

struct Ray {
  Vec3 origin;         // m, world
  Vec3 direction;      // unit, world
  double t_min = 0;    // m
  double t_max = 250;  // m
  Nanoseconds time = 0;
  // The triangle that it goes on from, if any, and met before t_min. It changes no hit; but the tracer need not find it
  // again to see that it lies behind.
  std::uint32_t from_body = kNoBody, from_triangle = 0;
};

struct Hit {
  double range = 0;            // m along the ray; meaningless when body is kNoBody
  std::uint32_t body = kNoBody;
  std::uint32_t triangle = 0;
  Vec3 normal = Vec3::Zero();  // unit, world, towards the ray's origin
  Vec3 p_body = Vec3::Zero();  // m, the point hit in the body's frame
  bool hit() const { return body != kNoBody; }
};

class RayCaster {
 public:
  // `isa`: Embree's instruction set ("sse2", "avx2", "avx512"); empty: the machine's best. The hits do not depend on it.
  // The scene and the timeline must outlive the caster.
  RayCaster(const Scene& scene, const Timeline& timeline, const std::string& isa = {});
  ~RayCaster();
  RayCaster(RayCaster&&) noexcept;
  RayCaster& operator=(RayCaster&&) noexcept;

  // The world during [begin, end]: rays cast through it must lie in that time. Cheap to make; one a frame.
  class Window {
   public:
    ~Window();
    Window(Window&&) noexcept;
    // hits[i] is the nearest hit of rays[i]. Thread-safe.
    void cast(std::span<const Ray> rays, std::span<Hit> hits) const;
    // cast() in two steps, to the bit: first against what never moves in the whole timeline, whose hits may be kept for
    // other worlds that differ in their moving bodies alone; then `hits` go on to the nearest, moving bodies included.
    void cast_static(std::span<const Ray> rays, std::span<Hit> hits) const;
    void cast_moving(std::span<const Ray> rays, std::span<Hit> hits) const;
    // The same as if the instance were alone in the world.
    void cast_alone(std::uint16_t instance, std::span<const Ray> rays, std::span<Hit> hits) const;

   private:
    friend class RayCaster;
    struct Impl;
    explicit Window(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
  };
  Window window(Nanoseconds begin, Nanoseconds end) const;

  // Of the body's mesh, in its own frame; empty for what is not seen.
  const Bounds& bounds(std::uint32_t body) const;
  const Scene& scene() const;
  const Timeline& timeline() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tailcast
