// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "dataset/dataset.h"
#include "dataset/kitti_labels.h"
#include "dataset/kitti_poses.h"
#include "dataset/objects_json.h"
#include "dataset/scan_io.h"
#include "dataset/truth_npz.h"
#include "frames.h"

namespace fs = std::filesystem;

namespace tailcast {
namespace {

using testing::random_frame;
using testing::ScratchDirectory;

void expect_same_pose(const Pose& a, const Pose& b) {
  EXPECT_EQ(a.rotation.coeffs(), b.rotation.coeffs());
  EXPECT_EQ(a.translation, b.translation);
}

void expect_same_truth(const PointTruth& a, const PointTruth& b) {
  EXPECT_EQ(a.class_id, b.class_id);
  EXPECT_EQ(a.instance, b.instance);
  EXPECT_EQ(a.moving, b.moving);
  EXPECT_EQ(a.part, b.part);
  EXPECT_EQ(a.material, b.material);
  EXPECT_EQ(a.cause, b.cause);
  EXPECT_EQ(a.velocity, b.velocity);
  EXPECT_EQ(a.true_range, b.true_range);
  EXPECT_EQ(a.incidence, b.incidence);
  EXPECT_EQ(a.time, b.time);
  EXPECT_EQ(a.return_number, b.return_number);
}

void expect_same_frame(const LabelledFrame& a, const LabelledFrame& b) {
  EXPECT_EQ(a.x, b.x);
  EXPECT_EQ(a.y, b.y);
  EXPECT_EQ(a.z, b.z);
  EXPECT_EQ(a.intensity, b.intensity);
  EXPECT_EQ(a.ring, b.ring);
  EXPECT_EQ(a.column, b.column);
  EXPECT_EQ(a.rings, b.rings);
  EXPECT_EQ(a.columns, b.columns);
  EXPECT_EQ(a.time, b.time);
  EXPECT_EQ(a.sweep_start, b.sweep_start);
  EXPECT_EQ(a.duration, b.duration);
  EXPECT_EQ(a.compensated, b.compensated);
  expect_same_pose(a.world_from_sensor, b.world_from_sensor);
  expect_same_pose(a.ego_from_sensor, b.ego_from_sensor);
  expect_same_truth(a.truth, b.truth);
  ASSERT_EQ(a.objects.size(), b.objects.size());
  for (std::size_t i = 0; i < a.objects.size(); ++i) {
    const auto &p = a.objects[i], &q = b.objects[i];
    EXPECT_EQ(p.name, q.name);
    EXPECT_EQ(p.track_id, q.track_id);
    EXPECT_EQ(p.class_id, q.class_id);
    EXPECT_EQ(p.hazard, q.hazard);
    EXPECT_EQ(p.moving, q.moving);
    EXPECT_EQ(p.time, q.time);
    expect_same_pose(p.sensor_from_box, q.sensor_from_box);
    EXPECT_EQ(p.size, q.size);
    EXPECT_EQ(p.velocity, q.velocity);
    EXPECT_EQ(p.returns, q.returns);
    EXPECT_EQ(p.returns_alone, q.returns_alone);
  }
}

std::vector<LabelledFrame> write_dataset(const std::string& root, int sequences = 2, int frames = 3) {
  const auto writer = make_semantic_kitti_writer(root);
  std::vector<LabelledFrame> written;
  for (int s = 0; s < sequences; ++s) {
    for (int f = 0; f < frames; ++f) {
      written.push_back(random_frame(static_cast<std::uint64_t>(100 * s + f), 50 + f));
      writer->write_frame(s, f, written.back());
    }
    writer->finish_sequence(s, frames);
  }
  writer->finish();
  return written;
}

std::string hash_of_all(const std::string& root) {
  std::string all;
  for (const auto& path : list_files(root, "", true)) all += fs::path(path).lexically_relative(root).string() + sha256_file(path);
  return sha256_hex(all);
}

// parse_calibration and parse_poses of the official semantic-kitti-api, read line by line as Python does.
std::vector<Eigen::Matrix4d> official_poses(const std::string& directory) {
  const auto matrix = [](const std::string& text) {
    std::istringstream in(text);
    Eigen::Matrix4d m = Eigen::Matrix4d::Identity();
    for (int i = 0; i < 12; ++i) in >> m(i / 4, i % 4);
    EXPECT_FALSE(in.fail());
    return m;
  };
  Eigen::Matrix4d tr;
  std::ifstream calib(directory + "/calib.txt"), poses(directory + "/poses.txt");
  std::string line;
  while (std::getline(calib, line)) {
    EXPECT_EQ(std::count(line.begin(), line.end(), ':'), 1) << "key, content = line.strip().split(':')";
    if (line.starts_with("Tr:")) tr = matrix(line.substr(3));
  }
  std::vector<Eigen::Matrix4d> all;
  while (std::getline(poses, line)) all.push_back(tr.inverse() * matrix(line) * tr);
  return all;
}

TEST(TruthNpz, ReadsBackWhatItWrote) {
  for (const int points : {0, 1, 999}) {
    auto frame = random_frame(1, points);
    frame.rings = 3, frame.columns = 5;
    for (int i = 0; i < 15; ++i) frame.pulses.push_back(static_cast<PulseState>(i % 5));
    LabelledFrame read = decode_kitti_bin(encode_kitti_bin(frame), "t");
    decode_truth_npz(encode_truth_npz(frame), "t", read);
    EXPECT_EQ(read.ring, frame.ring);
    EXPECT_EQ(read.column, frame.column);
    expect_same_truth(read.truth, frame.truth);
    EXPECT_EQ(read.pulses, frame.pulses);
    EXPECT_EQ(read.rings, 3U);
    EXPECT_EQ(read.columns, 5U);
  }
}

TEST(TruthNpz, RefusesPulsesOfNoKnownFate) {
  auto frame = random_frame(1, 4);
  frame.rings = 1, frame.columns = 2;
  frame.pulses = {PulseState::Missed, static_cast<PulseState>(9)};
  LabelledFrame read = decode_kitti_bin(encode_kitti_bin(frame), "t");
  EXPECT_THROW(decode_truth_npz(encode_truth_npz(frame), "t", read), IoError);
}

TEST(TruthNpz, GivesTheSameBytesAtAnyTimeAndInAnyTimeZone) {
  const auto frame = random_frame(2, 100);
  const auto first = encode_truth_npz(frame);
  ::setenv("TZ", "Asia/Tokyo", 1);
  ::tzset();
  EXPECT_EQ(encode_truth_npz(frame), first);
  ::unsetenv("TZ");
  ::tzset();
}

TEST(TruthNpz, RefusesDamageAndLeavesTheFrameAsItWas) {
  const auto frame = random_frame(3, 40);
  const auto bytes = encode_truth_npz(frame);
  LabelledFrame read = decode_kitti_bin(encode_kitti_bin(frame), "t");
  for (std::size_t n = 0; n < bytes.size(); n += 7) EXPECT_THROW(decode_truth_npz(bytes.substr(0, n), "t", read), IoError) << n;
  EXPECT_THROW(decode_truth_npz(encode_truth_npz(random_frame(3, 41)), "t", read), IoError);  // of another frame
  auto unknown = frame;
  unknown.truth.class_id[5] = static_cast<ClassId>(999);
  EXPECT_THROW(decode_truth_npz(encode_truth_npz(unknown), "t", read), IoError);
  EXPECT_TRUE(read.truth.empty());
}

TEST(TruthNpz, NumpyReadsItWithNoCodeOfOurs) {
  if (std::system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") != 0) GTEST_SKIP() << "no python3 with numpy";
  const ScratchDirectory scratch;
  const auto frame = random_frame(4, 60);
  write_file(scratch / "t.npz", encode_truth_npz(frame));
  std::string expected = "[";
  for (const auto value : frame.truth.instance) expected += std::to_string(value) + ",";
  write_file(scratch / "check.py",
             "import numpy as np, sys\n"
             "t = np.load(sys.argv[1])\n"
             "assert sorted(t.files) == sorted('ring column time return_number class instance moving part material cause "
             "velocity true_range incidence'.split()), t.files\n"
             "assert all(len(t[k]) == 60 for k in t.files)\n"
             "assert t['velocity'].shape == (60, 3) and t['velocity'].dtype == np.float32\n"
             "assert t['time'].dtype == np.int32\n"
             "assert t['instance'].tolist() == " + expected + "]\n");
  EXPECT_EQ(std::system(("/usr/bin/python3 " + (scratch / "check.py") + " " + (scratch / "t.npz")).c_str()), 0);
}

TEST(Labels, KeepClassInstanceAndMotionOfEveryReturn) {
  const auto frame = random_frame(5, 2000);
  LabelledFrame read = decode_kitti_bin(encode_kitti_bin(frame), "t");
  decode_kitti_labels(encode_kitti_labels(frame), "t", read);
  EXPECT_EQ(read.truth.class_id, frame.truth.class_id);
  EXPECT_EQ(read.truth.instance, frame.truth.instance);
  EXPECT_EQ(read.truth.moving, frame.truth.moving);
}

TEST(Labels, OfAnotherLengthThanThePointsAreRefused) {
  const auto frame = random_frame(6, 10);
  LabelledFrame read = decode_kitti_bin(encode_kitti_bin(frame), "t");
  const auto bytes = encode_kitti_labels(frame);
  EXPECT_THROW(decode_kitti_labels(std::string_view(bytes).substr(0, 39), "t", read), IoError);
  EXPECT_THROW(decode_kitti_labels(bytes + bytes, "t", read), IoError);
}

TEST(Configuration, NamesEveryIdThatIsWrittenAndMapsItIntoADenseRange) {
  const std::vector<int> sequences{0, 8, 11};
  const auto text = semantic_kitti_config({{10, 3}, {316, 1}}, sequences);
  std::map<std::string, std::map<int, std::string>> sections;
  std::istringstream in(text);
  std::string line, section;
  while (std::getline(in, line)) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] != ' ') section = line.substr(0, line.find(':'));
    else if (section != "split") sections[section][std::stoi(line)] = line.substr(line.find(": ") + 2);
  }
  std::set<int> trained;
  for (const auto& [id, train] : sections["learning_map"]) trained.insert(std::stoi(train));
  EXPECT_EQ(*trained.begin(), 0);
  EXPECT_EQ(*trained.rbegin() + 1, static_cast<int>(trained.size()));
  EXPECT_EQ(sections["learning_map_inv"].size(), trained.size());
  EXPECT_EQ(sections["learning_ignore"].size(), trained.size());
  for (const auto& info : all_classes())
    for (const int id : {int{info.semantic_kitti}, int{info.semantic_kitti_moving}}) {
      EXPECT_TRUE(sections["labels"].contains(id)) << id;
      EXPECT_TRUE(sections["color_map"].contains(id)) << id;
      EXPECT_TRUE(sections["content"].contains(id)) << id;
      ASSERT_TRUE(sections["learning_map"].contains(id)) << id;
      EXPECT_LT(id, 359) << "the stock tools' tables end there";
    }
  for (const auto& [train, id] : sections["learning_map_inv"]) EXPECT_EQ(std::stoi(sections["learning_map"][std::stoi(id)]), train);
  EXPECT_EQ(sections["learning_map"][252], "1");   // a moving car is a car
  EXPECT_EQ(sections["learning_map"][310], "1");   // so is a van
  EXPECT_GE(std::stoi(sections["learning_map"][316]), 20);  // debris is what this is for
  EXPECT_EQ(sections["content"][10], "0.750000000");
  EXPECT_EQ(sections["labels"][1], "\"outlier\"");
  EXPECT_NE(text.find("  train: [0]\n  valid: [8]\n  test: [11]\n"), std::string::npos);
}

