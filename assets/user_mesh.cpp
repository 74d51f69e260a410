// SPDX-License-Identifier: Apache-2.0
#include "assets/user_mesh.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "assets/catalog.h"
#include "assets/decompose.h"
#include "assets/families.h"
#include "assets/surface.h"

namespace tailcast {
namespace {

constexpr double kGrid = 1e-5;   // m, that vertices are rounded to: neighbours that should touch do, in every format
constexpr double kAgree = .02;   // m, between what is seen and what collides

struct NamedUnit {
  std::string_view name;
  double metres;
};
constexpr std::array<NamedUnit, 5> kUnits{{{"mm", .001}, {"cm", .01}, {"m", 1}, {"in", .0254}, {"ft", .3048}}};

// Longest sides of what the catalog has of that class, with room for what it has not.
struct Sizes {
  double least = kLeastSize, most = kMostSize;
  double density = 150;  // kg to a cubic metre of its box
};
Sizes usual_sizes(ClassId class_id) {
  double least = 1e30, most = 0;
  std::vector<double> densities;
  for (const auto& info : catalog()) {
    if (info.class_id != class_id) continue;
    least = std::min(least, info.nominal_size.maxCoeff()), most = std::max(most, info.nominal_size.maxCoeff());
    densities.push_back(info.nominal_mass / info.nominal_size.prod());
  }
  if (densities.empty()) return {};
  std::ranges::sort(densities);
  return {std::max(kLeastSize, .5 * least), std::min(kMostSize, 2 * most), densities[densities.size() / 2]};
}

std::string length_text(double metres) {
  if (metres < .01) return fmt::format("{:.1f} mm", 1000 * metres);
  return metres < 1 ? fmt::format("{:.3g} cm", 100 * metres) : fmt::format("{:.3g} m", metres);
}

// "in mm it would be 2.1 m": those units first in which it is as long as its class usually is.
std::string likely_units(double raw_size, const Sizes& usual) {
  std::vector<std::string> likely, possible;
  for (const auto& unit : kUnits) {
    const double size = raw_size * unit.metres;
    const auto text = fmt::format("`unit: {}` ({})", unit.name, length_text(size));
    if (size >= usual.least && size <= usual.most) likely.push_back(text);
    if (size >= kLeastSize && size <= kMostSize) possible.push_back(text);
  }
  const auto& known = likely.empty() ? possible : likely;
  if (known.empty()) return "no usual unit gives a thing of 2 cm to 60 m: scale it where it was made";
  return fmt::format("write {}", fmt::join(known, ", or "));
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

class Importer {
 public:
  Importer(const MeshFile& file, const MeshReading& reading, const SourceLoc& where, Diagnostics& diagnostics)
      : file_(file), reading_(reading), where_(where), diagnostics_(diagnostics), usual_(usual_sizes(reading.class_id)) {}

  std::optional<UserMesh> run() {
    const auto before = diagnostics_.errors.size();
    map_materials();
    if (file_.mesh.triangles.empty()) {
      error("E0702", "has no triangle", "a cloud of points or lines is nothing that a beam could meet");
      return std::nullopt;
    }
    Mesh mesh = in_metres();
    if (diagnostics_.errors.size() != before) return std::nullopt;
    Surface surface = make_surface(mesh);
    if (surface.mesh.empty()) {
      error("E0702", fmt::format("has no surface: none of its {} triangles has an area", file_.mesh.triangles.size()), "");
      return std::nullopt;
    }
    tell(surface);
    make_asset_of(std::move(surface));
    made_.notes.insert(made_.notes.end(), file_.mesh.notes.begin(), file_.mesh.notes.end());
    return std::move(made_);
  }

 private:
  void error(std::string_view code, const std::string& what, std::string hint) {
    diagnostics_.error(where_, code, fmt::format("{} {}", file_.files.front(), what), std::move(hint));
  }
  void note(std::string text) { made_.notes.push_back(std::move(text)); }

  void map_materials() {
    std::vector<std::string> unknown, names;
    for (const auto& name : file_.mesh.materials)
      if (!name.empty()) names.push_back(name);
    for (const auto& [name, material] : reading_.materials)
      if (std::ranges::find(names, name) == names.end())
        error("E0705", fmt::format("has no material `{}`", name),
              names.empty() ? "it names no materials: `'*': …` is for all of it" : did_you_mean(name, names));
    for (const auto& name : file_.mesh.materials) {
      const auto mapped = reading_.materials.find(name);
      const auto alike = find_material(lower(name));
      if (mapped == reading_.materials.end() && !alike && !reading_.other && !name.empty()) unknown.push_back(fmt::format("`{}`", name));
      materials_.push_back(mapped != reading_.materials.end() ? mapped->second
                           : alike                            ? *alike
                                                              : reading_.other.value_or(MaterialId::Plastic));
    }
    if (!unknown.empty())
      note(fmt::format("taken as plastic: the material{} {}", unknown.size() == 1 ? "" : "s", fmt::join(unknown, ", ")));
    else if (names.empty() && !reading_.other)
      note("taken as plastic: the file names no material");
  }

  // In our axes, the middle of its footprint at the origin, rounded. Empty after an error.
  Mesh in_metres() {
    const Vec3 x = reading_.forward, z = reading_.up, y = z.cross(x);
    const double unit = reading_.unit.value_or(1);
    const auto& raw = file_.mesh;
    std::vector<bool> used(raw.vertices.size(), false);
    for (const auto& t : raw.triangles)
      for (const auto v : t) used[v] = true;
    std::vector<Vec3> places(raw.vertices.size(), Vec3::Zero());
    Bounds box;
    std::size_t broken = 0, first_broken = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (!used[i]) continue;
      const Vec3& v = raw.vertices[i];
      if (!v.allFinite()) {
        if (broken++ == 0) first_broken = i;
        continue;
      }
      places[i] = unit * Vec3(x.dot(v), y.dot(v), z.dot(v));
      box.extend(places[i]);
    }
    if (broken > 0) {
      error("E0703", fmt::format("has {} vertices that are no finite numbers, the first of them vertex {}", broken, first_broken),
            "write it again: nobody knows where they should be");
      return {};
    }
    const double size = box.size().maxCoeff();
    if (!(size >= kLeastSize && size <= kMostSize)) {
      error("E0704", fmt::format("would be {} long{}; things on roads have 2 cm to 60 m", length_text(size),
                                 reading_.unit ? "" : " in metres"), likely_units(size / unit, usual_));
      return {};
    }
    if (!reading_.unit && file_.format != MeshFormat::Gltf) note("no unit is given: taken as metres");
    if (size < usual_.least || size > usual_.most)
      note(fmt::format("{} long: unusual for the class {}. Is the unit right?", length_text(size), class_info(reading_.class_id).name));
    const Vec3 origin(box.center().x(), box.center().y(), box.low.z());
    Mesh mesh;
    for (const auto& p : places) {
      const Vec3 q = (p - origin) / kGrid;
      mesh.vertices.push_back((kGrid * Vec3(std::round(q.x()), std::round(q.y()), std::round(q.z()))).cast<float>());
    }
    for (std::size_t i = 0; i < raw.triangles.size(); ++i) {
      mesh.triangles.push_back(raw.triangles[i]);
      mesh.material.push_back(materials_[raw.material[i]]);
      mesh.part.push_back(Part::Whole);
    }
    return mesh;
  }

  void tell(const Surface& surface) {
    const auto& r = surface.report;
    const auto many = [](std::size_t count, std::string_view one, std::string_view more) {
      return fmt::format("{} {}", count, count == 1 ? one : more);
    };
    if (r.flat > 0) note(fmt::format("left out: {} without area", many(r.flat, "face", "faces")));
    if (r.repeated > 0) note(fmt::format("left out: {} there twice", many(r.repeated, "face that was", "faces that were")));
    if (r.turned > 0) note(fmt::format("wound the other way, so that it faces outward: {}", many(r.turned, "face", "faces")));
    if (r.forked > 0) note(fmt::format("not a manifold: more than two faces meet at {}", many(r.forked, "edge", "edges")));
    made_.thin = r.closed < r.pieces;
    made_.volume = r.volume;
    if (r.holes > 0)
      note(fmt::format("not closed: {}, the widest {} across; what is open is a sheet that both sides are seen of",
                       many(r.holes, "hole or rim", "holes or rims"), length_text(r.widest)));
  }

  void make_asset_of(Surface surface) {
    auto cut = decompose(surface.solid, surface.sheet);
    made_.gap = std::max(cut.proud, cut.bare);
    note(fmt::format("collides as {} convex hull{}, within {} of what is seen{}", cut.hulls.size(), cut.hulls.size() == 1 ? "" : "s",
                     length_text(made_.gap), made_.gap > kAgree ? ": more than the 2 cm that our own things keep to" : ""));
    if (!cut.thorough) note("too much of it crosses itself for every place of its hulls to be looked at");
    Asset& asset = made_.asset;
    asset.class_id = reading_.class_id;
    asset.box = bounds_of(surface.mesh);
    for (auto& hull : cut.hulls) asset.collision.emplace_back(std::move(hull));
    const double mass = std::max(.05, usual_.density * asset.box.size().cwiseMax(.01).prod());
    const double friction = friction_of(surface.mesh);
    set_root(asset, std::move(surface.mesh));
    set_mass(asset, mass, friction, asset.restitution);
    asset.center_of_mass = surface.report.center;
  }

  // Of the material that most of it is made of.
  static double friction_of(const Mesh& mesh) {
    std::map<MaterialId, double> area;
    for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
      const auto& t = mesh.triangles[i];
      const Vec3f &a = mesh.vertices[t[0]], &b = mesh.vertices[t[1]], &c = mesh.vertices[t[2]];
      area[mesh.material[i]] += static_cast<double>((b - a).cross(c - a).norm());
    }
    const auto most = std::ranges::max_element(area, {}, [](const auto& entry) { return entry.second; });
    return material_info(most->first).friction;
  }

