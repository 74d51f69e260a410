// SPDX-License-Identifier: Apache-2.0
#include <embree3/rtcore.h>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "core/check.h"
#include "core/dmath.h"
#include "scene/ray_caster.h"

namespace tailcast {
namespace {

// Embree's single-precision distances differ between instruction sets by up to 0.2 mm (250 m from the origin): every
// triangle within that much of its nearest hit is a candidate, and exact() decides.
constexpr double kCandidateDepth = 2e-3;  // m
constexpr double kSweepMargin = 0.05;     // m: a body's bounds between ticks

struct Exact {
  double t = std::numeric_limits<double>::infinity();
  std::uint32_t geometry = 0, triangle = 0;
  Vec3 normal = Vec3::Zero();  // unit, as wound
  bool valid() const { return t < std::numeric_limits<double>::infinity(); }
  bool before(const Exact& other) const {
    if (t != other.t) return t < other.t;
    return geometry != other.geometry ? geometry < other.geometry : triangle < other.triangle;
  }
};

// Möller & Trumbore (1997) in double. `slack` is how far outside an edge, in barycentric units, still counts as hit.
bool intersect(const Vec3& origin, const Vec3& direction, const Vec3& a, const Vec3& b, const Vec3& c, double slack, double& t,
               Vec3& normal) {
  const Vec3 e1 = b - a, e2 = c - a;
  const Vec3 p = direction.cross(e2);
  const double det = e1.dot(p);
  if (std::fabs(det) < 1e-18) return false;
  const double inv = 1.0 / det;
  const Vec3 s = origin - a;
  const double u = s.dot(p) * inv;
  if (u < -slack || u > 1.0 + slack) return false;
  const Vec3 q = s.cross(e1);
  const double v = direction.dot(q) * inv;
  if (v < -slack || u + v > 1.0 + slack) return false;
  t = e2.dot(q) * inv;
  normal = e1.cross(e2).normalized();
  return true;
}

// Vertices as Embree reads them, padded so that its 16-byte loads stay inside.
struct Geometry {
  std::vector<Vec3f> vertices;
  const Mesh* mesh = nullptr;
};

struct Candidates {
  static constexpr std::size_t kMax = 32;
  std::array<std::pair<std::uint32_t, std::uint32_t>, kMax> hits;  // (geometry, triangle)
  std::size_t count = 0;
};

struct CollectContext {
  RTCIntersectContext base;
  Candidates* candidates;
};

void collect(const RTCFilterFunctionNArguments* arguments) {
  if (arguments->valid[0] != -1) return;
  auto& candidates = *reinterpret_cast<CollectContext*>(arguments->context)->candidates;
  const auto geometry = RTCHitN_geomID(arguments->hit, arguments->N, 0);
  const auto triangle = RTCHitN_primID(arguments->hit, arguments->N, 0);
  if (candidates.count < Candidates::kMax) candidates.hits[candidates.count++] = {geometry, triangle};
  arguments->valid[0] = 0;  // go on: all of them are wanted
}

RTCRayHit make_ray(const Vec3& origin, const Vec3& direction, double t_min, double t_max) {
  RTCRayHit query{};
  query.ray.org_x = static_cast<float>(origin.x()), query.ray.org_y = static_cast<float>(origin.y());
  query.ray.org_z = static_cast<float>(origin.z());
  query.ray.dir_x = static_cast<float>(direction.x()), query.ray.dir_y = static_cast<float>(direction.y());
  query.ray.dir_z = static_cast<float>(direction.z());
  query.ray.tnear = static_cast<float>(std::max(0.0, t_min)), query.ray.tfar = static_cast<float>(t_max);
  query.ray.mask = ~0U;
  query.hit.geomID = RTC_INVALID_GEOMETRY_ID;
  query.hit.instID[0] = RTC_INVALID_GEOMETRY_ID;
  return query;
}

class TriangleScene {
 public:
  TriangleScene(RTCDevice device, std::vector<std::pair<std::uint32_t, Geometry>> geometries) : geometries_(std::move(geometries)) {
    scene_ = rtcNewScene(device);
    rtcSetSceneFlags(scene_, static_cast<RTCSceneFlags>(RTC_SCENE_FLAG_ROBUST | RTC_SCENE_FLAG_CONTEXT_FILTER_FUNCTION));
    rtcSetSceneBuildQuality(scene_, RTC_BUILD_QUALITY_MEDIUM);
    for (std::uint32_t i = 0; i < geometries_.size(); ++i) {
      auto& geometry = geometries_[i].second;
      const auto vertex_count = geometry.vertices.size();
      geometry.vertices.emplace_back(Vec3f::Zero()), geometry.vertices.emplace_back(Vec3f::Zero());
      const RTCGeometry handle = rtcNewGeometry(device, RTC_GEOMETRY_TYPE_TRIANGLE);
      rtcSetSharedGeometryBuffer(handle, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, geometry.vertices.data(), 0, sizeof(Vec3f), vertex_count);
      rtcSetSharedGeometryBuffer(handle, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, geometry.mesh->triangles.data(), 0,
                                 sizeof(geometry.mesh->triangles[0]), geometry.mesh->triangles.size());
      rtcCommitGeometry(handle);
      rtcAttachGeometryByID(scene_, handle, i);
      rtcReleaseGeometry(handle);
    }
    rtcCommitScene(scene_);
  }
  ~TriangleScene() { rtcReleaseScene(scene_); }
  TriangleScene(const TriangleScene&) = delete;
  TriangleScene& operator=(const TriangleScene&) = delete;