TEST(Objects, ReadBackWhatWasWritten) {
  const auto frame = random_frame(7, 0);
  LabelledFrame read;
  objects_from_json(Json::parse(objects_to_json(4, frame).dump(), "t"), 4, "t", read);
  expect_same_frame(read, [&] { auto f = frame; f.truth = {}; return f; }());
}

TEST(Objects, WithAnythingMissingOrMistypedAreRefused) {
  const Json whole = objects_to_json(4, random_frame(8, 0));
  LabelledFrame read;
  EXPECT_THROW(objects_from_json(whole, 5, "t", read), IoError);
  for (const auto& [key, value] : whole.entries()) {
    Json broken = whole;
    broken[key] = Json();
    EXPECT_THROW(objects_from_json(broken, 4, "t", read), IoError) << key;
  }
}

TEST(SemanticKitti, AWholeDatasetReadsBackAsItWasWritten) {
  const ScratchDirectory scratch;
  const auto written = write_dataset(scratch.path());
  const auto refs = find_frames(scratch.path());
  ASSERT_EQ(refs.size(), written.size());
  for (std::size_t i = 0; i < refs.size(); ++i) {
    EXPECT_EQ(refs[i].sequence, static_cast<int>(i / 3));
    EXPECT_EQ(refs[i].frame, static_cast<int>(i % 3));
    EXPECT_EQ(refs[i].scene, i < 3 ? "sequences/00" : "sequences/01");
    expect_same_frame(read_frame(refs[i]), written[i]);
  }
}

