// SPDX-License-Identifier: Apache-2.0
// Embree proposes, ray_caster_exact decides. Embree's triangles are grown by more than its single-precision arithmetic
// (and our rounding of rays and vertices to it) can be wrong by, so that it proposes every triangle that exact
// arithmetic could hit; each proposal is tried at once, and Embree goes on looking a little behind the nearest hit. What
// is seen edge-on does not look larger for being grown, but what joins it at that edge does: a ray that passes an edge
// closely tries the triangles on its corners too. So a hit depends on nothing but the ray and the world: not on the
// instruction set, nor on the other rays of a packet.
#include <embree3/rtcore.h>
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "core/check.h"
#include "scene/ray_caster.h"
#include "scene/ray_caster_exact.h"

namespace tailcast {
namespace {

using exact::kLanes;

constexpr double kLookBehind = 0.1;    // m: beyond t_max and before t_min, for what Embree puts on the wrong side
constexpr double kSweepMargin = 0.05;  // m: a body's bounds between ticks
constexpr double kGrowth = 5e-7;       // of the farthest distance: eight units in the last place of single precision
constexpr double kErrorOfGrowth = 0.25;  // what Embree is wrong by, as a share of the growth, at most
constexpr double kSensorReach = 250;   // m: rays start that far from what they meet, or within the world
constexpr double kNeedle = 2e-3;         // rad: triangles with a sharper corner are needles
constexpr std::size_t kWorthSharing = 1'000'000;  // triangles in all copies of a mesh, above which copies are instances

bool stands_alone(const Body& body) { return body.seen && (body.movable || body.instance != 0); }

bool same(const Pose& a, const Pose& b) { return a.rotation.coeffs() == b.rotation.coeffs() && a.translation == b.translation; }

bool ever_moves(const Timeline& timeline, std::size_t body) {
  if (!moves(timeline, body)) return false;
  const auto& track = timeline.tracks[body];
  return !std::all_of(track.begin(), track.end(), [&](const Pose& pose) { return same(pose, track.front()); });
}

// The farthest that anything is from the world's origin, m.
double extent_of(const Scene& scene, const Timeline& timeline) {
  Bounds all;
  for (std::size_t b = 0; b < scene.bodies.size(); ++b) {
    const auto& body = scene.bodies[b];
    if (!body.seen || body.mesh->empty()) continue;
    const Bounds local = bounds_of(*body.mesh);
    const Vec3 reach = Vec3::Constant(local.low.cwiseAbs().cwiseMax(local.high.cwiseAbs()).norm());
    const auto add = [&](const Vec3& at) { all.extend(at - reach), all.extend(at + reach); };
    if (!moves(timeline, b)) add(body.world_from_body.translation);
    if (moves(timeline, b))
      for (const auto& pose : timeline.tracks[b]) add(pose.translation);
  }
  for (const auto& pose : timeline.ego) all.extend(pose.translation);
  return all.empty() ? 0 : all.low.cwiseAbs().cwiseMax(all.high.cwiseAbs()).norm();
}

// A triangle around a needle and all that is within `by` of it, in its plane. Much longer than the needle, and not as
// slender: Embree's own normal of it is good to 1e-5.
std::array<Vec3f, 3> grown_needle(const std::array<Vec3, 3>& corners, double by) {
  std::size_t k = 0;  // the longest edge leaves corner k
  const auto length_of = [&](std::size_t i) { return (corners[(i + 1) % 3] - corners[i]).norm(); };
  for (std::size_t i = 1; i < 3; ++i)
    if (length_of(i) > length_of(k)) k = i;
  const double length = length_of(k);
  const Vec3 along = length > 0 ? Vec3((corners[(k + 1) % 3] - corners[k]) / length) : Vec3(Vec3::UnitX());
  const Vec3 to_apex = corners[(k + 2) % 3] - corners[k];
  const Vec3 aside = to_apex - to_apex.dot(along) * along;
  const double height = aside.norm(), reach = by + height;
  const Vec3 up = height > 0 ? Vec3(aside / height) : along.unitOrthogonal();
  const Vec3 middle = corners[k] + 0.5 * length * along - reach * up;
  const double half = length + 2 * reach;
  return {Vec3f((middle - half * along).cast<float>()), Vec3f((middle + half * along).cast<float>()),
          Vec3f((middle + (5 * reach + 0.01 * length) * up).cast<float>())};
}

// The triangle with each edge moved outwards by `by`.
std::array<Vec3f, 3> grown(const std::array<Vec3, 3>& corners, double by) {
  std::array<Vec3f, 3> result;
  for (std::size_t k = 0; k < 3; ++k) {
    const Vec3& here = corners[k];
    const Vec3 p = (corners[(k + 1) % 3] - here).normalized(), q = (corners[(k + 2) % 3] - here).normalized();
    const double sine = p.cross(q).norm();
    if (sine < kNeedle) return grown_needle(corners, by);
    result[k] = (here - (by / sine) * (p + q)).cast<float>();
  }
  return result;
}

// A mesh: its corners for exact arithmetic, and as a scene of its own in the body's frame.
struct Shape {
  std::vector<exact::Corners> corners;
  std::vector<std::array<std::uint32_t, 3>> point_of;  // of a triangle's corners; corners in one place are one point
  std::vector<std::uint32_t> fan_begin, fan;           // point k is a corner of triangles fan[fan_begin[k] … fan_begin[k + 1])
  RTCScene scene = nullptr;
  std::size_t copies = 0;  // that rest in the world

