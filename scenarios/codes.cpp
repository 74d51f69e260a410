// SPDX-License-Identifier: Apache-2.0
#include "scenarios/codes.h"

#include <algorithm>
#include <iterator>

namespace tailcast {
namespace {

constexpr CodeInfo kCodes[] = {
    {"E0001", "not valid YAML",
     "The text cannot be read as YAML. Often a tab, a missing space after a colon, or a quote or bracket "
     "left open."},
    {"E0002", "file too large", "A file of the language is at most 4 MiB."},
    {"E0003", "too deep or too many values",
     "Lists and maps are nested at most 64 deep, with at most 200,000 values in a file."},
    {"E0004", "duplicate key", "A key stands twice in one map. YAML would silently keep one of them."},
    {"E0005", "a key that is no text", "Keys are plain words."},
    {"E0006", "anchors and aliases",
     "`&name` and `*name` are not part of the language. Use a parameter and `$name`. A value that begins "
     "with `*` must be quoted."},
    {"E0007", "tags", "`!tag` is not part of the language."},
    {"E0008", "several documents", "One file holds one document: remove `---` and what follows."},
    {"E0009", "empty file", "There is nothing in the file."},
    {"E0101", "missing key", "A key that must be there is not."},
    {"E0102", "unknown key", "The key is not known here; the hint names the nearest one that is."},
    {"E0103", "a map is due", "Write `key: value` lines, or `{key: value}`."},
    {"E0104", "a list is due, or one of another length",
     "Vectors are `[x, y, z]`: forward, left, up. In a sensor preset also: a key is missing."},
    {"E0105", "not the kind of value that is due",
     "A number, a name, a text, `true` or `false`: the message says which."},
    {"E0106", "unknown version of the language", "The first line of a scenario is `tailcast: 1`."},
    {"E0107", "empty or contradictory",
     "A list that must not be empty, or two keys that exclude each other. In a sensor preset: a value of "
     "another dimension."},
    {"E0108", "no valid name", "Names are letters, digits and `_`, and begin with a letter."},
    {"E0109", "no valid override",
     "`--set` takes `key=value`; a key is a parameter's name or a path such as `stage.lanes`."},
    {"E0111", "a file that cannot be taken in",
     "`extends` names a whole scenario, `include` fragments (which begin with `fragment: true`), in the folder of the file or "
     "below, or in the library; none may take itself in."},
    {"E0112", "nothing to append to", "`key+` appends a list to a list."},
    {"E0113", "no valid use of a group", "`{group: NAME, with: {…}}`; the group must be declared and take those arguments."},
    {"E0114", "no valid repetition", "`repeat: 5`, or `repeat: {count: 5, spacing: 8 m, jitter: 1 m}`; each copy has a name of its own."},
    {"E0201", "wrong dimension",
     "A length where a speed is due, a bare number where a unit is due, or a sum of things that cannot be "
     "added. A bare `0` fits any dimension."},
    {"E0202", "unknown unit",
     "Units: m, mm, cm, km, s, ms, us, ns, min, h, kg, g, t, rad, mrad, deg, Hz, N, kN, J, mph, rpm, and "
     "products such as `km/h` and `m/s^2`."},
    {"E0203", "limits the wrong way round", "The minimum is above the maximum."},
    {"E0204", "not an expression",
     "Expressions have quantities, parameters, `+ - * /`, parentheses, `min(a, b)`, `max(a, b)`, `abs(a)`, "
     "`sqrt(a)`; one comparison under `require`."},
    {"E0205", "parameters that depend on each other in a circle",
     "Each parameter must be drawable before those that use it."},
    {"E0206", "not a distribution",
     "A parameter is a quantity, an expression, or a map with one of `uniform`, `triangular`, `normal`, `lognormal`, "
     "`exponential`, `beta`, `choice`, `mixture`, `empirical`."},
    {"E0207", "must be above 0", "Sigmas, medians of lognormals, means of exponentials, alpha and beta, and weights."},
    {"E0208", "not a finite number", "The number overflows."},
    {"E0209", "a name where a quantity is due, or the reverse",
     "A parameter that chooses among names cannot be calculated with; a quantity names nothing."},
    {"E0210", "a comparison where a quantity is due, or the reverse",
     "Comparisons stand under `require`, and only there."},
    {"E0211", "a requirement starves",
     "In 1000 draws none met every requirement; the one met least often is named, with the share of draws "
     "that met it."},
    {"E0212", "limits that leave nothing",
     "The limits of a distribution cut off all but a billionth of it."},
    {"E0213", "not finite", "A division by zero, or a root of a negative number."},
    {"E0214", "not a column of numbers",
     "A CSV file has a line of names, then a line for each measurement; a cell is a number or empty."},
    {"E0215", "a file that cannot be read",
     "A scenario reads files beside it and in folders below, and nothing else."},
    {"E0216", "a proposal that cannot be weighed",
     "The weight of a draw is the density of its distribution over that of its proposal: both must have one, and the "
     "distribution's must not be 0 where the proposal draws. Choices are proposed among their own options."},
    {"E0217", "no valid correlation",
     "Correlations stand between two parameters that are drawn from distributions of quantities, without proposals, "
     "each pair once, and must be possible all at once."},
    {"E0218", "no valid `if`", "`if` is a comparison of quantities, or of a parameter that chooses a name with one of its options by `==` or `!=`."},
    {"E0219", "something that is not there in a draw", "Its `if` does not hold, and something that is there needs it."},
    {"E0301", "unknown actor",
     "An event, a hazard or a placement names an actor that is not there. `ego` can be stood by and can "
     "brake; `ego` and `road` can be touched."},
    {"E0302", "unknown anchor", "The asset has no such anchor, or the trailer none that fits: `tailcast list assets` shows them."},
    {"E0303", "unknown asset", "`tailcast list assets` shows the catalog."},
    {"E0304", "unknown place", "`tailcast list places` names them."},
    {"E0305", "unknown lane",
     "The place, with its parameters, has no such lane. Driving lanes are `1`, `2`, … from the right edge, "
     "oncoming ones `-1`, `-2`, …"},
    {"E0306", "unknown parameter",
     "An expression or an override names a parameter that is not declared. While an event plays out: a lane "
     "that the stage lacks."},
    {"E0307", "unknown sensor preset", "`tailcast list sensors` shows them."},
    {"E0308", "a reserved name",
     "`ego` and `road` cannot name actors; units and functions cannot name parameters."},
    {"E0309", "unknown class", "A mesh of your own is of a class of things: `tailcast list classes` shows them."},
    {"E0310", "unknown material", "`tailcast list materials` shows them."},
    {"E0401", "placed in more than one way",
     "An actor has one of `at`, `ahead`, `behind`, `between`, `on`, `towed_by`, and only the keys that go with it."},
    {"E0402", "placed nowhere", "An actor needs one of `at`, `ahead`, `behind`, `between`, `on`, `towed_by`."},
    {"E0403", "placed relative to itself", "Placements refer to each other in a circle."},
    {"E0404", "out of range", "A value is beyond what its key allows, such as a negative speed."},
    {"E0405", "no action",
     "An action names one verb and whom it is for: `release`, `push`, `spin`, `brake`, `set_speed`, "
     "`change_lane`, `walk`, `run`."},
    {"E0406", "no condition", "`contact(a, b)`, `distance(a, b) < 5 m` or `ttc(a, b) < 2 s`."},
    {"E0407", "record ends before it begins", "`from` must be before `to`."},
    {"E0408", "an action that its actor cannot do",
     "Only what lies on another actor or is towed is released, only free bodies are pushed, only what follows a "
     "lane brakes, only persons and animals walk."},
    {"E0409", "no room", "Two actors overlap at the start."},
    {"E0410", "which sensor?", "A dataset holds the scans of one sensor; `render` writes one for each, or for `--sensor NAME`."},
    {"E0411", "cargo that drives", "What lies on another actor, or is towed by one, is moved by forces."},
    {"E0412", "a free body's key on one that is not",
     "`velocity`, `spin`, `attitude` and `drop` are for free bodies: add `motion: free`."},
    {"E0413", "beyond the stage", "An actor stands where the stage has ended."},
    {"E0500", "wrong use of a command",
     "The command line asks for something that cannot be done; the message says what."},
    {"E0501", "this output cannot be rendered into",
     "The directory holds another job's data, or the shard is none of the job's."},
    {"E0600", "unknown LiDAR preset", "Neither the name of a preset nor a file."},
    {"E0601", "a preset's value is out of range", "The message says the bound."},
    {"E0602", "a preset's table has the wrong size", "One value for each beam."},
    {"E0603", "an unknown word in a preset", "The message lists the words that there are."},
    {"E0604", "a preset's limits the wrong way round", "The maximum must be above the minimum."},
    {"E0605", "beams out of order", "Beams are listed from the top down."},
    {"E0606", "a firing time beyond its column", "Each beam fires before the next column begins."},
    {"E0607", "a blocked sector that is none", "`[ring, from, to]`, in degrees from 0 to 360."},
    {"E0608", "an even number of rays across a beam", "Odd, so that the middle one is the beam's axis."},
    {"E0609", "unknown law of intensity", "`logarithmic` or `reflectivity`; docs/sensors.md has both."},
    {"E0610", "columns that a beam does not fire in", "A beam fires in every `stride`-th column, from `phase` on."},
    {"E0611", "too many pulses", "Beams times columns; the message says the bound."},
    {"E0612", "a fault that is none", "The message says what to write."},
    {"E0613", "unknown mode of return", "`strongest`, `first`, `last` or `dual`."},
    {"E0614", "unknown effect", "`tailcast list effects` shows what can be switched off."},
    {"E0615", "unknown sensor of a real scan", "Name its preset: `--sensor NAME`; `tailcast list sensors` shows them."},
    {"E0701", "a mesh that cannot be read",
     "The file is not there, is damaged, claims more than it holds, or is of a kind that is not read (compressed glTF); the "
     "message says which. Paths are from the directory of the scenario's file."},
    {"E0702", "a mesh without a surface", "It holds no triangle, or none with an area: a cloud of points is no mesh."},
    {"E0703", "a mesh with places that are no numbers",
     "Vertices of faces are NaN or infinite. Nobody knows where they should be: write the mesh anew."},
    {"E0704", "a mesh of an unlikely size",
     "The longest side of a thing on roads is 2 cm to 60 m. The mesh is in another unit: the hint names those that it is "
     "likely in; `unit: mm` says so."},
    {"E0705", "a mesh has no such material", "A key under `materials` is no name of a material in the mesh."},
};

}  // namespace

std::span<const CodeInfo> all_codes() {
  return kCodes;
}

const CodeInfo* find_code(std::string_view code) {
  const auto* found = std::ranges::find(kCodes, code, &CodeInfo::code);
  return found == std::end(kCodes) ? nullptr : found;
}

}  // namespace tailcast
