# SPDX-License-Identifier: Apache-2.0
"""Draws the tables of bench/growth as SVG: draw.py FOLDER_OF_TABLES FOLDER_OF_PICTURES. Standard library only."""
import csv
import math
import sys
from pathlib import Path

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 360, 64, 16, 40, 48
COLOURS = ["#1f6fb4", "#d1495b"]


def read(path):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: [float(row[name]) for row in rows] for name in rows[0]}


def nice(highest):
    """The step of a linear axis from 0: about five of them, 1, 2 or 5 times a power of ten."""
    power = 10 ** math.floor(math.log10(highest / 5))
    return next(step * power for step in (1, 2, 5, 10) if step * power * 6 >= highest)


def short(value):
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


class Axis:
    def __init__(self, values, begin, end, logarithmic=False):
        self.begin, self.end, self.logarithmic = begin, end, logarithmic
        if logarithmic:
            self.low, self.high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
            self.ticks = [10.0**k for k in range(self.low, self.high + 1)]
        else:
            step = nice(max(values))
            self.low, self.high = 0, step * math.ceil(max(values) / step)
            self.ticks = [step * k for k in range(round(self.high / step) + 1)]

    def at(self, value):
        share = ((math.log10(value) if self.logarithmic else value) - self.low) / (self.high - self.low)
        return self.begin + share * (self.end - self.begin)


def draw(title, x_name, y_name, x_values, curves, logarithmic, path):
    x = Axis(x_values, LEFT, WIDTH - RIGHT, logarithmic)
    y = Axis([v for values in curves.values() for v in values], HEIGHT - BOTTOM, TOP)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="20" font-size="14">{title}</text>',
    ]
    for tick in y.ticks:
        out.append(f'<path d="M{LEFT} {y.at(tick):.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>')
        out.append(f'<text x="{LEFT - 6}" y="{y.at(tick) + 4:.1f}" text-anchor="end">{short(tick)}</text>')
    for tick in x.ticks:
        out.append(f'<path d="M{x.at(tick):.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#eeeeee"/>')
        out.append(f'<text x="{x.at(tick):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{short(tick)}</text>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle">{x_name}</text>')
    out.append(f'<text transform="translate(14 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">{y_name}</text>')
    for k, (name, values) in enumerate(curves.items()):
        points = " ".join(f"{x.at(a):.1f},{y.at(b):.1f}" for a, b in zip(x_values, values))
        out.append(f'<polyline points="{points}" fill="none" stroke="{COLOURS[k]}" stroke-width="2"/>')
        if len(values) < 20:
            out += [f'<circle cx="{x.at(a):.1f}" cy="{y.at(b):.1f}" r="3" fill="{COLOURS[k]}"/>' for a, b in zip(x_values, values)]
        if len(curves) > 1:
            out.append(f'<text x="{LEFT + 10}" y="{TOP + 16 + 16 * k}" fill="{COLOURS[k]}">{name}</text>')
    out.append("</svg>")
    path.write_text("\n".join(out) + "\n")


def main():
    tables, pictures = Path(sys.argv[1]), Path(sys.argv[2])
    t = read(tables / "by_triangles.csv")
    curves = {"tracer": t["tracer_ms"], "raw Embree": t["raw_ms"]}
    draw("A revolution of 137,856 rays", "triangles", "ms, one thread", t["triangles"], curves, True, pictures / "by_triangles.svg")
    t = read(tables / "by_rays.csv")
    curves = {"tracer": t["tracer_ms"], "raw Embree": t["raw_ms"]}
    draw("A revolution in the large street", "rays", "ms, one thread", t["rays"], curves, False, pictures / "by_rays.svg")
    t = read(tables / "by_frames.csv")
    draw("Memory of a long render", "frames", "MiB resident", t["frame"], {"resident": t["resident_mib"]}, False, pictures / "by_frames.svg")


main()
