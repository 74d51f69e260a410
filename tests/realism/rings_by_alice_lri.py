# SPDX-License-Identifier: Apache-2.0
"""Rings and azimuth steps of scans, recovered by the public package alice-lri, against a preset.

An estimator that shares nothing with this project: pip install alice-lri numpy pyyaml. CI does not run it;
docs/realism.md has what it gave.

  rings_by_alice_lri.py sensors/presets/velodyne_hdl64e_kitti.yaml SCAN.bin …   (KITTI .bin, or binary PCD of floats x y z …)
"""
import math
import sys

import alice_lri
import numpy as np
import yaml


def read_scan(path):
    data = open(path, "rb").read()
    if not path.endswith(".pcd"):
        return np.frombuffer(data, "<f4").reshape(-1, 4)[:, :3]
    head, body = data.split(b"DATA binary\n", 1)
    lines = dict(line.split(None, 1) for line in head.decode().splitlines() if line and line[0] != "#")
    width = len(lines["FIELDS"].split())
    points = np.frombuffer(body, "<f4", int(lines["POINTS"]) * width).reshape(-1, width)[:, :3]
    return points[np.abs(points).sum(axis=1) > 0]  # some files end with a point that is all zero


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


def report(name, preset, points):
    beams = preset["beams"]
    elevation, height, left = (table(beams, k) for k in ("elevation", "origin_height", "origin_left"))
    found = alice_lri.estimate_intrinsics_detailed(*(points[:, i].tolist() for i in range(3)))
    lines = sorted(found.scanlines, key=lambda s: -s.vertical_angle.value)
    print(f"{name}: {len(points)} points, {found.unassigned_points} unassigned; {len(lines)} rings, {len(elevation)} in the preset")
    # Each ring found, against the nearest beam: alice-lri gives the offset across the beam, presets the height.
    nearest = [int(np.argmin(np.abs(elevation - s.vertical_angle.value))) for s in lines]
    angle = np.degrees([s.vertical_angle.value - elevation[k] for s, k in zip(lines, nearest)])
    across = np.array([s.vertical_offset.value - height[k] * math.cos(elevation[k]) for s, k in zip(lines, nearest)])
    side = np.array([abs(s.horizontal_offset) - abs(left[k]) for s, k in zip(lines, nearest)])
    steps, rings = np.unique([s.resolution for s in lines], return_counts=True)
    print(f"  beams met {len(set(nearest))}; elevation error, deg: median {np.median(np.abs(angle)):.4f} worst {np.abs(angle).max():.4f}")
    print(f"  origin's height error, mm: median {np.median(np.abs(across)) * 1e3:.2f} worst {np.abs(across).max() * 1e3:.2f}; "
          f"sideways: median {np.median(np.abs(side)) * 1e3:.2f} worst {np.abs(side).max() * 1e3:.2f}")
    sweep = preset["sweep"]
    print(f"  steps a turn (rings): {', '.join(f'{s} ({r})' for s, r in zip(steps, rings))}; "
          f"preset: grid {sweep.get('azimuth_grid', 'none')}, {sweep['columns']} columns over {sweep.get('angle', '360 deg')}")


def main():
    with open(sys.argv[1]) as file:
        preset = yaml.safe_load(file)
    for path in sys.argv[2:]:
        report("/".join(path.split("/")[-2:]), preset, read_scan(path))


if __name__ == "__main__":
    main()
