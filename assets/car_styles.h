// SPDX-License-Identifier: Apache-2.0
// The proportions of cars and vans: typical dimensions of the vehicles on Europe's roads in each segment.
#pragma once
#include "assets/vehicles.h"

namespace tailcast {

inline constexpr CarStyle kSedan{.length = {4.45, 4.85},
                          .width = {1.78, 1.86},
                          .height = {1.42, 1.47},
                          .mass = {1300, 1700},
                          .sill = .22,
                          .wheel_radius = .32,
                          .wheel_width = .21,
                          .front_overhang = .88,
                          .wheelbase = .588,
                          .bonnet = 1.28,
                          .nose = .50,
                          .cowl = .665,
                          .screen = .80,
                          .deck = .715,
                          .tail_base = .62,
                          .tail_run = .80,
                          .roof_drop = .06,
                          .belt = .635,
                          .tumblehome = .34,
                          .glass_end = 1.05,
                          .panes = 2,
                          .seat_rows = 2};
inline constexpr CarStyle kHatchback{.length = {3.85, 4.30},
                              .width = {1.70, 1.80},
                              .height = {1.44, 1.52},
                              .mass = {1050, 1400},
                              .sill = .21,
                              .wheel_radius = .30,
                              .wheel_width = .195,
                              .front_overhang = .82,
                              .wheelbase = .61,
                              .bonnet = 1.05,
                              .nose = .48,
                              .cowl = .645,
                              .screen = .78,
                              .deck = .66,
                              .tail_base = .10,
                              .tail_run = .46,
                              .roof_drop = .07,
                              .belt = .61,
                              .tumblehome = .31,
                              .glass_end = .55,
                              .panes = 2,
                              .seat_rows = 2,
                              .tail_lamp = .13};
inline constexpr CarStyle kEstate{.length = {4.55, 4.90},
                           .width = {1.78, 1.86},
                           .height = {1.45, 1.51},
                           .mass = {1400, 1800},
                           .sill = .22,
                           .wheel_radius = .32,
                           .wheel_width = .21,
                           .front_overhang = .90,
                           .wheelbase = .58,
                           .bonnet = 1.25,
                           .nose = .49,
                           .cowl = .65,
                           .screen = .80,
                           .deck = .66,
                           .tail_base = .12,
                           .tail_run = .42,
                           .roof_drop = .06,
                           .belt = .625,
                           .tumblehome = .32,
                           .glass_end = .42,
                           .panes = 3,
                           .seat_rows = 2,
                           .tail_lamp = .13};
inline constexpr CarStyle kSuv{.length = {4.40, 4.80},
                        .width = {1.83, 1.92},
                        .height = {1.62, 1.72},
                        .mass = {1600, 2200},
                        .sill = .32,
                        .wheel_radius = .355,
                        .wheel_width = .235,
                        .front_overhang = .88,
                        .wheelbase = .585,
                        .bonnet = 1.12,
                        .nose = .54,
                        .cowl = .665,
                        .screen = .72,
                        .deck = .67,
                        .tail_base = .10,
                        .tail_run = .36,
                        .roof_drop = .05,
                        .belt = .64,
                        .tumblehome = .27,
                        .glass_end = .45,
                        .panes = 3,
                        .seat_rows = 2,
                        .seat_height = .33,
                        .tail_lamp = .15,
                        .mirror = .16};
inline constexpr CarStyle kPanelVan{.length = {4.90, 5.60},
                             .width = {1.90, 2.02},
                             .height = {1.95, 2.45},
                             .mass = {1800, 2600},
                             .sill = .28,
                             .wheel_radius = .34,
                             .wheel_width = .22,
                             .front_overhang = .92,
                             .wheelbase = .585,
                             .bonnet = .78,
                             .nose = .42,
                             .cowl = .535,
                             .screen = .80,
                             .deck = .54,
                             .tail_base = .03,
                             .tail_run = .08,
                             .roof_drop = .03,
                             .belt = .52,
                             .tumblehome = .10,
                             .glass_end = 3.05,
                             .panes = 1,
                             .seat_rows = 1,
                             .seat_height = .42,
                             .tail_lamp = .22,
                             .mirror = .20,
                             .rear_window = true,
                             .roof_rack = true};
// clang-format off
inline constexpr CarStyle kMicrocar{
    .length = {2.55, 2.75}, .width = {1.55, 1.66}, .height = {1.53, 1.57}, .mass = {780, 960}, .sill = .24,
    .wheel_radius = .285, .wheel_width = .175, .front_overhang = .42, .wheelbase = .70, .bonnet = .56, .nose = .50, .cowl = .64,
    .screen = .62, .deck = .64, .tail_base = .05, .tail_run = .20, .roof_drop = .04, .belt = .60, .tumblehome = .22,
    .glass_end = .62, .panes = 1, .seat_rows = 1, .tail_lamp = .12};
inline constexpr CarStyle kCityCar{
    .length = {3.45, 3.70}, .width = {1.60, 1.66}, .height = {1.47, 1.52}, .mass = {850, 1050}, .sill = .21,
    .wheel_radius = .285, .wheel_width = .175, .front_overhang = .70, .wheelbase = .65, .bonnet = .82, .nose = .48, .cowl = .645,
    .screen = .72, .deck = .64, .tail_base = .06, .tail_run = .30, .roof_drop = .05, .belt = .61, .tumblehome = .27,
    .glass_end = .40, .panes = 2, .seat_rows = 2, .tail_lamp = .15};
inline constexpr CarStyle kCoupe{
    .length = {4.40, 4.70}, .width = {1.80, 1.88}, .height = {1.33, 1.39}, .mass = {1450, 1750}, .sill = .19,
    .wheel_radius = .335, .wheel_width = .245, .front_overhang = .82, .wheelbase = .585, .bonnet = 1.50, .nose = .50, .cowl = .675,
    .screen = .84, .deck = .70, .tail_base = .22, .tail_run = 1.30, .roof_drop = .03, .belt = .655, .tumblehome = .40,
    .glass_end = 1.25, .panes = 1, .seat_rows = 2, .seat_height = .22, .tail_lamp = .06};
inline constexpr CarStyle kSportsCar{
    .length = {4.42, 4.58}, .width = {1.92, 2.00}, .height = {1.15, 1.21}, .mass = {1380, 1620}, .sill = .14,
    .wheel_radius = .345, .wheel_width = .29, .front_overhang = .98, .wheelbase = .578, .bonnet = 1.15, .nose = .47, .cowl = .70,
    .screen = .98, .deck = .76, .tail_base = .30, .tail_run = 1.45, .roof_drop = .02, .belt = .69, .tumblehome = .48,
    .glass_end = 1.75, .panes = 1, .seat_rows = 1, .seat_height = .16, .tail_lamp = .05, .mirror = .13};
inline constexpr CarStyle kCrossover{
    .length = {4.20, 4.50}, .width = {1.78, 1.85}, .height = {1.53, 1.59}, .mass = {1300, 1650}, .sill = .29,
    .wheel_radius = .340, .wheel_width = .225, .front_overhang = .86, .wheelbase = .60, .bonnet = 1.10, .nose = .53, .cowl = .665,
    .screen = .78, .deck = .70, .tail_base = .16, .tail_run = .74, .roof_drop = .07, .belt = .645, .tumblehome = .31,
    .glass_end = .72, .panes = 2, .seat_rows = 2, .seat_height = .31, .tail_lamp = .09, .mirror = .15};
inline constexpr CarStyle kMpv{
    .length = {4.70, 5.10}, .width = {1.86, 1.95}, .height = {1.72, 1.80}, .mass = {1750, 2150}, .sill = .23,
    .wheel_radius = .335, .wheel_width = .225, .front_overhang = .93, .wheelbase = .60, .bonnet = .86, .nose = .43, .cowl = .60,
    .screen = 1.12, .deck = .57, .tail_base = .08, .tail_run = .26, .roof_drop = .05, .belt = .555, .tumblehome = .22,
    .glass_end = .34, .panes = 3, .seat_rows = 3, .seat_height = .33, .tail_lamp = .22, .mirror = .17};
inline constexpr CarStyle kLimousine{
    .length = {7.40, 8.60}, .width = {1.82, 1.92}, .height = {1.47, 1.53}, .mass = {2500, 3100}, .sill = .22,
    .wheel_radius = .335, .wheel_width = .225, .front_overhang = .92, .wheelbase = .745, .bonnet = 1.36, .nose = .50, .cowl = .665,
    .screen = .80, .deck = .70, .tail_base = .78, .tail_run = .72, .roof_drop = .05, .belt = .635, .tumblehome = .30,
    .glass_end = 1.22, .panes = 5, .seat_rows = 5};
inline constexpr CarStyle kOffRoader{
    .length = {4.30, 4.65}, .width = {1.78, 1.86}, .height = {1.86, 1.97}, .mass = {2050, 2550}, .sill = .48,
    .wheel_radius = .395, .wheel_width = .255, .front_overhang = .76, .wheelbase = .61, .bonnet = 1.28, .nose = .595, .cowl = .625,
    .screen = .26, .deck = .60, .tail_base = .03, .tail_run = .06, .roof_drop = .02, .belt = .60, .tumblehome = .08,
    .glass_end = .28, .panes = 3, .seat_rows = 2, .seat_height = .36, .tail_lamp = .12, .mirror = .18};
inline constexpr CarStyle kRoadster{
    .length = {3.95, 4.30}, .width = {1.72, 1.82}, .height = {1.22, 1.28}, .mass = {1050, 1450}, .sill = .19,
    .wheel_radius = .315, .wheel_width = .215, .front_overhang = .80, .wheelbase = .60, .bonnet = 1.38, .nose = .52, .cowl = .71,
    .screen = .50, .deck = .70, .tail_base = .30, .tail_run = .60, .roof_drop = .05, .belt = .68, .tumblehome = .30,
    .glass_end = 1.2, .panes = 1, .seat_rows = 1, .seat_height = .20, .tail_lamp = .06, .mirror = .13};
inline constexpr CarStyle kCompactVan{
    .length = {4.40, 4.78}, .width = {1.80, 1.86}, .height = {1.80, 1.88}, .mass = {1350, 1800}, .sill = .24,
    .wheel_radius = .315, .wheel_width = .205, .front_overhang = .88, .wheelbase = .625, .bonnet = .98, .nose = .45, .cowl = .585,
    .screen = .78, .deck = .56, .tail_base = .03, .tail_run = .08, .roof_drop = .03, .belt = .545, .tumblehome = .13,
    .glass_end = 2.05, .panes = 1, .seat_rows = 1, .seat_height = .36, .tail_lamp = .24, .mirror = .18, .rear_window = false};
inline constexpr CarStyle kPanelVanHigh{
    .length = {5.90, 6.90}, .width = {2.00, 2.08}, .height = {2.70, 2.85}, .mass = {2200, 3400}, .sill = .30,
    .wheel_radius = .345, .wheel_width = .225, .front_overhang = 1.00, .wheelbase = .60, .bonnet = .80, .nose = .36, .cowl = .455,
    .screen = 1.05, .deck = .45, .tail_base = .03, .tail_run = .06, .roof_drop = .03, .belt = .45, .tumblehome = .05,
    .glass_end = 4.1, .panes = 1, .seat_rows = 1, .seat_height = .44, .tail_lamp = .26, .mirror = .24, .rear_window = false};
inline constexpr CarStyle kMinibus{
    .length = {5.90, 6.95}, .width = {2.00, 2.08}, .height = {2.55, 2.75}, .mass = {2700, 3900}, .sill = .28,
    .wheel_radius = .345, .wheel_width = .225, .front_overhang = 1.00, .wheelbase = .60, .bonnet = .80, .nose = .38, .cowl = .475,
    .screen = 1.00, .deck = .50, .tail_base = .03, .tail_run = .08, .roof_drop = .03, .belt = .50, .tumblehome = .06,
    .glass_end = .25, .panes = 5, .seat_rows = 6, .seat_height = .44, .tail_lamp = .22, .mirror = .24};
// clang-format on

}  // namespace tailcast
