// SPDX-License-Identifier: Apache-2.0
// A dataset holds its meshes: it is reproduced without the files that it was made from, and notices others.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "dataset/dataset.h"
#include "pipeline/render.h"
#include "scenarios/meshes.h"
#include "tests/scene/mesh_writers.h"

namespace fs = std::filesystem;

namespace tailcast {
namespace {

constexpr const char* kScenario = R"(tailcast: 1
name: crate
stage: {place: highway, lanes: 2, length: 200 m}
ego: {lane: 1, speed: 0 m/s, sensors: {top: {preset: velodyne_vlp16, at: [0, 0, 1.7 m]}}}
assets: {crate: {mesh: crate.glb, class: fallen-load, materials: {'*': wood}, mass: 20 kg}}
actors: {crate: {asset: crate, lane: 1, ahead: 12 m}}
record: {to: 0.1 s}
hazard: crate
)";

class MeshCopies : public ::testing::Test {
 protected:
  MeshCopies() : root_(::testing::TempDir() + "tailcast_copies_" + std::to_string(getpid())) { write_crate({1, 1.2, 1.5}); }
  ~MeshCopies() override { fs::remove_all(root_); }
  void write_crate(const Vec3& size) const {
    Mesh mesh;
    add_box(mesh, Pose{}, size, {});
    write_file(root_ + "/crate.glb", testing::to_glb(mesh));
  }
  RenderJob job(const std::string& output) const {
    RenderJob job;
    Diagnostics diagnostics;
    job.scenarios = {*parse_scenario(kScenario, root_ + "/crate.yaml", diagnostics)};
    job.output = root_ + "/" + output;
    job.jobs = 1;
    return job;
  }
  std::string root_;
};

TEST_F(MeshCopies, MakeADatasetThatIsReproducedAnywhere) {
  const auto first = job("one");
  EXPECT_EQ(render(first).frames_rendered, 1);
  const auto frame = read_frame(find_frames(first.output).front());
  ASSERT_EQ(frame.objects.size(), 1U);
  EXPECT_EQ(frame.objects[0].class_id, ClassId::FallenLoad);
  EXPECT_GT(frame.objects[0].returns, 50U);
  EXPECT_LT((frame.objects[0].size - Vec3(1, 1.2, 1.5)).norm(), .02);
  fs::remove(root_ + "/crate.glb");
  fs::rename(first.output, root_ + "/moved");
  EXPECT_TRUE(reproduce(root_ + "/moved", 0, 0));
  for (const auto& copy : list_files(root_ + "/moved/meshes", ".glb", true)) {
    auto bytes = read_file(copy);
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    write_file(copy, bytes);
  }
  EXPECT_THROW(reproduce(root_ + "/moved", 0, 0), InputError);
}

TEST_F(MeshCopies, TellAJobWithAnotherMeshFromTheSame) {
  render(job("one"));
  EXPECT_EQ(render(job("one")).frames_kept, 1);
  write_crate({1, 1.2, 1.4});
  EXPECT_THROW(render(job("one")), InputError) << "another mesh under the same name";
}

TEST_F(MeshCopies, AreNotMadeOfAMeshThatIsWrong) {
  write_file(root_ + "/crate.glb", "glTF");
  EXPECT_THROW(render(job("one")), InputError);
  EXPECT_FALSE(fs::exists(root_ + "/one"));
}

}  // namespace
}  // namespace tailcast
