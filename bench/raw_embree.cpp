// SPDX-License-Identifier: Apache-2.0
#include <embree3/rtcore.h>

#include <cstring>
#include <map>

#include "bench/sweep.h"
#include "core/check.h"

namespace tailcast::bench {
namespace {

// Everything of one raw tracer; lives as long as the process, as the tracer does.
struct Raw {
  RTCDevice device = rtcNewDevice("threads=1");
  std::map<const Mesh*, RTCScene> shapes;
  std::vector<RTCScene> worlds;  // by sweep
  int width = 8;

  RTCScene shape_of(const Mesh& mesh) {
    auto& shape = shapes[&mesh];
    if (shape) return shape;
    shape = rtcNewScene(device);
    rtcSetSceneBuildQuality(shape, RTC_BUILD_QUALITY_HIGH);
    const RTCGeometry handle = rtcNewGeometry(device, RTC_GEOMETRY_TYPE_TRIANGLE);
    void* vertices = rtcSetNewGeometryBuffer(handle, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, 12, mesh.vertices.size());
    void* triangles = rtcSetNewGeometryBuffer(handle, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, 12, mesh.triangles.size());
    std::memcpy(vertices, mesh.vertices.data(), 12 * mesh.vertices.size());
    std::memcpy(triangles, mesh.triangles.data(), 12 * mesh.triangles.size());
    rtcCommitGeometry(handle);
    rtcAttachGeometry(shape, handle);
    rtcReleaseGeometry(handle);
    rtcCommitScene(shape);
    return shape;
  }

  RTCScene world_of(const Street& street, const Sweep& sweep) {
    const RTCScene world = rtcNewScene(device);
    rtcSetSceneBuildQuality(world, RTC_BUILD_QUALITY_HIGH);
    for (std::size_t b = 0; b < street.scene.bodies.size(); ++b) {
      const Pose pose = pose_in(street, b, sweep);
      const RTCGeometry handle = rtcNewGeometry(device, RTC_GEOMETRY_TYPE_INSTANCE);
      rtcSetGeometryInstancedScene(handle, shape_of(*street.scene.bodies[b].mesh));
      Eigen::Matrix<float, 3, 4> matrix;  // column by column
      matrix.leftCols<3>() = pose.rotation.toRotationMatrix().cast<float>();
      matrix.col(3) = pose.translation.cast<float>();
      rtcSetGeometryTransform(handle, 0, RTC_FORMAT_FLOAT3X4_COLUMN_MAJOR, matrix.data());
      rtcCommitGeometry(handle);
      rtcAttachGeometryByID(world, handle, static_cast<unsigned>(b));
      rtcReleaseGeometry(handle);
    }
    rtcCommitScene(world);
    return world;
  }
};

// What a hit is to us, in Embree's precision.
void write_hits(const RTCRayHit16& query, unsigned width, unsigned from, const Ray* rays, Hit* hits) {
  auto* q = reinterpret_cast<RTCRayHitN*>(const_cast<RTCRayHit16*>(&query));
  for (unsigned i = 0; i < width; ++i) {
    auto* ray = RTCRayHitN_RayN(q, width);
    auto* hit = RTCRayHitN_HitN(q, width);
    auto& to = hits[from + i];
    if (RTCHitN_geomID(hit, width, i) == RTC_INVALID_GEOMETRY_ID) {
      to = Hit{};
      continue;
    }
    const Vec3 normal(RTCHitN_Ng_x(hit, width, i), RTCHitN_Ng_y(hit, width, i), RTCHitN_Ng_z(hit, width, i));
    to.range = RTCRayN_tfar(ray, width, i);
    to.body = RTCHitN_instID(hit, width, i, 0);
    to.triangle = RTCHitN_primID(hit, width, i);
    to.normal = normal.normalized();
    to.p_body = rays[from + i].origin + to.range * rays[from + i].direction;
  }
}

struct Kept {
  std::vector<float> range;
  std::vector<unsigned> triangle, instance;
  std::vector<Hit> hits;
};

void cast_raw(RTCScene world, int width, const Sweep& sweep, bool full, Kept& kept) {
  alignas(64) std::array<int, 16> valid;
  valid.fill(-1);
  RTCIntersectContext context;
  rtcInitIntersectContext(&context);
  context.flags = RTC_INTERSECT_CONTEXT_FLAG_COHERENT;
  const auto n = static_cast<unsigned>(width);
  alignas(64) RTCRayHit16 query;
  auto* fields = reinterpret_cast<float*>(&query);  // of n floats each, in Embree's order
  const auto set = [&](std::size_t field, float value) { std::fill_n(fields + field * n, n, value); };
  for (std::size_t p = 0; p < sweep.packets.size(); ++p)
    for (std::size_t from = 0; from < 16; from += n) {
      for (std::size_t k = 0; k < 3; ++k) {
        std::copy_n(sweep.packets[p].data() + 16 * k + from, n, fields + k * n);
        std::copy_n(sweep.packets[p].data() + 16 * (3 + k) + from, n, fields + (4 + k) * n);
      }
      set(3, static_cast<float>(kNearest)), set(7, 0), set(8, static_cast<float>(kFarthest));
      auto* ray = RTCRayHitN_RayN(reinterpret_cast<RTCRayHitN*>(&query), n);
      auto* hit = RTCRayHitN_HitN(reinterpret_cast<RTCRayHitN*>(&query), n);
      std::fill_n(&RTCRayN_mask(ray, n, 0), n, ~0U), std::fill_n(&RTCRayN_flags(ray, n, 0), n, 0U);
      std::fill_n(&RTCHitN_geomID(hit, n, 0), n, RTC_INVALID_GEOMETRY_ID), std::fill_n(&RTCHitN_instID(hit, n, 0, 0), n, RTC_INVALID_GEOMETRY_ID);
      if (width == 16) rtcIntersect16(valid.data(), world, &context, &query);
      if (width == 8) rtcIntersect8(valid.data(), world, &context, reinterpret_cast<RTCRayHit8*>(&query));
      const auto at = 16 * p + from;
      if (full) {
        write_hits(query, n, static_cast<unsigned>(at), sweep.rays.data(), kept.hits.data());
        continue;
      }
      std::copy_n(&RTCRayN_tfar(ray, n, 0), n, kept.range.data() + at);
      std::copy_n(&RTCHitN_primID(hit, n, 0), n, kept.triangle.data() + at);
      std::copy_n(&RTCHitN_instID(hit, n, 0, 0), n, kept.instance.data() + at);
    }
}

}  // namespace

Cast raw_embree(const Street& street, const std::vector<Sweep>& sweeps, bool hits) {
  auto raw = std::make_shared<Raw>();
  TAILCAST_CHECK(raw->device, "no Embree device");
  if (rtcGetDeviceProperty(raw->device, RTC_DEVICE_PROPERTY_NATIVE_RAY16_SUPPORTED)) raw->width = 16;
  auto kept = std::make_shared<std::vector<Kept>>(sweeps.size());
  for (std::size_t s = 0; s < sweeps.size(); ++s) {
    raw->worlds.push_back(raw->world_of(street, sweeps[s]));
    const auto n = sweeps[s].rays.size();
    (*kept)[s] = {std::vector<float>(n), std::vector<unsigned>(n), std::vector<unsigned>(n), std::vector<Hit>(hits ? n : 0)};
  }
  return [raw, kept, hits, &sweeps](std::size_t s) { cast_raw(raw->worlds[s], raw->width, sweeps[s], hits, (*kept)[s]); };
}

}  // namespace tailcast::bench