  Shape() = default;
  ~Shape() {
    if (scene) rtcReleaseScene(scene);
  }
  Shape(const Shape&) = delete;
  Shape& operator=(const Shape&) = delete;
};

void find_fans(const Mesh& mesh, Shape& shape) {
  std::vector<std::uint32_t> order(mesh.vertices.size()), point(mesh.vertices.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    const auto &p = mesh.vertices[a], &q = mesh.vertices[b];
    return std::tie(p.x(), p.y(), p.z()) < std::tie(q.x(), q.y(), q.z());
  };
  std::sort(order.begin(), order.end(), before);
  std::uint32_t points = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0 && before(order[i - 1], order[i])) ++points;
    point[order[i]] = points;
  }
  shape.fan_begin.assign(points + 2, 0);
  for (const auto& t : mesh.triangles) {
    shape.point_of.push_back({point[t[0]], point[t[1]], point[t[2]]});
    for (const auto p : shape.point_of.back()) ++shape.fan_begin[p + 1];
  }
  for (std::size_t k = 1; k < shape.fan_begin.size(); ++k) shape.fan_begin[k] += shape.fan_begin[k - 1];
  shape.fan.resize(shape.fan_begin.back());
  std::vector<std::uint32_t> next(shape.fan_begin.begin(), shape.fan_begin.end() - 1);
  for (std::uint32_t k = 0; k < shape.point_of.size(); ++k)
    for (const auto p : shape.point_of[k]) shape.fan[next[p]++] = k;
}

// A body that rays can meet.
struct Target {
  std::uint32_t body = 0;
  const Shape* shape = nullptr;
  const std::vector<Pose>* track = nullptr;  // null for one that rests at `frame`
  exact::Frame frame;
  bool in_world_frame = false;  // its frame is the world's
};

// A packet on its way through Embree.
struct Packet {
  RTCIntersectContext context;  // first: Embree hands it back to the functions below
  exact::LocalRays world, local;
  exact::Nearest nearest;
  std::array<Nanoseconds, kLanes> time;
  std::array<int, kLanes> valid;  // -1 or 0
  int count = 0;
  int first = 0;                      // lane of Embree's first: its packets are 4, 8 or 16 wide
  const Target* targets = nullptr;    // by Embree's id in the scene that is traced
  const Target* visited = nullptr;    // of whose shape the triangles are, when a shape is traced by itself
  const Target* entered = nullptr;    // in whose frame `local` is
  const Timeline* timeline = nullptr;
  double margin = 0;                  // m, from an edge within which Embree may be on its wrong side
};

