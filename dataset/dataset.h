// SPDX-License-Identifier: Apache-2.0
// Datasets on disk. One writer and one reader a format; SemanticKITTI is the first.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/json.h"
#include "labels/labelled_frame.h"

namespace tailcast {

// The open set: formats. Frames of a sequence may be written in any order and by several threads; finish_sequence once.
class DatasetWriter {
 public:
  virtual ~DatasetWriter() = default;
  virtual void write_frame(int sequence, int frame, const LabelledFrame& labelled) const = 0;
  // True when every file of that frame is there (it was written whole, since files are whole or absent).
  virtual bool has_frame(int sequence, int frame) const = 0;
  // Poses, times, calibration, objects.jsonl of a sequence whose frames 0 … frames - 1 are all written.
  virtual void finish_sequence(int sequence, int frames) const = 0;
  virtual bool has_sequence(int sequence) const = 0;
  // What describes the dataset as a whole (the data configuration). Idempotent.
  virtual void finish() const = 0;
};
std::unique_ptr<DatasetWriter> make_semantic_kitti_writer(const std::string& root);

// The manifest of a dataset: `header` (scenario, seeds, sensors, versions, sequences …) plus the SHA-256 of every file
// below root except manifest.json itself and temporary ones. Keys are sorted where order would depend on the run.
void write_manifest(const std::string& root, Json header);

// One frame's place in a set of scans.
struct FrameRef {
  std::string path;    // the .bin or .pcd file
  std::string scene;   // the unit of the bootstrap: a sequence of a dataset, or the directory's name for bare scans
  int sequence = -1, frame = -1;
};
// The scans below a path: our own datasets (by manifest.json or sequences/), a SemanticKITTI root, a directory of .bin
// or .pcd files, a single file. Sorted. IoError when there are none.
std::vector<FrameRef> find_frames(const std::string& path);
// The scan with whatever truth, rings and poses lie beside it.
LabelledFrame read_frame(const FrameRef& ref);

}  // namespace tailcast
