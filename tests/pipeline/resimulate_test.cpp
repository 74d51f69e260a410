// SPDX-License-Identifier: Apache-2.0
// Paired re-simulation where the truth is known: scans of ours take the place of real ones, with the very
// thing in the box, or with another.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "core/dmath.h"
#include "core/error.h"
#include "core/file.h"
#include "dataset/scan_io.h"
#include "pipeline/box_sight.h"
#include "pipeline/fit_asset.h"
#include "pipeline/resimulate.h"
#include "sensors/scan_revolution.h"

namespace tailcast {
namespace {

constexpr double kRoad = -1.7;  // m, in the sensor frame
constexpr double kWall = 24;    // m ahead
constexpr std::uint64_t kLooks = 3;

const AssetFitter& fitter() {
  static const AssetFitter fitter(3);
  return fitter;
}

// A street with the thing in the box, as the sensor sees it, its columns turned a little from the preset's.
LabelledFrame scan_of(const LidarSpec& preset, const Mesh& thing, const ObjectBox& box, bool post = false) {
  LidarSpec spec = preset;
  spec.sweep.start_azimuth += 0.37 * column_step(spec.sweep);
  Scene scene;
  Mesh road, wall, placed;
  add_quad(road, {-60, -60, kRoad}, {60, -60, kRoad}, {60, 60, kRoad}, {-60, 60, kRoad},
           {MaterialId::Asphalt, Part::Whole});
  add_quad(wall, {kWall, 40, kRoad}, {kWall, -40, kRoad}, {kWall, -40, 6}, {kWall, 40, 6},
           {MaterialId::Plaster, Part::Whole});
  if (post)
    add_box(wall, {Quat::Identity(), {6, 0.9, -0.2}}, {.2, .2, 3}, {MaterialId::Concrete, Part::Whole});
  append(placed, thing, box.sensor_from_box);
  add_stuff(scene, "road", ClassId::Road, std::move(road), 1);
  add_stuff(scene, "wall", ClassId::Building, std::move(wall), 2);
  add_stuff(scene, "thing", box.class_id, std::move(placed), kLooks);
  Timeline timeline;
  timeline.ego.assign(60, Pose{});
  const RayCaster caster(scene, timeline);
  const Scan scan = scan_revolution(spec, caster, Pose{}, 0, {77, 0, 0});
  LabelledFrame frame;
  frame.x = scan.x, frame.y = scan.y, frame.z = scan.z, frame.intensity = scan.intensity,
  frame.ring = scan.ring;
  frame.rings = scan.rings;
  frame.objects = {box};
  return frame;
}

ObjectBox box_at(ClassId class_id, const Vec3& size, double x, double y, double yaw) {
  ObjectBox box;
  box.class_id = class_id, box.size = size, box.name = "thing";
  box.sensor_from_box = pose_at({x, y, kRoad + 0.5 * size.z()}, yaw);
  return box;
}

PairedSight pair_of(const LabelledFrame& frame, const LidarSpec& spec, const Mesh& thing) {
  const auto& box = frame.objects[0];
  const auto sight = sight_box(sort_by_beam(frame, spec), spec, box);
  PairedSight paired;
  if (!sight) return paired;
  paired.class_id = box.class_id, paired.object = box.name;
  paired.returns = sight->returns, paired.stopped = sight->stopped, paired.unpaired = sight->unpaired;
  for (const auto& pulse : sight->pulses)
    paired.real.push_back(pulse.real), paired.core.push_back(pulse.core ? 1 : 0);
  for (std::uint64_t draw = 0; draw < 2; ++draw)
    paired.ours.push_back(cast_into(*sight, thing, box.class_id, kLooks, 900 + draw));
  return paired;
}

double value(const PairedSight& sight, PairMeasure measure) {
  const auto groups = compare_pairs({sight}, {});
  return groups.empty() ? std::nan("")
                        : groups[0].measures[static_cast<std::size_t>(measure)].value.value_or(std::nan(""));
}

Mesh without_windows(Mesh mesh) {
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i)
    if (mesh.material[i] == MaterialId::CarGlass) mesh.material[i] = MaterialId::Plaster;
  return mesh;
}

// Without its seats, which hide what is behind them, and with its windows up or down.
Mesh shell_of(const Mesh& mesh, bool windows) {
  Mesh shell;
  shell.vertices = mesh.vertices;
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
    if (mesh.part[i] == Part::Interior) continue;
    if (!windows && mesh.material[i] == MaterialId::CarGlass) continue;
    shell.triangles.push_back(mesh.triangles[i]);
    shell.material.push_back(mesh.material[i]), shell.part.push_back(mesh.part[i]);
  }
  return shell;
}

