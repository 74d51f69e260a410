// SPDX-License-Identifier: Apache-2.0
// Embree proposes, ray_caster_exact decides. Embree's triangles are grown by more than its single-precision
// arithmetic (and our rounding of rays and vertices to it) can be wrong by, so that it proposes every
// triangle that exact arithmetic could hit, and it goes on looking a little behind the nearest. What is
// proposed against the world at rest is noted and decided together; where that leaves doubt, and for moving
// bodies, each proposal is tried by itself. What is seen edge-on does not look larger for being grown, but
// what joins it at that edge does: a ray that passes an edge closely tries the triangles on its corners too.
// So a hit depends on nothing but the ray and the world: not on the instruction set, nor on the other rays of
// a packet.
#include <embree3/rtcore.h>
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "core/check.h"
#include "scene/ray_caster.h"
#include "scene/ray_caster_boxes.h"
#include "scene/ray_caster_packet.h"
#include "scene/ray_caster_wide.h"

namespace tailcast {
namespace {

constexpr double kLookBehind =
    0.1;  // m: beyond t_max and before t_min, for what Embree puts on the wrong side
constexpr double kGrowth =
    5e-7;  // of the farthest distance: eight units in the last place of single precision
constexpr double kWiderBoxes = 100;   // times the growth: what tests of boxes may be wrong by, and much more
constexpr double kSensorReach = 250;  // m: rays start that far from what they meet, or within the world
constexpr std::size_t kWorthSharing =
    1'000'000;  // triangles in all copies of a mesh, above which copies are instances

// A shape, and its scene in the body's frame.
struct Traced : Shape {
  explicit Traced(const Mesh& mesh) : Shape(shape_of(mesh)) {}
  ~Traced() {
    if (scene) rtcReleaseScene(scene);
  }
  Traced(const Traced&) = delete;
  Traced& operator=(const Traced&) = delete;

