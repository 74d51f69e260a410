// SPDX-License-Identifier: Apache-2.0
// Boxes of the things around the sensor.
#pragma once
#include <cstdint>
#include <vector>

#include "labels/annotate.h"

namespace tailcast {

inline constexpr double kBoxDistance = 100.0;   // m: boxes whose centre is nearer to the sensor are listed
inline constexpr double kMovingSpeed = 0.1;     // m/s: above, a thing moves

// Whether that instance is one that has boxes and a track (instance 0, "no instance", is not).
bool is_thing(const Scene& scene, std::uint16_t instance);
// Centre of the instance's box in the world, and how it moves (m/s).
Pose world_from_box(const Scene& scene, const Timeline& timeline, std::uint16_t instance, Nanoseconds time);
Vec3 box_velocity(const Scene& scene, const Timeline& timeline, std::uint16_t instance, Nanoseconds time);
bool is_moving(const Scene& scene, const Timeline& timeline, std::uint16_t instance, Nanoseconds time);

// One box a thing within kBoxDistance, in order of track id. `frame` holds the points as measured (not compensated) and
// their truth. What is never seen (the ego's own body) has none.
std::vector<ObjectBox> object_boxes(const AnnotateInput& input, const LabelledFrame& frame);

}  // namespace tailcast
