// SPDX-License-Identifier: Apache-2.0
// The whole way: a scenario becomes files, the files are read as a stranger would, and the world in them holds together.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include "core/error.h"
#include "core/file.h"
#include "dataset/dataset.h"
#include "gap/gap.h"
#include "pipeline/render.h"
#include "pipeline/world.h"
#include "scenarios/sample.h"
#include "scenarios/spec.h"
#include "scene/mesh_io.h"

namespace fs = std::filesystem;

namespace tailcast {
namespace {

// A drive past a street, two revolutions.
RenderJob drive(const std::string& output, MotionMode motion) {
  const std::string path = TAILCAST_SOURCE_DIR "/scenarios/library/occlusion/child_between_parked_vans.yaml";
  Diagnostics diagnostics;
  auto spec = parse_scenario(read_file(path), path, diagnostics);
  apply_override(*spec, "record.to=0.25 s", diagnostics);
  apply_override(*spec, "ego_speed=10 m/s", diagnostics);
  if (!diagnostics.ok()) throw InputError(diagnostics);
  RenderJob job;
  job.scenarios = {*spec};
  job.seed = 5;
  job.motion = motion;
  job.output = output;
  return job;
}

class WayThrough : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    root() = testing::TempDir() + "tailcast_way_through_" + std::to_string(getpid());  // ctest runs each test by itself
    fs::remove_all(root());
    render(drive(root() + "/raw", MotionMode::Raw));
    render(drive(root() + "/compensated", MotionMode::Compensated));
  }
  static void TearDownTestSuite() { fs::remove_all(root()); }
  static std::string& root() {
    static std::string path;
    return path;
  }
};

// Every return from a thing that stands, as the frame puts it into the world, against the thing's own mesh.
std::vector<float> distances_from_standing_things(const std::string& root, const LabelledFrame& frame) {
  const auto world = build_world(drive(root, MotionMode::Raw).scenarios[0], 5, 0);
  std::map<std::uint16_t, std::vector<Vec3f>> points;
  for (std::size_t i = 0; i < frame.size(); ++i)
    if (frame.truth.instance[i] != 0 && !frame.truth.moving[i] && frame.truth.cause[i] == Cause::Surface)
      points[frame.truth.instance[i]].push_back((frame.world_from_sensor * Vec3(frame.x[i], frame.y[i], frame.z[i])).cast<float>());
  std::vector<float> all;
  for (const auto& [instance, cloud] : points) {
    Mesh mesh;
    for (const auto b : world->placed.scene.instances[instance].bodies) {
      const auto& body = world->placed.scene.bodies[b];
      append(mesh, *body.mesh, moves(world->timeline, b) ? pose_at(world->timeline, b, 0) : body.world_from_body);
    }
    const auto distances = distances_to_mesh(mesh, cloud);
    all.insert(all.end(), distances.begin(), distances.end());
  }
  std::sort(all.begin(), all.end());
  return all;
}

TEST_F(WayThrough, CompensatedFramesPutStandingThingsWhereTheyStand) {
  const auto frames = find_frames(root() + "/compensated");
  ASSERT_EQ(frames.size(), 2U);
  for (const auto& ref : frames) {
    const auto distances = distances_from_standing_things(root(), read_frame(ref));
    ASSERT_GT(distances.size(), 2000U);
    // Range noise is some 8 mm, a beam's static error up to 70 mm; edges of the footprint mix ranges.
    EXPECT_LT(distances[distances.size() / 2], 0.04F) << ref.path;
    EXPECT_LT(distances[distances.size() * 95 / 100], 0.09F) << ref.path;
  }
  // Raw, the ego's 10 m/s smear what is seen beside it by up to half a metre.
  const auto raw = distances_from_standing_things(root(), read_frame(find_frames(root() + "/raw")[0]));
  EXPECT_GT(raw[raw.size() * 95 / 100], 0.12F);
}

TEST_F(WayThrough, RawIsOffByTheMotionWithinTheSweep) {
  const auto raw = find_frames(root() + "/raw"), compensated = find_frames(root() + "/compensated");
  const auto a = read_frame(raw[0]), b = read_frame(compensated[0]);
  ASSERT_EQ(a.size(), b.size()) << "the same returns";
  // 10 m/s over half a sweep to either side of the reference instant.
  double worst = 0;
  std::map<std::pair<int, int>, Vec3> where;
  for (std::size_t i = 0; i < b.size(); ++i) where[{b.ring[i], b.column[i]}] = Vec3(b.x[i], b.y[i], b.z[i]);
  const double half_sweep = 0.5 * to_seconds(a.duration);
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto found = where.find({a.ring[i], a.column[i]});
    if (found == where.end() || a.truth.return_number[i] != 0) continue;
    const Vec3 moved = Vec3(a.x[i], a.y[i], a.z[i]) - found->second;
    const double since = to_seconds(a.truth.time[i]) - half_sweep;
    EXPECT_NEAR(moved.x(), -10.0 * since, 0.03);
    worst = std::max(worst, std::fabs(moved.x()));
  }
  EXPECT_NEAR(worst, 10.0 * half_sweep, 0.03);
}

TEST_F(WayThrough, LabelsAlignWithPointsAndTheirIdsAreInTheConfiguration) {
  const auto configuration = read_file(root() + "/raw/semantic-kitti-tailcast.yaml");
  const auto labels_part = configuration.substr(configuration.find("labels:"), configuration.find("color_map:") - configuration.find("labels:"));
  for (const char* frame : {"000000", "000001"}) {
    const auto points = read_file(root() + "/raw/sequences/00/velodyne/" + frame + ".bin");
    const auto labels = read_file(root() + "/raw/sequences/00/labels/" + frame + ".label");
    ASSERT_EQ(points.size() / 16, labels.size() / 4);
    std::map<int, int> ids;
    for (std::size_t i = 0; i + 3 < labels.size(); i += 4)
      ++ids[static_cast<unsigned char>(labels[i]) | static_cast<unsigned char>(labels[i + 1]) << 8];
    EXPECT_GT(ids.size(), 8U);
    for (const auto& [id, count] : ids)
      EXPECT_NE(labels_part.find("  " + std::to_string(id) + ":"), std::string::npos) << "id " << id << " on " << count << " points";
  }
}

TEST_F(WayThrough, TheGapToItselfIsNothing) {
  CompareOptions options;
  options.bootstrap = 10;
  const auto report = compare(root() + "/raw", root() + "/raw", {}, options);
  ASSERT_GE(report.statistics.size(), 8U);
  for (const auto& statistic : report.statistics)
    EXPECT_TRUE(!std::isfinite(statistic.distance) || std::fabs(statistic.distance) < 1e-12) << statistic.name;
}

}  // namespace
}  // namespace tailcast