TEST(SemanticKitti, LabelFilesAlignWithPoints) {
  const ScratchDirectory scratch;
  write_dataset(scratch.path());
  for (const auto& ref : find_frames(scratch.path())) {
    std::string label = ref.path;
    label.replace(label.find("velodyne"), 8, "labels").replace(label.size() - 3, 3, "label");
    EXPECT_EQ(fs::file_size(label) / 4, fs::file_size(ref.path) / 16);
  }
}

TEST(SemanticKitti, PosesMultiplyOutAsTheOfficialToolsReadThem) {
  const ScratchDirectory scratch;
  const auto written = write_dataset(scratch.path());
  const auto poses = official_poses(scratch / "sequences/01");
  ASSERT_EQ(poses.size(), 3U);
  for (std::size_t f = 0; f < 3; ++f) {
    const Pose& truth = written[3 + f].world_from_sensor;
    const Vec3 p(3, -4, 5);
    EXPECT_NEAR(((poses[f] * p.homogeneous()).head<3>() - truth * p).norm(), 0, 1e-11);
  }
  const auto ours = read_kitti_poses(read_file(scratch / "sequences/01/poses.txt"), read_file(scratch / "sequences/01/calib.txt"), "t");
  EXPECT_NEAR((ours[2].translation - written[5].world_from_sensor.translation).norm(), 0, 1e-11);
}