void enter(const Target& target, Packet& packet) {
  if (packet.entered == &target || target.in_world_frame) return;
  packet.entered = &target;
  if (!target.track) return exact::enter(packet.world, target.frame, packet.local);
  alignas(64) exact::LanePoses poses;
  const auto& track = *target.track;
  const Nanoseconds start = packet.timeline->start, last = static_cast<Nanoseconds>(track.size() - 1) * kTick;
  for (std::size_t i = 0; i < kLanes; ++i) {
    const Nanoseconds since = std::clamp<Nanoseconds>(packet.time[i] - start, 0, last);
    const auto tick = std::min(static_cast<std::size_t>(since / kTick), track.size() - 2);
    const auto& from = track[tick];
    const auto& to = track[tick + 1];
    // Between equal poses there is nothing to interpolate: a body at rest stays where it is to the bit.
    poses.u[i] = same(from, to) ? 0.0
                                : static_cast<double>(since - static_cast<Nanoseconds>(tick) * kTick) / static_cast<double>(kTick);
    for (std::size_t k = 0; k < 4; ++k) {
      const auto c = static_cast<Eigen::Index>(k);
      poses.from[k][i] = from.rotation.coeffs()[c], poses.to[k][i] = to.rotation.coeffs()[c];
      if (k < 3) poses.from[4 + k][i] = from.translation[c], poses.to[4 + k][i] = to.translation[c];
    }
  }
  exact::enter(packet.world, poses, packet.local);
}

// Tries the triangles that share a corner with this one on the lanes that pass one of its edges closely; those that hit
// are added to `valid`.
void try_neighbours(const Target& target, std::uint32_t triangle, const exact::LocalRays& rays, const exact::Trial& trial,
                    exact::Nearest& nearest) {
  const auto& shape = *target.shape;
  std::array<int, kLanes> tried, near;
  for (const auto point : shape.point_of[triangle])
    for (auto k = shape.fan_begin[point]; k < shape.fan_begin[point + 1]; ++k) {
      if (shape.fan[k] == triangle) continue;
      std::copy_n(trial.near, trial.count, tried.begin());
      exact::meet(shape.corners[shape.fan[k]], exact::id_of(target.body, shape.fan[k]), rays,
                  {trial.first, trial.count, tried.data(), trial.reach, near.data(), trial.margin}, nearest);
      for (int i = 0; i < trial.count; ++i) trial.valid[i] |= tried[static_cast<std::size_t>(i)];
    }
}

// Embree proposes a triangle to some lanes. (In packets, all lanes of a call meet the same one.)
void try_triangle(const RTCFilterFunctionNArguments* arguments) {
  auto& packet = *reinterpret_cast<Packet*>(arguments->context);
  const unsigned n = arguments->N;
  unsigned i = 0;
  while (i < n && arguments->valid[i] == 0) ++i;
  if (i == n) return;
  const unsigned instance = RTCHitN_instID(arguments->hit, n, i, 0), triangle = RTCHitN_primID(arguments->hit, n, i);
  const Target* target = packet.visited;
  if (!target) target = packet.targets + (instance != RTC_INVALID_GEOMETRY_ID ? instance : RTCHitN_geomID(arguments->hit, n, i));
  enter(*target, packet);
  const auto& rays = target->in_world_frame ? packet.world : packet.local;
  alignas(64) std::array<int, kLanes> near;
  const exact::Trial trial{packet.first, static_cast<int>(n), arguments->valid, &RTCRayN_tfar(arguments->ray, n, 0), near.data(),
                           packet.margin};
  if (exact::meet(target->shape->corners[triangle], exact::id_of(target->body, triangle), rays, trial, packet.nearest))
    try_neighbours(*target, triangle, rays, trial, packet.nearest);
}

void intersect(int width, const int* valid, RTCScene scene, Packet& packet, RTCRayHit16& query) {
  if (width == 16) rtcIntersect16(valid, scene, &packet.context, &query);
  if (width == 8) rtcIntersect8(valid, scene, &packet.context, reinterpret_cast<RTCRayHit8*>(&query));
  if (width == 4) rtcIntersect4(valid, scene, &packet.context, reinterpret_cast<RTCRayHit4*>(&query));
}

