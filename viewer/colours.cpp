// SPDX-License-Identifier: Apache-2.0
#include "viewer/colours.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tailcast {
namespace {

// Like matplotlib's plasma, its dark end lifted to stand out from a dark ground.
constexpr std::array kIntensityStops{hex(0x4a4aa8), hex(0x7e3ab2), hex(0xb73ea0), hex(0xe05c76),
                                     hex(0xf88c50), hex(0xfdc33a), hex(0xfcfa9a)};
// Like Google's turbo, without its near-black ends.
constexpr std::array kHeightStops{hex(0x4454c4), hex(0x428efc), hex(0x20c4e2), hex(0x26eca4), hex(0xa4fc3c),
                                  hex(0xe1dd37), hex(0xfdae35), hex(0xf66b19), hex(0xd8350c)};

Colour along(std::span<const Colour> stops, double share) {
  const double position = std::clamp(share, 0.0, 1.0) * static_cast<double>(stops.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(position), stops.size() - 2);
  return mix(stops[below], stops[below + 1], position - static_cast<double>(below));
}

// KITTI stores 0..1, most other devices 0..255.
double full_intensity(const LabelledFrame& frame) {
  const bool bytes = std::ranges::any_of(frame.intensity, [](float value) { return value > 1.5F; });
  return bytes ? 255.0 : 1.0;
}

}  // namespace

Colour mix(const Colour& a, const Colour& b, double share_of_b) {
  const auto blend = [share_of_b](double p, double q) { return p + (q - p) * share_of_b; };
  return {blend(a.r, b.r), blend(a.g, b.g), blend(a.b, b.b), blend(a.a, b.a)};
}

Colour class_colour(ClassId id) {
  const auto& rgb = class_info(id).rgb;
  return {rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0, 1};
}

Colour material_colour(MaterialId id) {
  switch (id) {
    using enum MaterialId;
    case Asphalt: return hex(0x55585e);
    case Concrete: return hex(0xa9a8a2);
    case LanePaint: return hex(0xf1efe2);
    case KerbStone: return hex(0x9a9c9b);
    case Paving: return hex(0xb0a79b);
    case Gravel: return hex(0x8d857a);
    case Grass: return hex(0x6d9a45);
    case Soil: return hex(0x6e5640);
    case Brick: return hex(0xa4523f);
    case Plaster: return hex(0xddd2bb);
    case RoofTile: return hex(0x8e4433);
    case WindowGlass: return hex(0x5c7f99);
    case WoodPlanks: return hex(0xa67c4e);
    case Stone: return hex(0x8b8b86);
    case CarPaint: return hex(0x3f74c6);
    case CarGlass: return hex(0x24323f);
    case Rubber: return hex(0x26272b);
    case BareMetal: return hex(0xb9c0c8);
    case PaintedMetal: return hex(0x7d93a8);
    case GalvanisedSteel: return hex(0x9fa9b0);
    case Plastic: return hex(0x4b4f57);
    case RetroSheet: return hex(0xf5f7ff);
    case LampCover: return hex(0xf4d6c0);
    case Cloth: return hex(0x4f6fa5);
    case Skin: return hex(0xd9a384);
    case Fur: return hex(0x8d6a47);
    case Bark: return hex(0x6b513a);
    case Leaf: return hex(0x4d8a3a);
    case Wood: return hex(0xc89a62);
    case Cardboard: return hex(0xc49c6c);
    case Foam: return hex(0xe6dfa8);
    case DarkInterior: return hex(0x2b2a2d);
    case SignalPlastic: return hex(0xef6a1f);
    case PlasticFilm: return hex(0xcfdbe6);
    case Straw: return hex(0xd6b65c);
    case RedRetroSheet: return hex(0xc8202f);
  }
  return hex(0xff00ff);
}

Colour intensity_colour(double share) { return along(kIntensityStops, std::sqrt(std::clamp(share, 0.0, 1.0))); }
Colour height_colour(double share) { return along(kHeightStops, share); }

Colouring usable_colouring(const LabelledFrame& frame, Colouring wanted) {
  const bool truth = frame.truth.class_id.size() == frame.size() && frame.size() > 0;
  return wanted == Colouring::Class && !truth ? Colouring::Height : wanted;
}

std::vector<Colour> point_colours(const LabelledFrame& frame, Colouring colouring) {
  std::vector<Colour> colours(frame.size());
  const double full = full_intensity(frame);
  for (std::size_t i = 0; i < colours.size(); ++i) {
    switch (colouring) {
      case Colouring::Class: colours[i] = class_colour(frame.truth.class_id[i]); break;
      case Colouring::Intensity: colours[i] = intensity_colour(static_cast<double>(frame.intensity[i]) / full); break;
      case Colouring::Height:
        colours[i] = height_colour((static_cast<double>(frame.z[i]) - kHeightLow) / (kHeightHigh - kHeightLow));
        break;
    }
  }
  return colours;
}

}  // namespace tailcast
