# SPDX-License-Identifier: Apache-2.0
"""Rings and azimuth steps, recovered by the public package alice-lri, against a preset.

An estimator that shares nothing with this project: pip install alice-lri numpy pyyaml.

  rings_by_alice_lri.py PRESET.yaml SCAN.bin …     what it finds in scans (KITTI .bin, or binary PCD of floats x y z …)
  rings_by_alice_lri.py --tailcast BINARY PRESET.yaml …   renders a scan of each preset, and fails where they disagree

The latter is a test of `ctest`; it exits with 77, which is skipped, where the packages are not installed.
"""
import math
import os
import subprocess
import sys
import tempfile

try:
    import alice_lri
    import numpy as np
    import yaml
except ImportError as missing:
    print(f"[  SKIPPED ] {missing}: pip install alice-lri numpy pyyaml")
    sys.exit(77)

SCENARIO = os.path.join(os.path.dirname(__file__), "../../scenarios/library/occlusion/child_between_parked_vans.yaml")


def read_scan(path):
    data = open(path, "rb").read()
    if not path.endswith(".pcd"):
        return np.frombuffer(data, "<f4").reshape(-1, 4)[:, :3]
    head, body = data.split(b"DATA binary\n", 1)
    lines = dict(line.split(None, 1) for line in head.decode().splitlines() if line and line[0] != "#")
    width = len(lines["FIELDS"].split())
    points = np.frombuffer(body, "<f4", int(lines["POINTS"]) * width).reshape(-1, width)[:, :3]
    return points[np.abs(points).sum(axis=1) > 0]  # some files end with a point that is all zero


def render(tailcast, preset, directory):
    settings = [f"ego.sensors.top.preset={os.path.abspath(preset)}", "record.from=0 s", "record.to=0.15 s"]
    command = [tailcast, "render", SCENARIO, "-o", directory] + [a for s in settings for a in ("--set", s)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return read_scan(os.path.join(directory, "sequences/00/velodyne/000000.bin"))


def table(beams, key):
    """One value a beam: angles in rad, lengths in m."""
    count, entry = beams["count"], beams.get(key, "0 m")
    scale = {"deg": math.pi / 180, "rad": 1.0, "m": 1.0, "cm": 0.01, "mm": 0.001}
    if isinstance(entry, str):
        value, unit = entry.split()
        return np.full(count, float(value) * scale[unit])
    if "values" in entry:
        return np.array(entry["values"], float) * scale[entry["unit"]]
    (low, unit), (high, _) = entry["from"].split(), entry["to"].split()
    return np.linspace(float(low), float(high), count) * scale[unit]


def compare(name, preset, points):
    """Prints what is found, and returns what it says against the preset."""
    beams = preset["beams"]
    elevation, height, left, ahead = (
        table(beams, k) for k in ("elevation", "origin_height", "origin_left", "origin_forward"))
    found = alice_lri.estimate_intrinsics_detailed(*(points[:, i].tolist() for i in range(3)))
    lines = sorted(found.scanlines, key=lambda s: -s.vertical_angle.value)
    print(f"{name}: {len(points)} points, {found.unassigned_points} unassigned; {len(lines)} rings, "
          f"{len(elevation)} in the preset")
    # Each ring found, against the nearest beam: alice-lri gives the offset across the beam, presets its two parts.
    nearest = [int(np.argmin(np.abs(elevation - s.vertical_angle.value))) for s in lines]
    angle = np.degrees([s.vertical_angle.value - elevation[k] for s, k in zip(lines, nearest)])
    across = np.array([s.vertical_offset.value - height[k] * math.cos(elevation[k]) + ahead[k] * math.sin(elevation[k])
                       for s, k in zip(lines, nearest)])
    side = np.array([abs(s.horizontal_offset) - abs(left[k]) for s, k in zip(lines, nearest)])
    steps, rings = np.unique([s.resolution for s in lines], return_counts=True)

    def errors(values, scale=1):
        return f"median {np.median(np.abs(values)) * scale:.4f} worst {np.abs(values).max() * scale:.4f}"

    print(f"  beams met {len(set(nearest))}; elevation error, deg: {errors(angle)}")
    print(f"  origin's height error, mm: {errors(across, 1e3)}; sideways: {errors(side, 1e3)}")
    sweep = preset["sweep"]
    print(f"  steps a turn (rings): {', '.join(f'{s} ({r})' for s, r in zip(steps, rings))}; preset: "
          f"grid {sweep.get('azimuth_grid', 'none')}, {sweep['columns']} columns over {sweep.get('angle', '360 deg')}")
    against = []
    if found.unassigned_points > 0.001 * len(points):
        against.append("points that lie on no ring")
    if len(set(nearest)) != len(elevation) or len(lines) != len(elevation):
        against.append("another number of rings")
    if np.median(np.abs(angle)) > 0.001 or np.abs(angle).max() > 0.02:
        against.append("other elevations")
    if np.median(np.abs(across)) > 1e-3:
        against.append("other origins")
    grid = float(sweep["azimuth_grid"].split()[0]) if "azimuth_grid" in sweep else 0
    turns = {sweep["columns"], round(360 / grid) if grid else 0}
    if np.mean([s.resolution in turns for s in lines]) < 0.8:
        against.append("other steps")
    return against


def main():
    tailcast = sys.argv[2] if sys.argv[1] == "--tailcast" else None
    rest = sys.argv[3:] if tailcast else sys.argv[1:]
    failed = False
    for preset_file in rest if tailcast else rest[:1]:
        with open(preset_file) as file:
            preset = yaml.safe_load(file)
        if tailcast:
            with tempfile.TemporaryDirectory() as directory:
                against = compare(preset["name"], preset, render(tailcast, preset_file, os.path.join(directory, "out")))
            failed |= bool(against)
            print(f"  {', '.join(against) or 'agrees'}")
        else:
            for path in rest[1:]:
                compare("/".join(path.split("/")[-2:]), preset, read_scan(path))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