// Lanes first … first + width - 1 as Embree takes them.
void fill(const exact::LocalRays& rays, const Packet& packet, int width, RTCRayHit16& query) {
  const auto n = static_cast<unsigned>(width);
  auto* ray = RTCRayHitN_RayN(reinterpret_cast<RTCRayHitN*>(&query), n);
  auto* hit = RTCRayHitN_HitN(reinterpret_cast<RTCRayHitN*>(&query), n);
  exact::narrow(rays, packet.nearest, kLookBehind, packet.first, width, &RTCRayN_org_x(ray, n, 0));
  std::fill_n(&RTCRayN_mask(ray, n, 0), n, ~0U);
  std::fill_n(&RTCRayN_flags(ray, n, 0), n, 0U);
  std::fill_n(&RTCHitN_geomID(hit, n, 0), n, RTC_INVALID_GEOMETRY_ID);
  std::fill_n(&RTCHitN_instID(hit, n, 0, 0), n, RTC_INVALID_GEOMETRY_ID);
}

// Traces the scene for all lanes of the packet.
void trace(int width, RTCScene scene, const exact::LocalRays& rays, Packet& packet) {
  alignas(64) RTCRayHit16 query;
  for (packet.first = 0; packet.first < packet.count; packet.first += width) {
    fill(rays, packet, width, query);
    intersect(width, packet.valid.data() + packet.first, scene, packet, query);
  }
  packet.first = 0;
}

void begin(Packet& packet, const Timeline& timeline, double growth) {
  rtcInitIntersectContext(&packet.context);
  packet.context.flags = RTC_INTERSECT_CONTEXT_FLAG_COHERENT;
  packet.context.filter = try_triangle;
  packet.timeline = &timeline;
  exact::be_world(packet.world);
  packet.margin = kErrorOfGrowth * growth;
}

// Up to 16 rays. Lanes beyond the last ray repeat the first, so that they compute on ordinary numbers.
void load(std::span<const Ray> rays, Packet& packet) {
  packet.count = static_cast<int>(rays.size());
  packet.entered = nullptr;
  for (std::size_t i = 0; i < kLanes; ++i) {
    const Ray& ray = rays[i < rays.size() ? i : 0];
    for (std::size_t k = 0; k < 3; ++k) {
      packet.world.origin[k][i] = ray.origin[static_cast<Eigen::Index>(k)];
      packet.world.direction[k][i] = ray.direction[static_cast<Eigen::Index>(k)];
    }
    packet.nearest.t_min[i] = ray.t_min, packet.nearest.range[i] = ray.t_max, packet.nearest.id[i] = 0;
    packet.time[i] = ray.time;
    packet.valid[i] = i < rays.size() ? -1 : 0;
  }
  exact::complete(packet.world);
}

void load_hits(std::span<const Hit> hits, Packet& packet) {
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (!hits[i].hit()) continue;
    packet.nearest.range[i] = hits[i].range;
    packet.nearest.id[i] = exact::id_of(hits[i].body, hits[i].triangle);
    for (std::size_t k = 0; k < 3; ++k) {
      packet.nearest.normal[k][i] = hits[i].normal[static_cast<Eigen::Index>(k)];
      packet.nearest.p_body[k][i] = hits[i].p_body[static_cast<Eigen::Index>(k)];
    }
  }
}

void store(const Packet& packet, std::span<Hit> hits) {
  const auto& nearest = packet.nearest;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    auto& hit = hits[i];
    if (nearest.id[i] == 0) {
      hit = Hit{};
      continue;
    }
    hit.range = nearest.range[i];
    hit.body = static_cast<std::uint32_t>(static_cast<std::uint64_t>(nearest.id[i] - 1) >> 32);
    hit.triangle = static_cast<std::uint32_t>(nearest.id[i] - 1);
    hit.normal = {nearest.normal[0][i], nearest.normal[1][i], nearest.normal[2][i]};
    hit.p_body = {nearest.p_body[0][i], nearest.p_body[1][i], nearest.p_body[2][i]};
  }
}