  RTCScene scene = nullptr;
  std::size_t copies = 0;  // that rest in the world
};

// A packet on its way through Embree.
struct Pass {
  RTCIntersectContext context;  // first: Embree hands it back to the functions below
  Packet packet;
};

// Takes a triangle back from the lanes that go on from it: it would stop Embree where they begin. Returns whether it is
// still proposed to any.
bool take_back(const Named& named, const RTCFilterFunctionNArguments* arguments, const Packet& packet) {
  const auto id = exact::id_of(named.target->body, named.triangle);
  const auto* from = packet.from.data() + packet.first;
  int* valid = arguments->valid;
  int any = 0;
  for (unsigned i = 0; i < arguments->N; ++i) any |= valid[i] = from[i] == id ? 0 : valid[i];
  return any != 0;
}

// What Embree proposes. (In packets, all lanes of a call meet the same triangle.) No target: no lane is
// valid.
Named proposed(const RTCFilterFunctionNArguments* arguments, const Packet& packet) {
  const unsigned n = arguments->N;
  unsigned i = 0;
  while (i < n && arguments->valid[i] == 0) ++i;
  if (i == n) return {};
  const unsigned instance = RTCHitN_instID(arguments->hit, n, i, 0),
                 triangle = RTCHitN_primID(arguments->hit, n, i);
  const auto* target = packet.visited ? packet.visited
                       : packet.targets + (instance != RTC_INVALID_GEOMETRY_ID
                                               ? instance
                                               : RTCHitN_geomID(arguments->hit, n, i));
  const Named named{target, triangle};
  if (packet.any_from && !take_back(named, arguments, packet)) return {};
  return named;
}

// Embree proposes a triangle to some lanes: it is tried at once.
void try_triangle(const RTCFilterFunctionNArguments* arguments) {
  auto& packet = reinterpret_cast<Pass*>(arguments->context)->packet;
  const Named named = proposed(arguments, packet);
  const unsigned n = arguments->N;
  alignas(64) std::array<int, kLanes> near;
  if (named.target)
    try_on(named,
           {packet.first, static_cast<int>(n), arguments->valid, &RTCRayN_tfar(arguments->ray, n, 0),
            near.data(), packet.margin},
           packet);
}

// Or it is noted, and tried when all are known.
void note_triangle(const RTCFilterFunctionNArguments* arguments) {
  auto& packet = reinterpret_cast<Pass*>(arguments->context)->packet;
  const Named named = proposed(arguments, packet);
  const unsigned n = arguments->N;
  auto& proposals = packet.proposals;
  packet.too_many |= proposals.count == exact::kMostProposals;
  if (!named.target || packet.too_many) return;
  packet.named[static_cast<std::size_t>(proposals.count)] = named;
  const Target& target = *named.target;
  auto& proposal = proposals.at[static_cast<std::size_t>(proposals.count)];
  proposal.corners = &target.shape->corners[named.triangle];
  __builtin_prefetch(proposal.corners);
  __builtin_prefetch(reinterpret_cast<const char*>(proposal.corners) + sizeof(exact::Corners) - 1);
  proposal.frame = &target.frame;
  proposal.in_world_frame = target.in_world_frame;
  proposal.id = exact::id_of(target.body, named.triangle);
  exact::note({packet.first, static_cast<int>(n), arguments->valid, &RTCRayN_dir_x(arguments->ray, n, 0),
               &RTCHitN_Ng_x(arguments->hit, n, 0), &RTCRayN_tfar(arguments->ray, n, 0)},
              packet.growth, proposals);
}

void intersect(int width, const int* valid, RTCScene scene, Pass& pass, RTCRayHit16& query) {
  if (width == 16) rtcIntersect16(valid, scene, &pass.context, &query);
  if (width == 8) rtcIntersect8(valid, scene, &pass.context, reinterpret_cast<RTCRayHit8*>(&query));
  if (width == 4) rtcIntersect4(valid, scene, &pass.context, reinterpret_cast<RTCRayHit4*>(&query));
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

// Traces the scene for all lanes of a packet that has not met anything yet: proposals are noted, then
// decided.
void trace_first(int width, RTCScene scene, Pass& pass) {
  auto& packet = pass.packet;
  alignas(64) RTCRayHit16 query;
  auto& open = packet.proposals.open;
  for (packet.first = 0; packet.first < packet.count; packet.first += width) {
    const int* valid = packet.valid.data() + packet.first;
    fill(packet.world, packet, width, query);
    exact::begin(packet.nearest, packet.proposals);
    packet.too_many = false;
    pass.context.filter = note_triangle;
    intersect(width, valid, scene, pass, query);
    if (packet.too_many) std::copy_n(valid, width, open.begin() + packet.first);
    if (!packet.too_many && !decide(width, packet)) continue;
    pass.context.filter = try_triangle;
    fill(packet.world, packet, width, query);
    intersect(width, open.data() + packet.first, scene, pass, query);
  }
  packet.first = 0;
}

int native_width(RTCDevice device) {
  if (rtcGetDeviceProperty(device, RTC_DEVICE_PROPERTY_NATIVE_RAY16_SUPPORTED)) return 16;
  return rtcGetDeviceProperty(device, RTC_DEVICE_PROPERTY_NATIVE_RAY8_SUPPORTED) ? 8 : 4;
}

}  // namespace

struct RayCaster::Impl {
  Impl(const Scene& scene_, const Timeline& timeline_, const std::string& isa)
      : scene(scene_), timeline(timeline_) {
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
    rtcSetSceneFlags(
        any, static_cast<RTCSceneFlags>(RTC_SCENE_FLAG_ROBUST | RTC_SCENE_FLAG_CONTEXT_FILTER_FUNCTION));
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
      if (!shape) shape = std::make_unique<Traced>(*body.mesh);
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
      if (stands_alone(scene.bodies[b]) && !scene.bodies[b].mesh->empty())
        make_scene(*shapes.at(scene.bodies[b].mesh.get()));
  }

  void make_scene(Traced& shape) const {
    if (shape.scene) return;
    shape.scene = rtcNewScene(device);
    set_up(shape.scene);
    const RTCGeometry handle = make_geometry(shape, Pose{});
    rtcAttachGeometry(shape.scene, handle);
    rtcReleaseGeometry(handle);
    rtcCommitScene(shape.scene);
  }

  // The shape's triangles, grown, each with its own three vertices.
  RTCGeometry make_geometry(const Traced& shape, const Pose& pose) const {
    const RTCGeometry handle = rtcNewGeometry(device, RTC_GEOMETRY_TYPE_TRIANGLE);
    const auto count = shape.corners.size();
    auto* vertices = static_cast<Vec3f*>(rtcSetNewGeometryBuffer(
        handle, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, sizeof(Vec3f), 3 * count));
    TAILCAST_CHECK(vertices, "no memory for a mesh");
    for (const auto& corners : shape.corners) {
      std::array<Vec3, 3> placed;
      for (std::size_t k = 0; k < 3; ++k) placed[k] = pose * Vec3(corners.at[k].cast<double>());
      for (const auto& v : grown(placed, growth)) *vertices++ = v;
    }
    rtcSetSharedGeometryBuffer(handle, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, indices.data(), 0,
                               3 * sizeof(std::uint32_t), count);
    rtcCommitGeometry(handle);
    return handle;
  }

