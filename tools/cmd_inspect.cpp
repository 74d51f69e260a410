// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <map>
#include <memory>

#include "assets/catalog.h"
#include "assets/user_mesh.h"
#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "dataset/dataset.h"
#include "scenarios/meshes.h"
#include "tools/bad_flag.h"
#include "tools/commands.h"
#include "viewer/gallery.h"
#include "viewer/picture.h"

namespace tailcast {
namespace {

struct InspectOptions {
  std::string path, frame, png, asset, gallery, view = "all", colour = "class", beside;
  std::uint64_t seed = 1;
  int width = 1600;
  bool no_boxes = false, json = false;
};

PictureOptions picture_options(const InspectOptions& options) {
  PictureOptions picture;
  picture.view = options.view == "perspective" ? View::Perspective : options.view == "bev" ? View::BirdsEye : options.view == "range" ? View::RangeImage : View::All;
  picture.colouring = options.colour == "intensity" ? Colouring::Intensity : options.colour == "height" ? Colouring::Height : Colouring::Class;
  picture.width = options.width;
  picture.boxes = !options.no_boxes;
  return picture;
}

// "12": the 13th of all; "03/12": frame 12 of sequence 3.
const FrameRef& choose(const std::vector<FrameRef>& frames, const std::string& name) {
  int first = 0, second = 0;
  char rest = 0;
  if (std::sscanf(name.c_str(), "%d/%d%c", &first, &second, &rest) == 2) {
    for (const auto& frame : frames)
      if (frame.sequence == first && frame.frame == second) return frame;
  } else if (std::sscanf(name.c_str(), "%d%c", &first, &rest) == 1 && first >= 0 && static_cast<std::size_t>(first) < frames.size()) {
    return frames[static_cast<std::size_t>(first)];
  }
  bad_flag(fmt::format("no frame `{}`", name), fmt::format("write 0 to {}, or SEQUENCE/FRAME such as 00/12", frames.size() - 1));
}

std::string title_of(const FrameRef& ref, const LabelledFrame& frame) {
  return fmt::format("{}  {}  {} points", ref.scene, std::filesystem::path(ref.path).stem().string(), frame.size());
}

int picture_of_frame(const InspectOptions& options) {
  const auto frames = find_frames(options.path);
  const auto& ref = choose(frames, options.frame.empty() ? "0" : options.frame);
  const auto frame = read_frame(ref);
  auto picture = picture_options(options);
  picture.title = title_of(ref, frame);
  std::string png;
  if (options.beside.empty()) {
    png = draw_frame(frame, picture);
  } else {
    const auto others = find_frames(options.beside);
    const auto other = read_frame(others.front());
    png = draw_pair(frame, other, picture.title, title_of(others.front(), other), picture);
  }
  write_file(options.png, png);
  fmt::print(stderr, "{}\n", options.png);
  return kDone;
}

// The families whose id is `pattern`, or begins as it does before a `*` at its end.
std::vector<AssetInfo> families_like(const std::string& pattern) {
  std::vector<AssetInfo> chosen;
  const bool open = pattern.ends_with('*');
  for (const auto& info : catalog())
    if (open ? info.id.starts_with(pattern.substr(0, pattern.size() - 1)) : info.id == pattern) chosen.push_back(info);
  if (chosen.empty()) {
    std::vector<std::string> ids;
    for (const auto& info : catalog()) ids.push_back(info.id);
    bad_flag(fmt::format("no asset `{}`", pattern), did_you_mean(pattern, ids));
  }
  return chosen;
}

std::string picture_of(const std::vector<AssetInfo>& families, std::uint64_t seed, int width) {
  if (families.size() == 1) return draw_asset(*make_asset(families.front().id, seed), width);
  std::vector<std::shared_ptr<const Asset>> assets;
  for (const auto& info : families) assets.push_back(make_asset(info.id, seed));
  return draw_contact_sheet(assets, width);
}

// A user's mesh: by the path of its file, or by its name among the assets of a scenario, which says how it is to be read.
ScenarioSpec with_mesh(const InspectOptions& options) {
  ScenarioSpec spec;
  if (options.path.empty()) {
    AssetSpec asset;
    asset.name = std::filesystem::path(options.asset).stem().string();
    asset.mesh = options.asset;
    spec.assets.push_back(std::move(asset));
  } else {
    spec = load_scenario(options.path);
    std::vector<std::string> names;
    for (const auto& asset : spec.assets) names.push_back(asset.name);
    const auto* own = find_own_asset(spec, options.asset);
    if (!own) bad_flag(fmt::format("{} has no asset `{}` of its own", options.path, options.asset), did_you_mean(options.asset, names));
    spec.assets = {AssetSpec(*own)};
  }
  Diagnostics diagnostics;
  take_in_meshes(spec, diagnostics);
  if (!diagnostics.ok()) throw InputError(std::move(diagnostics));
  return spec;
}

int show_mesh(const InspectOptions& options) {
  const auto spec = with_mesh(options);
  fmt::print("{}", report_meshes(spec));
  if (options.png.empty()) return kDone;
  write_file(options.png, draw_asset(spec.assets.front().taken.mesh->asset, options.width));
  fmt::print(stderr, "{}\n", options.png);
  return kDone;
}

int show_assets(const InspectOptions& options) {
  if (mesh_format_of(options.asset) || (!options.path.empty() && !options.asset.empty())) return show_mesh(options);
  const auto families = families_like(options.asset.empty() ? "*" : options.asset);
  if (options.png.empty() && options.gallery.empty())
    bad_flag("--asset makes a picture", "say where with --png FILE or --gallery FILE");
  if (!options.png.empty()) write_file(options.png, picture_of(families, options.seed, options.width));
  if (!options.gallery.empty()) write_file(options.gallery, draw_gallery(families, options.seed));
  for (const auto& file : {options.png, options.gallery})
    if (!file.empty()) fmt::print(stderr, "{}\n", file);
  return kDone;
}

struct Summary {
  std::size_t frames = 0, points = 0, frames_with_hazard = 0, hazard_frames = 0;
  std::map<std::string, std::size_t> classes;
  std::map<int, std::pair<std::size_t, std::size_t>> hazard_by_range;  // 10 m bins: (boxes, returns)
  double visibility = 0;
  std::size_t hazards = 0;
};

Summary summarise(const std::vector<FrameRef>& frames) {
  Summary s;
  for (const auto& ref : frames) {
    const auto frame = read_frame(ref);
    ++s.frames;
    s.points += frame.size();
    for (const auto id : frame.truth.class_id) ++s.classes[std::string(class_info(id).name)];
    bool any = false, seen = false;
    for (const auto& box : frame.objects) {
      if (!box.hazard) continue;
      any = true;
      seen |= box.returns > 0;
      auto& bin = s.hazard_by_range[static_cast<int>(box.sensor_from_box.translation.norm() / 10)];
      ++bin.first;
      bin.second += box.returns;
      ++s.hazards;
      s.visibility += box.visibility();
    }
    s.hazard_frames += any;
    s.frames_with_hazard += seen;
  }
  return s;
}

int print_summary(const InspectOptions& options) {
  const auto s = summarise(find_frames(options.path));
  if (options.json) {
    Json out = Json::object();
    out["frames"] = s.frames;
    out["points"] = s.points;
    out["frames_with_hazard_returns"] = s.frames_with_hazard;
    Json classes = Json::object();
    for (const auto& [name, count] : s.classes) classes[name] = count;
    out["returns_by_class"] = std::move(classes);
    Json ranges = Json::array();
    for (const auto& [bin, count] : s.hazard_by_range)
      ranges.push_back(Json::Object{{"from_m", bin * 10}, {"to_m", bin * 10 + 10}, {"boxes", count.first}, {"returns", count.second}});
    out["hazard_by_range"] = std::move(ranges);
    fmt::print("{}", out.dump(2));
    return kDone;
  }
  fmt::print("{} frames, {} points ({:.0f} a frame)\n", s.frames, s.points, s.frames ? double(s.points) / double(s.frames) : 0.0);
  if (s.hazards) {
    fmt::print("hazard: seen in {} of {} frames, mean visibility {:.2f}\n", s.frames_with_hazard, s.hazard_frames, s.visibility / double(s.hazards));
    fmt::print("  range (m)   boxes   returns a box\n");
    for (const auto& [bin, count] : s.hazard_by_range)
      fmt::print("  {:>3} – {:<3}   {:>6}   {:>8.1f}\n", bin * 10, bin * 10 + 10, count.first, double(count.second) / double(count.first));
  }
  if (!s.classes.empty()) fmt::print("returns by class\n");
  for (const auto& [name, count] : s.classes) fmt::print("  {:<18} {:>10}  {:5.2f} %\n", name, count, 100.0 * double(count) / double(s.points));
  return kDone;
}

int run(const InspectOptions& options) {
  if (!options.asset.empty() || !options.gallery.empty()) return show_assets(options);
  if (options.path.empty()) bad_flag("nothing to inspect", "give a dataset, a scan, --asset ID or --gallery FILE");
  if (!options.png.empty()) return picture_of_frame(options);
  return print_summary(options);
}

}  // namespace

void add_inspect(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<InspectOptions>();
  auto& o = *options;
  auto* verb = app.add_subcommand("inspect", "What is in a dataset; a picture of a frame or of assets");
  verb->add_option("path", o.path, "a dataset, a directory of scans, or a scan");
  verb->add_option("--frame", o.frame, "K, counted over all, or SEQUENCE/FRAME");
  verb->add_option("--png", o.png, "writes a picture");
  verb->add_option("--view", o.view, "what is drawn")->check(CLI::IsMember({"all", "perspective", "bev", "range"}))->capture_default_str();
  verb->add_option("--colour", o.colour, "by what points are coloured")->check(CLI::IsMember({"class", "intensity", "height"}))->capture_default_str();
  verb->add_option("--beside", o.beside, "draws the first scan of this path beside it");
  verb->add_option("--width", o.width, "px")->check(CLI::Range(200, 10000))->capture_default_str();
  verb->add_flag("--no-boxes", o.no_boxes, "draws no boxes");
  verb->add_option("--asset", o.asset,
                   "an asset of the catalog instead of a dataset; `debris/*`: a sheet of all that begin so; a mesh file "
                   "of your own, or the name that a scenario (as path) gives it");
  verb->add_option("--gallery", o.gallery, "writes a page (HTML) of the whole catalog, or of what --asset names");
  verb->add_option("--seed", o.seed, "which member of the asset's family");
  verb->add_flag("--json", o.json, "machine output");
  verb->footer("Example: tailcast inspect out/ladder --frame 5 --png frame.png");
  verb->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace tailcast