  // The nearest hit with t_min < t < t_max; its geometry is the key that it was given.
  Exact nearest(const Vec3& origin, const Vec3& direction, double t_min, double t_max) const {
    double from = t_min;
    while (from < t_max) {
      RTCIntersectContext context;
      rtcInitIntersectContext(&context);
      RTCRayHit query = make_ray(origin, direction, from, t_max + kCandidateDepth);
      rtcIntersect1(scene_, &context, &query);
      if (query.hit.geomID == RTC_INVALID_GEOMETRY_ID) return {};
      const double around = static_cast<double>(query.ray.tfar);
      Exact best = decide(origin, direction, around, t_min, t_max, {query.hit.geomID, query.hit.primID});
      if (best.valid()) return best;
      from = around + kCandidateDepth;  // what Embree saw lies at t_min or outside in exact arithmetic
    }
    return {};
  }

 private:
  Exact decide(const Vec3& origin, const Vec3& direction, double around, double t_min, double t_max,
               std::pair<std::uint32_t, std::uint32_t> first) const {
    Candidates candidates;
    CollectContext context;
    rtcInitIntersectContext(&context.base);
    context.base.filter = collect;
    context.candidates = &candidates;
    RTCRayHit query = make_ray(origin, direction, around - kCandidateDepth, around + kCandidateDepth);
    rtcIntersect1(scene_, &context.base, &query);
    if (candidates.count < Candidates::kMax) candidates.hits[candidates.count++] = first;
    // First strictly inside; a ray through an edge that exact arithmetic puts outside all of its triangles takes the slack.
    for (const double slack : {0.0, 1e-9, 1e-6, 1e-3}) {
      Exact best;
      for (std::size_t i = 0; i < candidates.count; ++i) {
        const auto [index, triangle] = candidates.hits[i];
        const auto& geometry = geometries_[index].second;
        const auto& corner = geometry.mesh->triangles[triangle];
        Exact hit;
        if (!intersect(origin, direction, geometry.vertices[corner[0]].cast<double>(), geometry.vertices[corner[1]].cast<double>(),
                       geometry.vertices[corner[2]].cast<double>(), slack, hit.t, hit.normal))
          continue;
        if (!(hit.t > t_min && hit.t < t_max)) continue;
        hit.geometry = geometries_[index].first;
        hit.triangle = triangle;
        if (hit.before(best)) best = hit;
      }
      if (best.valid()) return best;
    }
    return {};
  }