int native_width(RTCDevice device) {
  if (rtcGetDeviceProperty(device, RTC_DEVICE_PROPERTY_NATIVE_RAY16_SUPPORTED)) return 16;
  return rtcGetDeviceProperty(device, RTC_DEVICE_PROPERTY_NATIVE_RAY8_SUPPORTED) ? 8 : 4;
}

}  // namespace

struct RayCaster::Impl {
  Impl(const Scene& scene_, const Timeline& timeline_, const std::string& isa) : scene(scene_), timeline(timeline_) {
    const std::string config = isa.empty() ? "threads=1" : fmt::format("threads=1,isa={}", isa);
    device = rtcNewDevice(config.c_str());
    TAILCAST_CHECK(device, "no Embree device for " + config);
    width = native_width(device);
    growth = kGrowth * (extent_of(scene, timeline) + kSensorReach);
    find_targets();
    ground = rtcNewScene(device);
    set_up(ground);
    for (std::uint32_t t = 0; t < targets.size(); ++t)
      if (!targets[t].track) attach(t);
    rtcCommitScene(ground);
  }
  ~Impl() {
    rtcReleaseScene(ground);
    shapes.clear();
    rtcReleaseDevice(device);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  static void set_up(RTCScene any) {
    rtcSetSceneFlags(any, static_cast<RTCSceneFlags>(RTC_SCENE_FLAG_ROBUST | RTC_SCENE_FLAG_CONTEXT_FILTER_FUNCTION));
    rtcSetSceneBuildQuality(any, RTC_BUILD_QUALITY_MEDIUM);
  }

  void find_targets() {
    std::size_t most = 0;
    target_of.assign(scene.bodies.size(), kNoBody);
    for (std::uint32_t b = 0; b < scene.bodies.size(); ++b) {
      const auto& body = scene.bodies[b];
      if (!body.seen || body.mesh->empty()) continue;
      most = std::max(most, body.mesh->triangles.size());
      auto& shape = shapes[body.mesh.get()];
      if (!shape) shape = make_shape(*body.mesh);
      Target target{b, shape.get(), nullptr, {}, false};
      if (ever_moves(timeline, b)) {
        target.track = &timeline.tracks[b];
      } else {
        const Pose pose = moves(timeline, b) ? timeline.tracks[b].front() : body.world_from_body;
        target.frame = exact::frame_of(pose);
        target.in_world_frame = same(pose, Pose{});
        ++shape->copies;
      }
      target_of[b] = static_cast<std::uint32_t>(targets.size());
      targets.push_back(target);
    }
    indices.resize(3 * most);
    for (std::size_t i = 0; i < indices.size(); ++i) indices[i] = static_cast<std::uint32_t>(i);
    for (std::uint32_t b = 0; b < scene.bodies.size(); ++b)
      if (stands_alone(scene.bodies[b]) && !scene.bodies[b].mesh->empty()) make_scene(*shapes.at(scene.bodies[b].mesh.get()));
  }

  static std::unique_ptr<Shape> make_shape(const Mesh& mesh) {
    auto shape = std::make_unique<Shape>();
    shape->corners.reserve(mesh.triangles.size());
    for (const auto& t : mesh.triangles) shape->corners.push_back({{mesh.vertices[t[0]], mesh.vertices[t[1]], mesh.vertices[t[2]]}});
    find_fans(mesh, *shape);
    return shape;
  }

  void make_scene(Shape& shape) const {
    if (shape.scene) return;
    shape.scene = rtcNewScene(device);
    set_up(shape.scene);
    const RTCGeometry handle = make_geometry(shape, Pose{});
    rtcAttachGeometry(shape.scene, handle);
    rtcReleaseGeometry(handle);
    rtcCommitScene(shape.scene);
  }

  // The shape's triangles, grown, each with its own three vertices.
  RTCGeometry make_geometry(const Shape& shape, const Pose& pose) const {
    const RTCGeometry handle = rtcNewGeometry(device, RTC_GEOMETRY_TYPE_TRIANGLE);
    const auto count = shape.corners.size();
    auto* vertices = static_cast<Vec3f*>(
        rtcSetNewGeometryBuffer(handle, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, sizeof(Vec3f), 3 * count));
    TAILCAST_CHECK(vertices, "no memory for a mesh");
    for (const auto& corners : shape.corners) {
      std::array<Vec3, 3> placed;
      for (std::size_t k = 0; k < 3; ++k) placed[k] = pose * Vec3(corners.at[k].cast<double>());
      for (const auto& v : grown(placed, growth)) *vertices++ = v;
    }
    rtcSetSharedGeometryBuffer(handle, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, indices.data(), 0, 3 * sizeof(std::uint32_t), count);
    rtcCommitGeometry(handle);
    return handle;
  }

  // A target that rests, as triangles of the static scene or as an instance of its shape.
  void attach(std::uint32_t t) {
    const auto& target = targets[t];
    const auto& body = scene.bodies[target.body];
    const Pose pose = moves(timeline, target.body) ? timeline.tracks[target.body].front() : body.world_from_body;
    const auto& shape = *target.shape;
    RTCGeometry handle = nullptr;
    if (shape.scene && shape.copies > 1 && shape.copies * shape.corners.size() >= kWorthSharing) {
      handle = rtcNewGeometry(device, RTC_GEOMETRY_TYPE_INSTANCE);
      rtcSetGeometryInstancedScene(handle, shape.scene);
      std::array<float, 12> matrix;  // column by column
      for (std::size_t k = 0; k < 9; ++k) matrix[3 * (k % 3) + k / 3] = static_cast<float>(target.frame.rotation[k]);
      for (std::size_t k = 0; k < 3; ++k) matrix[9 + k] = static_cast<float>(target.frame.translation[k]);
      rtcSetGeometryTransform(handle, 0, RTC_FORMAT_FLOAT3X4_COLUMN_MAJOR, matrix.data());
      rtcCommitGeometry(handle);
    } else {
      handle = make_geometry(shape, pose);
    }
    rtcAttachGeometryByID(ground, handle, t);
    rtcReleaseGeometry(handle);
  }

  const Scene& scene;
  const Timeline& timeline;
  RTCDevice device = nullptr;
  int width = 4;      // of the packets that the instruction set traces at once
  double growth = 0;  // m, of Embree's triangles
  std::map<const Mesh*, std::unique_ptr<Shape>> shapes;  // looked up only; never iterated
  std::vector<Target> targets;
  std::vector<std::uint32_t> target_of;  // by body; kNoBody for what is not seen
  std::vector<std::uint32_t> indices;    // 0, 1, 2 … shared by all geometries
  RTCScene ground = nullptr;             // everything that never moves
};

struct RayCaster::Window::Impl {
  const RayCaster::Impl* caster = nullptr;
  RTCScene scene = nullptr;      // one user primitive a moving body, bounded over the window; null: nothing moves
  std::vector<Target> moving;
  std::vector<Bounds> bounds;
  ~Impl() {
    if (scene) rtcReleaseScene(scene);
  }

