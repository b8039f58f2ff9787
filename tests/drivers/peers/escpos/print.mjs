// Writes to standard output what a web shop's encoder would send to an 80 mm printer: text, sizes, a QR code, a picture, a cut.
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';

const picture = { width: 64, height: 32, data: new Uint8ClampedArray(64 * 32 * 4).fill(255) };
for (let y = 0; y < 32; y++)
  for (let x = 0; x < 64; x++)
    if ((x >> 3) % 2 === (y >> 3) % 2) picture.data.fill(0, (y * 64 + x) * 4, (y * 64 + x) * 4 + 3);

const encoder = new ReceiptPrinterEncoder({ language: 'esc-pos', columns: 48 });
process.stdout.write(encoder
  .initialize()
  .codepage('cp858')
  .line('Toko Buku Sriwijaya')
  .bold(true).line('Harga 12 € café').bold(false)
  .align('center').size(2, 2).line('LUNAS').size(1, 1)
  .qrcode('https://contoh.go.id/nota/4711', { model: 2, size: 6, errorlevel: 'm' })
  .image(picture, 64, 32, 'threshold', 128)
  .cut('partial')
  .encode());
