#pragma once
// Signs of life in a row of preview pictures: hints for an officer, never a proof. A printed face neither blinks nor turns; a film does both.

#include "devices/biometrics/face/seen_face.h"

namespace loket::biometrics {

class LifeSigns {
  public:
    /// The next preview picture's largest face; five a second or more, else a blink falls between two of them.
    void see(const SeenFace& face);

    [[nodiscard]] int pictures() const { return pictures_; }
    /// Both eyes open, then shut, then open, while the head stayed.
    [[nodiscard]] bool blinked() const { return blinked_; }
    /// The nose moved against the jaw, as it does only in depth: a flat picture keeps their places whichever way it is held.
    [[nodiscard]] bool turned() const;
    /// Nothing moves by itself that lives: no mark went farther than camera noise in all pictures (at least ten).
    [[nodiscard]] bool frozen() const;

  private:
    int pictures_ = 0;
    bool blinked_ = false, shut_since_ = false;
    double open_x_ = 0, open_y_ = 0, size_ = 0;  ///< where the eyes were last open
    bool opened_ = false;
    double least_turn_ = 0, most_turn_ = 0, least_gap_ = 0, most_gap_ = 0;
};

}  // namespace loket::biometrics