Mesh scaled(Mesh mesh, double by, double height) {  // about the middle of its foot
  for (auto& v : mesh.vertices) {
    v.z() = static_cast<float>((v.z() + 0.5 * height) * by - 0.5 * height);
    v.x() = static_cast<float>(v.x() * by), v.y() = static_cast<float>(v.y() * by);
  }
  return mesh;
}

class Pairs : public testing::TestWithParam<const char*> {
 protected:
  const LidarSpec spec = load_lidar_spec(GetParam());
  const Vec3 size{4.6, 1.8, 1.45};
  const Mesh whole = fitter().fit(ClassId::Car, size)->mesh, car = shell_of(whole, true);
  const ObjectBox box = box_at(ClassId::Car, size, 12, 2, 0.6);
};

TEST_P(Pairs, OfAThingWithItselfAgree) {
  const auto sight = pair_of(scan_of(spec, car, box), spec, car);
  ASSERT_GT(sight.returns, 100U);
  EXPECT_LE(sight.unpaired, sight.returns / 50);
  EXPECT_NEAR(value(sight, PairMeasure::LowerRatio), 1, 0.03);
  EXPECT_NEAR(value(sight, PairMeasure::CountRatio), 1, 0.05)
      << "a pillar's edge meets a facet of one material behind";
  EXPECT_GT(value(sight, PairMeasure::Overlap), 0.8) << "dark paint answers now and then";
  EXPECT_NEAR(value(sight, PairMeasure::DepthShift), 0, 0.05);
  EXPECT_NEAR(value(sight, PairMeasure::NearOurs), value(sight, PairMeasure::NearReal), 0.02);
  EXPECT_NEAR(value(sight, PairMeasure::ThroughOurs), value(sight, PairMeasure::ThroughReal), 0.06);
  EXPECT_NEAR(value(sight, PairMeasure::MissedOurs), value(sight, PairMeasure::MissedReal), 0.06);
}

TEST_P(Pairs, ShowACarWithoutWindows) {
  const auto sight = pair_of(scan_of(spec, shell_of(whole, false), box), spec, without_windows(whole));
  EXPECT_GT(value(sight, PairMeasure::ThroughReal), 0.2) << "the test sees no windows";
  EXPECT_LT(value(sight, PairMeasure::ThroughOurs), 0.5 * value(sight, PairMeasure::ThroughReal));
  EXPECT_GT(value(sight, PairMeasure::CountRatio), 1.02);
}

TEST_P(Pairs, ShowACarThatIsTooSmallOrTooLarge) {
  const auto small = pair_of(scan_of(spec, car, box), spec, scaled(car, 0.8, size.z()));
  EXPECT_LT(value(small, PairMeasure::CountRatio), 0.85);
  EXPECT_GT(value(small, PairMeasure::DepthShift), 0.1);
  const auto large = pair_of(scan_of(spec, scaled(car, 0.8, size.z()), box), spec, car);
  EXPECT_GT(value(large, PairMeasure::CountRatio), 1.15);
  EXPECT_LT(value(large, PairMeasure::DepthShift), -0.1);
}

TEST_P(Pairs, LeaveOutPulsesThatSomethingStopsBeforeTheBox) {
  const auto free = pair_of(scan_of(spec, car, box), spec, car),
             behind = pair_of(scan_of(spec, car, box, true), spec, car);
  EXPECT_LT(free.stopped, free.real.size() / 25) << "by a mirror, at most";
  EXPECT_GT(behind.stopped, free.stopped + 10);
  EXPECT_EQ(behind.stopped + behind.real.size(), free.stopped + free.real.size());
  EXPECT_NEAR(value(behind, PairMeasure::CountRatio), 1, 0.04);
}

// Without its rings, which the file may not tell.
TEST_P(Pairs, NeedNoRings) {
  auto frame = scan_of(spec, car, box);
  frame.ring.clear();
  EXPECT_NEAR(value(pair_of(frame, spec, car), PairMeasure::CountRatio), 1, 0.05);
}

std::string device_of(const testing::TestParamInfo<const char*>& info) {
  return info.param;
}
INSTANTIATE_TEST_SUITE_P(Each, Pairs,
                         testing::Values("velodyne_hdl64e_kitti", "velodyne_vlp32c", "hesai_pandar40"),
                         device_of);

TEST(Sight, CountsNoGroundAtTheFootOfTheBox) {
  const auto spec = load_lidar_spec("velodyne_hdl64e_kitti");
  const auto box = box_at(ClassId::Car, {4.6, 1.8, 1.45}, 8, 0, 0);
  const auto frame = scan_of(spec, Mesh{}, box);  // nothing in it
  const auto sight = sight_box(sort_by_beam(frame, spec), spec, box);
  ASSERT_TRUE(sight);
  EXPECT_GT(sight->returns, 100U) << "the ground lies in the box as it was drawn";
  for (const auto& pulse : sight->pulses) EXPECT_NE(pulse.real.fate, Fate::Inside);
}