  RTCScene scene_;
  std::vector<std::pair<std::uint32_t, Geometry>> geometries_;  // key and data, by Embree's id
};

Vec3 towards(const Vec3& normal, const Vec3& direction) { return normal.dot(direction) > 0 ? Vec3(-normal) : normal; }

bool stands_alone(const Body& body) { return body.seen && (body.movable || body.instance != 0); }

}  // namespace

struct RayCaster::Impl {
  Impl(const Scene& scene_, const Timeline& timeline_, const std::string& isa) : scene(scene_), timeline(timeline_) {
    const std::string config = isa.empty() ? "threads=1" : fmt::format("threads=1,isa={}", isa);
    device = rtcNewDevice(config.c_str());
    TAILCAST_CHECK(device, "no Embree device for " + config);
    std::vector<std::pair<std::uint32_t, Geometry>> flat;
    for (std::uint32_t b = 0; b < scene.bodies.size(); ++b) {
      const auto& body = scene.bodies[b];
      if (!body.seen || body.mesh->empty()) continue;
      if (stands_alone(body)) {
        auto& shape = shapes[body.mesh.get()];
        if (!shape) {
          std::vector<std::pair<std::uint32_t, Geometry>> one;
          one.push_back({0, Geometry{body.mesh->vertices, body.mesh.get()}});
          shape = std::make_unique<TriangleScene>(device, std::move(one));
        }
        continue;
      }
      Geometry geometry{{}, body.mesh.get()};
      geometry.vertices.reserve(body.mesh->vertices.size() + 2);
      for (const auto& v : body.mesh->vertices) geometry.vertices.push_back((body.world_from_body * Vec3(v.cast<double>())).cast<float>());
      flat.push_back({b, std::move(geometry)});
    }
    ground = std::make_unique<TriangleScene>(device, std::move(flat));
  }
  ~Impl() {
    ground.reset();
    shapes.clear();
    rtcReleaseDevice(device);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Pose pose_of(std::uint32_t body, Nanoseconds t) const {
    return moves(timeline, body) ? pose_at(timeline, body, t) : scene.bodies[body].world_from_body;
  }

  // Nearest hit of one body that stands alone, in its own frame, at the ray's time; closer than `best` or nothing.
  void cast_body(std::uint32_t b, const Ray& ray, Hit& best) const {
    const auto& body = scene.bodies[b];
    const Pose world_from_body = pose_of(b, ray.time);
    const Pose body_from_world = inverse(world_from_body);
    const Vec3 origin = body_from_world * ray.origin;
    const Vec3 direction = body_from_world.rotation * ray.direction;
    const double limit = best.hit() ? best.range + 1e-9 : ray.t_max;
    const Exact exact = shapes.at(body.mesh.get())->nearest(origin, direction, ray.t_min, limit);
    if (!exact.valid()) return;
    if (best.hit() && (exact.t > best.range || (exact.t == best.range && b > best.body))) return;
    best = {exact.t, b, exact.triangle, towards(world_from_body.rotation * exact.normal, ray.direction), origin + exact.t * direction};
  }

  const Scene& scene;
  const Timeline& timeline;
  RTCDevice device = nullptr;
  std::unique_ptr<TriangleScene> ground;  // everything that never moves, in the world frame
  std::map<const Mesh*, std::unique_ptr<TriangleScene>> shapes;  // looked up only; never iterated
};

namespace {

struct BodyContext {
  RTCIntersectContext base;
  const Ray* ray;
  Hit* best;
  const void* window;
};

}  // namespace

struct RayCaster::Window::Impl {
  const RayCaster::Impl* caster = nullptr;
  RTCScene scene = nullptr;  // one user primitive a body, bounded over the window
  std::vector<std::uint32_t> bodies;
  std::vector<Bounds> bounds;
  ~Impl() {
    if (scene) rtcReleaseScene(scene);
  }

