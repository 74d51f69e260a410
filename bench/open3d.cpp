// SPDX-License-Identifier: Apache-2.0
#include <dlfcn.h>
#include <embree3/rtcore.h>
#include <open3d/core/Tensor.h>
#include <open3d/t/geometry/RaycastingScene.h>

#include "bench/sweep.h"

// Open3D casts with ray mask 0, which an Embree that is built with ray masks takes for "sees nothing". The executable
// exports this function, so that it is found before Embree's.
extern "C" void rtcIntersect1M(RTCScene scene, RTCIntersectContext* context, RTCRayHit* rays, unsigned count, std::size_t stride) {
  static const auto kReal = reinterpret_cast<decltype(&rtcIntersect1M)>(dlsym(RTLD_NEXT, "rtcIntersect1M"));
  for (unsigned i = 0; i < count; ++i) reinterpret_cast<RTCRayHit*>(reinterpret_cast<char*>(rays) + i * stride)->ray.mask = ~0U;
  kReal(scene, context, rays, count, stride);
}

namespace tailcast::bench {

Cast open3d(const Street& street, const std::vector<Sweep>& sweeps, unsigned threads) {
  using open3d::core::Tensor;
  auto scene = std::make_shared<open3d::t::geometry::RaycastingScene>(threads);
  for (std::size_t b = 0; b < street.scene.bodies.size(); ++b) {
    const auto& mesh = *street.scene.bodies[b].mesh;
    const Pose pose = pose_in(street, b, sweeps.front());
    std::vector<float> vertices;
    for (const auto& v : mesh.vertices) {
      const Vec3 p = pose * Vec3(v.cast<double>());
      for (int k = 0; k < 3; ++k) vertices.push_back(static_cast<float>(p[k]));
    }
    std::vector<std::uint32_t> triangles;
    for (const auto& t : mesh.triangles) triangles.insert(triangles.end(), t.begin(), t.end());
    const auto rows = static_cast<std::int64_t>(mesh.vertices.size()), faces = static_cast<std::int64_t>(mesh.triangles.size());
    scene->AddTriangles(Tensor(vertices, {rows, 3}, open3d::core::Float32), Tensor(triangles, {faces, 3}, open3d::core::UInt32));
  }
  auto tensors = std::make_shared<std::vector<Tensor>>();
  for (const auto& sweep : sweeps) {
    std::vector<float> rays;
    for (const auto& ray : sweep.rays) {
      for (int k = 0; k < 3; ++k) rays.push_back(static_cast<float>(ray.origin[k]));
      for (int k = 0; k < 3; ++k) rays.push_back(static_cast<float>(ray.direction[k]));
    }
    tensors->push_back(Tensor(rays, {static_cast<std::int64_t>(sweep.rays.size()), 6}, open3d::core::Float32));
  }
  return [scene, tensors, threads](std::size_t s) { scene->CastRays((*tensors)[s], static_cast<int>(threads)); };
}

}  // namespace tailcast::bench
