// SPDX-License-Identifier: Apache-2.0
#include "pipeline/render.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <map>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "dataset/dataset.h"
#include "pipeline/world.h"
#include "scenarios/sample.h"
#include "sensors/lidar_spec.h"

namespace fs = std::filesystem;

namespace tailcast {
namespace {

ScenarioSpec library(const std::string& name, const std::string& until) {
  const auto path = std::string(TAILCAST_SOURCE_DIR "/scenarios/library/") + name;
  Diagnostics diagnostics;
  auto spec = parse_scenario(read_file(path), path, diagnostics);
  if (spec && !until.empty()) apply_override(*spec, "record.to=" + until, diagnostics);
  if (!diagnostics.ok()) throw InputError(diagnostics);
  return *spec;
}

// Every file below `root` by relative name.
std::map<std::string, std::string> contents(const std::string& root) {
  std::map<std::string, std::string> files;
  for (const auto& file : list_files(root, "", true)) files[fs::relative(file, root).string()] = read_file(file);
  return files;
}

void expect_same(const std::string& a, const std::string& b) {
  const auto left = contents(a), right = contents(b);
  ASSERT_EQ(left.size(), right.size()) << a << " against " << b;
  for (const auto& [name, bytes] : left) {
    ASSERT_TRUE(right.contains(name)) << name;
    EXPECT_EQ(bytes == right.at(name), true) << name << " differs";
  }
}

class Render : public testing::Test {
 protected:
  // The process id: two builds may be tested at once.
  Render() : root_(testing::TempDir() + "tailcast_render_" + std::to_string(getpid())) {
    fs::remove_all(root_);
  }
  ~Render() override { fs::remove_all(root_); }
  std::string dir(const char* name) const { return root_ + "/" + name; }
  // Three instances of one frame.
  static RenderJob small(const std::string& output, unsigned jobs) {
    RenderJob job;
    job.scenarios = {library("occlusion/child_between_parked_vans.yaml", "")};
    Diagnostics none;
    apply_override(job.scenarios[0], "record.from=0 s", none);
    apply_override(job.scenarios[0], "record.to=0.12 s", none);
    if (!none.ok()) throw InputError(none);
    job.instances = 3;
    job.seed = 7;
    job.output = output;
    job.jobs = jobs;
    return job;
  }
  std::string root_;
};

TEST_F(Render, SameBytesAtAnyThreadCountAndShardCountAndAfterAnInterruption) {
  render(small(dir("one"), 1));
  render(small(dir("two"), 2));
  expect_same(dir("one"), dir("two"));

  std::vector<std::string> shards;
  for (int i = 1; i <= 3; ++i) {
    auto job = small(dir(("s" + std::to_string(i)).c_str()), 1);
    job.shard = {i, 3};
    render(job);
    shards.push_back(job.output);
  }
  merge(shards, dir("merged"));
  expect_same(dir("one"), dir("merged"));

  // An interrupted run: the first sequence done, the second with a half-written file, no manifest.
  auto interrupted = small(dir("interrupted"), 1);
  interrupted.progress = [](int done, int) {
    if (done == 1) throw IoError("test", "pulled the plug");
  };
  EXPECT_THROW(render(interrupted), IoError);
  EXPECT_FALSE(file_exists(dir("interrupted") + "/manifest.json"));
  write_file(dir("interrupted") + "/sequences/01/velodyne/000000.bin.part", "half");
  const auto resumed = render(small(dir("interrupted"), 2));
  EXPECT_EQ(resumed.frames_rendered + resumed.frames_kept, 3);
  EXPECT_GE(resumed.frames_kept, 1) << "what was done is not done again";
  expect_same(dir("one"), dir("interrupted"));

  EXPECT_EQ(render(small(dir("one"), 1)).frames_rendered, 0) << "a finished dataset is not rendered again";
  EXPECT_TRUE(reproduce(dir("one"), 2, 0));
}

TEST_F(Render, RefusesADirectoryOfAnotherJob) {
  auto job = small(dir("out"), 1);
  job.instances = 1;
  render(job);
  job.seed = 8;
  EXPECT_THROW(render(job), InputError);
  write_file(dir("mine") + "/thesis.txt", "precious");
  job.output = dir("mine");
  EXPECT_THROW(render(job), InputError);
  EXPECT_EQ(read_file(dir("mine") + "/thesis.txt"), "precious");
}

TEST_F(Render, MergeRefusesMissingAndRepeatedShards) {
  std::vector<std::string> shards;
  for (int i = 1; i <= 2; ++i) {
    auto job = small(dir(("s" + std::to_string(i)).c_str()), 1);
    job.instances = 2;
    job.shard = {i, 2};
    render(job);
    shards.push_back(job.output);
  }
  EXPECT_THROW(merge({shards[0]}, dir("m1")), InputError);
  EXPECT_THROW(merge({shards[0], shards[0]}, dir("m2")), InputError);
  merge(shards, dir("m3"));
  EXPECT_THROW(merge(shards, dir("m3")), InputError) << "it is there already";
}

TEST_F(Render, TheManifestSaysWhatIsThere) {
  auto job = small(dir("out"), 1);
  job.instances = 1;
  render(job);
  const auto manifest = Json::parse(read_file(dir("out") + "/manifest.json"), "manifest");
  EXPECT_TRUE(manifest.find("synthetic")->bool_or(false));
  EXPECT_EQ(manifest.find("seed")->integer_or(0), 7);
  EXPECT_EQ(manifest.find("sequences")->items().size(), 1U);
  EXPECT_FALSE(manifest.find("sequences")->items()[0].find("draws")->entries().empty());
  std::size_t listed = manifest.find("files")->is_array() ? manifest.find("files")->items().size() : manifest.find("files")->entries().size();
  EXPECT_EQ(listed + 1, contents(dir("out")).size()) << "every file but itself";
}

// The text of the library's child scenario with other sensors, two tenths of a second of it.
ScenarioSpec with_sensors(const std::string& sensors) {
  const std::string path = TAILCAST_SOURCE_DIR "/scenarios/library/occlusion/child_between_parked_vans.yaml";
  auto text = read_file(path);
  const auto at = text.find("top: {preset");
  if (at == std::string::npos) throw InputError({});
  text.replace(at, text.find('\n', at) - at, sensors);
  Diagnostics diagnostics;
  auto spec = parse_scenario(text, path, diagnostics);
  if (spec) apply_override(*spec, "record.from=0 s", diagnostics), apply_override(*spec, "record.to=0.25 s", diagnostics);
  if (!diagnostics.ok()) throw InputError(diagnostics);
  return *spec;
}

constexpr const char* kTwoSensors =
    "top: {preset: velodyne_vlp16, at: [0 m, 0 m, 1.9 m]}\n    front: {preset: hesai_xt32, at: [0.5 m, 0 m, 1.9 m], phase: 30 ms}";

TEST_F(Render, EverySensorOfAVehicleHasItsDatasetAndItsClock) {
  RenderJob job;
  job.scenarios = {with_sensors(kTwoSensors)};
  EXPECT_EQ(sensors_of(job.scenarios), (std::vector<std::string>{"top", "front"}));
  job.output = dir("none");
  EXPECT_THROW(render(job), InputError) << "which one?";
  for (const std::string sensor : {"top", "front"}) {
    job.device.sensor = sensor;
    job.output = dir(sensor.c_str());
    render(job);
    EXPECT_TRUE(reproduce(job.output, 0, 0));
  }
  const auto top = read_frame(find_frames(dir("top")).front()), front = read_frame(find_frames(dir("front")).front());
  EXPECT_EQ(front.time - top.time, 30'000'000) << "each clock runs on its own";
  EXPECT_EQ(*std::max_element(top.ring.begin(), top.ring.end()), 15U);
  EXPECT_EQ(*std::max_element(front.ring.begin(), front.ring.end()), 31U);
}

TEST_F(Render, AnEffectThatIsOffIsOffInEveryFrameAndSaidInTheManifest) {
  auto job = small(dir("plain"), 1);
  job.instances = 1;
  job.device.without = {"range_bias", "mirrors"};
  render(job);
  const auto manifest = Json::parse(read_file(dir("plain") + "/manifest.json"), "manifest");
  EXPECT_EQ(manifest.find("without")->items().size(), 2U);
  EXPECT_TRUE(reproduce(dir("plain"), 0, 0));
  job.output = dir("other");
  job.device.without = {"rangebias"};
  EXPECT_THROW(render(job), InputError);
}

// Without a measured shadow the vehicle's own body is in the way, and what comes back from it teaches nothing.
TEST(World, TheCarrierShadesItsSensors) {
  const auto world = build_world(with_sensors("top: {preset: velodyne_hdl32e, at: [0 m, 0 m, 1.84 m]}"), 7, 0);
  const auto frame = render_frame(*world, 0, MotionMode::Raw);
  std::size_t own = 0, beside = 0;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const double x = frame.x[i], y = frame.y[i];
    const bool over_the_car = std::fabs(y) < 0.7 && x > -1.2 && x < 1.2;
    if (over_the_car && frame.z[i] < -0.2) {
      EXPECT_GT(frame.z[i], -1.2) << "the road under the car is not seen";
      EXPECT_EQ(frame.truth.class_id[i], ClassId::Unlabeled);
      ++own;
    } else {
      ++beside;
    }
  }
  EXPECT_GT(own, 100U);
  EXPECT_GT(beside, 10000U);
  for (const auto& box : frame.objects) EXPECT_NE(box.name, "ego");
}

TEST(World, EveryLibraryScenarioShowsItsHazard) {
  for (const auto& file : list_files(TAILCAST_SOURCE_DIR "/scenarios/library", ".yaml", true)) {
    Diagnostics diagnostics;
    const auto spec = parse_scenario(read_file(file), file, diagnostics);
    ASSERT_TRUE(spec && diagnostics.ok()) << render(diagnostics);
    const auto world = build_world(*spec, 7, 0);
    const int frames = frame_count(world->instance, world->mount, world->lidar);
    const auto frame = render_frame(*world, frames / 2, MotionMode::Raw);
    EXPECT_GT(frame.size(), 80000U) << file;
    ASSERT_EQ(frame.truth.class_id.size(), frame.size());
    std::uint32_t hazard = 0;
    for (const auto& box : frame.objects) hazard += box.hazard ? box.returns : 0;
    EXPECT_GT(hazard, 0U) << file;
  }
}

TEST(World, RenderFrameIsAFunctionOfItsFrameAlone) {
  const auto spec = library("debris/rolling_lost_wheel.yaml", "0.8 s");
  const auto world = build_world(spec, 3, 1);
  const auto again = build_world(spec, 3, 1);
  render_frame(*again, 0, MotionMode::Raw);
  const auto a = render_frame(*world, 1, MotionMode::Raw), b = render_frame(*again, 1, MotionMode::Raw);
  EXPECT_EQ(a.x, b.x);
  EXPECT_EQ(a.intensity, b.intensity);
}

}  // namespace
}  // namespace tailcast