  void cast_one(const Ray& ray, Hit& hit) const {
    hit = Hit{};
    const Exact exact = caster->ground->nearest(ray.origin, ray.direction, ray.t_min, ray.t_max);
    if (exact.valid()) {
      const auto& body = caster->scene.bodies[exact.geometry];
      hit = {exact.t, exact.geometry, exact.triangle, towards(exact.normal, ray.direction),
             inverse(body.world_from_body) * (ray.origin + exact.t * ray.direction)};
    }
    if (bodies.empty()) return;
    BodyContext context;
    rtcInitIntersectContext(&context.base);
    context.ray = &ray;
    context.best = &hit;
    context.window = this;
    RTCRayHit query = make_ray(ray.origin, ray.direction, ray.t_min, hit.hit() ? hit.range + kCandidateDepth : ray.t_max);
    rtcIntersect1(scene, &context.base, &query);
  }
};

namespace {

// The body's bounds at every tick of the window.
Bounds sweep(const Scene& scene, const Timeline& timeline, std::uint32_t b, Nanoseconds begin, Nanoseconds end) {
  const auto& body = scene.bodies[b];
  const Bounds local = bounds_of(*body.mesh);
  Bounds swept;
  const auto add = [&](const Pose& pose) {
    for (int i = 0; i < 8; ++i)
      swept.extend(pose * Vec3((i & 1) ? local.high.x() : local.low.x(), (i & 2) ? local.high.y() : local.low.y(),
                               (i & 4) ? local.high.z() : local.low.z()));
  };
  if (moves(timeline, b)) {
    for (Nanoseconds t = begin; t < end; t += kTick) add(pose_at(timeline, b, t));
    add(pose_at(timeline, b, end));
  } else {
    add(body.world_from_body);
  }
  swept.low.array() -= kSweepMargin;
  swept.high.array() += kSweepMargin;
  return swept;
}

}  // namespace

RayCaster::RayCaster(const Scene& scene, const Timeline& timeline, const std::string& isa)
    : impl_(std::make_unique<Impl>(scene, timeline, isa)) {}
RayCaster::~RayCaster() = default;
RayCaster::RayCaster(RayCaster&&) noexcept = default;
RayCaster& RayCaster::operator=(RayCaster&&) noexcept = default;
const Scene& RayCaster::scene() const { return impl_->scene; }
const Timeline& RayCaster::timeline() const { return impl_->timeline; }

RayCaster::Window RayCaster::window(Nanoseconds begin, Nanoseconds end) const {
  auto window = std::make_unique<Window::Impl>();
  window->caster = impl_.get();
  for (std::uint32_t b = 0; b < impl_->scene.bodies.size(); ++b) {
    if (!stands_alone(impl_->scene.bodies[b]) || impl_->scene.bodies[b].mesh->empty()) continue;
    window->bodies.push_back(b);
    window->bounds.push_back(sweep(impl_->scene, impl_->timeline, b, begin, end));
  }
  window->scene = rtcNewScene(impl_->device);
  rtcSetSceneFlags(window->scene, RTC_SCENE_FLAG_ROBUST);
  const RTCGeometry handle = rtcNewGeometry(impl_->device, RTC_GEOMETRY_TYPE_USER);
  rtcSetGeometryUserPrimitiveCount(handle, static_cast<unsigned>(window->bodies.size()));
  rtcSetGeometryUserData(handle, window.get());
  rtcSetGeometryBoundsFunction(
      handle,
      [](const RTCBoundsFunctionArguments* arguments) {
        const auto& box = static_cast<const Window::Impl*>(arguments->geometryUserPtr)->bounds[arguments->primID];
        *arguments->bounds_o = {static_cast<float>(box.low.x()),  static_cast<float>(box.low.y()),  static_cast<float>(box.low.z()),  0,
                                static_cast<float>(box.high.x()), static_cast<float>(box.high.y()), static_cast<float>(box.high.z()), 0};
      },
      nullptr);
  rtcSetGeometryIntersectFunction(handle, [](const RTCIntersectFunctionNArguments* arguments) {
    if (arguments->valid[0] != -1) return;
    const auto& context = *reinterpret_cast<BodyContext*>(arguments->context);
    const auto& self = *static_cast<const Window::Impl*>(context.window);
    self.caster->cast_body(self.bodies[arguments->primID], *context.ray, *context.best);
    if (!context.best->hit()) return;
    auto* query = reinterpret_cast<RTCRayHit*>(arguments->rayhit);
    query->ray.tfar = std::min(query->ray.tfar, static_cast<float>(context.best->range + kCandidateDepth));
  });
  rtcCommitGeometry(handle);
  rtcAttachGeometry(window->scene, handle);
  rtcReleaseGeometry(handle);
  rtcCommitScene(window->scene);
  return Window(std::move(window));
}

RayCaster::Window::Window(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RayCaster::Window::~Window() = default;
RayCaster::Window::Window(Window&&) noexcept = default;

void RayCaster::Window::cast(std::span<const Ray> rays, std::span<Hit> hits) const {
  TAILCAST_CHECK(rays.size() == hits.size(), "one hit a ray");
  for (std::size_t i = 0; i < rays.size(); ++i) impl_->cast_one(rays[i], hits[i]);
}

void RayCaster::Window::cast_alone(std::uint16_t instance, std::span<const Ray> rays, std::span<Hit> hits) const {
  TAILCAST_CHECK(rays.size() == hits.size(), "one hit a ray");
  const auto& caster = *impl_->caster;
  for (std::size_t i = 0; i < rays.size(); ++i) {
    hits[i] = Hit{};
    for (const auto body : caster.scene.instances.at(instance).bodies)
      if (stands_alone(caster.scene.bodies[body]) && !caster.scene.bodies[body].mesh->empty()) caster.cast_body(body, rays[i], hits[i]);
  }
}

}  // namespace tailcast
