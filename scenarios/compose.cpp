// SPDX-License-Identifier: Apache-2.0
#include "scenarios/compose.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/file.h"

namespace fs = std::filesystem;

namespace tailcast {
namespace {

constexpr std::size_t kMostFiles = 64;  // that one scenario is made of
constexpr std::array kPlacementKeys{"at", "ahead", "behind", "of", "between", "on", "towed_by"};

// Where in a document a map stands, as far as merging has rules for it.
enum class Place : std::uint8_t { Root, Parameters, Stage, Actors, Actor, Elsewhere };

Place place_below(Place place, std::string_view key) {
  if (place == Place::Root) return key == "parameters" ? Place::Parameters : key == "stage" ? Place::Stage : key == "actors" ? Place::Actors : Place::Elsewhere;
  return place == Place::Actors ? Place::Actor : Place::Elsewhere;
}

YamlNode::Entry* find_entry(YamlNode& map, std::string_view key) {
  const auto found = std::ranges::find(map.entries, key, &YamlNode::Entry::key);
  return found == map.entries.end() ? nullptr : &*found;
}

void remove_key(YamlNode& map, std::string_view key) { std::erase_if(map.entries, [&](const auto& entry) { return entry.key == key; }); }

class Composer {
 public:
  Composer(const std::string& top, Diagnostics& diagnostics) : diagnostics_(diagnostics) {
    const auto folder = fs::path(top).parent_path();
    roots_ = {canonical(folder.empty() ? fs::path(".") : folder), canonical(library_)};
  }

  // `file`: of the node's own text.
  void run(YamlNode& root, const fs::path& file) {
    if (!root.is_map()) return;
    open_.push_back(canonical(file));
    YamlNode base;
    base.kind = YamlNode::Kind::Map, base.loc = root.loc;
    bool any = false;
    for (const auto* key : {"extends", "include"}) {
      const auto* entry = find_entry(root, key);
      if (entry == nullptr) continue;
      any = true;
      const auto named = entry->value.is_sequence() ? entry->value.items : std::vector<YamlNode>{entry->value};
      for (const auto& name : named) take_in(base, name, file, std::string_view(key) == "include");
    }
    remove_key(root, "extends"), remove_key(root, "include");
    open_.pop_back();
    if (any) lay_over(base, std::move(root), Place::Root), root = std::move(base);
  }

 private:
  static fs::path canonical(const fs::path& path) {
    std::error_code ignored;
    return fs::weakly_canonical(path, ignored);
  }
  void error(const YamlNode& node, std::string_view code, std::string message, std::string hint = {}) {
    diagnostics_.error(node.loc, code, std::move(message), std::move(hint));
  }

  bool may_read(const fs::path& path) const {
    return std::ranges::any_of(roots_, [&](const fs::path& root) {
      const auto inside = path.lexically_relative(root);
      return !inside.empty() && *inside.begin() != "..";
    });
  }
  void take_in(YamlNode& base, const YamlNode& name, const fs::path& from, bool fragment) {
    if (!name.is_scalar() || name.scalar.empty()) return error(name, "E0105", "a file is named by a text");
    const bool of_library = !name.scalar.ends_with(".yaml");
    const auto path = canonical(of_library ? fs::path(library_) / (name.scalar + ".yaml") : from.parent_path() / name.scalar);
    if (!may_read(path))
      return error(name, "E0111", fmt::format("`{}` is neither in the scenario's folder or below nor in the library", name.scalar), "copy it there");
    if (std::ranges::find(open_, path) != open_.end())
      return error(name, "E0111", fmt::format("`{}` takes itself in", name.scalar), "break the circle");
    if (++files_ > kMostFiles) return error(name, "E0111", fmt::format("the scenario is made of more than {} files", kMostFiles));
    std::string text;
    try {
      text = read_file(path.string(), kMaxYamlBytes);
    } catch (const IoError&) {
      return error(name, "E0111", fmt::format("`{}` cannot be read", name.scalar),
                   of_library ? "names without `.yaml` are of the library, such as `debris/ladder_off_pickup`" : "paths are from the folder of this file");
    }
    // Named as the user would name it: relative to where this file is.
    const auto shown = of_library ? path.string() : (from.parent_path() / name.scalar).lexically_normal().string();
    auto node = parse_yaml(text, shown, diagnostics_);
    if (!node) return;
    if (!node->is_map()) return error(name, "E0111", fmt::format("`{}` holds no map", name.scalar));
    const bool is_fragment = node->find("fragment") != nullptr;
    if (is_fragment != fragment)
      return error(name, "E0111", fmt::format("`{}` is {}", name.scalar, is_fragment ? "a fragment" : "a whole scenario"),
                   is_fragment ? "take fragments in by `include`" : "take a scenario in by `extends`; a fragment begins with `fragment: true`");
    remove_key(*node, "fragment");
    run(*node, path);
    lay_over(base, std::move(*node), Place::Root);
  }

  void lay_over(YamlNode& base, YamlNode over, Place place) {
    if (place == Place::Actor && std::ranges::any_of(kPlacementKeys, [&](const char* key) { return over.find(key) != nullptr; }))
      for (const char* key : kPlacementKeys) remove_key(base, key);
    for (auto& entry : over.entries) {
      if (entry.key.ends_with('+')) {
        append(base, std::move(entry));
        continue;
      }
      auto* old = find_entry(base, entry.key);
      const bool whole = place == Place::Parameters || (entry.key == "stage" && place == Place::Root && entry.value.find("place") != nullptr);
      if (entry.value.is_null())
        remove_key(base, entry.key);
      else if (old == nullptr)
        base.entries.push_back(std::move(entry));
      else if (old->value.is_map() && entry.value.is_map() && !whole)
        lay_over(old->value, std::move(entry.value), place_below(place, entry.key));
      else
        *old = std::move(entry);
    }
  }
  void append(YamlNode& base, YamlNode::Entry entry) {
    entry.key.pop_back();
    auto* old = find_entry(base, entry.key);
    if (!entry.value.is_sequence() || (old != nullptr && !old->value.is_sequence()))
      return diagnostics_.error(entry.key_loc, "E0112", fmt::format("`{}+` appends to a list, and one of the two is none", entry.key), "");
    if (old == nullptr)
      base.entries.push_back(std::move(entry));
    else
      std::ranges::move(entry.value.items, std::back_inserter(old->value.items));
  }

  Diagnostics& diagnostics_;
  const std::string library_ = data_path("scenarios/library");
  std::vector<fs::path> roots_, open_;
  std::size_t files_ = 0;
};

}  // namespace

bool compose(YamlNode& root, Diagnostics& diagnostics) {
  const auto before = diagnostics.errors.size();
  Composer(root.loc.file, diagnostics).run(root, root.loc.file);
  return diagnostics.errors.size() == before;
}

}  // namespace tailcast