  const MeshFile& file_;
  const MeshReading& reading_;
  const SourceLoc& where_;
  Diagnostics& diagnostics_;
  Sizes usual_;
  std::vector<MaterialId> materials_;  // by the index of the file's
  UserMesh made_;
};

}  // namespace

std::optional<double> mesh_unit(std::string_view name) {
  const auto* unit = std::ranges::find(kUnits, name, &NamedUnit::name);
  return unit == kUnits.end() ? std::nullopt : std::optional(unit->metres);
}

std::optional<Vec3> axis_named(std::string_view name) {
  const double sign = name.starts_with('-') ? -1 : 1;
  if (name.starts_with('-') || name.starts_with('+')) name.remove_prefix(1);
  if (name == "x") return Vec3(sign, 0, 0);
  if (name == "y") return Vec3(0, sign, 0);
  if (name == "z") return Vec3(0, 0, sign);
  return std::nullopt;
}

MeshReading usual_reading(MeshFormat format) {
  MeshReading reading;
  if (format == MeshFormat::Gltf) reading.up = Vec3::UnitY(), reading.forward = Vec3::UnitZ();
  return reading;
}

std::optional<UserMesh> take_in(const MeshFile& file, const MeshReading& reading, const SourceLoc& where, Diagnostics& diagnostics) {
  return Importer(file, reading, where, diagnostics).run();
}

}  // namespace tailcast
