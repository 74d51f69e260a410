// SPDX-License-Identifier: Apache-2.0
// Where the files of a SemanticKITTI dataset of ours lie, for its writer and its reader.
#pragma once
#include <string>

namespace tailcast {

struct KittiLayout {
  std::string root;

  std::string sequence_directory(int sequence) const;
  std::string truth_directory(int sequence) const;
  std::string velodyne(int sequence, int frame) const;
  std::string labels(int sequence, int frame) const;
  std::string truth(int sequence, int frame) const;
  // A frame's line of objects.jsonl until its sequence is finished.
  std::string object_part(int sequence, int frame) const;
  std::string object_parts(int sequence) const;
  std::string objects(int sequence) const;
  std::string poses(int sequence) const;
  std::string calibration(int sequence) const;
  std::string times(int sequence) const;
  std::string configuration() const;
  std::string names() const;
};

}  // namespace tailcast