TEST(Sight, RefusesABoxAroundTheSensor) {
  const auto spec = load_lidar_spec("velodyne_hdl64e_kitti");
  const auto box = box_at(ClassId::Car, {4.6, 1.8, 1.45}, 1, 0, 0);
  EXPECT_FALSE(sight_box(sort_by_beam(scan_of(spec, Mesh{}, box), spec), spec, box));
}

TEST(Fit, TakesTheMemberOfNearestSizeAndScalesItByLittle) {
  for (const Vec3& size : {Vec3(4.6, 1.8, 1.45), Vec3(3.9, 1.6, 1.5), Vec3(5.2, 1.95, 2.2)}) {
    const auto fitted = fitter().fit(ClassId::Car, size);
    ASSERT_TRUE(fitted);
    EXPECT_GE(fitted->scale.minCoeff(), 1 - kMostScaling);
    EXPECT_LE(fitted->scale.maxCoeff(), 1 + kMostScaling);
    Bounds body;
    for (std::size_t i = 0; i < fitted->mesh.triangles.size(); ++i)
      if (fitted->mesh.part[i] != Part::Mirror)
        for (const auto v : fitted->mesh.triangles[i]) body.extend(fitted->mesh.vertices[v].cast<double>());
    for (int axis = 0; axis < 3; ++axis)
      EXPECT_NEAR(body.size()[axis] * (1 + fitted->misfit[axis]), size[axis], 1e-4)
          << "misfit is what is left";
    EXPECT_NEAR(body.low.z(), -0.5 * size.z(), 1e-5) << "stands on the box's bottom";
    EXPECT_NEAR(body.center().x(), 0, 1e-5);
  }
  EXPECT_FALSE(fitter().fit(ClassId::Road, {12, 2.5, 3})) << "the catalog has no roads";
}

TEST(Fit, LetsAPersonStepAsFarAsItsBoxIsLong) {
  const auto stands = fitter().fit(ClassId::Person, {.40, .55, 1.75}),
             steps = fitter().fit(ClassId::Person, {.95, .55, 1.75});
  ASSERT_TRUE(stands && steps);
  EXPECT_GT(bounds_of(steps->mesh).size().x(), bounds_of(stands->mesh).size().x() + 0.2);
}

// From files to the report: a scan of ours as KITTI would ship it.
TEST(Resimulate, ReadsScansAndBoxesFromDiskAndIsTheSameForAnyNumberOfThreads) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "resimulate";
  std::filesystem::remove_all(folder);
  const auto spec = load_lidar_spec("velodyne_hdl64e_kitti");
  const Vec3 size{4.6, 1.8, 1.45};
  const auto box = box_at(ClassId::Car, size, 11, -2, 0.2);
  const auto frame = scan_of(spec, fitter().fit(ClassId::Car, size)->mesh, box);
  write_file((folder / "velodyne/000000.bin").string(), encode_kitti_bin(frame));
  write_file((folder / "boxes.csv").string(), "class,x,y,z,length,width,height,yaw\ncar,11,-2," +
                                                  std::to_string(kRoad + 0.5 * size.z()) +
                                                  ",4.6,1.8,1.45,0.2\n"
                                                  "dragon,11,-2," +
                                                  std::to_string(kRoad + 0.5 * size.z()) +
                                                  ",4.6,1.8,1.45,0.2\n"
                                                  "car,70,0,0,4.6,1.8,1.45,0.2\n");
  ResimulateOptions options;
  options.boxes = (folder / "boxes.csv").string(), options.sensor = "velodyne_hdl64e_kitti";
  options.seeds = 2, options.draws = 1, options.jobs = 1;
  const auto one = resimulate({(folder / "velodyne").string()}, options);
  ASSERT_EQ(one.sights.size(), 1U) << "one is of no class of ours, one too far";
  EXPECT_EQ(one.left_out.size(), 1U);
  const auto ratio = count_ratio(one.sights[0]);
  ASSERT_TRUE(ratio);
  EXPECT_NEAR(*ratio, 1, 0.25);
  options.jobs = 3;
  EXPECT_EQ(to_json(resimulate({(folder / "velodyne").string()}, options).sights[0]).dump(),
            to_json(one.sights[0]).dump());
  options.sensor.clear();
  EXPECT_THROW(resimulate({(folder / "velodyne").string()}, options), InputError);
}

}  // namespace
}  // namespace tailcast
