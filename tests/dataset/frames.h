// SPDX-License-Identifier: Apache-2.0
// Frames to write and read in the tests of this folder.
#pragma once
#include <filesystem>
#include <string>

#include "core/random.h"
#include "labels/labelled_frame.h"

namespace tailcast::testing {

// Every field set, each return another mixture of truths.
inline LabelledFrame random_frame(std::uint64_t seed, int points) {
  RandomStream random(seed, Domain::Behaviour);
  const auto pick = [&](std::size_t count) { return static_cast<std::size_t>(random.integer(0, static_cast<int>(count) - 1)); };
  LabelledFrame frame;
  frame.time = random.integer(0, 2'000'000'000);
  frame.sweep_start = frame.time - 51'700'000;
  frame.duration = 103'400'000;
  frame.compensated = random.chance(0.5);
  const double yaw = random.uniform(-3, 3), pitch = random.uniform(-.1, .1), roll = random.uniform(-.1, .1);
  frame.world_from_sensor = {from_yaw_pitch_roll(yaw, pitch, roll),
                             {random.uniform(-200, 200), random.uniform(-200, 200), 1.67}};
  frame.ego_from_sensor = {Quat::Identity(), {0, 0, 1.67}};
  frame.rings = 64, frame.columns = 2083;
  for (int i = 0; i < points; ++i) {
    frame.x.push_back(static_cast<float>(random.uniform(-80, 80)));
    frame.y.push_back(static_cast<float>(random.uniform(-80, 80)));
    frame.z.push_back(static_cast<float>(random.uniform(-3, 3)));
    frame.intensity.push_back(static_cast<float>(random.uniform()));
    frame.ring.push_back(static_cast<std::uint16_t>(pick(64)));
    frame.column.push_back(static_cast<std::uint16_t>(pick(2083)));
    auto& truth = frame.truth;
    const auto& info = all_classes()[pick(all_classes().size())];
    truth.class_id.push_back(info.id);
    truth.instance.push_back(info.thing ? static_cast<std::uint16_t>(1 + pick(65535)) : std::uint16_t{0});
    truth.moving.push_back(info.semantic_kitti != info.semantic_kitti_moving && random.chance(0.5));
    truth.part.push_back(static_cast<Part>(pick(static_cast<std::size_t>(Part::Load) + 1)));
    truth.material.push_back(random.chance(0.1) ? kNoMaterial : static_cast<MaterialId>(pick(all_materials().size())));
    truth.cause.push_back(static_cast<Cause>(pick(7)));
    truth.velocity.push_back(Vec3{random.normal(), random.normal(), random.normal()}.cast<float>());
    truth.true_range.push_back(static_cast<float>(random.uniform(1, 80)));
    truth.incidence.push_back(static_cast<float>(random.uniform(0, 1.57)));
    truth.time.push_back(random.integer(0, 103'400'000));
    truth.return_number.push_back(static_cast<std::uint8_t>(pick(2)));
  }
  for (int k = 1; k <= 3; ++k) {
    ObjectBox box;
    box.name = "thing_" + std::to_string(k);
    box.track_id = static_cast<std::uint32_t>(k);
    box.class_id = k == 1 ? ClassId::Debris : ClassId::Car;
    box.hazard = k == 1;
    box.time = frame.time + k;
    box.sensor_from_box = {from_yaw_pitch_roll(random.uniform(-3, 3), 0, 0), {random.uniform(1, 50), random.normal(), -1}};
    box.size = {random.uniform(1, 5), random.uniform(1, 2), 1.5};
    box.velocity = {random.normal(), random.normal(), 0};
    box.moving = k == 2;
    box.returns = static_cast<std::uint32_t>(pick(100));
    box.returns_alone = k == 3 ? 0 : 100;
    frame.objects.push_back(box);
  }
  return frame;
}

// A directory of the test's own, empty at the start and gone at the end.
class ScratchDirectory {
 public:
  ScratchDirectory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "tailcast_dataset_XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~ScratchDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace tailcast::testing
