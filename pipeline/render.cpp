// SPDX-License-Identifier: Apache-2.0
#include "pipeline/render.h"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <map>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/parallel.h"
#include "dataset/dataset.h"
#include "dataset/scan_io.h"
#include "pipeline/mesh_copies.h"
#include "pipeline/world.h"
#include "scenarios/estimate.h"
#include "scenarios/meshes.h"
#include "scenarios/sample.h"

namespace fs = std::filesystem;

namespace tailcast {
namespace {

constexpr const char* kJournal = ".render.json";  // while the work is under way: which job this directory is for
constexpr const char* kManifest = "manifest.json";
// Averages of rendered datasets, for the estimate only.
constexpr double kMegabytesPerFrame = 4.5;
constexpr double kSecondsPerFrame = 0.6, kSecondsPerSequence = 3.0;

[[noreturn]] void refuse(const std::string& message, const std::string& hint) {
  Diagnostics diagnostics;
  diagnostics.error({}, "E0501", message, hint);
  throw InputError(std::move(diagnostics));
}

std::string join(const std::string& root, const char* name) { return (fs::path(root) / name).string(); }

// What makes two jobs the same work, whatever the shard, the threads or the place.
Json describe_job(const RenderJob& job) {
  Json header = Json::object();
  header["tailcast"] = version();
  header["versions"] = Json::Object{{"bullet", BULLET_VERSION}, {"embree", EMBREE_VERSION}};
  header["synthetic"] = true;
  header["note"] = "Synthetic data for training. It must not enter an evaluation set.";
  header["format"] = "semantic_kitti";
  header["motion"] = job.motion == MotionMode::Raw ? "raw" : "compensated";
  header["seed"] = job.seed;
  header["instances"] = job.instances;
  header["design"] = print(job.design);
  header["sensor"] = job.device.sensor;
  Json without = Json::array();
  for (const auto& effect : job.device.without) without.push_back(effect);
  header["without"] = std::move(without);
  Json scenarios = Json::array();
  for (const auto& spec : job.scenarios) {
    Json entry = Json::object();
    const std::string text = print(with_copies(spec));
    entry["name"] = spec.name;
    entry["sha256"] = sha256_hex(text);
    entry["text"] = text;
    if (!spec.assets.empty()) entry["meshes"] = describe_meshes(spec);
    scenarios.push_back(std::move(entry));
  }
  header["scenarios"] = std::move(scenarios);
  return header;
}

Json describe_sequence(int sequence, const ScenarioInstance& instance, const SensorMount& mount, const LidarSpec& lidar, int frames) {
  Json entry = Json::object();
  entry["sequence"] = sequence;
  entry["scenario"] = instance.scenario;
  entry["index"] = instance.index;
  entry["frames"] = frames;
  entry["log_weight"] = instance.log_weight;
  entry["place"] = instance.place;
  entry["stage_seed"] = fmt::format("{:016x}", instance.stage_seed);
  Json hazards = Json::array();
  for (const auto& hazard : instance.hazards) hazards.push_back(hazard);
  entry["hazards"] = std::move(hazards);
  Json sensor = Json::object();
  sensor["name"] = mount.name;
  sensor["preset"] = mount.preset;
  sensor["lidar"] = lidar.name;
  sensor["sha256"] = sha256_hex(lidar_text(mount.preset));
  entry["sensor"] = std::move(sensor);
  Json draws = Json::object();
  for (const auto& draw : instance.draws) {
    if (!draw.text.empty()) {
      draws[draw.name] = draw.text;
    } else {
      Json value = Json::object();
      value["value"] = draw.value;
      value["unit"] = draw.unit;
      draws[draw.name] = std::move(value);
    }
  }
  entry["draws"] = std::move(draws);
  return entry;
}

struct Sequence {
  int number = 0;
  std::size_t scenario = 0;
  std::uint32_t index = 0;
  int frames = 0;
  Json description;
};

std::vector<Design> designs_of(const RenderJob& job) {
  std::vector<Design> designs;
  for (const auto& spec : job.scenarios) designs.emplace_back(spec, job.design, job.seed, static_cast<std::uint32_t>(job.instances));
  return designs;
}

std::vector<Sequence> sequences_of(const RenderJob& job, const std::vector<Design>& designs) {
  std::map<std::string, LidarSpec> lidars;
  std::vector<Sequence> sequences;
  for (std::size_t s = 0; s < job.scenarios.size(); ++s)
    for (int i = 0; i < job.instances; ++i) {
      const int number = static_cast<int>(s) * job.instances + i;
      if (number % job.shard.count != job.shard.index - 1) continue;
      const auto instance = sample(job.scenarios[s], job.seed, static_cast<std::uint32_t>(i), designs[s]);
      const auto mount = mount_of(instance, job.device);
      if (!lidars.contains(mount.preset)) lidars[mount.preset] = lidar_of(mount, job.device);
      const auto& lidar = lidars[mount.preset];
      const int frames = frame_count(instance, mount, lidar);
      sequences.push_back({number, s, static_cast<std::uint32_t>(i), frames, describe_sequence(number, instance, mount, lidar, frames)});
    }
  return sequences;
}

Json header_of(const RenderJob& job, const std::vector<Sequence>& sequences) {
  Json header = describe_job(job);
  Json list = Json::array();
  for (const auto& sequence : sequences) list.push_back(sequence.description);
  header["sequences"] = std::move(list);
  return header;
}

// The manifest without what write_manifest adds.
Json header_in(const Json& manifest) {
  Json header = Json::object();
  for (const auto& [key, value] : manifest.entries())
    if (key != "files" && key != "effective_samples") header[key] = value;
  return header;
}

// How many natural draws the instances of each scenario are worth, by their weights.
Json with_effective_samples(Json header) {
  std::map<std::string, std::vector<double>> log_weights;
  const Json* sequences = header.find("sequences");
  for (const auto& sequence : sequences ? sequences->items() : Json::Array{}) {
    const Json *scenario = sequence.find("scenario"), *log_weight = sequence.find("log_weight");
    if (scenario && log_weight) log_weights[scenario->string_or("")].push_back(log_weight->number_or(0));
  }
  Json samples = Json::object();
  for (const auto& [scenario, of_scenario] : log_weights) samples[scenario] = effective_sample_size(of_scenario);
  header["effective_samples"] = std::move(samples);
  return header;
}

enum class Found { Nothing, Unfinished, Finished };

Found look_at(const RenderJob& job, const Json& header) {
  const std::string manifest = join(job.output, kManifest), journal = join(job.output, kJournal);
  const bool finished = file_exists(manifest);
  if (!finished && !file_exists(journal)) {
    std::error_code ignored;
    if (fs::exists(job.output, ignored) && !fs::is_empty(job.output, ignored))
      refuse(fmt::format("{} is not empty, and what is in it is no unfinished dataset", job.output), "give a new directory with -o");
    return Found::Nothing;
  }
  const auto path = finished ? manifest : journal;
  if (header_in(Json::parse(read_file(path), path)).dump() != header.dump())
    refuse(fmt::format("{} holds a dataset of another job (other scenario, seed, number, motion, shard or version)", job.output),
           "give a new directory with -o, or remove this one");
  return finished ? Found::Finished : Found::Unfinished;
}

void write_events(const std::string& root, int number, const Timeline& timeline) {
  Json events = Json::array();
  for (const auto& event : timeline.events) {
    Json entry = Json::object();
    entry["time"] = to_seconds(event.time);
    entry["kind"] = event.kind;
    entry["subject"] = event.subject;
    entry["object"] = event.object;
    events.push_back(std::move(entry));
  }
  write_file((fs::path(root) / "truth" / fmt::format("{:02}", number) / "events.json").string(), events.dump(2));
}

struct Counters {
  std::atomic<int> rendered{0}, kept{0};
};

void render_sequence(const RenderJob& job, const Design& design, const DatasetWriter& writer, const Sequence& sequence, unsigned jobs, int total, Counters& counters) {
  const auto report = [&] {
    if (job.progress) job.progress(counters.rendered + counters.kept, total);
  };
  if (writer.has_sequence(sequence.number)) {
    counters.kept += sequence.frames;
    report();
    return;
  }
  const auto world = build_world(job.scenarios[sequence.scenario], job.seed, sequence.index, job.device, design);
  parallel_for(static_cast<std::size_t>(sequence.frames), jobs, [&](std::size_t i) {
    const int frame = static_cast<int>(i);
    if (writer.has_frame(sequence.number, frame)) {
      ++counters.kept;
    } else {
      writer.write_frame(sequence.number, frame, render_frame(*world, frame, job.motion));
      ++counters.rendered;
    }
    report();
  });
  write_events(job.output, sequence.number, world->timeline);
  writer.finish_sequence(sequence.number, sequence.frames);
}

}  // namespace

std::string version() { return TAILCAST_VERSION; }

RenderPlan plan(const RenderJob& job) {
  RenderPlan plan;
  for (const auto& sequence : sequences_of(job, designs_of(job))) {
    ++plan.sequences;
    plan.frames += sequence.frames;
  }
  plan.megabytes = plan.frames * kMegabytesPerFrame;
  plan.core_seconds = plan.frames * kSecondsPerFrame + plan.sequences * kSecondsPerSequence;
  return plan;
}

std::vector<std::string> sensors_of(const std::vector<ScenarioSpec>& scenarios) {
  std::vector<std::string> names;
  for (const auto& spec : scenarios)
    for (const auto& sensor : spec.ego.sensors)
      if (std::find(names.begin(), names.end(), sensor.name) == names.end()) names.push_back(sensor.name);
  return names;
}

RenderResult render(const RenderJob& asked) {
  RenderJob job = asked;
  Diagnostics diagnostics;
  for (auto& spec : job.scenarios) take_in_meshes(spec, diagnostics);
  if (!diagnostics.ok()) throw InputError(std::move(diagnostics));
  const auto designs = designs_of(job);
  const auto sequences = sequences_of(job, designs);
  int total = 0;
  for (const auto& sequence : sequences) total += sequence.frames;
  const Json header = header_of(job, sequences);
  const auto found = look_at(job, header);
  if (found == Found::Finished) return {0, total};
  if (found == Found::Nothing) write_file(join(job.output, kJournal), header.dump(2));
  for (const auto& spec : job.scenarios) copy_meshes(spec, job.output);

  const auto writer = make_semantic_kitti_writer(job.output);
  const unsigned jobs = job.jobs == 0 ? hardware_jobs() : job.jobs;
  const unsigned outer = std::clamp<unsigned>(static_cast<unsigned>(sequences.size()), 1, jobs);
  Counters counters;
  parallel_for(sequences.size(), outer,
               [&](std::size_t i) { render_sequence(job, designs[sequences[i].scenario], *writer, sequences[i], std::max(1U, jobs / outer), total, counters); });
  writer->finish();
  for (const auto& leftover : list_files(job.output, ".part", true)) fs::remove(leftover);  // of an interrupted run
  write_manifest(job.output, with_effective_samples(header));
  fs::remove(join(job.output, kJournal));
  return {counters.rendered, counters.kept};
}

void merge(const std::vector<std::string>& shards, const std::string& output) {
  std::map<std::int64_t, Json> sequences;
  std::string common;
  Json header;
  for (const auto& shard : shards) {
    const auto path = join(shard, kManifest);
    header = header_in(Json::parse(read_file(path), path));
    const Json* list = header.find("sequences");
    for (const auto& entry : list ? list->items() : Json::Array{}) {
      const Json* number = entry.find("sequence");
      if (!number || !sequences.emplace(number->integer_or(-1), entry).second)
        refuse(fmt::format("{} repeats a sequence of another shard", shard), "give each shard once");
    }
    header["sequences"] = Json::array();
    if (common.empty()) common = header.dump();
    if (header.dump() != common) refuse(fmt::format("{} is a shard of another job than {}", shard, shards.front()), "merge shards of one render");
  }
  const auto* scenarios = header.find("scenarios");
  const auto* instances = header.find("instances");
  const auto expected = (scenarios ? static_cast<std::int64_t>(scenarios->items().size()) : 0) * (instances ? instances->integer_or(0) : 0);
  if (static_cast<std::int64_t>(sequences.size()) != expected)
    refuse(fmt::format("{} of {} sequences are there", sequences.size(), expected), "give every shard of the render");

  if (file_exists(join(output, kManifest))) refuse(output + " holds a dataset already", "give a new directory with -o");
  Json list = Json::array();
  for (auto& [number, entry] : sequences) list.push_back(std::move(entry));
  header["sequences"] = std::move(list);
  for (const auto& shard : shards)
    for (const auto& file : list_files(shard, "", true)) {
      const auto relative = fs::relative(file, shard);
      if (relative == kManifest) continue;
      write_file((fs::path(output) / relative).string(), read_file(file));
    }
  make_semantic_kitti_writer(output)->finish();  // the data configuration counts over all sequences
  write_manifest(output, with_effective_samples(header));
}

bool reproduce(const std::string& dataset, int sequence, int frame) {
  const auto path = join(dataset, kManifest);
  const Json manifest = Json::parse(read_file(path), path);
  const auto field = [&](const char* name) { return manifest.find(name) ? *manifest.find(name) : Json{}; };
  const auto instances = static_cast<int>(field("instances").integer_or(0));
  const auto& scenarios = field("scenarios");
  const auto position = instances > 0 ? static_cast<std::size_t>(sequence / instances) : scenarios.items().size();
  if (sequence < 0 || position >= scenarios.items().size()) refuse(fmt::format("{} has no sequence {}", dataset, sequence), "");
  const Json* text = scenarios.items()[position].find("text");
  Diagnostics diagnostics;
  auto spec = parse_scenario(text ? text->string_or("") : "", path, diagnostics);
  if (spec) take_in_meshes(*spec, diagnostics);
  if (!spec || !diagnostics.ok()) throw InputError(std::move(diagnostics));
  const Json* meshes = scenarios.items()[position].find("meshes");
  if (meshes && meshes->dump() != describe_meshes(*spec).dump())
    refuse(fmt::format("a mesh in {} is not the one that it was rendered with", dataset), "copy it there again, or render anew");
  Device device{field("sensor").string_or(""), {}};
  const Json without = field("without");
  if (without.is_array())
    for (const auto& effect : without.items()) device.without.push_back(effect.string_or(""));
  const Json written_seed = field("seed");
  const auto seed = written_seed.is_string() ? std::stoull(written_seed.string_or("0")) : static_cast<std::uint64_t>(written_seed.integer_or(0));
  const auto choice = parse_design(field("design").string_or("random"), diagnostics);
  if (!choice) throw InputError(std::move(diagnostics));
  const Design design(*spec, *choice, seed, static_cast<std::uint32_t>(instances));
  const auto world = build_world(*spec, seed, static_cast<std::uint32_t>(sequence % instances), device, design);
  if (frame < 0 || frame >= frame_count(world->instance, world->mount, world->lidar)) refuse(fmt::format("sequence {} has no frame {}", sequence, frame), "");
  const auto motion = field("motion").string_or("raw") == "raw" ? MotionMode::Raw : MotionMode::Compensated;
  const auto again = encode_kitti_bin(render_frame(*world, frame, motion));
  const auto written = fs::path(dataset) / "sequences" / fmt::format("{:02}", sequence) / "velodyne" / fmt::format("{:06}.bin", frame);
  return again == read_file(written.string());
}

}  // namespace tailcast
