// SPDX-License-Identifier: Apache-2.0
// Links that hang on each other, against closed form: a physical pendulum's period, loads that a joint bears
// and does not, friction that holds, limits that stop.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/sim/fixture.h"

namespace tailcast {
namespace {

constexpr double kG = 9.81;
const Vec3 kArm(0.08, 0.08, 1.0);           // m, a bar
constexpr double kArmMass = 4, kPivot = 3;  // kg; m above the ground

// A gallows that stands in the ground, and a bar of 1 m that hangs from it (from the bar's end), or juts out
// along x.
Asset gallows(const Hold& hold, bool jutting) {
  Asset asset = box_asset({0.2, 0.2, 0.5}, 100);
  asset.id = "test/gallows";
  asset.rooted = true;
  const Pose bar{jutting ? rotation_about(Vec3::UnitY(), -kPi / 2) : Quat::Identity(), Vec3(0, 0, kPivot)};
  Mesh mesh;
  add_box(mesh, {Quat::Identity(), Vec3(0, 0, -0.5 * kArm.z())}, kArm, {});
  Link link{"bar", std::make_shared<const Mesh>(std::move(mesh)), {}, hold, kArmMass};
  link.joint.root_from_link = bar;
  link.hold->root_from_hold = Pose{Quat::Identity(), Vec3(0, 0, kPivot)};
  asset.links.push_back(std::move(link));
  asset.collision.emplace_back(
      BoxShape{bar * Pose{Quat::Identity(), Vec3(0, 0, -0.5 * kArm.z())}, 0.5 * kArm});
  asset.link_of_shape = {0, 1};
  asset.mass = 104;
  return asset;
}

Hold swinging() {
  Hold hold;
  hold.low = -4, hold.high = 4;
  return hold;
}

struct Hung {
  Rig rig;
  Timeline timeline;
  const std::vector<Pose>& bar() const {
    return timeline.tracks[rig.placed.scene.instances[rig.placed.actors.at("gallows")].bodies[1]];
  }
  bool broke() const {
    return std::any_of(timeline.events.begin(), timeline.events.end(),
                       [](const TimelineEvent& e) { return e.kind == "break" && e.object == "bar"; });
  }
};
Hung hang(const Hold& hold, bool jutting, double seconds, const Vec3& spin = Vec3::Zero()) {
  Hung hung{Rig(seconds), {}};
  hung.rig.add_on_lane("gallows", gallows(hold, jutting), 0, Motion::Free).angular_velocity = spin;
  hung.timeline = hung.rig.play();
  return hung;
}
// Of the bar from hanging straight down, about y.
double angle_of(const Pose& bar) {
  const Vec3 down = bar.rotation * -Vec3::UnitZ();
  return dmath::atan2(-down.x(), -down.z());
}

TEST(Pendulum, SwingsWithTheClosedFormPeriodAndKeepsItsAmplitude) {
  const Hung hung = hang(swinging(), false, 10, Vec3(0, 0.5, 0));
  const auto& bar = hung.bar();
  std::vector<double> crossings;  // upwards through zero, s
  double widest = 0, last_swing = 0;
  for (std::size_t k = 1; k < bar.size(); ++k) {
    const double before = angle_of(bar[k - 1]), now = angle_of(bar[k]);
    widest = std::max(widest, now);
    if (k > bar.size() - 500) last_swing = std::max(last_swing, now);
    if (before < 0 && now >= 0) crossings.push_back(seconds_of_tick(k - 1) - before / (now - before) * 4e-3);
  }
  ASSERT_GE(crossings.size(), 5u);
  const double lever = 0.5 * kArm.z();  // pivot to centre of mass
  const double inertia =
      (kArm.x() * kArm.x() + kArm.z() * kArm.z()) / 12 + lever * lever;  // per kg, about the pivot
  const double period = 2 * kPi * std::sqrt(inertia / (kG * lever)) *
                        (1 + widest * widest / 16 + 11.0 / 3072 * widest * widest * widest * widest);
  const double measured = (crossings.back() - crossings.front()) / static_cast<double>(crossings.size() - 1);
  EXPECT_NEAR(measured, period, 0.001 * period);
  EXPECT_GT(widest, 0.3);
  EXPECT_NEAR(last_swing, widest, 0.01 * widest);  // six periods later
  for (const auto& pose : bar)
    ASSERT_LT((pose.translation - Vec3(0, 0, kPivot)).norm(), 5e-4);  // it stays on its pivot
}

TEST(Hold, BearsLessThanItsBreakingForceAndBreaksAboveIt) {
  for (const double share : {0.97, 1.03}) {
    Hold hold = swinging();
    hold.breaking_force = kArmMass * kG / share;
    const Hung hung = hang(hold, false, 1);
    EXPECT_EQ(hung.broke(), share > 1) << share;
    EXPECT_NEAR(hung.bar().empty() ? kPivot : hung.bar().back().translation.z(),
                share > 1 ? kArm.z() + 0.5 : kPivot, 0.1)
        << share;  // fallen, it stands on the foot of the gallows
  }
}

TEST(Hold, OfABracketBreaksAtItsBendingMoment) {
  for (const double share : {0.97, 1.03}) {
    Hold hold;  // rigid
    hold.breaking_torque = kArmMass * kG * 0.5 * kArm.z() / share;
    const Hung hung = hang(hold, true, 1);
    EXPECT_EQ(hung.broke(), share > 1) << share;
    if (share < 1 && !hung.bar().empty()) {
      EXPECT_LT((hung.bar().back().translation - Vec3(0, 0, kPivot)).norm(), 1e-3);
    }
  }
}

TEST(Hold, FrictionHoldsALeverThatItCanBear) {
  for (const double share : {0.95, 1.05}) {
    Hold hold = swinging();
    hold.friction = kArmMass * kG * 0.5 * kArm.z() / share;
    const Hung hung = hang(hold, true, 1.0);
    const double sunk =
        hung.bar().empty() ? 0 : std::fabs(angle_of(hung.bar().back()) - angle_of(hung.bar().front()));
    if (share < 1)
      EXPECT_LT(sunk, 0.01);
    else
      EXPECT_GT(sunk, 0.1);
  }
}

TEST(Hold, StopsAtItsLimits) {
  Hold hold = swinging();
  hold.low = -0.4, hold.high = 0.7;  // positive about y: from hanging towards -x
  const Hung back = hang(hold, false, 1.5, Vec3(0, 6, 0)), ahead = hang(hold, false, 1.5, Vec3(0, -6, 0));
  double most = 0, least = 0;
  for (const auto& pose : back.bar())
    most = std::max(most, angle_of(pose)), least = std::min(least, angle_of(pose));
  for (const auto& pose : ahead.bar())
    most = std::max(most, angle_of(pose)), least = std::min(least, angle_of(pose));
  EXPECT_NEAR(most, 0.7, 0.02);
  EXPECT_NEAR(least, -0.4, 0.02);
}

// A lever that is let go level swings through the bottom with the energy of its fall.
TEST(Hold, TurnsTheFallOfALeverIntoItsSpeed) {
  const Hung hung = hang(swinging(), true, 0.9);
  const auto& bar = hung.bar();
  double fastest = 0;
  for (std::size_t k = 1; k < bar.size(); ++k)
    fastest = std::max(fastest, speed_at(bar, k, Vec3(0, 0, -kArm.z())).norm());
  const double inertia = (kArm.x() * kArm.x() + kArm.z() * kArm.z()) / 12 + 0.25;
  EXPECT_NEAR(fastest, kArm.z() * std::sqrt(2 * kG * 0.5 / inertia), 0.01 * 5.4);
}

}  // namespace
}  // namespace tailcast