  void cast_static(Packet& packet) const {
    packet.targets = caster->targets.data();
    trace(caster->width, caster->ground, packet.world, packet);
  }
  void cast_moving(Packet& packet) const {
    if (scene) trace(caster->width, scene, packet.world, packet);
  }
};

namespace {

// The body's bounds at every tick of the window.
Bounds sweep(const Mesh& mesh, const Timeline& timeline, std::uint32_t b, Nanoseconds begin, Nanoseconds end) {
  const Bounds local = bounds_of(mesh);
  Bounds swept;
  const auto add = [&](const Pose& pose) {
    for (int i = 0; i < 8; ++i)
      swept.extend(pose * Vec3((i & 1) ? local.high.x() : local.low.x(), (i & 2) ? local.high.y() : local.low.y(),
                               (i & 4) ? local.high.z() : local.low.z()));
  };
  for (Nanoseconds t = begin; t < end; t += kTick) add(pose_at(timeline, b, t));
  add(pose_at(timeline, b, end));
  swept.low.array() -= kSweepMargin;
  swept.high.array() += kSweepMargin;
  return swept;
}

// Traces the shape of one body for the lanes that `valid` says, in its own frame at each ray's own time.
void visit(const Target& target, int width, const int* valid, Packet& packet) {
  alignas(64) RTCRayHit16 query;
  packet.entered = nullptr;
  enter(target, packet);
  packet.visited = &target;
  fill(target.in_world_frame ? packet.world : packet.local, packet, width, query);
  intersect(width, valid, target.shape->scene, packet, query);
  packet.visited = nullptr;
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
  for (const auto& target : impl_->targets) {
    if (!target.track) continue;
    window->moving.push_back(target);
    window->bounds.push_back(sweep(*impl_->scene.bodies[target.body].mesh, impl_->timeline, target.body, begin, end));
  }
  if (window->moving.empty()) return Window(std::move(window));
  window->scene = rtcNewScene(impl_->device);
  rtcSetSceneFlags(window->scene, RTC_SCENE_FLAG_ROBUST);
  const RTCGeometry handle = rtcNewGeometry(impl_->device, RTC_GEOMETRY_TYPE_USER);
  rtcSetGeometryUserPrimitiveCount(handle, static_cast<unsigned>(window->moving.size()));
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
    const auto& self = *static_cast<const Window::Impl*>(arguments->geometryUserPtr);
    auto& packet = *reinterpret_cast<Packet*>(arguments->context);
    const auto n = arguments->N;
    visit(self.moving[arguments->primID], static_cast<int>(n), arguments->valid, packet);
    auto* ray = RTCRayHitN_RayN(arguments->rayhit, n);
    for (unsigned i = 0; i < n; ++i) {
      const auto reach = static_cast<float>(packet.nearest.range[static_cast<std::size_t>(packet.first) + i] + kLookBehind);
      if (arguments->valid[i]) RTCRayN_tfar(ray, n, i) = std::min(RTCRayN_tfar(ray, n, i), reach);
    }
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

namespace {

// each(packet, its hits) for every 16 rays.
template <class Each>
void for_packets(const Timeline& timeline, double growth, std::span<const Ray> rays, std::span<Hit> hits, const Each& each) {
  TAILCAST_CHECK(rays.size() == hits.size(), "one hit a ray");
  alignas(64) Packet packet;
  begin(packet, timeline, growth);
  for (std::size_t i = 0; i < rays.size(); i += kLanes) {
    const auto count = std::min<std::size_t>(kLanes, rays.size() - i);
    load(rays.subspan(i, count), packet);
    each(packet, hits.subspan(i, count));
    store(packet, hits.subspan(i, count));
  }
}

}  // namespace

void RayCaster::Window::cast(std::span<const Ray> rays, std::span<Hit> hits) const {
  for_packets(impl_->caster->timeline, impl_->caster->growth, rays, hits, [&](Packet& packet, std::span<Hit>) {
    impl_->cast_static(packet);
    impl_->cast_moving(packet);
  });
}

void RayCaster::Window::cast_static(std::span<const Ray> rays, std::span<Hit> hits) const {
  for_packets(impl_->caster->timeline, impl_->caster->growth, rays, hits, [&](Packet& packet, std::span<Hit>) { impl_->cast_static(packet); });
}

void RayCaster::Window::cast_moving(std::span<const Ray> rays, std::span<Hit> hits) const {
  for_packets(impl_->caster->timeline, impl_->caster->growth, rays, hits, [&](Packet& packet, std::span<Hit> so_far) {
    load_hits(so_far, packet);
    impl_->cast_moving(packet);
  });
}

void RayCaster::Window::cast_alone(std::uint16_t instance, std::span<const Ray> rays, std::span<Hit> hits) const {
  const auto& caster = *impl_->caster;
  const auto& bodies = caster.scene.instances.at(instance).bodies;
  for_packets(caster.timeline, caster.growth, rays, hits, [&](Packet& packet, std::span<Hit>) {
    for (const auto body : bodies) {
      const auto target = caster.target_of[body];
      if (target == kNoBody || !stands_alone(caster.scene.bodies[body])) continue;
      for (packet.first = 0; packet.first < packet.count; packet.first += caster.width)
        visit(caster.targets[target], caster.width, packet.valid.data() + packet.first, packet);
    }
  });
}

}  // namespace tailcast