TEST(SemanticKitti, TheOrderOfWritingLeavesNoTrace) {
  const ScratchDirectory a, b;
  write_dataset(a.path(), 1, 3);
  const auto writer = make_semantic_kitti_writer(b.path());
  for (const int f : {2, 0, 1}) writer->write_frame(0, f, random_frame(static_cast<std::uint64_t>(f), 50 + f));
  writer->finish_sequence(0, 3);
  writer->finish();
  EXPECT_EQ(hash_of_all(a.path()), hash_of_all(b.path()));
}

TEST(SemanticKitti, AnInterruptedSequenceIsKnownAndCanBeFinished) {
  const ScratchDirectory scratch, whole;
  write_dataset(whole.path(), 1, 3);
  const auto writer = make_semantic_kitti_writer(scratch.path());
  const auto frame = [](int f) { return random_frame(static_cast<std::uint64_t>(f), 50 + f); };
  for (const int f : {0, 1, 2}) writer->write_frame(0, f, frame(f));
  EXPECT_TRUE(writer->has_frame(0, 1));
  EXPECT_FALSE(writer->has_frame(0, 3));
  EXPECT_FALSE(writer->has_sequence(0));
  for (const char* lost : {"sequences/00/velodyne/000001.bin", "sequences/00/labels/000001.label", "truth/00/000001.npz",
                           "truth/00/.objects/000001.json"}) {
    fs::remove(scratch / lost);
    EXPECT_FALSE(writer->has_frame(0, 1)) << lost;
    if (std::string(lost).ends_with(".json")) {
      EXPECT_THROW(writer->finish_sequence(0, 3), IoError);
    }
    writer->write_frame(0, 1, frame(1));
  }
  const auto part = read_file(scratch / "truth/00/.objects/000002.json");
  writer->finish_sequence(0, 3);
  EXPECT_TRUE(writer->has_sequence(0));
  // Killed after times.txt, before the last part was gone.
  write_file(scratch / "truth/00/.objects/000002.json", part);
  EXPECT_FALSE(writer->has_sequence(0));
  for (const int f : {0, 1, 2}) EXPECT_TRUE(writer->has_frame(0, f));
  writer->finish_sequence(0, 3);
  EXPECT_TRUE(writer->has_sequence(0));
  writer->finish();
  EXPECT_EQ(hash_of_all(scratch.path()), hash_of_all(whole.path()));
}