  // A target that rests, as triangles of the static scene or as an instance of its shape.
  void attach(std::uint32_t t) {
    const auto& target = targets[t];
    const auto& body = scene.bodies[target.body];
    const Pose pose =
        moves(timeline, target.body) ? timeline.tracks[target.body].front() : body.world_from_body;
    const auto& shape = static_cast<const Traced&>(*target.shape);
    RTCGeometry handle = nullptr;
    if (shape.scene && shape.copies > 1 && shape.copies * shape.corners.size() >= kWorthSharing) {
      handle = rtcNewGeometry(device, RTC_GEOMETRY_TYPE_INSTANCE);
      rtcSetGeometryInstancedScene(handle, shape.scene);
      std::array<float, 12> matrix;  // column by column
      for (std::size_t k = 0; k < 9; ++k)
        matrix[3 * (k % 3) + k / 3] = static_cast<float>(target.frame.rotation[k]);
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
  std::map<const Mesh*, std::unique_ptr<Traced>> shapes;  // looked up only; never iterated
  std::vector<Target> targets;
  std::vector<std::uint32_t> target_of;  // by body; kNoBody for what is not seen
  std::vector<std::uint32_t> indices;    // 0, 1, 2 … shared by all geometries
  RTCScene ground = nullptr;             // everything that never moves
};

struct RayCaster::Window::Impl {
  const RayCaster::Impl* caster = nullptr;
  std::vector<Target> moving;
  exact::Boxes boxes;  // of the moving bodies, over the window

  void cast_static(Pass& pass) const {
    pass.packet.targets = caster->targets.data();
    trace_first(caster->width, caster->ground, pass);
  }
  void cast_moving(Pass& pass) const;
};

namespace {

// Traces the shape of one body for the lanes that `valid` says, in its own frame at each ray's own time, and
// tries every proposal at once.
void visit(const Target& target, int width, const std::array<int, kLanes>& valid, Pass& pass) {
  auto& packet = pass.packet;
  alignas(64) RTCRayHit16 query;
  enter(target, packet);
  packet.visited = &target;
  pass.context.filter = try_triangle;
  for (packet.first = 0; packet.first < packet.count; packet.first += width) {
    const auto lanes = valid.begin() + packet.first;
    if (std::all_of(lanes, lanes + width, [](int lane) { return lane == 0; })) continue;
    fill(target.in_world_frame ? packet.world : packet.local, packet, width, query);
    intersect(width, &*lanes, static_cast<const Traced*>(target.shape)->scene, pass, query);
  }
  packet.first = 0;
  packet.visited = nullptr;
}

}  // namespace

void RayCaster::Window::Impl::cast_moving(Pass& pass) const {
  if (moving.empty()) return;
  auto& packet = pass.packet;
  exact::Bundle rays;
  alignas(64) std::array<int, kLanes> met, lanes;
  exact::bundle(packet.world, packet.nearest, kLookBehind, rays);
  for (auto from = exact::next_met(boxes, rays, 0, met); from < moving.size();
       from = exact::next_met(boxes, rays, from + kLanes, met))
    for (std::size_t i = 0; i < kLanes; ++i) {
      if (met[i] == 0 || !exact::lanes_that_may_meet(boxes, from + i, rays, lanes)) continue;
      for (std::size_t lane = 0; lane < kLanes; ++lane) lanes[lane] &= packet.valid[lane];
      visit(moving[from + i], caster->width, lanes, pass);
    }
}

RayCaster::RayCaster(const Scene& scene, const Timeline& timeline, const std::string& isa)
    : impl_(std::make_unique<Impl>(scene, timeline, isa)) {}
RayCaster::~RayCaster() = default;
RayCaster::RayCaster(RayCaster&&) noexcept = default;
RayCaster& RayCaster::operator=(RayCaster&&) noexcept = default;
const Bounds& RayCaster::bounds(std::uint32_t body) const {
  static const Bounds kNone;
  const auto target = impl_->target_of.at(body);
  return target == kNoBody ? kNone : impl_->targets[target].shape->bounds;
}
const Scene& RayCaster::scene() const {
  return impl_->scene;
}
const Timeline& RayCaster::timeline() const {
  return impl_->timeline;
}

RayCaster::Window RayCaster::window(Nanoseconds begin, Nanoseconds end) const {
  auto window = std::make_unique<Window::Impl>();
  window->caster = impl_.get();
  std::vector<Bounds> bounds;
  for (const auto& target : impl_->targets) {
    if (!target.track) continue;
    window->moving.push_back(target);
    auto box = bounds_during(target.shape->bounds, impl_->timeline, target.body, begin, end);
    box.low.array() -= kWiderBoxes * impl_->growth, box.high.array() += kWiderBoxes * impl_->growth;
    bounds.push_back(box);
  }
  window->boxes = exact::boxes_of(bounds);
  return Window(std::move(window));
}

RayCaster::Window::Window(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RayCaster::Window::~Window() = default;
RayCaster::Window::Window(Window&&) noexcept = default;

namespace {

constexpr std::size_t kAhead = 2 * kLanes;  // rays

// Asks for what a packet to come will read or write. (Inline: g++ leaves out a function that does no more.)
template <class T>
TAILCAST_INLINE void fetch(std::span<T> of, std::size_t first) {
  constexpr std::size_t kLine = 64;
  const auto bytes = std::as_bytes(of.subspan(std::min(first, of.size())));
  const auto end = std::min(bytes.size(), kLanes * sizeof(T));
  for (std::size_t at = 0; at < end; at += kLine)
    __builtin_prefetch(bytes.data() + at, std::is_const_v<T> ? 0 : 1);
}

// each(packet, its hits) for every 16 rays.
template <class Each>
void for_packets(const Timeline& timeline, double growth, std::span<const Ray> rays, std::span<Hit> hits,
                 const Each& each) {
  TAILCAST_CHECK(rays.size() == hits.size(), "one hit a ray");
  alignas(64) Pass pass;
  rtcInitIntersectContext(&pass.context);
  pass.context.flags = RTC_INTERSECT_CONTEXT_FLAG_COHERENT;
  Packet& packet = pass.packet;
  begin(packet, timeline, growth);
  for (std::size_t i = 0; i < rays.size(); i += kLanes) {
    const auto count = std::min<std::size_t>(kLanes, rays.size() - i);
    fetch(rays, i + kAhead), fetch(hits, i + kAhead);
    load(rays.subspan(i, count), packet);
    each(pass, hits.subspan(i, count));
    store(packet, hits.subspan(i, count));
  }
}

}  // namespace

void RayCaster::Window::cast(std::span<const Ray> rays, std::span<Hit> hits) const {
  for_packets(impl_->caster->timeline, impl_->caster->growth, rays, hits, [&](Pass& pass, std::span<Hit>) {
    impl_->cast_static(pass);
    impl_->cast_moving(pass);
  });
}

void RayCaster::Window::cast_static(std::span<const Ray> rays, std::span<Hit> hits) const {
  for_packets(impl_->caster->timeline, impl_->caster->growth, rays, hits,
              [&](Pass& pass, std::span<Hit>) { impl_->cast_static(pass); });
}

void RayCaster::Window::cast_moving(std::span<const Ray> rays, std::span<Hit> hits) const {
  for_packets(impl_->caster->timeline, impl_->caster->growth, rays, hits,
              [&](Pass& pass, std::span<Hit> so_far) {
                load_hits(so_far, pass.packet);
                impl_->cast_moving(pass);
              });
}

void RayCaster::Window::cast_alone(std::uint16_t instance, std::span<const Ray> rays,
                                   std::span<Hit> hits) const {
  const auto& caster = *impl_->caster;
  const auto& bodies = caster.scene.instances.at(instance).bodies;
  for_packets(caster.timeline, caster.growth, rays, hits, [&](Pass& pass, std::span<Hit>) {
    auto& packet = pass.packet;
    for (const auto body : bodies) {
      const auto target = caster.target_of[body];
      if (target == kNoBody || !stands_alone(caster.scene.bodies[body])) continue;
      visit(caster.targets[target], caster.width, packet.valid, pass);
    }
  });
}

}  // namespace tailcast
