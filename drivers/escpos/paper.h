#pragma once
// The paper of the emulated printer: what a command stream looks like when it is printed.

#include <string>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/image.h"

namespace loket::drivers::escpos {

/// One slip that was cut off.
struct Slip {
    GrayImage image;  ///< 576 dots wide, 203 dpi
    std::string text;               ///< what was printed as text, UTF-8, one line each
    std::vector<std::string> codes;  ///< contents of its QR codes
};

/// A roll on which things are put one below the other. Bad values are clamped, never trusted.
class Paper {
  public:
    Paper();

    void initialise();
    void character(std::uint8_t byte);
    void end_line();
    void feed(int dots);
    /// 0 left, 1 centre, 2 right.
    void align(int how) { align_ = how; }
    void bold(bool on) { bold_ = on; }
    /// 1 … 8 times.
    void magnify(int across, int down);
    void code_page(int number) { page_ = number; }
    void spacing(int dots) { spacing_ = dots; }
    /// ESC *: a strip of 8 or 24 dots high within the line, column by column, `m` as the command has it.
    void columns(ByteView bytes, int m);
    /// Rows of eight dots a byte, first dot in the highest bit.
    void raster(ByteView rows, int row_bytes, int across, int down);
    /// `module`: dots a module.
    void qr(ByteView content, int module);
    /// The slip so far; the next begins.
    Slip cut();
    [[nodiscard]] bool blank() const { return rows_ == 0; }

  private:
    /// What stands in the line that is not printed yet: a letter or a strip of a picture.
    struct Cell {
        GrayImage picture;
        std::string text;  ///< UTF-8
    };
    void add(Cell cell);
    void grow(int rows);
    void place(const GrayImage& picture);

    GrayImage image_;
    int rows_ = 0;
    std::string text_;  // UTF-8
    std::vector<Cell> line_;
    std::vector<std::string> codes_;
    int align_ = 0, across_ = 1, down_ = 1, page_ = 0, spacing_ = 30;
    bool bold_ = false;
};

}  // namespace loket::drivers::escpos