TEST(SemanticKitti, AnUnlabelledScanIsWrittenAsUnlabelled) {
  const ScratchDirectory scratch;
  const auto writer = make_semantic_kitti_writer(scratch.path());
  auto frame = random_frame(9, 30);
  frame.truth = {};
  frame.objects.clear();
  writer->write_frame(0, 0, frame);
  writer->finish_sequence(0, 1);
  const auto read = read_frame(find_frames(scratch.path()).at(0));
  EXPECT_EQ(read.x, frame.x);
  EXPECT_EQ(read.ring, frame.ring);
  for (const auto id : read.truth.class_id) EXPECT_EQ(id, ClassId::Unlabeled);
}

TEST(Manifest, HoldsTheHashOfEveryFileAndSaysThatItIsSynthetic) {
  const ScratchDirectory scratch;
  write_dataset(scratch.path(), 1, 2);
  write_file(scratch / "truth/00/killed.npz.part", "half");
  Json header;
  header["seed"] = 7;
  write_manifest(scratch.path(), header);
  const auto first = read_file(scratch / "manifest.json");
  write_manifest(scratch.path(), header);
  EXPECT_EQ(read_file(scratch / "manifest.json"), first);
  const Json manifest = Json::parse(first, "t");
  EXPECT_TRUE(manifest.find("synthetic")->bool_or(false));
  EXPECT_EQ(manifest.find("seed")->integer_or(0), 7);
  const auto& files = manifest.find("files")->entries();
  EXPECT_EQ(files.size(), 2U * 3 + 3 + 1 + 2);  // frames; poses, calibration, times; objects; configuration, names
  for (const auto& [name, hash] : files) EXPECT_EQ(hash.string_or({}), sha256_file(scratch / name));
}

TEST(FindFrames, TellsScenesApart) {
  const ScratchDirectory scratch;
  const auto bytes = encode_kitti_bin(random_frame(10, 5));
  for (const char* file : {"drives/a/data/0.bin", "drives/a/data/1.bin", "drives/b/data/0.bin", "drives/b/data/x.pcd.bin",
                           "object/training/velodyne/000000.bin", "object/training/velodyne/000007.bin",
                           "object/training/label_2/000000.txt"})
    write_file(scratch / file, bytes);
  const auto drives = find_frames(scratch / "drives");
  ASSERT_EQ(drives.size(), 3U);
  EXPECT_EQ(drives[0].scene, "a/data");
  EXPECT_EQ(drives[1].scene, "a/data");
  EXPECT_EQ(drives[2].scene, "b/data");
  for (const char* path : {"object/training/velodyne", "object/training/velodyne/", "object/training", "object"}) {
    const auto object = find_frames(scratch / path);
    ASSERT_EQ(object.size(), 2U) << path;
    EXPECT_NE(object[0].scene, object[1].scene) << "scans of KITTI's object set are each a scene";
    EXPECT_EQ(object[1].frame, 7);
  }
  EXPECT_EQ(find_frames(scratch / "drives/a/data/1.bin").at(0).scene, "data");
  EXPECT_THROW(find_frames(scratch / "nowhere"), IoError);
  EXPECT_THROW(find_frames(scratch / "object/training/label_2"), IoError);
}

TEST(ReadFrame, OfADamagedDatasetIsAnError) {
  const ScratchDirectory scratch;
  write_dataset(scratch.path(), 1, 2);
  const auto ref = find_frames(scratch.path()).at(1);
  for (const char* file : {"sequences/00/velodyne/000001.bin", "sequences/00/labels/000001.label", "truth/00/000001.npz", "truth/00/objects.jsonl"}) {
    const auto whole = read_file(scratch / file);
    write_file(scratch / file, whole.substr(0, whole.size() / 2));
    EXPECT_THROW(read_frame(ref), IoError) << file;
    write_file(scratch / file, whole);
  }
  EXPECT_NO_THROW(read_frame(ref));
}

}  // namespace
}  // namespace tailcast
